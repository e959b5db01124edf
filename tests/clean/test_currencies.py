"""Currency codes, in force and withdrawn."""

from __future__ import annotations

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


@pytest.mark.parametrize("code", ["", "US", "XYZ", "USDT", "$", "U5D", "840", "ＵＳＤ"])
def test_does_not_know(code: str) -> None:
    assert currencies.clean(code) is None
