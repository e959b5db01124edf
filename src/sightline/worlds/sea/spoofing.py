"""Ships whose positions are false: elsewhere for a while, in circles, or sent by two ships at once.

Lookalikes: single damaged positions, ships that swing at anchor, ships that search an area in wide turns,
silences after which a ship is heard far away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.fitted import Floats
from sightline.worlds.sea.geography import KNOT, METRES, Point, moved, off_shore
from sightline.worlds.sea.track import HOUR
from sightline.worlds.sea.traffic import CARGO, TANKER
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters, ringed
from sightline.worlds.world import Extent, World

KIND = "spoofing"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, speeds in knots, distances in metres."""

    elsewhere: int = 12
    """ships that send a false track far away while they are at sea"""
    away: float = 900_000.0
    false_hours: float = 30.0
    circling: int = 12
    circle_metres: float = 5_000.0
    circle_turns: float = 8.0
    circle_knots: float = 6.0
    shared: int = 12
    """ships with the number of another that sails elsewhere"""
    damaged: int = 12
    swinging: int = 8
    swing: float = 150.0
    searching: int = 8
    leg_metres: float = 9_000.0
    silent: int = 8
    silent_hours: float = 30.0
    from_port: float = 90_000.0
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=50, fleets=4, ferries=4))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    makers: tuple[tuple[int, Callable[[Waters, Parameters], None]], ...] = (
        (parameters.elsewhere, _elsewhere),
        (parameters.circling, _circling),
        (parameters.shared, _shared),
        (parameters.damaged, _damaged),
        (parameters.swinging, _swinging),
        (parameters.searching, _searching),
        (parameters.silent, _silent),
    )
    for number, maker in makers:
        for _ in range(extent.count(number)):
            maker(sea, parameters)
    return sea.world()


def _place(sea: Waters, parameters: Parameters) -> Point:
    return off_shore(sea.rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)


def _trip(sea: Waters, parameters: Parameters, hours: float) -> tuple[int, float, float]:
    """A ship that is at sea for some hours, drifting; her index, from when to when."""
    log, home = sea.bound_for(_place(sea, parameters), float(sea.rng.uniform(0.1, 0.7)) * sea.extent.seconds)
    begin = log.now
    sea.drift(log, hours, 1.5)
    end = log.now
    sea.home_again(log, home)
    return sea.launch(TANKER if sea.rng.random() < 0.5 else CARGO, log), begin, end


def _true(sea: Waters, begin: float, end: float, *ships: int) -> None:
    if end < sea.extent.seconds:
        sea.truth.append(sea.plant(KIND, begin, end, *ships))


def _elsewhere(sea: Waters, parameters: Parameters) -> None:
    """A false track, straight and far away."""
    ship, begin, end = _trip(sea, parameters, parameters.false_hours)
    log = sea.fleet.ships[ship].log
    start = log.at(np.array([begin]))
    bearing, course = sea.rng.uniform(0, 2 * np.pi, 2)
    far = moved(
        (float(start[0][0]), float(start[1][0])),
        parameters.away * float(np.sin(bearing)),
        parameters.away * float(np.cos(bearing)),
    )

    def place(seconds: Floats) -> tuple[Floats, Floats]:
        way = 9.0 * KNOT * (seconds - begin)
        narrow = METRES * np.cos(np.radians(far[0]))
        return far[0] + way * np.cos(course) / METRES, far[1] + way * np.sin(course) / narrow

    sea.say(ship, begin, end, place=place)
    _true(sea, begin, end, ship)


def _circling(sea: Waters, parameters: Parameters) -> None:
    """A false track in circles, near where she is."""
    radius = parameters.circle_metres * float(sea.rng.uniform(0.7, 1.4))
    period = 2 * np.pi * radius / (parameters.circle_knots * KNOT)
    ship, begin, end = _trip(sea, parameters, parameters.circle_turns * period / HOUR)
    centre = sea.fleet.ships[ship].log.at(np.array([begin]))
    at = (float(centre[0][0]), float(centre[1][0]))
    sea.say(ship, begin, end, place=ringed(at, radius, period, float(sea.rng.uniform(0, 6))))
    _true(sea, begin, end, ship)


def _shared(sea: Waters, parameters: Parameters) -> None:
    """Two ships under one MMSI, each on her own way."""
    one, _begin, _end = _trip(sea, parameters, 20.0)
    other, _since, _until = _trip(sea, parameters, 20.0)
    sea.fleet.ships[other] = replace(sea.fleet.ships[other], mmsi=sea.fleet.ships[one].mmsi)
    sea.truth.append(sea.plant(KIND, 0.0, sea.extent.seconds, one))


def _damaged(sea: Waters, parameters: Parameters) -> None:
    """One position that was damaged on the way."""
    ship, begin, end = _trip(sea, parameters, 12.0)
    middle = (begin + end) / 2
    wrong = (float(sea.rng.uniform(-60, 60)), float(sea.rng.uniform(-180, 180)))

    def place(seconds: Floats) -> tuple[Floats, Floats]:
        return np.full(len(seconds), wrong[0]), np.full(len(seconds), wrong[1])

    sea.say(ship, middle, middle + 240.0, place=place)
    sea.alike.append(sea.plant("damaged", begin, end, ship))


def _swinging(sea: Waters, parameters: Parameters) -> None:
    """At anchor, going round with the tide."""
    log, home = sea.bound_for(_place(sea, parameters), float(sea.rng.uniform(0.1, 0.7)) * sea.extent.seconds)
    begin = log.now
    log.stay(40.0, 5.0, sea.rng)
    end, here = log.now, log.here
    sea.home_again(log, home)
    ship = sea.launch(CARGO, log)
    sea.say(ship, begin, end, place=ringed(here, parameters.swing, 12.4 * HOUR, 0.0))
    sea.alike.append(sea.plant("swinging", begin, end, ship))


def _searching(sea: Waters, parameters: Parameters) -> None:
    """Parallel legs up and down, turning one way and then the other."""
    log, home = sea.bound_for(_place(sea, parameters), float(sea.rng.uniform(0.1, 0.7)) * sea.extent.seconds)
    begin = log.now
    for leg in range(10):
        north = parameters.leg_metres * (1 if leg % 2 == 0 else -1)
        log.sail([moved(log.here, 0.0, north)], 7.0, sea.rng, 20.0)
        log.sail([moved(log.here, 1_500.0, 0.0)], 7.0, sea.rng, 20.0)
    end = log.now
    sea.home_again(log, home)
    sea.alike.append(sea.plant("searching", begin, end, sea.launch(CARGO, log)))


def _silent(sea: Waters, parameters: Parameters) -> None:
    """Not heard of for a day while she sails on."""
    log, home = sea.bound_for(_place(sea, parameters), float(sea.rng.uniform(0.1, 0.6)) * sea.extent.seconds)
    begin = log.now
    log.sail([_place(sea, parameters)], 12.0, sea.rng)
    end = min(log.now, begin + parameters.silent_hours * HOUR)
    log.silent.append((begin, end))
    sea.home_again(log, home)
    sea.alike.append(sea.plant("silent", begin, end, sea.launch(CARGO, log)))
