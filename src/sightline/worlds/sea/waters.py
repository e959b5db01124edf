"""A sea to plant in: ships with their true logs, what they say of themselves and when, and what nobody hears.

Worlds of single patterns are built on it. A ship's log is where she truly is; what she sends may be something
else, and a place may be out of hearing for a time or for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.worlds.fitted import Floats
from sightline.worlds.sea.geography import KNOT, METRES, PORTS, Point, metres, moved, to_sea
from sightline.worlds.sea.track import HOUR, Hearing, Log, Reports, heard
from sightline.worlds.sea.traffic import Fleet, Ship, berth, merchant_kind, ordinary, voyage
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.world import Extent, Planted, World, canonical

IMO_WEIGHTS = (7, 6, 5, 4, 3, 2)
FOREVER = 1e12


@dataclass(frozen=True, slots=True)
class Say:
    """What a ship sends from one time (seconds) to another, by column; `heading` is from her course."""

    since: float
    until: float
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deaf:
    """A box (degrees) in which nobody is heard from one time (seconds) to another."""

    south: float
    west: float
    north: float
    east: float
    since: float = -FOREVER
    until: float = FOREVER

    def hides(self, seconds: Floats, lat: Floats, lon: Floats) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which of these reports are lost."""
        inside = (lat >= self.south) & (lat < self.north) & (lon >= self.west) & (lon < self.east)
        return inside & (seconds >= self.since) & (seconds < self.until)


