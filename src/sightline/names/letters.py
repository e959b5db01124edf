"""How the letters of a word follow one another, held against words of the public lists.

A word that hardly any name is spelt like is sooner a slip of the finger than a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sightline.names.folding import folded
from sightline.names.tables import values

PAIRS, LETTERS = 6.0, 12.0
"""how many words what is known of pairs of letters, and of letters alone, stands for"""
ALPHABET = 27
"""letters, and the end of a word"""
SHORTEST, LONGEST = 3, 40
_SIGNS = 28
"""letters as numbers: the beginning of a word, a to z, its end"""
_BEGIN, _END = "`", "{"
"""the neighbours of a and z, which stand for those two"""
_NANO = 1_000_000_000


def surprise(word: str) -> int:
    """Millinats a letter by which a word surprises who knows the words of the lists; 0 for no such word."""
    return surprises([word])[0]


def surprises(words: Sequence[str]) -> list[int]:
    """The same of many words."""
    found = [0] * len(words)
    some = [n for n, word in enumerate(words) if _is_spelt(word)]
    if some:
        threes = _threes([words[n] for n in some])
        length = np.array([len(words[n]) + 1 for n in some])
        first = np.cumsum(length + 2) - length - 2
        total = np.add.reduceat(_afters()[threes], first) / (length * (_NANO // 1000))
        for n, millinats in zip(some, np.rint(total).tolist(), strict=True):
            found[n] = int(millinats)
    return found


def _is_spelt(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha() and word.islower()


def _threes(words: Iterable[str]) -> NDArray[np.int64]:
    """Every letter and the end of each word with the two signs in front of it, as one number; two that say
    nothing stand between words."""
    text = _BEGIN * 2 + (_END + _BEGIN * 2).join(words) + _END
    signs = np.frombuffer(text.encode(), np.uint8).astype(np.int64) - ord(_BEGIN)
    return (signs[:-2] * _SIGNS + signs[1:-1]) * _SIGNS + signs[2:]


@cache
def _afters() -> NDArray[np.int64]:
    """Billionths of a nat by which a sign surprises behind two others, 0 behind the end of a word."""
    words = {folded(word) for word, _ in values("word_counts")}
    threes = _threes(word for word in words if word.isalpha() and word.islower() and word.isascii())
    three = np.bincount(threes, minlength=_SIGNS**3).reshape(_SIGNS, _SIGNS, _SIGNS).astype(float)
    three[_SIGNS - 1], three[:, _SIGNS - 1] = 0, 0
    two, after_two = three.sum(axis=0), three.sum(axis=2)
    one = (two + LETTERS / ALPHABET) / (two.sum(axis=1) + LETTERS)[:, None]
    nats = -np.log((three + PAIRS * one[None]) / (after_two + PAIRS)[:, :, None])
    nats[_SIGNS - 1], nats[:, _SIGNS - 1] = 0, 0
    found: NDArray[np.int64] = np.rint(nats * _NANO).astype(np.int64).reshape(-1)
    return found
