"""Amounts and units: what is clear is read, what is not is asked back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sightline.regime.goods import units

READ = {
    ("525000", "t"): ("525000", "t"), ("525,000", "tonnes"): ("525000", "t"), ("500 bbl", ""): ("500", "bbl"),
    ("1500", "kg"): ("1.500", "t"), ("158.987294928", "l"): ("1", "bbl"), ("42", "gal"): ("1", "bbl"),
    ("3", "대"): ("3", "pcs"), ("3 톤", ""): ("3", "t"), ("5 t", "tonne"): ("5", "t"),
}  # fmt: skip
ASKED = {
    ("-5", "t"): "negative", ("−5", "t"): "negative", ("0", "t"): "cannot be meant", ("5", ""): "the unit",
    ("5", "bushel"): "not known", ("5", "tons"): "which ton", ("5 bbl", "t"): "are mixed",
    ("5 bbl and 3 t", ""): "mixes several", ("5 bbl/t", ""): "mixes several", ("1,5", "t"): "two ways",
    ("many", "t"): "as a number", ("", "t"): "without one", ("1e99", "t"): "cannot be meant",
}  # fmt: skip


@pytest.mark.parametrize(("amount", "unit"), READ)
def test_read(amount: str, unit: str) -> None:
    quantity, problem = units.read(amount, unit)
    assert problem == "" and quantity is not None
    number, base = READ[amount, unit]
    assert (round(quantity.amount, 9), quantity.base) == (Decimal(number), base)


@pytest.mark.parametrize(("amount", "unit"), ASKED)
def test_asked_back(amount: str, unit: str) -> None:
    quantity, problem = units.read(amount, unit)
    assert quantity is None and ASKED[amount, unit] in problem


def test_nothing_given_is_nothing_asked() -> None:
    assert units.read("", "") == (None, "")


def test_crude_goes_by_the_two_amounts_of_its_cap() -> None:
    low, high = units.barrels_of_tonnes(Decimal(525_000), crude=True)
    assert round(low) == round(high) == 4_000_000
    assert units.barrels_of_tonnes(Decimal(100), crude=False) == (Decimal("635.00"), Decimal("850.0"))
