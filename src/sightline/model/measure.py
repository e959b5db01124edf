"""An obligation in a resolution's operative paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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

    def in_force(self, day: date) -> bool:
        """Whether it bound on that day; first and last day included."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    @property
    def paragraph(self) -> str:
        """All provisions in one line."""
        return "; ".join(str(provision) for provision in self.provisions)
