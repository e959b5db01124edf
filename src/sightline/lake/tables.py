"""Partitions of telemetry tables: the rows of a file as Parquet, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.errors import IntegrityBroken, NotFound
from sightline.evidence import canonical
from sightline.evidence.files import disk, sync_folder
from sightline.formats.table_schemas import SCHEMAS
from sightline.lake.leftovers import unfinished
from sightline.lake.partition import PartitionKey
from sightline.lake.partitions import MANIFEST, Partitions
from sightline.lake.row_hash import RowHash
from sightline.lake.rows import place_of
from sightline.lake.statements import silent
from sightline.model.table_part import TablePart
from sightline.model.telemetry import Refusal
from sightline.model.view import View

ROWS, REFUSALS = "rows.parquet", "refusals.parquet"
TIME = {
    "positions": "t_ms",
    "payments": "booked_ms",
    "deliveries": "delivered_on",
    "trade": "period_from",
    "shipments": "shipped_on",
    "transfers": "time_ms",
}
"""The column that says when a row happened, by table."""

REFUSED = pa.schema([
    ("item", pa.string()),
    ("label", pa.string()),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("message", pa.string()),
    ("remedy", pa.string()),
])  # fmt: skip
HELD = 8192
"""refusals held in memory before they are written"""
DAY_MS = 86_400_000

Refuse = Callable[[Refusal], None]
Passed = Callable[[int], None]
Read = Callable[[Refuse, Passed], Iterator[pa.RecordBatch]]
"""gives batches, tells of each row it refuses and of how many messages it read that make no row"""


@dataclass(frozen=True, slots=True)
class TableManifest:
    """What is in a partition. Its own SHA-256 is what the custody ledger and every signal pin.

    `rows_sha256` is taken over the rows in the order they stand in the file (see `row_hash`), so it does
    not depend on Parquet; `refusals_sha256` over the refusals as canonical JSON lines.
    """

    partition: str
    table: str
    items: tuple[str, ...]
    format: str
    version: int
    schema: int
    rows: int
    passed: int
    """messages read that make no row of the table, as a base station's among positions"""
    refused: int
    first_ms: int | None
    last_ms: int | None
    rows_sha256: str
    refusals_sha256: str

    def as_json(self) -> dict[str, Any]:
        """The shape that `manifest.json` holds."""
        return {name: getattr(self, name) for name in self.__slots__} | {"items": list(self.items)}

    @property
    def encoded(self) -> bytes:
        """The bytes of `manifest.json`."""
        return canonical.encode(self.as_json())

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes of `manifest.json`, lower-case hex."""
        return hashlib.sha256(self.encoded).hexdigest()

    @classmethod
    def decode(cls, data: bytes) -> TableManifest:
        """The inverse of `encoded`; `IntegrityBroken` when the bytes are not such a manifest."""
        shape = canonical.decode(data, "a partition's manifest")
        try:
            return cls(**shape | {"items": tuple(shape["items"])})
        except (KeyError, TypeError) as problem:
            raise IntegrityBroken(f"a partition's manifest has another shape: {problem}") from problem


class TableLake(Partitions[TableManifest]):
    """A folder of table partitions; it may be the one that holds the partitions of lists."""

    def holds(self, partition: str) -> bool:
        """Whether this partition is here, whole."""
        return (self._folder / partition / ROWS).is_file() and (self._folder / partition / MANIFEST).is_file()

    def manifest(self, partition: str) -> TableManifest:
        """The manifest as it stands; `NotFound` when there is no such partition."""
        if not self.holds(partition):
            raise _absent()
        return TableManifest.decode((self._folder / partition / MANIFEST).read_bytes())

    def write(
        self, key: PartitionKey, table: str, read: Read, progress: Callable[[int], None] = silent
    ) -> TableManifest:
        """Write the batches that `read` yields, and what it refuses; `progress` is told rows so far.

        Memory does not grow with the file. Either the whole partition appears or nothing. Writing one
        that is here already gives the one that is here, and raises `IntegrityBroken` when the rows
        differ. `EnvironmentFailed` on disk errors.
        """
        with disk("writing to the lake", self._folder), unfinished(self._folder, key.id) as beside:
            writing = _Writing(beside, table, progress)
            return self._publish(beside, writing.write(key, read))

    def path(self, view: View, part: TablePart) -> Path:
        """The Parquet file of a partition; `NotFound` when the View may not see it."""
        return self._seen(view, part) / ROWS

    def batches(self, view: View, part: TablePart) -> Iterator[pa.RecordBatch]:
        """The rows in the order they stand in the file; `NotFound` when the View may not see them."""
        return _batches(self._seen(view, part) / ROWS)

    def refusals(self, view: View, part: TablePart, limit: int | None = None) -> Iterator[Refusal]:
        """What was refused, in the order it stood in the file, at most `limit`."""
        return islice(_refusals(self._seen(view, part) / REFUSALS), limit)

    def check(self, view: View, part: TablePart) -> None:
        """Compare the rows with what the part pins; `IntegrityBroken` when they differ."""
        folder = self._seen(view, part)
        held = self.manifest(folder.name)
        if held.sha256 != part.manifest or _rows_sha256(folder / ROWS, held.table) != held.rows_sha256:
            raise IntegrityBroken(
                f"partition {held.partition} is not what its manifest says",
                remedy="run `sightline rebuild`",
            )

    def _seen(self, view: View, part: TablePart) -> Path:
        if not view.may_see(part.marking) or not self.holds(part.partition):
            raise _absent()
        return self._folder / part.partition


def _absent() -> NotFound:
    return NotFound("no such table partition", remedy="see `sightline rebuild`")


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path, memory_map=True, read_dictionary=["item"]) as file:
        yield from file.iter_batches(use_threads=False)


def _rows_sha256(path: Path, table: str) -> str:
    """The hash of the rows of a file; nothing where the file does not read."""
    try:
        held = frozenset(pq.read_schema(path).names)
        # a partition written before a column was added lacks it
        digest = RowHash(pa.schema([field for field in SCHEMAS[table] if field.name in held]))
        for batch in _batches(path):
            digest.update(batch)
    except (pa.ArrowException, OSError):
        return ""
    return digest.hexdigest()


def _refusals(path: Path) -> Iterator[Refusal]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(HELD):
            for line in batch.to_pylist():
                place = place_of(line["label"], line["start"], line["end"])
                yield Refusal(line["item"], place, line["message"], line["remedy"])


class _Writing:
    """One partition on its way into a folder beside the others."""

    def __init__(self, folder: Path, table: str, progress: Callable[[int], None]) -> None:
        self._folder, self._table, self._progress = folder, table, progress
        self._schema = SCHEMAS[table]
        self._digest = RowHash(self._schema)
        self._refused = _Refusals(folder / REFUSALS)
        self._rows = self._passed = 0
        self._first: int | None = None
        self._last: int | None = None

    def write(self, key: PartitionKey, read: Read) -> TableManifest:
        with self._refused, pq.ParquetWriter(self._folder / ROWS, self._schema, **_HOW) as writer:
            for batch in read(self._refused.add, self._pass):
                writer.write_batch(batch)
                self._take(batch)
        manifest = TableManifest(
            partition=key.id,
            table=self._table,
            items=tuple(sorted(key.items)),
            format=key.format,
            version=key.format_version,
            schema=key.schema_version,
            rows=self._rows,
            passed=self._passed,
            refused=self._refused.count,
            first_ms=self._first,
            last_ms=self._last,
            rows_sha256=self._digest.hexdigest(),
            refusals_sha256=self._refused.digest.hexdigest(),
        )
        (self._folder / MANIFEST).write_bytes(manifest.encoded)
        for path in sorted(self._folder.iterdir()):
            with path.open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(self._folder)
        return manifest

    def _pass(self, count: int) -> None:
        self._passed += count

    def _take(self, batch: pa.RecordBatch) -> None:
        self._digest.update(batch)
        self._rows += batch.num_rows
        if self._table in TIME:
            span = pc.min_max(batch.column(TIME[self._table])).as_py()
            times = [when for when in (_ms(span["min"]), self._first) if when is not None]
            self._first = min(times, default=None)
            times = [when for when in (_ms(span["max"]), self._last) if when is not None]
            self._last = max(times, default=None)
        self._progress(self._rows)


_HOW: dict[str, Any] = {"compression": "zstd", "compression_level": 1, "version": "2.6"}


def _ms(when: int | date | None) -> int | None:
    """Milliseconds since 1970, of a day its first."""
    return (when - date(1970, 1, 1)).days * DAY_MS if isinstance(when, date) else when


class _Refusals:
    """What was refused, on its way into a file."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, REFUSED, **_HOW)
        self._held: list[dict[str, object]] = []
        self.count = 0
        self.digest = hashlib.sha256()

    def add(self, refused: Refusal) -> None:
        """Take one."""
        self.count += 1
        self.digest.update(canonical.encode(refused.as_json()))
        place = refused.place
        self._held.append(
            {
                "item": refused.item,
                "label": place.label,
                "start": place.start,
                "end": place.end,
                "message": refused.message,
                "remedy": refused.remedy,
            }
        )
        if len(self._held) >= HELD:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._held, schema=REFUSED))
        self._held = []

    def __enter__(self) -> _Refusals:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()
