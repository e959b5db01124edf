"""Who owns and who controls whom: shares that may be known only within bounds, edges, rules, answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sightline.model.measure import Confidence

ZERO, WHOLE = Decimal(0), Decimal(100)


class Bound(NamedTuple):
    """A percentage; `beyond` is above 0 for "more than" it and below 0 for "less than" it.

    Bounds compare as they should: more than 50 is above 50, and less than 50 below it.
    """

    value: Decimal
    beyond: int = 0

    def plus(self, other: Bound) -> Bound:
        """The bound of a sum."""
        return Bound(self.value + other.value, self.beyond + other.beyond)

    def minus(self, other: Bound) -> Bound:
        """The bound of a difference."""
        return Bound(self.value - other.value, self.beyond - other.beyond)

    @property
    def text(self) -> str:
        """`50`, `more than 25`, `less than 50`."""
        number = f"{self.value.normalize():f}"
        return (
            f"more than {number}" if self.beyond > 0 else f"less than {number}" if self.beyond < 0 else number
        )


NOTHING, EVERYTHING = Bound(ZERO), Bound(WHOLE)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage between two bounds. `said`: the text; `assumption`: how it was read if no number."""

    low: Bound
    high: Bound
    said: str = ""
    assumption: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def text(self) -> str:
        """`50 %`, or both bounds."""
        return f"{self.low.text} %" if self.exact else f"{self.low.text} to {self.high.text} %"

    def as_json(self) -> dict[str, str]:
        """Both bounds as text, and what they rest on."""
        return {
            "low": self.low.text,
            "high": self.high.text,
            "said": self.said,
            "assumption": self.assumption,
        }


UNKNOWN = Share(NOTHING, EVERYTHING, "", "no share is stated: anything from 0 to 100 %")
NONE = Share(NOTHING, NOTHING)


class Bond(StrEnum):
    """What ties two entities."""

    OWNS = "owns"
    CONTROLS = "controls"
    """the source says so: control, a majority of votes, a right to appoint"""
    DIRECTS = "directs"
    """a director or another officer"""
    LINKED = "linked to"
    """a link whose kind or weight nobody states"""


@dataclass(frozen=True, slots=True)
class Edge:
    """One tie as one list states it. Days are ISO and may be partial; empty where none is given."""

    id: str
    """of the entity that states it (`Ownership`, `Directorship` …)"""
    bond: Bond
    holder: str
    """who owns, directs or controls"""
    subject: str
    share: Share = NONE
    role: str = ""
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    list: str = ""


@dataclass(frozen=True, slots=True)
class Designation:
    """An entity that a list names as a target: from and until when, as far as the list says."""

    entity: str
    list: str
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """When what a listed party owns or controls is treated like the party itself.

    An entity is reached for certain when the counted shares are at least (or, with `more_than`, above)
    `threshold` even where every share is read at its low end; it may be reached when they can be so at
    their high end, or at once where `possible_from` says that less may do. `verified_against` names the
    document the rule was compared with, `None` while nobody has.
    """

    id: str
    title: str
    authority: str
    threshold: Decimal
    more_than: bool
    possible_above: Decimal | None
    """a share above this may be enough, since the wording names none; `None` where the threshold decides"""
    aggregates: bool
    """whether shares of several listed parties are added"""
    control: bool
    """whether stated control is enough by itself"""
    ties: bool
    """whether a director or a link nobody weighs makes it possible"""
    summary: str
    layers: str
    """how it goes through layers, in words"""
    source: str
    confidence: Confidence
    verified_against: str | None
    doubts: tuple[str, ...] = ()

    def met(self, share: Bound) -> bool:
        """Whether counted shares of so much are enough."""
        return share > Bound(self.threshold) if self.more_than else share >= Bound(self.threshold)

    def may_do(self, share: Bound) -> bool:
        """Whether counted shares that may be so much may be enough."""
        return self.met(share) or (self.possible_above is not None and share > Bound(self.possible_above))

    @property
    def threshold_text(self) -> str:
        """`50 % or more`, `more than 50 %`."""
        number = f"{self.threshold.normalize():f}"
        return f"more than {number} %" if self.more_than else f"{number} % or more"


class Verdict(StrEnum):
    """What follows from what is known."""

    LISTED = "listed itself"
    REACHED = "reached"
    POSSIBLE = "may be reached"
    NOT_REACHED = "not reached on what is known"


@dataclass(frozen=True, slots=True)
class Holding:
    """What one holder has of one entity on the day, from every edge that says so."""

    holder: str
    subject: str
    share: Share
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A holding that was added up, and whether its holder is reached for certain."""

    holding: Holding
    certain: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One layer: the shares of an entity that count, added up, and what follows for it."""

    entity: str
    verdict: Verdict
    share: Share
    counted: tuple[Counted, ...]
    by_control: tuple[Edge, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """The shortest way from a listed party down to the entity.

    `product` is what the shares on the way multiply to. No rule here multiplies: it is shown beside.
    """

    listed: Designation
    holdings: tuple[Holding, ...]
    """from the entity's own holder up to the listed party's"""
    product: Share
    carries: Verdict
    """whether the rule carries through every layer of this way by itself"""


@dataclass(frozen=True, slots=True)
class ControlPath:
    """A chain of directors, stated control and links from a listed party; ownership may stand between."""

    listed: Designation
    edges: tuple[Edge, ...]
    stated: bool
    """whether every link of it is ownership that the rule counts or stated control"""


@dataclass(frozen=True, slots=True)
class Rollup:
    """The answer for one entity, one rule and one day."""

    entity: str
    rule: Rule
    day: date
    verdict: Verdict
    share: Share
    """of listed parties and what they reach, added up as the rule says"""
    economic: Share
    """the same multiplied through all layers: no rule here uses it"""
    steps: tuple[Step, ...]
    paths: tuple[Path, ...]
    control: tuple[ControlPath, ...]
    assumptions: tuple[str, ...]
    left_out: int = 0
    """listed parties above it whose ways are not shown"""
