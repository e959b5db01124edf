"""A meeting against time: how far apart two ships were, and how fast each went."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sightline.model.signal import Signal
from sightline.service.tracks import SILENT_MS, Tracks
from sightline.web.drawing.axis import Scale, Tick, length, number_ticks, time_ticks

WIDTH = 760.0
LEFT, RIGHT = 64.0, 12.0
APART_TOP, APART_END = 26.0, 186.0
SPEED_TOP, SPEED_END = 232.0, 342.0
HEIGHT = 372.0
NEAREST = 10.0
"""metres: the lower end of the distance axis, which goes by tens"""


@dataclass(frozen=True, slots=True)
class Sample:
    """An instant of the read-out: where it stands, and what it says."""

    x: float
    y: float
    ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """A line of the chart."""

    number: int
    caption: str
    path: str
    samples: tuple[Sample, ...]

    @property
    def read_out(self) -> str:
        """The samples for the script that reads them out: `[[x, y, ms, text], …]`."""
        rows = [(one.x, one.y, one.ms, one.text) for one in self.samples]
        return json.dumps(rows, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A parameter as a line across."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Everything a template draws of the chart."""

    width: float
    height: float
    left: float
    right: float
    times: tuple[Tick, ...]
    apart: Series
    apart_ticks: tuple[Tick, ...]
    near: Threshold | None
    speeds: tuple[Series, ...]
    speed_ticks: tuple[Tick, ...]
    slow: Threshold | None
    event: tuple[float, float]
    """where the event begins and ends"""
    closest: Sample | None


def passage(followed: Tracks, signal: Signal) -> Passage | None:
    """The chart of two ships; None where their distance is nowhere known."""
    if not followed.apart:
        return None
    across = Scale(_ms(followed.since), _ms(followed.until), LEFT, WIDTH - RIGHT)
    farthest = max(one.metres for one in followed.apart)
    high = math.log10(max(farthest * 1.3, NEAREST * 10))
    up = Scale(math.log10(NEAREST), high, APART_END, APART_TOP)
    fastest = max((fix.speed or 0 for track in followed.tracks for fix in track.fixes), default=0)
    knots = Scale(0, max(4.0, fastest * 1.05), SPEED_END, SPEED_TOP)
    distance = series(
        0, "Distance", ((one.ms, _tens(one.metres, up), length(one.metres)) for one in followed.apart), across
    )
    speeds = tuple(
        series(
            number,
            track.actor.caption,
            (
                (fix.ms, knots(fix.speed), f"{fix.speed:.1f} kn")
                for fix in track.fixes
                if fix.speed is not None
            ),
            across,
        )
        for number, track in enumerate(followed.tracks, 1)
    )
    near, slow = signal.params.get("distance_m"), signal.params.get("speed_kn")
    return Passage(
        WIDTH,
        HEIGHT,
        LEFT,
        WIDTH - RIGHT,
        tuple(time_ticks(across)),
        distance,
        tuple(Tick(up(ten), length(10.0**ten)) for ten in range(1, int(high) + 1)),
        Threshold(_tens(float(near), up), f"near: {length(float(near))}") if near else None,
        speeds,
        tuple(number_ticks(knots, 4)),
        Threshold(knots(float(slow)), f"slow: {slow:g} kn") if slow else None,
        (across(_ms(signal.start)), across(_ms(signal.end))),
        min(distance.samples, key=lambda one: -one.y, default=None),
    )


def series(number: int, caption: str, points: Iterable[tuple[int, float, str]], across: Scale) -> Series:
    """A line through instants (ms), each at a height and with its words; it breaks off at silences."""
    samples = tuple(Sample(across(ms), y, ms, text) for ms, y, text in points)
    return Series(number, caption, "".join(_path(samples)), samples)


def _path(samples: Iterable[Sample]) -> Iterator[str]:
    """A line that breaks off where nothing was heard for long."""
    before = None
    for one in samples:
        joined = before is not None and one.ms - before.ms <= SILENT_MS
        yield f"{'L' if joined else 'M'}{one.x:g} {one.y:g}"
        before = one


def _tens(metres: float, up: Scale) -> float:
    return up(math.log10(max(metres, NEAREST)))


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
