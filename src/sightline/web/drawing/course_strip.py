"""How a signal at sea went, drawn: a lane for each ship with its speed, and numbers for what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sightline.model.signal import Signal
from sightline.service.course import Moment
from sightline.service.tracks import MOST, SILENT_MS, Track, Tracks
from sightline.web.drawing.axis import Scale, Tick, time_ticks
from sightline.web.drawing.passage_chart import Series, series

WIDTH, LEFT, RIGHT = 960.0, 44.0, 12.0
TOP, LANE, SPEED_HIGH, FOOT = 26.0, 58.0, 30.0, 26.0
DOT = 16.0
"""room a numbered dot takes"""
LEAST_KN = 4.0


@dataclass(frozen=True, slots=True)
class Numbered:
    """A moment's dot: its number in the list and what it says."""

    x: float
    y: float
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A ship: where it was heard (left edge and width), where the bar lies, and its speed as a line."""

    number: int
    caption: str
    y: float
    heard: tuple[tuple[float, float], ...]
    speed: Series
    fastest: str


@dataclass(frozen=True, slots=True)
class CourseStrip:
    """Everything a template draws of it."""

    width: float
    height: float
    left: float
    right: float
    lanes: tuple[Lane, ...]
    dots: tuple[Numbered, ...]
    times: tuple[Tick, ...]
    event: tuple[float, float]
    top: float


def course_strip(followed: Tracks, signal: Signal, moments: Sequence[Moment]) -> CourseStrip:
    """The drawing; moments carry the numbers they have in the list below it."""
    across = Scale(_ms(followed.since), _ms(followed.until), LEFT, WIDTH - RIGHT)
    silent = max(SILENT_MS, 2 * (_ms(followed.until) - _ms(followed.since)) // MOST)
    dots, high = _dots(moments, across)
    top = TOP + high
    lanes = tuple(
        _lane(number, track, across, top + (number - 1) * LANE, silent)
        for number, track in enumerate(followed.tracks, 1)
    )
    return CourseStrip(
        WIDTH,
        top + len(lanes) * LANE + FOOT,
        LEFT,
        WIDTH - RIGHT,
        lanes,
        dots,
        tuple(time_ticks(across)),
        (across(_ms(signal.start)), across(_ms(signal.end))),
        top,
    )


def _dots(moments: Sequence[Moment], across: Scale) -> tuple[tuple[Numbered, ...], float]:
    """Dots over the lanes, those that would lie on each other one above the other; and their height."""
    rows: list[float] = []
    placed: list[tuple[float, int, int, Moment]] = []
    for number, one in enumerate(moments, 1):
        x = min(max(across(_ms(one.at)), LEFT), WIDTH - RIGHT)
        row = next((at for at, last in enumerate(rows) if x - last >= DOT), len(rows))
        if row == len(rows):
            rows.append(x)
        rows[row] = x
        placed.append((x, row, number, one))
    high = len(rows) * DOT
    dots = tuple(
        Numbered(
            x, TOP + high - (row + 0.5) * DOT - 2, number,
            f"{one.at:%Y-%m-%d %H:%M UTC} {one.ship}{': ' if one.ship else ''}{one.text}",
        )
        for x, row, number, one in placed
    )  # fmt: skip
    return dots, high


def _lane(number: int, track: Track, across: Scale, top: float, silent: int) -> Lane:
    fastest = max((fix.speed or 0.0 for fix in track.fixes), default=0.0)
    knots = Scale(0, max(LEAST_KN, fastest), top + LANE - 8, top + LANE - 8 - SPEED_HIGH)
    points = (
        (fix.ms, knots(fix.speed), f"{fix.speed:.1f} kn") for fix in track.fixes if fix.speed is not None
    )
    line = series(number, track.actor.caption, points, across)
    return Lane(
        number, track.actor.caption, top + 4, tuple(_heard(track, across, silent)), line, f"{fastest:.0f} kn"
    )


def _heard(track: Track, across: Scale, silent: int) -> Iterator[tuple[float, float]]:
    begin = last = None
    for fix in track.fixes:
        if begin is None or last is None or fix.ms - last > silent:
            if begin is not None and last is not None:
                yield across(begin), round(max(1.5, across(last) - across(begin)), 1)
            begin = fix.ms
        last = fix.ms
    if begin is not None and last is not None:
        yield across(begin), round(max(1.5, across(last) - across(begin)), 1)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
