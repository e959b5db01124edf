"""The lake: partitions of statements, written whole or not at all, read only through a View."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.errors import IntegrityBroken, NotFound
from sightline.evidence.files import disk
from sightline.lake.entries import EntryTable, Listed
from sightline.lake.leftovers import unfinished
from sightline.lake.partition import Manifest, PartitionKey
from sightline.lake.partitions import MANIFEST, Partitions
from sightline.lake.rows import Row, line_of, place_of
from sightline.lake.sorting import RUN, Sorter
from sightline.lake.writing import ENTRIES, ROW_GROUP, ROWS, Writing
from sightline.model.lists import ListVersion
from sightline.model.statement import Entry, Statement
from sightline.model.view import View


def silent(done: int) -> None:
    """Tell nobody."""


class Lake(Partitions[Manifest]):
    """A folder of partitions. `run` bounds how many rows are held in memory while sorting."""

    def __init__(self, folder: Path, run: int = RUN) -> None:
        super().__init__(folder)
        self._run = run

    def holds(self, partition: str) -> bool:
        """Whether this partition is here, whole."""
        return (self._folder / partition / MANIFEST).is_file()

    def manifest(self, partition: str) -> Manifest:
        """The manifest as it stands; `NotFound` when there is no such partition."""
        path = self._folder / partition / MANIFEST
        if not path.is_file():
            raise _absent()
        return Manifest.decode(path.read_bytes())

    def write(
        self,
        key: PartitionKey,
        list: str,
        dated: date | None,
        entries: Iterable[Entry],
        progress: Callable[[int], None] = silent,
    ) -> Manifest:
        """Write the partition of `entries` and return its manifest; `progress` is told entries so far.

        It is filed under the list's id and the day the list states, where it states one.
        Rows are sorted by entry, entity, property, value and place; equal rows stand once. Either the
        whole partition appears or nothing. Writing one that is here already gives the one that is
        here, and raises `IntegrityBroken` when the rows differ. `EnvironmentFailed` on disk errors.
        """
        with disk("writing to the lake", self._folder), unfinished(self._folder, key.id) as beside:
            writing = Writing(beside, self._run, progress)
            return self._publish(beside, writing.write(key, list, dated, entries))

    def entries(self, view: View, version: ListVersion) -> EntryTable:
        """The entries of a version in one line each; `NotFound` when the View may not see it."""
        return EntryTable(self._seen(view, version) / ENTRIES)

    def statements(
        self, view: View, version: ListVersion, entities: Sequence[str] | None = None
    ) -> Iterator[Statement]:
        """What a version says: everything, or about these entities alone.

        `entities` are ids of entries (all that hangs on them included) or of what hangs on one.
        Unknown ids give nothing. `NotFound` when the View may not see the version.
        """
        folder = self._seen(view, version)
        if entities is None:
            return _all_statements(folder)
        return self._chosen(folder, entities)

    def _chosen(self, folder: Path, entities: Sequence[str]) -> Iterator[Statement]:
        table = EntryTable(folder / ENTRIES)
        with pq.ParquetFile(folder / ROWS, memory_map=True) as file:
            for entity in entities:
                if not (listed := table.find(entity)):
                    continue
                for said in _statements(_slice(file, listed.first, listed.rows)):
                    if entity in (listed.id, said.entity):
                        yield said

    def entry(self, view: View, version: ListVersion, id: str) -> tuple[Listed, list[Statement]] | None:
        """The entry with this id, or that what has this id hangs on, with all its statements; each file is
        opened once. None where there is none, `NotFound` when the View may not see the version."""
        folder = self._seen(view, version)
        if not (listed := EntryTable(folder / ENTRIES).find(id)):
            return None
        with pq.ParquetFile(folder / ROWS, memory_map=True) as file:
            return listed, _statements(_slice(file, listed.first, listed.rows))

    def by_entry(self, view: View, version: ListVersion) -> Iterator[tuple[Listed, list[Statement]]]:
        """Every entry with all its statements, in the order of their ids, a row group at a time."""
        folder = self._seen(view, version)
        return _by_entry(folder, EntryTable(folder / ENTRIES))

    def said_of(
        self, view: View, version: ListVersion, schemata: Sequence[str], props: Sequence[str]
    ) -> Iterator[tuple[str, str, str, str]]:
        """Entity, schema, property and value of what is said of entities of these schemata, without places.

        Columns are compared whole, so that a large list without such entities costs milliseconds.
        `NotFound` when the View may not see the version.
        """
        return _said_of(self._seen(view, version), schemata, props)

    def lines(self, view: View, version: ListVersion) -> Iterator[bytes]:
        """The canonical JSON lines of a version, sorted: the bytes `rows_sha256` is taken over.

        `NotFound` when the View may not see the version.
        """
        folder = self._seen(view, version)
        return self._sorted_lines(folder)

    def _sorted_lines(self, folder: Path) -> Iterator[bytes]:
        with unfinished(self._folder, "lines") as scratch:
            sorter: Sorter[bytes] = Sorter(scratch, "lines", bytes, self._run)
            for row in _all_rows(folder):
                sorter.add(line_of(row))
            yield from sorter

    def check(self, view: View, version: ListVersion) -> None:
        """Compare rows and manifest with what the version pins; `IntegrityBroken` when they differ."""
        folder = self._seen(view, version)
        try:
            whole = self._is_whole(folder, version)
        except (pa.ArrowException, OSError, ValueError):  # what the readers of damaged tables raise
            whole = False
        if not whole:
            raise IntegrityBroken(
                f"partition {folder.name} is not what its manifest says",
                remedy="run `sightline rebuild`",
            )

    def _is_whole(self, folder: Path, version: ListVersion) -> bool:
        held, digest = self.manifest(folder.name), hashlib.sha256()
        for line in self._sorted_lines(folder):
            digest.update(line)
        table = EntryTable(folder / ENTRIES)
        table.check()
        rows = digest.hexdigest() == held.rows_sha256 and len(table) == held.entries
        return rows and held.sha256 == version.manifest

    def _seen(self, view: View, version: ListVersion) -> Path:
        if not view.may_see(version.marking) or not self.holds(version.partition):
            raise _absent()
        return self._folder / version.partition


def _absent() -> NotFound:
    return NotFound("no such list version", remedy="see `sightline lists`")


def _by_entry(folder: Path, table: EntryTable) -> Iterator[tuple[Listed, list[Statement]]]:
    """Row groups are read as they come, and parted where the table says that an entry ends."""
    with pq.ParquetFile(folder / ROWS, memory_map=True) as file:
        held: list[Statement] = []
        groups = iter(range(file.num_row_groups))
        for listed in table:
            while len(held) < listed.rows:
                held += _statements(file.read_row_group(next(groups), use_threads=False))
            yield listed, held[: listed.rows]
            del held[: listed.rows]


def _all_statements(folder: Path) -> Iterator[Statement]:
    with pq.ParquetFile(folder / ROWS, memory_map=True) as file:
        for group in range(file.num_row_groups):
            yield from _statements(file.read_row_group(group, use_threads=False))


def _all_rows(folder: Path) -> Iterator[Row]:
    with pq.ParquetFile(folder / ROWS, memory_map=True) as file:
        for group in range(file.num_row_groups):
            yield from _rows(file.read_row_group(group, use_threads=False))


def _said_of(
    folder: Path, schemata: Sequence[str], props: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    wanted, asked = pa.array(schemata, pa.string()), pa.array(props, pa.string())
    with pq.ParquetFile(folder / ROWS, memory_map=True) as file:
        for group in range(file.num_row_groups):
            kinds = file.read_row_group(group, ["schema", "prop"], use_threads=False)
            mask = pc.and_(_among(kinds.column("schema"), wanted), _among(kinds.column("prop"), asked))
            if not pc.any(mask).as_py():
                continue
            rows = file.read_row_group(group, ["entity", "value"], use_threads=False)
            found = rows.filter(mask), kinds.filter(mask)
            columns = (found[0]["entity"], found[1]["schema"], found[1]["prop"], found[0]["value"])
            yield from zip(*(column.to_pylist() for column in columns), strict=True)


def _among(column: pa.ChunkedArray, wanted: pa.Array) -> pa.ChunkedArray:
    return pc.is_in(column.cast(pa.string()), value_set=wanted)


def _slice(file: pq.ParquetFile, first: int, count: int) -> pa.Table:
    """`count` rows from row `first`, reading only the row groups they lie in."""
    start, last = first // ROW_GROUP, (first + count - 1) // ROW_GROUP
    table = file.read_row_groups(list(range(start, last + 1)), use_threads=False)
    return table.slice(first - start * ROW_GROUP, count)


def _statements(table: pa.Table) -> list[Statement]:
    """The statements of these rows, made column by column."""
    said = dict(zip(table.column_names, map(_values, table.columns), strict=True))
    places = map(place_of, said["label"], said["start"], said["end"])
    columns = (said[name] for name in ("entity", "schema", "prop", "value", "original", "item"))
    return list(map(Statement, *columns, places, said["lang"], said["credibility"]))


def _rows(table: pa.Table) -> Iterator[Row]:
    return map(Row._make, zip(*map(_values, table.columns), strict=True))


def _values(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column; of one whose values repeat, each is made once: a fiftieth of the time."""
    if not pa.types.is_dictionary(column.type):
        return list(column.to_pylist())
    found: list[Any] = []
    for chunk in column.chunks:
        known = chunk.dictionary.to_pylist()
        found += [known[at] for at in chunk.indices.to_pylist()]
    return found
