"""Ships as a register states them, as canonical CSV: a row for each name, flag, owner or class known.

A ship may stand in several rows, each with the days from which and to which it was so. Without an IMO number
a row says of which MMSI it speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.formats import cells, csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.payments_csv import country
from sightline.formats.positions_csv import imo
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

TEXTS = ("name", "callsign", "ship_type", "owner", "manager", "classed_by", "insurer", "built")
METRES, TONNES = 500.0, 700_000.0
"""longer than any ship, more than any carries"""
LAYOUT = Layout(
    "ships",
    ("imo",),
    (
        "mmsi", "name", "callsign", "flag", "ship_type", "owner", "manager", "class", "insurer", "length",
        "width", "gross_tonnage", "deadweight", "built", "from", "to", "basis", "document",
    ),
    {"since": "from", "until": "to", "classed_by": "class"},
)  # fmt: skip
DESCRIPTION = Description(
    name="ships_csv",
    version=1,
    kind="table",
    title="Ships, their owners, managers, class and insurers (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification="the columns of this page; lengths in metres, deadweight in tonnes, days as YYYY-MM-DD",
    table="ships",
)


def recognise(head: bytes, name: str) -> str | None:
    """`rows` for a register of ships: what names an `imo` and an owner, a class, a flag or an insurer."""
    header = csv_tables.columns_of(head)
    telling = {"owner", "manager", "class", "insurer"} & set(header)
    return "rows" if LAYOUT.fits(head) and telling else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `SHIPS`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    return csv_tables.read(item, LAYOUT, _columns, refuse, asides)


def _columns(sheet: Sheet, asides: Asides) -> dict[str, Any]:
    since, until = sheet.day("since"), sheet.day("until")
    backwards = pc.fill_null(pc.less(until, since), False).to_numpy(zero_copy_only=False)
    sheet.refuse(backwards, lambda index: "the period ends before it begins", "correct from or to")
    number = sheet.mapped("imo", imo, pa.int32(), "an IMO number of seven digits")
    mmsi = sheet.mapped("mmsi", _mmsi, pa.int32(), "an MMSI of nine digits")
    nobody = np.asarray(pc.and_(pc.is_null(number), pc.is_null(mmsi)))
    sheet.refuse(nobody, lambda index: "neither an IMO number nor an MMSI", "say which ship it is")
    return {
        "imo": number,
        "mmsi": mmsi,
        **{name: sheet.text(name) for name in TEXTS},
        "flag": cells.mapped(sheet.raw("flag"), country, pa.string()).values,
        "length": sheet.number("length", 0.0, METRES),
        "width": sheet.number("width", 0.0, METRES),
        "gross_tonnage": sheet.number("gross_tonnage", 0.0, TONNES),
        "deadweight": sheet.number("deadweight", 0.0, TONNES),
        "since": since,
        "until": until,
        **sheet.origin(),
    }


def _mmsi(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if len(plain) == 9 and plain.isascii() and plain.isdigit() else None
