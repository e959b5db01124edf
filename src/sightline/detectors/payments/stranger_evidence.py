"""What tells strangers who act together from strangers by chance, besides how many come at once.

Chance brings together whoever deals with many, sums that anybody pays, and accounts that stand in no other
shape. Each kind of evidence is how unlikely chance is to bring as much: -log10, at least 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, by_currency

SEED = 0
"""so that the same payments always give the same"""
MOST = 3.0
"""powers of ten that one kind of evidence may add, so that none makes up for a pace that tells nothing"""
CLASSES = 10
"""of accounts by how much else they deal, as many in each; of fewer accounts than `FEWEST`, less"""
FEWEST = 50
"""accounts of a class, so that one burst is not what is usual there"""
SHAPES = (0.3, 20.0)
"""bounds of how alike the accounts of a class are: a share of them only meets strangers, or all do alike"""
_STEPS = 4096
_NORMAL = np.array([NormalDist().inv_cdf((at + 0.5) / _STEPS) for at in range(_STEPS)])
_RANKS = (np.arange(_STEPS) + 0.5) / _STEPS


@dataclass(frozen=True, slots=True)
class Usual:
    """How many strangers accounts like each meet in all the data: a gamma distribution's mean and shape."""

    mean: kernels.F64
    shape: kernels.F64


def usual(whole: Web, met: kernels.I64, least: float) -> Usual:
    """By account, of those that deal as much with anybody else; a mean of at least so many.

    `met` are the strangers' payments of each on one side. The account that meets most is left out of what is
    usual in its class.
    """
    count = len(whole.accounts)
    else_ = np.bincount(whole.payer, minlength=count) + np.bincount(whole.payee, minlength=count) - met
    classes = max(1, min(CLASSES, count // FEWEST))
    bars = np.quantile(else_, np.arange(1, classes) / classes) if count else np.zeros(0)
    which = np.digitize(else_, bars)
    mean, shape = np.full(classes, least), np.ones(classes)
    for one in range(classes):
        own = np.sort(met[which == one])[:-1].astype(np.float64)
        if not len(own):
            continue
        mean[one] = max(least, float(own.mean()))
        over = float(own.var()) - float(own.mean())
        if len(own) >= FEWEST - 1:
            shape[one] = min(SHAPES[1], max(SHAPES[0], float(own.mean()) ** 2 / max(1e-9, over)))
    return Usual(mean[which], shape[which])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of strangers' payments seen from one side: who of the others is told, how quiet, and what was paid."""

    told: Any
    share: float
    """of the others' payments that are of such as are told"""
    quiet: kernels.F64
    """by edge how busy with strangers the other is, as a normal score"""
    paid: kernels.F64
    """by edge the amount as a normal score"""

    def of(self, edges: kernels.I64, others: kernels.I32) -> float:
        """How unlikely chance is to bring these others, with these payments: powers of ten."""
        paid, few = self.paid[edges], len(edges)
        root = math.sqrt(few)
        return (
            chosen(int(self.told[others].sum()), len(others), self.share)
            + min(MOST, below(float(self.quiet[edges].mean()) * root))
            + min(MOST, below(-float(paid.mean()) * root))
            + min(MOST, alike(float(paid.var()) * few, few - 1))
        )


def evidence(rare: Web, told: Any, *, incoming: bool) -> Evidence:
    """Of the payments of a web, as the account sees them that is paid, or that pays."""
    other = rare.payer if incoming else rare.payee
    at = rare.out_at if incoming else rare.into_at
    share = float(told[other].mean()) if len(other) else 0.0
    return Evidence(told, share, _scores(np.diff(at)[other]), paid(rare))


def paid(rare: Web) -> kernels.F64:
    """Each payment's amount as a normal score among all of its currency.

    Of equal amounts as if they were not quite.
    """
    drawn = np.random.default_rng(SEED).permutation(len(rare.amount))
    found = np.empty(len(rare.amount))
    for own, _web in by_currency(rare):
        order = own[np.lexsort((drawn[own], rare.amount[own]))]
        found[order] = np.interp((np.arange(len(order)) + 0.5) / len(order), _RANKS, _NORMAL)
    return found


def _scores(values: Any) -> kernels.F64:
    """Values as normal scores among all; equal ones have the middle of theirs."""
    _values, which, count = np.unique(values, return_inverse=True, return_counts=True)
    middle = (np.cumsum(count) - count / 2) / max(1, len(values))
    return np.asarray(np.interp(middle, _RANKS, _NORMAL)[which])


def below(score: float) -> float:
    """How unlikely a normal score is to be as low: -log10."""
    return -math.log10(max(1e-300, 0.5 * math.erfc(-score / math.sqrt(2.0))))


def alike(squares: float, degrees: int) -> float:
    """How unlikely a sum of squares of so many degrees of freedom is to be as small: -log10 (chi squared)."""
    if degrees < 1:
        return 0.0
    half, x = degrees / 2, max(1e-12, squares / 2)
    term = total = 1.0 / half
    for number in range(1, 1000):
        term *= x / (half + number)
        total += term
        if term < 1e-12 * total:
            break
    return max(0.0, -(half * math.log(x) - x - math.lgamma(half) + math.log(total)) / math.log(10))


def chosen(told: int, of: int, share: float) -> float:
    """How unlikely so many told of so many and more are where a share of all is: -log10 of the binomial."""
    if not told or not 0.0 < share < 1.0:
        return 0.0
    term = math.lgamma(of + 1) - math.lgamma(told + 1) - math.lgamma(of - told + 1)
    term += told * math.log(share) + (of - told) * math.log(1.0 - share)
    tail, factor = 1.0, 1.0
    for number in range(told, of):
        factor *= (of - number) / (number + 1) * share / (1.0 - share)
        tail += factor
    return -(term + math.log(tail)) / math.log(10)
