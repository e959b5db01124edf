"""Payments between invented accounts as rows, for tests of detectors."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import ibis

from tests.detectors.sea.tracks import ITEM, Row, arrow, placed

DAY = 1_672_531_200_000
"""2023-01-01 in milliseconds"""
HOUR = 3_600_000
HOLDER = "P-1"


def payment(number: int, hours: float, amount: float, source: str, target: str, currency: str = "USD") -> Row:
    """A payment so many hours after the new year of 2023."""
    return {
        "payment_id": f"N{number:05d}",
        "booked_ms": DAY + round(hours * HOUR),
        "amount": Decimal(str(amount)),
        "currency": currency,
        "debtor_account": source,
        "creditor_account": target,
    }


def account(number: str, holder_type: str = "person", **more: Any) -> Row:
    """An account of its own holder."""
    return {"account": number, "holder": f"Invented {number}", "holder_type": holder_type} | more


def tables(payments: Iterable[Row], accounts: Iterable[Row]) -> dict[str, Any]:
    """Both tables as a detector takes them."""
    return {
        "payments": ibis.memtable(arrow(placed(payments), "payments")),
        "accounts": ibis.memtable(arrow(placed(accounts, ITEM[::-1]), "accounts")),
    }
