"""Numbers that stand for one holder: passports, identity papers, registers, tax, wallets, accounts."""

from __future__ import annotations

import re

from sightline.clean import identifiers, wallet
from sightline.matching.compared import Compared, compared
from sightline.matching.weights import value

NAME, FIELD = "document", "identifier"
PROPS = (
    "passportNumber",
    "idNumber",
    "number",
    "registrationNumber",
    "taxNumber",
    "innCode",
    "ogrnCode",
    "leiCode",
    "uscCode",
    "dunsCode",
    "publicKey",
    "cryptoAddress",
    "accountNumber",
    "iban",
)
SHORTEST = 5
"""Characters of the shortest number that is compared: below, strangers share it."""

_MIXED = re.compile("[a-z][A-Z]|[A-Z][a-z]")
_LONG = 25


def canonical(text: str) -> str:
    """Letters and digits in capitals without a label or currency in front, or nothing when too few are left.

    Text as long as a wallet address keeps its case where it is mixed, since base58 distinguishes it.
    """
    number = wallet.bare(text)
    if len(number) >= _LONG and number.isalnum() and _MIXED.search(number) and not number.startswith("0x"):
        return number
    bare = identifiers.bare(identifiers.clean(number) or "")
    return bare if len(bare) >= SHORTEST and any(c.isdigit() for c in bare) else ""


def compare(query: str, listed: str) -> Compared | None:
    """The same number, or nothing: people hold several."""
    ours, theirs = canonical(query), canonical(listed)
    if not ours or ours != theirs:
        return None
    forms = {"comparison": NAME, "query": ours, "listed": theirs, "odds": value(NAME)}
    return compared(forms, lambda _: f"number {listed} is the same")
