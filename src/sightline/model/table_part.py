"""A partition of a telemetry table: the rows of one file, and who may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sightline.model.marking import Marking


@dataclass(frozen=True, slots=True)
class TablePart:
    """The rows one set of items gave to a table (`positions`, `payments`, …).

    `known_at` is UTC, `first_ms` and `last_ms` the earliest and latest row in milliseconds since 1970,
    `None` where the table has no time. `manifest` is the SHA-256 of the partition's manifest, which
    stands in the custody ledger. `taken_at` is when these items first gave rows to the table: newer code
    that reads them again does not change it.
    """

    id: str
    table: str
    partition: str
    format: str
    known_at: datetime
    rows: int
    refused: int
    first_ms: int | None
    last_ms: int | None
    manifest: str
    items: tuple[str, ...]
    marking: Marking
    taken_at: datetime | None = None
