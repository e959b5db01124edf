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


@pytest.mark.parametrize(
    ("shares", "often"),
    [([], 1.0), ([1.0, 1.0], 1.0), ([0.01], 0.01), ([0.1, 0.1], 0.01 * (1 - math.log(0.01)))],
    ids=["nothing agrees or not", "as far as can be", "one", "two"],
)
def test_how_often_chance_makes_so_small_a_product(shares: list[float], often: float) -> None:
    assert chance.together(np.array(shares)) == pytest.approx(math.log10(often))


def test_a_circle_that_lacks_a_payment_comes_by_chance_more_often_than_a_whole_one() -> None:
    rare = web(*RING, *LIFE)
    ring = [at for at in range(len(rare.t)) if rare.accounts[rare.payer[at]] in "ABC"]
    more = math.log10(len(rare.accounts)) + math.log10(2)
    assert chance.broken_circles(rare, ring) == pytest.approx(chance.circles(rare, ring) + more)


def test_chance_goes_rather_through_the_busy() -> None:
    """Each of the ring deals with nine more strangers on both sides; what is usual among all is taken off."""
    idle = web(*RING, *LIFE)
    more: list[Edge] = [(one, f"M{one}{n}", 30.0 + n, 7.0) for one in "ABC" for n in range(9)]
    more += [(f"N{one}{n}", one, 31.0 + n, 7.0) for one in "ABC" for n in range(9)]
    busy = web(*RING, *LIFE, *more)
    apart = []
    for rare in (idle, busy):
        ring = [
            at
            for at in range(len(rare.t))
            if {rare.accounts[rare.payer[at]], rare.accounts[rare.payee[at]]} <= set("ABC")
        ]
        apart.append(chance.busy(rare, ring))
    assert apart[0] == 0.0 and apart[1] == pytest.approx(chance.BUSY * (6 - 3 * usual_of(busy)))


def usual_of(rare: Web) -> float:
    """How often an account is paid times how often it pays, on average: log10, at least 0."""
    both = np.diff(rare.into_at) * np.diff(rare.out_at)
    return math.log10(max(1.0, float(both.mean())))


def test_how_busy_accounts_are_counts_no_more_than_some_powers_of_ten() -> None:
    ring: list[Edge] = [(f"R{n}", f"R{(n + 1) % 9}", 10.0 + n, 900.0) for n in range(9)]
    more: list[Edge] = [(f"R{n}", f"M{n}{at}", 30.0 + at, 7.0) for n in range(9) for at in range(40)]
    rare = web(*ring, *more, *LIFE)
    own = [at for at in range(len(rare.t)) if rare.amount[at] == 900.0]
    assert chance.busy(rare, own) == chance.MOST_BUSY


def test_moments_dealt_out_anew_keep_who_pays_whom() -> None:
    rare = web(*RING, *LIFE)
    anew = chance.dealt_anew(rare)
    assert sorted(zip(anew.payer.tolist(), anew.payee.tolist(), anew.amount.tolist(), strict=True)) == sorted(
        zip(rare.payer.tolist(), rare.payee.tolist(), rare.amount.tolist(), strict=True)
    )
    assert (np.diff(anew.t) >= 0).all() and set(anew.t.tolist()) <= set(rare.moments.tolist())
    assert (chance.dealt_anew(rare).t == anew.t).all() and (chance.dealt_anew(rare, 1).t != anew.t).any()


BARS = {
    "none by chance": ([5.0, 6.0, 7.0], [], 4.75),
    "one in ten deals": ([5.0, 6.0, 7.0], [[4.6], *[[]] * 9], 5.0),
    "as many as are found at least, none higher": ([5.0, 6.0, 7.0], [[4.6] * 3, [4.6] * 3], 5.1),
    "all by chance": ([5.0, 6.0, 7.0], [[9.0, 9.0, 9.0]], math.inf),
    "nothing": ([], [[5.0]], math.inf),
    "no data": ([], [], 4.5),
}


@pytest.mark.parametrize(("found", "by_chance", "bar"), BARS.values(), ids=BARS)
def test_the_bar(found: list[float], by_chance: list[list[float]], bar: float) -> None:
    assert chance.bar(found, by_chance, 2.0, 4.5) == pytest.approx(bar, abs=0.2)


def test_several_deals_move_the_bar_less_than_one() -> None:
    drawn = np.random.default_rng(4)
    found = np.concatenate([4.5 + drawn.exponential(0.5, 60), drawn.uniform(5.0, 20.0, 60)]).tolist()
    deals = [(4.5 + drawn.exponential(0.5, int(drawn.poisson(60)))).tolist() for _ in range(50)]
    one, five = (
        np.std([chance.bar(found, deals[at : at + size], 5.0, 4.5) for at in range(0, 50, size)])
        for size in (1, 5)
    )
    assert five < 0.8 * one


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


def test_what_a_pair_paid_in_parts_stays_in_parts() -> None:
    parts: list[Edge] = [("X", "Y", 50.0 + at / 10, 77.0) for at in range(3)]
    anew = chance.dealt_anew(web(*parts, *LIFE))
    own = anew.t[anew.amount == 77.0]
    assert np.diff(own).tolist() == [8_640_000, 8_640_000]
