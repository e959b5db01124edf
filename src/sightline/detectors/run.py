"""From what a detector found to signals: identity, version, parameters and the manifests it stands on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from sightline.detectors.detector import Detector, Found, Tables
from sightline.model.signal import Signal, signal_id
from sightline.regime import get


def run(detector: Detector, tables: Tables, params: Any, manifests: Iterable[str]) -> Iterator[Signal]:
    """Signals in the order of their start, then their id; each id once."""
    pinned = tuple(sorted(set(manifests)))
    given = dataclasses.asdict(params)
    made: dict[str, Signal] = {}
    for found in detector.detect(tables, params):
        made.setdefault(_id(detector, found), _signal(detector, found, given, pinned))
    yield from sorted(made.values(), key=lambda one: (one.start, one.id))


def _id(detector: Detector, found: Found) -> str:
    return signal_id(detector.name, found.actors, found.start)


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
    )
