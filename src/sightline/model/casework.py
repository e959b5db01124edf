"""Cases, findings, hearings and stances: what people decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sightline.model.citation import Citation


class Standard(StrEnum):
    """How strongly a finding may be worded, strongest first (proposal after Panel practice)."""

    DOCUMENTED = "documented"
    ASSESSED = "assessed"
    REPORTED = "reported by a Member State"
    INVESTIGATING = "under investigation"

    @property
    def rank(self) -> int:
        """3 for documented down to 0 for under investigation."""
        return 3 - list(Standard).index(self)


class PartyKind(StrEnum):
    """What a named party is."""

    STATE = "state"
    STATE_OWNED = "state-owned"
    PRIVATE = "private"
    PERSON = "person"
    UNWITTING = "unwitting"


class Outcome(StrEnum):
    """How a hearing ended."""

    CURED_BEFORE = "cured before naming"
    CURED_AFTER = "cured after naming"
    CONTESTED = "contested"
    REPLIED = "replied"
    NO_REPLY = "no reply"
    NOT_GIVEN = "not given"


class Position(StrEnum):
    """What an expert says of a finding."""

    CONCUR = "concur"
    RESERVE = "concur with reservation"
    DISSENT = "dissent"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class Party:
    """Someone a text names. `entity` is an entity id where there is one."""

    id: str
    name: str
    kind: PartyKind
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A row of a workflow: who moved it, when, from where to where, and why."""

    at: datetime
    by: str
    origin: str
    target: str
    why: str


@dataclass(frozen=True, slots=True)
class Lead:
    """What made someone look."""

    id: str
    text: str
    cites: tuple[Citation, ...]
    added_by: str
    added_at: datetime
    kind: str = "lead"
    """lead, signal, tip, report"""
    source: str = ""
    """who told it, by source id"""
    relies_on: str = ""
    """the source that source has it from: the two are of one origin then"""
    reference: str = ""
    """what its author calls it"""
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A citation weighed: `weight` is `for` or `against`; credibility 1 to 6; source by id."""

    citation: Citation
    weight: str
    note: str
    source: str
    origin: str
    """the source's origin group: two of one group count once"""
    reliability: str
    credibility: int


@dataclass(frozen=True, slots=True)
class Regraded:
    """Sources graded anew since a finding was worded: id, grade then and now.

    `met` is the standard that the finding meets with the grades of now.
    """

    met: Standard
    sources: tuple[tuple[str, str, str], ...]

    @property
    def told(self) -> str:
        """In words."""
        return "; ".join(
            f"{source} was graded {then} and is graded {now}" for source, then, now in self.sources
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """A party's answer: the stored item it arrived as, and what it says in one sentence."""

    received_on: date
    citation: Citation
    summary: str
    number: int = field(default=0, compare=False)
    """which of the hearing's replies it is, the first being 1; those struck since are counted too"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter to a party as it went out; `deadline` is by when an answer was asked for."""

    sent_on: date
    channel: str
    deadline: date
    letter: Citation


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of a hearing put right: what was recorded wrongly, by whom and why it was changed."""

    at: datetime
    by: str
    what: str
    """letter, or which reply; `(struck)` where the entry no longer counts"""
    why: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """An opportunity to reply, or the recorded reason why none was given.

    `sent_on`, `channel` and `letter` are those of the first letter; `deadline` is that of the last.
    """

    id: str
    party: Party
    sent_on: date | None
    channel: str
    deadline: date | None
    letter: Citation | None
    replies: tuple[Reply, ...]
    outcome: Outcome | None
    reason: str
    """why none was given, or what the outcome rests on"""
    decided_by: str
    corrections: tuple[Correction, ...] = ()
    letters: tuple[Sent, ...] = ()
    """every letter in the order they were recorded; those after the first remind or give more time"""

    @property
    def reminders(self) -> tuple[Sent, ...]:
        """The letters after the first."""
        return self.letters[1:]

    @property
    def weight(self) -> int:
        """How far it went: 2 with a reply or an outcome, 1 with a letter, 0 where none was given."""
        if self.replies or self.outcome not in (None, Outcome.NOT_GIVEN):
            return 2
        return 1 if self.letter else 0

    def on_record(self, day: date) -> bool:
        """Whether the party may be named: it replied, its deadline passed, or a reason is on record."""
        if self.outcome is Outcome.NOT_GIVEN:
            return bool(self.reason and self.decided_by)
        if self.sent_on is None or self.letter is None:
            return False
        return bool(self.replies) or (self.deadline is not None and self.deadline < day)


@dataclass(frozen=True, slots=True)
class Stance:
    """What one expert says of a finding; a dissent carries its text."""

    finding: str
    expert: str
    position: Position
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity as it is known: from `low` to `high` in a unit, and what that rests on.

    Where the two are equal the number is a point, which only a document that states it allows.
    """

    what: str
    low: Decimal
    high: Decimal
    unit: str
    basis: str

    @property
    def text(self) -> str:
        """The range as it is printed."""
        span = f"{self.low:f}" if self.low == self.high else f"{self.low:f} to {self.high:f}"
        return f"{self.what}: {span} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Finding:
    """An assertion that a measure was breached (or not), and what it rests on."""

    id: str
    case: str
    assertion: str
    breach: bool
    day: date
    """the day whose measures it is held against"""
    measures: tuple[str, ...]
    parties: tuple[Party, ...]
    claimed: Standard
    met: Standard
    evidence: tuple[Evidence, ...]
    limits: str
    would_change: str
    stances: tuple[Stance, ...] = ()
    ranges: tuple[Range, ...] = ()
    states: tuple[str, ...] = ()
    """countries it concerns, two letters each: any state may be among them"""
    state: str = ""
    """draft, agreed or withdrawn"""
    version: int = 0
    lapsed: tuple[Stance, ...] = ()
    """stances on an earlier wording, of experts who have not spoken of this one"""
    since: datetime | None = field(default=None, compare=False)
    """since when it asserts what it does"""


@dataclass(frozen=True, slots=True)
class Case:
    """An investigation with all that belongs to it."""

    id: str
    title: str
    summary: str
    state: str
    moves: tuple[Move, ...]
    leads: tuple[Lead, ...]
    findings: tuple[Finding, ...]
    hearings: tuple[Hearing, ...]
    entities: tuple[str, ...] = ()

    @property
    def heard(self) -> tuple[Hearing, ...]:
        """One hearing a party, the one that holds where older records have several.

        That is the newest with a reply or an outcome, else the newest with a letter, else the newest.
        """
        holding: dict[str, Hearing] = {}
        for one in self.hearings:
            other = holding.get(one.party.id)
            if other is None or one.weight >= other.weight:
                holding[one.party.id] = one
        return tuple(one for one in self.hearings if holding[one.party.id] is one)
