"""A name that is asked, made ready to be compared with listed ones."""

from __future__ import annotations

from collections.abc import Sequence as Many
from functools import reduce
from itertools import chain, pairwise
from operator import or_

import msgspec

from sightline.matching.name_words import SHORT_WORD, Read, eases, other_spelling, other_spellings, own_eases
from sightline.names.acronyms import words_of_companies
from sightline.names.commonness import has_word_of_companies
from sightline.names.company_forms import NO_SLIP, Slip, company_forms, forms_of, slipped
from sightline.names.met import Met
from sightline.names.syllables import Sequence
from sightline.names.syllables import asked as ways_of
from sightline.names.words import alone, initials_alone, read_alone, together, without_articles
from sightline.screening.kernels import constants


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name that is asked: as it can be read, its words, the ways to read it in syllables, with its words
    as a reader spells them, and of those that are compared another spelling, empty where there is none; the
    forms of company, a bit each, and a word that may be one with a letter wrong; `beside`: whether what edits
    cost in its words depends on what stands beside what; `short`: whether an acronym may come into it."""

    text: str
    words: tuple[str, ...]
    sequences: tuple[Sequence, ...]
    read: Read
    others: tuple[str, ...]
    forms: int
    slip: Slip
    beside: bool
    short: bool

    @property
    def compared(self) -> tuple[str, ...]:
        """Its words as far as they are compared."""
        return self.words[: constants.MOST_TOKENS]

    @property
    def ease(self) -> list[int]:
        """What an edit costs in each of these, in per cent."""
        return eases(self.compared, self.text) if self.beside else own_eases(self.compared)

    @property
    def mixed(self) -> bool:
        """Whether it can be read in syllables as it stands, with no letter wrong."""
        return bool(self.sequences) and not self.sequences[0].slip


BESIDE, EMPTY, SLIPS, NEAR, SHORT, OF_COMPANIES, BEGINS, FORM, COMPANY, FOLDED = (1 << n for n in range(10))
"""marks of a token: its neighbours matter; it is empty; it is a form of company with a letter wrong if it
stands beside another; it is near to such a form; it is short; companies have it in their names; it may begin
a phrase; it is a form of company; it says that a name is a company's; it is compared otherwise than spelt"""


class _Token(msgspec.Struct, frozen=True, gc=False):
    """What is known of a token whatever stands beside it: what `names.words.Alone` has, `others` as in
    names, the forms of company it is, a bit each, and marks."""

    word: str = ""
    told: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    follows: frozenset[str] = frozenset()
    forms: int = 0
    marks: int = 0


def _token(token: str) -> _Token:
    known = alone(token)
    if known is None:
        return _Token(marks=BESIDE)
    told, spelt = known.told, known.spelt
    marks = EMPTY if not told else 0
    if known.slips:
        marks |= SLIPS
    if known.near:
        marks |= NEAR
    if told and min(map(len, told)) <= SHORT_WORD:
        marks |= SHORT
    if has_word_of_companies(told):
        marks |= OF_COMPANIES
    if told != spelt:
        marks |= FOLDED
    if known.follows:
        marks |= BEGINS
    if token in words_of_companies():
        marks |= COMPANY
    if forms := forms_of(known.word):
        marks |= FORM
    others = tuple(map(other_spelling, told, spelt))
    return _Token(known.word, told, spelt, others, known.follows, forms, marks)


_tokens = Met[_Token](lambda tokens: map(_token, tokens))
"""what is known of each token that was met, so that a name needs one look for each of its words"""


def name_of(text: str) -> Name | None:
    """A name that can be read, made ready; None where it has no word."""
    return names_of([text])[0]


def names_of(texts: Many[str]) -> list[Name | None]:
    """The same of many names, step by step for all of them: what a step needs is then near at hand."""
    said = [*map(without_articles, texts)]
    told = [*map(read_alone, said)]
    _tokens.of([*chain.from_iterable(told)])
    return [*map(_name, texts, said, told, map(ways_of, texts))]


def _name(text: str, said: str, told: tuple[str, ...], ways: tuple[Sequence, ...]) -> Name | None:
    """A name with its tokens, and the ways to read it; `said`: it without its articles."""
    words: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()
    marks, tokens = 0, [*map(_tokens.__getitem__, told)]
    for one in tokens:
        words += one.told
        spelt += one.spelt
        marks |= one.marks
    undecided = (
        marks & BESIDE
        or (marks & EMPTY and (marks & SLIPS or initials_alone(words)))
        or (marks & BEGINS and any(two.word in one.follows for one, two in pairwise(tokens)))
    )
    if undecided or not 0 < len(words) <= constants.MOST_TOKENS:
        return _together(text, said, ways)
    beside = bool(marks & SHORT and (marks & OF_COMPANIES or len(words) == 1))
    forms = 0
    if said != text:
        forms = company_forms(text)
    elif marks & FORM:
        forms = reduce(or_, [one.forms for one in tokens])
    slip = slipped(spelt) if marks & NEAR else NO_SLIP
    others = ("",) * len(words)
    if marks & FOLDED and len({*words}) == len(words):
        others = tuple([other for one in tokens for other in one.others])
    short = bool(marks & COMPANY or len(tokens) == 1 or said != text)
    return Name(text, words, ways, Read(text, spelt), others, forms, slip, beside, short)


def _together(text: str, said: str, ways: tuple[Sequence, ...]) -> Name | None:
    """A name of which it matters what stands beside what."""
    words, spelt = together(said)
    if not words:
        return None
    told = words[: constants.MOST_TOKENS]
    read_as, others = Read(text, spelt), other_spellings(told, spelt)
    forms, slip = company_forms(text), slipped(spelt[: len(told)]) if len(spelt) == len(words) else NO_SLIP
    return Name(text, words, ways, read_as, others, forms, slip, True, True)
