"""A series of trade as bars, one a period, with the day of its ban."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sightline.model.trade import Series, TradeRow
from sightline.web.drawing.axis import Scale, short_number

WIDTH, HEIGHT = 330.0, 96.0
LEFT, RIGHT, TOP, END = 4.0, 4.0, 20.0, 76.0
AIR = 0.16
"""of a bar's width on either side"""
LEAST = 1.0
"""units a bar has where there is any value at all"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A period's value."""

    row: TradeRow
    x: float
    width: float
    y: float
    height: float
    late: bool
    """after all that was lawful"""


@dataclass(frozen=True, slots=True)
class TradeBars:
    """Everything a template draws of a series."""

    width: float
    height: float
    end: float
    bars: tuple[Bar, ...]
    ban: float | None
    """where the ban's day stands"""
    most: str
    first: str
    last: str


def trade_bars(series: Series) -> TradeBars:
    """One series on its own scale from zero to its largest value."""
    first = min(row.first for row in series.rows)
    last = max(row.last for row in series.rows) + timedelta(days=1)
    across = Scale(_ms(first), _ms(last), LEFT, WIDTH - RIGHT)
    most = max((row.value or 0 for row in series.rows), default=0)
    up = Scale(0.0, float(most) or 1.0, END, TOP)
    found = series.ban
    stands = across(_ms(found.since)) if found and first <= found.since < last else None
    return TradeBars(
        WIDTH,
        HEIGHT,
        END,
        tuple(_bar(row, across, up, row in series.after) for row in series.rows),
        stands,
        f"{short_number(round(float(most), -5) if most >= 10**6 else float(most))} USD",
        series.rows[0].period,
        series.rows[-1].period,
    )


def _bar(row: TradeRow, across: Scale, up: Scale, late: bool) -> Bar:
    left, right = across(_ms(row.first)), across(_ms(row.last + timedelta(days=1)))
    air = (right - left) * AIR
    y = up(float(row.value or 0))
    height = max(END - y, LEAST) if row.value else 0.0
    return Bar(
        row,
        round(left + air, 1),
        round(max(right - left - 2 * air, 1.0), 1),
        round(END - height, 1),
        round(height, 1),
        late,
    )


def _ms(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
