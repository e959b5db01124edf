from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Report, Sentence, Table
from sightline.reports.lint.uncited_claim import check
from sightline.reports.outline import changed
from sightline.reports.problem import LintContext
from tests.reports.sample import FINDING, REPORT, cite, context, proof


def without_query(report: Report) -> Report:
    return changed(report, lambda block: replace(block, query={}) if isinstance(block, Table) else block)


def silent(text: str, limits: str = FINDING.limits) -> LintContext:
    """A sentence marked as claiming nothing."""
    held = {FINDING.id: replace(FINDING, limits=limits)}
    return replace(context(Sentence(text, claim=False)), findings=held)


HITS = {
    "a breach marked as no claim": silent("The bank violated resolution 1718 (2006)."),
    "a violation marked as no claim": silent("Coal was sold in violation of paragraph 8."),
    "an amount marked as no claim": silent("It sold arms for 4,000,000 dollars."),
    "an amount with a sign": silent("It sold arms for $4,000,000."),
    "an amount in words": silent("It carried four thousand tons of coal."),
    "an amount under Limits that the record has not": silent("Limits: it carried 500 tons."),
    "a claim without a citation": context(Sentence("The bank paid.")),
    "a table without a query": context(report=without_query(REPORT)),
    "a finding without evidence": context(findings={FINDING.id: replace(FINDING, evidence=())}),
    "a finding with evidence against alone": context(
        findings={FINDING.id: replace(FINDING, evidence=(proof("reply", "against"),))}
    ),
}
NO_HITS = {
    "limits on record": silent("Limits: of 500 tons nothing is known.", "Of 500 tons nothing is known."),
    "what would change it": silent("What would change this: a record of the 3 messages."),
    "silence": silent("Invented Bank One did not reply."),
    "a case by its title": silent("2 findings of the case: 4,500 tons of coal."),
    "whether there was a breach": silent("Whether it violated the measure is not known."),
    "a number of things": silent("Of 97,721 positions 9 are drawn, over 31 days."),
    "transfers that are missing": silent(
        "The address x paid at least 3.5 ETH more than it was seen to receive, so that transfers are missing."
    ),
    "a claim with one citation": context(Sentence("The bank paid.", (cite("press"),))),
    "a sentence that claims nothing": context(Sentence("This section has two parts.", claim=False)),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert list(check(case))


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []
