"""Two entities that may be one: what speaks for it, what people said of it, what follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sightline.model.citation import Citation
from sightline.model.marking import Marking


class Verdict(StrEnum):
    """What someone says of two entities."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class MatchReason:
    """One comparison of two entities: its name, a sentence, and what it adds to the log odds (nats)."""

    comparison: str
    text: str
    weight: float
    left: str
    right: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities worth a person's look; `left` < `right` by id, `score` a calibrated probability."""

    left: str
    right: str
    score: float
    reasons: tuple[MatchReason, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise ValueError(f"a pair names the smaller id first: {self.left!r}, {self.right!r}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one person said of two entities, when, why and on what evidence; a newer one of theirs holds.

    `withdrawn` takes the person's word back: it then counts for neither side.
    """

    id: str
    left: str
    right: str
    verdict: Verdict
    by: str
    at: datetime
    why: str
    marking: Marking
    evidence: tuple[Citation, ...] = ()
    withdrawn: bool = False
