"""How a word sounds, coarsely: what two romanisations of one name share.

One key for Ri, Lee and Li, for Chol, Chul and Cheol, for Mohammed and Muhamad. It is made for
comparing, with the word itself beside it: sounding alike speaks for two names, less than being spelt alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

LONGEST = 40
"""letters of a word that are looked at"""

# fmt: off
_CLUSTERS: tuple[tuple[str, str], ...] = (
    ("tch", "j"), ("dzh", "j"), ("sch", "s"), ("zh", "j"), ("ch", "j"), ("ts", "j"), ("tz", "j"), ("dj", "j"),
    ("sh", "s"), ("kh", "k"), ("gh", "k"), ("ck", "k"), ("qu", "k"), ("ph", "p"), ("th", "t"), ("dh", "t"),
    ("yeo", "yo"), ("yae", "ya"), ("eo", "o"), ("eu", "o"), ("oo", "o"), ("ou", "o"), ("ae", "e"),
    ("ai", "e"),
    ("ay", "e"), ("ei", "e"), ("ey", "e"), ("oi", "e"), ("oe", "e"), ("ee", "i"), ("ie", "i"), ("ii", "i"),
    ("iy", "i"), ("x", "ks"),
)
# fmt: on
"""Letters written together for one sound, longest first; Korean vowels as RR, MR and the DPRK write them."""
_CLASSES = str.maketrans("bcdefgjlquvwzy", "pktapkjrkovvji")
"""One letter for a class: voiced and unvoiced stops, r and l, o and u, a and e are one each."""
_DOUBLED = re.compile(r"(.)\1+")
_BEHIND = re.compile(r"(?<=[^\n])h+")
"""an h that does not begin a word"""


def _pattern(clusters: Sequence[str]) -> re.Pattern[str]:
    """What finds the longest of these where one begins; to look at their first letters first takes less time
    than to try one after the other."""
    behind: dict[str, list[str]] = defaultdict(list)
    for letters in sorted(clusters, key=len, reverse=True):
        behind[letters[0]].append(letters[1:])
    return re.compile("|".join([f"{first}(?:{'|'.join(others)})" for first, others in behind.items()]))


_PATTERN = _pattern([letters for letters, _ in _CLUSTERS])
_SOUNDS = dict(_CLUSTERS)
_INITIAL_L = {
    "lee": "ri",
    "yi": "ri",
    "rhee": "ri",
    "li": "ri",
    "i": "ri",
    "noh": "ro",
    "roh": "ro",
    "no": "ro",
}
"""Surnames whose first sound the south drops or changes and the north keeps."""


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The key of one word as `names.tokens` gives it; numbers keep their digits, nothing becomes empty."""
    return sounds([word])[0]


def sounds(words: Sequence[str]) -> list[str]:
    """The same of many words."""
    if not words:
        return []
    whole = _PATTERN.sub(lambda found: _SOUNDS[found[0]], _lines(words)).translate(_CLASSES)
    keys = _undoubled(_BEHIND.sub("", _undoubled(whole))).split("\n")
    return [
        _INITIAL_L.get(word) or (key if word.isalpha() else word[:LONGEST])
        for word, key in zip(words, keys, strict=True)
    ]


def _lines(words: Sequence[str]) -> str:
    """Words as far as they are looked at, each in a line of its own."""
    return "\n".join([word[:LONGEST] for word in words])


def _undoubled(text: str) -> str:
    """Every letter once where it stands several times in a row."""
    return _DOUBLED.sub(r"\1", text)


_ABJAD = re.compile("[\u0590-\u07ff]")
_LATIN = re.compile("[A-Za-z]")
_BONES = str.maketrans(
    {**dict.fromkeys("aeiouhwy", None), "q": "k", "c": "k", "g": "j", "z": "s", "p": "b", "v": "f", "d": "d"}
)


def bones(word: str) -> str:
    """The consonants of a word: what a name in Arabic or Hebrew letters shares with its Latin form. No such
    letter is an X, which stands in front of the mark of an aircraft."""
    return all_bones([word])[0]


def all_bones(words: Sequence[str]) -> list[str]:
    """The same of many words."""
    if not words:
        return []
    found = _undoubled(_lines(words)).translate(_BONES).split("\n")
    return [
        bones if word.isalpha() and word[0] not in "xX" else ""
        for word, bones in zip(words, found, strict=True)
    ]


def is_abjad(text: str) -> bool:
    """Whether a name is written in Arabic or Hebrew letters, which leave vowels out."""
    return not text.isascii() and bool(_ABJAD.search(text))


def only_abjad(text: str) -> bool:
    """The same, and no Latin letter beside them."""
    return is_abjad(text) and not _LATIN.search(text)
