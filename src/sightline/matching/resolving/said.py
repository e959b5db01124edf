"""What each comparison of two records found, as a sentence with the two values and its nats."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sightline.matching.resolving import kernels
from sightline.matching.resolving.kernels import Columns, Floats, Longs
from sightline.matching.resolving.traits import Traits


@dataclass(frozen=True, slots=True)
class Said:
    """One comparison: what it is called, a sentence, nats for (or, negative, against), the two values."""

    comparison: str
    text: str
    weight: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records compared in full."""

    features: Floats
    at: Longs
    odds: float


def compare(c: Columns, i: int, j: int, weights: Floats) -> Compared:
    """Compare records i and j as the search does."""
    found, at = np.zeros(kernels.FEATURES), np.zeros(4, np.int64)
    kernels.features(c, i, j, weights, found, at)
    return Compared(found, at, float(kernels.log_odds(found, weights)))


def probability(odds: float) -> float:
    """The probability of these log odds."""
    return float(1.0 / (1.0 + np.exp(-odds)))


def said(compared: Compared, left: Traits, right: Traits, starts: tuple[int, int, int, int]) -> list[Said]:
    """Every comparison that found something, in the order of the table; their weights add up to the odds.

    `starts` are the places of the first name and date of each record in the columns: left name, right
    name, left date, right date.
    """
    own = compared.at - np.array(starts)
    found = []
    for name, weight in _by_comparison(compared).items():
        values = _VALUES[name](left, right, own) if name in _VALUES else ("", "")
        text = _TEXTS[name](compared.features, *values)
        found.append(Said(name, text, weight, *values))
    return found
