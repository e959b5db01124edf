"""What a copy of an office keeps of vault, ledger and keys, each whole, while the office is at work."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sightline.evidence import canonical
from sightline.evidence.files import locked

_ITEM = re.compile(r"[0-9a-f]{64}(\.tombstone\.json)?")
_KEY = re.compile(r"statements\.json|vault\.key|SL1-[A-Z2-7-]+\.pem")


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to copy: its name, how many bytes of it count, and its bytes. Whoever gets it closes it."""

    name: str
    size: int
    stream: BinaryIO


def of_ledger(folder: Path) -> Iterator[Copy]:
    """The signed head and the entries it speaks of; what is appended meanwhile is left out."""
    if not (folder / "head.json").exists():
        return
    head = (folder / "head.json").read_bytes()
    yield _held("head.json", head)
    size = canonical.decode(head, "head.json")["size"]
    yield Copy("ledger.jsonl", size, (folder / "ledger.jsonl").open("rb"))


def of_keys(folder: Path) -> Iterator[Copy]:
    """Statements, signing key and master key as they stand at one moment."""
    found: dict[str, bytes] = {}
    with locked(folder / ".lock"):
        for path in sorted(folder.iterdir()):
            if _KEY.fullmatch(path.name):
                found[path.name] = path.read_bytes()
    return (_held(name, data) for name, data in found.items())


def vault_items(folder: Path) -> list[str]:
    """The hashes of all items and of all that were lawfully deleted, in order."""
    return sorted(
        {path.name[:64] for path in folder.glob("[0-9a-f][0-9a-f]/*") if _ITEM.fullmatch(path.name)}
    )


def of_item(folder: Path, sha256: str) -> Iterator[Copy]:
    """An item, still encrypted, with its key; the tombstone alone where it was lawfully deleted."""
    inside = f"{sha256[:2]}/{sha256}"
    item, key, stone = (folder / f"{inside}{suffix}" for suffix in ("", ".key", ".tombstone.json"))
    with locked(folder / ".lock"):
        if stone.exists():
            return iter((_held(f"{inside}.tombstone.json", stone.read_bytes()),))
        stream = item.open("rb")
        wrapped = _held(f"{inside}.key", key.read_bytes()) if key.exists() else None
    whole = Copy(inside, rewound(stream), stream)
    return iter((whole, wrapped) if wrapped else (whole,))


def rewound(stream: BinaryIO) -> int:
    """Put an open file back to its beginning; its size in bytes."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _held(name: str, data: bytes) -> Copy:
    return Copy(name, len(data), io.BytesIO(data))
