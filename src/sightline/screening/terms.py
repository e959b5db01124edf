"""A vocabulary that answers which of its words are like a given one, exactly and at native speed.

Words are numbered by length, so that lengths out of reach are never looked at. Two words within the
allowed number of edits share a known number of letter pairs; only words that do are measured. Nothing
that `replay.similarity` would count is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from sightline.matching.replay import LEAST, LEAST_SHORT, SHORT

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LETTERS = 37
"""a to z, 0 to 9, and the edge of a word"""
PAIRS = LETTERS * LETTERS
REPEATS = 4
"""How often the same pair counts within a word; what a word repeats more often is not asked for."""
EDIT_BREAKS = 3
"""Pairs one edit can break: two for a replaced letter, three for two swapped."""
REMEMBERED = 20_000
_NONE = np.zeros(0, np.int64), np.zeros(0, np.float64)


def _code_table() -> NDArray[np.int64]:
    table = np.zeros(128, np.int64)
    for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789", 1):
        table[ord(letter)] = number
    return table


_CODES = _code_table()


def _pairs(words: Sequence[str]) -> tuple[Ints, Ints]:
    """The letter pairs of many words, edges included: (pair, number of its word), repeats told apart."""
    text = "".join(f"\0{word}\0" for word in words)
    codes = _CODES[np.frombuffer(text.encode("ascii"), np.uint8)]
    lengths = np.fromiter((len(word) + 2 for word in words), np.int64, len(words))
    owner = np.repeat(np.arange(len(words)), lengths)
    inside = owner[:-1] == owner[1:]
    pair, word = (codes[:-1] * LETTERS + codes[1:])[inside], owner[:-1][inside]
    order = np.lexsort((pair, word))
    pair, word = pair[order], word[order]
    first = np.ones(len(pair), bool)
    first[1:] = (pair[1:] != pair[:-1]) | (word[1:] != word[:-1])
    starts = np.flatnonzero(first)
    repeat = np.arange(len(pair)) - np.repeat(starts, np.diff(np.append(starts, len(pair))))
    kept = repeat < REPEATS
    return (pair + repeat * PAIRS)[kept], word[kept]


@lru_cache(maxsize=4096)
def _pairs_of(word: str) -> tuple[int, ...]:
    """The letter pairs of one word, as `_pairs` numbers them."""
    found, met = [], Counter[int]()
    for first, second in pairwise((0, *(int(_CODES[ord(letter)]) for letter in word), 0)):
        pair = first * LETTERS + second
        if met[pair] < REPEATS:
            found.append(pair + met[pair] * PAIRS)
        met[pair] += 1
    return tuple(found)


def rows(offsets: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Positions of the values of the chosen rows of a table of lists, and the length of each list."""
    starts = offsets[chosen]
    lengths = offsets[chosen + 1] - starts
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum())), lengths


def lists(owner: Ints, value: Ints, count: int) -> tuple[Ints, NDArray[np.int32]]:
    """A table of lists: offsets of length `count` + 1, and the values in the order of owner and value."""
    order = np.lexsort((value, owner))
    offsets = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=count), out=offsets[1:])
    return offsets, value[order].astype(np.int32)