@dataclass(slots=True)
class Waters:
    """A sea being made. `says` and `fakes` go by the index of a ship in the fleet."""

    extent: Extent
    traffic: Traffic
    rng: np.random.Generator
    fleet: Fleet = field(default_factory=Fleet)
    truth: list[Planted] = field(default_factory=list)
    alike: list[Planted] = field(default_factory=list)
    says: dict[int, list[Say]] = field(default_factory=dict)
    deaf: list[Deaf] = field(default_factory=list)

    @classmethod
    def with_traffic(cls, extent: Extent, traffic: Traffic, rng: np.random.Generator) -> Waters:
        """With a month of ordinary traffic in it."""
        return cls(extent, traffic, rng, ordinary(extent, traffic, rng))

    def launch(self, kind: str, log: Log, length: int = 0, draught: float = 0.0) -> int:
        """A ship with the next number, name and IMO number; her index."""
        length = length or int(self.rng.integers(90, 190))
        ship = self.fleet.launch(kind, length, log, draught or round(length / 22.0, 1))
        at = len(self.fleet.ships) - 1
        self.fleet.ships[at] = replace(ship, imo=imo_number(at + 1))
        return at

    def merchant(self, home: str = "", knots: float = 0.0) -> tuple[Log, str, float]:
        """The log of a merchant at a berth of a port, the port and her speed; she has yet to be launched."""
        home = home or str(self.rng.choice(list(PORTS)))
        _kind, _length, usual = merchant_kind(self.traffic, self.rng)
        return Log.starting(berth(home, self.rng)), home, knots or usual

    def bound_for(self, at: Point, begin: float, knots: float = 0.0) -> tuple[Log, str]:
        """A log that arrives at a point at sea at about a time (seconds), and the port she comes from."""
        near = sorted(PORTS, key=lambda name: metres(PORTS[name].at, at))[:6]
        home = str(self.rng.choice(near))
        knots = knots or float(self.rng.uniform(9.0, 13.0))
        trial = Log.starting(berth(home, self.rng))
        trial.sail(to_sea(home, at), knots, self.rng)
        log = Log.starting(trial.points[0])
        late = max(600.0, begin - trial.now)
        log.stay(late / HOUR, 4.0, self.rng)
        for second, point in zip(trial.seconds[1:], trial.points[1:], strict=True):
            log.add(late + second, point)
        return log, home

    def home_again(self, log: Log, home: str, knots: float = 11.0) -> None:
        """Sail back into port and go on trading until the world ends."""
        log.sail((*reversed(to_sea(home, log.here)), berth(home, self.rng)), knots, self.rng)
        log.stay(float(self.rng.uniform(8.0, 30.0)), 4.0, self.rng)
        voyage(self.fleet, log, home, self.extent, self.traffic, knots, self.rng)

    def drift(self, log: Log, hours: float, knots: float, turn: float = 0.25) -> None:
        """Go where wind and current take her, at about so many knots, the direction turning slowly."""
        bearing, end = float(self.rng.uniform(0, 2 * np.pi)), log.now + hours * HOUR
        while log.now < end - 1.0:
            step = min(end - log.now, 1_200.0)
            bearing += float(self.rng.normal(0.0, turn))
            way = knots * float(self.rng.uniform(0.8, 1.2)) * KNOT * step
            log.add(log.now + step, moved(log.here, way * np.sin(bearing), way * np.cos(bearing)))

    def say(self, ship: int, since: float, until: float, **values: Any) -> None:
        """What a ship sends in place of her usual words, from one time to another."""
        self.says.setdefault(ship, []).append(Say(since, until, values))

    def plant(self, kind: str, start: float, end: float, *ships: int) -> Planted:
        """Something that happens to these ships between two times (seconds)."""
        first = self.extent.start_ms
        actors = tuple(f"mmsi-{self.fleet.ships[ship].mmsi}" for ship in ships)
        until = max(min(end, self.extent.seconds), start)
        return Planted(kind, actors, first + round(start * 1000), first + round(until * 1000))

    def world(self, hidden: str = "") -> World:
        """What was heard, as a canonical table, without the columns named in `hidden` (by spaces)."""
        hearing = self.traffic.hearing
        reports = [self._heard(ship, hearing) for ship in self.fleet.ships]
        table = self._table(reports, frozenset(hidden.split()))
        return World({"positions": table}, tuple(self.truth), tuple(self.alike))

    def _heard(self, ship: Ship, hearing: Hearing) -> Reports:
        one = heard(ship.log, self.extent.seconds, hearing, self.rng)
        if not self.deaf:
            return one
        kept = np.ones(len(one.seconds), dtype=bool)
        for box in self.deaf:
            kept &= ~box.hides(one.seconds, one.lat, one.lon)
        return Reports(
            one.seconds[kept], one.lat[kept], one.lon[kept], one.sog[kept], one.cog[kept], one.anchored[kept]
        )

    def _table(self, reports: list[Reports], hidden: frozenset[str]) -> pa.Table:
        ships = self.fleet.ships
        parts = [self._columns(at, one) for at, one in enumerate(reports)]
        joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        order = np.lexsort((joined["mmsi"], joined["t_ms"]))
        which = np.repeat(np.arange(len(ships)), [len(one.seconds) for one in reports])[order]
        columns: dict[str, Any] = {
            name: pa.array(values[order]) for name, values in joined.items() if name not in _TEXTS
        }
        columns["imo"] = pa.array(joined["imo"][order], mask=joined["imo"][order] == 0)
        columns["draught"] = pa.array(joined["draught"][order], mask=joined["draught"][order] <= 0)
        columns["heading"] = pa.array(joined["heading"][order].astype(np.int16))
        for name in _TEXTS:
            texts = joined[name][order]
            columns[name] = pa.array(texts, pa.string(), mask=texts == "")
        columns["ship_type"] = pa.array([ship.kind for ship in ships]).take(pa.array(which))
        columns["length"] = pa.array([float(ship.length) for ship in ships]).take(pa.array(which))
        return canonical("positions", {name: one for name, one in columns.items() if name not in hidden})

    def _columns(self, at: int, one: Reports) -> dict[str, Any]:
        ship, rows = self.fleet.ships[at], len(one.seconds)
        course = np.round(one.cog, 1) % 360.0
        found: dict[str, Any] = {
            "mmsi": np.full(rows, ship.mmsi, dtype=np.int32),
            "t_ms": self.extent.start_ms + np.round(one.seconds).astype(np.int64) * 1000,
            "lat7": np.round(one.lat * 1e6).astype(np.int32) * 10,
            "lon7": np.round(one.lon * 1e6).astype(np.int32) * 10,
            "sog": np.round(one.sog, 1).astype(np.float32),
            "cog": course.astype(np.float32),
            "heading": self._heading(one, np.zeros(rows)),
            "imo": np.full(rows, ship.imo, dtype=np.int32),
            "draught": np.full(rows, ship.draught, dtype=np.float32),
            "name": _texts(rows, ship.name),
            "callsign": _texts(rows, ship.callsign),
            "destination": _texts(rows, ""),
            "status": np.where(one.anchored, "at anchor", "under way using engine").astype(object),
        }
        for said in self.says.get(at, ()):
            now = (one.seconds >= said.since) & (one.seconds < said.until)
            for name, value in said.values.items():
                if name == "heading":
                    found[name][now] = self._heading(one, np.full(rows, float(value)))[now]
                elif name == "place":
                    lat, lon = value(one.seconds[now])
                    found["lat7"][now] = np.round(lat * 1e6).astype(np.int32) * 10
                    found["lon7"][now] = np.round(lon * 1e6).astype(np.int32) * 10
                else:
                    found[name][now] = value
        return found

    def _heading(self, one: Reports, aside: Floats) -> Any:
        """Along her course with some yaw, so many degrees aside; at anchor as wind and tide turn her."""
        yaw = self.rng.normal(0.0, 3.0, len(one.seconds))
        swung = (one.seconds / 3600.0 * 30.0 + 15.0 * np.sin(one.seconds / 900.0)) % 360.0
        found = np.where(one.anchored, swung, one.cog + aside + yaw)
        return np.round(found).astype(np.int64) % 360


_TEXTS = ("name", "callsign", "destination", "status")


def _texts(rows: int, text: str) -> Any:
    return np.full(rows, text, dtype=object)


def imo_number(count: int) -> int:
    """A number with a ship's check digit, in a range of numbers that are not given out yet."""
    six = 990_000 + count
    digits = [int(one) for one in str(six)]
    return six * 10 + sum(a * b for a, b in zip(digits, IMO_WEIGHTS, strict=True)) % 10


def aside(at: Point, distance: float, rng: np.random.Generator) -> Point:
    """A point so many metres away, in any direction."""
    bearing = float(rng.uniform(0, 2 * np.pi))
    return moved(at, distance * np.sin(bearing), distance * np.cos(bearing))


def ringed(centre: Point, radius: float, period: float, phase: float) -> Any:
    """Places on a circle (metres) gone round in so many seconds, as a function of the time."""

    def place(seconds: Floats) -> tuple[Floats, Floats]:
        turn = phase + seconds / period * 2 * np.pi
        north, east = radius * np.cos(turn), radius * np.sin(turn)
        return (
            centre[0] + north / METRES,
            centre[1] + east / (METRES * np.cos(np.radians(centre[0]))),
        )

    return place
