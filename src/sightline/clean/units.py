"""Units of quantity to one spelling: barrels, tonnes, kilograms, and those trade statistics count in."""

from __future__ import annotations

import re
from decimal import Decimal

BARREL, TONNE, DOLLAR = "bbl", "t", "USD"
_BARRELS = ("bbl", "bbls", "barrel", "barrels")
_TONNES = ("t", "tonne", "tonnes", "mt", "metric ton", "metric tons", "metric tonne", "metric tonnes")
_KILOGRAMS = ("kg", "kgs", "kilogram", "kilograms")
_DOLLARS = ("usd", "us$", "us dollar", "us dollars")
OF_DELIVERIES: dict[str, tuple[str, Decimal]] = {
    **dict.fromkeys(_BARRELS, (BARREL, Decimal(1))),
    **dict.fromkeys(("kbbl", "thousand barrels", "1000 bbl"), (BARREL, Decimal(1000))),
    **dict.fromkeys(_TONNES, (TONNE, Decimal(1))),
    **dict.fromkeys(("kt", "thousand tonnes", "1000 t"), (TONNE, Decimal(1000))),
    **dict.fromkeys(_KILOGRAMS, (TONNE, Decimal("0.001"))),
    **dict.fromkeys(_DOLLARS, (DOLLAR, Decimal(1))),
}
"""Spelling in small letters to the unit of the house and how many of it one is."""
AMBIGUOUS = ("ton", "tons", "mmt", "mt/bbl", "bbl/mt", "m", "mbbl")
"""Words that mean different amounts to different people: `ton` is long, short or metric, `mbbl` a thousand
or a million barrels."""
_SPACE = re.compile(r"\s+")


def delivered(text: str) -> tuple[str, Decimal] | None:
    """`(unit, how many of it)` for a unit of deliveries as written; None for any other word.

    The units are `bbl`, `t` and `USD`. Words that mean several amounts are None, never guessed.
    """
    return OF_DELIVERIES.get(_SPACE.sub(" ", text.strip()).casefold())


def why_not(text: str) -> str:
    """What to do about a unit that `delivered` does not take."""
    plain = _SPACE.sub(" ", text.strip()).casefold()
    if plain in AMBIGUOUS:
        return "this word means several amounts: write bbl for barrels or t for metric tonnes"
    if any(word in plain for word in ("bbl", "barrel")) and re.search(r"\b(t|mt|ton\w*|kg)\b", plain):
        return "barrels and tonnes stand in one cell: write two rows, or one quantity with one unit"
    return "write bbl for barrels, t for metric tonnes, or USD for a value"
