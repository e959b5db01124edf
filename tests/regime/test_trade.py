"""What stopped when: days on both sides of a ban, residues, mirrors, unit values, one Korea for the other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sightline.formats.trade_csv import first_day, last_day
from sightline.model.trade import Became, Trade, TradeRow
from sightline.regime import trade as regime_trade
from sightline.regime.trade import trade

TODAY = date(2026, 3, 2)


def row(period: str, value: str = "100", hs: str = "61", **more: Any) -> TradeRow:
    """China's import from the DPRK in a period, unless told otherwise."""
    first, last = first_day(period), last_day(period)
    assert first and last
    given: dict[str, Any] = {"reporter": "cn", "partner": "kp", "flow": "import", "hs_version": "2017"}
    given |= {"quantity": None, "unit": ""} | more
    return TradeRow(hs=hs, first=first, last=last, value=Decimal(value) if value else None, **given)


def of(*rows: TradeRow) -> Trade:
    return trade(rows, TODAY)


BECAME = {
    "nothing after the ban": ([row("2016"), row("2018", "0")], Became.STOPPED),
    "no period after the ban at hand": ([row("2016"), row("2017")], Became.CANNOT_SAY),
    "one per cent of the last whole year": ([row("2016", "1000"), row("2018", "10")], Became.RESIDUAL),
    "a cent more": ([row("2016", "1000"), row("2018", "10.01")], Became.CONTINUES),
    "over two years together": (
        [row("2016", "1000"), row("2018", "6"), row("2019", "4.01")], Became.CONTINUES,
    ),
    "nothing before to compare with": ([row("2018", "1")], Became.CONTINUES),
    "a heading nothing names": ([row("2018", hs="6704")], Became.NOT_BANNED),
    "all goods": ([row("2018", hs="TOTAL")], Became.NOT_BANNED),
    "a chapter of which only some is banned": ([row("2018", hs="26")], Became.PARTLY_BANNED),
    "refined petroleum to the DPRK": ([row("2018", hs="271019", flow="export")], Became.LIMITED),
    "machines to the DPRK": ([row("2018", hs="84", flow="export")], Became.CONTINUES),
    "apparel to the DPRK": ([row("2018", flow="export")], Became.NOT_BANNED),
    "as the DPRK states it": ([row("2018", reporter="kp", partner="cn", flow="export")], Became.CONTINUES),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "became"), BECAME.values(), ids=BECAME)
def test_what_became_of_a_heading(rows: list[TradeRow], became: Became) -> None:
    (series,) = of(*rows).series
    assert series.became is became, series.text


MONTHS = {
    "the month of the textile ban": ("2017-09", False),
    "a month earlier contracts were given": ("2017-11", False),
    "the month in which that ended": ("2017-12", False),
    "the first month after": ("2018-01", True),
}


@pytest.mark.parametrize(("month", "late"), MONTHS.values(), ids=MONTHS)
def test_only_months_after_all_that_was_lawful_are_late(month: str, late: bool) -> None:
    found = of(row("2016"), row(month))
    assert bool(found.series[0].after) is late
    assert [one.kind for one in found.oddities] == (["banned heading"] if late else [])


def test_coal_had_no_time_for_earlier_contracts() -> None:
    (august, september) = (
        of(row("2016", hs="2701"), row(month, hs="2701")).series[0] for month in ("2017-08", "2017-09")
    )
    assert (august.ban and august.ban.since, august.after) == (date(2017, 8, 5), ())
    assert [one.period for one in september.after] == ["2017-09"]


def test_the_ban_is_told_with_its_paragraph_and_how_far_it_was_checked() -> None:
    (series,) = of(row("2016"), row("2018")).series
    assert series.ban is not None and series.ban.lawful_until == date(2017, 12, 10)
    assert "2375 ¶16, partly checked" in series.text and series.last_trade == "2018"


MIRRORS = {"as much": ("125", True), "freight and insurance": ("124.99", True),
           "a quarter more": ("125.01", False),
           "a fifth less": ("80", True), "less than that": ("79.99", False)}  # fmt: skip


