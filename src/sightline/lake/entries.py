"""The small table beside a partition's rows: one line an entry, sorted by id, read without parsing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from sightline.lake.rows import Row, place_of
from sightline.model.place import Place

NAMES = ("name", "alias", "previousName", "weakAlias")
REFERENCES = ("unscId", "authorityId", "recordId")
LISTED_ON = ("listingDate", "startDate")
LISTING = "Sanction"
"""The schema of what hangs on an entry as its listing."""

COLUMNS = pa.schema([
    ("id", pa.string()),
    ("schema", pa.string()),
    ("caption", pa.string()),
    ("reference", pa.string()),
    ("listed_on", pa.string()),
    ("label", pa.string()),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("first", pa.int64()),
    ("rows", pa.int32()),
    ("said", pa.string()),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in one line. `first` and `rows` say where its statements lie; `said` changes when they do."""

    id: str
    schema: str
    caption: str
    reference: str
    listed_on: str
    place: Place
    first: int
    rows: int
    said: str


def caption_of(rows: Sequence[tuple[str, str, int]], otherwise: str) -> str:
    """The caption of (prop, value, start byte) rows: the `name` with the smallest (start byte, value).

    Where there is no name: an alias, by the same rule; else `otherwise`.
    """
    for prop in NAMES:
        if named := [(start, value) for said, value, start in rows if said == prop]:
            return min(named)[1]
    return otherwise


def earliest(rows: Sequence[Row], props: Sequence[str]) -> str:
    """The value that stands first among the first of `props` that is there, else nothing."""
    for prop in props:
        if found := [(row.start, row.value) for row in rows if row.prop == prop]:
            return min(found)[1]
    return ""


def summarise(rows: Sequence[Row], first: int) -> dict[str, object]:
    """The line of one entry from all its rows; `first` is the number of the first in the partition."""
    entry = rows[0].entry
    own = [row for row in rows if row.entity == entry]
    listing = [row for row in rows if row.schema == LISTING and row.entity != entry]
    stands = min(own or rows, key=lambda row: row.start)
    return {
        "id": entry,
        "schema": stands.schema,
        "caption": caption_of([(row.prop, row.value, row.start) for row in own], entry),
        "reference": earliest(listing, REFERENCES),
        "listed_on": earliest(listing, LISTED_ON),
        "first": first,
        "rows": len(rows),
        "said": _said(rows),
    }


def _said(rows: Sequence[Row]) -> str:
    """A hash of what an entry says, wherever it stands: equal in two versions when nothing changed."""
    said = sorted({(row.entity, row.schema, row.prop, row.value) for row in rows})
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:16]


def write(path: Path, lines: Sequence[dict[str, object]]) -> None:
    """Write the table as Arrow IPC, uncompressed, so that it can be memory-mapped."""
    table = pa.Table.from_pylist(list(lines), schema=COLUMNS)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, COLUMNS) as writer:
        writer.write_table(table.combine_chunks())


class EntryTable:
    """The table of one partition, memory-mapped; looking one entry up touches a few pages."""

    def __init__(self, path: Path) -> None:
        with pa.memory_map(str(path)) as source:
            self._table = pa.ipc.open_file(source).read_all()
        self._ids = self._table.column("id")

    def check(self) -> None:
        """Raise `ValueError` where the table is damaged; reading a damaged one may crash."""
        self._table.validate(full=True)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[Listed]:
        for batch in self._table.to_batches(max_chunksize=4096):
            yield from (_listed(line) for line in batch.to_pylist())

    def count(self, schema: str) -> int:
        """How many entries are of a schema."""
        return int(pc.sum(pc.equal(self._table.column("schema"), schema)).as_py() or 0)

    def ids(self) -> list[str]:
        """Every entry's id, in order."""
        found: list[str] = self._ids.to_pylist()
        return found

    def several(self, entries: Sequence[str]) -> dict[str, Listed]:
        """The lines of the entries with these ids, in one pass; an id that is not here is left out."""
        found = pc.index_in(pa.array(entries, pa.string()), value_set=self._ids)
        lines = self._table.take(pc.unique(pc.drop_null(found))).to_pylist()
        return {str(line["id"]): _listed(line) for line in lines}

    def find(self, entry: str) -> Listed | None:
        """The line of the entry with this id, or of the entry that what has this id hangs on."""
        while entry:
            if (at := self._position(entry)) is not None:
                return _listed(self._table.slice(at, 1).to_pylist()[0])
            entry = entry.rpartition(":")[0]
        return None

    def _position(self, entry: str) -> int | None:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._ids[middle].as_py() < entry:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._ids[low].as_py() == entry else None


def _listed(line: dict[str, object]) -> Listed:
    shape = dict(line)
    place = place_of(*(shape.pop(name) for name in ("label", "start", "end")))  # type: ignore[arg-type]
    return Listed(place=place, **shape)  # type: ignore[arg-type]
