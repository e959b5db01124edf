"""Sizes in a description against the bounds of a wording: 45 kVA is not within "exceeding 75 kVA"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

OUTSIDE, INSIDE = 0.8, 1.05
"""what a score is multiplied by; chosen so that a size tells codes of one heading apart and not headings"""
_SAME = {
    "ква": "kva",
    "квт": "kw",
    "кг": "kg",
    "т": "t",
    "tonne": "t",
    "tonnes": "t",
    "litre": "l",
    "litres": "l",
    "л": "l",
}
_UNIT = r"(kva|kw|cc|kg|g|v|w|t|tonnes?|l|litres?|m|cm|mm|ква|квт|кг|т|л)"
_SIZE = re.compile(rf"(?<![\w.])(\d[\d,]*(?:\.\d+)?)\s?{_UNIT}(?!\w)", re.I)
_BOUND = re.compile(
    rf"(not exceeding|exceeding|not more than|more than|not less than|less than|over|up to)\s+"
    rf"(\d[\d,]*(?:\.\d+)?)\s?{_UNIT}(?!\w)",
    re.I,
)
_UPPER = frozenset({"not exceeding", "not more than", "up to", "less than"})
_STRICT = frozenset({"exceeding", "more than", "over", "less than"})


def fits(text: str, wording: str) -> tuple[float, str]:
    """A factor for the score, and the reason where sizes say anything; 1 and nothing where they do not."""
    given = [(number, unit) for number, unit in map(_read, _SIZE.findall(text)) if number is not None]
    bounds = [(kind.casefold(), *_read((amount, unit))) for kind, amount, unit in _BOUND.findall(wording)]
    pairs = [
        (size, unit, kind, bound)
        for size, unit in given
        for kind, bound, bound_unit in bounds
        if bound is not None and unit == bound_unit
    ]
    if not pairs:
        return 1.0, ""
    for size, unit, kind, bound in pairs:
        if not _within(size, kind, bound):
            return OUTSIDE, f"{size} {unit} is not within '{kind} {bound} {unit}'"
    size, unit, kind, bound = pairs[0]
    return INSIDE, f"{size} {unit} is within '{kind} {bound} {unit}'"


def _within(size: Decimal, kind: str, bound: Decimal) -> bool:
    if kind in _UPPER:
        return size < bound if kind in _STRICT else size <= bound
    return size > bound if kind in _STRICT else size >= bound


def _read(found: tuple[str, str]) -> tuple[Decimal | None, str]:
    unit = found[1].casefold()
    try:
        return Decimal(found[0].replace(",", "")), _SAME.get(unit, unit)
    except InvalidOperation:
        return None, unit
