"""Reads the measure files, one a resolution, into measures and resolutions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from sightline.errors import FormatChanged
from sightline.model.measure import (
    Cap,
    Confidence,
    Deadline,
    Direction,
    Effect,
    Exemption,
    Mark,
    Measure,
    Nexus,
    Per,
    Phase,
    Provision,
    RuleCase,
    WindDown,
)
from sightline.regime import plain_yaml, schema
from sightline.regime.resolution import Resolution

_FOLDER = files("sightline.regime")
_LINES = (
    "goods",
    "hs",
    "hs_part",
    "hs_reading",
    "services",
    "persons",
    "limits",
    "duties",
    "doubts",
    "asks",
    "replaces",
)


@cache
def load() -> tuple[Measure, ...]:
    """Every measure, in the order they came into force, then by id."""
    return _library()[0]


@cache
def resolutions() -> tuple[Resolution, ...]:
    """Every resolution of the regime by number, renewals of the Panel's mandate among them."""
    return _library()[1]


def parse(texts: Mapping[str, str]) -> tuple[tuple[Measure, ...], tuple[Resolution, ...]]:
    """Measures and resolutions from file name → text; `FormatChanged` names file, measure and key."""
    shape = json.loads((_FOLDER / "measures.schema.json").read_text("utf-8"))
    measures: list[Measure] = []
    found: list[Resolution] = []
    for name, text in sorted(texts.items()):
        data = plain_yaml.read(text, name)
        schema.check(data, shape, name)
        found += [
            _resolution(entry, f"{name}.resolutions[{entry['number']}]") for entry in data["resolutions"]
        ]
        measures += [_measure(entry, f"{name}.measures[{entry['id']}]") for entry in data.get("measures", ())]
    _check_references(measures, found)
    return (
        tuple(sorted(measures, key=lambda measure: (measure.in_force_from, measure.id))),
        tuple(sorted(found, key=lambda resolution: int(resolution.number))),
    )


@cache
def _library() -> tuple[tuple[Measure, ...], tuple[Resolution, ...]]:
    folder = _FOLDER / "measures"
    return parse(
        {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".yaml")}
    )


def _resolution(entry: dict[str, Any], place: str) -> Resolution:
    return Resolution(
        number=entry["number"],
        year=int(entry["year"]),
        adopted=_day(entry, "adopted", place),
        confidence=Confidence(entry["confidence"]),
        about=entry["about"],
        trigger=entry.get("trigger", ""),
        panel_until=_day(entry, "panel_until", place),
        doubts=tuple(entry.get("doubts", ())),
    )


def _measure(entry: dict[str, Any], place: str) -> Measure:
    first, last = _day(entry, "in_force_from", place), _day(entry, "in_force_to", place)
    if first is None or (last is not None and last < first):
        raise FormatChanged("the last day is before the first", place=f"{place}.in_force_to")
    return Measure(
        id=entry["id"],
        title=entry["title"],
        provisions=tuple(Provision(*line.split(" ¶")) for line in entry["provisions"]),
        direction=Direction(entry["direction"]),
        in_force_from=first,
        in_force_to=last,
        confidence=Confidence(entry["confidence"]),
        verified_against=entry["verified_against"],
        summary=entry["summary"],
        hs_version=entry.get("hs_version", ""),
        replaced_by=entry.get("replaced_by", ""),
        asks_of_vessel=entry.get("asks_of_vessel", ""),
        effect=Effect(entry["effect"]),
        nexus=Nexus(entry.get("nexus", "dprk")),
        exemptions=tuple(one["text"] for one in entry.get("exemptions", ())),
        exempt=tuple(_exemption(one, f"{place}.exemptions") for one in entry.get("exemptions", ())),
        caps=tuple(_cap(one, f"{place}.caps") for one in entry.get("caps", ())),
        wind_down=tuple(_wind_down(one, f"{place}.wind_down") for one in entry.get("wind_down", ())),
        deadlines=tuple(_deadline(one, f"{place}.deadlines") for one in entry.get("deadlines", ())),
        phases=tuple(_phase(one, f"{place}.phases") for one in entry.get("phases", ())),
        marks=MappingProxyType({part: Mark(mark) for part, mark in entry["marks"].items()}),
        above=MappingProxyType({one["hs"]: Decimal(one["usd"]) for one in entry.get("above", ())}),
        cases=tuple(_case(one, f"{place}.cases") for one in entry["cases"]),
        **{key: tuple(entry.get(key, ())) for key in _LINES},
    )


