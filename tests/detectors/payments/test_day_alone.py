"""Payments of which only the day is known: they may be of any time of it, and of no other day."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.detectors.day_alone import DAY_MS, day_of, latest, latest_of, may_follow, told, too_early
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.broken_circles import Asked, broken_circles
from sightline.detectors.payments.motif_graph import web
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, actors, edges, everyday, found, of_days

HOUR = DAY_MS // 24
AN_HOUR = 1 / 24
MOMENTS = st.integers(0, 3 * 24).map(lambda hour: hour * HOUR)
LENGTH = 2 * DAY_MS


def test_a_moment_and_a_day() -> None:
    assert latest(DAY_MS) == 2 * DAY_MS - 1 and latest(DAY_MS + 1) == DAY_MS + 1
    assert latest_of(np.array([DAY_MS, DAY_MS + 1])).tolist() == [2 * DAY_MS - 1, DAY_MS + 1]
    assert day_of(DAY_MS - 1) == 0 and day_of(DAY_MS) == DAY_MS


def test_what_may_follow() -> None:
    assert may_follow([9, 0, 10]) and may_follow([]) and may_follow([0, 5, 0])
    assert not may_follow([10, 0, 9]) and not may_follow([DAY_MS, 0])


@given(MOMENTS, MOMENTS)
def test_too_early_is_what_no_time_of_its_day_would_make_late_enough(at: int, since: int) -> None:
    assert too_early(at, since) == (latest(at) < since)


def test_how_many_are_of_a_day_alone_is_told() -> None:
    assert told([1, 2]) == "" and told([]) == ""
    assert told([0, 1]).startswith(" Of 1 of these rows only the day is known")
    assert told([0, DAY_MS]).startswith(" Of all of these only the day is known")


# --- What the kernels find is what there are moments for -----------------------------------------


@given(st.lists(MOMENTS, min_size=2, max_size=6))
@settings(max_examples=200, deadline=None)
def test_no_chain_is_passed_on_that_has_no_moments(times: list[int]) -> None:
    """Edges N0 to N1 to N2 and so on, whatever their times: each chain that is linked can have been."""
    order = np.argsort(times, kind="stable")
    payer, t = order.astype(np.int32), np.array(times, np.int64)[order]
    payee = (payer + 1).astype(np.int32)
    out = np.argsort(payer, kind="stable")
    following = kernels.passed_on(
        out, kernels.starts(payer[out], len(t) + 2), payee, t, np.ones(len(t)), LENGTH, 0.1
    )
    later = set(following[following >= 0].tolist())
    for first in set(range(len(t))) - later:
        chain = [first]
        while following[chain[-1]] >= 0:
            chain.append(int(following[chain[-1]]))
        assert may_follow([int(t[edge]) for edge in chain])
    for edge in range(len(t)):  # of two there is nothing to choose
        (behind,) = np.flatnonzero(payer == payee[edge]).tolist() or [-1]
        if len(t) == 2 and behind >= 0:
            ways = may_follow([int(t[edge]), int(t[behind])])
            assert (following[edge] == behind) == (ways and t[behind] - latest(int(t[edge])) <= LENGTH)


@given(st.lists(MOMENTS, min_size=3, max_size=5))
@settings(max_examples=200, deadline=None)
def test_a_circle_is_found_where_there_are_moments_for_it(times: list[int]) -> None:
    size = len(times)
    order = np.argsort(times, kind="stable")
    payer, t = order.astype(np.int32), np.array(times, np.int64)[order]
    payee = ((payer + 1) % size).astype(np.int32)
    out = np.argsort(payer, kind="stable")
    sizes, _edges = kernels.circles(
        out, kernels.starts(payer[out], size), payer, payee, t, np.ones(size), 10 * DAY_MS, 12, 99, 999, 2.0
    )
    turns = [[*times[at:], *times[:at]] for at in range(size)]
    assert len(sizes) == sum(may_follow(turn) for turn in turns)


@given(MOMENTS, MOMENTS)
def test_two_steps_are_those_that_may_be(one: int, other: int) -> None:
    t = np.array([one, other], np.int64)
    payer, payee = np.array([0, 1], np.int32), np.array([1, 2], np.int32)
    came, _went = kernels.two_steps(
        np.array([0]), np.array([0, 1]), kernels.starts(payer, 3), payee, t, LENGTH, 9
    )
    assert bool(len(came)) == (latest(other) >= one and other - latest(one) <= LENGTH)


@given(st.lists(MOMENTS, min_size=3, max_size=3))
def test_a_run_within_a_time_is_one_of_moments_within_it(times: list[int]) -> None:
    t = np.sort(np.array(times, np.int64))
    first, _behind = kernels.bursts(np.array([0, 3]), t, DAY_MS, 3)
    assert bool(len(first)) == (t.max() - latest_of(t).min() <= DAY_MS)


@given(st.lists(st.integers(0, 30).map(lambda hour: hour * HOUR), min_size=4, max_size=4))
@settings(max_examples=50, deadline=None)
def test_a_broken_circle_is_found_where_there_are_moments_for_it(times: list[int]) -> None:
    """A pays B, who pays C; D pays E, who pays A: a payment from C to D is missing, wherever it begins.

    But where D's may all have been before A's, a sum went from D to C, and nothing is missing.
    """
    ends = [("A", "B"), ("B", "C"), ("D", "E"), ("E", "A")]
    rows = edges(*((one, other, 0.0, 100.0) for one, other in ends))
    rows = [row | {"booked_ms": DAY_MS * 700 + at} for row, at in zip(rows, times, strict=True)]
    made = web(tables(rows, [])["payments"])
    circles = broken_circles(made, Asked(4, 11, 60 * DAY_MS, 1.1, 999, 99))
    turns = [[*times[at:], *times[:at]] for at in range(4)]
    told_as_one = any(map(may_follow, turns)) and not may_follow(turns[2])
    assert bool([one for one in circles if len(one.edges) == 4]) == told_as_one


# --- What is found with times is found when one of them is lost ----------------------------------

CHAIN: list[Edge] = [(f"N{at}", f"N{at + 1}", 60 + 3 * at * AN_HOUR, 2000.0 - at) for at in range(4)]
CIRCLE: list[Edge] = [
    (f"R{at}", f"R{(at + 1) % 4}", 60 + 3 * at * AN_HOUR, 900.0 - 9 * at) for at in range(4)
]
SCATTER: list[Edge] = [
    edge
    for at in range(4)
    for edge in (
        ("S", f"M{at}", 60 + at * AN_HOUR, 1000.37 + 7 * at),
        (f"M{at}", "T", 60 + (6 + at) * AN_HOUR, 990.11 + 5 * at),
    )
]
PARTS: list[Edge] = [("P", "Q", 60 + hours * AN_HOUR, 800.0 + hours) for hours in (8, 16, 23)]
SHAPES = {"pass_through": CHAIN, "cycle": CIRCLE, "scatter_gather": SCATTER, "structuring": PARTS}
ORDERED = {"pass_through": CHAIN, "cycle": CIRCLE, "scatter_gather": SCATTER}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_found_though_the_time_of_any_payment_is_lost(name: str) -> None:
    shape = SHAPES[name]
    rows = edges(*shape, *everyday(["A"]))
    whole = actors(found(name, rows))
    assert whole
    for lost in [
        *((at,) for at in range(len(shape))),
        tuple(range(0, len(shape), 2)),
        tuple(range(len(shape))),
    ]:
        signals = found(name, of_days(rows, *lost))
        assert actors(signals) == whole
        assert "only the day is known" in signals[0].reasons[0].text


@pytest.mark.parametrize("name", ORDERED)
def test_what_is_a_day_the_wrong_way_round_is_nothing(name: str) -> None:
    """Every other payment is a day later, so that what is paid on is of the day before what came."""
    shape = list(ORDERED[name])
    for at in range(0, len(shape), 2):
        (payer, payee, day, amount) = shape[at]
        shape[at] = (payer, payee, day + 1, amount)
    rows = edges(*shape, *everyday(["A"]))
    for lost in ((), (0,), (1,), tuple(range(len(shape)))):
        assert found(name, of_days(rows, *lost)) == []


def test_a_day_between_two_times_does_not_turn_them_round() -> None:
    """What came at 15 h was not paid on at 9 h, though a payment between may be of any time of the day."""
    chain = [("N0", "N1", 60.25, 2000.0), ("N1", "N2", 60.1, 1999.0), ("N2", "N3", 60.0, 1998.0)]
    for order in permutations(chain):
        rows = edges(*order, *everyday(["A"]))
        assert found("pass_through", of_days(rows, order.index(chain[1]))) == []
