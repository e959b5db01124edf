"""Words written together that others write apart, and apart that others write together.

*Gangquan* is *Gang Quan*, *Allahnoor* *Allah Noor*, *Jangjasan Chongnyonho* and 장자산청년호 are *Jang Ja San
Chong Nyon Ho*. The comparison joins two neighbours by itself; here is what it cannot: three parts and more,
and words that are folded otherwise when they stand together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from sightline.names import chinese, korean
from sightline.names.acronyms import words_of_companies
from sightline.names.folding import folded, is_listed, is_syllable, listed_words
from sightline.names.hangul import parts
from sightline.names.tokens import is_plain, tokens_of
from sightline.names.words import SHIP, dprk

SHORTEST, LEAST_PART, LEAST_LISTED = 7, 4, 3
"""letters of a word that is parted, of its parts, and of the parts of a listed word"""
LONG = 16
"""letters of a word that may be more than two, and of its longest part"""
MOST_SYLLABLES, FEWEST_SYLLABLES = 4, 5
"""syllables of one word, and of a name of which every word is made of them: a person has four at most"""
LONGEST_SYLLABLE = 6
HO = "ho"
"""what the name of a ship ends with in Korean"""
PLAIN = 0.35
"""nats up to which a spelling of a syllable is a usual one"""
FEWEST_HANGUL = 3
_LATIN_WORD = re.compile("[A-Za-z]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_VOICED = {"ㄱ": "g", "ㄷ": "d", "ㅂ": "b"}
_SONOROUS = frozenset("_ㄴㄹㅁㅇ")


def apart(name: str) -> str:
    """A name in Latin letters with such words apart; empty for most names."""
    if is_plain(name) and not _may_part(tokens_of(name)):
        return ""
    found = _LATIN_WORD.findall(name)
    if not found or max(map(len, found)) < SHORTEST:
        return ""
    if found[-1].lower().endswith(HO):
        split = [syllables(word.lower()) for word in found]
        if all(split) and split[-1][-1] == HO and sum(map(len, split)) >= FEWEST_SYLLABLES:
            return " ".join(" ".join(one) for one in split)
    parted = [in_words(word.lower()) if len(word) >= SHORTEST else () for word in found]
    most = max(map(len, parted))
    if not most or (
        most == len(("one", "other"))
        and all(part or _is_chinese(word.lower()) for word, part in zip(found, parted, strict=True))
    ):
        return ""
    changed = iter(parted)
    return _LATIN_WORD.sub(lambda word: " ".join(next(changed)) or word[0], name)


def _may_part(told: tuple[str, ...]) -> bool:
    """Whether one of these words may stand for several, or the last ends like the name of a ship."""
    return told[-1:] != () and (told[-1].endswith(HO) or any(map(in_words, told)))


def _is_chinese(word: str) -> bool:
    """Whether a word may stand in the name of a Chinese person: a syllable of it, or two."""
    return bool(chinese.spelt(word, False)) or any(
        chinese.spelt(word[:at], False) and chinese.spelt(word[at:], False) for at in range(1, len(word))
    )


@lru_cache(maxsize=100_000)
def in_two(word: str) -> tuple[str, ...]:
    """A word of no list as two words of the lists that are not both syllables, as *Pyongyang* would be, or as
    syllables of a Chinese name; empty for others."""
    listed = listed_words()
    if len(word) < SHORTEST or word in listed:
        return ()
    chinese_syllables = chinese.table(False)
    for at in range(len(word) - LEAST_PART, LEAST_PART - 1, -1):
        one, other = word[:at], word[at:]
        names = one in listed and other in listed and not (is_syllable(one) and is_syllable(other))
        if names or (one in chinese_syllables and other in chinese_syllables):
            return one, other
    return ()


@lru_cache(maxsize=100_000)
def in_words(word: str) -> tuple[str, ...]:
    """A long word of no list as the fewest words of the lists it is made of, as where all room between words
    was lost: *Daedongcreditbank*; two of them as `in_two` has it."""
    if len(word) < LONG or (two := in_two(word)) or word in listed_words():
        return in_two(word) if len(word) < LONG else two
    known = listed_words() | words_of_companies()
    best: list[tuple[str, ...]] = [(), *[()] * len(word)]
    for end in range(LEAST_PART, len(word) + 1):
        ways = [
            (*best[start], word[start:end])
            for start in range(max(0, end - LONG), end - LEAST_PART + 1)
            if (not start or best[start]) and word[start:end] in known
        ]
        best[end] = min(ways, key=len, default=())
    return best[-1]


@lru_cache(maxsize=100_000)
def listed_apart(word: str) -> tuple[str, ...]:
    """A listed word as two words of the lists where these are folded otherwise than together: *Walijan*."""
    if len(word) < SHORTEST or is_listed(word) or not word.isalpha():
        return ()
    for at in range(len(word) - LEAST_LISTED, LEAST_LISTED - 1, -1):
        one, other = word[:at], word[at:]
        if is_listed(one) and is_listed(other) and folded(one) + folded(other) != folded(word):
            return () if chinese.spelt(one, False) and chinese.spelt(other, False) else (one, other)
    return ()


@lru_cache(maxsize=100_000)
def syllables(word: str) -> tuple[str, ...]:
    """A word as the fewest Korean syllables it may be made of, each in a usual spelling; empty where it is
    not, or is made of more than `MOST_SYLLABLES`."""
    ways: list[tuple[str, ...]] = [()]
    for _ in range(MOST_SYLLABLES):
        ways = [
            (*way, word[start:end])
            for way in ways
            for start in [sum(map(len, way))]
            for end in range(
                start + (1 if len(word) == 1 else 2), min(len(word), start + LONGEST_SYLLABLE) + 1
            )
            if (read := korean.spelt(word[start:end], False)) and read[0][1] <= PLAIN
        ]
        whole = [way for way in ways if sum(map(len, way)) == len(word)]
        if whole:
            return min(whole, key=lambda way: (-min(map(len, way)), way))
    return ()


def hangul_apart(name: str) -> str:
    """The name of a ship in Hangul as the DPRK spells it, every syllable apart, voiced where it is spoken so:
    one that ends like a ship's, or is short and begins with no surname; empty for others."""
    run = name.replace(" ", "")
    if len(run) < FEWEST_HANGUL or not _HANGUL.fullmatch(run):
        return ""
    surnames, _ = korean.frequencies()
    short = len(run) <= MOST_SYLLABLES and not any(one in surnames for one, _ in korean.northern(run[0]))
    if not short and not (len(run) > MOST_SYLLABLES and run.endswith(SHIP)):
        return ""
    told = [dprk(run[0])]
    for before, one in pairwise(run):
        initial, spelt = parts(one)[0], dprk(one)
        voiced = initial in _VOICED and parts(before)[2] in _SONOROUS
        told.append(_VOICED[initial] + spelt[1:] if voiced else spelt)
    return " ".join(told)
