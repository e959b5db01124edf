"""A resolution of the Security Council that belongs to the regime."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.model.measure import Confidence


@dataclass(frozen=True, slots=True)
class Resolution:
    """`adopted` is `None` where our source gives only the year; `panel_until` is the last day of the
    mandate of the Panel of Experts where the resolution renewed it and the day is known."""

    number: str
    year: int
    adopted: date | None
    confidence: Confidence
    about: str
    trigger: str = ""
    panel_until: date | None = None
    doubts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As it is cited: `2397 (2017)`."""
        return f"{self.number} ({self.year})"
