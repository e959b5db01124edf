"""Positions of ships as canonical CSV: one row a position, times ISO 8601 in UTC, degrees, knots, metres."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.clean import imo as imo_numbers
from sightline.formats import ais_codes, cells, csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

LAYOUT = Layout(
    "positions",
    ("mmsi", "timestamp", "lat", "lon"),
    (
        "sog", "cog", "heading", "imo", "name", "callsign", "ship_type", "length", "width", "draught",
        "status", "destination", "receiver", "basis", "document",
    ),
)  # fmt: skip
DESCRIPTION = Description(
    name="positions_csv",
    version=2,
    kind="table",
    title="Positions of ships (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=True,
    specification="the columns of this page; sog in knots, lengths and draught in metres, degrees WGS 84",
    table="positions",
)
NO_IMO = "taken without its IMO number, which is not seven digits"
recognise = csv_tables.recogniser(LAYOUT)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `POSITIONS`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    return csv_tables.read(item, LAYOUT, columns, refuse, asides)


def columns(sheet: Sheet, asides: Asides) -> dict[str, Any]:
    """The canonical columns of a sheet, bad rows refused."""
    return {
        "mmsi": mmsi(sheet),
        "t_ms": sheet.time("timestamp"),
        **coordinates(sheet),
        "sog": sheet.number("sog", 0, ais_codes.SOG_MOST, silent=ais_codes.SOG_SILENT),
        "cog": sheet.number("cog", 0, 359.9999, silent=ais_codes.COG_SILENT),
        "heading": heading(sheet),
        "imo": _imo(sheet, asides),
        **described(sheet),
        **sheet.origin(),
    }


def _imo(sheet: Sheet, asides: Asides) -> Any:
    """The column `imo`. A ship may send anything: what is no such number is left out, and noted if not 0."""
    column = sheet.raw("imo")
    values, bad = cells.mapped(column, imo, pa.int32())
    if bad.any():
        said = pc.fill_null(pc.match_substring_regex(column, "[^0 ]"), False).to_numpy(zero_copy_only=False)
        for doubt in sheet.doubts(bad & said, NO_IMO):
            asides.note(doubt)
    return values


def mmsi(sheet: Sheet) -> Any:
    """The column `mmsi`: exactly nine digits."""
    sheet.refuse(~cells.filled(sheet.raw("mmsi")), lambda index: "mmsi is empty", "fill in the ship's MMSI")
    column = cells.texts(sheet.raw("mmsi"))
    values, bad = cells.integers(column)
    wrong = bad | (cells.lengths(column) != 9) | (pc.fill_null(values, 0).to_numpy() <= 0)
    sheet.refuse(
        wrong,
        lambda index: f"mmsi {sheet.shown('mmsi', index)} is not nine digits",
        "correct the MMSI; a number that lost its leading noughts needs them back",
    )
    return pc.cast(pc.if_else(pa.array(~wrong), values, None), pa.int32())


def coordinates(sheet: Sheet) -> dict[str, Any]:
    """`lat7` and `lon7` in 1e-7 degree from `lat` and `lon` in degrees."""
    found = {}
    for name, most in (("lat", 90.0), ("lon", 180.0)):
        values = pc.fill_null(sheet.number(name, -most, most, required=True), 0.0).to_numpy()
        found[f"{name}7"] = np.rint(np.clip(values, -most, most) * 1e7).astype(np.int32)
    return found


def heading(sheet: Sheet) -> Any:
    """The column `heading`, whole degrees 0 to 359; 511 is silent, 360 is 0."""
    values = sheet.number("heading", 0, 360, silent=ais_codes.HEADING_SILENT)
    if values.null_count == len(values):
        return None
    turned = np.rint(pc.fill_null(values, 0.0).to_numpy()) % 360
    return pa.array(turned.astype(np.int16), mask=~cells.filled(values))


def described(sheet: Sheet) -> dict[str, Any]:
    """What the file says of the ship and her voyage."""
    found = {name: sheet.text(name) for name in ("name", "callsign", "destination", "receiver")}
    for name, read in (("ship_type", ais_codes.ship_type), ("status", ais_codes.status)):
        values = cells.mapped(sheet.raw(name), read, pa.string()).values
        found[name] = silent_where(values, "")
    for name, most in (
        ("length", ais_codes.LENGTH_MOST),
        ("width", ais_codes.WIDTH_MOST),
        ("draught", ais_codes.DRAUGHT_MOST),
    ):
        found[name] = silent_where(sheet.number(name, 0, most), 0.0)
    return found


def silent_where(values: Any, said: object) -> Any:
    """The values with null for one that says nothing: AIS's 0 metres, an empty text."""
    return pc.if_else(pc.equal(values, said), None, values) if values.null_count < len(values) else values


def imo(text: str) -> int | None:
    """Seven digits, with or without `IMO` in front; None for anything else. Its check digit is not judged."""
    found = imo_numbers.digits(text)
    return int(found) if found and int(found) else None
