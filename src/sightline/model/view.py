"""Through what everything is read: who looks, what they are cleared for, as of which day, known when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sightline.model.marking import PUBLIC, Marking


@dataclass(frozen=True, slots=True)
class View:
    """The first argument of every read.

    `as_of` is the day whose world is asked about; `known_at` (UTC, aware) what the office knew by
    then. Both are always set: a door that is not told otherwise passes today and now.
    """

    user: str
    clearance: Marking
    as_of: date
    known_at: datetime

    def __post_init__(self) -> None:
        if not self.user:
            raise ValueError("a View has a user")
        if self.known_at.tzinfo is None:
            raise ValueError("known_at carries a time zone")

    def may_see(self, marking: Marking) -> bool:
        """Whether what is so marked is there for this View."""
        return self.clearance.covers(marking)

    def on(self, day: date) -> View:
        """The same View as of another day."""
        return replace(self, as_of=day)

    def for_public(self) -> View:
        """The same View with public clearance, for statistics and public editions."""
        return replace(self, clearance=PUBLIC)
