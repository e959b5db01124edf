"""A name spelt differently from the record.

What it warns of: a word of the text that is nearly, and not quite, a word of a name the record gives
to a party or an entity, where the words beside it are those of that name. Every spelling on record
is right, other scripts and aliases too.

Why: a party that is named wrongly is not named, or somebody else is.

How to mend: write the name as the record has it, or add the spelling to the record with its source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, warning

RULE = "name_misspelt"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
SHORTEST = 5
"""letters of the shortest word that is compared; shorter ones are near too many"""
LONG, BESIDE = 9, 7
"""letters from which a word may differ by two: any, and one that stands beside another word of its name"""


def check(context: LintContext) -> Iterator[Problem]:
    """Words near a name on record and not in it."""
    names = _names(context)
    known = frozenset(word.casefold() for name in names for word in name)
    near = _Near(names, known)
    for at in sentences(context.report):
        words = _WORD.findall(at.sentence.text)
        for position, word in enumerate(words):
            name = near.name(word, words[max(position - 1, 0) : position], words[position + 1 : position + 2])
            if name:
                text = f"{word!r} is not how the record spells {name!r}"
                yield warning(RULE, at.label, text, "write the name as the record has it", at.sentence.text)


def _names(context: LintContext) -> list[tuple[str, ...]]:
    given = [party.name for party in context.parties.values()]
    given += [name for several in context.names.values() for name in several]
    split = [tuple(_WORD.findall(name)) for name in dict.fromkeys(given)]
    return [words for words in split if words]


class _Near:
    """Names by the length of their words, so that a word meets only words of nearly its length."""

    def __init__(self, names: list[tuple[str, ...]], known: frozenset[str]) -> None:
        self.known = known
        self.by_length: dict[int, list[tuple[str, tuple[str, ...], int]]] = defaultdict(list)
        for name in names:
            for position, word in enumerate(name):
                if len(word) >= SHORTEST:
                    self.by_length[len(word)].append((word.casefold(), name, position))
        self.like = lru_cache(maxsize=None)(self._like)

    def name(self, word: str, before: list[str], after: list[str]) -> str:
        """The name a word misspells, empty where it misspells none."""
        if len(word) < SHORTEST or not word[0].isupper() or word.casefold() in self.known:
            return ""
        beside = {each.casefold() for each in (*before, *after)}
        for name, position in self.like(word.casefold()):
            others = {each.casefold() for each in name[max(position - 1, 0) : position + 2]}
            others.discard(name[position].casefold())
            if beside & others or (len(name) == 1 and self._alone(word.casefold(), name[0].casefold())):
                return " ".join(name)
        return ""

    @staticmethod
    def _alone(word: str, other: str) -> bool:
        return len(word) >= LONG or OSA.distance(word, other) <= 1

    def _like(self, word: str) -> list[tuple[tuple[str, ...], int]]:
        allowed = 2 if len(word) >= BESIDE else 1
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        return [
            (name, position)
            for length in lengths
            for other, name, position in self.by_length.get(length, ())
            if word not in {f"{other}s", f"{other}'s", f"{other}’s"}
            and OSA.distance(word, other, score_cutoff=allowed) <= allowed
        ]
