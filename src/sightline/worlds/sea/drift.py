"""Ships that drift across their own heading, and slow ships that do not.

Who drifts has stopped her engine and lies beam-on. Lookalikes: ships that steam slowly along their bow,
ships at anchor that swing, ships that a current sets a little to the side.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import off_shore
from sightline.worlds.sea.traffic import CARGO, TANKER
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters, aside
from sightline.worlds.world import Extent, World

KIND = "drift"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, speeds in knots, angles in degrees."""

    drifting: int = 30
    hours: float = 9.0
    knots: float = 1.2
    across: float = 88.0
    slow: int = 12
    """ships that steam slowly"""
    slow_knots: float = 2.8
    anchored: int = 12
    swing: float = 160.0
    """metres"""
    set_aside: int = 12
    """ships on their way in a current across it"""
    set_degrees: float = 18.0
    from_port: float = 80_000.0
    hidden: str = ""
    """columns that nobody sends"""
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=60, fleets=5, ferries=4))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance; she lies beam-on still."""
        return replace(shift.shifted(self, factor, rng), across=self.across)


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: no heading is sent."""
    return replace(parameters, hidden="heading")


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    for _ in range(extent.count(parameters.drifting)):
        _drifting(sea, parameters)
    for number, knots, angle, kind in (
        (parameters.slow, parameters.slow_knots, 0.0, "slow steaming"),
        (parameters.set_aside, 9.0, parameters.set_degrees, "set aside"),
    ):
        for _ in range(extent.count(number)):
            _steaming(sea, parameters, knots, angle, kind)
    for _ in range(extent.count(parameters.anchored)):
        _anchored(sea, parameters)
    return sea.world(parameters.hidden)


def _begin(sea: Waters) -> float:
    return float(sea.rng.uniform(0.1, 0.8)) * sea.extent.seconds


def _hours(sea: Waters, middle: float) -> float:
    return middle * float(np.exp(sea.rng.normal(0.0, 0.3)))


def _drifting(sea: Waters, parameters: Parameters) -> None:
    at = off_shore(sea.rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)
    log, home = sea.bound_for(at, _begin(sea))
    begin = log.now
    sea.drift(log, _hours(sea, parameters.hours), parameters.knots, 0.08)
    end = log.now
    sea.home_again(log, home)
    ship = sea.launch(TANKER if sea.rng.random() < 0.5 else CARGO, log)
    side = float(sea.rng.choice([-1.0, 1.0]))
    sea.say(ship, begin, end, heading=side * parameters.across)
    if end < sea.extent.seconds:
        sea.truth.append(sea.plant(KIND, begin, end, ship))


def _steaming(sea: Waters, parameters: Parameters, knots: float, angle: float, kind: str) -> None:
    at = off_shore(sea.rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)
    log, home = sea.bound_for(at, _begin(sea))
    begin = log.now
    log.sail([aside(at, 30_000.0, sea.rng)], knots, sea.rng, 50.0)
    end = log.now
    sea.home_again(log, home)
    ship = sea.launch(CARGO, log)
    if angle:
        sea.say(ship, begin, end, heading=angle)
    sea.alike.append(sea.plant(kind, begin, end, ship))


def _anchored(sea: Waters, parameters: Parameters) -> None:
    at = off_shore(sea.rng, 0.5 * parameters.from_port, 1.5 * parameters.from_port)
    log, home = sea.bound_for(at, _begin(sea))
    begin = log.now
    log.stay(_hours(sea, 2 * parameters.hours), parameters.swing, sea.rng)
    end = log.now
    sea.home_again(log, home)
    sea.alike.append(sea.plant("at anchor", begin, end, sea.launch(CARGO, log)))
