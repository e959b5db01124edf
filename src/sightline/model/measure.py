"""An obligation in a resolution's operative paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Direction(StrEnum):
    """Which way a measure looks, seen from the DPRK."""

    IMPORT = "import"
    """to the DPRK: states must not supply"""
    EXPORT = "export"
    """from the DPRK: states must not procure"""
    BOTH = "both"
    SERVICE = "service"
    """service, finance or person"""
    DUTY = "duty"
    """a duty of the DPRK or of states"""


class Confidence(StrEnum):
    """How far a rule was compared with public sources; printed wherever the rule is used."""

    CHECKED = "checked"
    PARTLY_CHECKED = "partly checked"
    UNVERIFIED = "unverified"
    UNCERTAIN = "uncertain"


class Mark(StrEnum):
    """How far one fact of a rule was compared; the first four are those of a whole rule."""

    CHECKED = "checked"
    PARTLY_CHECKED = "partly checked"
    UNVERIFIED = "unverified"
    UNCERTAIN = "uncertain"
    COMPUTED = "computed"
    """follows by arithmetic from facts with marks of their own"""
    UNMARKED = "no mark"
    """stands in the source without a mark: as good as unverified"""
    OWN = "our reading"
    """not in the source: how we read a word of it, a goods code for instance"""


class Effect(StrEnum):
    """What a rule makes of an act it covers."""

    FORBIDDEN = "forbidden"
    LIMITED = "limited"
    APPROVAL = "needs notice or approval"
    WATCH = "watch"
    """binds any item whatever that has a certain use or stands on a list: a question about goods names it"""
    EXCEPTION = "exception"
    DUTY = "duty"


class Nexus(StrEnum):
    """What has to be there for a rule to bind an act."""

    DPRK = "dprk"
    """a party, port, flag or owner of the DPRK"""
    LISTED = "listed"
    """a party that the Committee or the Council listed"""
    VESSEL = "vessel"
    """a vessel that the Committee designated"""


class Per(StrEnum):
    """The period a cap counts over."""

    CALENDAR_YEAR = "calendar year"
    TWELVE_MONTHS = "12 months"
    """counted from the day the cap began, again and again"""
    PERIOD = "period"
    """once, from the first to the last day of the cap"""


@dataclass(frozen=True, slots=True)
class Exemption:
    """What takes an act out of a rule. `gives` is what the rule then says, for a question that states one of
    the `purposes`."""

    text: str
    mark: Mark
    purposes: tuple[str, ...] = ()
    gives: Effect = Effect.LIMITED
    starts: date | None = None
    ends: date | None = None

    def open_on(self, day: date) -> bool:
        """Whether it could be used on that day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Cap:
    """An amount that all states together may reach and not pass. `unit` is bbl, t or usd.

    Two caps of one rule over the same days are alternatives; `lower` says that the lower of them binds.
    """

    amount: Decimal
    unit: str
    per: Per
    starts: date
    ends: date | None
    mark: Mark
    lower: bool = False
    stop: Decimal | None = None
    """share of the amount, in per cent, at which nothing more may come"""
    stop_mark: Mark = Mark.UNMARKED

    def open_on(self, day: date) -> bool:
        """Whether it bound on that day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class WindDown:
    """The days contracts made before the rule had left. `hs` are the goods it covers, all where empty."""

    import_by: date
    notify_by: date | None
    mark: Mark
    hs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Who has to do what: within so many days of an event, or by a day."""

    who: str
    what: str
    mark: Mark
    days: int | None = None
    after: str = ""
    by: date | None = None
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """From a day on, what the rule says until the next phase begins."""

    starts: date
    effect: Effect
    text: str
    mark: Mark
    provision: str = ""


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A case of a rule's own: a question, and what this rule alone says to it."""

    name: str
    on: date
    ask: Mapping[str, str]
    says: str


@dataclass(frozen=True, slots=True)
class Provision:
    """An operative paragraph: `Provision("2397", "5")` is paragraph 5 of resolution 2397."""

    resolution: str
    paragraph: str

    def __str__(self) -> str:
        return f"{self.resolution} ¶{self.paragraph}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure and the period it was in force. `in_force_to` is the last day, `None` while open.

    `verified_against` names the document the rule was compared with, `None` while nobody has.
    """

    id: str
    title: str
    provisions: tuple[Provision, ...]
    direction: Direction
    in_force_from: date
    in_force_to: date | None
    confidence: Confidence
    verified_against: str | None
    summary: str
    goods: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    """HS chapters, headings or codes, digits only"""
    hs_version: str = ""
    services: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    replaced_by: str = ""
    doubts: tuple[str, ...] = ()
    """what is still open about the rule, in words"""
    effect: Effect = Effect.DUTY
    nexus: Nexus = Nexus.DPRK
    hs_part: tuple[str, ...] = ()
    """codes of `hs` and `hs_reading` of which only a part is meant"""
    hs_reading: tuple[str, ...] = ()
    """codes that are our reading of the goods' names: the source gives none"""
    above: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    """HS code → value in US dollars above which the rule covers goods; up to it only a national list may"""
    asks: tuple[str, ...] = ()
    """facts the rule turns on and a question cannot carry but by saying that they hold"""
    asks_of_vessel: str = ""
    """what the rule turns on where a vessel is named that the Council has not listed"""
    exempt: tuple[Exemption, ...] = ()
    """the exemptions again, with their marks and what they give"""
    caps: tuple[Cap, ...] = ()
    wind_down: tuple[WindDown, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    phases: tuple[Phase, ...] = ()
    replaces: tuple[str, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict, hash=False)
    """part of the rule → how far that part was compared"""
    cases: tuple[RuleCase, ...] = field(default=(), repr=False, hash=False)

    def in_force(self, day: date) -> bool:
        """Whether it bound on that day; first and last day included."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def effect_on(self, day: date) -> Effect:
        """What it says on a day: that of the phase the day lies in, where the rule has phases."""
        now = [phase for phase in self.phases if phase.starts <= day]
        return now[-1].effect if now else self.effect

    def mark_of(self, part: str) -> str:
        """The mark of a part of the rule; that of the whole where the part has none of its own."""
        return str(self.marks.get(part, self.marks.get("rule", self.confidence)))

    @property
    def paragraph(self) -> str:
        """All provisions in one line."""
        return "; ".join(str(provision) for provision in self.provisions)
