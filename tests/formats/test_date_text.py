"""Dates inside cells that may hold several."""

from __future__ import annotations

import pytest

from sightline.formats import date_text

FOUND = {
    "one": ("24.3.2007", [("2007-03-24",)], True),
    "several": ("18.1.1970 or 29.3.1965", [("1970-01-18",), ("1965-03-29",)], True),
    "year": ("1972", [("1972",)], True),
    "circa": ("circa 1972", [("1972",)], True),
    "month": ("1972-05", [("1972-05",)], True),
    "named month": ("5 May 1972 or May 1973", [("1972-05-05",), ("1973-05",)], True),
    "range": ("1963-1965", [("1963", "1964", "1965")], True),
    "decade": ("1970s", [tuple(str(year) for year in range(1970, 1980))], True),
    "words beside it": ("born in 1972", [("1972",)], False),
    "not in the calendar": ("30.2.1972", [], False),
    "no century": ("Sep-99", [], False),
    "part of a longer number": ("1234567", [], False),
    "nothing": ("", [], False),
}


@pytest.mark.parametrize(("text", "values", "whole"), FOUND.values(), ids=FOUND)
def test_finds(text: str, values: list[tuple[str, ...]], whole: bool) -> None:
    found, is_whole = date_text.dates_in(text)
    assert [one.values for one in found] == values
    assert is_whole is whole


def test_each_date_knows_its_characters() -> None:
    text = "18.1.1970 or 29.3.1965"
    assert [text[one.first : one.last] for one in date_text.dates_in(text)[0]] == ["18.1.1970", "29.3.1965"]
