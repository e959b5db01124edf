"""An account day by day: what came in and went out as bars, and what stayed as a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sightline.service.flows import Day, Flows
from sightline.web.drawing.axis import DAY, Scale, Tick, number_ticks, time_ticks

WIDTH, HEIGHT = 760.0, 300.0
LEFT, RIGHT, TOP, END = 64.0, 30.0, 16.0, 268.0
WIDEST = 26.0


@dataclass(frozen=True, slots=True)
class Column:
    """A day: its bars in units, and the line's height over its middle."""

    day: Day
    x: float
    middle: float
    width: float
    came_y: float
    came_height: float
    went_height: float
    drift_y: float


@dataclass(frozen=True, slots=True)
class MoneyChart:
    """Everything a template draws of the chart."""

    width: float
    height: float
    left: float
    right: float
    zero: float
    end: float
    columns: tuple[Column, ...]
    drift: str
    times: tuple[Tick, ...]
    amounts: tuple[Tick, ...]


def money_chart(flows: Flows) -> MoneyChart | None:
    """The days in the main currency on one scale of amounts; None where there is no payment."""
    days = flows.days
    if not days:
        return None
    first, last = (_midnight(one) for one in (days[0], days[-1]))
    across = Scale(first, last + DAY, LEFT, WIDTH - RIGHT)
    high = float(max([*(one.came for one in days), *(one.drift for one in days)]))
    low = float(min([*(-one.went for one in days), *(one.drift for one in days)]))
    up = Scale(min(low, 0.0), max(high, 0.0), END, TOP)
    columns = tuple(_columns(days, across, up))
    line = "".join(
        f"{'L' if number else 'M'}{one.middle:g} {one.drift_y:g}" for number, one in enumerate(columns)
    )
    return MoneyChart(
        WIDTH,
        HEIGHT,
        LEFT,
        WIDTH - RIGHT,
        up(0),
        END,
        columns,
        line,
        tuple(time_ticks(across, 9)),
        tuple(number_ticks(up, 6)),
    )


def _columns(days: tuple[Day, ...], across: Scale, up: Scale) -> Iterator[Column]:
    for one in days:
        left, right = across(_midnight(one)), across(_midnight(one) + DAY)
        width = max(1.0, min((right - left) * 0.72, WIDEST))
        middle = (left + right) / 2
        top, zero = up(float(one.came)), up(0)
        yield Column(
            one,
            round(middle - width / 2, 1),
            round(middle, 1),
            round(width, 1),
            top,
            round(zero - top, 1),
            round(up(-float(one.went)) - zero, 1),
            up(float(one.drift)),
        )


def _midnight(one: Day) -> int:
    return round(datetime(one.day.year, one.day.month, one.day.day, tzinfo=UTC).timestamp() * 1000)