@dataclass(frozen=True, slots=True)
class Terms:
    """Words numbered by (length, word), the pairs they hold, the names they stand in, their weights."""

    text: str
    offsets: Ints
    by_length: Ints
    pair_offsets: Ints
    pair_words: NDArray[np.int32]
    name_offsets: Ints
    names: NDArray[np.int32]
    weights: Floats
    needed: dict[int, Ints]
    remembered: dict[str, tuple[Ints, Floats]]

    def word(self, number: int) -> str:
        """The word of this number."""
        return self.text[self.offsets[number] : self.offsets[number + 1]]

    def like(self, word: str) -> tuple[Ints, Floats]:
        """Numbers and similarities of all words that count as `word`, `LEAST` and above."""
        found = self.remembered.get(word)
        if found is None:
            if len(self.remembered) >= REMEMBERED:
                self.remembered.clear()
            found = self.remembered[word] = self._like(word)
        return found

    def _like(self, word: str) -> tuple[Ints, Floats]:
        longest = len(self.by_length) - 2
        shortest, longest = ceil(LEAST * len(word)), min(floor(len(word) / LEAST), longest)
        if shortest > longest:
            return _NONE
        low, high = int(self.by_length[shortest]), int(self.by_length[longest + 1])
        uncounted = len(word) + 1 - len(_pairs_of(word))
        need = self._need(len(word), low, high) - uncounted
        near = (self._shared(word, low, high) >= need).nonzero()[0] + low
        return self._measured(word, near) if len(near) else _NONE

    def _shared(self, word: str, low: int, high: int) -> Ints:
        """How many letter pairs the words from `low` to `high` share with `word`."""
        # In the type of the array it is searched in: another one would copy the array first.
        bounds = np.array((low, high), np.int32)
        parts = []
        for pair in _pairs_of(word):
            held = self.pair_words[self.pair_offsets[pair] : self.pair_offsets[pair + 1]]
            start, end = held.searchsorted(bounds)
            parts.append(held[start:end])
        return np.bincount(np.concatenate(parts) - low, minlength=high - low)

    def _need(self, length: int, low: int, high: int) -> Ints:
        """The pairs a word must share with one of `length` letters to be near enough, word by word."""
        if length not in self.needed:
            lengths = np.diff(self.offsets[low : high + 1])
            longer = np.maximum(lengths, length)
            edits = np.where(longer == SHORT, 1, np.floor((1 - LEAST) * longer)).astype(np.int64)
            self.needed[length] = np.maximum(longer + 1 - EDIT_BREAKS * edits, 1)
        return self.needed[length]

    def _measured(self, word: str, near: Ints) -> tuple[Ints, Floats]:
        starts, ends = self.offsets[near].tolist(), self.offsets[near + 1].tolist()
        words = [self.text[start:end] for start, end in zip(starts, ends, strict=True)]
        edits = cdist([word], words, scorer=OSA.distance, dtype=np.int32)[0]
        longer = np.maximum(np.fromiter(map(len, words), np.int64, len(words)), len(word))
        alike = 1.0 - edits / longer
        kept = alike >= np.where(longer == SHORT, LEAST_SHORT, LEAST)
        return near[kept], alike[kept]


ARRAYS = ("offsets", "by_length", "pair_offsets", "pair_words", "name_offsets", "names", "weights")


def save(folder: Path, prefix: str, weights: dict[str, float], names: dict[str, list[int]]) -> dict[str, int]:
    """Write a vocabulary; `names` are the names each word stands in. Gives the number of each word."""
    words = sorted(weights, key=lambda word: (len(word), word))
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    offsets = np.zeros(len(words) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    longest = int(lengths.max(initial=0))
    pair, word = _pairs(words) if words else (np.zeros(0, np.int64), np.zeros(0, np.int64))
    pair_offsets, pair_words = lists(pair, word, PAIRS * REPEATS)
    owner = np.repeat(
        np.arange(len(words)), np.fromiter((len(names[w]) for w in words), np.int64, len(words))
    )
    standing = np.fromiter((name for word in words for name in names[word]), np.int64, len(owner))
    name_offsets, in_names = lists(owner, standing, len(words))
    saved: dict[str, NDArray[Any]] = {
        "offsets": offsets,
        "by_length": np.searchsorted(lengths, np.arange(longest + 2)),
        "pair_offsets": pair_offsets,
        "pair_words": pair_words,
        "name_offsets": name_offsets,
        "names": in_names,
        "weights": np.fromiter((weights[word] for word in words), np.float64, len(words)),
    }
    for name in ARRAYS:
        np.save(folder / f"{prefix}-{name}.npy", saved[name])
    (folder / f"{prefix}.txt").write_bytes("".join(words).encode("ascii"))
    return {word: number for number, word in enumerate(words)}


def load(folder: Path, prefix: str) -> Terms:
    """Open a vocabulary, memory-mapped."""
    arrays = {name: mapped(folder / f"{prefix}-{name}.npy") for name in ARRAYS}
    return Terms(text=(folder / f"{prefix}.txt").read_text("ascii"), **arrays, needed={}, remembered={})


def mapped(path: Path) -> NDArray[Any]:
    """An array on disk as a plain array over the mapped pages."""
    return np.asarray(np.load(path, mmap_mode="r"))
