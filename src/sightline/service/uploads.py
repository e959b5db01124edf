"""Bytes that arrive before the work on them begins: into the vault at once, on the ledger whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from sightline.errors import NotFound
from sightline.model.view import View
from sightline.service.roles import require
from sightline.service.workbench import Workbench

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent in, or fetched. `str()` is its name, as that of a path is."""

    id: str
    name: str
    sha256: str
    size: int
    address: str = ""
    """where it was fetched"""
    media_type: str = ""
    """as the server said"""

    @property
    def origin(self) -> str:
        """Where it was taken from, as far as that is known."""
        return self.address or self.name

    def __str__(self) -> str:
        return self.name


def receive(
    view: View, bench: Workbench, name: str, stream: BinaryIO, action: str = "ingest", address: str = ""
) -> Upload:
    """Keep the rest of `stream` in the vault, a chunk at a time, and put its arrival on the ledger.

    Nobody sees the bytes as an item before they are ingested. `address` says where they were fetched.
    `EnvironmentFailed` for a full disk.
    """
    require(view, bench, action)
    plain = "".join(letter for letter in name.replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable())
    stored = bench.vault.store(stream)
    short = plain[-LONGEST_NAME:] or "upload"
    upload = Upload(bench.entropy(16).hex(), short, stored.sha256, stored.size, address)
    detail: dict[str, str | int] = {"sha256": upload.sha256, "size": upload.size, "name": upload.name}
    fetched = {"address": address} if address else {}
    bench.record("receive", view.user, _subject(upload.id), **detail, **fetched)
    return upload


def received(view: View, bench: Workbench, id: str) -> Upload:
    """What this user sent in under this id, as the ledger has it; `NotFound` for what others sent.

    The ledger, not the caller, says which bytes: knowing a hash gives nobody the item.
    """
    for entry in bench.ledger.entries(_subject(id)):
        detail = entry["detail"]
        if entry["action"] == "receive" and entry["actor"] == view.user:
            return Upload(id, str(detail["name"]), str(detail["sha256"]), int(detail["size"]))
    raise NotFound(f"no such upload: {id}")


def _subject(id: str) -> str:
    return f"upload:{id}"
