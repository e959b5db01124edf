"""What a person's name says as the commonest name it may be: many people share a nationality, and their names
are commoner among them than on lists.

The lists count on how many entries a word stands, not how many people have it: *Kuznetsov* is rare there and
borne by a whole town. Where no count of a people is held, a part of a name that a table knows is taken to be
common; where one is held (Korean and Chinese syllables), the name counts as what it is most usually.
"""

from __future__ import annotations

from typing import Any

from sightline.matching import name_words, replay
from sightline.matching.syllables_say import info
from sightline.matching.weights import value
from sightline.names.commonness import is_borne_by_many, is_known
from sightline.names.folding import is_given
from sightline.names.syllables import Sequence
from sightline.screening.asked_name import Name

KNOWN = value("known_part")
SHORT = 2
"""letters up to which a word is no rare part of a name, whatever the tables know"""

OF_WOMEN = ("ova", "eva", "ina")
"""endings of a woman's surname of which the man's lacks the last letter: *Sokolova*, *Sokolov*"""


def says(name: Name, forms: dict[str, Any]) -> float:
    """Nats a person's name that is asked says at most, `forms` being those of the comparison: by every way to
    read it in syllables, in either order, and by its words."""
    read = [_read(one) for one in name.sequences if not one.slip]
    if forms["comparison"] == name_words.NAME:
        read.append(_by_words(forms))
    return min(read, default=float("inf"))


def _read(one: Sequence) -> float:
    """Nats of the commonest syllables that one way to read a name allows."""
    return sum(min(info(way, n == 0) for way, _ in ways) for n, ways in enumerate(one.readings)) / 1000


def _by_words(forms: dict[str, Any]) -> float:
    """Nats of the words that agree, those that a table knows as common as it may be."""
    query, listed, told = forms["query"], forms["listed"], 0.0
    for says, i, words, j, others, _ in replay.word_alignment(forms)[0]:
        both = [*query[i : i + words], *listed[j : j + others]]
        told += min(says / 1000, KNOWN) if any(map(_is_known, both)) else says / 1000
    return told


def _is_known(word: str) -> bool:
    some = (word, word[:-1]) if word.endswith(OF_WOMEN) else (word,)
    return len(word) <= SHORT or any(is_known(one) or is_given(one) or is_borne_by_many(one) for one in some)
