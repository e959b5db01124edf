"""How a document calls a column or a kind of entity: in words, not by its name in a query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.report import Table

COLUMN = "schema"
"""the column of a table whose cells name kinds of entities"""
EVIDENCE_COLUMN = "sha256"
"""the column of an evidence table whose cells footnotes lead to"""
WORDED = frozenset((COLUMN, "measure", "in force on the day", "verification", "result", "basis", "detector"))
"""the columns whose cells are the office's own words; the others are names, numbers and codes"""
_HEADS = {EVIDENCE_COLUMN: "SHA-256", "swiftBic": "BIC", "imoNumber": "IMO number"}
_LABELS = {"CryptoWallet": "Cryptocurrency wallet", "PublicBody": "Public body", "UnknownLink": "Other link"}
"""labels that are not the words of the name (written from general knowledge, unverified)"""


def label(schema: str) -> str:
    """`LegalEntity` is `Legal entity`, as FollowTheMoney labels it."""
    return _LABELS.get(schema) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", schema).capitalize()


def head(column: str) -> str:
    """`listed_on` is `Listed on`, `prop:swiftBic` is `BIC`."""
    name = column.removeprefix("prop:").replace("_", " ")
    return _HEADS.get(name, name[:1].upper() + name[1:])


def is_evidence(table: Table) -> bool:
    """Whether it lists items of evidence, whose columns every language has words for."""
    return table.query.get("kind") == "evidence" and table.columns[-1:] == (EVIDENCE_COLUMN,)


def texts(table: Table) -> Iterator[tuple[str, ...]]:
    """The texts of each row as they are printed; the table itself keeps what its query gave."""
    said, worded = dict(table.words), _worded(table)
    for row in _texts(table):
        yield tuple(said.get(text, text) if at in worded else text for at, text in enumerate(row))


def words(table: Table) -> dict[str, str]:
    """What its cells say in the office's own words, in reading order, and how each is printed."""
    worded = _worded(table)
    found = {
        row[at]: None for row in _texts(table) for at in sorted(worded) if any(map(str.isalpha, row[at]))
    }
    said = dict(table.words)
    return {word: said.get(word, word) for word in found}


def _worded(table: Table) -> frozenset[int]:
    return frozenset(at for at, name in enumerate(table.columns) if name in WORDED)


def _texts(table: Table) -> Iterator[tuple[str, ...]]:
    named = {at for at, name in enumerate(table.columns) if name == COLUMN}
    for row in table.rows:
        yield tuple(label(cell.text) if at in named else cell.text for at, cell in enumerate(row))
