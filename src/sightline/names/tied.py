"""Arabic words tied to their article, or to another word by it: *Alrawi*, *Salahuddin*, *Salah Eddine*."""

from __future__ import annotations

import re
from functools import cache

from sightline.names.folding import is_given, is_listed, listed_words
from sightline.names.near import Near

FAITH = ("din", "dine", "deen", "dyn")
"""*of the faith*, the second part of a name; as names are put together, the first of these"""
ARTICLES, LEAST, LEAST_NEW = ("al", "el"), 6, 7
"""what a word of the lists is tied to, and the letters of both at least, of both where the lists do not have
them so: *Elmira* is a name of its own"""
_OF_FAITH = re.compile("(?:([a-z]{3,})?[aeiou][ld])?d(?:in|ine|een|yn)")
_IN_FRONT = frozenset({"al", "el", "ul", "ud", "ed", "ad"})
"""articles as they stand in front of the faith"""


def without_article(word: str) -> str:
    """*Rawi* for *Alrawi*: a word of the lists without the article it is tied to. For a word that is on no
    list but a letter from one that is tied, as that one: *Alrawwi*, and *salahuddin* for *Salahudin*. Empty
    for others."""
    if word.startswith(ARTICLES) and _has_article(word):
        return word[2:]
    if len(word) < LEAST or not _may_slip(word) or is_listed(word):
        return ""
    near = _tied().of(word)
    if len(near) != 1:
        return ""
    if word.startswith(ARTICLES) and is_listed(word[2:]):
        return word[2:]  # *Alamin* is no slip of *Alamir*
    return near[0][2:] if near[0].startswith(ARTICLES) else near[0]


def of_faith(found: list[str]) -> list[str]:
    """*Salah al-Din*, *Salah Eddine*, *Salahuddin* as the same two words."""
    whole: list[str] = []
    for word in found:
        parted = _OF_FAITH.fullmatch(word)
        if not parted or is_given(word):
            whole.append(word)
            continue
        if parted[1]:
            whole.append(parted[1])
        elif whole and whole[-1] in _IN_FRONT:
            whole.pop()
        whole.append(FAITH[0] if whole else word)
    return whole


def _has_article(word: str) -> bool:
    least = LEAST if is_listed(word) else LEAST_NEW
    return len(word) >= least and is_listed(word[2:]) and not is_given(word)


def _may_slip(word: str) -> bool:
    """Whether a word long enough looks like one that is tied, perhaps with a letter wrong; most do not."""
    return word.startswith(ARTICLES) or ("d" in word[-5:] and "n" in word[-3:])


@cache
def _tied() -> Near:
    """Words of the lists that are tied."""
    return Near([word for word in sorted(listed_words()) if _has_tie(word)])


def _has_tie(word: str) -> bool:
    if word.startswith(ARTICLES):
        return _has_article(word)
    parted = _OF_FAITH.fullmatch(word)
    return bool(parted and parted[1]) and not is_given(word)
