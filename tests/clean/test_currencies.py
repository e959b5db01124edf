"""Currency codes, in force and withdrawn."""

from __future__ import annotations

import pytest

from sightline.clean import currencies


@pytest.mark.parametrize("code", ["USD", "usd", " eur ", "KPW", "DEM", "HRK", "BGN", "ANG", "XAU"])
def test_knows(code: str) -> None:
    assert currencies.clean(code) == code.strip().upper()


@pytest.mark.parametrize("code", ["", "US", "XYZ", "USDT", "$", "U5D", "840", "ＵＳＤ"])
def test_does_not_know(code: str) -> None:
    assert currencies.clean(code) is None
