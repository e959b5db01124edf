"""Addresses: how much of the shorter one stands in the other. A supporting sign, never more."""

from __future__ import annotations

from sightline.matching.compared import Compared, compared
from sightline.matching.weights import points, value
from sightline.names.tokens import tokens

NAME, FIELD = "address", "address"
PROPS = ("address", "full", "street", "city")
FEWEST = 2
"""Words of the shortest address that is compared: a city alone says too little."""


def compare(query: str, listed: str) -> Compared | None:
    """Words in common; None where an address has too few, or when hardly any are shared."""
    ours, theirs = sorted(set(tokens(query))), sorted(set(tokens(listed)))
    if min(len(ours), len(theirs)) < FEWEST:
        return None
    forms = {
        "comparison": NAME,
        "query": ours,
        "listed": theirs,
        "least": value("address_least"),
        "points": points(NAME),
    }
    found = compared(forms, lambda score: f"{score:.0%} of the shorter address agrees: {listed}")
    return found if found.score > 0 else None
