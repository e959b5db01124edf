"""What a person decided about a hit: is the party the listed one, and how long may that be relied on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sightline.model.marking import PUBLIC, Marking


class Verdict(StrEnum):
    """`withdrawn` takes the decision before it back; it is the word of a person like the others."""

    TRUE_MATCH = "true match"
    FALSE_POSITIVE = "false positive"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


class Scope(StrEnum):
    """For whom a decision speaks: a party with just these particulars, or whoever is asked by this name."""

    PARTY = "party"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one listed entry for one party. `until` is its last day; none where it has no end."""

    id: str
    at: datetime
    by: str
    verdict: Verdict
    why: str
    scope: Scope
    party: str
    """key of the party or the name, see `screening.white_list`"""
    query: Mapping[str, Any] = field(hash=False)
    list: str
    entity: str
    reference: str
    caption: str
    until: date | None
    certificate: str
    """the screening it was made on"""
    manifest: str
    """of the list version the entry was looked at in"""
    entry_hash: str
    marking: Marking = PUBLIC

    def as_json(self) -> dict[str, object]:
        """The published shape."""
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "by": self.by,
            "verdict": self.verdict.value,
            "why": self.why,
            "scope": self.scope.value,
            "query": dict(self.query),
            "list": self.list,
            "entity": self.entity,
            "reference": self.reference,
            "caption": self.caption,
            "until": self.until.isoformat() if self.until else None,
            "certificate": self.certificate,
            "manifest": self.manifest,
            "entry_hash": self.entry_hash,
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision as it holds today: whether it stands, and where it does not, why the hit is open again."""

    decision: Decision
    stands: bool
    reopened: str = ""

    @property
    def clears(self) -> bool:
        """Whether nobody needs to look at the hit."""
        return self.stands and self.decision.verdict is Verdict.FALSE_POSITIVE

    def as_json(self) -> dict[str, object]:
        """What stands beside a hit."""
        said = self.decision
        return {
            "id": said.id,
            "verdict": said.verdict.value,
            "by": said.by,
            "at": said.at.isoformat(),
            "why": said.why,
            "scope": said.scope.value,
            "until": said.until.isoformat() if said.until else None,
            "stands": self.stands,
            "reopened": self.reopened or None,
        }
