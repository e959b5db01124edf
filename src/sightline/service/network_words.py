"""What people type when they ask for a network: whom they mean, and from which sum on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from sightline.errors import UsageError

MOST_NAMED = 12
MOST_COMMAS = 4
"""in a name"""


def named(text: str) -> tuple[str, ...]:
    """What was typed, without spaces around it; nothing where nothing was."""
    return (text.strip(),) if text.strip(", ") else ()


def readings(text: str) -> Iterator[Iterator[str]]:
    """What a text with commas may name, one party after the other: of each the longest reading first.

    A name may hold commas itself: whoever hears that a reading is somebody's asks for no shorter one, and the
    next party begins behind it. At most a dozen are named, each with `MOST_COMMAS` commas.
    """
    left = [part for part in text.split(",") if part.strip()][:MOST_NAMED]
    while left:
        taken = 1

        def of_one(parts: Sequence[str]) -> Iterator[str]:
            nonlocal taken
            for taken in range(min(len(parts), MOST_COMMAS + 1), 0, -1):
                yield ",".join(parts[:taken]).strip()

        yield of_one(left)
        left = left[taken:]


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
