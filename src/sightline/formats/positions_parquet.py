"""Positions of ships as Parquet: the columns of the canonical CSV, or MarineCadastre's, typed or as text.

A row of Parquet has no bytes of its own: its place is its number, from 1, and the bytes of its row group.
What a reader needs stands at the end of such a file, so a file that was cut is refused whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.errors import FormatChanged, Truncated
from sightline.formats import positions_csv
from sightline.formats.csv_blocks import Block
from sightline.formats.description import Description
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import BATCH_ROWS, SCHEMAS

MAGIC = b"PAR1"
ALSO = {
    "basedatetime": "timestamp", "base_date_time": "timestamp", "time": "timestamp", "latitude": "lat",
    "longitude": "lon", "vesselname": "name", "vessel_name": "name", "call_sign": "callsign",
    "vesseltype": "ship_type", "vessel_type": "ship_type", "draft": "draught",
}  # fmt: skip
"""names other publishers give to our columns, in small letters"""
NOT_KEPT = frozenset(("cargo", "transceiver", "transceiverclass", "transceiver_class", "geometry"))
KNOWN = positions_csv.LAYOUT.known
DESCRIPTION = Description(
    name="positions_parquet",
    version=1,
    kind="table",
    title="Positions of ships (Parquet)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=(*KNOWN, *sorted(ALSO), *sorted(NOT_KEPT)),
    met_real_file=False,
    specification="the columns of the canonical CSV or MarineCadastre's names, in capitals or not",
    table="positions",
)
BROKEN = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError, MemoryError)
"""what the reader raises for damaged files"""


def recognise(head: bytes, name: str) -> str | None:
    """None: what a Parquet file holds stands at its end; see `look_inside`."""
    return None


def opens(head: bytes) -> bool:
    """Whether these are the first letters of a Parquet file."""
    return head.startswith(MAGIC)


def look_inside(item: Readable) -> str | None:
    """`rows` for a Parquet file with a ship's number and a place, and for one that cannot be read."""
    try:
        with item.open() as stream:
            given = {name.lower() for name in pq.ParquetFile(stream).schema_arrow.names}
    except BROKEN:
        return "rows"
    ours = {ALSO.get(name, name) for name in given}
    return "rows" if len({"mmsi", "lat", "lon"} & ours) >= 2 else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `POSITIONS`; rows that are wrong go to `refuse`.

    `FormatChanged` at columns that are not known or missing, `Truncated` where the file cannot be read.
    """
    with item.open() as stream:
        file = _opened(item, stream)
        names = _names(item, file.schema_arrow.names)
        row = 1
        for group, (start, end) in enumerate(_groups(item, file)):
            try:
                for batch in file.iter_batches(BATCH_ROWS, row_groups=[group], use_threads=False):
                    block = _block(batch, names, row, (start, end))
                    row += len(block)
                    sheet = Sheet(item.sha256, block)
                    columns = positions_csv.columns(sheet, asides)
                    for refusal in sheet.refusals():
                        refuse(refusal)
                    yield from sheet.batches(SCHEMAS["positions"], columns)
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


def _names(item: Readable, given: Sequence[str]) -> dict[str, str]:
    """The file's names by ours; `FormatChanged` for columns unknown, twice or missing."""
    plain = {name: ALSO.get(name.lower(), name.lower()) for name in given}
    kept = {name: ours for name, ours in plain.items() if ours not in NOT_KEPT}
    unknown = sorted(name for name, ours in kept.items() if ours not in KNOWN)
    missing = [name for name in positions_csv.LAYOUT.required if name not in kept.values()]
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


def _block(batch: Any, names: dict[str, str], first: int, place: tuple[int, int]) -> Block:
    """A batch as text columns, as a CSV would have them."""
    rows = batch.num_rows
    columns = {ours: _text(batch.column(name)) for ours, name in names.items()}
    if "mmsi" in columns:
        columns["mmsi"] = pc.utf8_lpad(columns["mmsi"], 9, "0")
    numbers = np.arange(first, first + rows, dtype=np.int64)
    return Block(columns, numbers, np.full(rows, place[0]), np.full(rows, place[1]))


def _text(column: Any) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_timestamp(kind):
        utc = column.cast(pa.timestamp("ms", kind.tz), safe=False)
        return pc.strftime(utc.cast(pa.timestamp("ms", "UTC")), "%Y-%m-%dT%H:%M:%SZ")
    text = column.cast(pa.string(), safe=False)
    if pa.types.is_floating(kind):  # whole numbers that a table of floats holds: 412000001.0
        return pc.replace_substring_regex(text, r"\.0$", "")
    return pc.if_else(pc.equal(pc.utf8_trim_whitespace(text), ""), None, text)
