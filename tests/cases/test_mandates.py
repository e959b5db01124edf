"""Mandates as data: every one whole, its rule known, its calendar on the right days."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.cases import deciding, mandates
from sightline.cases.mandates import Slot
from sightline.errors import UsageError
from sightline.model.report import Edition

MARKS = {"checked", "partly checked", "computed", "unverified", "uncertain", "proposal"}


@pytest.mark.parametrize("id", [one.id for one in mandates.mandates()])
def test_every_mandate_is_whole(id: str) -> None:
    one = mandates.mandate(id)
    assert deciding.rule(one.decision_rule) and one.approves and one.calendar and one.basis
    assert set(one.editions) <= {each.value for each in Edition} - {"internal"}
    lines = [*one.basis, *one.confidentiality, *one.publication, *one.approves, *one.calendar]
    assert {line.mark for line in lines} | {one.mark, one.rule_mark, one.transmits_mark} <= MARKS


def test_there_are_four_and_no_fifth() -> None:
    assert [one.id for one in mandates.mandates()] == ["panel", "assembly", "coalition", "chair"]
    with pytest.raises(UsageError, match="no such mandate"):
        mandates.mandate("fifth")


YEARLY, NINETY = Slot("report", "checked", months=12), Slot("report", "checked", days=90)
START = date(2026, 1, 31)
DAYS = {
    "a year on": (YEARLY, date(2026, 1, 31), date(2027, 1, 31)),
    "on the day itself": (YEARLY, date(2027, 1, 31), date(2027, 1, 31)),
    "the day after": (YEARLY, date(2027, 2, 1), date(2028, 1, 31)),
    "the last of a shorter month": (Slot("x", "x", months=1), date(2026, 2, 1), date(2026, 2, 28)),
    "half a year off": (Slot("x", "x", months=12, offset=6), START, date(2026, 7, 31)),
    "ninety days": (NINETY, date(2026, 1, 31), date(2026, 5, 1)),
    "on the ninetieth": (NINETY, date(2026, 5, 1), date(2026, 5, 1)),
    "past the ninetieth": (NINETY, date(2026, 5, 2), date(2026, 7, 30)),
}


@pytest.mark.parametrize("name", DAYS)
def test_the_calendar(name: str) -> None:
    slot, day, due = DAYS[name]
    assert slot.after(START, day) == due
