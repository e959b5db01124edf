"""The ownership rules as data: who adds what up, from which share on, and how far that was verified."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from sightline.errors import FormatChanged, NotFound
from sightline.model.measure import Confidence
from sightline.model.ownership import Rule
from sightline.regime import plain_yaml

NAME = "ownership_rules.yaml"
NEEDED = (
    "id", "title", "authority", "threshold", "reached_by", "aggregates", "control", "ties", "confidence",
    "verified_against", "source", "summary", "layers",
)  # fmt: skip
OPTIONAL = ("possible_above", "doubts")
REACHED_BY = {"at least": False, "more than": True}
ANSWERS = {"yes": True, "no": False}
T = TypeVar("T")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    return parse(files("sightline.regime").joinpath(NAME).read_text("utf-8"), NAME)


def rule(id: str) -> Rule:
    """One rule; `NotFound` names those there are."""
    for one in rules():
        if one.id == id:
            return one
    raise NotFound(f"no ownership rule {id!r}", remedy="use one of " + ", ".join(one.id for one in rules()))


def parse(text: str, name: str) -> tuple[Rule, ...]:
    """The rules in a text; `FormatChanged` names rule and key."""
    data = plain_yaml.read(text, name)
    entries = data.get("rules") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries:
        raise FormatChanged("no rules", place=name, remedy="give a list under the key rules")
    found = tuple(_rule(entry, f"{name}[{number}]") for number, entry in enumerate(entries, start=1))
    if len({one.id for one in found}) < len(found):
        raise FormatChanged("a rule stands twice", place=name, remedy="give each its own id")
    return found


def _rule(entry: Mapping[str, Any], place: str) -> Rule:
    if missing := [key for key in NEEDED if key not in entry]:
        raise FormatChanged(f"key {missing[0]!r} is missing", place=place, remedy="add it")
    if unknown := sorted(set(entry) - {*NEEDED, *OPTIONAL}):
        raise FormatChanged(f"unknown key {unknown[0]!r}", place=place, remedy="correct it")
    return Rule(
        id=entry["id"],
        title=entry["title"],
        authority=entry["authority"],
        threshold=_percent(entry["threshold"], place),
        more_than=_one_of(REACHED_BY, entry, "reached_by", place),
        possible_above=_percent(entry["possible_above"], place) if "possible_above" in entry else None,
        aggregates=_one_of(ANSWERS, entry, "aggregates", place),
        control=_one_of(ANSWERS, entry, "control", place),
        ties=_one_of(ANSWERS, entry, "ties", place),
        summary=entry["summary"],
        layers=entry["layers"],
        source=entry["source"],
        confidence=_one_of({one.value: one for one in Confidence}, entry, "confidence", place),
        verified_against=entry["verified_against"],
        doubts=tuple(entry.get("doubts", ())),
    )


def _one_of(known: Mapping[str, T], entry: Mapping[str, Any], key: str, place: str) -> T:
    if entry[key] not in known:
        raise FormatChanged(f"{key} is {entry[key]!r}", place=place, remedy="use one of " + ", ".join(known))
    return known[entry[key]]


def _percent(text: str, place: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal(-1)
    if not 0 <= found <= 100:
        raise FormatChanged(f"{text!r} is no percentage", place=place, remedy="use a number from 0 to 100")
    return found