@pytest.mark.parametrize(("value", "agrees"), MIRRORS.values(), ids=MIRRORS)
def test_both_sides_agree_within_a_quarter(value: str, agrees: bool) -> None:
    exported = row("2016", "100", reporter="kp", partner="cn", flow="export")
    (mirror,) = of(row("2016", value), exported).mirrors
    assert mirror.agrees is agrees and mirror.importer.reporter == "cn"


def test_sides_of_other_periods_headings_or_versions_are_no_mirror() -> None:
    exported = row("2016", "100", reporter="kp", partner="cn", flow="export")
    assert of(row("2017"), exported).mirrors == ()
    assert of(row("2016", hs="62"), exported).mirrors == ()
    assert of(row("2016", hs_version="2012"), exported).mirrors == ()


def test_against_a_side_that_states_nothing_there_is_no_ratio() -> None:
    (mirror,) = of(row("2016"), row("2016", "0", reporter="kp", partner="cn", flow="export")).mirrors
    assert (mirror.ratio, mirror.agrees) == (None, False)


def units(*prices: str) -> list[TradeRow]:
    return [
        row(str(2016 + number), price, "6704", quantity=Decimal(1), unit="kg")
        for number, price in enumerate(prices)
    ]


def test_a_unit_value_three_times_its_median_is_out_of_line_and_less_is_not() -> None:
    assert [one.period for one in of(*units("10", "10", "10", "30")).oddities] == ["2019"]
    assert of(*units("10", "10", "10", "29.99")).oddities == ()
    assert [one.kind for one in of(*units("30", "30", "30", "10")).oddities] == ["unit value"]


def test_three_periods_are_too_few_for_a_median() -> None:
    assert of(*units("10", "10", "300")).oddities == ()


def test_a_flow_the_other_korea_accounts_for_may_be_hers() -> None:
    stated = row("2016", "100", "8517", reporter="de", flow="export")
    mirror = row("2016", "1100", "8517", reporter="kr", partner="de")
    own = row("2016", "1000", "8517", reporter="de", partner="kr", flow="export")
    assert [one.kind for one in of(stated, mirror, own).oddities] == ["KP for KR"]
    off = row("2016", "1115.01", "8517", reporter="kr", partner="de")
    assert of(stated, off, own).oddities == ()
    assert of(stated, own).oddities == ()


def coal(period: str, value: str, tonnes: str) -> TradeRow:
    return row(period, value, "2701", quantity=Decimal(tonnes), unit="t")


def test_a_price_of_coal_twice_what_the_caps_imply_is_not_to_be_relied_on() -> None:
    assert of(coal("2016", "106.90", "1")).unreliable
    assert not of(coal("2016", "106.89", "1")).unreliable, "400,870,018 / 7,500,000 is 53.449"
    assert of(coal("2016", "26.72", "1")).unreliable
    assert not of(coal("2016", "26.73", "1")).unreliable


def test_value_and_quantity_of_coal_may_not_part_ways() -> None:
    assert not of(coal("2016", "6000", "100"), coal("2017", "4480", "50")).unreliable
    (found,) = of(coal("2016", "6000", "100"), coal("2017", "4500", "50")).unreliable
    assert "1.50 times" in found[1][0]


def test_the_same_row_twice_counts_once_and_another_figure_is_asked_about() -> None:
    assert of(row("2016"), row("2016")).questions == ()
    found = of(row("2016"), row("2016", "101"))
    assert len(found.series[0].rows) == 1 and "100 USD and 101 USD" in found.questions[0]


def test_what_is_later_than_the_day_is_not_there() -> None:
    assert trade([row("2018")], date(2018, 12, 30)).series == ()
    assert len(trade([row("2018")], date(2018, 12, 31)).series) == 1


def test_the_false_positive_is_always_told() -> None:
    assert any("KP" in text and "KR" in text and "false positive" in text for text in of().cautions)
    assert "KP for KR" in (regime_trade.__doc__ or "")
