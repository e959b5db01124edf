"""The facts about aid: each with its mark, dates at their edges, and a broken file named."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from sightline import regime
from sightline.errors import FormatChanged
from sightline.regime.aid import MARKS, guide, parse


def test_every_fact_has_a_mark_and_no_document_is_claimed() -> None:
    found = guide()
    marks = {one.mark for one in (*found.who, *found.direct, *found.advice, *found.contents, *found.channels)}
    assert marks <= MARKS and found.verified_against is None


def test_the_first_four_contents_were_found_and_the_rest_not() -> None:
    assert [one.mark for one in guide().contents] == ["checked"] * 4 + ["unverified"] * 5


def test_how_long_an_exemption_holds_was_not_found() -> None:
    assert {one.mark for one in guide().validity} == {"unverified"} and guide().most_mark == "unverified"


def test_it_hangs_on_measures_there_are() -> None:
    found = guide()
    assert regime.get(found.covered_measure).in_force(found.covered_since)
    assert regime.get(found.frees).id == "asset-freeze" and regime.get(found.clause).provisions


MONTHS = {
    "before the notice": ("2018-08-05", None),
    "the day it was adopted": ("2018-08-06", 6),
    "the day before the update": ("2020-11-29", 6),
    "the day of the update": ("2020-11-30", 9),
    "today": ("2026-03-02", 9),
}


@pytest.mark.parametrize(("day", "months"), MONTHS.values(), ids=MONTHS)
def test_the_usual_validity_follows_the_notice(day: str, months: int | None) -> None:
    found = guide().months_on(date.fromisoformat(day))
    assert (found.months if found else None) == months


@pytest.mark.parametrize(("old", "new"), [("mark: checked", "mark: sure"), ("contents:", "content:"),
                                          ("months: '6'", "months: six")])  # fmt: skip
def test_a_broken_file_is_named(old: str, new: str) -> None:
    text = files("sightline.regime").joinpath("aid.yaml").read_text("utf-8")
    with pytest.raises(FormatChanged, match="not the facts about aid"):
        parse(text.replace(old, new, 1), "aid.yaml")
