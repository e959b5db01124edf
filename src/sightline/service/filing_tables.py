"""Telemetry on its way in: a partition in the lake, a row in the office, and what was refused of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from sightline.errors import BadInput
from sightline.formats.description import Doubt
from sightline.formats.reading import Asides
from sightline.formats.register import Group
from sightline.lake.partition import PartitionKey
from sightline.lake.tables import Passed, Refuse, TableLake, TableManifest
from sightline.model.marking import Marking
from sightline.model.table_part import TablePart
from sightline.model.telemetry import Refusal
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import mark
from sightline.office.tables import TablePartitionRow
from sightline.record.table_parts import parts
from sightline.service.items import visible
from sightline.service.progress import Progress, Step
from sightline.service.workbench import Workbench

MOST_REFUSALS = 20
"""refusals of one file that are told when it is taken in; the item's page has the others"""
AGAIN = {
    "payments": "sightline.service.payments_again",
    "transfers": "sightline.service.transfers_again",
}
"""the table of which it is looked whether another file reports the same, and the room that looks"""
MOST_DOUBTS = 20
"""doubts of one file that become notices"""


@dataclass(frozen=True, slots=True)
class Written:
    """A partition in the lake, the first rows that were refused, if any, and rows that look wrong.

    `rows` counts what was read and understood: rows, and messages that make none.
    """

    part: TablePart
    rows: int
    refusals: tuple[Refusal, ...]
    """the first of them"""
    doubts: tuple[Doubt, ...]
    passed: Mapping[str, int]
    """why messages made no row, and how many of each"""
    nothing: BadInput | None = None
    """what is wrong where no row could be taken: nothing of it is kept in the lake"""

    @property
    def first(self) -> Refusal | None:
        """What was refused first."""
        return self.refusals[0] if self.refusals else None

    @property
    def problem(self) -> dict[str, str | None] | None:
        """What is published of the refusals: how many, and the first with its place and remedy."""
        if self.first is None:
            return None
        count = self.part.refused
        told = f"{count} row{'s' if count > 1 else ''} refused; the first: {self.first.message}"
        place, remedy = str(self.first.place), self.first.remedy
        return {"kind": "BadInput", "message": told, "place": place, "remedy": remedy}


def table_lake(bench: Workbench) -> TableLake:
    """Where table partitions stand: beside those of lists."""
    return TableLake(bench.folder / "lake")


EMPTY = "an empty table is not taken; check the file"


@dataclass(slots=True)
class Noted:
    """What a reading tells besides its rows: refusals and rows that look wrong, the first of each."""

    refusals: list[Refusal] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)

    def refusal(self, one: Refusal) -> None:
        """Keep a refusal, while there are few."""
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(one)

    def because(self, why: str, count: int) -> None:
        """Count what makes no row, by the reason."""
        self.passed[why] += count

    def doubt(self, one: Doubt) -> None:
        """Keep a doubt, while there are few."""
        if len(self.doubts) < MOST_DOUBTS:
            self.doubts.append(one)


def partition_key(grouped: Group) -> PartitionKey:
    """What the partition of these files is named by."""
    description = grouped.format.description
    return PartitionKey(grouped.items.items, description.name, description.version)


def into_lake(lake: TableLake, grouped: Group, progress: Progress) -> tuple[TableManifest, Noted]:
    """The manifest of the partition, written now unless it stands, and what was noted on the way."""
    read = grouped.format.read_table
    if read is None:
        raise BadInput(f"{grouped.format.name} is no table")
    item = grouped.items[next(iter(grouped.items))]
    noted = Noted()

    def noting(refuse: Refuse, passed: Passed) -> Iterator[Any]:
        def first(one: Refusal) -> None:
            noted.refusal(one)
            refuse(one)

        return read(item, first, Asides(noted.doubt, passed, noted.because))

    def tell(rows: int) -> None:
        progress(Step(f"reading {item.name}: {rows:,} rows", rows))

    manifest = lake.write(partition_key(grouped), grouped.format.description.table, noting, tell)
    return manifest, noted


