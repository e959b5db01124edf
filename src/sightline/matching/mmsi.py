"""MMSI: nine digits a ship broadcasts; it changes with the flag, so another one says nothing."""

from __future__ import annotations

import re

from sightline.matching.compared import Compared, compared
from sightline.matching.weights import value

NAME, FIELD = "mmsi", "mmsi"
PROPS = ("mmsi",)

_NUMBER = re.compile(r"(?:MMSI\W*)?(\d{9})(?:\.0)?", re.IGNORECASE)


def canonical(text: str) -> str:
    """The nine digits, or nothing."""
    found = _NUMBER.fullmatch(text.strip())
    return found[1] if found else ""


def compare(query: str, listed: str) -> Compared | None:
    """The same number, or nothing."""
    ours, theirs = canonical(query), canonical(listed)
    if not ours or ours != theirs:
        return None
    forms = {"comparison": NAME, "query": ours, "listed": theirs, "odds": value(NAME)}
    return compared(forms, lambda _: f"MMSI {theirs} is the same")
