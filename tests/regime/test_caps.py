"""The caps as data: their periods at the edges, their products, and what a broken file says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline import regime
from sightline.errors import FormatChanged, NotFound
from sightline.regime import caps

EDGES = {
    "the year's last day": ("refined", "2018-12-31", "2018-01-01", "2018-12-31"),
    "the next year's first": ("refined", "2019-01-01", "2019-01-01", "2019-12-31"),
    "a leap day": ("refined", "2020-02-29", "2020-01-01", "2020-12-31"),
    "the day crude began": ("crude", "2017-12-22", "2017-12-22", "2018-12-21"),
    "the last day of its first twelve months": ("crude", "2018-12-21", "2017-12-22", "2018-12-21"),
    "the day after": ("crude", "2018-12-22", "2018-12-22", "2019-12-21"),
    "twelve months with a leap day": ("crude", "2020-02-29", "2019-12-22", "2020-12-21"),
    "the last quarter of 2017": ("refined-2017", "2017-10-01", "2017-10-01", "2017-12-31"),
    "the last day of coal under a cap": ("coal-2017", "2017-08-04", "2017-01-01", "2017-08-04"),
}


@pytest.mark.parametrize(("id", "day", "first", "last"), EDGES.values(), ids=EDGES)
def test_a_day_falls_into_its_period(id: str, day: str, first: str, last: str) -> None:
    found = caps.period_of(caps.cap(id), date.fromisoformat(day))
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


OUTSIDE = {
    "the day before crude": ("crude", "2017-12-21"),
    "the day before the refined cap": ("refined", "2017-12-31"),
    "the day of the coal ban": ("coal-2017", "2017-08-05"),
    "the day before the first coal cap": ("coal-2016", "2016-11-29"),
    "the day after the quarter": ("refined-2017", "2018-01-01"),
}


@pytest.mark.parametrize(("id", "day"), OUTSIDE.values(), ids=OUTSIDE)
def test_a_day_outside_has_no_period(id: str, day: str) -> None:
    assert caps.period_of(caps.cap(id), date.fromisoformat(day)) is None


@given(st.sampled_from(caps.caps()), st.dates(date(2016, 1, 1), date(2040, 1, 1)))
def test_periods_follow_one_another_without_a_gap(cap: caps.Cap, until: date) -> None:
    found = caps.periods(cap, until)
    for before, after in pairwise(found):
        assert before.last + timedelta(days=1) == after.first
    assert all(365 <= (one.last - one.first).days + 1 <= 366 for one in found if cap.until is None)


def test_every_cap_hangs_on_a_measure_that_is_in_force_then() -> None:
    for cap in caps.caps():
        assert regime.get(cap.measure).in_force(cap.since)
        if cap.until:
            assert regime.get(cap.measure).in_force(cap.until)


def test_the_limits_are_those_of_the_measures() -> None:
    for cap in caps.caps():
        told = " ".join(regime.get(cap.measure).limits)
        for limit in cap.limits:
            assert f"{limit.amount:,f}" in told


def test_names_of_products_are_found_whatever_their_case() -> None:
    found = caps.product("  Gas-Oil ")
    assert found is not None and found.id == "gas oil" and caps.factors(found) == (Decimal("7.46"),) * 2
    assert caps.product("bananas") is None
    naphtha = caps.product("naphtha")
    assert naphtha is not None and caps.factors(naphtha) is None


def test_no_name_stands_for_two_products() -> None:
    names = [name.casefold() for one in caps.products() for name in {one.id, *one.names}]
    assert len(names) == len(set(names))


def test_an_unknown_cap_names_those_there_are() -> None:
    with pytest.raises(NotFound) as refusal:
        caps.cap("gas")
    assert "refined, refined-2017, crude" in str(refusal.value.remedy)


GOOD = """
caps:
  - {id: a, title: A, measure: refined, family: refined, relation: single, every: calendar year,
     since: 2018-01-01, limits: [1 bbl], notices: [], marks: {limit: checked}}
products: []
"""
BROKEN = {
    "another unit": ("[1 bbl]", "[1 ton]", "is no limit"),
    "two limits of a single cap": ("[1 bbl]", "[1 bbl, 1 t]", "does not fit"),
    "a word for a mark": ("limit: checked", "limit: sure", "is no mark"),
    "a period once without an end": ("calendar year", "once", "has a last day"),
    "no such day": ("2018-01-01", "2018-02-30", "no day of the calendar"),
    "an unknown key": ("title: A", "title: A, colour: red", "unknown key 'colour'"),
    "a key that is missing": ("title: A, ", "", "key 'title' is missing"),
    "twelve months from a leap day": (
        "calendar year,\n     since: 2018-01-01", "twelve months,\n     since: 2020-02-29", "29 February",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_says_what_is_wrong(old: str, new: str, said: str) -> None:
    assert caps.parse(GOOD, "caps.yaml")[0][0].id == "a"
    with pytest.raises(FormatChanged, match=said):
        caps.parse(GOOD.replace(old, new), "caps.yaml")
