"""One concrete question to the measures, "may I?", and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Says(StrEnum):
    """What a rule, or all of them together, say to a question. `WATCH` is a rule's alone."""

    FORBIDDEN = "forbidden"
    LIMITED = "limited"
    APPROVAL = "needs notice or approval"
    CANNOT_SAY = "cannot say"
    NOT_COVERED = "not covered"
    WATCH = "watch"


class Outcome(StrEnum):
    """What the lists say of a party or vessel."""

    LISTED = "listed"
    """more than a name agrees with an entry of the regime"""
    ALERT = "alert"
    """someone should look: a name agrees, or the entry is of another list"""
    CLEAR = "clear"
    NOT_ASKED = "not asked"
    """no list is held, or the party cannot be asked about"""


@dataclass(frozen=True, slots=True)
class Screened:
    """A party or vessel put to the lists on the way. `of_regime`: an entry of the Council on the DPRK."""

    asked: str
    kind: str
    outcome: Outcome
    of_regime: bool = False
    caption: str = ""
    list: str = ""
    reference: str = ""
    score: float = 0.0
    reason: str = ""
    certificate: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as it was given, and in the unit caps are counted in: bbl, t, pieces, or none of them."""

    given: Decimal
    unit: str
    amount: Decimal
    base: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, read and cleaned. Countries are ISO alpha-2 in lower case; `hs` is digits of HS 2022."""

    on: date
    goods: str = ""
    hs: str = ""
    hs_version: str = ""
    quantity: Quantity | None = None
    basis: str = "shipment"
    value: Decimal | None = None
    source: str = ""
    """the country it comes from"""
    target: str = ""
    via: tuple[str, ...] = ()
    origin: str = ""
    service: str = ""
    purpose: str = ""
    contract: date | None = None
    exemption: str = ""
    on_record: str = ""
    """the letter of the Committee that the office has on record as covering this, in words"""
    facts: frozenset[str] = frozenset()
    """ids of measures whose asked facts are said to hold"""
    screened: tuple[Screened, ...] = field(default=())

    @property
    def places(self) -> frozenset[str]:
        """Every country it touches."""
        return frozenset({self.source, self.target, self.origin, *self.via} - {""})


@dataclass(frozen=True, slots=True)
class Concern:
    """What one measure says to a question, and why. `verified` says how far the measure was compared."""

    id: str
    paragraph: str
    verified: str
    says: Says
    reason: str
    would_change: str
    needs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The published shape."""
        return {
            "id": self.id,
            "paragraph": self.paragraph,
            "verified": self.verified,
            "says": self.says.value,
            "reason": self.reason,
            "would_change": self.would_change,
        }


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that free text may mean, with why; `answer` is what the rules say to it."""

    hs: str
    wording: str
    score: float
    reasons: tuple[str, ...]
    answer: str = ""

    def as_json(self) -> dict[str, object]:
        """The published shape."""
        return {
            "hs": self.hs,
            "wording": self.wording,
            "score": self.score,
            "reasons": list(self.reasons),
            "answer": self.answer,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `needs` are questions back; `watch` binds any goods of a certain use; `notes` are traps and
    how the question was read."""

    answer: Says
    needs: tuple[str, ...]
    concerns: tuple[Concern, ...]
    watch: tuple[Concern, ...] = ()
    notes: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def verification(self) -> str:
        """How far to trust it, in one sentence; empty where every rule was compared with its document."""
        open_ones = [one for one in (*self.concerns, *self.watch) if "not compared" in one.verified]
        if not open_ones:
            return "" if self.concerns else NOTHING_COMPARED
        whole = len(self.concerns) + len(self.watch)
        how_many = "The rule" if whole == 1 else f"{len(open_ones)} of {whole} rules"
        verb = "was" if whole == 1 else "were"
        return (
            f"{how_many} behind this answer {verb} not compared with the text of the resolution: read the "
            "paragraphs before you rely on it."
        )


NOTHING_COMPARED = (
    "No rule of the data was found to bind, and the data was not compared with the text of the resolutions: "
    "this is no permission."
)
DISCLAIMER = "Not legal advice. National law may go further than the resolutions."
