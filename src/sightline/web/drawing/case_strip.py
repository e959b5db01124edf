"""The days of a case on one line: the world above, the office's work below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.service.case_view import Event
from sightline.web.drawing.axis import Scale

WIDTH, EDGE = 960, 24
WORLD, WORK, STEP = 30, 66, 4
"""where the two lines stand, and how far dots of one day are set apart"""


@dataclass(frozen=True, slots=True)
class Dot:
    """An event's dot; `number` is its place in the list below."""

    x: float
    y: float
    world: bool
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing: dots, and the first days of years."""

    dots: tuple[Dot, ...]
    years: tuple[tuple[float, str], ...]
    width: int = WIDTH


def strip(events: Sequence[Event]) -> Strip | None:
    """The strip of a case's events; nothing for fewer than two days."""
    days = sorted({one.on for one in events})
    if len(days) < 2:
        return None
    scale = Scale(days[0].toordinal(), days[-1].toordinal(), EDGE, WIDTH - EDGE)
    seen: dict[tuple[date, bool], int] = {}
    dots = []
    for number, one in enumerate(events, 1):
        stacked = seen.get((one.on, one.world), 0)
        seen[one.on, one.world] = stacked + 1
        way = -1 if one.world else 1
        y = (WORLD if one.world else WORK) + way * STEP * min(stacked, 4)
        dots.append(Dot(scale(one.on.toordinal()), y, one.world, number, f"{one.on} {one.what}: {one.text}"))
    years = range(days[0].year + 1, days[-1].year + 1)
    return Strip(tuple(dots), tuple((scale(date(year, 1, 1).toordinal()), str(year)) for year in years))
