"""Where a ship really is, as a log of waypoints, and what a receiver hears of it.

A log is true and continuous. Reports are drawn from it: at intervals, with silences and scatter, as
fitted to real tracks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sightline.worlds.fitted import Floats, draw, number
from sightline.worlds.sea.geography import KNOT, METRES, Point, metres, moved, towards

HOUR = 3600.0
LEG = 15_000.0
"""metres after which a ship under way corrects her course and speed a little"""


@dataclass(frozen=True, slots=True)
class Hearing:
    """How the reports of ships come in."""

    kept_every: float = 6.0
    """an archive keeps one report in so many of those heard (fitted: about one in 70 s)"""
    anchored_every: float = 3.0
    """a ship at anchor or berth reports so many times more rarely than one under way"""
    lost_share: float = 0.10
    """reports lost one by one"""
    gap_rate: float = 1.0
    """times the fitted rate of silences"""
    scatter: float = 1.0
    """times the fitted scatter of positions"""


@dataclass(slots=True)
class Log:
    """Waypoints of one ship: seconds since the start of the world, position, and whether she lies still."""

    seconds: list[float] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    anchored: list[bool] = field(default_factory=list)
    silent: list[tuple[float, float]] = field(default_factory=list)
    """when her transponder is off"""

    @classmethod
    def starting(cls, at: Point, seconds: float = 0.0) -> Log:
        """A log that begins at a point."""
        return cls([seconds], [at], [False])

    @property
    def now(self) -> float:
        """Seconds at the last waypoint."""
        return self.seconds[-1]

    @property
    def here(self) -> Point:
        """The last waypoint."""
        return self.points[-1]

    def add(self, seconds: float, at: Point, anchored: bool = False) -> None:
        """A waypoint reached at a time; `anchored` is how she got there from the one before."""
        self.seconds.append(max(seconds, self.now + 1.0))
        self.points.append(at)
        self.anchored.append(anchored)

    def stay(self, hours: float, swing: float, rng: np.random.Generator, moored: bool = True) -> None:
        """Lie where she is, swinging within so many metres; not `moored`: she drifts, under way."""
        centre, end = self.here, self.now + hours * HOUR
        while self.now < end - 1.0:
            step = min(end, self.now + rng.uniform(1.0, 3.0) * HOUR)
            east, north = rng.normal(0.0, swing, 2)
            self.add(step, moved(centre, float(east), float(north)), moored)

    def sail(
        self, way: Iterable[Point], knots: float, rng: np.random.Generator, stray: float = 500.0
    ) -> None:
        """Sail over points at a speed that varies a little, straying some metres from the line."""
        for point in way:
            while (left := metres(self.here, point)) > LEG * 1.4:
                east, north = rng.normal(0.0, stray, 2)
                self._run(moved(towards(self.here, point, LEG), float(east), float(north)), knots, rng)
            if left > 1.0:
                self._run(point, knots, rng)

    def _run(self, point: Point, knots: float, rng: np.random.Generator) -> None:
        speed = max(0.3, knots * float(rng.normal(1.0, 0.04))) * KNOT
        self.add(self.now + metres(self.here, point) / speed, point)

    def at(self, seconds: Floats) -> tuple[Floats, Floats]:
        """Latitude and longitude at these times; before and after the log its ends."""
        points = np.asarray(self.points)
        return (
            np.interp(seconds, self.seconds, points[:, 0]),
            np.interp(seconds, self.seconds, points[:, 1]),
        )


@dataclass(frozen=True, slots=True)
class Reports:
    """What was heard of a ship: arrays of equal length. Seconds, degrees, knots, degrees, anchored or not."""

    seconds: Floats
    lat: Floats
    lon: Floats
    sog: Floats
    cog: Floats
    anchored: np.ndarray[tuple[int], np.dtype[np.bool_]]


def heard(log: Log, end: float, hearing: Hearing, rng: np.random.Generator) -> Reports:
    """The reports of a ship up to a time, from her log."""
    seconds = _times(log, end, hearing, rng)
    held = np.asarray(log.anchored, dtype=bool)
    leg = np.clip(np.searchsorted(log.seconds, seconds, side="right"), 1, len(held) - 1)
    anchored = held[leg]
    rare = rng.random(len(seconds)) < 1.0 / max(hearing.anchored_every, 1.0)
    kept = (~anchored | rare) & (rng.random(len(seconds)) >= hearing.lost_share)
    kept &= ~_silences(seconds, hearing, rng)
    for begin, over in log.silent:
        kept &= (seconds < begin) | (seconds > over)
    seconds, anchored = seconds[kept], anchored[kept]
    lat, lon = log.at(seconds)
    sog, cog = _motion(log, seconds, anchored, rng)
    scatter = draw("scatter_still", rng, len(seconds), high=0.99) * hearing.scatter
    bearing = rng.uniform(0.0, 2 * np.pi, len(seconds))
    lat = lat + scatter * np.cos(bearing) / METRES
    lon = lon + scatter * np.sin(bearing) / (METRES * np.cos(np.radians(lat)))
    return Reports(seconds, lat, lon, sog, cog, anchored)


def _times(log: Log, end: float, hearing: Hearing, rng: np.random.Generator) -> Floats:
    begin, end = log.seconds[0], min(end, log.now)
    expected = int((end - begin) / (70.0 * hearing.kept_every)) + 8
    intervals = draw("interval_moving", rng, 2 * expected) * hearing.kept_every
    seconds: Floats = begin + rng.random() * 600.0 + np.cumsum(intervals)
    return seconds[seconds < end]


def _silences(
    seconds: Floats, hearing: Hearing, rng: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which reports fall into a silence of the fitted length; silences begin at the fitted rate."""
    rate = min(0.5, number("gaps_a_report") * hearing.kept_every * hearing.gap_rate)
    starts = seconds[rng.random(len(seconds)) < rate]
    ends = starts + draw("gap", rng, len(starts))
    hidden = np.zeros(len(seconds), dtype=bool)
    for start, over in zip(starts, ends, strict=True):
        hidden |= (seconds >= start) & (seconds < over)
    return hidden


def _motion(
    log: Log, seconds: Floats, anchored: np.ndarray[tuple[int], np.dtype[np.bool_]], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    lat, lon = log.at(seconds - 20.0)
    lat_after, lon_after = log.at(seconds + 20.0)
    north = (lat_after - lat) * METRES
    east = (lon_after - lon) * METRES * np.cos(np.radians(lat))
    sog = np.abs(np.hypot(east, north) / 40.0 / KNOT + rng.normal(0.0, 0.1, len(seconds)))
    sog = np.where(anchored, np.abs(rng.normal(0.0, 0.1, len(seconds))), sog)
    cog = (np.degrees(np.arctan2(east, north)) + rng.normal(0.0, 2.0, len(seconds))) % 360.0
    cog = np.where(anchored, rng.uniform(0.0, 360.0, len(seconds)), cog)
    return sog, cog


def alongside(log: Log, other: Log, seconds: Sequence[float], offset: tuple[float, float]) -> None:
    """Follow another ship at an offset (metres east and north), a waypoint at each of these times."""
    lat, lon = other.at(np.asarray(seconds, dtype=np.float64))
    for at, here in zip(seconds, zip(lat, lon, strict=True), strict=True):
        log.add(at, moved((float(here[0]), float(here[1])), *offset))
