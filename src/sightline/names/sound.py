"""How a word sounds, coarsely: what two romanisations of one name share.

One key for Ri, Lee and Li, for Chol, Chul and Cheol, for Mohammed and Muhamad. It is made for
comparing, with the word itself beside it: sounding alike speaks for two names, less than being spelt alike.
"""

from __future__ import annotations

import re
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
_TWICE = re.compile(r"(.)\1")
_DOUBLED = re.compile(r"(.)\1+")
_PATTERN = re.compile(
    "|".join(re.escape(letters) for letters, _ in sorted(_CLUSTERS, key=lambda c: -len(c[0])))
)
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
    if word in _INITIAL_L:
        return _INITIAL_L[word]
    if not word.isalpha():
        return word[:LONGEST]
    whole = _PATTERN.sub(lambda found: _SOUNDS[found[0]], word[:LONGEST])
    key = _undoubled(whole.translate(_CLASSES))
    return _undoubled(key[:1] + key[1:].replace("h", "")) or word


def _undoubled(text: str) -> str:
    """Every letter once where it stands several times in a row; most words have none such."""
    return _DOUBLED.sub(r"\1", text) if _TWICE.search(text) else text


_ABJAD = re.compile("[\u0590-\u07ff]")
_LATIN = re.compile("[A-Za-z]")
_BONES = str.maketrans(
    {**dict.fromkeys("aeiouhwy", None), "q": "k", "c": "k", "g": "j", "z": "s", "p": "b", "v": "f", "d": "d"}
)


def bones(word: str) -> str:
    """The consonants of a word: what a name in Arabic or Hebrew letters shares with its Latin form. No such
    letter is an X, which stands in front of the mark of an aircraft."""
    if not word.isalpha() or word[:1] in "xX":
        return ""
    return _undoubled(word[:LONGEST]).translate(_BONES)


def is_abjad(text: str) -> bool:
    """Whether a name is written in Arabic or Hebrew letters, which leave vowels out."""
    return not text.isascii() and bool(_ABJAD.search(text))


def only_abjad(text: str) -> bool:
    """The same, and no Latin letter beside them."""
    return is_abjad(text) and not _LATIN.search(text)
