"""A manifest as CSV with a header: any of the columns of `rows.COLUMNS`, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv

from sightline.errors import BadInput, FormatChanged
from sightline.regime.manifest.rows import COLUMNS, SCHEMA, Refused

BLOCK = 16 << 20
NEEDED = ({"hs", "goods"}, {"from", "to", "origin"})


def read(stream: BinaryIO, name: str, refused: Refused) -> Iterator[pa.RecordBatch]:
    """Batches of lines; a row of too few or too many cells is refused by number, the header being row 1."""
    numbers: set[int] = set()

    def wrong(row: pa_csv.InvalidRow) -> str:
        number = row.number or 0
        numbers.add(number)
        refused.add(f"row {number}", f"{row.actual_columns} cells, the header has {row.expected_columns}")
        return "skip"

    try:
        reader = pa_csv.open_csv(
            stream,
            pa_csv.ReadOptions(use_threads=False, block_size=BLOCK),
            pa_csv.ParseOptions(newlines_in_values=True, invalid_row_handler=wrong),
            pa_csv.ConvertOptions(
                column_types={column: pa.string() for column in COLUMNS}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as problem:
        raise BadInput(
            f"{name}: not a CSV: {problem}", place="row 1", remedy="save it as UTF-8 with commas"
        ) from problem
    _check(reader.schema.names, name)
    number = 1
    try:
        for batch in reader:
            lines: list[int] = []
            while len(lines) < batch.num_rows:
                number += 1
                if number not in numbers:
                    lines.append(number)
            yield _whole(batch, lines)
    except pa.ArrowInvalid as problem:
        raise BadInput(
            f"{name}: {problem}", place=f"after row {number}", remedy="save it as UTF-8"
        ) from problem


def _check(header: list[str], name: str) -> None:
    if unknown := [column for column in header if column not in COLUMNS]:
        raise FormatChanged(
            f"{name}: unknown column {unknown[0]!r}", place="row 1", remedy="use " + ", ".join(COLUMNS)
        )
    if len(set(header)) != len(header):
        raise FormatChanged(f"{name}: a column stands twice", place="row 1", remedy="name each column once")
    for some in NEEDED:
        if not some & set(header):
            raise FormatChanged(f"{name}: none of the columns {', '.join(sorted(some))}", place="row 1")


def _whole(batch: pa.RecordBatch, lines: list[int]) -> pa.RecordBatch:
    """The batch with every column of ours, in our order."""
    empty = pa.nulls(batch.num_rows, pa.string()).fill_null("")
    held = dict(zip(batch.schema.names, batch.columns, strict=True))
    columns = [pa.array(lines, pa.int64()), *(held.get(name, empty) for name in COLUMNS)]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