def _exemption(entry: dict[str, Any], place: str) -> Exemption:
    return Exemption(
        entry["text"],
        Mark(entry["mark"]),
        tuple(entry.get("purposes", ())),
        Effect(entry.get("gives", "limited")),
        _day(entry, "from", place),
        _day(entry, "to", place),
    )


def _cap(entry: dict[str, Any], place: str) -> Cap:
    return Cap(
        Decimal(entry["amount"]),
        entry["unit"],
        Per(entry["per"]),
        _given_day(entry, "from", place),
        _day(entry, "to", place),
        Mark(entry["mark"]),
        entry.get("lower") == "yes",
        Decimal(entry["stop"]) if "stop" in entry else None,
        Mark(entry.get("stop_mark", "no mark")),
    )


def _wind_down(entry: dict[str, Any], place: str) -> WindDown:
    return WindDown(
        _given_day(entry, "import_by", place),
        _day(entry, "notify_by", place),
        Mark(entry["mark"]),
        tuple(entry.get("hs", ())),
    )


def _deadline(entry: dict[str, Any], place: str) -> Deadline:
    return Deadline(
        entry["who"],
        entry["what"],
        Mark(entry["mark"]),
        int(entry["days"]) if entry.get("days") else None,
        entry.get("after", ""),
        _day(entry, "by", place),
        entry.get("provision", ""),
    )


def _phase(entry: dict[str, Any], place: str) -> Phase:
    return Phase(
        _given_day(entry, "from", place),
        Effect(entry["effect"]),
        entry["text"],
        Mark(entry["mark"]),
        entry.get("provision", ""),
    )


def _case(entry: dict[str, Any], place: str) -> RuleCase:
    return RuleCase(
        entry["name"],
        _given_day(entry, "on", place),
        MappingProxyType(dict(entry.get("ask", {}))),
        entry["says"],
    )


def _given_day(entry: dict[str, Any], key: str, place: str) -> date:
    day = _day(entry, key, place)
    if day is None:
        raise FormatChanged(f"no day under {key!r}", place=place)
    return day


def _day(entry: dict[str, Any], key: str, place: str) -> date | None:
    text = entry.get(key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise FormatChanged(f"{text!r} is no day of the calendar", place=f"{place}.{key}") from error


def _check_references(measures: list[Measure], found: list[Resolution]) -> None:
    """Ids are unique, and what a measure names exists."""
    ids, numbers = [measure.id for measure in measures], [resolution.number for resolution in found]
    for name, count in (Counter(ids) + Counter(numbers)).items():
        if count > 1:
            raise FormatChanged(f"{name!r} stands in more than one place")
    for measure in measures:
        if measure.replaced_by and measure.replaced_by not in ids:
            raise FormatChanged(
                f"replaced by {measure.replaced_by!r}, which does not exist", place=measure.id
            )
        if lost := set(measure.replaces) - set(ids):
            raise FormatChanged(f"replaces {min(lost)!r}, which does not exist", place=measure.id)
        if lost := set(measure.hs_part) - {*measure.hs, *measure.hs_reading}:
            raise FormatChanged(f"{min(lost)} is in part a code the rule does not have", place=measure.id)
        for provision in measure.provisions:
            if provision.resolution not in numbers:
                raise FormatChanged(f"resolution {provision.resolution} is not described", place=measure.id)
