"""How much a word of a name says: the logarithm of how few entries of the public lists have it.

Counted on lists that are public, so that what everyone's scores depend on gives nothing hidden away.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import compress
from string import ascii_lowercase

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from sightline.names.folding import folded
from sightline.names.met import Met
from sightline.names.tables import rows, values

ENTRIES = 15_247
"""entries of the lists the table was counted on"""
SHORTEST_FORM, LONG_FORM, LONGEST_FORM, FORM = 5, 7, 14, 1500
"""letters of a form of company that may be mistyped, of one with two errors, and the millinats
such a word then says"""
COMPANIES = ("what companies", "a form of company", "part of many names of companies")
"""why a word is common that companies have in their names"""
PLACE = "a place"
"""why one is that is no name by itself"""
LETTER, PAIR, DIGITS = 1000, 5000, 5000
"""millinats at most of a single letter, of two letters, of a word with digits"""


@cache
def _counts() -> dict[str, int]:
    counts: Counter[str] = Counter()
    for word, count in values("word_counts"):
        counts[folded(word)] += int(count)
    return dict(counts)


@cache
def _at_most() -> dict[str, int]:
    return {folded(word): int(most) for word, most, _ in values("common_words")}


@cache
def _of_companies() -> frozenset[str]:
    return frozenset(folded(word) for word, _, why in values("common_words") if why.startswith(COMPANIES))


@cache
def _places() -> frozenset[str]:
    return frozenset(folded(word) for word, _, why in values("common_words") if why.startswith(PLACE))


def has_word_of_companies(told: Iterable[str]) -> bool:
    """Whether one of some words as `names.words` gives them says what companies do or are."""
    return not _of_companies().isdisjoint(told)


@lru_cache(maxsize=20_000)
def of_count(count: int, entries: int = ENTRIES) -> int:
    """Millinats of a word that `count` of so many entries have."""
    return round(1000 * math.log((entries + 1) / (min(count, entries) + 1)))


def is_common(word: str) -> bool:
    """Whether a word as `names.words` gives it is known for common, whatever the lists have, and no syllable
    of a name that is spelt alike: *Kong*."""
    return len(word) >= SHORTEST_FORM and word in _at_most()


def is_place(word: str) -> bool:
    """Whether a word as `names.words` gives it is a country or a city of the table of common words."""
    return word in _places()


def is_known(word: str) -> bool:
    """Whether a word as `names.words` gives it stands on the public lists, so that it is hardly a slip."""
    return word in _counts()


@cache
def _of_brands() -> frozenset[str]:
    return frozenset(folded(word) for (word,) in values("brand_words"))


def is_of_brand(word: str) -> bool:
    """Whether a word as `names.words` gives it is one of a well-known company or brand, so that who asks it
    means that one: *Scania* is not *Sania* mistyped."""
    return word in _of_brands()


@cache
def _borne_by_many() -> frozenset[str]:
    return frozenset(folded(word) for word, _, _ in values("borne_by_many"))


def is_borne_by_many(word: str) -> bool:
    """Whether a word as `names.words` gives it is a name that many people bear, whatever the lists have."""
    return word in _borne_by_many()


def worth(word: str) -> int:
    """Millinats a word says, whatever list it stands on."""
    return _worths[word]


def worths(words: Sequence[str]) -> list[int]:
    """The same of many words."""
    return _worths.of(words)


def _worths_of(words: Sequence[str]) -> list[int]:
    counts, mistyped = _counts(), _mistyped_forms()
    known = _told_of()
    maybe = [word for word in words if LONG_FORM - 1 <= len(word) <= LONGEST_FORM and word not in known]
    twice = {*compress(maybe, _twice_mistyped(maybe))} if maybe else ()
    return [
        FORM
        if word not in known and (word in mistyped or word in twice)
        else min(of_count(counts.get(word, 0)), bound(word))
        for word in words
    ]


_worths = Met(_worths_of)


@cache
def _told_of() -> frozenset[str]:
    """Words of which a table says how common they are, so that none is a form of company mistyped."""
    return frozenset({*_counts(), *_at_most()})


@cache
def _mistyped_forms() -> frozenset[str]:
    """Forms of company with one letter dropped, added, replaced, or swapped with its neighbour."""
    found: set[str] = set()
    for form in _forms():
        for at in range(len(form) + 1):
            head, tail = form[:at], form[at:]
            found.add(head + tail[1:])
            found.update(head + letter + tail for letter in ascii_lowercase)
            if len(form) > SHORTEST_FORM:
                found.update(head + letter + tail[1:] for letter in ascii_lowercase if tail)
            if len(tail) > 1:
                found.add(head + tail[1] + tail[0] + tail[2:])
    return frozenset(found)


@cache
def _forms() -> tuple[str, ...]:
    known = {folded(row["word"]) for row in rows("words") if row["kind"] == "form" and row["word"].isascii()}
    return tuple(sorted(word for word in known if len(word) >= SHORTEST_FORM and " " not in word))


def _twice_mistyped(words: Sequence[str]) -> list[bool]:
    """Whether long words are two edits from a long form of company."""
    apart = process.cdist(words, _long_forms(), scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    near: list[bool] = (apart.min(axis=1) <= 2).tolist()
    return near


@cache
def _long_forms() -> tuple[str, ...]:
    return tuple(form for form in _forms() if len(form) >= LONG_FORM)


def bound(word: str) -> int:
    """Millinats a word says at most, by its shape or because we know it for common."""
    if len(word) == 1:
        return LETTER
    if not word.isalpha():
        return DIGITS
    most = _at_most().get(word, of_count(0))
    return min(most, PAIR) if len(word) == 2 else most
