"""Thefts with their ledgers as they were followed before, kept in the office's folder.

What was followed is shown to whoever may see every partition it was made of; see `kept`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sightline import __version__
from sightline.detectors.coins.theft_ledger import TheftLedger, Units
from sightline.errors import EnvironmentFailed
from sightline.model.citation import Citation
from sightline.service.kept import Seen, Shelf
from sightline.service.workbench import Workbench

FOLDER = "heists"
MOST_KEPT = 16
"""results of an office; the oldest go first"""
VERSION = 13
"""raised when a ledger says something else of the same rows"""


@dataclass(frozen=True, slots=True)
class Version:
    """A transfer as one file gives it."""

    amount: Units
    at: datetime
    source: str
    target: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class Disputed:
    """A transfer of which files say different things; the first is the one that counts."""

    tx: str
    index: int
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class HeistLine:
    """A theft in one line."""

    id: str
    actor: str
    chain: str
    asset: str
    listed: bool
    taken: Units
    known: Units
    held: Units
    unknown: Units
    again: Units
    first: datetime
    last: datetime
    balanced: bool
    fees: Units
    stolen: Units
    """taken without what anybody had taken before"""
    before: Units
    """had been taken before by anybody, `again` among it"""
    perhaps: Units
    """perhaps taken before, out of services into which loot had gone, at most"""
    at_least: Units
    """stolen without that, and without what is contested"""
    contested: Units
    """stolen at addresses that labels give to others too"""


@dataclass(frozen=True, slots=True)
class Heist:
    """One theft: its line, its whole ledger, and transfers of this asset that files dispute."""

    line: HeistLine
    ledger: TheftLedger
    disputed: tuple[Disputed, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """All thefts, the largest of an asset first; of how many rows of transfers, and when it was made."""

    heists: tuple[Heist, ...]
    transfers: int
    at: datetime


SHELF = Shelf(FOLDER, Followed, lambda: [__version__, VERSION], MOST_KEPT, of_bytes=False)


def of(bench: Workbench, seen: Sequence[Seen]) -> Followed | None:
    """What was followed of exactly these partitions, if it is kept."""
    return SHELF.of(bench, seen)


def before(bench: Workbench, seen: Sequence[Seen]) -> Followed | None:
    """What was followed of the most transfers among these partitions, when some are newer than it.

    Of lists the same versions, or none.
    """
    return SHELF.before(bench, seen, "transfers")


def keep(bench: Workbench, found: Followed, seen: Sequence[Seen]) -> None:
    """Keep what these partitions gave; where the disk takes nothing, it is made again next time."""
    with suppress(EnvironmentFailed):
        SHELF.keep(bench, found, seen, transfers=found.transfers)
