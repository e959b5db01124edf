"""Amounts and units as papers give them; barrels and tonnes are never turned into one another silently."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from sightline.model.check import Quantity

LITRES_A_BARREL = Decimal("158.987294928")
"""42 US gallons of 3.785411784 litres, by definition"""
UNITS: dict[str, tuple[str, Decimal]] = {
    "bbl": ("bbl", Decimal(1)),
    "t": ("t", Decimal(1)),
    "kg": ("t", Decimal("0.001")),
    "g": ("t", Decimal("0.000001")),
    "kt": ("t", Decimal(1000)),
    "l": ("bbl", 1 / LITRES_A_BARREL),
    "m3": ("bbl", 1000 / LITRES_A_BARREL),
    "gal": ("bbl", 1 / Decimal(42)),
    "pcs": ("pcs", Decimal(1)),
}
NAMES = {
    "bbl": "bbl bbls barrel barrels bl 배럴 桶 баррель баррелей баррели bll",
    "t": "t tonne tonnes mt metric-ton metric-tons tne 톤 吨 公吨 噸 тонна тонн тонны т",
    "kg": "kg kgs kgm kilogram kilograms kilogramme kilogrammes 킬로그램 公斤 千克 кг",
    "g": "g gram grams grm г",
    "kt": "kt ktn kilotonne kilotonnes",
    "l": "l litre litres liter liters ltr 리터 升 л литр",
    "m3": "m3 m³ cbm mtq cubic-metre cubic-metres м3 立方米",
    "gal": "gal gallon gallons us-gallon us-gallons gll",
    "pcs": "pcs pc piece pieces unit units u item items nmb c62 h87 nar 개 대 件 个 台 шт",
}
_KNOWN = {name: unit for unit, names in NAMES.items() for name in names.split()}
_TONS = {"ton", "tons", "st", "lt", "short-ton", "long-ton"}
_NUMBER = r"[-+−]?\d[\d.,'  ]*(?:[eE][-+]?\d+)?"
_AMOUNT = re.compile(rf"({_NUMBER})\s*([^\d\s].*)?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[,'  ]\d{3})+(?:\.\d+)?")
REFINED_FACTORS = (Decimal("6.35"), Decimal("8.5"))
"""barrels a tonne from fuel oil to petrol; unverified, see docs/reference/check.md"""
CRUDE_FACTOR = Decimal(4_000_000) / Decimal(525_000)
"""barrels a tonne, from the two amounts of 2397 ¶4; computed"""
LARGEST = Decimal(10) ** 15


def number(text: str) -> Decimal | None:
    """A number with or without grouping; None where it is none or could be two."""
    plain = text.strip().replace("−", "-")
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[,'  ]", "", plain)
    if not re.fullmatch(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def unit(text: str) -> str | None:
    """The unit a word means; None for one that is not known."""
    return _KNOWN.get(re.sub(r"[\s_]+", "-", text.strip().casefold()).rstrip("."))


def read(amount: str, given_unit: str) -> tuple[Quantity | None, str]:
    """A quantity, or the question to ask back; neither where nothing was given."""
    amount, given_unit = amount.strip(), given_unit.strip()
    if not amount:
        return None, f"the quantity: a unit {given_unit!r} came without one" if given_unit else ""
    found = _AMOUNT.fullmatch(amount)
    if not found:
        return None, f"the quantity as a number: {amount!r} is none"
    value = number(found[1])
    if value is None:
        return None, f"the quantity without doubt: {amount!r} can be read in two ways; write 1234.5"
    if value < 0:
        return None, f"the quantity: {amount!r} is negative"
    if value == 0 or value > LARGEST:
        return None, f"the quantity: {amount!r} cannot be meant"
    return _with_unit(value, (found[2] or "").strip(), given_unit)


def _with_unit(value: Decimal, inside: str, given: str) -> tuple[Quantity | None, str]:
    if not inside and not given:
        return None, "the unit of the quantity: bbl, t, kg, l, m3 or pcs"
    units = {}
    for text in filter(None, (inside, given)):
        if text.casefold() in _TONS:
            return None, f"which ton {text!r} is: write t for tonnes of 1,000 kg, or kg"
        if re.search(r"\d", text) and unit(text) is None:
            return None, f"one quantity in one unit: {value} {text!r} mixes several"
        if re.search(r"[/+&]", text):
            return None, f"one quantity in one unit: {text!r} mixes several"
        known = unit(text)
        if known is None:
            return None, f"the unit: {text!r} is not known; use bbl, t, kg, l, m3 or pcs"
        units[text] = known
    if len(set(units.values())) > 1:
        return None, f"one quantity in one unit: {' and '.join(units)} are mixed"
    name = next(iter(units.values()))
    base, factor = UNITS[name]
    return Quantity(value, name, value * factor, base), ""


def barrels_of_tonnes(tonnes: Decimal, crude: bool) -> tuple[Decimal, Decimal]:
    """The least and the most barrels that so many tonnes may be."""
    low, high = (CRUDE_FACTOR, CRUDE_FACTOR) if crude else REFINED_FACTORS
    return tonnes * low, tonnes * high
