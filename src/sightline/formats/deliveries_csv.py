"""Deliveries of petroleum or coal as canonical CSV: reported by a state, observed, or an aggregate.

A row is one delivery, or a figure for a whole period: then `period_from` is the period's first day and
`delivered_on` its last. `laden` says, in per cent of what the ships can carry, how full `quantity` takes
them to be; without it `quantity` is taken as it stands. The unit stays as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sightline.clean import units
from sightline.formats import cells, csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.positions_csv import imo
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import AMOUNT
from sightline.model.measure import Confidence

KINDS = frozenset({"reported", "observed", "aggregate"})
MARKS = frozenset({*(one.value for one in Confidence), "computed"})
LAYOUT = Layout(
    "deliveries",
    ("delivered_on", "product", "quantity", "unit", "kind"),
    (
        "supplier", "vessel_imo", "port", "low", "high", "period_from", "laden", "shipments", "value_usd",
        "mark", "note", "basis", "document",
    ),
)  # fmt: skip
DESCRIPTION = Description(
    name="deliveries_csv",
    version=2,
    kind="table",
    title="Deliveries of petroleum or coal (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification=(
        "the columns of this page; `kind` is reported, observed or aggregate, `unit` barrels, tonnes or USD; "
        "a figure for a period has its first day in `period_from` and its last in `delivered_on`"
    ),
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
        "period_from": sheet.day("period_from"),
        "laden": sheet.mapped("laden", _laden, AMOUNT, "per cent of a full load, above 0 and up to 100"),
        "shipments": sheet.mapped("shipments", _count, pa.int32(), "a number of shipments"),
        "value_usd": sheet.amount("value_usd"),
        "mark": sheet.mapped("mark", _mark, pa.string(), "one of " + ", ".join(sorted(MARKS))),
        "note": sheet.text("note"),
        **sheet.origin(),
    }
    _unit(sheet, found["unit"])
    _ordered(sheet, found, "low", "high", "is more than", "exchange low and high, or correct them")
    _ordered(
        sheet, found, "period_from", "delivered_on", "is after", "delivered_on is the last day of the period"
    )
    return found


def _unit(sheet: Sheet, column: Any) -> None:
    """Refuse rows whose unit is none that a ledger can count in; the remedy depends on the word."""
    known = cells.mapped(column, lambda text: text if units.delivered(text) else None, pa.string())
    for word in sorted(set(column.filter(pa.array(known.bad)).to_pylist())):
        wrong = pc.fill_null(pc.equal(column, word), False).to_numpy(zero_copy_only=False)
        sheet.refuse(
            wrong, lambda index: f"unit {sheet.shown('unit', index)} is not known", units.why_not(word)
        )


def _ordered(sheet: Sheet, found: dict[str, Any], first: str, second: str, than: str, remedy: str) -> None:
    crossed = pc.fill_null(pc.greater(found[first], found[second]), False)
    sheet.refuse(
        crossed.to_numpy(zero_copy_only=False),
        lambda index: f"{first} {sheet.shown(first, index)} {than} {second} {sheet.shown(second, index)}",
        remedy,
    )


def _kind(text: str) -> str | None:
    return text.strip() if text.strip() in KINDS else None


def _mark(text: str) -> str | None:
    return text.strip() if text.strip() in MARKS else None


def _laden(text: str) -> object:
    value = cells.decimal(text)
    return value if value is not None and 0 < value <= 100 else None


def _count(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 8 else None
