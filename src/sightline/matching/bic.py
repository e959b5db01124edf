"""BIC: eight characters name the institution, three more a branch (XXX: head office)."""

from __future__ import annotations

import re

from sightline.matching.compared import Compared, compared
from sightline.matching.replay import probability
from sightline.matching.weights import value

NAME, FIELD = "bic", "bic"
PROPS = ("swiftBic", "bic")
INSTITUTION = 8

_CODE = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_SAID = {True: "is the same", False: "is of another branch of the same institution"}
_BETWEEN = re.compile(r"[\s\-/.]+")


def canonical(text: str) -> str:
    """The code in capitals as given, 8 or 11 characters, or nothing."""
    code = _BETWEEN.sub("", text).upper()
    return code if _CODE.fullmatch(code) else ""


def compare(query: str, listed: str) -> Compared | None:
    """The same institution, with the branch where both give one; another institution says nothing."""
    ours, theirs = canonical(query), canonical(listed)
    if not ours or ours[:INSTITUTION] != theirs[:INSTITUTION]:
        return None
    strength, other = value(NAME), value("bic_branch")
    forms = {"comparison": NAME, "query": ours, "listed": theirs, "odds": strength, "other_branch": other}
    return compared(
        forms,
        lambda score: f"BIC {theirs} {'is the same' if score == probability(strength) else 'is a branch'}",
    )
