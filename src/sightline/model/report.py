"""A report before it has a look: an outline of numbered paragraphs, each sentence with its citations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sightline.model.casework import Standard
from sightline.model.citation import Citation
from sightline.model.marking import Marking, Tlp


class Edition(StrEnum):
    """For whom a report is made. The ceiling is what its audience is cleared for."""

    INTERNAL = "internal"
    COMMITTEE = "committee"
    COUNCIL = "council"
    PUBLIC = "public"

    @property
    def ceiling(self) -> Tlp:
        """The highest level that may reach this edition."""
        return {
            "internal": Tlp.RED,
            "committee": Tlp.AMBER_STRICT,
            "council": Tlp.AMBER,
            "public": Tlp.CLEAR,
        }[self.value]


class Form(StrEnum):
    """How a figure draws its rows."""

    BARS = "bars"
    """label, number"""
    TIMELINE = "timeline"
    """label, first day and, where there is one, last day"""
    MAP = "map"
    """label, latitude, longitude in degrees WGS 84"""
    NETWORK = "network"
    """names joined by `; ` that belong together, or one and another"""


class Template(StrEnum):
    """What kind of document a report is; each asks for its own parts."""

    FINAL = "final"
    MIDTERM = "midterm"
    INCIDENT = "incident"
    THEMATIC = "thematic"
    BRIEFING = "briefing"
    DIGEST = "digest"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that a sentence gives, and the cell of a query's answer it is taken from.

    `row` is what the first cell of that row says, `column` the cell's position from 0.
    """

    text: str
    query: dict[str, Any] = field(hash=False)
    row: str = ""
    column: int = 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `claim` is false only for sentences that assert nothing about the world."""

    text: str
    cites: tuple[Citation, ...] = ()
    claim: bool = True
    finding: str = ""
    """the finding it words, whose standard bounds how strong it may be"""
    standard: Standard | None = None
    """the standard the wording claims; required where `finding` is set"""
    parties: tuple[str, ...] = ()
    """ids of parties it names as having breached or taken part"""
    numbers: tuple[Stated, ...] = ()
    """numbers it gives that a query answers"""


@dataclass(frozen=True, slots=True)
class Dissent:
    """Printed as a footnote at the paragraph it concerns."""

    expert: str
    position: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences under one number. `number` is 0 until the outline is numbered."""

    id: str
    sentences: tuple[Sentence, ...]
    number: int = 0
    dissents: tuple[Dissent, ...] = ()
    marking: Marking = Marking()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell and what it rests on."""

    text: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the query that made it; `query` replays to `rows`."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    query: dict[str, Any]
    number: int = 0
    note: str = ""
    heads: tuple[str, ...] = ()
    """the columns in words of another language; none where they are printed by their own"""
    words: tuple[tuple[str, str], ...] = ()
    """what cells say in the office's own words, and the same in another language"""


@dataclass(frozen=True, slots=True)
class Figure(Table):
    """A table that is drawn. `alt` says in words what the drawing shows, for those who cannot see it."""

    form: Form = Form.BARS
    alt: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its blocks and its subsections."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


STATUSES = ("new", "repeated", "taken up", "partly taken up", "not taken up", "overtaken")
"""What became of a recommendation."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Addressee, text, legal basis, the findings it flows from, and whether it tightens or relieves."""

    id: str
    addressee: str
    text: str
    basis: tuple[str, ...]
    findings: tuple[str, ...]
    kind: str
    """`tighten` or `relieve`"""
    number: int = 0
    status: str = "new"
    """one of `STATUSES`"""
    repeats: str = ""
    """the earlier recommendation that is repeated: its entry in the register, or its report and number"""


@dataclass(frozen=True, slots=True)
class Annex:
    """A lettered annex made of blocks."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What makes a report of the kind letter one. Lines of an address are names, and stay as they are."""

    to: tuple[str, ...] = ()
    """the addressee, line by line"""
    salutation: str = ""
    closing: str = ""
    """the complimentary close"""
    signed_by: tuple[str, ...] = ()
    """who signs, line by line: name, function, office"""


NO_ENVELOPE = Envelope()


@dataclass(frozen=True, slots=True)
class Report:
    """The tree every rendering is made from."""

    id: str
    symbol: str
    title: str
    dated: date
    edition: Edition
    office: str
    summary: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    recommendations: tuple[Recommendation, ...]
    annexes: tuple[Annex, ...]
    as_of: date
    notice: str = ""
    """printed on the cover: what is fact and what is reconstruction"""
    template: Template = Template.FINAL
    language: str = "en"
    """the language it is written in, as ISO 639-1"""
    period: tuple[date, date] | None = None
    """first and last day it reports on, where it is bound to a period"""
    envelope: Envelope = NO_ENVELOPE
    """of a letter; empty for other kinds"""
