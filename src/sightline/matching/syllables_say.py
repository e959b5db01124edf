"""What the syllables of a name say: each reading in its place, and what a spelling of all of them gives."""

from __future__ import annotations

import math
from collections.abc import Sequence as Many
from functools import lru_cache

from sightline.matching.weights import SYLLABLE_MODEL
from sightline.names import chinese, korean
from sightline.names.korean import Readings
from sightline.names.syllables import CHINESE, KOREAN, Sequence

UNBOUNDED = 1 << 30
"""milliodds of a name that is not read as Korean"""
MISSING = float(SYLLABLE_MODEL["weights"][5])
"""log-odds for a syllable without counterpart"""
_GAIN, _COST, _SHORT, _CONSTANT = 0, 1, 8, -1
"""where the weights stand"""


@lru_cache(maxsize=20_000)
def info(reading: str, is_surname: bool) -> int:
    """Millinats a reading says in its place."""
    says = chinese.info if reading.isascii() else korean.info
    return round(1000 * says(reading, is_surname))


def ceiling(read: Many[Sequence]) -> int:
    """Milliodds of a listed name asked in another spelling that is read as the same Korean syllables, where
    it is sooner Korean than Chinese; `read`: all ways to read it, the likeliest first.

    A name with a letter wrong, which is no spelling of them, never says more by its words.
    """
    if not read or read[0].kind != KOREAN:
        return UNBOUNDED
    way, w = read[0], SYLLABLE_MODEL["weights"]
    if any(other.kind == CHINESE and _far_fetched(other) < _far_fetched(way) for other in read):
        return UNBOUNDED
    odds = sum(_said(readings, n == 0) for n, readings in enumerate(way.readings))
    odds += w[_COST] * way.cost + w[_SHORT] * float(len(way.spelt) == 2) + w[_CONSTANT]
    return math.floor(1000 * float(odds))


def _far_fetched(way: Sequence) -> float:
    """Nats it costs to read a name so."""
    return way.cost + sum(min(cost for _, cost in readings) for readings in way.readings)


@lru_cache(maxsize=20_000)
def _said(readings: Readings, is_surname: bool) -> float:
    """Log-odds of a syllable that agrees as it is usually read."""
    w, least = SYLLABLE_MODEL["weights"], min(cost for _, cost in readings)
    usual = min(info(one, is_surname) for one, cost in readings if cost == least)
    return float(w[_GAIN] * usual / 1000 + w[_COST] * least)
