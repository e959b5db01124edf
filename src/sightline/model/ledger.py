"""What was delivered under a cap: rows as they were given, what they come to, when the cap was reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sightline.model.cap import CapPeriod, Limit
from sightline.model.citation import Citation


class Side(StrEnum):
    """Who says so. The sides are never added to one another."""

    REPORTED = "reported"
    """by the supplier state to the Committee"""
    OBSERVED = "observed"
    """a delivery someone saw"""
    AGGREGATE = "aggregate"
    """a figure for a period, by someone who counted"""


class Estimate(StrEnum):
    """Under which assumption an amount was worked out."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    STATED = "stated"
    """as the source states it, with the load it assumed itself"""

    @property
    def laden(self) -> Decimal | None:
        """How full ships are taken to be, in per cent; None: as the source takes it."""
        return {"low": Decimal(33), "middle": Decimal(50), "high": Decimal(90)}.get(self.value)

    @property
    def meaning(self) -> str:
        """The assumption in words."""
        return {
            "low": "ships 33 % laden; fewest barrels a tonne; the source's own low figure where it has one",
            "middle": "ships 50 % laden; the middle of the barrels a tonne",
            "high": "ships 90 % laden; most barrels a tonne; the source's own high figure where it has one",
            "stated": "as the source states it, with the load it assumed itself",
        }[self.value]


LOAD_MARKS = {
    Estimate.LOW: "unverified", Estimate.MIDDLE: "unverified", Estimate.HIGH: "checked",
    Estimate.STATED: "as the row is marked",
}  # fmt: skip
"""How far the use of each load was found in a public source."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row as it was given. `first` is the day of a delivery or the first of a period, `last` its last."""

    side: Side
    product: str
    quantity: Decimal
    unit: str
    """as written"""
    first: date
    last: date
    period_stated: bool
    supplier: str = ""
    vessel_imo: int | None = None
    port: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    laden: Decimal | None = None
    shipments: int | None = None
    value_usd: Decimal | None = None
    mark: str = ""
    note: str = ""
    basis: str = ""
    document: str = ""
    cite: Citation | None = None

    @property
    def overall(self) -> bool:
        """Whether it is a figure for a whole period from all suppliers together."""
        return self.period_stated and not self.supplier


@dataclass(frozen=True, slots=True)
class Amount:
    """What a row comes to in the unit of a limit under one assumption, and how that was worked out."""

    estimate: Estimate
    amount: Decimal
    how: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row in a ledger. `counted`: it stands in the running total (as stated), else `aside` says why not."""

    delivery: Delivery
    family: str
    amounts: tuple[Amount, ...]
    counted: bool
    aside: str = ""

    def of(self, estimate: Estimate) -> Decimal:
        """The amount under an assumption."""
        return next(one.amount for one in self.amounts if one.estimate == estimate)


@dataclass(frozen=True, slots=True)
class Step:
    """The total up to and with a day."""

    day: date
    total: Decimal
    exact: bool
    """whether the day is known; else a figure for a period ends on it"""
    since: date
    """the first day on which what was added may have come"""


@dataclass(frozen=True, slots=True)
class Crossing:
    """The day a share of the cap was reached: `by` that day, at the latest; `since` at the earliest."""

    share: Decimal
    by: date
    since: date
    exact: bool
    stated: bool = False
    """it rests on a figure that is as stated, since there was no load to reckon it from"""


@dataclass(frozen=True, slots=True)
class Line:
    """The running total of one side under one assumption, and the days it crossed something."""

    side: Side
    estimate: Estimate
    steps: tuple[Step, ...]
    total: Decimal
    share: Decimal
    """per cent of the limit, cut after two decimals and never rounded up"""
    crossings: tuple[Crossing, ...]
    """notices in their order, then 100"""
    exceeded: bool
    """more than the limit, not just all of it"""

    @property
    def reached(self) -> Crossing | None:
        """When the limit itself was reached."""
        return next((one for one in self.crossings if one.share == 100), None)


@dataclass(frozen=True, slots=True)
class Track:
    """Everything counted against one limit."""

    limit: Limit
    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]

    @property
    def told(self) -> tuple[Line, ...]:
        """Lines worth telling: of a side whose total no assumption changes, the one as stated."""
        same = {side for side in Side if len({one.steps for one in self.lines if one.side is side}) == 1}
        return tuple(
            one
            for one in self.lines
            if one.steps and (one.side not in same or one.estimate is Estimate.STATED)
        )

    def line(self, side: Side, estimate: Estimate) -> Line:
        """One running total."""
        return next(one for one in self.lines if (one.side, one.estimate) == (side, estimate))


@dataclass(frozen=True, slots=True)
class Compared:
    """An observed or aggregate figure beside what was reported for the same days."""

    entry: Entry
    reported: Decimal | None
    """None where nothing reported covers these days"""
    ratio: Decimal | None
    """the figure over what was reported, both as stated"""
    reported_share: Decimal | None
    """what was reported in per cent of the figure"""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A row that could not be counted as it stands, and what to ask back."""

    text: str
    remedy: str
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A cap's period with all sides, as of a day."""

    period: CapPeriod
    until: date
    """rows up to this day were looked at"""
    tracks: tuple[Track, ...]
    compared: tuple[Compared, ...]
    questions: tuple[Question, ...]
