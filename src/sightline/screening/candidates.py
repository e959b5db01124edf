"""Names on a list that may agree with a name that is asked: none that would reach the floor is missed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sightline.matching.replay import Pair, align
from sightline.screening.index import Index
from sightline.screening.terms import Floats, Ints, Terms, rows

MOST = 400
"""Names scored for one query; more than so many above the floor means a name that says nothing."""
FEW = 4
"""Names scored first when the nearest is asked for; others only if they may agree more."""
SPARED = 1e-4
"""Scores are rounded to four decimals: a name that rounds up to the floor is kept."""

Near = dict[int, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listed name and how far it agrees, 0 to 1, before its strength as an alias is counted."""

    entity: int
    name: int
    agreed: float


@dataclass(frozen=True, slots=True)
class Search:
    """One name asked of one list: its words, their weights, and the most that every listed name can agree."""

    index: Index
    text: str
    words: tuple[str, ...]
    asked: _Asked
    bounds: Floats

    def above(self, floor: float) -> list[Candidate]:
        """Names whose agreement is at least `floor`, in no order; at most `MOST` are scored."""
        above = self._best(np.flatnonzero(self.bounds >= floor - SPARED))
        return [one for one in _score(self.index, self.asked, above) if one.agreed >= floor - SPARED]

    def nearest(self) -> Candidate | None:
        """The name that agrees most, however little; nothing when no word is like any on the list."""
        some = np.flatnonzero(self.bounds)
        if not len(some):
            return None
        first = some[np.argpartition(-self.bounds[some], FEW)[:FEW]] if len(some) > FEW else some
        best = max(candidate.agreed for candidate in _score(self.index, self.asked, first))
        return max(
            _score(self.index, self.asked, self._best(np.flatnonzero(self.bounds >= best - SPARED))),
            key=lambda candidate: candidate.agreed,
        )

    def of_entity(self, entity: int) -> list[Candidate]:
        """All names of one entity, however little they agree."""
        start, end = np.searchsorted(self.index.name_entity, (entity, entity + 1))
        return _score(self.index, self.asked, np.arange(start, end))

    def _best(self, names: Ints) -> Ints:
        if len(names) <= MOST:
            return names
        return names[np.argpartition(-self.bounds[names], MOST)[:MOST]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query's words, their weights, and the listed words like each of them."""

    weights: list[float]
    single: list[tuple[Ints, Floats]]
    split: list[tuple[Ints, Floats]]
    """two listed neighbours written together that are like one word of the query"""
    joined: list[tuple[Ints, Floats]]
    """listed words like two neighbours of the query written together"""


def search(index: Index, text: str, words: tuple[str, ...]) -> Search:
    """Ask one list for a name; `words` are at least one."""
    together = ["".join(pair) for pair in pairwise(words)]
    asked = _Asked(
        [index.weight(word) for word in words],
        [index.single.like(word) for word in words],
        [index.joined_terms.like(word) for word in words],
        [index.single.like(word) for word in together],
    )
    return Search(index, text, words, asked, _bounds(index, asked))


def _bounds(index: Index, asked: _Asked) -> Floats:
    """For every name the most it can agree: each word of the query taken with all listed words like it."""
    total = np.zeros(len(index.name_total))
    pairs = [first + second for first, second in pairwise(asked.weights)]
    for terms, near, weights in (
        (index.single, asked.single + asked.joined, asked.weights + pairs),
        (index.joined_terms, asked.split, asked.weights),
    ):
        total += _brought(terms, near, weights, len(total))
    return total / (sum(asked.weights) + index.name_total)


def _brought(terms: Terms, near: list[tuple[Ints, Floats]], weights: list[float], names: int) -> Floats:
    numbers = np.concatenate([found for found, _ in near])
    if not len(numbers):
        return np.zeros(names)
    worth = np.concatenate(
        [
            alike * (weight + terms.weights[found])
            for (found, alike), weight in zip(near, weights, strict=True)
        ]
    )
    positions, lengths = rows(terms.name_offsets, numbers)
    return np.bincount(terms.names[positions], np.repeat(worth, lengths), names).astype(
        np.float64, copy=False
    )


def _score(index: Index, asked: _Asked, names: Ints) -> list[Candidate]:
    single, split, joined = (
        [dict(zip(found.tolist(), alike.tolist(), strict=True)) for found, alike in near]
        for near in (asked.single, asked.split, asked.joined)
    )
    scored = []
    for name in names.tolist():
        start, end = int(index.word_offsets[name]), int(index.word_offsets[name + 1])
        words = index.words[start:end].tolist()
        together = index.joined[start : end - 1].tolist()
        found = [
            *_pairs(single, words, 1, 1),
            *_pairs(split, together, 1, 2),
            *_pairs(joined, words, 2, 1),
        ]
        listed = index.single.weights[words].tolist()
        scored.append(Candidate(int(index.name_entity[name]), name, align(found, asked.weights, listed)))
    return scored


def _pairs(near: list[Near], listed: list[int], taken: int, offered: int) -> list[Pair]:
    return [
        (alike, i, taken, j, offered)
        for i, words in enumerate(near)
        if words
        for j, word in enumerate(listed)
        if (alike := words.get(word))
    ]
