"""The papers of a case: what is to be done, asked, visited, received; and how evidence is weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sightline.model.citation import Citation


@dataclass(frozen=True, slots=True)
class PaperVersion:
    """A paper as it stood: what it said, who wrote so, when and why."""

    number: int
    state: str
    body: Mapping[str, Any] = field(hash=False)
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its versions, oldest first; `kind` is a file of `cases.papers`."""

    id: str
    case: str
    kind: str
    versions: tuple[PaperVersion, ...]

    @property
    def newest(self) -> PaperVersion:
        """The version that holds."""
        return self.versions[-1]

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.newest.state

    @property
    def body(self) -> Mapping[str, Any]:
        """What it says."""
        return self.newest.body

    @property
    def opened_at(self) -> datetime:
        """When it was first written."""
        return self.versions[0].at

    def text(self, name: str) -> str:
        """A field as text; empty where it is not filled in."""
        value = self.body.get(name, "")
        return "; ".join(map(str, value)) if isinstance(value, list) else str(value)

    def day(self, name: str) -> date | None:
        """A field that is a day."""
        return date.fromisoformat(self.body[name]) if self.body.get(name) else None

    def cites(self, name: str) -> tuple[Citation, ...]:
        """A field that holds citations."""
        return tuple(map(Citation.from_json, self.body.get(name, ())))


@dataclass(frozen=True, slots=True)
class Weighing:
    """How a piece of evidence stands to a hypothesis: `++ + 0 - --`, empty for not weighed."""

    exhibit: str
    hypothesis: str
    number: int
    mark: str
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Interest:
    """Something an expert declares: what it concerns (a party, a country, an entity), and what it is."""

    about: str
    what: str


@dataclass(frozen=True, slots=True)
class Expert:
    """What an expert declared last."""

    name: str
    nationality: str
    employment: str
    employer: str
    portfolio: str
    since: date | None
    until: date | None
    interests: tuple[Interest, ...]
    at: datetime

    def sits(self, day: date) -> bool:
        """Whether they hold their seat on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Naming:
    """The recorded decision on whether a text may name a party, and as what."""

    id: str
    case: str
    party: str
    name: str
    kind: str
    """state, state-owned, private, person or unwitting"""
    named: bool
    reasons: str
    decided_by: str
    decided_at: datetime
