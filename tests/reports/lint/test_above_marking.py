from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.marking import Marking
from sightline.model.report import Edition, Sentence
from sightline.reports.lint.above_marking import check
from sightline.reports.number import number
from sightline.reports.problem import LintContext
from tests.reports.sample import CONTEXT, cite, context, with_paragraph

SECRET = Sentence("Known from a source.", (cite("secret"),))
GREEN = Marking.parse("TLP:GREEN")


def marked(marking: Marking, edition: Edition) -> LintContext:
    report = with_paragraph(Sentence("Quiet.", claim=False), marking=marking)
    return replace(CONTEXT, report=number(replace(report, edition=edition)))


def internal(clearance: str) -> LintContext:
    report = number(replace(with_paragraph(SECRET), edition=Edition.INTERNAL))
    return replace(CONTEXT, report=report, clearance=Marking.parse(clearance))


HITS = {
    "an item above the edition": context(SECRET),
    "an item without a marking": context(SECRET, marking_of=lambda subject: None),
    "a paragraph one level above": marked(GREEN, Edition.PUBLIC),
    "a compartment not opened": internal("TLP:RED"),
    "the level alone too low": internal("TLP:AMBER//SOURCE-7"),
}
NO_HITS = {
    "public items in a public edition": context(),
    "a paragraph at the ceiling": marked(Marking.parse("TLP:AMBER"), Edition.COUNCIL),
    "cleared by level and compartment": internal("TLP:RED//SOURCE-7"),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert "A.2" in {problem.where for problem in check(case)}


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []
