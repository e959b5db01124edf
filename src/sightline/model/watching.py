"""Who is watched, and what watchers are told when a list changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sightline.model.marking import Marking
from sightline.model.screening import Query


@dataclass(frozen=True, slots=True)
class Watched:
    """A party put to every change of the lists. `entity` is the id of a listed entry it is known to be."""

    id: str
    query: Query
    since: datetime
    by: str
    why: str
    entity: str = ""

    @property
    def name(self) -> str:
        """What it is called, or the identifier it is known by."""
        asked = self.query
        return asked.name or asked.identifier or asked.imo or asked.bic or asked.mmsi or self.entity


@dataclass(frozen=True, slots=True)
class Book:
    """Watched parties under one marking; the owner is told, and whoever may do `audience`, if it is given."""

    id: str
    name: str
    kind: str
    """`party` or `customer`"""
    owner: str
    audience: str
    at: datetime
    why: str
    marking: Marking
    parties: tuple[Watched, ...]


@dataclass(frozen=True, slots=True)
class Notification:
    """Someone is told what a change of a list means for a party they watch.

    `kind`: `hit` (now alerts), `changed` (alerted and does), `gone` (no longer alerts). `state`: `new`,
    `read` or `done`. `body` has the change by field, both versions, and both hits with their reasons.
    """

    id: str
    at: datetime
    recipient: str
    audience: str
    kind: str
    subject_kind: str
    """`book` or `case`"""
    subject: str
    party: str
    list: str
    entity: str
    text: str
    state: str
    state_by: str
    why: str
    marking: Marking
    body: dict[str, Any] = field(repr=False, hash=False)

    def as_json(self) -> dict[str, object]:
        """The published line."""
        plain = ("id", "kind", "state", "subject_kind", "subject", "party", "list", "entity", "text")
        return {
            **{name: getattr(self, name) for name in plain},
            "at": self.at.isoformat(),
            "marking": str(self.marking),
            "why": self.why,
            **self.body,
        }
