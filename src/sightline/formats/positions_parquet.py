"""Positions of ships as Parquet: the columns of the canonical CSV, or MarineCadastre's, typed or as text.

A row of Parquet has no bytes of its own: its place is its number, from 1, and the bytes of its row group.
What a reader needs stands at the end of such a file, so a file that was cut is refused whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.formats import parquet_tables, positions_csv
from sightline.formats.description import Description
from sightline.formats.parquet_tables import Columns
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable

ALSO = {
    "basedatetime": "timestamp", "base_date_time": "timestamp", "time": "timestamp", "latitude": "lat",
    "longitude": "lon", "vesselname": "name", "vessel_name": "name", "call_sign": "callsign",
    "vesseltype": "ship_type", "vessel_type": "ship_type", "draft": "draught",
}  # fmt: skip
"""names other publishers give to our columns, in small letters"""
NOT_KEPT = frozenset(("cargo", "transceiver", "transceiverclass", "transceiver_class", "geometry"))
COLUMNS = Columns(positions_csv.LAYOUT, ALSO, NOT_KEPT, {"mmsi": 9})
DESCRIPTION = Description(
    name="positions_parquet",
    version=2,
    kind="table",
    title="Positions of ships (Parquet)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=(*positions_csv.LAYOUT.known, *sorted(ALSO), *sorted(NOT_KEPT)),
    met_real_file=False,
    specification="the columns of the canonical CSV or MarineCadastre's names, in capitals or not",
    table="positions",
)
opens = parquet_tables.opens


def recognise(head: bytes, name: str) -> str | None:
    """None: what a Parquet file holds stands at its end; see `look_inside`."""
    return None


def look_inside(item: Readable) -> str | None:
    """`rows` for a Parquet file with a ship's number and a place, and for one that cannot be read."""
    given = parquet_tables.names_of(item)
    if given is None:
        return "rows"
    return "rows" if len({"mmsi", "lat", "lon"} & {ALSO.get(name, name) for name in given}) >= 2 else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `POSITIONS`; rows that are wrong go to `refuse`.

    `FormatChanged` at columns that are not known or missing, `Truncated` where the file cannot be read.
    """
    return parquet_tables.read(item, COLUMNS, positions_csv.columns, refuse, asides)
