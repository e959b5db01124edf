"""Whether words may be the whole name of a person: what no company and no place is called."""

from __future__ import annotations

from sightline.names.acronyms import words_of_companies
from sightline.names.commonness import has_word_of_companies, is_place
from sightline.names.folding import folded
from sightline.names.tokens import tokens_of

_PARTS_OF_NAMES = frozenset({"of", "for", "the", "sons", "son", "brothers", "bros", "partners", "associates"})
"""words that no name of a person beside another has"""
FEWEST, MOST = 2, 5
"""words of a name in Latin letters beside another"""


def may_be_persons(part: str) -> bool:
    """Whether a part of a field may be the whole name of a person, of two words and more in Latin letters."""
    told = tokens_of(part)
    if any(not word.isalpha() for word in told) or "(" in part:
        return False
    if not part.isascii():
        return bool(told)
    if not FEWEST <= len(told) <= MOST or not words_of_companies().isdisjoint(told):
        return False
    read = [folded(word) for word in told]
    return (
        _PARTS_OF_NAMES.isdisjoint(told) and not has_word_of_companies(read) and not any(map(is_place, read))
    )
