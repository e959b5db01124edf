"""What tells strangers who act together from strangers by chance, besides how many come at once.

Chance brings together whoever deals with many, sums that anybody pays, and accounts that stand in no other
shape. Each kind of evidence is how unlikely chance is to bring as much: -log10, at least 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, by_currency
from sightline.detectors.payments.stranger_kernels import Telling

SEED = 0
"""so that the same payments always give the same"""
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


def evidence(rare: Web, told: Any, *, incoming: bool) -> Telling:
    """Of the payments of a web, as the account sees them that is paid, or that pays."""
    other = rare.payer if incoming else rare.payee
    dealt = np.bincount(other, minlength=len(rare.accounts))
    share = float(told[other].mean()) if len(other) else 0.0
    return Telling(other, told, share, _scores(dealt[other]), paid(rare))


def paid(rare: Web) -> kernels.F64:
    """Each payment's amount as a normal score among all of its currency.

    Of equal amounts as if they were not quite. Made once for each web.
    """
    if "paid" not in rare.memo:
        rare.memo["paid"] = _paid(rare)
    found: kernels.F64 = rare.memo["paid"]
    return found


def _paid(rare: Web) -> kernels.F64:
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
