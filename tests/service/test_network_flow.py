"""The greatest sum that can have followed along a way."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.detectors.day_alone import DAY_MS
from sightline.service.network_flow import Step, greatest, may_follow, steps

HOUR = DAY_MS // 24

WAYS: dict[str, tuple[list[list[tuple[float, int]]], int]] = {
    "in order": ([[(1, 100)], [(2, 80)]], 80),
    "the wrong way round": ([[(2, 700)], [(1, 690)]], 0),
    "at one moment": ([[(1, 11)], [(1, 9)]], 9),
    "what came later was not paid on": ([[(1, 100), (10, 900)], [(5, 500), (11, 5)]], 105),
    "what was paid on is gone": ([[(1, 100)], [(2, 100), (3, 100)]], 100),
    "in parts": ([[(1, 60), (3, 60)], [(2, 50), (4, 90)]], 120),
    "the middle one is before and after, not between": ([[(1, 9)], [(0.5, 9), (10, 9)], [(5, 9)]], 0),
    "three steps": ([[(1, 9)], [(2, 8), (4, 3)], [(3, 5), (5, 7)]], 9),
}


def of(way: list[list[tuple[float, int]]], days: bool = False) -> list[Step]:
    return [
        one
        for edge, several in enumerate(way)
        for one in steps(edge, [(round(day * DAY_MS), Decimal(sum_)) for day, sum_ in several], days)
    ]


@pytest.mark.parametrize("name", WAYS)
def test_the_most_that_can_have_followed(name: str) -> None:
    way, most = WAYS[name]
    assert greatest(of(way), len(way)) == most
    assert may_follow(of(way), len(way)) == bool(most)


def test_what_is_of_a_day_alone_may_come_before_or_after_anything_of_it() -> None:
    for way in ([[(6, 77)], [(6.4, 76)]], [[(6.6, 77)], [(6, 76)]], [[(6, 77)], [(6, 76)]]):
        assert greatest(of(way, days=True), 2) == 76 and may_follow(of(way, days=True), 2)
    for way in ([[(7, 77)], [(6, 76)]], [[(7.1, 77)], [(6, 76)]], [[(7, 77)], [(6.9, 76)]]):
        assert greatest(of(way, days=True), 2) == 0 and not may_follow(of(way, days=True), 2)
    between = of([[(6.6, 9)], [(6, 9)], [(6.4, 9)]], days=True)
    assert greatest(between, 3) == 0 and not may_follow(between, 3)


SOME = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 8).map(lambda at: at * 8 * HOUR), st.integers(1, 4)),
    min_size=1, max_size=6,
)  # fmt: skip


@given(SOME, st.booleans())
@settings(max_examples=300, deadline=None)
def test_nothing_more_can_have_gone_and_as_much_can(said: list[tuple[int, int, int]], days: bool) -> None:
    """Against every choice of how much goes each way over payments that may follow one another."""
    paid = [one for edge, at, amount in said for one in steps(edge, [(at, Decimal(amount))], days)]
    assert greatest(paid, 3) == _max_flow(paid)
    assert may_follow(paid, 3) == (greatest(paid, 3) > 0)


def _max_flow(paid: list[Step]) -> int:
    """The most over all choices, in a small world."""
    ways = [
        way
        for way in product(*([i for i, one in enumerate(paid) if one.edge == edge] for edge in range(3)))
        if may_follow([paid[i] for i in way], 3)
    ]
    left = {i: int(one.amount) for i, one in enumerate(paid)}

    def best(at: int) -> int:
        if at == len(ways):
            return 0
        most, room = 0, min(left[i] for i in ways[at])
        for units in range(room, -1, -1):
            for i in ways[at]:
                left[i] -= units
            most = max(most, units + best(at + 1))
            for i in ways[at]:
                left[i] += units
        return most

    return best(0)
