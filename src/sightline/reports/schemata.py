"""How a document calls a kind of entity: in words, as FollowTheMoney labels it, not by its name there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.report import Table

COLUMN = "schema"
"""the column of a table whose cells name kinds of entities"""
_LABELS = {"CryptoWallet": "Cryptocurrency wallet", "PublicBody": "Public body", "UnknownLink": "Other link"}
"""labels that are not the words of the name (written from general knowledge, unverified)"""


def label(schema: str) -> str:
    """`LegalEntity` is `Legal entity`."""
    return _LABELS.get(schema) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", schema).capitalize()


def texts(table: Table) -> Iterator[tuple[str, ...]]:
    """The texts of each row as they are printed; the table itself keeps what its query gave."""
    named = {at for at, name in enumerate(table.columns) if name == COLUMN}
    for row in table.rows:
        yield tuple(label(cell.text) if at in named else cell.text for at, cell in enumerate(row))
