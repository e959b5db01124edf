"""Axes: round steps of time, of numbers and of tens, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
TIME_STEPS = (
    *(count * MINUTE for count in (5, 10, 15, 30)),
    *(count * HOUR for count in (1, 2, 3, 6, 12)),
    *(count * DAY for count in (1, 2, 5, 10, 20, 30, 60, 90, 180, 365)),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of an axis: where it stands and what it says."""

    at: float
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to units: `low` stands at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value stands."""
        span = (self.high - self.low) or 1.0
        return round(self.start + (value - self.low) / span * (self.end - self.start), 1)


def time_step(span_ms: float, most: int) -> int:
    """The shortest round step that cuts a span into at most so many parts."""
    return next((step for step in TIME_STEPS if span_ms / step <= most), TIME_STEPS[-1])


def time_ticks(scale: Scale, most: int = 10) -> Iterator[Tick]:
    """Round times in UTC; midnight carries the day."""
    step = time_step(scale.high - scale.low, most)
    first = math.ceil(scale.low / step) * step
    for ms in range(first, int(scale.high) + 1, step):
        at = moment(ms)
        midnight = ms % DAY == 0
        yield Tick(scale(ms), f"{at.day} {at:%b}" if midnight else f"{at:%H:%M}", midnight)


def moment(ms: int) -> datetime:
    """Milliseconds since 1970 as a time in UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def round_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that cuts a span into at most so many parts."""
    least = max(span, 1e-9) / most
    ten = math.pow(10, math.floor(math.log10(least)))
    return next(ten * factor for factor in (1, 2, 5, 10) if ten * factor >= least * 0.999999)


def number_ticks(scale: Scale, most: int = 5) -> Iterator[Tick]:
    """Round numbers between the ends of a scale."""
    step = round_step(scale.high - scale.low, most)
    for count in range(math.ceil(scale.low / step), math.floor(scale.high / step + 1e-9) + 1):
        yield Tick(scale(count * step), short_number(count * step), count == 0)


def short_number(value: float) -> str:
    """A number for an axis: 1.5 k, 20 M."""
    for unit, size in (("bn", 1e9), ("M", 1e6), ("k", 1e3)):
        if abs(value) >= size:
            return f"{value / size:g}\N{NO-BREAK SPACE}{unit}".replace("-", "\N{MINUS SIGN}")
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def length(metres: float) -> str:
    """A distance as a reader says it."""
    if metres < 1000:
        return f"{metres:.0f} m"
    return f"{metres / 1000:,.{1 if metres < 9950 else 0}f} km".replace(",", "\N{THIN SPACE}").replace(
        ".0 km", " km"
    )
