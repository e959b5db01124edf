from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint.wrong_date import check
from tests.reports.sample import CONTEXT, FINDING, REPORT, cite, context

HITS = {
    "no such day": context(Sentence("It ended on 31 June 2017.", (cite("press"),))),
    "after the report": context(Sentence("It ended on 3 March 2026.", (cite("press"),))),
    "a period that runs backward": context(
        Sentence("It lasted from 5 May 2017 to 4 May 2017.", (cite("press"),))
    ),
    "a finding after the report": replace(
        CONTEXT, findings={FINDING.id: replace(FINDING, day=date(2026, 3, 3))}
    ),
    "a finding before the period": replace(
        CONTEXT, report=replace(REPORT, period=(date(2017, 1, 1), date(2017, 12, 31)))
    ),
}
NO_HITS = {
    "the day of the report": context(Sentence("It ended on 2 March 2026.", (cite("press"),))),
    "it lies ahead": context(Sentence("The office will meet on 3 March 2026.", ())),
    "a leap day": context(Sentence("It ended on 29 February 2016.", (cite("press"),))),
    "inside the period": replace(
        CONTEXT, report=replace(REPORT, period=(date(2016, 12, 1), date(2017, 12, 31)))
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"wrong_date"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
