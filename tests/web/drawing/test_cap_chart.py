"""Where the lines of a cap's chart stand: notices apart, and a stair that never falls."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

from sightline.model.ledger import Side
from sightline.web.drawing.cap_chart import APART, cap_chart
from tests.regime.test_ledger import book, row, whole

LAST = date(2018, 12, 31)


def test_the_stair_of_what_was_reported_never_falls() -> None:
    found = book(row("2018-03-01", "100000"), row("2018-09-01", "300000"))
    chart = cap_chart(found.tracks[0], found.period, LAST)
    heights = [float(y) for _, y in re.findall(r"[ML]([0-9.]+) ([0-9.]+)", chart.reported)]
    assert heights == sorted(heights, reverse=True) and len(heights) == 6
    assert (chart.observed, chart.band, chart.bars) == ("", "", ())


def test_notices_have_words_where_there_is_room_for_them() -> None:
    near = cap_chart(book(row("2018-03-01", "1")).tracks[0], book().period, LAST)
    assert [one.text for one in near.levels][1:] == ["95 %", "90 %", "75 %"]
    far = cap_chart(book(whole("2018-01-01", "2018-12-31", "9000000")).tracks[0], book().period, LAST)
    worded = [one.y for one in far.levels if one.text]
    assert all(b - a >= APART for a, b in pairwise(worded)) and len(worded) < 4


def test_a_figure_for_a_period_is_a_bar_over_its_days_with_both_ends() -> None:
    figure = whole("2018-01-01", "2018-06-30", "90000", laden=Decimal(90))
    found = book(figure)
    (bar,) = cap_chart(found.tracks[0], found.period, LAST).bars
    assert bar.low_y > bar.y == bar.high_y
    assert 0.45 < bar.width / (744 - 64) < 0.55


def test_where_the_cap_was_met_there_is_a_dot_and_one_barrel_before_there_is_none() -> None:
    def dots(quantity: str) -> int:
        seen = row("2018-03-01", quantity, side=Side.OBSERVED)
        found = book(seen)
        return len(cap_chart(found.tracks[0], found.period, LAST).dots)

    assert (dots("500000"), dots("499999")) == (4, 0)


def test_a_period_without_a_row_has_its_axes_and_its_cap() -> None:
    found = book()
    chart = cap_chart(found.tracks[0], found.period, LAST)
    assert len(chart.days) == 12 and chart.levels[0].cap and chart.levels[0].y > 22
