"""A cap's period as a chart: what was reported, what was observed from low to high, figures for periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sightline.model.cap import CapPeriod
from sightline.model.ledger import Entry, Estimate, Line, Side, Track
from sightline.web.drawing.axis import Scale, Tick, number_ticks

WIDTH, HEIGHT = 760.0, 340.0
LEFT, RIGHT, TOP, END = 64.0, 16.0, 22.0, 300.0
AIR = 1.06
APART = 11.0
"""units between two lines that both carry words"""


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line: the cap, or a share of it at which notice is given."""

    y: float
    text: str
    cap: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure for a period: from its first to its last day at its height, with its low and high end."""

    entry: Entry
    x: float
    width: float
    y: float
    low_y: float
    high_y: float
    stated: Decimal


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a running total met the cap."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class CapChart:
    """Everything a template draws of the chart."""

    width: float
    height: float
    left: float
    right: float
    end: float
    days: tuple[Tick, ...]
    amounts: tuple[Tick, ...]
    levels: tuple[Level, ...]
    reported: str
    """the path of the running total, empty where nothing was reported"""
    observed: str
    band: str
    """the closed path between the low and the high total of what was observed"""
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]


def cap_chart(track: Track, period: CapPeriod, until: date) -> CapChart:
    """The period from its first to its last day against one limit, drawn up to `until`."""
    across = Scale(_ms(period.first), _ms(period.last + timedelta(days=1)), LEFT, WIDTH - RIGHT)
    figures = [one for one in track.entries if one.delivery.period_stated]
    most = max(
        [track.limit.amount, *(line.total for line in track.lines)]
        + [amount.amount for one in figures for amount in one.amounts]
    )
    up = Scale(0.0, float(most) * AIR, END, TOP)
    end = min(until, period.last)
    seen = {one: track.line(Side.OBSERVED, one) for one in Estimate}
    reported = track.line(Side.REPORTED, Estimate.STATED)
    return CapChart(
        WIDTH,
        HEIGHT,
        LEFT,
        WIDTH - RIGHT,
        END,
        tuple(_months(period, across)),
        tuple(number_ticks(up, 6)),
        tuple(_levels(track, period, up)),
        _path(reported, period.first, end, across, up),
        _path(seen[Estimate.STATED], period.first, end, across, up),
        _band(seen[Estimate.LOW], seen[Estimate.HIGH], period.first, end, across, up),
        tuple(_bar(one, across, up) for one in figures),
        tuple(_dots((reported, *seen.values()), across, up)),
    )


def _path(line: Line, first: date, end: date, across: Scale, up: Scale) -> str:
    corners = _corners(line, first, end, across, up)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) if line.steps else ""


def _band(low: Line, high: Line, first: date, end: date, across: Scale, up: Scale) -> str:
    if not high.steps:
        return ""
    there = _corners(high, first, end, across, up)
    back = reversed(_corners(low, first, end, across, up))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in (*there, *back)) + "Z"


def _corners(line: Line, first: date, end: date, across: Scale, up: Scale) -> list[tuple[float, float]]:
    """A staircase from zero on the first day to the last total at the end."""
    found = [(across(_ms(first)), up(0.0))]
    for step in line.steps:
        x = across(_ms(step.day + timedelta(days=1)))
        found += [(x, found[-1][1]), (x, up(float(step.total)))]
    found.append((max(across(_ms(end + timedelta(days=1))), found[-1][0]), found[-1][1]))
    return found


def _bar(entry: Entry, across: Scale, up: Scale) -> Bar:
    row = entry.delivery
    left, right = across(_ms(row.first)), across(_ms(row.last + timedelta(days=1)))
    stated, low, high = (entry.of(one) for one in (Estimate.STATED, Estimate.LOW, Estimate.HIGH))
    return Bar(entry, left, round(max(right - left, 1.0), 1), up(float(stated)),
               up(float(min(low, stated))), up(float(max(high, stated))), stated)  # fmt: skip


def _levels(track: Track, period: CapPeriod, up: Scale) -> Iterator[Level]:
    limit = track.limit
    cap = up(float(limit.amount))
    yield Level(cap, f"cap {limit.amount:,f} {limit.unit}".replace(",", "\N{THIN SPACE}"), True)
    last = cap
    for share in sorted(period.cap.notices, reverse=True):
        y = up(float(limit.amount * share / 100))
        worded = y - last >= APART
        yield Level(y, f"{share:f} %" if worded else "", False)
        last = y if worded else last


def _dots(lines: Sequence[Line], across: Scale, up: Scale) -> Iterator[Dot]:
    for line in lines:
        found = line.reached
        if found is not None:
            when = f"{'on' if found.exact else 'at the latest on'} {found.by}"
            rests = ", on a figure as stated" if found.stated else ""
            total = next(step.total for step in line.steps if step.day == found.by)
            x = across(_ms(found.by + timedelta(days=1)))
            yield Dot(
                x, up(float(total)), f"{line.side.value}, {line.estimate.value}: cap reached {when}{rests}"
            )


def _months(period: CapPeriod, across: Scale) -> Iterator[Tick]:
    day = period.first.replace(day=1)
    while day <= period.last:
        if day >= period.first:
            text = f"{day:%b %Y}" if day.month == 1 or day == period.first else f"{day:%b}"
            yield Tick(across(_ms(day)), text, day.month == 1)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _ms(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
