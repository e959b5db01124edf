"""Whether two names may be one party's: shortened, cut at the end of a line, or written in another script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

from sightline.clean import country_words
from sightline.detectors.firms.listed_parties import name_key
from sightline.detectors.firms.ties import normal
from sightline.names.commonness import has_word_of_companies
from sightline.names.readable import readable
from sightline.names.words import shown, words
from sightline.names.written_otherwise import ways_written

ALIKE = 0.88
"""two names are one party's from this likeness on (difflib's ratio, 0 to 1); a proposal of this project"""
LINES = (35, 70, 140)
"""letters after which a name is cut: a line of SWIFT MT, two, and the field of ISO 20022"""
LOST = 2
"""letters a cut name may be shorter, where a space or the rest of a word at its end was left out"""
SHORTEST = 3
"""letters of a word that is shortened: *Ind* for *Industries*"""
_ASIDE = re.compile(r"[(（]([^()（）]*)[)）]")


def same_party(one: str, other: str) -> bool:
    """Whether two names may be one party's.

    So are the same words in any order, nearly the same letters, one that is the other cut at the end of a
    line, words of companies shortened, and a name in another script (`names.words`), forms of company and a
    country in brackets aside. Numbers in names must be the same.
    """
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return False
    if first == second or _is_cut(one, other) or _is_cut(other, one):
        return True
    if _numbers(first) != _numbers(second):
        return False
    if SequenceMatcher(None, first, second).ratio() >= ALIKE:
        return True
    return any(_same_words(ours, theirs) for ours, theirs in product(_ways(one), _ways(other)))


def _numbers(key: str) -> list[str]:
    return [word for word in key.split() if any(sign.isdigit() for sign in word)]


def _is_cut(short: str, whole: str) -> bool:
    """Whether a name is the beginning of another, as long as a line is."""
    letters = len(short.strip())
    if not any(line - LOST <= letters <= line for line in LINES):
        return False
    beginning, all_of_it = normal("name", short), normal("name", whole)
    return len(all_of_it) > len(beginning) and all_of_it.startswith(beginning)


@lru_cache(maxsize=50_000)
def _ways(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name in Latin letters, folded and as spelt, in each way it may be meant."""
    bare = _ASIDE.sub(lambda found: " " if country_words.read(found[1]).code else found[0], name)
    texts = [readable(way).text for way in dict.fromkeys((bare, *ways_written(bare)))]
    return tuple(dict.fromkeys(way for text in texts for way in (words(text), shown(text)) if way))


def _same_words(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether words are the same, parted otherwise, or shortened where companies have such a word."""
    if "".join(ours) == "".join(theirs) or sorted(ours) == sorted(theirs):
        return True
    if len(ours) != len(theirs) or len(ours) < 2:
        return False
    return all(one == other or _shortened(one, other) for one, other in zip(ours, theirs, strict=True))


def _shortened(one: str, other: str) -> bool:
    short, whole = sorted((one, other), key=len)
    return (
        len(short) >= SHORTEST
        and whole[0] == short[0]
        and has_word_of_companies((whole,))
        and _letters_of(short, whole)
    )


def _letters_of(short: str, whole: str) -> bool:
    """Whether the letters of one word stand in another in their order: *mfg*, *intl*."""
    rest = iter(whole)
    return all(letter in rest for letter in short)
