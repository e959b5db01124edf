"""One partition on its way into a folder: sorted, written to Parquet, summed up in its manifest."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.evidence.files import sync_folder
from sightline.lake import entries as entry_table
from sightline.lake.partition import Manifest, PartitionKey
from sightline.lake.partitions import MANIFEST
from sightline.lake.rows import COLUMNS, NO_BYTES, Row, line_of, row_of
from sightline.lake.sorting import Sorter
from sightline.model.place import Place
from sightline.model.statement import Entry

ROW_GROUP = 4096
"""Rows a Parquet row group: small enough that one entry is read in a few milliseconds."""

TELL_EVERY = 500
ROWS, ENTRIES = "statements.parquet", "entries.arrow"


class Writing:
    """One partition on its way into a folder beside the others."""

    def __init__(self, folder: Path, run: int, progress: Callable[[int], None]) -> None:
        self._folder, self._progress = folder, progress
        self._rows: Sorter[Row] = Sorter(folder, "rows", Row._make, run)
        self._lines: Sorter[bytes] = Sorter(folder, "lines", bytes, run)
        self._places: dict[str, Place] = {}

    def write(self, key: PartitionKey, list: str, dated: date | None, entries: Iterable[Entry]) -> Manifest:
        self._take(entries)
        listed, statements = self._write_rows()
        manifest = Manifest(
            partition=key.id,
            list=list,
            dated=dated,
            items=tuple(sorted(key.items)),
            format=key.format,
            version=key.format_version,
            schema=key.schema_version,
            entries=listed,
            statements=statements,
            rows_sha256=self._hash_lines(),
        )
        self._rows.close()
        self._lines.close()
        (self._folder / MANIFEST).write_bytes(manifest.encoded)
        _sync(self._folder)
        return manifest

    def _take(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            id = sys.intern(entry.id)
            hanging = f"{id}:"
            self._places.setdefault(id, entry.place)
            for said in entry.statements:
                if said.entity != id and not said.entity.startswith(hanging):
                    raise ValueError(f"statement about {said.entity!r} in the entry {id!r}")
                row = row_of(id, said)
                self._rows.add(row)
                self._lines.add(line_of(row))
            if len(self._places) % TELL_EVERY == 0:
                self._progress(len(self._places))
        self._progress(len(self._places))

    def _write_rows(self) -> tuple[int, int]:
        done, held = 0, []
        listed: list[dict[str, object]] = []
        with pq.ParquetWriter(
            self._folder / ROWS,
            COLUMNS,
            compression="zstd",
            use_dictionary=True,
            write_statistics=True,
            version="2.6",
        ) as writer:
            for _, rows in groupby(self._rows, key=lambda row: row.entry):
                entry = list(rows)
                listed.append(entry_table.summarise(entry, done) | self._place(entry[0].entry))
                done += len(entry)
                held += entry
                while len(held) >= ROW_GROUP:
                    writer.write_batch(_batch(held[:ROW_GROUP]))
                    held = held[ROW_GROUP:]
            if held:
                writer.write_batch(_batch(held))
        entry_table.write(self._folder / ENTRIES, listed)
        return len(listed), done

    def _place(self, entry: str) -> dict[str, object]:
        place = self._places[entry]
        start = NO_BYTES if place.start is None else place.start
        return {"label": place.label, "start": start, "end": NO_BYTES if place.end is None else place.end}

    def _hash_lines(self) -> str:
        digest = hashlib.sha256()
        for line in self._lines:
            digest.update(line)
        return digest.hexdigest()


def _batch(rows: Sequence[Row]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, COLUMNS, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=COLUMNS)


def _sync(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    sync_folder(folder)
