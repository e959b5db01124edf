"""Ships that suddenly stop or start at sea, and ships that slow down by and by.

Lookalikes: ships that take an hour and more to slow down, one false position, ships whose speed wavers; and
in ordinary traffic arrivals, departures and fishing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import KNOT, Point, metres, moved, off_shore, towards
from sightline.worlds.sea.track import HOUR, Hearing, Log
from sightline.worlds.sea.traffic import CARGO, TANKER
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters, aside
from sightline.worlds.world import Extent, World

KIND = "speed_change"
LONGEST = 12.0
"""hours that all she does at sea takes at full speed, at most"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, speeds in knots."""

    sudden: int = 30
    fast: float = 13.0
    slow: float = 2.5
    takes: float = 0.06
    """hours the change takes"""
    gradual: int = 14
    gradual_takes: float = 3.0
    wavering: int = 10
    wavers: float = 1.5
    from_port: float = 90_000.0
    traffic: Traffic = field(
        default_factory=lambda: Traffic(
            merchants=40, fleets=3, ferries=3, hearing=Hearing(kept_every=2.0, anchored_every=3.0)
        )
    )

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: reports are rare, and a change is not seen to be sudden."""
    hearing = replace(parameters.traffic.hearing, kept_every=16.0)
    return replace(parameters, traffic=replace(parameters.traffic, hearing=hearing))


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    for _ in range(extent.count(parameters.sudden)):
        _change(sea, parameters, parameters.takes, KIND)
    for _ in range(extent.count(parameters.gradual)):
        _change(sea, parameters, parameters.gradual_takes, "gradual")
    for _ in range(extent.count(parameters.wavering)):
        _wavering(sea, parameters)
    return sea.world()


def _out(sea: Waters, parameters: Parameters) -> tuple[Log, str, Point]:
    at = off_shore(sea.rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)
    begin = float(sea.rng.uniform(0.1, 0.75)) * sea.extent.seconds
    log, home = sea.bound_for(at, begin, parameters.fast)
    # so far that she does not come there before all is done, and turn for home at full speed
    return log, home, aside(at, max(150_000.0, LONGEST * parameters.fast * KNOT * HOUR), sea.rng)


def _run(log: Log, target: Point, knots: float, hours: float) -> None:
    """So many hours towards a place at one speed."""
    way = min(knots * KNOT * hours * HOUR, 0.9 * metres(log.here, target))
    if way > 1.0:
        log.add(log.now + way / (knots * KNOT), towards(log.here, target, way))


def _change(sea: Waters, parameters: Parameters, takes: float, kind: str) -> None:
    """Two hours fast, the change, two hours slow, and home."""
    log, home, target = _out(sea, parameters)
    speeds = (parameters.fast * float(sea.rng.uniform(0.85, 1.15)), parameters.slow)
    if sea.rng.random() < 0.3:
        speeds = (speeds[1], speeds[0])
    if speeds[0] < speeds[1]:
        for part in np.linspace(0.9, 0.1, 12):
            _run(log, target, speeds[0] + float(part) * (speeds[1] - speeds[0]), 0.25)
    _run(log, target, speeds[0], 2.0)
    begin = log.now
    steps = max(2, round(takes * 12))
    for step in range(steps):
        part = (step + 0.5) / steps
        _run(log, target, speeds[0] + part * (speeds[1] - speeds[0]), takes / steps)
    end = log.now
    _run(log, target, speeds[1], 2.0)
    if speeds[1] < speeds[0]:  # she picks up by and by, so that there is one change alone
        for part in np.linspace(0.1, 0.9, 12):
            _run(log, target, speeds[1] + float(part) * (speeds[0] - speeds[1]), 0.25)
    sea.home_again(log, home, parameters.fast)
    ship = sea.launch(TANKER if sea.rng.random() < 0.5 else CARGO, log)
    if kind != KIND:
        sea.alike.append(sea.plant(kind, begin, end, ship))
    elif end < sea.extent.seconds:
        sea.truth.append(sea.plant(kind, begin - 0.3 * HOUR, end + 0.3 * HOUR, ship))


def _wavering(sea: Waters, parameters: Parameters) -> None:
    """A speed that goes up and down by some knots with the sea."""
    log, home, _target = _out(sea, parameters)
    begin = log.now
    course = float(sea.rng.uniform(0, 2 * np.pi))
    for step in range(40):
        knots = max(1.0, parameters.fast + parameters.wavers * float(np.sin(step / 3.0)))
        way = knots * KNOT * 600.0
        log.add(log.now + 600.0, moved(log.here, way * float(np.sin(course)), way * float(np.cos(course))))
    end = log.now
    sea.home_again(log, home, parameters.fast)
    sea.alike.append(sea.plant("wavering", begin, end, sea.launch(CARGO, log)))
