"""Calls at ports of the DPRK, some of them with the transponder off, and ships that only come near.

Lookalikes: ships that pass off the coast, ships that wait out at sea there, ships that are silent elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import Point, off_shore
from sightline.worlds.sea.track import HOUR, Log
from sightline.worlds.sea.traffic import CARGO, TANKER
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters
from sightline.worlds.world import Extent, World

KIND = "port_call"
ROADS: dict[str, tuple[Point, ...]] = {
    "Nampo": ((38.25, 124.15), (38.55, 124.75), (38.70, 125.38)),
    "Wonsan": ((38.90, 129.10), (39.20, 128.10), (39.18, 127.46)),
    "Hungnam": ((39.20, 129.20), (39.60, 128.20), (39.82, 127.62)),
}
"""the way in: from the open sea to the berth (World Port Index, to a sixtieth of a degree)"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, speeds in knots."""

    seen: int = 15
    unseen: int = 15
    """with the transponder off from the open sea on"""
    stay: float = 40.0
    knots: float = 11.0
    passing: int = 10
    waiting: int = 10
    waits: float = 20.0
    silent: int = 10
    silent_hours: float = 40.0
    from_port: float = 90_000.0
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=50, fleets=4, ferries=4))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    for number, off in ((parameters.seen, False), (parameters.unseen, True)):
        for _ in range(extent.count(number)):
            _call(sea, parameters, off)
    for number, hours, kind in (
        (parameters.passing, 0.0, "passing"),
        (parameters.waiting, parameters.waits, "waiting off the coast"),
    ):
        for _ in range(extent.count(number)):
            _near(sea, parameters, hours, kind)
    for _ in range(extent.count(parameters.silent)):
        _silent(sea, parameters)
    return sea.world()


def _way(sea: Waters) -> tuple[Point, ...]:
    return ROADS[str(sea.rng.choice(list(ROADS)))]


def _out(sea: Waters, parameters: Parameters, at: Point) -> tuple[Log, str]:
    begin = float(sea.rng.uniform(0.1, 0.65)) * sea.extent.seconds
    return sea.bound_for(at, begin, parameters.knots * float(sea.rng.uniform(0.9, 1.1)))


def _call(sea: Waters, parameters: Parameters, off: bool) -> None:
    way = _way(sea)
    log, home = _out(sea, parameters, way[0])
    begin = log.now
    log.sail(way[1:], parameters.knots, sea.rng, 100.0)
    log.stay(parameters.stay * float(sea.rng.uniform(0.7, 1.5)), 5.0, sea.rng)
    log.sail(tuple(reversed(way[:-1])), parameters.knots, sea.rng, 100.0)
    end = log.now
    if off:
        log.silent.append((begin, end))
    sea.home_again(log, home)
    ship = sea.launch(TANKER if sea.rng.random() < 0.5 else CARGO, log)
    if end < sea.extent.seconds - HOUR:
        sea.truth.append(sea.plant(KIND, begin, end, ship))


def _near(sea: Waters, parameters: Parameters, hours: float, kind: str) -> None:
    way = _way(sea)
    log, home = _out(sea, parameters, way[0])
    begin = log.now
    if hours:
        sea.drift(log, hours, 0.7)
    log.sail([way[0]], parameters.knots, sea.rng)
    end = log.now + HOUR
    sea.home_again(log, home)
    sea.alike.append(sea.plant(kind, begin, end, sea.launch(CARGO, log)))


def _silent(sea: Waters, parameters: Parameters) -> None:
    south = off_shore(sea.rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)
    log, home = _out(sea, parameters, (min(south[0], 33.5), min(south[1], 125.5)))
    begin = log.now
    sea.drift(log, parameters.silent_hours, 0.7)
    end = log.now
    log.silent.append((begin, end))
    sea.home_again(log, home)
    sea.alike.append(sea.plant("silent elsewhere", begin, end, sea.launch(CARGO, log)))
