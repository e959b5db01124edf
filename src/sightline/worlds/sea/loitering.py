"""Merchants that stay about a place at sea for a day, and ships that are slow there for other reasons.

Who loiters drifts, and steams back to her place now and then. Lookalikes: ships sheltering at anchor, ships
that steam slowly on their way, engines that stop for some hours; and in ordinary traffic fishing fleets.
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

KIND = "loitering"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, speeds in knots, distances in metres."""

    loitering: int = 30
    hours: float = 26.0
    knots: float = 0.8
    back_every: float = 9.0
    """hours of drift after which she steams back to her place"""
    back_knots: float = 6.0
    sheltering: int = 12
    shelter_hours: float = 22.0
    swing: float = 110.0
    slow: int = 12
    slow_knots: float = 4.6
    broken: int = 12
    broken_hours: float = 3.0
    from_port: float = 110_000.0
    hidden: str = ""
    """columns that nobody sends"""
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=60, fleets=6, ferries=4))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: nobody says what kind of ship she is."""
    return replace(parameters, hidden="ship_type status")


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    for _ in range(extent.count(parameters.loitering)):
        _stay(sea, parameters, KIND)
    for number, kind in (
        (parameters.sheltering, "sheltering"),
        (parameters.slow, "slow steaming"),
        (parameters.broken, "engine stopped"),
    ):
        for _ in range(extent.count(number)):
            _stay(sea, parameters, kind)
    return sea.world(parameters.hidden)


def _stay(sea: Waters, parameters: Parameters, kind: str) -> None:
    """Out to a place, some time there or about it, and home."""
    rng = sea.rng
    at = off_shore(rng, 0.7 * parameters.from_port, 1.6 * parameters.from_port)
    log, home = sea.bound_for(at, float(rng.uniform(0.1, 0.75)) * sea.extent.seconds)
    begin, spread = log.now, float(np.exp(rng.normal(0.0, 0.25)))
    if kind == KIND:
        left = parameters.hours * spread
        while left > 0:
            drifted = min(left, parameters.back_every * float(rng.uniform(0.7, 1.3)))
            sea.drift(log, drifted, parameters.knots)
            left -= drifted
            if left > 0:
                log.sail([at], parameters.back_knots, rng, 50.0)
    elif kind == "sheltering":
        log.stay(parameters.shelter_hours * spread, parameters.swing, rng)
    elif kind == "engine stopped":
        sea.drift(log, parameters.broken_hours * spread, parameters.knots)
    else:
        log.sail([aside(at, 60_000.0, rng)], parameters.slow_knots, rng, 100.0)
    end = log.now
    sea.home_again(log, home)
    ship = sea.launch(TANKER if kind == KIND and rng.random() < 0.6 else CARGO, log)
    if kind != KIND:
        sea.alike.append(sea.plant(kind, begin, end, ship))
    elif end < sea.extent.seconds:
        sea.truth.append(sea.plant(kind, begin, end, ship))
