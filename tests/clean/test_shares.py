"""Percentages as registers write them, and near misses that are none."""

from __future__ import annotations

import pytest

from sightline.clean.shares import share

READ = {
    "50": "50 %", "50 %": "50 %", "0.5": "0.5 %", "33,33%": "33.33 %", "25-50": "25 to 50 %",
    "between 25 and 50 percent": "25 to 50 %", "over 25": "more than 25 to 100 %",
    "more than 25, up to 50": "more than 25 to 50 %", "75 or more": "75 to 100 %",
    "less than 10": "0 to less than 10 %", "up to 20": "0 to 20 %", "majority": "more than 50 to 100 %",
    "wholly owned": "100 %", "ownership_of_shares_75_or_more": "75 to 100 %",
}  # fmt: skip
NONE = ("101", "-5", "over 100", "50-25", "a lot", "", "50 50", "9" * 90)


@pytest.mark.parametrize("text", READ)
def test_read(text: str) -> None:
    found = share(text)
    assert found is not None and found.text == READ[text]
    assert bool(found.assumption) is not found.exact


@pytest.mark.parametrize("text", NONE)
def test_no_percentage(text: str) -> None:
    assert share(text) is None
