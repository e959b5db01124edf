"""What lint is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sightline.model.casework import Finding, Hearing, Party, Regraded
from sightline.model.citation import Citation
from sightline.model.item import Item
from sightline.model.marking import Marking
from sightline.model.measure import Measure
from sightline.model.papers import Naming
from sightline.model.report import Cell, Report
from sightline.reports.outline import sentences

Rows = tuple[tuple[Cell, ...], ...]


class Severity(StrEnum):
    """An error stops the edition; a warning is printed and left to the editor."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a rule refuses. `where` is the paragraph's printed number, or an id where it has none."""

    rule: str
    severity: Severity
    where: str
    text: str
    """what is wrong, in one sentence"""
    remedy: str
    quote: str = ""
    """the sentence or title concerned"""

    def as_json(self) -> dict[str, str]:
        """The published shape of a lint line."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "where": self.where,
            "problem": self.text,
            "remedy": self.remedy,
            "quote": self.quote,
        }

    def line(self) -> str:
        """For a person."""
        return f"{self.severity.value:7} {self.where}  {self.rule}: {self.text}\n         {self.remedy}"


@dataclass(frozen=True, slots=True)
class Translation:
    """A text of the report and its reviewed translation; `label` is what a reader calls its place."""

    label: str
    source: str
    language: str
    text: str


def _quote(citation: Citation) -> str:
    return citation.quote


@dataclass(frozen=True, slots=True)
class LintContext:
    """A numbered report and what it is held against.

    `marking_of` answers for an item (SHA-256) and is None where no marking is known. `resolve`
    returns the words for what is wrong with a citation, None when it leads to its quote.
    """

    report: Report
    findings: Mapping[str, Finding]
    hearings: tuple[Hearing, ...]
    items: Mapping[str, Item]
    measures: Mapping[str, Measure]
    marking_of: Callable[[str], Marking | None]
    resolve: Callable[[Citation], str | None]
    clearance: Marking | None = None
    """what the audience is cleared for; the edition's ceiling without compartments when None"""
    others: tuple[Party, ...] = field(default=())
    """parties known to the office apart from those of the findings and hearings"""
    answer: Callable[[Mapping[str, Any]], Rows] | None = None
    """asks a table's query again; raises `SightlineError` where it fails today"""
    origins: Mapping[str, str] = field(default_factory=dict)
    """the origin group of each source, by source id; a source not named stands alone"""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """every name the record gives an entity, by its id"""
    captions: tuple[str, ...] = ()
    """what the signals shown in the report call those they saw"""
    deleted: frozenset[str] = frozenset()
    """items whose bytes were lawfully deleted"""
    unagreed: frozenset[str] = frozenset()
    """findings that are drafts, or were withdrawn"""
    resolutions: Mapping[str, int] = field(default_factory=dict)
    """the year of each resolution of the regime, by its number"""
    translated: Mapping[str, str] | None = None
    """for a translation, what became of each sentence: `current`, or why it is not"""
    reviewed: tuple[Translation, ...] = ()
    """for a translation, what somebody has reviewed of it"""
    namings: tuple[Naming, ...] | None = None
    """what was decided of naming parties; None where that is not asked"""
    dropped: frozenset[str] = frozenset()
    """findings that an earlier state of the report worded after its summary, and this one does not"""
    words: Callable[[Citation], str] = _quote
    """what stands at the place cited, as text; empty where it cannot be read"""
    parted: frozenset[tuple[str, str]] = frozenset()
    """paragraphs, by id, with each finding they word that was worded anew since they were written"""
    unanswered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """by finding, who objects to it and has no answer yet"""
    regraded: Mapping[str, Regraded] = field(default_factory=dict)
    """by finding, whose evidence comes from sources that were graded anew since it was worded"""

    @property
    def parties(self) -> dict[str, Party]:
        """Every party of the findings, the hearings and the office, by id."""
        named = [party for finding in self.findings.values() for party in finding.parties]
        named += [hearing.party for hearing in self.hearings]
        return {party.id: party for party in (*self.others, *named)}

    @property
    def at_hand(self) -> frozenset[str]:
        """Ids of the parties of findings and hearings: whoever may be named only once it was heard."""
        parties = {party.id for finding in self.findings.values() for party in finding.parties}
        return frozenset(parties | {hearing.party.id for hearing in self.hearings})

    def origin(self, sha256: str) -> str:
        """The origin group an item comes from, empty where the item is not known."""
        source = self.items[sha256].source if sha256 in self.items else ""
        return self.origins.get(source, source)

    @property
    def allowed(self) -> Marking:
        """The highest marking that may stand in this edition."""
        ceiling = self.report.edition.ceiling
        if self.clearance is None:
            return Marking(ceiling)
        return Marking(min(ceiling, self.clearance.level), self.clearance.compartments)


def of_hearings(context: LintContext) -> Iterator[tuple[Citation, str, str]]:
    """What letters and replies of parties to the findings worded here cite: the citation, where, in words."""
    worded = {at.sentence.finding for at in sentences(context.report)} & set(context.findings)
    parties = {party.id for name in worded for party in context.findings[name].parties}
    for held in context.hearings:
        if held.party.id in parties:
            where = f"hearing of {held.party.name}"
            if held.letter is not None:
                yield held.letter, where, f"the letter of {held.sent_on}"
            yield from ((one.letter, where, f"the reminder of {one.sent_on}") for one in held.reminders)
            yield from ((one.citation, where, one.summary) for one in held.replies)


def error(rule: str, where: str, text: str, remedy: str, quote: str = "") -> Problem:
    """A problem that stops the edition."""
    return Problem(rule, Severity.ERROR, where, text, remedy, quote)


def warning(rule: str, where: str, text: str, remedy: str, quote: str = "") -> Problem:
    """A problem left to the editor."""
    return Problem(rule, Severity.WARNING, where, text, remedy, quote)


def names(text: str, party: Party) -> bool:
    """Whether the text names the party, letter case apart, as a whole phrase."""
    wanted = folded(party.name)
    return bool(wanted) and f" {wanted} " in f" {folded(text)} "


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """A text in small letters, with single spaces in place of all that is no letter and no digit."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
