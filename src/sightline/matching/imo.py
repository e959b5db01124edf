"""IMO numbers of ships and of companies: seven digits, with or without `IMO` in front."""

from __future__ import annotations

import re

from sightline.matching.compared import Compared, compared
from sightline.matching.weights import points, value

NAME, FIELD = "imo", "imo"
PROPS = ("imoNumber", "companyImo")

_NUMBER = re.compile(r"(?:IMO\W*)?(\d{7})(?:\.0)?", re.IGNORECASE)


def canonical(text: str) -> str:
    """The seven digits, or nothing. Spreadsheets write `8905490.0`; that is read too."""
    found = _NUMBER.fullmatch(text.strip())
    return found[1] if found else ""


def compare(query: str, listed: str) -> Compared | None:
    """The same number decides; another one speaks against; what is no IMO number says nothing."""
    ours, theirs = canonical(query), canonical(listed)
    if not ours or not theirs:
        return None
    forms = {"comparison": NAME, "query": ours, "listed": theirs, "odds": value(NAME)}
    if ours != theirs:
        forms["points"] = points(NAME)
    return compared(forms, lambda score: f"IMO number {theirs} is {'the same' if score > 0 else 'another'}")
