"""Humanitarian aid: what a request must contain, the goods in it, and exemptions as they were granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sightline.model.citation import Citation


@dataclass(frozen=True, slots=True)
class Marked:
    """A fact in words, and how far it was found in a public source."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Part:
    """Something a request must contain: what to say, and where it comes from."""

    id: str
    title: str
    ask: str
    mark: str


@dataclass(frozen=True, slots=True)
class Validity:
    """How long an exemption held that was granted from a day on, unless the letter says otherwise."""

    since: date
    months: int
    mark: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The facts about aid under the regime, each with its mark."""

    notice: str
    verified_against: str | None
    history: tuple[tuple[date, Marked], ...]
    covered: Marked
    covered_since: date
    covered_measure: str
    frees: str
    covered_who: tuple[str, ...]
    still_needed: Marked
    clause: str
    who: tuple[Marked, ...]
    channels: tuple[Part, ...]
    direct: tuple[Marked, ...]
    contents: tuple[Part, ...]
    letterhead: Marked
    annexes: tuple[Part, ...]
    validity: tuple[Validity, ...]
    most_months: int
    most_mark: str
    advice: tuple[Marked, ...]

    def months_on(self, day: date) -> Validity | None:
        """The usual validity of an exemption granted on a day; None before there was one."""
        held = [one for one in self.validity if one.since <= day]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class AidItem:
    """A line of the itemised list. `row` is its number in the file, the header being row 1."""

    row: int
    item: str
    hs: str = ""
    hs_version: str = ""
    quantity: str = ""
    unit: str = ""
    value_usd: str = ""
    origin: str = ""
    supplier: str = ""
    specification: str = ""


class ItemSays(StrEnum):
    """What the goods measures say to a line of aid. Never that it is a breach."""

    NEEDS_EXEMPTION = "needs an exemption"
    EXEMPTED = "exempted"
    NO_BAN = "no ban on goods found"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True, slots=True)
class Touched:
    """A measure that a line falls under."""

    id: str
    paragraph: str
    verified: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """A line, the answer, the measures behind it, what is missing, and the exemption that covers it."""

    item: AidItem
    says: ItemSays
    measures: tuple[Touched, ...]
    needs: tuple[str, ...]
    exemption: str = ""
    notes: tuple[str, ...] = ()


class ExemptionState(StrEnum):
    """Where an exemption stands before the Committee."""

    REQUESTED = "requested"
    ON_HOLD = "on hold"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ExemptItem:
    """Goods an exemption names: words, HS code (digits, empty where the letter names none), how much."""

    item: str
    hs: str = ""
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was granted: the days, first and last included, the goods, and who may take part."""

    valid_from: date
    valid_to: date
    items: tuple[ExemptItem, ...]
    parties: tuple[str, ...] = ()
    routes: str = ""
    cite: Citation | None = None
    """the letter of the Committee"""


@dataclass(frozen=True, slots=True)
class ExemptionMove:
    """A step: who recorded it, when, why, and the terms that hold from it on."""

    number: int
    at: datetime
    by: str
    origin: str
    target: str
    why: str
    terms: Terms | None


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exemption with its moves. Its state and terms are those of the last moves that say so."""

    id: str
    reference: str
    organisation: str
    title: str
    moves: tuple[ExemptionMove, ...]

    @property
    def state(self) -> ExemptionState:
        """Where it stands."""
        return ExemptionState(self.moves[-1].target)

    @property
    def terms(self) -> Terms | None:
        """The terms that hold."""
        return next((move.terms for move in reversed(self.moves) if move.terms), None)

    def valid_on(self, day: date) -> bool:
        """Whether it is approved and the day lies in it, first and last day included."""
        held = self.terms
        return (
            self.state is ExemptionState.APPROVED
            and held is not None
            and held.valid_from <= day <= held.valid_to
        )
