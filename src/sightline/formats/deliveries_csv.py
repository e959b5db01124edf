"""Deliveries of petroleum as canonical CSV: what a state reported, what was observed, or an aggregate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sightline.formats import csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.positions_csv import imo
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

KINDS = frozenset({"reported", "observed", "aggregate"})
LAYOUT = Layout(
    "deliveries",
    ("delivered_on", "product", "quantity", "unit", "kind"),
    ("supplier", "vessel_imo", "port", "low", "high", "basis", "document"),
)
DESCRIPTION = Description(
    name="deliveries_csv",
    version=1,
    kind="table",
    title="Deliveries of petroleum (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification="the columns of this page; `kind` is reported, observed or aggregate",
    table="deliveries",
)
recognise = csv_tables.recogniser(LAYOUT)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `DELIVERIES`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    return csv_tables.read(item, LAYOUT, _columns, refuse, asides)


def _columns(sheet: Sheet, asides: Asides) -> dict[str, Any]:
    found = {
        "delivered_on": sheet.day("delivered_on", required=True),
        "product": sheet.text("product", required=True),
        "quantity": sheet.amount("quantity", required=True),
        "unit": sheet.text("unit", required=True),
        "kind": sheet.mapped("kind", _kind, pa.string(), "reported, observed or aggregate", required=True),
        "supplier": sheet.text("supplier"),
        "vessel_imo": sheet.mapped("vessel_imo", imo, pa.int32(), "an IMO number of seven digits"),
        "port": sheet.text("port"),
        "low": sheet.amount("low"),
        "high": sheet.amount("high"),
        **sheet.origin(),
    }
    crossed = pc.fill_null(pc.greater(found["low"], found["high"]), False)
    sheet.refuse(
        crossed.to_numpy(zero_copy_only=False),
        lambda index: f"low {sheet.shown('low', index)} is more than high {sheet.shown('high', index)}",
        "exchange low and high, or correct them",
    )
    return found


def _kind(text: str) -> str | None:
    return text.strip() if text.strip() in KINDS else None
