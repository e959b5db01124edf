"""Sums of money as a reason says them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sightline.detectors import amounts

SUMS = {
    "two currencies": ({"SGD": 30604.78, "CHF": Decimal("0.5")}, "0.50 CHF, 30,604.78 SGD"),
    "one of nothing": ({"SGD": 30604.78, "CHF": 0.0}, "30,604.78 SGD"),
    "nothing": ({"CHF": Decimal(0)}, "nothing"),
}


@pytest.mark.parametrize(("sums", "text"), SUMS.values(), ids=SUMS)
def test_each_currency_by_itself(sums: dict[str, float], text: str) -> None:
    assert amounts.said(sums) == text


def test_counts() -> None:
    assert [amounts.counted(number, "day") for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


PERCENT = {
    "in between": (0.664, "66%"),
    "nearly all": (0.9971, "99.7%"),
    "more nearly all": (0.99971, "99.97%"),
    "all but a grain": (0.999999, "over 99.99%"),
    "all": (1.0, "100%"),
    "hardly any": (0.0031, "0.3%"),
    "a grain": (0.000001, "under 0.01%"),
    "none": (0.0, "0%"),
}


@pytest.mark.parametrize(("share", "text"), PERCENT.values(), ids=PERCENT)
def test_a_share_is_neither_all_nor_nothing_unless_it_is(share: float, text: str) -> None:
    assert amounts.percent(share) == text


def test_shares_that_read_alike_are_said_once() -> None:
    assert amounts.between([0.702, 0.7]) == "70%" and amounts.between([0.7, 0.85]) == "70% to 85%"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0.0, "0.000"),
        (0.00001, "fewer than 0.001"),
        (0.00049, "fewer than 0.001"),
        (0.0006, "0.001"),
        (1.2345, "1.234"),
    ],
)
def test_what_is_expected_by_chance_is_never_told_as_none(number: float, told: str) -> None:
    assert amounts.expected(number) == told
