"""Mandates as data: who approves, how it is decided, when to report, what is published, who hands it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sightline.errors import UsageError

FILE = Path(__file__).parent / "mandates.yaml"
YEAR = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a mandate and how far it was found in a public source."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves what, and how."""

    who: str
    what: str
    how: str
    mark: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Something due every `months`, counted `offset` months after the mandate's day, or every `days`."""

    what: str
    mark: str
    months: int = 0
    offset: int = 0
    days: int = 0

    def after(self, start: date, day: date) -> date:
        """The first day it is due that is not before `day`; `start` is the day the mandate counts from."""
        if self.days:
            passed = max(0, (day - start).days)
            return start + timedelta(days=-(-max(passed, 1) // self.days) * self.days)
        turn = 0
        while True:
            due = _months_after(start, self.offset + turn * self.months)
            if due >= day and due > start:
                return due
            turn += 1


@dataclass(frozen=True, slots=True)
class Mandate:
    """All that is known of one kind of mandate."""

    id: str
    title: str
    about: str
    mark: str
    basis: tuple[Line, ...]
    approves: tuple[Approval, ...]
    decision_rule: str
    rule_mark: str
    calendar: tuple[Slot, ...]
    confidentiality: tuple[Line, ...]
    publication: tuple[Line, ...]
    editions: tuple[str, ...]
    transmits_by: str
    members: tuple[str, ...]
    """states that hand its reports on, two letters each; empty: any that volunteers"""
    transmits_mark: str


@cache
def mandates() -> tuple[Mandate, ...]:
    """Every mandate, in the file's order."""
    return tuple(_mandate(one) for one in yaml.safe_load(FILE.read_text("utf-8"))["mandates"])


def mandate(id: str) -> Mandate:
    """One mandate; `UsageError` names those there are."""
    for one in mandates():
        if one.id == id:
            return one
    known = ", ".join(one.id for one in mandates())
    raise UsageError(f"no such mandate: {id!r}", remedy=f"use one of {known}")


def _mandate(shape: dict[str, Any]) -> Mandate:
    transmits = shape["transmits"]
    return Mandate(
        shape["id"],
        shape["title"],
        shape["about"],
        shape["mark"],
        tuple(Line(**one) for one in shape["basis"]),
        tuple(Approval(**one) for one in shape["approves"]),
        shape["decision_rule"],
        shape["rule_mark"],
        tuple(Slot(**one) for one in shape["calendar"]),
        tuple(Line(**one) for one in shape["confidentiality"]),
        tuple(Line(**one) for one in shape["publication"]),
        tuple(shape["editions"]),
        transmits["by"],
        tuple(transmits["members"]),
        transmits["mark"],
    )


def _months_after(start: date, months: int) -> date:
    """The same day so many months later; the month's last where it is shorter."""
    year, month = divmod(start.year * YEAR + start.month - 1 + months, YEAR)
    following = date(year + (month + 1) // YEAR, (month + 1) % YEAR + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(start.day, last))
