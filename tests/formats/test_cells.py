"""Columns of text to values: the fast way and the slow way give the same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pyarrow as pa
import pytest

from sightline.formats import cells

SPOILER = "no value at all"
"""a cell that makes the whole column go the slow way"""
KINDS: dict[str, tuple[Callable[[object], cells.Values], dict[str, object]]] = {
    "numbers": (cells.numbers, {"1": 1.0, "-1.50": -1.5, ".5": 0.5, "5.": 5.0, "1e3": 1000.0, "007": 7.0}),
    "integers": (cells.integers, {"1": 1, "-12": -12, "007": 7}),
    "decimals": (cells.decimals, {"1": Decimal(1), "-0.10": Decimal("-0.1"), "1e3": Decimal(1000)}),
    "times": (
        cells.times,
        {
            "2020-06-30T00:00:00Z": 1593475200000,
            "2020-06-30T00:00:00.123Z": 1593475200123,
            "2020-06-30T00:00:00.1239Z": 1593475200123,
            "2020-06-30 02:00:00+02:00": 1593475200000,
            "1969-12-31T23:59:59.9999Z": -1,
        },
    ),
}


@pytest.mark.parametrize(("read", "expected"), KINDS.values(), ids=KINDS)
def test_both_ways_give_the_same(read: Callable[[object], cells.Values], expected: dict[str, object]) -> None:
    fast, slow = read(pa.array([*expected, None])), read(pa.array([*expected, None, SPOILER]))
    assert fast.values.to_pylist() == [*expected.values(), None] and not fast.bad.any()
    assert slow.values.to_pylist() == [*expected.values(), None, None]
    assert slow.bad.tolist() == [False] * (len(expected) + 1) + [True]


def test_times_without_zone_are_in_utc() -> None:
    assert cells.times(pa.array(["2020-06-30T00:00:00", None])).values.to_pylist() == [1593475200000, None]


MIDNIGHT = 1709164800000
"""29 February 2024 in UTC"""
TIMES = {
    "a day": ("2024-02-29", MIDNIGHT),
    "a day that is one in Seoul": ("2024-02-29+09:00", MIDNIGHT),
    "a day that is one in New York": ("2024-02-29-05:00", MIDNIGHT),
    "a day in UTC": ("2024-02-29Z", MIDNIGHT),
    "the furthest zone": ("2024-02-29+14:00", MIDNIGHT),
    "a small z": ("2024-02-29t09:00:00z", MIDNIGHT + 9 * 3600 * 1000),
    "a zone of two digits": ("2024-02-29T09+09", MIDNIGHT),
    "a zone that is none": ("2024-02-29+14:01", None),
    "an hour behind a sign that parts nothing": ("2024-02-29x09:00", None),
    "an hour behind a comma": ("2024-02-29,09:00", None),
    "a zone to the second": ("2024-02-29T09:00:00+09:00:30", None),
    "a zone beyond the day": ("2024-02-29T09:00:00+25:00", None),
    "a zone in words": ("2024-02-29 09:00:00 UTC", None),
    "a day that never was": ("2023-02-29+09:00", None),
}


@pytest.mark.parametrize(("text", "at"), TIMES.values(), ids=TIMES)
def test_a_time_zone_behind_a_day_is_no_time_of_day(text: str, at: int | None) -> None:
    assert cells.times(pa.array([text, SPOILER])).values.to_pylist() == [at, None]


@pytest.mark.parametrize(("text", "day"), [("2024-02-29+09:00", "2024-02-29"), ("2024-02-29x09:00", None)])
def test_a_day_keeps_no_time_zone(text: str, day: str | None) -> None:
    assert [str(one) if one else None for one in [cells.day(text)]] == [day]


@pytest.mark.parametrize("digits", [29, 38, 39, 64, 99, 101])
def test_no_amount_wraps_round(digits: int) -> None:
    assert cells.decimals(pa.array(["9" * digits])).bad.tolist() == [True]


def test_texts_are_cleaned_only_where_they_need_it() -> None:
    plain = pa.array(["INV 1", None, "x"])
    assert cells.texts(plain) is plain
    for given, clean in {" a": "a", "a ": "a", "a  b": "a b", "a\tb": "a b", " ": None, "é": "é"}.items():
        assert cells.texts(pa.array(["x", given, "y"])).to_pylist() == ["x", clean, "y"], given


def test_a_slice_is_read_as_itself() -> None:
    column = pa.array(["12345", " a", "ok", "b "]).slice(2, 1)
    assert cells.texts(column).to_pylist() == ["ok"]
    assert cells.decimals(pa.array(["9" * 64, "1", "2"]).slice(1, 2)).values.to_pylist() == [1, 2]
