"""The form of company a name carries: left out where words are compared, yet of use where both names have it.

*Efbet OOD* may well be *Efbet Partners OOD*; *Griffin LLC* is hardly *Griffin, Peter*.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from sightline.names.form_slips import forms, near_forms
from sightline.names.tokens import tokens_of
from sightline.names.words import mended

MOST = 64
"""forms that are told apart: bits of one number"""


@cache
def known() -> tuple[str, ...]:
    """The forms that are told apart, each in the spelling the table gives for all of it."""
    return tuple(sorted({form for meant in forms().values() for form in meant}))


@cache
def _bits() -> dict[str, int]:
    number = {form: 1 << n for n, form in enumerate(known())}
    return {word: sum(number[form] for form in meant) for word, meant in forms().items()}


def company_forms(text: str) -> int:
    """The forms of company in a name as `readable` gives it, a bit each, in the order of `known`."""
    return reduce(or_, map(forms_of, map(mended, tokens_of(text))), 0)


def forms_of(word: str) -> int:
    """The forms of company a word stands for as the tables have it, a bit each."""
    return _bits().get(word, 0)


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
        some = [*map(near_forms, told)]
        if any(some):
            bits = _bits()
            at = max(at for at, near in enumerate(some) if near)
            return Slip(at, reduce(or_, map(bits.__getitem__, some[at])))
    return NO_SLIP


@lru_cache(maxsize=10_000)
def named(forms: int) -> tuple[str, ...]:
    """The same in words."""
    return tuple([form for n, form in enumerate(known()) if forms >> n & 1])
