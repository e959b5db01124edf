"""Accounts in an order in which to look at them: by the shapes they stand in, each with its reasons.

How much a shape counts, and how fast that falls with the score of its signal, was chosen on the first halves,
by time, of the three labelled simulations at hand (`WEIGHTS`). Second halves had been seen with earlier
weights, never with these while they were chosen. It is an order for reading, not a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sightline.detectors.detector import Found
from sightline.detectors.payments.account_measures import Measures

WEIGHTS = {
    "structuring": 0.8, "stack": 0.75, "bipartite": 0.5, "cycle": 0.5, "scatter_gather": 0.5,
    "gather_scatter": 0.2, "fan_in": 0.1, "fan_out": 0.05, "pass_through": 0.02,
}  # fmt: skip
"""how far a shape speaks for its accounts where its signal's score is 1: of a few round values those with the
best mean of F1 and of precision at the number of labelled accounts on three first halves"""
FALLS, FALLS_LITTLE = 2.0, 0.25
"""the power of a signal's score that its weight is multiplied by: a shape that hardly surprises is mostly
chance where everybody deals with everybody once, so that it weighs little; sums in parts are hardly ever"""
NAMED = 0.45
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
    for name, weight in WEIGHTS.items():
        rest *= 1.0 - weight * found.column(name) ** falls(name)
    return np.asarray(1.0 - rest)


def falls(name: str) -> float:
    """The power of the score of a shape's signals that counts."""
    return FALLS_LITTLE if name == "structuring" else FALLS


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
    shapes = sorted(own.items(), key=lambda item: (-_weight(*item), item[0]))
    figures = dict(zip(found.names, found.values[at].tolist(), strict=True))
    sums = found.sums.get(account, {})
    return Ranked(account, round(score, 3), tuple(shapes), figures, found.currency[at], sums)


def _weight(name: str, signal: Found) -> float:
    return float(WEIGHTS[name] * signal.score ** falls(name))
