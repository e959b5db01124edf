"""Sums of money as a reason says them: each currency by itself, since sums of two say nothing together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def counted(number: int, what: str) -> str:
    """`1 payment`, `2 payments`."""
    return f"{number:,} {what}{'s' * (number != 1)}"


def said(sums: Mapping[str, Any]) -> str:
    """`1,250.00 EUR, 3.50 USD`, in the order of the codes; what there is nothing of is left out."""
    told = (f"{amount:,.2f} {name}" for name, amount in sorted(sums.items()) if amount)
    return ", ".join(told) or "nothing"
