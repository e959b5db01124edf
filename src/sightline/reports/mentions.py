"""Where a report carries the name of a party, marked or not, in all it prints of its own.

Sentences that claim nothing, headings, titles and notes of tables, dissents, recommendations, the cover and a
letter's salutation count; the cells of tables are data and do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sightline.model.casework import Party, PartyKind
from sightline.names.company_forms import company_forms
from sightline.reports.outline import labelled_blocks, sentences
from sightline.reports.problem import LintContext, folded
from sightline.reports.translating import texts

_UNSPACED = ("぀", "ヿ"), ("㐀", "鿿"), ("가", "힣"), ("豈", "﫿")
"""first and last letters of the scripts whose names stand without a space beside other words"""


_OF_MANY = """
agency aviation bank banking bureau business chemical china chinese commerce commercial construction
corporation development east eastern electronics energy engineering enterprise enterprises exchange export
finance financial first fishery fishing foreign foundation general global gold golden group heavy holding
holdings import industrial industries industry institute insurance international invented investment
investments joint korea korean lines logistics machinery management marine maritime materials messaging
metal metals mineral minerals ministry national new north northern ocean office oil one overseas pacific
petroleum port production resources russia russian sea service services ship shipping south southern star
state steel technical technology textile tourism trade traders trading transport travel union united
university vessel west western world
"""
_COMMON = frozenset(_OF_MANY.split())
"""words that many names begin with or go on with, so that none is called by them alone (ours)"""
SHORTEST = 5
"""letters of a word that a company may be called by alone"""


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that carries a party's name; `marked` where the sentence declares it."""

    party: Party
    name: str
    """the spelling that stands there"""
    where: str
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class _Text:
    where: str
    text: str
    parties: frozenset[str] = frozenset()


def mentions(context: LintContext, barred: Iterable[str]) -> Iterator[Mention]:
    """Each text that carries a name of one of these parties, of every spelling on record, once a party.

    A name that stands inside a longer one of a party that is not barred is not that party's. States are left
    out: the name of a state is the name of a place as well.
    """
    wanted = set(barred)
    sought = [
        (party, _spellings(context, party))
        for party in context.parties.values()
        if party.id in wanted and party.kind is not PartyKind.STATE
    ]
    if not sought:
        return
    every = [(party.id, name) for party in context.parties.values() for name in _spellings(context, party)]
    others = [name for id, name in every if id not in wanted]
    written = list(_texts(context))
    for party, names in sought:
        short = short_names(party, [name for id, name in every if id != party.id])
        for one in written:
            if name := next((each for each in names if _stands(each, one.text, others)), "") or next(
                (each for each in short if _stands(each, one.text, others)), ""
            ):
                yield Mention(party, name, one.where, one.text, party.id in one.parties)


def short_names(party: Party, others: Iterable[str] = ()) -> tuple[str, ...]:
    """What a company is called for short: the words of its name before those that many names have.

    None where that is a short word alone, or stands in the name of somebody else.
    """
    if party.kind in (PartyKind.STATE, PartyKind.PERSON):
        return ()
    words = party.name.split()
    told = [folded(word) for word in words]
    end = next((at for at, word in enumerate(told) if word in _COMMON or company_forms(word)), len(told))
    short = " ".join(told[:end])
    if end == len(told) or len(short) < SHORTEST or any(f" {short} " in f" {folded(one)} " for one in others):
        return ()
    return (" ".join(words[:end]).rstrip(",.;"),)


def _texts(context: LintContext) -> Iterator[_Text]:
    report = context.report
    said: set[tuple[str, str]] = set()
    for at in sentences(report):
        said.add((at.paragraph.id, at.sentence.text))
        yield _Text(at.label, at.sentence.text, frozenset(at.sentence.parties))
    for translation in context.reviewed:
        yield _Text(f"{translation.label}, in {translation.language}", translation.text)
    labels = {block.id: label for block, label in labelled_blocks(report)}
    labels |= {annex.id: f"annex {annex.letter}" for annex in report.annexes if annex.letter}
    labels |= {one.id: f"recommendation {one.number}" for one in report.recommendations}
    for where, several in texts(report).items():
        for text in several:
            if (where, text) not in said:
                yield _Text(labels.get(where, where), text)


def _spellings(context: LintContext, party: Party) -> tuple[str, ...]:
    """The party's name and those the record gives its entity, longest first."""
    given = {party.name, *context.names.get(party.entity, ())}
    return tuple(sorted((name for name in given if folded(name)), key=lambda name: (-len(name), name)))


def _stands(name: str, text: str, others: list[str]) -> bool:
    wanted = folded(name)
    if any(low <= sign <= high for sign in wanted for low, high in _UNSPACED):
        return len(wanted) > 1 and wanted.replace(" ", "") in folded(text).replace(" ", "")
    short = without_form(wanted)
    if f" {short} " not in f" {folded(text)} ":
        return False
    held = text
    for other in others:
        longer = folded(other)
        if longer != wanted and f" {wanted} " in f" {longer} ":
            held = _pattern(longer).sub(" | ", held)
    if " " in wanted and _pattern(wanted).search(held):
        return True
    return any(_capital(found[0], name) for found in _pattern(short).finditer(held))


def without_form(wanted: str) -> str:
    """A name without the form of company it ends with, where two words of it are left."""
    words = wanted.split()
    while len(words) > 2 and company_forms(words[-1]):
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=10_000)
def _pattern(wanted: str) -> re.Pattern[str]:
    words = r"[\W_]+".join(map(re.escape, wanted.split()))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)


def _capital(found: str, name: str) -> bool:
    """Whether a short name stands as a name, and not as common words in small letters."""
    return name == name.casefold() or all(
        word != word.casefold() or word == word.upper() for word in re.split(r"[\W_]+", found)
    )
