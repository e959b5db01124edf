"""From what a detector found to signals: identity, version, parameters and the manifests it stands on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sightline.detectors.detector import Detector, Found, Tables
from sightline.model.signal import Signal, signal_id
from sightline.regime import get


def run(detector: Detector, tables: Tables, params: Any, manifests: Iterable[str]) -> Iterator[Signal]:
    """Signals in the order of their start, then their id; each id once.

    Two of the same actors in the same minute, about the same, both stand where they cite no row in common;
    otherwise they are one event told twice, and the first stands.
    """
    pinned = tuple(sorted(set(manifests)))
    given = dataclasses.asdict(params)
    made: dict[str, Signal] = {}
    for found in detector.detect(tables, params):
        signal = _signal(detector, found, given, pinned)
        if not _told(signal, made):
            signal = _apart(signal, made)
            made[signal.id] = signal
    yield from sorted(made.values(), key=lambda one: (one.start, one.id))


def _like(signal: Signal, made: Mapping[str, Signal]) -> Iterator[Signal]:
    """What was made under its id, and under the ids that were given beside it."""
    held, number = made.get(signal.id), 1
    while held:
        yield held
        number += 1
        held = made.get(_numbered(signal, number).id)


def _told(signal: Signal, made: Mapping[str, Signal]) -> bool:
    return any(set(one.cites) & set(signal.cites) for one in _like(signal, made))


def _apart(signal: Signal, made: Mapping[str, Signal]) -> Signal:
    number = sum(1 for _ in _like(signal, made)) + 1
    return signal if number == 1 else _numbered(signal, number)


def _numbered(signal: Signal, number: int) -> Signal:
    id = signal_id(signal.detector, signal.actors, signal.start, f"{signal.about} ({number})".strip())
    return dataclasses.replace(signal, id=id)


def _signal(detector: Detector, found: Found, params: dict[str, Any], manifests: tuple[str, ...]) -> Signal:
    day = found.start.date()
    return Signal(
        detector=detector.name,
        version=detector.version,
        score=found.score,
        actors=tuple(sorted(found.actors)),
        start=found.start,
        end=found.end,
        place=found.place,
        reasons=found.reasons,
        lat=found.lat,
        lon=found.lon,
        measures=tuple(name for name in found.measures if get(name).in_force(day)),
        params=params,
        manifests=manifests,
        about=found.about,
    )
