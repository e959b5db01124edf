"""Words that may be a form of company with one letter wrong: *ltdd*, *copr*, *tovv*.

They are short and on no list; what is near to such a word is looked up in the table of forms.
"""

from __future__ import annotations

from functools import cache, lru_cache

from sightline.names.folding import listed_words
from sightline.names.near import Near
from sightline.names.tables import rows

LONGEST = 5
"""letters of a form of company of which a word is taken for a slip; longer ones are words the tables mend"""
LONGEST_SLIP = LONGEST + 1
"""letters of a word that may be such a form with one letter wrong"""


@cache
def forms() -> dict[str, tuple[str, ...]]:
    """Words of one token to the forms they stand for: *limited* is *ltd*, *coltd* both *co* and *ltd*."""
    return {
        row["word"]: tuple(row["means"].split() or [row["word"]])
        for row in rows("words")
        if row["kind"] == "form" and row["word"].isascii() and " " not in row["word"]
    }


def near_forms(word: str) -> tuple[str, ...]:
    """The forms of company of up to `LONGEST` letters that a word of several is a letter from; none for a
    word of the lists, and for what is a form itself."""
    if not 1 < len(word) <= LONGEST_SLIP or word in listed_words() or word in forms():
        return ()
    return _near_forms(word)


@lru_cache(maxsize=100_000)
def _near_forms(word: str) -> tuple[str, ...]:
    return tuple(_near().of(word))


@cache
def _near() -> Near:
    return Near(form for form in forms() if len(form) <= LONGEST)
