"""Bars of a series of trade: each on its period, the ban on its day, late ones told apart."""

from __future__ import annotations

from sightline.web.drawing.trade_bars import END, LEAST, trade_bars
from tests.regime.test_trade import of, row


def test_bars_stand_on_their_periods_and_the_ban_on_its_day() -> None:
    (series,) = of(row("2016", "1000"), row("2017", "500"), row("2018", "1"), row("2019", "0")).series
    chart = trade_bars(series)
    first, second, late, none = chart.bars
    assert first.height == 2 * second.height and first.y + first.height == END
    assert second.x < (chart.ban or 0) < second.x + second.width, "11 September 2017"
    assert (late.late, late.height, none.height) == (True, LEAST, 0.0)
    assert (chart.first, chart.last, chart.most) == ("2016", "2019", "1\N{NO-BREAK SPACE}k USD")


def test_what_is_not_banned_and_what_has_no_value_draws_too() -> None:
    (series,) = of(row("2016", "", hs="6704")).series
    chart = trade_bars(series)
    assert chart.ban is None and chart.bars[0].height == 0


def test_a_ban_outside_the_periods_is_not_drawn() -> None:
    (series,) = of(row("2015")).series
    assert trade_bars(series).ban is None
