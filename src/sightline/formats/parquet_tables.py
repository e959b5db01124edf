"""What the Parquet formats share: opening a file, the bytes of its row groups, its columns as a CSV's text.

A row of Parquet has no bytes of its own: its place is its number, from 1, and the bytes of its row group.
What a reader needs stands at the end of such a file, so a file that was cut is refused whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.errors import FormatChanged, Truncated
from sightline.formats.csv_blocks import Block
from sightline.formats.csv_tables import Layout
from sightline.formats.reading import Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import BATCH_ROWS, SCHEMAS

MAGIC = b"PAR1"
BROKEN = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError, MemoryError)
"""what the reader raises for damaged files"""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a file may have: those of a canonical layout, other names for them, and what is not kept.

    Other names stand in small letters. `padded` gives columns of digits their leading noughts back.
    """

    layout: Layout
    also: Mapping[str, str] = field(default_factory=dict)
    not_kept: frozenset[str] = frozenset()
    padded: Mapping[str, int] = field(default_factory=dict)


def opens(head: bytes) -> bool:
    """Whether these are the first letters of a Parquet file."""
    return head.startswith(MAGIC)


def names_of(item: Readable) -> frozenset[str] | None:
    """The names of a file's columns in small letters; None where it cannot be read."""
    try:
        with item.open() as stream:
            return frozenset(name.lower() for name in pq.ParquetFile(stream).schema_arrow.names)
    except BROKEN:
        return None


def read(
    item: Readable,
    known: Columns,
    check: Callable[[Sheet, Asides], dict[str, Any]],
    refuse: Refuse,
    asides: Asides,
) -> Iterator[Any]:
    """Record batches of the layout's table. `check` turns a sheet into columns and refuses its bad rows.

    `FormatChanged` at columns that are not known or missing, `Truncated` where the file cannot be read.
    """
    with item.open() as stream:
        file = _opened(item, stream)
        names = _names(item, file.schema_arrow.names, known)
        row = 1
        for group, (start, end) in enumerate(_groups(item, file)):
            try:
                for batch in file.iter_batches(BATCH_ROWS, row_groups=[group], use_threads=False):
                    block = _block(batch, names, known.padded, row, (start, end))
                    row += len(block)
                    sheet = Sheet(item.sha256, block)
                    columns = check(sheet, asides)
                    for refusal in sheet.refusals():
                        refuse(refusal)
                    yield from sheet.batches(SCHEMAS[known.layout.table], columns)
            except BROKEN as problem:
                raise _damaged(item, f"row group {group + 1}") from problem


def _opened(item: Readable, stream: Any) -> Any:
    try:
        return pq.ParquetFile(stream, page_checksum_verification=True)
    except BROKEN as problem:
        raise _damaged(item, "its end") from problem


def _damaged(item: Readable, where: str) -> Truncated:
    return Truncated(
        f"{item.name} cannot be read at {where}: it was cut or damaged",
        place=f"bytes 0-{max(0, item.size - 1)}",
        remedy="fetch the file again; Parquet has its table of contents at the end",
    )


def _names(item: Readable, given: Sequence[str], known: Columns) -> dict[str, str]:
    """The file's names by ours; `FormatChanged` for columns unknown, twice or missing."""
    plain = {name: known.also.get(name.lower(), name.lower()) for name in given}
    kept = {name: ours for name, ours in plain.items() if ours not in known.not_kept}
    unknown = sorted(name for name, ours in kept.items() if ours not in known.layout.known)
    missing = [name for name in known.layout.required if name not in kept.values()]
    if unknown or missing or len(set(kept.values())) < len(kept):
        what = f"unknown columns {unknown}" if unknown else f"missing columns {missing}"
        raise FormatChanged(
            f"{item.name}: {what if unknown or missing else 'a column stands twice'}",
            place=f"bytes 0-{item.size - 1}",
            remedy="name the columns as `sightline formats` has them",
        )
    return {ours: name for name, ours in kept.items()}


def _groups(item: Readable, file: Any) -> Iterator[tuple[int, int]]:
    """First and last byte of each row group."""
    for group in range(file.metadata.num_row_groups):
        try:
            meta = file.metadata.row_group(group)
            chunks = [meta.column(at) for at in range(meta.num_columns)]
            starts = [one.dictionary_page_offset or one.data_page_offset for one in chunks]
            ends = [at + one.total_compressed_size for at, one in zip(starts, chunks, strict=True)]
        except BROKEN as problem:
            raise _damaged(item, f"row group {group + 1}") from problem
        start, end = min(starts), max(ends) - 1
        if not 0 <= start <= end < item.size:
            raise _damaged(item, f"row group {group + 1}")
        yield start, end


def _block(
    batch: Any, names: Mapping[str, str], padded: Mapping[str, int], first: int, place: tuple[int, int]
) -> Block:
    """A batch as text columns, as a CSV would have them."""
    rows = batch.num_rows
    columns = {ours: _text(batch.column(name)) for ours, name in names.items()}
    for name in padded.keys() & columns.keys():
        columns[name] = pc.utf8_lpad(columns[name], padded[name], "0")
    numbers = np.arange(first, first + rows, dtype=np.int64)
    return Block(columns, numbers, np.full(rows, place[0]), np.full(rows, place[1]))


def _written_out(text: Any) -> Any:
    """Numbers without powers of ten, as a column of text."""
    if not pc.any(pc.match_substring_regex(text, "[eE]")).as_py():
        return text
    return pa.array(
        [one if one is None or "e" not in one.lower() else f"{Decimal(one):f}" for one in text.to_pylist()],
        pa.string(),
    )


def _text(column: Any) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_timestamp(kind):
        utc = column.cast(pa.timestamp("ms", kind.tz), safe=False)
        return pc.strftime(utc.cast(pa.timestamp("ms", "UTC")), "%Y-%m-%dT%H:%M:%SZ")
    text = column.cast(pa.string(), safe=False)
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):  # Arrow writes 1e15 and 1E-10
        text = _written_out(text)
    if pa.types.is_floating(kind):  # whole numbers that a table of floats holds: 412000001.0
        return pc.replace_substring_regex(text, r"\.0$", "")
    return pc.if_else(pc.equal(pc.utf8_trim_whitespace(text), ""), None, text)
