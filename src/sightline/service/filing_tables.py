"""Telemetry on its way in: a partition in the lake, a row in the office, and what was refused of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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

MOST_DOUBTS = 20
"""doubts of one file that become notices"""


@dataclass(frozen=True, slots=True)
class Written:
    """A partition in the lake, the first row that was refused, if any, and rows that look wrong.

    `rows` counts what was read and understood: rows, and messages that make none.
    """

    part: TablePart
    rows: int
    first: Refusal | None
    doubts: tuple[Doubt, ...]

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
    """What a reading tells besides its rows: the first refusal, and rows that look wrong, up to a bound."""

    first: Refusal | None = None
    doubts: list[Doubt] = field(default_factory=list)

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
            noted.first = noted.first or one
            refuse(one)

        return read(item, first, Asides(noted.doubt, passed))

    def tell(rows: int) -> None:
        progress(Step(f"reading {item.name}: {rows:,} rows", rows))

    manifest = lake.write(partition_key(grouped), grouped.format.description.table, noting, tell)
    return manifest, noted


def write(bench: Workbench, grouped: Group, marking: Marking, progress: Progress) -> Written:
    """Read a table file row by row; `BadInput` and nothing kept of it when no row can be taken."""
    lake = table_lake(bench)
    manifest, noted = into_lake(lake, grouped, progress)
    first = noted.first
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
    if not manifest.rows + manifest.passed:
        lake.remove(manifest.partition)
        if first is None and noted.doubts:
            why = noted.doubts[0]
            raise BadInput(f"no row could be taken: {why.message}", place=str(why.place), remedy=EMPTY)
        if first is None:
            raise BadInput("the table has no rows", remedy=EMPTY)
        raise BadInput(f"no row could be taken: {first.message}", place=str(first.place), remedy=first.remedy)
    return Written(part, manifest.rows + manifest.passed, first, tuple(noted.doubts))


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


def refusals(view: View, bench: Workbench, sha256: str, limit: int = 500) -> tuple[Refusal, ...]:
    """What was refused of an item, in the order it stands there; `NotFound` where the item is not there."""
    visible(view, bench, sha256)
    with bench.office.read(view) as session:
        held = [part for part in parts(view, session) if sha256 in part.items and part.refused]
    found: list[Refusal] = []
    for part in held:
        found += table_lake(bench).refusals(view, part, limit - len(found))
    return tuple(found)
