"""How the letters of a word follow one another, held against words of the public lists.

A word that hardly any name is spelt like is sooner a slip of the finger than a name of its own.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache, lru_cache

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


@lru_cache(maxsize=200_000)
def surprise(word: str) -> int:
    """Millinats a letter by which a word surprises who knows the words of the lists; 0 for no such word."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha() and word.islower()):
        return 0
    text = f"^^{word}$"
    total = sum([_after(text[at - 2 : at], text[at]) for at in range(2, len(text))])
    return round(1000 * total / (len(word) + 1))


@cache
def _after(before: str, letter: str) -> float:
    """Nats by which a letter surprises behind two others."""
    three, two, after_two, after_one = _followers()
    one = (two[before[1] + letter] + LETTERS / ALPHABET) / (after_one[before[1]] + LETTERS)
    return -math.log((three[before + letter] + PAIRS * one) / (after_two[before] + PAIRS))
