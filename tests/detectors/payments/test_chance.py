"""What chance would make: agreement of amounts, circles, and the bar where much comes by chance."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sightline.detectors.payments import chance
from sightline.detectors.payments.motif_graph import Strangers, Web, strangers
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, edges, everyday

RING: list[Edge] = [("A", "B", 10.0, 900.0), ("B", "C", 11.0, 890.0), ("C", "A", 12.0, 880.0)]
LIFE: list[Edge] = [(f"P{n}", f"Q{n}", 1.0 + n, 10.0 * 1.5 ** (n % 9)) for n in range(60)]


def web(*said: Edge) -> Web:
    return strangers(tables(edges(*said, *everyday(["A"])), [])["payments"], Strangers())


def test_a_circle_is_less_likely_the_shorter_it_takes_and_the_better_it_agrees() -> None:
    rare = web(*RING, *LIFE)
    ring = [at for at in range(len(rare.t)) if rare.accounts[rare.payer[at]] in "ABC"]
    slow = web(*((*one[:2], 3 * one[2], one[3]) for one in RING), *LIFE)
    late = [at for at in range(len(slow.t)) if slow.accounts[slow.payer[at]] in "ABC"]
    assert len(ring) == len(late) == 3
    assert chance.circles(rare, ring) < chance.circles(slow, late)
    much, little = int(np.argmax(rare.amount)), int(np.argmin(rare.amount))
    assert chance.alike(rare, ring) < chance.alike(rare, [much, little]) <= 0.0


def test_payments_are_less_likely_at_once_the_nearer_and_the_more_they_are() -> None:
    rare = web(*LIFE)
    near, far, more = (
        chance.at_once(rare, list(range(count))[::step]) for count, step in ((3, 1), (6, 2), (6, 1))
    )
    assert near < far < 0.0 and more < far
    share = (rare.t[2] - rare.t[0]) / chance.DAY_MS / rare.lasts
    assert near == pytest.approx(math.log10(3 * share**2))
    late = web(*((payer, payee, 3.0 * day, paid) for payer, payee, day, paid in LIFE))
    assert chance.at_once(late, [0, len(late.t) - 1]) == 0.0


def test_amounts_that_everybody_pays_say_nothing() -> None:
    rare = web(*((one[0], one[1], one[2], 100.0) for one in LIFE))
    assert chance.alike(rare, [0, 1, 2]) == pytest.approx(0.0, abs=0.01)


def test_moments_dealt_out_anew_keep_who_pays_whom() -> None:
    rare = web(*RING, *LIFE)
    anew = chance.dealt_anew(rare)
    assert sorted(zip(anew.payer.tolist(), anew.payee.tolist(), anew.amount.tolist(), strict=True)) == sorted(
        zip(rare.payer.tolist(), rare.payee.tolist(), rare.amount.tolist(), strict=True)
    )
    assert (np.diff(anew.t) >= 0).all() and set(anew.t.tolist()) <= set(rare.moments.tolist())
    assert chance.dealt_anew(rare) is anew


@pytest.mark.parametrize(
    ("found", "by_chance", "bar"),
    [
        ([5.0, 6.0, 7.0], [], 4.5),
        ([5.0, 6.0, 7.0], [5.5], 6.0),
        ([5.0, 5.1, 5.2, 7.0], [5.15], 4.5),
        ([5.0, 6.0, 7.0], [9.0, 9.0, 9.0], math.inf),
        ([], [5.0], math.inf),
        ([], [], 4.5),
    ],
    ids=["none by chance", "one right below", "two right below", "all by chance", "nothing", "no data"],
)
def test_the_bar(found: list[float], by_chance: list[float], bar: float) -> None:
    assert chance.bar(found, by_chance, 2.0, 4.5) == bar


@pytest.mark.parametrize(
    ("found", "by_chance", "bar"),
    [
        ([5.0, 6.0, 7.0], [], 4.5),
        ([5.0, 6.0, 7.0], [5.5, 6.5], 6.0),
        ([5.0, 6.0], [5.5, 4.0], 4.5),
        ([5.0, 6.0], [5.5, 4.5], 5.0),
        ([5.0, 6.0, 7.0], [9.0, 9.0, 9.0], math.inf),
        ([], [], 4.5),
    ],
    ids=["none by chance", "two of three", "half, and one below", "both", "all by chance", "no data"],
)
def test_the_least_bar_with_no_more_than_half_by_chance(
    found: list[float], by_chance: list[float], bar: float
) -> None:
    assert chance.lowest(found, by_chance, 0.5, 4.5) == bar
