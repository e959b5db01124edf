"""How often chance alone would make a shape, from what the payments of strangers are like.

Two ways: a count from how often anybody deals with anybody, and the same search in payments whose moments
were drawn from those of all payments (a deal), so that accounts keep their partners and nothing comes in
bursts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import DAY_MS, Web, took
from sightline.detectors.payments.stranger_evidence import paid

BUSY, MOST_BUSY = 0.25, 3.0
"""how much of it counts that accounts of a circle are busy, and powers of ten at most. A proposal"""
PAIRS = 1 << 14
"""amounts drawn two by two to see how often they agree"""
SEED = 0
"""so that the same payments always give the same"""


def alike(rare: Web, edges: Sequence[int]) -> float:
    """How unlikely it is that each amount is as near to the one before as it is: log10, at most 0.

    By how near two amounts are that are drawn from all by chance, so that amounts everybody pays say
    nothing. From one currency to another nothing agrees. The product of so many shares has itself a
    distribution (Fisher's, of independent tests together): it is how often chance makes one as small.
    """
    amounts, currency = rare.amount[list(edges)], rare.currency[list(edges)]
    if "amounts apart" not in rare.memo:
        drawn = np.random.default_rng(SEED).integers(0, max(1, len(rare.amount)), (2, PAIRS))
        logs = np.log(rare.amount) if len(rare.amount) else np.zeros(1)
        told = rare.currency[drawn[0]] == rare.currency[drawn[1]] if len(rare.amount) else ()
        rare.memo["amounts apart"] = np.sort(np.abs(logs[drawn[0]] - logs[drawn[1]])[told])
    apart: kernels.F64 = rare.memo["amounts apart"]
    near = np.searchsorted(apart, np.abs(np.diff(np.log(amounts))) + 0.01, side="right") + 1
    told = np.diff(currency) == 0
    return together(np.minimum(1.0, near[told] / (len(apart) + 1)))


def together(shares: kernels.F64) -> float:
    """How often chance makes a product of so many even shares of one as small: log10 (Fisher 1925)."""
    if not len(shares):
        return 0.0
    x = -float(np.log(shares).sum())
    terms = [n * math.log(x) - math.lgamma(n + 1) for n in range(len(shares))] if x > 0.0 else [0.0]
    return min(0.0, (float(np.logaddexp.reduce(terms)) - x) / math.log(10))


def busy(rare: Web, edges: Sequence[int]) -> float:
    """By how much more often chance goes through these accounts than through others: log10, of both signs.

    It goes through an account as often as that is paid by strangers times as often as it pays them. Who deals
    much deals with his like, so that these are not apart from one another: a share of it counts alone.
    """
    if "dealings" not in rare.memo:
        paid_to, paid_by = np.diff(rare.into_at), np.diff(rare.out_at)
        usual = math.log10(max(1.0, float((paid_to * paid_by).mean()))) if len(paid_to) else 0.0
        rare.memo["dealings"] = (np.log10(np.maximum(1, paid_to)), np.log10(np.maximum(1, paid_by)), usual)
    paid_to, paid_by, usual = rare.memo["dealings"]
    own = list(edges)
    over = float(paid_by[rare.payer[own]].sum() + paid_to[rare.payee[own]].sum()) - len(own) * usual
    return float(max(-MOST_BUSY, min(MOST_BUSY, BUSY * over)))


def at_once(rare: Web, edges: Sequence[int]) -> float:
    """How unlikely so many payments, each once anywhere in the data, are to lie so near in time: log10."""
    share = max(1, took(rare, edges)) / (rare.lasts * DAY_MS)
    return min(0.0, math.log10(len(edges)) + (len(edges) - 1) * math.log10(share))


def circles(rare: Web, circle: Sequence[int]) -> float:
    """How many circles of so many payments within so long, whose amounts agree so well, chance makes: log10.

    Anywhere in the data, where whoever is paid pays as those do who are paid now.
    """
    return _ways(rare, circle) - math.log10(len(rare.accounts)) + alike(rare, circle) + busy(rare, circle)


def broken_circles(rare: Web, edges: Sequence[int]) -> float:
    """The same of circles that lack one payment, wherever: what is there leads out from an account and back.

    Log10. The payment that lacks would lead from any account to any.
    """
    return _ways(rare, edges) + math.log10(len(edges) - 1) + alike(rare, edges) + busy(rare, edges)


def _ways(rare: Web, edges: Sequence[int]) -> float:
    """How many ways of so many payments, one after the other within so long, chance makes: log10."""
    lasts = took(rare, edges) / DAY_MS + 1.0
    steps = len(edges) - 1
    return (
        math.log10(len(rare.payer))
        + steps * math.log10(_onward(rare) * lasts)
        - math.lgamma(steps + 1) / math.log(10)
    )


def _onward(rare: Web) -> float:
    """Payments a day that leave an account that was paid, on average over payments."""
    if "onward" not in rare.memo:
        out = np.diff(rare.out_at)[rare.payee] if len(rare.payee) else np.zeros(1)
        rare.memo["onward"] = max(1e-9, float(np.mean(out)) / rare.lasts)
    found: float = rare.memo["onward"]
    return found


def dealt_anew(rare: Web, deal: int = SEED) -> Web:
    """The same payments at moments drawn by chance from those of all payments of the data.

    Payments of a pair stay as far from one another as they are: in parts they come by chance as well.
    """
    if "pairs" not in rare.memo:
        low, high = np.minimum(rare.payer, rare.payee), np.maximum(rare.payer, rare.payee)
        pair = low.astype(np.int64) * len(rare.accounts) + high
        _pairs, first, which = np.unique(pair, return_index=True, return_inverse=True)
        rare.memo["pairs"] = (which, rare.t - rare.t[first][which], len(first))
    which, behind, pairs = rare.memo["pairs"]
    drawn = np.random.default_rng(deal).choice(len(rare.moments), pairs, replace=False) if pairs else which
    t = rare.moments[drawn][which] + behind
    order = np.argsort(t, kind="stable")
    scores = {"paid": paid(rare)[order]}  # made once: moments change no amount
    return replace(rare.of(order), t=t[order], memo=scores)


def bar(found: Sequence[float], by_chance: Sequence[Sequence[float]], worth: float, least: float) -> float:
    """The surprise, no less than `least`, from which on what is found is worth most.

    Both are how much each surprises; `by_chance` of each of several deals. Of what is found as many as come
    by chance are wrong (on average over the deals, and ever fewer the more they surprise: exponentially), the
    others are right, and a right one is worth `worth` wrong ones. Bars that are worth nearly as much, as
    exactly as the deals tell it, count with the best one, so that other deals would move it little. Infinite
    where every bar costs more than it is worth.
    """
    own = np.sort(np.asarray(found))
    bars = np.concatenate([[least], own[own > least]])
    told = len(own) - np.searchsorted(own, bars, side="left")
    over = np.array([one - least for deal in by_chance for one in deal if one >= least])
    deals = max(1, len(by_chance))
    fall = max(1e-9, float(over.mean())) if len(over) else 1.0
    wrong = len(over) / deals * np.exp((least - bars) / fall)
    gained = told - wrong * (1.0 + 1.0 / worth)
    best = int(np.argmax(gained))
    if gained[best] < 0:
        return math.inf
    exact = min(1.0, math.sqrt(wrong[best] / deals))
    weight = np.exp((gained - gained[best]) / max(1e-9, exact))
    return float((weight * bars).sum() / weight.sum())


def lowest(found: Sequence[float], by_chance: Sequence[float], share: float, least: float) -> float:
    """The least surprise, no less than `least`, from which on no more than a share of all comes by chance.

    Both are how much each surprises, and of what is found as many come by chance as are in `by_chance`.
    Infinite where more does at every bar.
    """
    own, other = np.sort(np.asarray(found)), np.sort(np.asarray(by_chance))
    bars = np.concatenate([[least], own[own > least]])
    told = len(own) - np.searchsorted(own, bars, side="left")
    wrong = len(other) - np.searchsorted(other, bars, side="left")
    held = np.flatnonzero(wrong <= share * told)
    return float(bars[held[0]]) if len(held) else math.inf
