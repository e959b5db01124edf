"""What people type when they ask for a network: whom they mean, and from which sum on."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from sightline.errors import UsageError

MOST_NAMED = 12


def named(text: str) -> tuple[str, ...]:
    """The parties a text names with commas between: ids, numbers or names; at most a dozen."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))[:MOST_NAMED]


def moment(text: str) -> datetime | None:
    """A time or a day (its first moment) in ISO 8601, in UTC unless it says; `UsageError` for none."""
    try:
        at = datetime.fromisoformat(text) if text else None
    except ValueError as problem:
        raise UsageError(f"a time is YYYY-MM-DDTHH:MM:SS, not {text[:30]!r}") from problem
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def least_sum(text: str) -> Decimal:
    """The smallest sum of an edge; `UsageError` where it is no number of 0 or more."""
    try:
        least = Decimal(text or "0")
    except InvalidOperation as problem:
        raise UsageError(f"the least amount is a number, not {text[:20]!r}") from problem
    if not least.is_finite() or least < 0:
        raise UsageError(f"the least amount is 0 or more, not {text[:20]!r}")
    return least
