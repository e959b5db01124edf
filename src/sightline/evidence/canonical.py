"""Canonical JSON and instants: one value, one sequence of bytes, so that a hash means something."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sightline.errors import IntegrityBroken

INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
"""Fixed width, so that text order is time order."""


def encode(value: Any) -> bytes:
    """`value` as JSON with sorted keys, no spaces, UTF-8 and one newline at the end.

    Raises `ValueError` for NaN, infinities and text that is not Unicode (lone surrogates).
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8") + b"\n"


def decode(data: bytes, what: str) -> Any:
    """The value in `data`; `IntegrityBroken`, naming `what`, when the bytes are not canonical JSON."""
    try:
        value = json.loads(data)
        same = encode(value) == data
    except (ValueError, RecursionError) as problem:
        raise IntegrityBroken(f"{what} is not JSON: {problem}") from problem
    if not same:
        raise IntegrityBroken(f"{what} is not canonical JSON: it was not written by Sightline")
    return value


def digest(value: Any) -> str:
    """SHA-256, in lower-case hex, of the canonical bytes of `value`."""
    return hashlib.sha256(encode(value)).hexdigest()


def instant(at: datetime) -> str:
    """`at` (aware) in UTC as `2026-11-22T03:04:05.000000Z`."""
    if at.tzinfo is None:
        raise ValueError("an instant carries a time zone")
    return at.astimezone(UTC).strftime(INSTANT)


def parse_instant(text: str) -> datetime:
    """The inverse of `instant`; `ValueError` when the text has another shape."""
    return datetime.strptime(text, INSTANT).replace(tzinfo=UTC)
