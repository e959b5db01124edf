"""What someone is: a person, an organisation, a ship. Schemata that may be several say nothing."""

from __future__ import annotations

from sightline.matching.compared import Compared
from sightline.matching.shared_codes import compare_codes

NAME, FIELD = "kind", "schema"
PROPS = ("schema",)

KINDS = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "Vessel": "ship",
    "Airplane": "aircraft",
}
"""Kinds by FollowTheMoney schema; `LegalEntity` and `Thing` may be several and are left out, and so are
`CryptoWallet` and `BankAccount`, which lists name under whoever holds them."""

_BY_LOWER = {schema.lower(): kind for schema, kind in KINDS.items()}


def compare(query: str, listed: str) -> Compared | None:
    """The same kind or another; None where a schema leaves it open."""
    ours, theirs = _BY_LOWER.get(query.strip().lower(), ""), _BY_LOWER.get(listed.lower(), "")
    return compare_codes(NAME, ours, theirs, NAME)
