"""The caps as data: limits, periods, notices, and the barrels a tonne of each product makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sightline.errors import FormatChanged, NotFound
from sightline.model.cap import Cap, CapPeriod, Every, Family, Limit, Product, Relation
from sightline.model.measure import Confidence
from sightline.regime import plain_yaml

NAME = "caps.yaml"
UNITS = ("bbl", "t", "USD")
MARKS = frozenset({*(one.value for one in Confidence), "computed"})
NEEDED = ("id", "title", "measure", "family", "relation", "every", "since", "limits", "notices", "marks")
OPTIONAL = ("until", "stop_at", "doubts")
PRODUCT = ("id", "family", "names", "mark", "barrels_per_tonne", "note")


@cache
def caps() -> tuple[Cap, ...]:
    """Every cap, in the order of the file."""
    return _library()[0]


@cache
def products() -> tuple[Product, ...]:
    """Every product, in the order of the file."""
    return _library()[1]


def cap(id: str) -> Cap:
    """One cap; `NotFound` names those there are."""
    for one in caps():
        if one.id == id:
            return one
    raise NotFound(f"no cap {id!r}", remedy="use one of " + ", ".join(one.id for one in caps()))


@lru_cache(maxsize=4096)
def product(name: str) -> Product | None:
    """The product a name stands for, whatever its case; None for a name not known."""
    return _names().get(_key(name))


def factors(found: Product) -> tuple[Decimal, Decimal] | None:
    """Barrels a tonne, low and high; None where no factor is at hand."""
    return (found.low, found.high) if found.low is not None and found.high is not None else None


def periods(asked: Cap, until: date) -> tuple[CapPeriod, ...]:
    """The cap's periods that began by `until`, in order."""
    return tuple(_periods(asked, until))


def period_of(asked: Cap, day: date) -> CapPeriod | None:
    """The period a day falls into; None before the first, after the last."""
    return next((one for one in _periods(asked, day) if one.holds(day)), None)


def _periods(asked: Cap, until: date) -> Iterator[CapPeriod]:
    first = asked.since
    while first <= until and (asked.until is None or first <= asked.until):
        following = _following(asked, first)
        last = following - timedelta(days=1)
        yield CapPeriod(asked, first, min(last, asked.until) if asked.until else last)
        first = following


def _following(asked: Cap, first: date) -> date:
    """The first day of the next period."""
    if asked.every is Every.ONCE:
        assert asked.until is not None, "checked when it was read"
        return asked.until + timedelta(days=1)
    if asked.every is Every.CALENDAR_YEAR:
        return date(first.year + 1, 1, 1)
    return date(first.year + 1, first.month, first.day)


def parse(text: str, name: str) -> tuple[tuple[Cap, ...], tuple[Product, ...]]:
    """Caps and products in a text; `FormatChanged` names the entry and the key."""
    data = plain_yaml.read(text, name)
    if not isinstance(data, dict) or set(data) != {"caps", "products"}:
        raise FormatChanged("not caps and products", place=name, remedy="give the keys caps and products")
    found = tuple(_cap(entry, f"{name}.caps[{entry.get('id')}]") for entry in data["caps"])
    made = tuple(_product(entry, f"{name}.products[{entry.get('id')}]") for entry in data["products"])
    return found, made


@cache
def _library() -> tuple[tuple[Cap, ...], tuple[Product, ...]]:
    return parse(files("sightline.regime").joinpath(NAME).read_text("utf-8"), NAME)


@cache
def _names() -> dict[str, Product]:
    return {_key(name): one for one in products() for name in (one.id, *one.names)}


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _cap(entry: Mapping[str, Any], place: str) -> Cap:
    _keys(entry, NEEDED, OPTIONAL, place)
    made = Cap(
        id=entry["id"],
        title=entry["title"],
        measure=entry["measure"],
        family=Family(_one_of(entry, "family", Family, place)),
        relation=Relation(_one_of(entry, "relation", Relation, place)),
        every=Every(_one_of(entry, "every", Every, place)),
        since=_day(entry["since"], f"{place}.since"),
        until=_day(entry["until"], f"{place}.until") if entry.get("until") else None,
        limits=tuple(_limit(text, place) for text in entry["limits"]),
        notices=tuple(_number(text, f"{place}.notices") for text in entry["notices"]),
        stop_at=_number(entry["stop_at"], f"{place}.stop_at") if entry.get("stop_at") else None,
        marks=tuple(_marks(entry["marks"], place)),
        doubts=tuple(entry.get("doubts", ())),
    )
    if (len(made.limits) == 1) != (made.relation is Relation.SINGLE):
        raise FormatChanged("the relation does not fit the number of limits", place=f"{place}.relation")
    if made.every is Every.ONCE and made.until is None:
        raise FormatChanged("a single period has a last day", place=f"{place}.until")
    if made.every is Every.TWELVE_MONTHS and (made.since.month, made.since.day) == (2, 29):
        raise FormatChanged("a period cannot begin on 29 February", place=f"{place}.since")
    return made


def _product(entry: Mapping[str, Any], place: str) -> Product:
    _keys(entry, ("id", "family", "names", "mark"), PRODUCT, place)
    _mark(entry["mark"], place)
    low, _, high = entry.get("barrels_per_tonne", "").partition(" to ")
    first = _number(low, f"{place}.barrels_per_tonne") if low else None
    return Product(
        id=entry["id"],
        family=Family(_one_of(entry, "family", Family, place)),
        names=tuple(entry["names"]),
        low=first,
        high=_number(high, f"{place}.barrels_per_tonne") if high else first,
        mark=entry["mark"],
        note=entry.get("note", ""),
    )


def _keys(entry: Mapping[str, Any], needed: tuple[str, ...], optional: tuple[str, ...], place: str) -> None:
    if missing := [key for key in needed if key not in entry]:
        raise FormatChanged(f"key {missing[0]!r} is missing", place=place, remedy="add it")
    if unknown := sorted(set(entry) - {*needed, *optional}):
        raise FormatChanged(f"unknown key {unknown[0]!r}", place=place, remedy="correct it")


def _one_of(entry: Mapping[str, Any], key: str, kind: Any, place: str) -> str:
    text = str(entry[key])
    if text not in {one.value for one in kind}:
        known = ", ".join(one.value for one in kind)
        raise FormatChanged(f"{key} is {text!r}", place=place, remedy=f"use one of {known}")
    return text


def _limit(text: str, place: str) -> Limit:
    amount, _, unit = text.partition(" ")
    if unit not in UNITS:
        raise FormatChanged(f"{text!r} is no limit", place=f"{place}.limits", remedy="write it as 500000 bbl")
    return Limit(_number(amount, f"{place}.limits"), unit)


def _number(text: str, place: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal(-1)
    if found <= 0:
        raise FormatChanged(f"{text!r} is no number above zero", place=place)
    return found


def _day(text: str, place: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FormatChanged(f"{text!r} is no day of the calendar", place=place) from error


def _marks(entries: Mapping[str, str], place: str) -> Iterator[tuple[str, str]]:
    for part, mark in entries.items():
        yield part, _mark(mark, f"{place}.marks")


def _mark(mark: str, place: str) -> str:
    if mark not in MARKS:
        raise FormatChanged(
            f"{mark!r} is no mark", place=place, remedy="use one of " + ", ".join(sorted(MARKS))
        )
    return mark
