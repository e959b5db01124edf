"""Meetings of ships at sea, planted in ordinary traffic, and what only looks like them.

A meeting: a supplier comes from a port, a receiver from elsewhere; they come together far from any port, lie
alongside while goods go over, drifting with wind and tide, and part. Pairs of trawlers, ships sheltering
or waiting for orders near one another, and overtakings look alike and are none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.worlds import shift
from sightline.worlds.sea.geography import KNOT, PORTS, Point, metres, moved, off_shore, to_sea
from sightline.worlds.sea.track import HOUR, Log, Reports, alongside, heard
from sightline.worlds.sea.traffic import (
    CARGO,
    FISHING,
    TANKER,
    Fleet,
    Ship,
    berth,
    merchant_kind,
    ordinary,
    voyage,
)
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.world import Extent, Planted, World, canonical

KIND = "ship_to_ship"
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Meetings and lookalikes. Distances in metres, times in hours, speeds in knots."""

    meetings: int = 30
    hours: float = 8.0
    """alongside, the median: some hundred tonnes an hour through a hose, and the mooring"""
    hours_spread: float = 0.35
    """of the logarithm"""
    beam: float = 45.0
    """from antenna to antenna while alongside"""
    drift: float = 0.8
    from_port: float = 140_000.0
    """from the nearest port, the middle of the range"""
    slow: float = 4.0
    """speed over the last four kilometres"""
    trawler_pairs: int = 8
    pair_metres: float = 350.0
    pair_speed: float = 3.0
    shelters: int = 8
    shelter_metres: float = 1_200.0
    """between two ships anchored in a lee"""
    shelter_hours: float = 20.0
    waiting: int = 8
    waiting_metres: float = 3_500.0
    """between two ships that drift waiting for orders"""
    overtakings: int = 10
    overtaking_metres: float = 600.0
    traffic: Traffic = field(default_factory=Traffic)

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(frozen=True, slots=True)
class Made:
    """The ships of a world before anyone hears them, and what was planted."""

    fleet: Fleet
    truth: tuple[Planted, ...]
    lookalikes: tuple[Planted, ...]


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    made = make(extent, parameters, rng)
    return World(
        {"positions": positions(made.fleet.ships, extent, parameters, rng)}, made.truth, made.lookalikes
    )


def make(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Made:
    """Ordinary traffic, the meetings, and the lookalikes."""
    fleet = ordinary(extent, parameters.traffic, rng)
    truth = [_meeting(fleet, extent, parameters, rng) for _ in range(extent.count(parameters.meetings))]
    alike: list[Planted] = []
    makers: tuple[tuple[int, Callable[..., Planted]], ...] = (
        (parameters.trawler_pairs, _trawler_pair),
        (parameters.shelters, _shelter),
        (parameters.waiting, _waiting),
        (parameters.overtakings, _overtaking),
    )
    for number, maker in makers:
        alike += [maker(fleet, extent, parameters, rng) for _ in range(extent.count(number))]
    return Made(fleet, tuple(truth), tuple(alike))


# --- What is planted ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting to be kept: where, when it begins (seconds), for how many hours."""

    at: Point
    begin: float
    hours: float


def rendezvous(
    supplier: Log, receiver: Log, asked: Appointment, parameters: Parameters, rng: np.random.Generator
) -> tuple[float, float]:
    """Bring two ships together, let them drift side by side and part them; from when to when (seconds).

    Both logs end at points from which the meeting can be reached in time, else it begins later.
    """
    aside = float(rng.uniform(0, 2 * np.pi))
    for log, bearing in ((supplier, aside), (receiver, aside + np.pi)):
        # whoever comes early waits some miles off, and on another side than the other
        log.sail([moved(asked.at, 4_000.0 * np.sin(bearing), 4_000.0 * np.cos(bearing))], 9.0, rng)
    begin = max(asked.begin, supplier.now, receiver.now)
    for log in (supplier, receiver):
        if log.now < begin - HOUR / 2:
            log.stay((begin - log.now) / HOUR, 120.0, rng, moored=False)
        log.sail([asked.at], parameters.slow, rng, 20.0)
    start = max(supplier.now, receiver.now)
    end = start + asked.hours * HOUR
    bearing, side = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0, 2 * np.pi))
    while supplier.now < end - 1.0:
        step = min(end - supplier.now, 1_200.0)
        bearing += float(rng.normal(0.0, 0.25))
        way = parameters.drift * float(rng.uniform(0.6, 1.3)) * KNOT * step
        supplier.add(supplier.now + step, moved(supplier.here, way * np.sin(bearing), way * np.cos(bearing)))
    times = np.arange(start, end, 1_200.0).tolist()
    offset = (parameters.beam * float(np.sin(side)), parameters.beam * float(np.cos(side)))
    alongside(receiver, supplier, times, offset)
    return start, end


