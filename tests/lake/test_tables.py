"""Partitions of telemetry: whole or not at all, pinned, read only through a View."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sightline.errors import IntegrityBroken, NotFound
from sightline.formats.table_schemas import SCHEMAS
from sightline.lake.partition import PartitionKey
from sightline.lake.row_hash import RowHash
from sightline.lake.tables import Passed, Read, Refuse, TableLake, TableManifest
from sightline.model.marking import PUBLIC, Marking
from sightline.model.place import Place
from sightline.model.table_part import TablePart
from sightline.model.telemetry import Refusal
from sightline.model.view import View

AT = datetime(2026, 3, 2, tzinfo=UTC)
VIEW = View("invented.person-1", PUBLIC, AT.date(), AT)
KEY = PartitionKey(("ab" * 32,), "positions_csv", 1)
BAD = Refusal("ab" * 32, Place("row 4", 120, 150), "no such day", "correct timestamp")


def batch(count: int, first: int = 0, name: str | None = "INVENTED STAR") -> pa.RecordBatch:
    rows = [
        {
            "mmsi": 412_000_001,
            "t_ms": 1_000 * (first + n),
            "lat7": first + n,
            "lon7": 0,
            "sog": None if n % 3 else 1.5,
            "name": name if n % 2 else None,
            "item": "ab" * 32,
            "row": first + n + 2,
            "place_start": n,
            "place_end": n,
        }
        for n in range(count)
    ]
    schema = SCHEMAS["positions"]
    return pa.RecordBatch.from_pylist(
        [{name: row.get(name) for name in schema.names} for row in rows], schema
    )


def reading(batches: Sequence[pa.RecordBatch], refused: Sequence[Refusal] = ()) -> Read:
    def read(refuse: Refuse, passed: Passed) -> Iterator[pa.RecordBatch]:
        for one in refused:
            refuse(one)
        yield from batches

    return read


def part(manifest: TableManifest, marking: Marking = PUBLIC) -> TablePart:
    return TablePart(
        "t-1",
        manifest.table,
        manifest.partition,
        manifest.format,
        AT,
        manifest.rows,
        manifest.refused,
        manifest.first_ms,
        manifest.last_ms,
        manifest.sha256,
        manifest.items,
        marking,
    )


def test_rows_and_refusals_come_back_as_they_went_in(tmp_path: Path) -> None:
    lake = TableLake(tmp_path)
    told: list[int] = []
    manifest = lake.write(KEY, "positions", reading([batch(5), batch(3, 5)], [BAD]), told.append)
    assert (manifest.rows, manifest.refused, manifest.first_ms, manifest.last_ms) == (8, 1, 0, 7000)
    assert told == [5, 8]
    assert lake.manifest(manifest.partition) == manifest
    rows = pa.Table.from_batches(lake.batches(VIEW, part(manifest)))
    assert rows.to_pylist() == pa.Table.from_batches([batch(5), batch(3, 5)]).to_pylist()
    assert list(lake.refusals(VIEW, part(manifest))) == [BAD]
    assert list(lake.refusals(VIEW, part(manifest), 0)) == []
    lake.check(VIEW, part(manifest))


def test_a_partition_of_nothing_is_one_too(tmp_path: Path) -> None:
    manifest = TableLake(tmp_path).write(KEY, "positions", reading([]))
    assert (manifest.rows, manifest.first_ms) == (0, None)


def test_days_count_as_their_first_millisecond(tmp_path: Path) -> None:
    schema = SCHEMAS["deliveries"]
    day = datetime(1970, 1, 3, tzinfo=UTC).date()
    row = {"delivered_on": day, "product": "diesel", "quantity": 1, "unit": "t", "kind": "reported"}
    place = {"item": "ab" * 32, "row": 2, "place_start": 0, "place_end": 1}
    lines = [{name: (row | place).get(name) for name in schema.names}]
    made = pa.RecordBatch.from_pylist(lines, schema)
    manifest = TableLake(tmp_path).write(KEY, "deliveries", reading([made]))
    assert (manifest.first_ms, manifest.last_ms) == (2 * 86_400_000, 2 * 86_400_000)


def test_a_read_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def read(refuse: Refuse, passed: Passed) -> Iterator[pa.RecordBatch]:
        yield batch(3)
        raise ValueError("the file ends here")

    with pytest.raises(ValueError, match="ends here"):
        TableLake(tmp_path).write(KEY, "positions", read)
    assert list(tmp_path.iterdir()) == []


def test_writing_again_gives_what_stands_and_other_rows_are_refused(tmp_path: Path) -> None:
    lake = TableLake(tmp_path)
    first = lake.write(KEY, "positions", reading([batch(4)]))
    assert lake.write(KEY, "positions", reading([batch(4).slice(0, 1), batch(4).slice(1)])) == first
    with pytest.raises(IntegrityBroken, match="other rows"):
        lake.write(KEY, "positions", reading([batch(3)]))


def test_who_may_not_see_a_part_finds_none(tmp_path: Path) -> None:
    lake = TableLake(tmp_path)
    manifest = lake.write(KEY, "positions", reading([batch(1)]))
    with pytest.raises(NotFound):
        lake.path(VIEW, part(manifest, Marking.parse("TLP:GREEN")))
    with pytest.raises(NotFound):
        lake.batches(VIEW, part(manifest, Marking.parse("TLP:CLEAR//A")))


@pytest.mark.parametrize("at", [40, 200])
def test_a_changed_byte_is_found(tmp_path: Path, at: int) -> None:
    lake = TableLake(tmp_path)
    manifest = lake.write(KEY, "positions", reading([batch(50)]))
    path = lake.path(VIEW, part(manifest))
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    with pytest.raises(IntegrityBroken):
        lake.check(VIEW, part(manifest))


def hashed(*batches: pa.RecordBatch) -> str:
    made = RowHash(SCHEMAS["positions"])
    for one in batches:
        made.update(one)
    return made.hexdigest()


def test_a_partition_written_before_a_column_was_added_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = SCHEMAS["positions"]
    with monkeypatch.context() as before:
        fields = [field for field in now if field.name != "receiver"]
        before.setitem(SCHEMAS, "positions", pa.schema(fields))
        lake = TableLake(tmp_path)
        written = lake.write(KEY, "positions", reading([batch(3)]))
    assert SCHEMAS["positions"] == now
    lake.check(VIEW, part(written))
    path = tmp_path / written.partition / "rows.parquet"
    table = pq.read_table(path)
    pq.write_table(table.set_column(table.column_names.index("lat7"), "lat7", table["lon7"]), path)
    with pytest.raises(IntegrityBroken):
        lake.check(VIEW, part(written))


def test_the_hash_of_rows_does_not_depend_on_batches() -> None:
    whole = batch(10)
    assert hashed(whole) == hashed(whole.slice(0, 3), whole.slice(3, 0), whole.slice(3))


@pytest.mark.parametrize(
    "other",
    [batch(9), batch(10, 1), batch(10, name="INVENTED STAR "), batch(10, name=None)],
    ids=["a row less", "another value", "another text", "no text"],
)
def test_the_hash_of_rows_changes_with_any_value(other: pa.RecordBatch) -> None:
    assert hashed(batch(10)) != hashed(other)
