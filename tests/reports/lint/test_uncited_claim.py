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


HITS = {
    "a claim without a citation": context(Sentence("The bank paid.")),
    "a table without a query": context(report=without_query(REPORT)),
    "a finding without evidence": context(findings={FINDING.id: replace(FINDING, evidence=())}),
    "a finding with evidence against alone": context(
        findings={FINDING.id: replace(FINDING, evidence=(proof("reply", "against"),))}
    ),
}
NO_HITS = {
    "a claim with one citation": context(Sentence("The bank paid.", (cite("press"),))),
    "a sentence that claims nothing": context(Sentence("This section has two parts.", claim=False)),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert list(check(case))


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []
