"""A list and its versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sightline.model.marking import Marking


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One version of a list: a lake partition, the day it states, and when we knew it.

    `dated` is the day the publisher gives, or else the day given with `--dated`, or the day of
    collection. `known_at` is UTC. `manifest` is the SHA-256 of the partition's manifest, which
    stands in the custody ledger.
    """

    list: str
    partition: str
    format: str
    dated: date
    known_at: datetime
    entries: int
    statements: int
    manifest: str
    items: tuple[str, ...]
    marking: Marking
    id: str = ""
    """what `sightline lists` prints: list, day and a random tail"""

    def __hash__(self) -> int:
        """By what hardly two versions share: they are looked up all the time."""
        return hash(self.partition)
