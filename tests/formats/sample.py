"""Bytes to read in tests: our own samples, and files made on the spot."""

from __future__ import annotations

import hashlib
import html
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sightline.formats.source import ItemSet, Local, Readable
from sightline.model.statement import Entry, Statement

FOLDER = Path(__file__).parent / "samples"
Undo = Callable[[str], str]


@dataclass(frozen=True)
class Bytes:
    """Bytes in memory as a Readable."""

    raw: bytes
    name: str = "made.bin"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def size(self) -> int:
        return len(self.raw)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.raw)


def sample(name: str) -> Bytes:
    """One of our samples."""
    return Bytes((FOLDER / name).read_bytes(), Path(name).name)


def ofac_samples(**changed: bytes) -> ItemSet:
    """The three OFAC samples, some with other bytes."""
    return ItemSet(
        {
            role: Bytes(changed[role], f"{role}.csv") if role in changed else sample(f"ofac/{role}.csv")
            for role in ("sdn", "alt", "add")
        }
    )


def statements(entries: Iterable[Entry]) -> list[Statement]:
    """All statements of all entries."""
    return [statement for entry in entries for statement in entry.statements]


def said(entries: Iterable[Entry], entity: str, prop: str) -> list[str]:
    """The values stated of an entity under a property, in order."""
    return [s.value for s in statements(entries) if s.entity == entity and s.prop == prop]


def xml(text: str) -> str:
    return html.unescape(text)


def doubled_quotes(text: str) -> str:
    return text.replace('""', '"')


def json_escapes(text: str) -> str:
    undone: str = json.loads(f'"{text}"')
    return undone


def misplaced(items: ItemSet, found: Iterable[Statement], undo: Undo) -> list[Statement]:
    """Statements whose original does not stand at their place, token by token, once escapes are undone."""
    raw = {items[role].sha256: _all(items[role]) for role in items}
    wrong = []
    for statement in found:
        place = statement.place
        assert place.start is not None and place.end is not None
        shown = undo(raw[statement.item][place.start : place.end + 1].decode())
        if not all(token in shown for token in statement.original.split()):
            wrong.append(statement)
    return wrong


def _all(item: Readable) -> bytes:
    with item.open() as stream:
        return stream.read()


def real_ofac(shared_data: Path) -> ItemSet:
    folder = shared_data / "lists" / "ofac" / "2022-01-31"
    return ItemSet({role: Local(folder / f"{role}.csv") for role in ("sdn", "alt", "add")})


def real_ofac_consolidated(shared_data: Path) -> ItemSet:
    folder = shared_data / "lists" / "ofac" / "consolidated-non-sdn"
    names = {"sdn": "cons_prim", "alt": "cons_alt", "add": "cons_add"}
    return ItemSet({role: Local(folder / f"{name}.csv") for role, name in names.items()})
