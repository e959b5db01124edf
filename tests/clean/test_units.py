"""Units of deliveries: what is taken, what is ambiguous, and what is said of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sightline.clean import units

TAKEN = {
    "bbl": ("bbl", Decimal(1)), "Barrels": ("bbl", Decimal(1)), " t ": ("t", Decimal(1)),
    "metric  tons": ("t", Decimal(1)), "kg": ("t", Decimal("0.001")), "kt": ("t", Decimal(1000)),
    "US$": ("USD", Decimal(1)),
}  # fmt: skip
NOT_TAKEN = {
    "ton": "several amounts", "mbbl": "several amounts", "t and bbl": "barrels and tonnes stand in one cell",
    "litres": "write bbl", "": "write bbl",
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TAKEN.items(), ids=TAKEN)
def test_takes(text: str, found: tuple[str, Decimal]) -> None:
    assert units.delivered(text) == found


@pytest.mark.parametrize(("text", "said"), NOT_TAKEN.items(), ids=NOT_TAKEN)
def test_never_guesses(text: str, said: str) -> None:
    assert units.delivered(text) is None
    assert said in units.why_not(text)
