"""Where the bars of a timeline of measures stand; the template only draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.model.measure import Confidence, Measure

WIDTH = 960
ROW = 8
TOP = 26
BAR = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One measure: where its bar starts and how long it is, in drawing units."""

    measure: Measure
    x: float
    y: float
    width: float
    height: float
    active: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A year or a day of change on the axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of all measures, with one day marked."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    years: tuple[Tick, ...]
    day_x: float
    day: date


def timeline(measures: Iterable[Measure], on: date, today: date) -> Timeline:
    """Bars in the order the measures began; an open bar runs to the end of the drawing."""
    ordered = sorted(measures, key=lambda one: (one.in_force_from, one.id))
    start = date(min([on, *(one.in_force_from for one in ordered)]).year, 1, 1)
    end = date(max([on, today, *(one.in_force_from for one in ordered)]).year + 1, 1, 1)
    scale = WIDTH / (end - start).days

    def across(day: date) -> float:
        return round((day - start).days * scale, 1)

    bars = tuple(_bar(one, number, across, end, one.in_force(on)) for number, one in enumerate(ordered))
    years = tuple(Tick(across(date(year, 1, 1)), str(year)) for year in range(start.year, end.year))
    height = TOP + ROW * len(bars) + 6
    return Timeline(WIDTH, height, bars, years, across(on), on)


def _bar(one: Measure, number: int, across: Callable[[date], float], end: date, active: bool) -> Bar:
    left = across(one.in_force_from)
    right = across(min(one.in_force_to + timedelta(days=1), end) if one.in_force_to else end)
    return Bar(
        one,
        left,
        TOP + ROW * number,
        max(round(right - left, 1), 2.0),
        BAR,
        active,
        one.confidence is Confidence.CHECKED,
    )
