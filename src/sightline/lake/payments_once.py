"""Payments that several files report: rows of one UETR between the same two parties are one payment.

The UETR (a UUID that SWIFT's customers give each payment, kept by every bank on its way) is the payment's id
in what `formats` read. All rows stay; who counts takes the first of them, by time, item and row. The transfer
of banks that covers a customer's payment has its UETR too, between other parties: it is no repetition.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

UETR = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
LETTERS = 36
KEY = ("uetr", "debtor_account", "creditor_account")
ROW = ("item", "row", "payment_id")
_KINDS = {"item": pa.string(), "row": pa.int64(), "payment_id": pa.string()}


def once(payments: ir.Table) -> ir.Table:
    """The payments, each that several files report as the first row of it; the table itself where none is."""
    later = repeated(payments)
    if not later:
        return payments
    told = ibis.memtable(pa.Table.from_pylist(later, schema=pa.schema(list(_KINDS.items()))))
    return payments.anti_join(told, [*ROW])


def repeated(payments: ir.Table) -> list[dict[str, Any]]:
    """Rows (item, row, payment id) that report a payment again which a row of another item reports first."""
    named = with_uetr(payments)
    several = named.group_by(*KEY).agg(files=_["item"].nunique()).filter(_.files > 1).select(*KEY)
    rows = named.semi_join(several, list(KEY)).order_by(*KEY, "booked_ms", "item", "row")
    found: list[dict[str, Any]] = []
    last: tuple[Any, ...] = ()
    for row in rows.to_pyarrow().to_pylist():
        key = tuple(row[name] for name in KEY)
        if key == last:
            found.append({name: row[name] for name in ROW})
        last = key
    return found


def with_uetr(payments: ir.Table) -> ir.Table:
    """The payments whose id is a UETR: it in lower case, their parties, time and places."""
    narrow = payments.filter(_.payment_id.length() == LETTERS).select(
        "item", "row", "place_start", "place_end", "payment_id", "booked_ms", "debtor_account",
        "creditor_account", uetr=_.payment_id.lower(),
    )  # fmt: skip
    return narrow.filter(_.uetr.re_search(UETR))
