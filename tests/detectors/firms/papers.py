"""Shipments and who is behind the parties as rows, for tests of detectors of trade."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import ibis

from tests.detectors import books
from tests.detectors.sea.tracks import Row, arrow, placed

DAY = date(2023, 1, 1)


def shipment(
    number: int, shipper: str, consignee: str, days: int = 0, value: float = 1000.5, **more: Any
) -> Row:
    """A shipment so many days after the new year of 2023."""
    return {
        "shipment_id": f"BL-{number:04d}", "shipped_on": DAY + timedelta(days), "shipper": shipper,
        "consignee": consignee, "invoice": f"INV/{number:05d}", "value": Decimal(str(value)),
        "currency": "USD",
    } | more  # fmt: skip


def paid(number: int, days: float, amount: float, source: str, target: str, purpose: str = "") -> Row:
    """A payment between accounts of the same names as their holders."""
    return books.payment(number, 24 * days, amount, source, target) | {
        "debtor_name": source, "creditor_name": target, "purpose": purpose,
    }  # fmt: skip


def tables(
    payments: Iterable[Row], shipments: Iterable[Row], companies: Iterable[Row] = ()
) -> dict[str, Any]:
    """All tables as a detector takes them."""
    return books.tables(payments, []) | {
        "shipments": ibis.memtable(arrow(placed(shipments, "cd" * 32), "shipments")),
        "companies": ibis.memtable(arrow(placed(companies, "ef" * 32), "companies")),
    }
