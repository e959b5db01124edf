"""How the letters of a word follow one another, held against words of the public lists.

A word that hardly any name is spelt like is sooner a slip of the finger than a name of its own.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

from sightline.names.folding import folded
from sightline.names.tables import values

PAIRS, LETTERS = 6.0, 12.0
"""how many words what is known of pairs of letters, and of letters alone, stands for"""
ALPHABET = 27
"""letters, and the end of a word"""
SHORTEST, LONGEST = 3, 40


@cache
def _followers() -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """How often a letter follows two others, and one other; how often these are followed at all."""
    three, two, after_two, after_one = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for word in {folded(word) for word, _ in values("word_counts")}:
        if word.isalpha() and word.islower():
            text = f"^^{word}$"
            for at in range(2, len(text)):
                three[text[at - 2 : at + 1]] += 1
                two[text[at - 1 : at + 1]] += 1
                after_two[text[at - 2 : at]] += 1
                after_one[text[at - 1]] += 1
    return three, two, after_two, after_one


class _Afters(dict[str, float]):
    """Nats by which a letter surprises behind two others: those of the lists at once, others when met."""

    def __missing__(self, letters: str) -> float:
        found = self[letters] = _after(letters)
        return found


@cache
def _afters() -> _Afters:
    found = _Afters()
    found.update((letters, _after(letters)) for letters in _followers()[0])
    return found


def surprise(word: str) -> int:
    """Millinats a letter by which a word surprises who knows the words of the lists; 0 for no such word."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha() and word.islower()):
        return 0
    text, after = f"^^{word}$", _afters()
    total = sum([after[text[at : at + 3]] for at in range(len(word) + 1)])
    return round(1000 * total / (len(word) + 1))


def _after(letters: str) -> float:
    """Nats by which the last of three letters surprises behind the others."""
    three, two, after_two, after_one = _followers()
    one = (two[letters[1:]] + LETTERS / ALPHABET) / (after_one[letters[1]] + LETTERS)
    return -math.log((three[letters] + PAIRS * one) / (after_two[letters[:2]] + PAIRS))
