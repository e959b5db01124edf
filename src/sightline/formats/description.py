"""What a format says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sightline.model.place import Place

MOST_DROP = 0.2
"""Largest share of its entries a list may lose between two versions, where its format says nothing."""
BOUNDS_WHY = (
    "set here: lists lose entries one by one; the UN list of 2026-02-27 lacks 4 of the 877 of 2025-04-19"
)


@dataclass(frozen=True, slots=True)
class Description:
    """A format's name, version and what it knows. `version` goes up whenever its output changes."""

    name: str
    version: int
    kind: Literal["entity", "document", "table"]
    title: str
    publisher: str
    list_id: str
    """id of the list an entity format yields; empty where the file or `--source` decides"""
    roles: tuple[str, ...]
    """the parts a set of its files is made of; all are needed, and the first leads"""
    knows: tuple[str, ...]
    """columns, elements or keys it reads; anything else stops it"""
    met_real_file: bool
    specification: str
    fallback: bool = False
    """tried only when no other format recognises the bytes and they do not look structured"""
    table: Literal[
        "",
        "positions",
        "payments",
        "accounts",
        "companies",
        "ships",
        "deliveries",
        "trade",
        "shipments",
        "transfers",
        "labels",
    ] = ""
    """the table a table format fills, one of `table_schemas.SCHEMAS`; empty for the other kinds"""
    least_entries: int = 1
    """a version with fewer entries is refused until someone accepts it"""
    most_drop: float = MOST_DROP
    """share of the entries of the version before it that may be gone, 0 to 1; one entry always may"""
    bounds_why: str = BOUNDS_WHY
    """where these two numbers come from"""
    published_at: str = ""
    """the address the publisher documents for it, empty where none is known"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be cited: its place and the text that stands there.

    Where the bytes are encoded (base64 in an e-mail) the text is not found in them as it reads: such a
    passage is cited without a quotation, `quotable` False.
    """

    place: Place
    text: str
    quotable: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a file that was taken as it stands though it looks wrong: item, place, and why."""

    item: str
    place: Place
    message: str
