"""A name that is asked, made ready to be compared with listed ones."""

from __future__ import annotations

import msgspec

from sightline.matching.name_words import Read, eases, other_spellings
from sightline.names.company_forms import NO_SLIP, Slip, company_forms, slipped
from sightline.names.syllables import Sequence
from sightline.names.syllables import asked as ways_of
from sightline.names.words import read
from sightline.screening.kernels import constants


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name that is asked: as it can be read, its words, the ways to read it in syllables, with its words
    as a reader spells them, and of those that are compared another spelling, empty where there is none, and
    what an edit costs in them, in per cent; the forms of company, a bit each, and a word that may be one with
    a letter wrong."""

    text: str
    words: tuple[str, ...]
    sequences: tuple[Sequence, ...]
    read: Read
    others: tuple[str, ...]
    ease: tuple[int, ...]
    forms: int
    slip: Slip

    @property
    def mixed(self) -> bool:
        """Whether it can be read in syllables as it stands, with no letter wrong."""
        return bool(self.sequences) and not self.sequences[0].slip


def name_of(text: str) -> Name | None:
    """A name that can be read, made ready; None where it has no word."""
    words, spelt = read(text)
    if not words:
        return None
    told = words[: constants.MOST_TOKENS]
    read_as, others = Read(text, spelt), other_spellings(told, spelt)
    forms, slip = company_forms(text), slipped(spelt[: len(told)]) if len(spelt) == len(words) else NO_SLIP
    return Name(text, words, ways_of(text), read_as, others, eases(told, text), forms, slip)
