"""Accounts in an order in which to look at them: by the shapes they stand in, each with its reasons.

How much a shape counts, how that falls with the score of its signal, and how much less where nearly everybody
deals once with everybody, was chosen on the first halves, by time, of five labelled simulations (`WEIGHTS`):
three published ones and two made for it, one with a laundering account in a thousand, one with five in a
hundred. It is an order for reading, not a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.detector import Found
from sightline.detectors.payments.account_measures import Measures

VERSION = 3
"""of the order; what an older one gave is not looked at"""
WEIGHTS = {
    "stack": (0.9, 0.5), "structuring": (0.8, 0.25), "cycle": (0.8, 0.5), "fan_in": (0.8, 2.0),
    "fan_out": (0.6, 8.0), "bipartite": (0.6, 1.0), "scatter_gather": (0.3, 1.0),
    "gather_scatter": (0.1, 2.0), "pass_through": (0.02, 1.0),
}  # fmt: skip
"""how far a shape speaks for its accounts where its signal's score is 1, and the power of that score by which
it speaks less: of a few round values those with the best mean of F1 and of precision at the number labelled
on five first halves. Ordinary accounts pay many at once, too: only a surprising fan tells"""
OF_ONE_PAIR = frozenset({"structuring", "pass_through"})
"""shapes that are none of strangers alone"""
PRIOR = 100
"""payments of pairs that deal again, taken as seen before any: few payments do not say who deals how often"""
LEAST = 0.1
"""the least that a shape of strangers counts, of its weight"""
NAMED = 0.4
"""from this score on an account is worth a look: the bar that goes with them"""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An account with its score from 0 to 1, what makes it up, and its figures."""

    account: str
    score: float
    shapes: tuple[tuple[str, Found], ...]
    """what weighs most first"""
    figures: Mapping[str, float]
    currency: str
    """the one that sums and amounts among the figures are of"""
    sums: Mapping[str, tuple[float, float]]
    """by currency what it paid, and got"""

    @property
    def named(self) -> bool:
        """Whether it is worth a look."""
        return self.score >= NAMED


def scores(found: Measures) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The score of every account, in the order of `found.accounts`: shapes add up like independent signs."""
    rest = np.ones(len(found.accounts))
    for name in WEIGHTS:
        column = found.column(name)
        rest *= 1.0 - np.where(column > 0, weight(name, column, found), 0.0)
    return np.asarray(1.0 - rest)


def weight(name: str, score: Any, found: Measures) -> Any:
    """How far a signal of this score speaks for its accounts, in these data."""
    most, power = WEIGHTS[name]
    return most * score**power * (1.0 if name in OF_ONE_PAIR else strange(found))


def strange(found: Measures) -> float:
    """How far being strangers tells: little where nearly all payments are of pairs that deal once."""
    share = found.once / (found.payments + PRIOR)
    return float(max(LEAST, (1.0 - share) ** 0.5))


def named(found: Measures) -> int:
    """How many accounts are worth a look."""
    return int((np.round(scores(found), 3) >= NAMED).sum())


def ranked(found: Measures, most: int) -> list[Ranked]:
    """The first so many accounts that stand in a shape, the highest score first, then by their numbers."""
    score = scores(found)
    order = sorted(np.flatnonzero(score > 0).tolist(), key=lambda at: (-score[at], found.accounts[at]))
    return [_ranked(found, at, float(score[at])) for at in order[:most]]


def _ranked(found: Measures, at: int, score: float) -> Ranked:
    account = found.accounts[at]
    own = found.shapes.get(account, {})
    shapes = sorted(own.items(), key=lambda item: (-weight(item[0], item[1].score, found), item[0]))
    figures = dict(zip(found.names, found.values[at].tolist(), strict=True))
    sums = found.sums.get(account, {})
    return Ranked(account, round(score, 3), tuple(shapes), figures, found.currency[at], sums)
