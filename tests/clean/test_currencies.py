"""Currency codes, in force and withdrawn."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sightline.clean import currencies


@pytest.mark.parametrize("code", ["USD", "usd", " eur ", "KPW", "DEM", "HRK", "BGN", "ANG", "XAU"])
def test_knows(code: str) -> None:
    assert currencies.clean(code) == code.strip().upper()


MONTHS = {
    "DEM": "2002-03", "HRK": "2023-01", "ZWL": "2024-09", "DDM": "1990-09", "EUR": None, "PEN": None,
    "BGN": None, "ARP": "1985-07", "ESA": "1981-12",
}  # fmt: skip


@pytest.mark.parametrize(("code", "month"), MONTHS.items(), ids=MONTHS)
def test_knows_when_one_was_withdrawn(code: str, month: str | None) -> None:
    assert currencies.withdrawn(code) == month


PLACES = {
    "USD": 2, "JPY": 0, "UGX": 0, "UYI": 0, "UYU": 2, "UYW": 4, "CLP": 0, "CLF": 4, "KWD": 3, "XAU": None,
    "XXX": None, "DEM": None, "nonsense": None,
}  # fmt: skip


@pytest.mark.parametrize(("code", "places"), PLACES.items(), ids=PLACES)
def test_knows_how_many_decimal_places_one_has(code: str, places: int | None) -> None:
    assert currencies.places(code) == places


FINER = {
    "cents of yen": ("1234.56", "JPY", True),
    "yen": ("1234", "JPY", False),
    "yen with zeros": ("5.00", "JPY", False),
    "cents": ("1234.56", "USD", False),
    "half a cent": ("0.005", "USD", True),
    "fils": ("1.234", "KWD", False),
    "gold": ("1.23456", "XAU", False),
    "coins": ("0.123456789", "ETH on ethereum", False),
}


@pytest.mark.parametrize(("amount", "code", "finer"), FINER.values(), ids=FINER)
def test_knows_an_amount_that_is_finer_than_its_currency(amount: str, code: str, finer: bool) -> None:
    assert currencies.finer(Decimal(amount), code) is finer


@pytest.mark.parametrize("code", ["", "US", "XYZ", "USDT", "$", "U5D", "840", "ＵＳＤ"])
def test_does_not_know(code: str) -> None:
    assert currencies.clean(code) is None
