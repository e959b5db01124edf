"""The form of company a name carries: left out where words are compared, yet of use where both names have it.

*Efbet OOD* may well be *Efbet Partners OOD*; *Griffin LLC* is hardly *Griffin, Peter*.
"""

from __future__ import annotations

from functools import cache, lru_cache

from sightline.names.tables import rows
from sightline.names.tokens import tokens_of
from sightline.names.words import mended

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


@lru_cache(maxsize=10_000)
def named(forms: int) -> tuple[str, ...]:
    """The same in words."""
    return tuple([form for n, form in enumerate(known()) if forms >> n & 1])
