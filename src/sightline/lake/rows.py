"""A statement as a row: the order of the columns is the order partitions are sorted in."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import pyarrow as pa

from sightline.model.place import Place
from sightline.model.statement import Statement

NO_BYTES = -1
"""Stands for the byte numbers of a place that has none, a page of a PDF."""


class Row(NamedTuple):
    """A statement flattened. `entry` is the list entry it belongs to, so that its rows lie together."""

    entry: str
    entity: str
    prop: str
    value: str
    start: int
    end: int
    label: str
    schema: str
    original: str
    item: str
    lang: str
    credibility: int


_TEXT, _REPEATED = pa.string(), pa.dictionary(pa.int32(), pa.string())
COLUMNS = pa.schema([
    ("entry", _TEXT),
    ("entity", _TEXT),
    ("prop", _REPEATED),
    ("value", _TEXT),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("label", _TEXT),
    ("schema", _REPEATED),
    ("original", _TEXT),
    ("item", _REPEATED),
    ("lang", _REPEATED),
    ("credibility", pa.int8()),
])  # fmt: skip


class Line(msgspec.Struct):
    """A statement as its canonical JSON line; the fields stand in the order of their names."""

    credibility: int
    entity: str
    item: str
    lang: str
    original: str
    place: str
    prop: str
    schema: str
    value: str


_ENCODER = msgspec.json.Encoder()


def row_of(entry: str, said: Statement) -> Row:
    """Flatten a statement of the entry `entry`."""
    place = said.place
    start = NO_BYTES if place.start is None else place.start
    end = NO_BYTES if place.end is None else place.end
    return Row(
        entry, said.entity, said.prop, said.value, start, end, place.label,
        said.schema, said.original, said.item, said.lang, said.credibility,
    )  # fmt: skip


def place_of(label: str, start: int, end: int) -> Place:
    """The place of a row: the inverse of what `row_of` does to it."""
    return Place(label) if start == NO_BYTES else Place(label, start, end)


def line_of(row: Row) -> bytes:
    """The canonical JSON line of a row, newline included: byte for byte what `canonical.encode` gives."""
    span = f"bytes {row.start}-{row.end}"
    place = row.label if row.start == NO_BYTES else f"{row.label} · {span}" if row.label else span
    line = Line(
        row.credibility, row.entity, row.item, row.lang, row.original, place, row.prop, row.schema, row.value
    )
    return _ENCODER.encode(line) + b"\n"