def write(bench: Workbench, grouped: Group, marking: Marking, progress: Progress) -> Written:
    """Read a table file row by row; nothing is kept in the lake where no row can be taken."""
    lake = table_lake(bench)
    manifest, noted = into_lake(lake, grouped, progress)
    part = TablePart(
        id=f"t-{bench.entropy(8).hex()}",
        table=manifest.table,
        partition=manifest.partition,
        format=manifest.format,
        known_at=bench.clock(),
        rows=manifest.rows,
        refused=manifest.refused,
        first_ms=manifest.first_ms,
        last_ms=manifest.last_ms,
        manifest=manifest.sha256,
        items=manifest.items,
        marking=marking,
    )
    nothing = None
    if not manifest.rows + manifest.passed:
        lake.remove(manifest.partition)
        nothing = _nothing(noted)
    rows = manifest.rows + manifest.passed
    return Written(part, rows, tuple(noted.refusals), tuple(noted.doubts), dict(noted.passed), nothing)


def _nothing(noted: Noted) -> BadInput:
    """Why no row of a file could be taken."""
    if noted.refusals:
        first = noted.refusals[0]
        return BadInput(
            f"no row could be taken: {first.message}", place=str(first.place), remedy=first.remedy
        )
    if noted.doubts:
        why = noted.doubts[0]
        return BadInput(f"no row could be taken: {why.message}", place=str(why.place), remedy=EMPTY)
    return BadInput("the table has no rows", remedy=EMPTY)


def counts(bench: Workbench, row: TablePartitionRow) -> tuple[int, int]:
    """Rows, messages that make none included, and refused rows of a partition that was taken before."""
    lake = table_lake(bench)
    passed = lake.manifest(row.partition).passed if lake.holds(row.partition) else 0
    return row.rows + passed, row.refused


def announce(view: View, bench: Workbench, part: TablePart) -> None:
    """Put the manifest of a written partition on the ledger, before anyone can see it."""
    bench.record(
        "manifest",
        view.user,
        f"partition:{part.partition}",
        partition=part.partition,
        manifest=part.manifest,
        table=part.table,
    )


def add(
    view: View, bench: Workbench, session: GuardedSession, part: TablePart, acquisitions: list[str]
) -> None:
    """Add the row of a partition and its marking to a transaction of the office."""
    session.add(
        TablePartitionRow(
            id=part.id,
            table=part.table,
            partition=part.partition,
            format=part.format,
            known_at=part.known_at,
            rows=part.rows,
            refused=part.refused,
            first_ms=part.first_ms,
            last_ms=part.last_ms,
            manifest=part.manifest,
            items=list(part.items),
            acquisitions=acquisitions,
        )
    )
    mark(
        session, TablePartitionRow.__marked__, part.id, part.marking, view.user, part.known_at, "as its file"
    )


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """Rows of an item that were refused: how many, and some of them in the order they stand there."""

    count: int
    after: int
    shown: tuple[Refusal, ...]


def refused_rows(view: View, bench: Workbench, sha256: str, after: int = 0, limit: int = 100) -> RefusedRows:
    """So many refusals of an item behind the first `after`; `NotFound` where the item is not there."""
    found = refusals(view, bench, sha256, after + limit)
    with bench.office.read(view) as session:
        count = sum(part.refused for part in parts(view, session) if sha256 in part.items)
    return RefusedRows(count, after, found[after:])


def refusals(view: View, bench: Workbench, sha256: str, limit: int = 500) -> tuple[Refusal, ...]:
    """What was refused of an item, in the order it stands there; `NotFound` where the item is not there."""
    visible(view, bench, sha256)
    with bench.office.read(view) as session:
        held = [part for part in parts(view, session) if sha256 in part.items and part.refused]
    found: list[Refusal] = []
    for part in held:
        found += table_lake(bench).refusals(view, part, limit - len(found))
    return tuple(found)


def reported_again(view: View, bench: Workbench, part: TablePart) -> tuple[Doubt, ...]:
    """Rows of a file just taken in that another file reports too: of payments and transfers.

    The room that looks comes with Ibis and DuckDB, 30 MB that other files need not hold.
    """
    if part.table not in AGAIN:
        return ()
    found: tuple[Doubt, ...] = import_module(AGAIN[part.table]).reported_again(view, bench, part)
    return found
