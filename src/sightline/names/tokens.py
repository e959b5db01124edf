"""A name as tokens: Latin letters and digits in lower case, whatever it was written in."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from sightline.names.empty_words import telling
from sightline.names.readable import LONGEST, readable

MOST_TOKENS = 40
"""Tokens of a name that are compared; no listed name has more."""

_APOSTROPHES = re.compile("['`´ʻʼʽ’‘]")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")
_NUMBERED = re.compile(r"\b([a-z]{4,})(\d{1,3})\b")
"""a name with its number written to it: HAOFAN6"""
_ZEROS = re.compile(r"\b0+(?=\d)")
"""in front of a number, which they do not change"""
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile("[A-Za-z ,-]+")
"""what most names are written in"""
_PARTED = str.maketrans({chr(n): " " for n in range(128) if not chr(n).isalnum()})
"""what parts tokens of Latin letters"""


def plain(text: str) -> list[str]:
    """The tokens of readable text in their order, those that say little included."""
    return list(tokens_of(text))


def is_plain(text: str) -> bool:
    """Whether a name has nothing but Latin letters, spaces, commas and hyphens, as most have."""
    return _LETTERS.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[str, ...]:
    """The same as they are kept: for who asks the same text several times in a row."""
    if _LETTERS.fullmatch(text):
        return tuple(text.lower().replace(",", " ").replace("-", " ").split())
    if text.isascii():
        latin = _APOSTROPHES.sub("", text) if "'" in text or "`" in text else text
    else:
        latin = _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", text)))[:LONGEST]
    whole = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", latin) if "." in latin else latin
    told = whole.lower().translate(_PARTED)
    if _DIGIT.search(told):
        told = _ZEROS.sub("", _NUMBERED.sub(r"\1 \2", told))
    return tuple(told.split())


def tokens(name: str) -> tuple[str, ...]:
    """The tokens of a name in their order; empty when nothing in it can be compared.

    Apostrophes are dropped (`Sa'id` is `said`), everything else that is neither letter nor digit
    parts tokens, dotted initials are one token (`D.P.R.K.` is `dprk`), words that say little go.
    """
    return telling(plain(readable(name).text))[:MOST_TOKENS]
