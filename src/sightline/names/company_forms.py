"""The form of company a name carries: left out where words are compared, yet of use where both names have it.

*Efbet OOD* may well be *Efbet Partners OOD*; *Griffin LLC* is hardly *Griffin, Peter*.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sightline.names.folding import is_listed
from sightline.names.near import Near
from sightline.names.tables import rows
from sightline.names.tokens import tokens_of
from sightline.names.words import mended

LONGEST_SLIP = 5
"""letters of a form of company of which a word is taken for a slip; longer ones are words the tables mend"""
MOST = 64
"""forms that are told apart: bits of one number"""


@cache
def known() -> tuple[str, ...]:
    """The forms that are told apart, each in the spelling the table gives for all of it."""
    return tuple(sorted({form for forms in _forms().values() for form in forms}))


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Words of one token to the forms they stand for: *limited* is *ltd*, *coltd* both *co* and *ltd*."""
    return {
        row["word"]: tuple(row["means"].split() or [row["word"]])
        for row in rows("words")
        if row["kind"] == "form" and row["word"].isascii() and " " not in row["word"]
    }


@cache
def _bits() -> dict[str, int]:
    number = {form: 1 << n for n, form in enumerate(known())}
    return {word: sum(number[form] for form in forms) for word, forms in _forms().items()}


def company_forms(text: str) -> int:
    """The forms of company in a name as `readable` gives it, a bit each, in the order of `known`."""
    found = 0
    for token in tokens_of(text):
        found |= _of(token)
    return found


@lru_cache(maxsize=200_000)
def _of(token: str) -> int:
    bits = _bits()
    return bits.get(token) or bits.get(mended(token), 0)


class Slip(NamedTuple):
    """A word of a name that may be a form of company with one letter wrong: the how manieth, and which forms,
    a bit each."""

    at: int
    forms: int


NO_SLIP = Slip(-1, 0)


def slipped(told: Sequence[str]) -> Slip:
    """The last of several words that is on no list and one letter from a form of company, if there is one.

    That it is meant so, the name it is held against must show by having that form: *Agrorozkvit To* and
    *Agrorozkvit TOV*, which an *Agrorozkvit LLC* is not.
    """
    if len(told) > 1:
        for at in range(len(told) - 1, -1, -1):
            if forms := _slip(told[at]):
                return Slip(at, forms)
    return NO_SLIP


@lru_cache(maxsize=200_000)
def _slip(word: str) -> int:
    """The forms of company a word of several letters may be with one letter wrong, a bit each."""
    bits = _bits()
    if not 1 < len(word) <= LONGEST_SLIP + 1 or word in bits or is_listed(word):
        return 0
    forms = 0
    for form in _near().of(word):
        forms |= bits[form]
    return forms


@cache
def _near() -> Near:
    return Near(form for form in _bits() if len(form) <= LONGEST_SLIP)


@lru_cache(maxsize=10_000)
def named(forms: int) -> tuple[str, ...]:
    """The same in words."""
    return tuple([form for n, form in enumerate(known()) if forms >> n & 1])
