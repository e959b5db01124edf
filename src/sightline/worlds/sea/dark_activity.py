"""Ships that switch off their transponder at sea, among ships that nobody hears for a while.

Who switches off sails or waits on where others are heard. Lookalikes: a receiver fails and all ships of a
square are lost for hours, those that lie there and those that pass; ships that sail out of the range of all
receivers and come back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import Point, off_shore
from sightline.worlds.sea.track import HOUR
from sightline.worlds.sea.traffic import CARGO, TANKER
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Deaf, Waters
from sightline.worlds.world import Extent, World

KIND = "dark_activity"
PASSED = "in a square whose receiver failed"
"""ships of ordinary traffic, and others that came there"""
FAR: Point = (28.2, 131.2)
"""a place out of all receivers' range, south of Kyushu"""
EDGE = Deaf(20.0, 127.6, 30.4, 140.0)
"""where no receiver reaches"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, squares in degrees."""

    dark: int = 30
    dark_hours: float = 20.0
    """the median"""
    dark_spread: float = 0.4
    """of the logarithm"""
    drifting_share: float = 0.4
    """of those that switch off: they wait where they are, the others sail on"""
    failures: int = 10
    """of receivers, each for one square"""
    failure_hours: float = 20.0
    square: float = 1.2
    waiting: int = 6
    """ships that drift in a square whose receiver fails"""
    leaving: int = 10
    """ships that sail out of range"""
    leaving_hours: float = 24.0
    from_port: float = 70_000.0
    traffic: Traffic = field(default_factory=Traffic)

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: hardly anybody else sails who would be heard."""
    return replace(
        parameters, traffic=replace(parameters.traffic, merchants=6, fleets=1, ferries=1, tugs_a_port=1)
    )


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    for _ in range(extent.count(parameters.dark)):
        _dark(sea, parameters)
    for _ in range(extent.count(parameters.failures)):
        _failure(sea, parameters)
    for _ in range(extent.count(parameters.leaving)):
        _leaving(sea, parameters)
    _passing(sea)
    sea.deaf.append(EDGE)
    return sea.world()


def _hours(sea: Waters, middle: float, spread: float) -> float:
    return middle * float(np.exp(sea.rng.normal(0.0, spread)))


def _dark(sea: Waters, parameters: Parameters) -> None:
    """Out to sea, off for some hours on the way or drifting there, and on again."""
    rng = sea.rng
    at = off_shore(rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)
    hours = _hours(sea, parameters.dark_hours, parameters.dark_spread)
    begin = float(rng.uniform(0.1, 0.85)) * sea.extent.seconds
    log, home = sea.bound_for(at, begin)
    off = log.now
    if rng.random() < parameters.drifting_share:
        sea.drift(log, hours + 1.0, 0.8)
    else:
        target = off_shore(rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)
        log.sail([target], float(rng.uniform(7.0, 11.0)), rng)
        if log.now < off + hours * HOUR:
            sea.drift(log, (off + hours * HOUR - log.now) / HOUR + 0.5, 0.8)
    until = min(off + hours * HOUR, log.now)
    log.silent.append((off, until))
    sea.home_again(log, home)
    ship = sea.launch(TANKER if rng.random() < 0.6 else CARGO, log)
    if until < sea.extent.seconds - HOUR:
        sea.truth.append(sea.plant(KIND, off, until, ship))


def _failure(sea: Waters, parameters: Parameters) -> None:
    """A square goes deaf for hours, with some ships in it that lie still."""
    rng = sea.rng
    at = off_shore(rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)
    begin = float(rng.uniform(0.1, 0.85)) * sea.extent.seconds
    hours = _hours(sea, parameters.failure_hours, 0.3)
    south, west = (
        at[0] - parameters.square * rng.uniform(0.3, 0.7),
        at[1] - parameters.square * rng.uniform(0.3, 0.7),
    )
    box = Deaf(south, west, south + parameters.square, west + parameters.square, begin, begin + hours * HOUR)
    sea.deaf.append(box)
    for _ in range(parameters.waiting):
        place = (
            float(south + parameters.square * rng.uniform(0.15, 0.85)),
            float(west + parameters.square * rng.uniform(0.15, 0.85)),
        )
        log, home = sea.bound_for(place, begin - float(rng.uniform(1.0, 9.0)) * HOUR)
        sea.drift(log, max(4.0, (box.until - log.now) / HOUR + float(rng.uniform(1.0, 8.0))), 0.3)
        sea.home_again(log, home)
        ship = sea.launch(CARGO, log)
        sea.alike.append(sea.plant("receiver failed", begin, box.until, ship))


def _passing(sea: Waters) -> None:
    """Name who sails through a square while it is deaf, or lies there in the course of ordinary life."""
    for box in sea.deaf:
        seconds = np.arange(max(0.0, box.since), min(box.until, sea.extent.seconds), 600.0)
        for ship, one in enumerate(sea.fleet.ships):
            inside = seconds[box.hides(seconds, *one.log.at(seconds))]
            if len(inside):
                sea.alike.append(sea.plant(PASSED, float(inside[0]), float(inside[-1]), ship))


def _leaving(sea: Waters, parameters: Parameters) -> None:
    """Out of the range of all receivers, and back."""
    rng = sea.rng
    log, home = sea.bound_for((31.2, 128.4), float(rng.uniform(0.05, 0.7)) * sea.extent.seconds)
    begin = log.now
    log.sail([FAR], 11.0, rng)
    sea.drift(log, _hours(sea, parameters.leaving_hours, 0.3), 1.0)
    log.sail([(31.2, 128.4)], 11.0, rng)
    end = log.now
    sea.home_again(log, home)
    ship = sea.launch(CARGO, log)
    sea.alike.append(sea.plant("out of range", begin, end, ship))
