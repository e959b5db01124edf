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
