"""Where a format reads from: bytes with a known hash, and sets of files that belong together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from sightline.errors import BadInput

CHUNK = 64 * 1024
"""bytes read at a time"""
LONGEST = 16 * 1024 * 1024
"""bytes of the longest line or list entry we read; more is hostile"""


class Readable(Protocol):
    """Stored bytes: their SHA-256 in lower-case hex, the name they came under, and their size."""

    @property
    def sha256(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...
    def open(self) -> BinaryIO:
        """A new seekable stream at the first byte."""
        ...


@dataclass(frozen=True)
class Local:
    """A file on this machine as a Readable, for tools and tests; hashed when its hash is first asked for."""

    path: Path

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.path.name

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, lower-case hex."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def open(self) -> BinaryIO:
        """The file, opened for reading."""
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class ItemSet:
    """Files that are read together, by role (`sdn`, `alt`, `add`)."""

    by_role: Mapping[str, Readable]

    def __getitem__(self, role: str) -> Readable:
        if role not in self.by_role:
            given = ", ".join(self.by_role) or "nothing"
            raise BadInput(f"the {role} file is missing; given: {given}", remedy=f"give {role} too")
        return self.by_role[role]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_role)

    def __contains__(self, role: object) -> bool:
        return role in self.by_role

    @property
    def items(self) -> tuple[str, ...]:
        """Hashes of the files, sorted by role."""
        return tuple(self.by_role[role].sha256 for role in sorted(self.by_role))


def head(item: Readable, size: int = CHUNK) -> bytes:
    """The first bytes, at most `size`."""
    with item.open() as stream:
        return _exactly(stream, size)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces of at most `CHUNK` bytes."""
    while piece := stream.read(CHUNK):
        yield piece
