"""How often chance alone would make a shape, from what the payments of strangers are like.

Two ways: a count from how often anybody deals with anybody, and the same search in payments whose moments
were drawn from those of all payments, so that accounts keep their partners and nothing comes in bursts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import DAY_MS, Web

PAIRS = 1 << 14
"""amounts drawn two by two to see how often they agree"""
SEED = 0
"""so that the same payments always give the same"""


def alike(rare: Web, edges: Sequence[int]) -> float:
    """How unlikely it is that each amount is as near to the one before as it is: log10, at most 0.

    By how near two amounts are that are drawn from all by chance, so that amounts everybody pays say
    nothing. From one currency to another nothing agrees.
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
    return float(np.log10(np.minimum(1.0, near[told] / (len(apart) + 1))).sum())


def at_once(rare: Web, edges: Sequence[int]) -> float:
    """How unlikely so many payments, each once anywhere in the data, are to lie so near in time: log10.

    The edges stand in the order of time.
    """
    share = max(1, int(rare.t[edges[-1]] - rare.t[edges[0]])) / (rare.lasts * DAY_MS)
    return min(0.0, math.log10(len(edges)) + (len(edges) - 1) * math.log10(share))


def circles(rare: Web, circle: Sequence[int]) -> float:
    """How many circles of so many payments within so long, whose amounts agree so well, chance makes: log10.

    Anywhere in the data, where whoever is paid pays as those do who are paid now.
    """
    onward = _onward(rare)
    lasts = (rare.t[circle[-1]] - rare.t[circle[0]]) / DAY_MS + 1.0
    steps = len(circle) - 1
    ways = (
        math.log10(len(rare.payer))
        + steps * math.log10(onward * lasts)
        - math.lgamma(steps + 1) / math.log(10)
    )
    return ways - math.log10(len(rare.accounts)) + alike(rare, circle)


def _onward(rare: Web) -> float:
    """Payments a day that leave an account that was paid, on average over payments."""
    if "onward" not in rare.memo:
        out = np.diff(rare.out_at)[rare.payee] if len(rare.payee) else np.zeros(1)
        rare.memo["onward"] = max(1e-9, float(np.mean(out)) / rare.lasts)
    found: float = rare.memo["onward"]
    return found


def dealt_anew(rare: Web) -> Web:
    """The same payments at moments drawn by chance from those of all payments of the data."""
    if "dealt anew" not in rare.memo:
        drawn = np.random.default_rng(SEED)
        order = drawn.permutation(len(rare.payer))
        at = drawn.choice(len(rare.moments), len(order), replace=False) if len(order) else order
        rare.memo["dealt anew"] = replace(rare.of(order), t=np.sort(rare.moments[at]))
    found: Web = rare.memo["dealt anew"]
    return found


def bar(found: Sequence[float], by_chance: Sequence[float], worth: float, least: float) -> float:
    """The surprise, no less than `least`, from which on what is found is worth most.

    Both are how much each surprises. Of what is found as many as come by chance are wrong, the others are
    right, and a right one is worth `worth` wrong ones; of equal bars the lowest. Infinite where every bar
    costs more than it is worth.
    """
    own, other = np.sort(np.asarray(found)), np.sort(np.asarray(by_chance))
    bars = np.concatenate([[least], own[own > least]])
    told = len(own) - np.searchsorted(own, bars, side="left")
    wrong = len(other) - np.searchsorted(other, bars, side="left")
    gained = told - wrong * (1.0 + 1.0 / worth)
    return float(bars[int(np.argmax(gained))]) if gained.max() >= 0 else math.inf


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
