"""A total that covers no day twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sightline.regime.running import Item, running

START = date(2020, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def item(id: int, first: int, last: int, amount: int, overall: bool = False) -> Item:
    return Item(id, day(first), day(last), overall, Fraction(amount))


def last(items: list[Item]) -> tuple[int, set[int]]:
    steps, used = running(items, START)
    return (int(steps[-1].total) if steps else 0), set(used)


def test_single_days_add_up() -> None:
    assert last([item(1, 0, 0, 5), item(2, 0, 0, 6), item(3, 9, 9, 7)]) == (18, {1, 2, 3})


def test_a_figure_for_a_period_stands_in_place_of_less() -> None:
    assert last([item(1, 2, 2, 5), item(2, 0, 9, 20, True), item(3, 12, 12, 1)]) == (21, {2, 3})


def test_a_figure_for_a_period_gives_way_to_more() -> None:
    assert last([item(1, 2, 2, 25), item(2, 0, 9, 20, True)]) == (25, {1})


def test_of_two_figures_that_share_days_one_counts() -> None:
    assert last([item(1, 0, 4, 10, True), item(2, 0, 9, 30, True)]) == (30, {2})
    assert last([item(1, 0, 4, 10, True), item(2, 5, 9, 30, True)]) == (40, {1, 2})
    assert last([item(1, 0, 5, 10, True), item(2, 5, 9, 30, True)]) == (30, {2})


def test_states_that_report_the_same_month_are_added() -> None:
    assert last([item(1, 0, 30, 10), item(2, 0, 30, 20)]) == (30, {1, 2})


def test_a_day_of_a_figure_is_known_only_as_its_last() -> None:
    (step,), _ = running([item(1, 3, 9, 10, True)], START)
    assert (step.day, step.since) == (day(9), day(3))


def test_nothing_comes_to_nothing() -> None:
    assert running([], START) == ((), frozenset())
    assert last([item(1, 3, 3, 0)]) == (0, {1})


ITEMS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 4), st.integers(0, 9), st.booleans()), max_size=7
)


@given(ITEMS)
def test_it_is_the_largest_sum_that_covers_no_day_twice(drawn: list[tuple[int, int, int, bool]]) -> None:
    items = [
        item(number, first, first + (long if overall else 0), amount, overall)
        for number, (first, long, amount, overall) in enumerate(drawn)
    ]
    assert last(items)[0] == max(
        sum(int(one.amount) for one in some)
        for size in range(len(items) + 1)
        for some in combinations(items, size)
        if all(not share(a, b) for a, b in combinations(some, 2))
    )


def share(one: Item, other: Item) -> bool:
    """Two rows that cannot both count: one of them speaks for all, and they share a day."""
    return (one.overall or other.overall) and one.first <= other.last and other.first <= one.last


def test_a_step_says_whether_it_rests_on_what_was_not_reckoned() -> None:
    reckoned, stated = item(1, 1, 1, 5), replace(item(2, 1, 9, 20, True), reckoned=False)
    steps, _ = running([reckoned, stated], START)
    assert [one.stated for one in steps] == [False, True]
    steps, _ = running([item(3, 1, 9, 25), stated], START)
    assert [one.stated for one in steps] == [False]
