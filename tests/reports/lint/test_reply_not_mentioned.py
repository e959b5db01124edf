from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sightline.model.casework import Hearing, Outcome, Reply
from sightline.model.report import Sentence
from sightline.reports.lint.reply_not_mentioned import check
from sightline.reports.problem import LintContext
from tests.reports.sample import BANK, HEARING, cite, context

LATE = replace(HEARING, replies=(*HEARING.replies, Reply(date(2017, 4, 1), cite("letter"), "More.")))
SILENT = replace(HEARING, id="h-bbbbbbbb", party=BANK, replies=(), outcome=Outcome.NO_REPLY)


def about(text: str, hearing: Hearing = SILENT) -> LintContext:
    spoken = Sentence(text, (cite("press"),), parties=("p-bank",))
    return context(spoken, hearings=(HEARING, hearing))


CURED = replace(SILENT, outcome=Outcome.CURED_BEFORE)
HITS = {
    "a second reply that no sentence cites": context(hearings=(LATE,)),
    "silence not told": about("The bank paid."),
    "a cure not told": about("The bank paid.", CURED),
    "not told of the right party": about("The bank paid; another party did no harm."),
}
NO_HITS = {
    "every reply cited": context(),
    "silence told": about("The bank did not reply by the deadline."),
    "a cure told": about("The bank ended the payments in March.", CURED),
    "a party that is not named": context(hearings=(HEARING, SILENT)),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert len(list(check(case))) == 1


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []
