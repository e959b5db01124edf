"""Payments as Parquet: the columns of the canonical CSV, typed or as text; decimals stay exact.

A row of Parquet has no bytes of its own: its place is its number, from 1, and the bytes of its row group.
Amounts held as binary fractions are taken as they print, with at most ten digits behind the point.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.formats import parquet_tables, payments_csv
from sightline.formats.description import Description
from sightline.formats.parquet_tables import Columns
from sightline.formats.payments_csv import LAYOUT
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.seen import Seen
from sightline.formats.source import Readable

COLUMNS = Columns(LAYOUT)
DESCRIPTION = Description(
    name="payments_parquet",
    version=9,
    kind="table",
    title="Payments (Parquet)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification="the columns of the canonical CSV; amounts as decimals, numbers or text",
    table="payments",
)
TELLING = 4
"""of the required columns, so many tell payments"""
opens = parquet_tables.opens


def recognise(head: bytes, name: str) -> str | None:
    """None: what a Parquet file holds stands at its end; see `look_inside`."""
    return None


def look_inside(item: Readable) -> str | None:
    """`rows` for a Parquet file with most of the columns that payments must have."""
    given = parquet_tables.names_of(item) or frozenset()
    return "rows" if len(given & set(LAYOUT.required)) >= TELLING else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; rows that are wrong go to `refuse`, ids that stand twice among them.

    `FormatChanged` at columns that are not known or missing, `Truncated` where the file cannot be read.
    """
    seen = Seen()
    return parquet_tables.read(
        item, COLUMNS, lambda sheet, told: payments_csv.taken(sheet, seen, told), refuse, asides
    )
