"""Reading table formats in tests: everything a reading gives and tells, in plain Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from sightline.formats import register
from sightline.formats.description import Doubt
from sightline.formats.reading import Asides
from sightline.formats.source import Readable
from sightline.formats.table_schemas import BATCH_ROWS, SCHEMAS
from sightline.model.place import Place
from sightline.model.telemetry import Refusal
from tests.formats.sample import Bytes


@dataclass
class Reading:
    """What came of a file."""

    batches: list[Any] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Doubt] = field(default_factory=list)
    passed: int = 0

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Every row as a dictionary."""
        return [row for batch in self.batches for row in batch.to_pylist()]

    @property
    def decoded(self) -> int:
        """Rows, and messages that made none."""
        return sum(batch.num_rows for batch in self.batches) + self.passed

    def column(self, name: str) -> list[Any]:
        """One column of all rows."""
        return [row[name] for row in self.rows]

    def said(self) -> list[tuple[str, str]]:
        """Label and message of every refusal."""
        return [(refusal.place.label, refusal.message) for refusal in self.refusals]

    def table(self) -> Any:
        """All rows as one Arrow table."""
        return pa.Table.from_batches(self.batches)


def read(item: Readable, name: str = "") -> Reading:
    """Read a file in the format its bytes are recognised as, which must be `name` where that is given."""
    known = register.recognise(item).format
    assert not name or known.name == name
    assert known.read_table is not None
    found = Reading()

    def count(passed: int) -> None:
        found.passed += passed

    found.batches = list(known.read_table(item, found.refusals.append, Asides(found.notes.append, count)))
    for batch in found.batches:
        assert batch.schema.equals(SCHEMAS[known.description.table])
        assert 0 < batch.num_rows <= BATCH_ROWS
        for column, kind in zip(batch.columns, batch.schema, strict=True):
            assert kind.nullable or not column.null_count
    return found


def csv_bytes(header: str, *rows: str, end: str = "\n") -> Bytes:
    """A CSV with a header and rows."""
    return Bytes((end.join([header, *rows]) + end).encode(), "rows.csv")


def at(item: Bytes, row: dict[str, Any]) -> str:
    """The bytes at a row's place, as text."""
    return item.raw[row["place_start"] : row["place_end"] + 1].decode()


def at_place(item: Bytes, place: Place) -> str:
    """The bytes at a place, as text."""
    assert place.start is not None and place.end is not None
    return item.raw[place.start : place.end + 1].decode("utf-8", "replace")
