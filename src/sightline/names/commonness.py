"""How much a word of a name says: the logarithm of how few entries of the public lists have it.

Counted on lists that are public, so that what everyone's scores depend on gives nothing hidden away.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from sightline.names.tables import values

ENTRIES = 15_247
"""entries of the lists the table was counted on"""
LETTER, PAIR, DIGITS = 1000, 5000, 5000
"""millinats at most of a single letter, of two letters, of a word with digits"""


@cache
def _counts() -> dict[str, int]:
    return {word: int(count) for word, count in values("word_counts")}


@cache
def _at_most() -> dict[str, int]:
    return {word: int(most) for word, most, _ in values("common_words")}


def of_count(count: int, entries: int = ENTRIES) -> int:
    """Millinats of a word that `count` of so many entries have."""
    return round(1000 * math.log((entries + 1) / (min(count, entries) + 1)))


@lru_cache(maxsize=200_000)
def worth(word: str) -> int:
    """Millinats a word says, whatever list it stands on."""
    return min(of_count(_counts().get(word, 0)), bound(word))


def bound(word: str) -> int:
    """Millinats a word says at most, by its shape or because we know it for common."""
    if len(word) == 1:
        return LETTER
    if not word.isalpha():
        return DIGITS
    most = _at_most().get(word, of_count(0))
    return min(most, PAIR) if len(word) == 2 else most
