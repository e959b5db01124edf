"""A generated world: its tables, what was planted in it and what only looks alike; and as canonical CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sightline.formats.table_schemas import PLACE, SCHEMAS, UNITS

DAY_MS = 86_400_000
_PLACE_NAMES = {field.name for field in PLACE}
_TIMES = {"positions": "t_ms", "payments": "booked_ms", "transfers": "time_ms"}


@dataclass(frozen=True, slots=True)
class Extent:
    """When a world begins (ms since 1970, UTC), how many days it lasts, how much of it there is."""

    start_ms: int
    days: float = 30.0
    scale: float = 1.0

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.days * 24 * 3_600.0

    def count(self, number: int) -> int:
        """A number of ships or groups, scaled; at least one."""
        return max(1, round(number * self.scale))


@dataclass(frozen=True, slots=True)
class Planted:
    """Something that truly happens in a world: its kind, who takes part, and when (ms since 1970, UTC).

    Actors have the ids of signals: `mmsi-200000001`, `account-X`. `says`: words that one of its reasons
    has to have, to agree.
    """

    kind: str
    actors: tuple[str, ...]
    start: int
    end: int
    name: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """Canonical tables placed as in one canonical CSV each, the truth, and the lookalikes."""

    tables: Mapping[str, pa.Table]
    truth: tuple[Planted, ...]
    lookalikes: tuple[Planted, ...]

    def write_csv(self, folder: Path, days: int = 0) -> tuple[Path, ...]:
        """Write each table as `<table>.csv`, or a file for every so many `days` where it has times."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name, table in self.tables.items():
            if name == "listed":  # no file gives it: a list does
                continue
            for stem, part in _parts(name, table, days):
                path = folder / f"{stem}.csv"
                with path.open("wb") as stream:
                    for line in _chunks(name, part):
                        stream.write(line)
                written.append(path)
        return tuple(written)


def canonical(name: str, columns: Mapping[str, pa.Array | Sequence[object]]) -> pa.Table:
    """A canonical table of these columns with the item, row and place of each row; other columns are null."""
    schema = pa.schema([field for field in SCHEMAS[name] if field.name not in _PLACE_NAMES])
    rows = len(next(iter(columns.values())))
    if unknown := sorted(set(columns) - set(schema.names)):
        raise ValueError(f"the table {name} has no column {unknown[0]!r}")
    arrays = [
        _typed(columns[field.name], field.type) if field.name in columns else pa.nulls(rows, field.type)
        for field in schema
    ]
    return placed(name, pa.Table.from_arrays(arrays, schema=schema))


def _typed(values: pa.Array | Sequence[object], kind: pa.DataType) -> pa.Array:
    array = values if isinstance(values, pa.Array) else pa.array(values)
    return array if array.type == kind else array.cast(kind)


def placed(name: str, table: pa.Table) -> pa.Table:
    """The table with the places its rows have in its own canonical CSV; old places are dropped."""
    table = table.select([column for column in table.column_names if column not in _PLACE_NAMES])
    table = table.combine_chunks()
    digest = hashlib.sha256()
    lengths: list[pa.Array] = []
    head = header(table)
    digest.update(head)
    for batch in table.to_batches(max_chunksize=65_536):
        said = lines(name, batch)
        lengths.append(pc.binary_length(said).cast(pa.int64()))
        digest.update(_joined(said))
    sizes = pa.concat_arrays(lengths) if lengths else pa.array([], pa.int64())
    ends = pc.add(pc.cumulative_sum(sizes), len(head))
    rows = pa.array(range(2, len(table) + 2), pa.int64())
    item = pa.DictionaryArray.from_arrays(
        pa.array([0] * len(table), pa.int32()), pa.array([digest.hexdigest()], pa.string())
    )
    arrays = [item, rows, pc.subtract(ends, sizes), pc.subtract(ends, 2)]
    return pa.Table.from_arrays(
        [*(column.combine_chunks() for column in table.columns), *arrays],
        schema=pa.schema([*table.schema, *PLACE]),
    )


def _parts(name: str, table: pa.Table, days: int) -> Iterator[tuple[str, pa.Table]]:
    time = _TIMES.get(name)
    if not days or time is None:
        yield name, table
        return
    first = pc.min(table[time]).as_py() // DAY_MS * DAY_MS
    part = pc.divide(pc.subtract(table[time], first), days * DAY_MS)
    for number in range(pc.max(part).as_py() + 1):
        chosen = table.filter(pc.equal(part, number))
        if len(chosen):
            begins = pc.strftime(pa.array([first + number * days * DAY_MS], pa.timestamp("ms")), "%Y-%m-%d")
            yield f"{name}-{begins[0].as_py()}", chosen


def _chunks(name: str, table: pa.Table) -> Iterator[bytes]:
    table = table.select([column for column in table.column_names if column not in _PLACE_NAMES])
    yield header(table)
    for batch in table.combine_chunks().to_batches(max_chunksize=65_536):
        yield _joined(lines(name, batch))


def _joined(said: pa.Array) -> bytes:
    """All lines as bytes: they lie one behind the other already."""
    start, end = said.offset, said.offset + len(said)
    offsets = memoryview(said.buffers()[1]).cast("i")
    return bytes(memoryview(said.buffers()[2])[offsets[start] : offsets[end]])


_NAMES = {
    "t_ms": "timestamp", "lat7": "lat", "lon7": "lon", "booked_ms": "booked_at", "time_ms": "time",
    "since": "from", "until": "to",
}  # fmt: skip


def header(table: pa.Table) -> bytes:
    """The first line of the canonical CSV."""
    names = [_NAMES.get(name, name) for name in table.column_names]
    return (",".join(names) + "\n").encode()


def lines(name: str, batch: pa.RecordBatch) -> pa.Array:
    """The lines of a canonical CSV, line end included; texts with commas or quotes are refused."""
    cells = [_text(column, batch.schema.field(at)) for at, column in enumerate(batch.columns)]
    for cell in cells:
        if pc.any(pc.match_substring_regex(cell, '[,"\n]')).as_py():
            raise ValueError(f"a text of {name} would have to be quoted")
    body = pc.binary_join_element_wise(*cells, ",", null_handling="replace", null_replacement="")
    return pc.binary_join_element_wise(body, "\n", "")


def _text(column: pa.Array, field: pa.Field) -> pa.Array:
    if field.name in _TIMES.values():
        return pc.strftime(
            column.cast(pa.timestamp("ms")).cast(pa.timestamp("s"), safe=False), "%Y-%m-%dT%H:%M:%SZ"
        )
    if field.name in ("lat7", "lon7"):
        degrees = pc.divide(column.cast(pa.float64()), 1e7)
        return pc.round(degrees, 7).cast(pa.decimal128(12, 7)).cast(pa.string())
    if pa.types.is_float32(field.type):
        return pc.round(column.cast(pa.float64()), 1).cast(pa.decimal128(12, 1)).cast(pa.string())
    if field.type == UNITS:
        return column.cast(pa.string())
    if pa.types.is_decimal(field.type):
        return column.cast(pa.decimal128(38, 2)).cast(pa.string())
    return column.cast(pa.string())