def _meeting(fleet: Fleet, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Planted:
    at = off_shore(rng, 0.7 * parameters.from_port, 1.5 * parameters.from_port)
    hours = parameters.hours * float(np.exp(rng.normal(0.0, parameters.hours_spread)))
    begin = float(rng.uniform(0.12, 0.92)) * extent.seconds
    near = sorted(PORTS, key=lambda name: metres(PORTS[name].at, at))[:6]
    homes = [str(name) for name in rng.choice(near, 2, replace=False)]
    kinds = (TANKER, TANKER if rng.random() < 0.75 else CARGO)
    logs = [_bound_for(home, at, begin, rng) for home in homes]
    start, end = rendezvous(logs[0], logs[1], Appointment(at, begin, hours), parameters, rng)
    ships = []
    for log, home, kind in zip(logs, homes, kinds, strict=True):
        _, length, knots = merchant_kind(parameters.traffic, rng)
        log.sail((*reversed(to_sea(home, at)), berth(home, rng)), knots, rng)
        log.stay(float(rng.uniform(8.0, 30.0)), 4.0, rng)
        voyage(fleet, log, home, extent, parameters.traffic, knots, rng)
        ships.append(fleet.launch(kind, length, log, round(length / 22.0, 1)))
    return _planted(KIND, ships, start, end, extent)


def _bound_for(home: str, at: Point, begin: float, rng: np.random.Generator) -> Log:
    """A log at sea near a point, having left port so as to be there in time."""
    knots = float(rng.uniform(9.0, 12.5))
    trial = Log.starting(berth(home, rng))
    trial.sail(to_sea(home, at)[:-1], knots, rng)
    away = trial.now + metres(trial.here, at) / (knots * KNOT) + 2 * HOUR
    late = max(600.0, begin - away)
    log = Log.starting(trial.points[0])
    log.stay(late / HOUR, 4.0, rng)
    for second, point in zip(trial.seconds[1:], trial.points[1:], strict=True):
        log.add(late + second, point)
    return log


# --- What looks alike -----------------------------------------------------------------------------


def _trawler_pair(fleet: Fleet, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Two boats that tow one net between them."""
    ground = off_shore(rng, 0.6 * parameters.traffic.ground_metres, 1.5 * parameters.traffic.ground_metres)
    home = min(PORTS, key=lambda name: metres(PORTS[name].at, ground))
    log = _bound_for(home, ground, float(rng.uniform(0.1, 0.7)) * extent.seconds, rng)
    start = log.now
    for _ in range(int(rng.integers(6, 16))):
        east, north = rng.normal(0.0, 9_000.0, 2)
        log.sail([moved(ground, float(east), float(north))], parameters.pair_speed, rng, 30.0)
    end = log.now
    log.sail((*reversed(to_sea(home, ground)), berth(home, rng)), 8.5, rng)
    log.stay(max(1.0, (extent.seconds - log.now) / HOUR), 3.0, rng)
    return _beside(fleet, log, FISHING, parameters.pair_metres, (start, end), extent, rng)


def _shelter(fleet: Fleet, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Two merchants anchored in the same lee until the weather is better."""
    return _lying(fleet, extent, parameters, rng, parameters.shelter_metres, True)


def _waiting(fleet: Fleet, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Two merchants that drift off the coast, each waiting for its orders."""
    return _lying(fleet, extent, parameters, rng, parameters.waiting_metres, False)


def _lying(
    fleet: Fleet,
    extent: Extent,
    parameters: Parameters,
    rng: np.random.Generator,
    apart: float,
    anchored: bool,
) -> Planted:
    at = off_shore(rng, 0.4 * parameters.from_port, 1.2 * parameters.from_port)
    bearing = float(rng.uniform(0, 2 * np.pi))
    gap = apart * float(rng.uniform(0.8, 1.4))
    places = (at, moved(at, gap * np.sin(bearing), gap * np.cos(bearing)))
    begin = float(rng.uniform(0.1, 0.8)) * extent.seconds
    ships, since, until = [], 0.0, extent.seconds
    for place in places:
        kind, length, knots = merchant_kind(parameters.traffic, rng)
        home = str(rng.choice(sorted(PORTS, key=lambda name: metres(PORTS[name].at, at))[:6]))
        log = _bound_for(home, place, begin, rng)
        log.sail([place], 9.0, rng, 60.0)
        since = max(since, log.now)
        hours = parameters.shelter_hours * float(rng.uniform(0.6, 1.5))
        log.stay(hours, parameters.traffic.swing, rng, moored=anchored)
        until = min(until, log.now)
        log.sail((*reversed(to_sea(home, place)), berth(home, rng)), knots, rng)
        log.stay(10.0, 4.0, rng)
        voyage(fleet, log, home, extent, parameters.traffic, knots, rng)
        ships.append(fleet.launch(kind, length, log, round(length / 22.0, 1)))
    return _planted("sheltering" if anchored else "waiting", ships, since, max(until, since), extent)


def _overtaking(fleet: Fleet, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Two ships on one line for hours at nearly the same speed."""
    home = str(rng.choice(list(PORTS)))
    log = Log.starting(berth(home, rng))
    log.stay(float(rng.uniform(5.0, 200.0)), 4.0, rng)
    start = log.now
    voyage(fleet, log, home, extent, parameters.traffic, float(rng.uniform(9.0, 13.0)), rng)
    return _beside(fleet, log, CARGO, parameters.overtaking_metres, (start, log.now), extent, rng)


def _beside(
    fleet: Fleet,
    log: Log,
    kind: str,
    apart: float,
    period: tuple[float, float],
    extent: Extent,
    rng: np.random.Generator,
) -> Planted:
    """A ship and a second one on the same way, so many metres to the side."""
    bearing = float(rng.uniform(0, 2 * np.pi))
    offset = (apart * float(np.sin(bearing)), apart * float(np.cos(bearing)))
    other = Log(list(log.seconds), [moved(point, *offset) for point in log.points], list(log.anchored))
    length = 30 if kind == FISHING else int(rng.integers(80, 180))
    ships = [fleet.launch(kind, length, one) for one in (log, other)]
    return _planted("pair of trawlers" if kind == FISHING else "same way", ships, *period, extent)


def _planted(kind: str, ships: list[Ship], start: float, end: float, extent: Extent) -> Planted:
    over = min(end, extent.seconds)
    actors = tuple(f"mmsi-{ship.mmsi}" for ship in ships)
    return Planted(kind, actors, extent.start_ms + round(start * 1000), extent.start_ms + round(over * 1000))


# --- The table ------------------------------------------------------------------------------------


def positions(
    ships: list[Ship], extent: Extent, parameters: Parameters, rng: np.random.Generator
) -> pa.Table:
    """What is heard of the ships, in order of time, as a canonical table."""
    reports = [heard(ship.log, extent.seconds, parameters.traffic.hearing, rng) for ship in ships]
    return position_table(ships, reports, extent, {})


def position_table(
    ships: list[Ship], reports: list[Reports], extent: Extent, said: dict[str, str]
) -> pa.Table:
    """Reports as a canonical table sorted by time; `said` fills text columns (basis, document, receiver)."""
    which: Array = np.repeat(np.arange(len(ships)), [len(one.seconds) for one in reports])
    seconds = np.concatenate([one.seconds for one in reports])
    order = np.lexsort((which, np.round(seconds)))
    which = which[order]

    def joined(name: str) -> Array:
        return np.concatenate([getattr(one, name) for one in reports])[order]

    def of_ship(values: list[Any], kind: pa.DataType) -> pa.Array:
        return pa.array(values, kind).take(pa.array(which))

    anchored = joined("anchored")
    columns: dict[str, Any] = {
        "mmsi": of_ship([ship.mmsi for ship in ships], pa.int32()),
        "t_ms": pa.array(extent.start_ms + np.round(seconds[order]).astype(np.int64) * 1000),
        "lat7": pa.array(np.round(joined("lat") * 1e6).astype(np.int32) * 10),
        "lon7": pa.array(np.round(joined("lon") * 1e6).astype(np.int32) * 10),
        "sog": pa.array(np.round(joined("sog"), 1), pa.float32()),
        "cog": pa.array(np.round(joined("cog"), 1) % 360.0, pa.float32()),
        "imo": of_ship([ship.imo or None for ship in ships], pa.int32()),
        "name": of_ship([ship.name for ship in ships], pa.string()),
        "callsign": of_ship([ship.callsign or None for ship in ships], pa.string()),
        "ship_type": of_ship([ship.kind for ship in ships], pa.string()),
        "length": of_ship([float(ship.length) for ship in ships], pa.float32()),
        "draught": of_ship([ship.draught or None for ship in ships], pa.float32()),
        "document": of_ship([ship.document or None for ship in ships], pa.string()),
        "status": pa.array(np.where(anchored, "at anchor", "under way using engine")),
    }
    columns |= {name: pa.repeat(text, len(seconds)) for name, text in said.items()}
    return canonical("positions", columns)
