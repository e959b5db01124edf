"""From rows to totals: units, loads, thresholds one step before and at the limit, and what is asked back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sightline.model.citation import Citation
from sightline.model.ledger import Delivery, Estimate, Ledger, Side
from sightline.model.place import Place
from sightline.regime import caps
from sightline.regime.ledger import ledger

FAR = date(2030, 1, 1)


def row(day: str, quantity: str, unit: str = "bbl", **more: Any) -> Delivery:
    """A reported delivery of gas oil on a day, unless told otherwise."""
    last = date.fromisoformat(day)
    given: dict[str, Any] = {
        "side": Side.REPORTED,
        "product": "gas oil",
        "first": last,
        "period_stated": False,
    }
    return Delivery(quantity=Decimal(quantity), unit=unit, last=last, **(given | more))


def whole(first: str, last: str, quantity: str, **more: Any) -> Delivery:
    """A figure for a period, by someone who counted."""
    given = {"side": Side.AGGREGATE, "first": date.fromisoformat(first), "period_stated": True}
    return row(last, quantity, **(given | more))


def book(*rows: Delivery, cap: str = "refined", day: str = "2018-06-01", until: date = FAR) -> Ledger:
    period = caps.period_of(caps.cap(cap), date.fromisoformat(day))
    assert period is not None
    return ledger(rows, period, until)


def line(
    found: Ledger, side: Side = Side.REPORTED, estimate: Estimate = Estimate.STATED, track: int = 0
) -> Any:
    return found.tracks[track].line(side, estimate)


NOTICES = {
    "74.9 %": ("374500", []),
    "a barrel before 75 %": ("374999", []),
    "75 % exactly": ("375000", ["75"]),
    "89.9 %": ("449999.99", ["75"]),
    "90 %": ("450000", ["75", "90"]),
    "94.999 %": ("474999", ["75", "90"]),
    "95 %": ("475000", ["75", "90", "95"]),
    "a barrel before the cap": ("499999", ["75", "90", "95"]),
    "the cap exactly": ("500000", ["75", "90", "95", "100"]),
}


@pytest.mark.parametrize(("quantity", "given"), NOTICES.values(), ids=NOTICES)
def test_notice_is_given_at_the_share_and_not_before(quantity: str, given: list[str]) -> None:
    found = line(book(row("2018-03-01", quantity)))
    assert [str(one.share) for one in found.crossings] == given
    assert not found.exceeded


def test_a_share_is_cut_and_never_rounded_up() -> None:
    assert line(book(row("2018-03-01", "374999.99"))).share == Decimal("74.99")


def test_all_of_the_cap_is_reached_and_a_hundredth_more_exceeds_it() -> None:
    assert not line(book(row("2018-03-01", "500000"))).exceeded
    assert line(book(row("2018-03-01", "500000.01"))).exceeded


def test_the_day_of_each_notice_is_that_of_the_delivery_that_met_it() -> None:
    found = line(book(row("2018-03-01", "374999"), row("2018-05-07", "1"), row("2018-12-31", "125000")))
    assert [(str(one.share), one.by.isoformat(), one.exact) for one in found.crossings] == [
        ("75", "2018-05-07", True), ("90", "2018-12-31", True), ("95", "2018-12-31", True),
        ("100", "2018-12-31", True),
    ]  # fmt: skip


def test_each_day_counts_in_its_own_year() -> None:
    rows = [row("2018-12-31", "5"), row("2019-01-01", "7"), row("2020-02-29", "9")]
    assert [line(book(*rows, day=day)).total for day in ("2018-01-01", "2019-12-31", "2020-12-31")] == [
        5,
        7,
        9,
    ]


def test_crude_counts_from_22_december_on() -> None:
    rows = [
        row(day, "1", "t", product="crude oil")
        for day in ("2017-12-21", "2017-12-22", "2018-12-21", "2018-12-22")
    ]
    assert len(book(*rows, cap="crude", day="2018-01-01").tracks[0].entries) == 2
    assert [str(e.delivery.last) for e in book(*rows, cap="crude", day="2018-12-22").tracks[0].entries] == [
        "2018-12-22"
    ]


CRUDE = {
    "525,000 t exactly": (("525000", "t"), True, False),
    "in three equal parts": (("175000", "t"), True, False),
    "a kilogram less": (("524999.999", "t"), False, False),
    "a kilogram more": (("525000.001", "t"), True, True),
    "4,000,000 bbl exactly": (("4000000", "bbl"), True, False),
    "525,000,000 kg": (("525000000", "kg"), True, False),
}


@pytest.mark.parametrize(("given", "reached", "exceeded"), CRUDE.values(), ids=CRUDE)
def test_the_crude_cap_at_its_limit(given: tuple[str, str], reached: bool, exceeded: bool) -> None:
    times = 3 if given[0] == "175000" else 1
    rows = [row(f"2018-03-0{number + 1}", *given, product="crude oil") for number in range(times)]
    found = line(book(*rows, cap="crude"))
    assert (found.reached is not None, found.exceeded) == (reached, exceeded)
    assert [str(one.share) for one in found.crossings] == (["100"] if reached else []), (
        "crude knows no notices"
    )


def test_crude_in_both_units_counts_at_the_ratio_of_the_limits() -> None:
    half = [
        row("2018-03-01", "2000000", product="crude oil"),
        row("2018-03-02", "262500", "t", product="crude oil"),
    ]
    found = book(*half, cap="crude")
    assert line(found).reached is not None and line(found).reached.by == date(2018, 3, 2)
    assert "525,000 t" in found.tracks[0].entries[1].amounts[0].how


def test_coal_is_counted_in_tonnes_and_in_dollars_and_the_lower_counts() -> None:
    coal = row("2017-03-01", "4000000", "t", product="coal", value_usd=Decimal("400870018"))
    found = book(coal, cap="coal-2017", day="2017-03-01")
    assert [str(track.limit.unit) for track in found.tracks] == ["t", "USD"]
    assert line(found, track=0).reached is None
    assert line(found, track=1).reached.by == date(2017, 3, 1)


def test_coal_without_a_value_is_asked_for_it_and_still_counts_in_tonnes() -> None:
    found = book(row("2017-03-01", "10", "t", product="coal"), cap="coal-2017", day="2017-03-01")
    assert line(found).total == 10
    assert [one.text for one in found.questions] == [
        "reported coal, 2017-03-01, 10 t has no value in dollars"
    ]


def test_coal_on_the_day_of_the_ban_is_under_no_cap() -> None:
    rows = [row(day, "10", "t", product="coal", value_usd=Decimal(1)) for day in ("2017-08-04", "2017-08-05")]
    assert line(book(*rows, cap="coal-2017", day="2017-08-04")).total == 10


def test_tonnes_become_barrels_by_the_product_and_keep_their_own_unit() -> None:
    found = book(row("2018-03-01", "100", "tonnes"), row("2018-03-02", "100", "t", product="fuel oil"))
    first, second = found.tracks[0].entries
    assert (first.delivery.quantity, first.delivery.unit) == (100, "tonnes")
    assert {one.amount for one in first.amounts} == {Decimal("746")}
    assert [second.of(one) for one in (Estimate.LOW, Estimate.MIDDLE, Estimate.HIGH)] == [
        Decimal("635"), Decimal("650.5"), Decimal("666"),
    ]  # fmt: skip
    assert "7.46 bbl/t for gas oil (unverified)" in first.amounts[0].how


def test_a_product_not_named_takes_the_range_of_all() -> None:
    (entry,) = book(row("2018-03-01", "100", "t", product="refined petroleum")).tracks[0].entries
    assert (entry.of(Estimate.LOW), entry.of(Estimate.HIGH)) == (Decimal("635"), Decimal("850"))


def test_a_load_is_reckoned_from_the_load_stated() -> None:
    seen = row("2018-03-01", "90000", side=Side.OBSERVED, laden=Decimal(90))
    (entry,) = book(seen).tracks[0].entries
    assert [entry.of(one) for one in Estimate] == [33000, 50000, 90000, 90000]
    assert entry.amounts[0].how == "33 % laden, from 90 %"


def test_without_a_load_nothing_is_reckoned_and_the_source_has_the_last_word() -> None:
    plain = row("2018-03-01", "90", side=Side.OBSERVED)
    (entry,) = book(plain).tracks[0].entries
    assert {one.amount for one in entry.amounts} == {90}
    ranged = replace(plain, low=Decimal(80), high=Decimal(95), laden=Decimal(100))
    (entry,) = book(ranged).tracks[0].entries
    assert (entry.of(Estimate.LOW), entry.of(Estimate.HIGH)) == (80, 95)


def test_a_load_changes_nothing_a_state_reported() -> None:
    (entry,) = book(row("2018-03-01", "90", laden=Decimal(100))).tracks[0].entries
    assert {one.amount for one in entry.amounts} == {90}


def test_the_cap_is_reached_on_another_day_under_each_assumption() -> None:
    seen = [
        row(f"2018-{month:02d}-15", "150000", side=Side.OBSERVED, laden=Decimal(100), vessel_imo=month)
        for month in range(1, 13)
    ]
    found = book(*seen)
    days = {one: line(found, Side.OBSERVED, one).reached for one in Estimate}
    assert {one.value: crossing and crossing.by.month for one, crossing in days.items()} == {
        "low": 11, "middle": 7, "high": 4, "stated": 4,
    }  # fmt: skip


def test_the_sides_are_never_added() -> None:
    found = book(row("2018-03-01", "300000"), row("2018-03-01", "300000", side=Side.OBSERVED))
    assert line(found).reached is None and line(found, Side.OBSERVED).reached is None


def test_a_figure_for_a_period_is_no_delivery_of_one_day() -> None:
    found = book(whole("2018-01-01", "2018-05-31", "759793"))
    crossing = line(found, Side.AGGREGATE).reached
    assert (crossing.since, crossing.by, crossing.exact) == (date(2018, 1, 1), date(2018, 5, 31), False)


def test_figures_that_share_days_are_not_added() -> None:
    found = book(whole("2018-01-01", "2018-05-31", "759793"), whole("2018-01-01", "2018-12-31", "3780000"))
    assert line(found, Side.AGGREGATE).total == 3780000
    first, second = found.tracks[0].entries
    assert (first.counted, second.counted) == (False, True) and "larger sum" in first.aside


def test_both_sides_are_compared_over_the_same_days_alone() -> None:
    reported = whole("2018-01-01", "2018-05-31", "106094.17", side=Side.REPORTED)
    found = book(
        reported, whole("2018-01-01", "2018-05-31", "1600000"), whole("2018-01-01", "2018-09-30", "4500000")
    )
    first, second = found.compared
    assert (first.reported, first.ratio, first.reported_share) == (
        Decimal("106094.17"), Decimal("15.08"), Decimal("6.63"),
    )  # fmt: skip
    assert second.ratio is None and second.why_not == "what was reported ends on 2018-05-31"


def test_what_is_later_than_asked_is_not_there_yet() -> None:
    rows = [row("2018-03-01", "5"), row("2018-03-02", "7")]
    assert line(book(*rows, until=date(2018, 3, 1))).total == 5
    assert line(book(*rows, until=date(2018, 3, 2))).total == 12


ASKED = {
    "a product nobody knows": (
        row("2018-03-01", "5", product="bananas"), "'bananas' is no product known here",
    ),
    "over the end of the year": (
        whole("2018-12-01", "2019-01-31", "5"), "more than the period 2018",
    ),
    "an aggregate of one day": (
        row("2018-03-01", "5", side=Side.AGGREGATE), "is an aggregate without a period",
    ),
    "a unit without a quantity": (row("2018-03-01", "5", "USD"), "is given in 'USD'"),
    "tonnes without a factor": (row("2018-03-01", "5", "t", product="naphtha"), "no barrels a tonne"),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "said"), ASKED.values(), ids=ASKED)
def test_what_cannot_be_counted_is_asked_back(asked: Delivery, said: str) -> None:
    found = book(asked, row("2018-04-01", "1"))
    assert [said in one.text and bool(one.remedy) for one in found.questions] == [True]
    assert sum(one.counted for one in found.tracks[0].entries) == 1


def test_coal_in_barrels_is_asked_back() -> None:
    found = book(
        row("2017-03-01", "5", product="coal", value_usd=Decimal(1)), cap="coal-2017", day="2017-03-01"
    )
    assert [one.text for one in found.questions] == ["reported coal, 2017-03-01, 5 bbl is coal in barrels"]


def test_one_delivery_in_barrels_and_in_tonnes_counts_once() -> None:
    found = book(row("2018-03-01", "7460"), row("2018-03-01", "1000", "t"))
    assert line(found).total == 7460
    assert "in barrels and in tonnes" in found.questions[0].text


def test_two_deliveries_of_a_day_in_two_units_that_do_not_fit_both_count() -> None:
    found = book(row("2018-03-01", "7460"), row("2018-03-01", "100", "t"))
    assert line(found).total == 8206 and found.questions == ()
    other_ship = book(row("2018-03-01", "7460"), row("2018-03-01", "1000", "t", vessel_imo=9000001))
    assert line(other_ship).total == 14920


def test_a_row_that_stands_in_two_files_counts_once_and_one_that_stands_twice_in_one_is_asked_about() -> None:
    def cited(item: str, number: int) -> Citation:
        return Citation(item * 64, Place(f"row {number}", number, number + 1))

    first = row("2018-03-01", "10", cite=cited("a", 2))
    two_files = book(first, replace(first, cite=cited("b", 2)))
    assert line(two_files).total == 10 and "counts once" in two_files.questions[0].text
    one_file = book(first, replace(first, cite=cited("a", 3)))
    assert line(one_file).total == 20 and "both count" in one_file.questions[0].text
    assert book(first, replace(first, quantity=Decimal(11))).questions == ()


def test_a_state_s_month_that_runs_past_an_overall_figure_is_asked_about() -> None:
    found = book(
        whole("2018-01-01", "2018-05-31", "100", side=Side.REPORTED),
        whole("2018-05-15", "2018-06-15", "10", side=Side.REPORTED, supplier="Invented State"),
    )
    assert line(found).total == 110 and "share days, and both count" in found.questions[0].text
