"""Results that took long, kept in the office's folder with what they were made of.

One is shown to whoever may see every partition it was made of. What other code made is not looked at.
`rankings_kept` and `networks_kept` keep so.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from sightline.evidence.files import disk, write_whole
from sightline.model.lists import ListVersion
from sightline.model.table_part import TablePart
from sightline.service.deleted import deleted
from sightline.service.workbench import Workbench

T = TypeVar("T")
Seen = TablePart | ListVersion
"""what a result is made of: partitions of tables, and versions of lists"""


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """Where results of one kind lie: a folder of the office, their type, what code makes them, how many."""

    folder: str
    kind: type[T]
    code: Callable[[], list[object]]
    most: int
    """results of an office; the oldest go first"""
    of_bytes: bool = True
    """whether one goes when bytes it rests on are deleted; else it rests on rows, which stay by decision"""

    def of(self, bench: Workbench, seen: Sequence[Seen], asked: str = "") -> T | None:
        """The result made of exactly these partitions for what was asked, if one is kept."""
        path = self._path(bench, seen, asked)
        head = _head(path)
        return None if head is None or (self.of_bytes and gone(bench, path, head)) else self.read(path)

    def keep(self, bench: Workbench, value: T, seen: Sequence[Seen], asked: str = "", **also: object) -> None:
        """Keep what these partitions gave; the oldest of more than `most` go."""
        path = self._path(bench, seen, asked)
        head = {
            "code": self.code(),
            "parts": sorted(part.id for part in seen),
            "items": sorted({item for part in seen for item in part.items}),
            **also,
        }
        data = json.dumps(head).encode() + b"\n" + msgspec.json.encode(value)
        with disk(f"keeping what was found ({self.folder})", path.parent):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            write_whole(path, gzip.compress(data, 5, mtime=0))
            held = sorted(path.parent.glob("*.gz"), key=lambda one: one.stat().st_mtime_ns)
            for old in held[: -self.most]:
                old.unlink(missing_ok=True)

    def kept(self, bench: Workbench) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Everything this code made: its file, and what it was made of."""
        for path in (bench.folder / self.folder).glob("*.gz"):
            head = _head(path)
            if head is not None and head["code"] == self.code():
                yield path, head

    def before(self, bench: Workbench, seen: Sequence[Seen], most: str) -> T | None:
        """Of the results made of some of these partitions alone the one made of `most`, by its head."""
        ids = {part.id for part in seen}
        heads = [(path, head) for path, head in self.kept(bench) if ids.issuperset(head["parts"])]
        for path, head in sorted(heads, key=lambda one: -one[1][most]):
            if not (self.of_bytes and gone(bench, path, head)):
                return self.read(path)
        return None

    def read(self, path: Path) -> T | None:
        """A kept result; nothing where the file was cut short."""
        with suppress(OSError, EOFError, ValueError), gzip.open(path) as file:
            file.readline()
            return msgspec.json.decode(file.read(), type=self.kind)
        return None

    def _path(self, bench: Workbench, seen: Sequence[Seen], asked: str) -> Path:
        key = json.dumps([self.code(), sorted(part.id for part in seen), *([asked] if asked else [])])
        return bench.folder / self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.gz"


def gone(bench: Workbench, path: Path, head: dict[str, Any]) -> bool:
    """Whether bytes a result rests on were deleted; then it goes too."""
    if not deleted(bench, head["items"]):
        return False
    path.unlink(missing_ok=True)
    return True


def _head(path: Path) -> dict[str, Any] | None:
    """What a kept result was made of; nothing where none is, or it was cut short."""
    with suppress(OSError, EOFError, ValueError), gzip.open(path) as file:
        head: dict[str, Any] = json.loads(file.readline())
        return head
    return None
