"""Shipments of goods as canonical CSV: a row for each bill of lading, invoice or customs declaration.

It says who sent what to whom. Parties stand by name as the paper writes them; `buyer` where somebody else
than the consignee bought, `notify` who is told of the arrival.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.clean import currencies
from sightline.formats import cells, csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.payments_csv import country, refuse_again
from sightline.formats.positions_csv import imo
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.seen import Seen
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

TEXTS = ("buyer", "notify", "invoice", "goods", "hs", "unit", "port_from", "port_to")
LAYOUT = Layout(
    "shipments",
    ("shipment_id", "shipped_on", "shipper", "consignee"),
    (
        "buyer", "notify", "invoice", "goods", "hs", "quantity", "unit", "value", "currency", "origin",
        "destination", "vessel_imo", "port_from", "port_to", "basis", "document",
    ),
)  # fmt: skip
DESCRIPTION = Description(
    name="shipments_csv",
    version=1,
    kind="table",
    title="Shipments of goods: bills of lading, invoices, declarations (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification="the columns of this page; days as YYYY-MM-DD, a value needs its currency (ISO 4217)",
    table="shipments",
)
recognise = csv_tables.recogniser(LAYOUT)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `SHIPMENTS`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    seen = Seen()

    def check(sheet: Sheet, asides: Asides) -> dict[str, Any]:
        found = _columns(sheet)
        refuse_again(sheet, "shipment_id", found["shipment_id"], seen)
        return found

    return csv_tables.read(item, LAYOUT, check, refuse, asides)


def _columns(sheet: Sheet) -> dict[str, Any]:
    found = {
        "shipment_id": sheet.text("shipment_id", required=True),
        "shipped_on": sheet.day("shipped_on", required=True),
        "shipper": sheet.text("shipper", required=True),
        "consignee": sheet.text("consignee", required=True),
        **{name: sheet.text(name) for name in TEXTS},
        "quantity": sheet.amount("quantity"),
        "value": sheet.amount("value"),
        "currency": sheet.mapped("currency", currencies.clean, pa.string(), "a currency code of ISO 4217"),
        "origin": cells.mapped(sheet.raw("origin"), country, pa.string()).values,
        "destination": cells.mapped(sheet.raw("destination"), country, pa.string()).values,
        "vessel_imo": sheet.mapped("vessel_imo", imo, pa.int32(), "an IMO number of seven digits"),
        **sheet.origin(),
    }
    bare = np.asarray(pc.and_(pc.is_valid(found["value"]), pc.is_null(found["currency"])))
    sheet.refuse(
        bare,
        lambda index: f"value {sheet.shown('value', index)} has no currency",
        "fill in currency, or leave value empty",
    )
    return found
