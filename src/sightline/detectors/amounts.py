"""Sums of money as a reason says them: each currency by itself, since sums of two say nothing together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


def counted(number: int, what: str) -> str:
    """`1 payment`, `2 payments`."""
    return f"{number:,} {what}{'s' * (number != 1)}"


def said(sums: Mapping[str, Any]) -> str:
    """`1,250.00 EUR, 3.50 USD`, in the order of the codes; what there is nothing of is left out."""
    told = (f"{amount:,.2f} {name}" for name, amount in sorted(sums.items()) if amount)
    return ", ".join(told) or "nothing"


def percent(share: float) -> str:
    """`66%`, and near all or nothing as many decimals as show that it is not: `99.7%`, `0.4%`."""
    for places in range(3):
        told = f"{share:.{places}%}"
        if float(told[:-1]) not in (0.0, 100.0) or share in (0.0, 1.0):
            return f"{share:.0%}" if share in (0.0, 1.0) else told
    return "under 0.01%" if share < 0.5 else "over 99.99%" if share < 1 else "100%"


def expected(number: float) -> str:
    """How many to expect by chance: `0.012`, and `fewer than 0.001` where these decimals would show none."""
    told = f"{number:.3f}"
    return told if float(told) or not number else "fewer than 0.001"


def between(shares: Collection[float]) -> str:
    """`70%`, or `70% to 85%` where they differ."""
    first, last = percent(min(shares)), percent(max(shares))
    return first if first == last else f"{first} to {last}"
