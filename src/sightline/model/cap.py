"""A cap: how much of some goods may pass in a period, by which measure, and when notice is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Family(StrEnum):
    """What a cap counts."""

    REFINED = "refined"
    CRUDE = "crude"
    COAL = "coal"


class Relation(StrEnum):
    """How the limits of one cap stand to one another."""

    SINGLE = "single"
    EQUIVALENT = "equivalent"
    """one quantity in two units: what is given in one unit counts towards the other at their ratio"""
    LOWER_OF = "lower of"
    """each is counted by itself, and the first that is reached counts"""


class Every(StrEnum):
    """How the periods of a cap follow one another."""

    ONCE = "once"
    CALENDAR_YEAR = "calendar year"
    TWELVE_MONTHS = "twelve months"


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount in `bbl`, `t` or `USD`."""

    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Cap:
    """A cap of a measure. `until` is its last day, None while it is open."""

    id: str
    title: str
    measure: str
    family: Family
    relation: Relation
    every: Every
    since: date
    until: date | None
    limits: tuple[Limit, ...]
    notices: tuple[Decimal, ...]
    """per cent at which notice is given; empty where there is none"""
    stop_at: Decimal | None
    """per cent at which supplies or purchases stop; None where the rule knows no such point"""
    marks: tuple[tuple[str, str], ...]
    """part of the rule → how far it was found in a public source"""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CapPeriod:
    """One period of a cap, first and last day included."""

    cap: Cap
    first: date
    last: date

    @property
    def name(self) -> str:
        """`2018` for a whole calendar year, else the two days."""
        whole = (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)
        if whole and self.first.year == self.last.year:
            return str(self.first.year)
        return f"{self.first.isoformat()} to {self.last.isoformat()}"

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Product:
    """A product, what family it belongs to, and how many barrels a tonne of it makes.

    `low` and `high` are the ends of what the source gives; None where no factor is at hand.
    """

    id: str
    family: Family
    names: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    mark: str
    note: str = ""
