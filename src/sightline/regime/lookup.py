"""Which measures bound on a day, and which of them concern goods or a service."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from sightline.errors import NotFound, UsageError
from sightline.model.measure import (
    Cap,
    Deadline,
    Direction,
    Exemption,
    Measure,
    Phase,
    Provision,
    WindDown,
)
from sightline.regime.measure_files import load, resolutions
from sightline.regime.resolution import Resolution

_HS = re.compile(r"\d{2,10}")


def get(id: str) -> Measure:
    """The measure of that id; `NotFound` when there is none."""
    found = _by_id().get(id)
    if found is None:
        raise NotFound(f"no measure {id!r}", remedy="ids stand in docs/reference/measures.md")
    return found


@lru_cache(maxsize=1024)
def in_force(day: date) -> tuple[Measure, ...]:
    """Every measure that bound on that day, first and last day included."""
    return tuple(measure for measure in load() if measure.in_force(day))


def concerning(
    day: date, *, hs: str = "", direction: Direction | None = None, service: str = ""
) -> tuple[Measure, ...]:
    """The measures in force on `day` that cover the goods or the service; all of them where neither is asked.

    `hs` is a chapter, heading or code, with or without dots; it is covered by a shorter code and covers
    longer ones (2701 by 27, 27 finds 2701). `service` matches when all its words stand in one of a
    measure's services. `direction` keeps what looks that way; a measure on both ways looks both ways.
    Measures on any item whatever (`arms-catchall`, `wmd-catchall`) and on lists without HS codes
    (`wmd-goods`, `conv-dualuse`, `lux`) name no code and are not found by one.
    """
    code = _digits(hs)
    words = _words(service)
    return tuple(
        measure
        for measure in in_force(day)
        if _looks(measure, direction)
        and (
            (not code and not words)
            or (code and _covers(measure, code))
            or (words and _serves(measure, words))
        )
    )


def provisions_on(measure: Measure, day: date) -> tuple[Provision, ...]:
    """The provisions of the measure whose resolution had been adopted by that day."""
    adopted = _adopted()
    return tuple(
        provision
        for provision in measure.provisions
        if (known := adopted.get(provision.resolution)) is not None and known <= day
    )


def verification(measure: Measure) -> str:
    """How far the rule was compared, in one line for tables and screens."""
    against = measure.verified_against
    compared = f"compared with {against}" if against else "not compared with the document itself"
    return f"{measure.confidence}; {compared}"


def as_json() -> dict[str, Any]:
    """`{"measures": […], "resolutions": […]}` with plain values, measures by id, ready for canonical JSON."""
    return {
        "measures": [_measure_json(measure) for measure in sorted(load(), key=lambda measure: measure.id)],
        "resolutions": [_resolution_json(resolution) for resolution in resolutions()],
    }


@cache
def _adopted() -> dict[str, date | None]:
    return {resolution.number: resolution.adopted for resolution in resolutions()}


@cache
def _by_id() -> dict[str, Measure]:
    return {measure.id: measure for measure in load()}


def _digits(hs: str) -> str:
    code = re.sub(r"[.\s]", "", hs)
    if code and not _HS.fullmatch(code):
        raise UsageError(
            f"not an HS code: {hs!r}", remedy="write a chapter, heading or code, as in 27, 2701 or 2701.12"
        )
    return code


def _words(service: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", service.casefold()))


def _looks(measure: Measure, direction: Direction | None) -> bool:
    if direction is None or measure.direction is direction:
        return True
    return Direction.BOTH in (measure.direction, direction) and {measure.direction, direction} <= {
        Direction.BOTH,
        Direction.IMPORT,
        Direction.EXPORT,
    }


def _covers(measure: Measure, code: str) -> bool:
    return any(code.startswith(covered) or covered.startswith(code) for covered in measure.hs)


def _serves(measure: Measure, words: frozenset[str]) -> bool:
    return any(words <= _words(service) for service in measure.services)


def _measure_json(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "title": measure.title,
        "paragraph": measure.paragraph,
        "provisions": [
            {"resolution": provision.resolution, "paragraph": provision.paragraph}
            for provision in measure.provisions
        ],
        "direction": measure.direction.value,
        "in_force_from": measure.in_force_from.isoformat(),
        "in_force_to": measure.in_force_to.isoformat() if measure.in_force_to else None,
        "confidence": measure.confidence.value,
        "verified_against": measure.verified_against,
        "verification": verification(measure),
        "summary": measure.summary,
        "goods": list(measure.goods),
        "hs": list(measure.hs),
        "hs_version": measure.hs_version,
        "services": list(measure.services),
        "persons": list(measure.persons),
        "limits": list(measure.limits),
        "exemptions": list(measure.exemptions),
        "duties": list(measure.duties),
        "replaced_by": measure.replaced_by,
        "doubts": list(measure.doubts),
        "effect": measure.effect.value,
        "nexus": measure.nexus.value,
        "marks": {part: mark.value for part, mark in measure.marks.items()},
        "hs_part": list(measure.hs_part),
        "hs_reading": list(measure.hs_reading),
        "above": {code: str(value) for code, value in measure.above.items()},
        "asks": list(measure.asks),
        "asks_of_vessel": measure.asks_of_vessel,
        "exempt": [_plain(one) for one in measure.exempt],
        "caps": [_plain(one) for one in measure.caps],
        "wind_down": [_plain(one) for one in measure.wind_down],
        "deadlines": [_plain(one) for one in measure.deadlines],
        "phases": [_plain(one) for one in measure.phases],
        "replaces": list(measure.replaces),
    }


def _plain(part: Exemption | Cap | WindDown | Deadline | Phase) -> dict[str, Any]:
    """A part of a measure with its keys, days and amounts as text."""
    given = {one.name: getattr(part, one.name) for one in fields(part)}
    return {name: _plain_value(value) for name, value in given.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, (Decimal, StrEnum)) else value


def _resolution_json(resolution: Resolution) -> dict[str, Any]:
    return {
        "number": resolution.number,
        "year": resolution.year,
        "adopted": resolution.adopted.isoformat() if resolution.adopted else None,
        "confidence": resolution.confidence.value,
        "about": resolution.about,
        "trigger": resolution.trigger,
        "panel_until": resolution.panel_until.isoformat() if resolution.panel_until else None,
        "doubts": list(resolution.doubts),
    }
