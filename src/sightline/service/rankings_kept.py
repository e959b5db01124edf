"""Rankings of accounts that were made before, kept in the office's folder with what they were made of.

A ranking is shown to whoever may see every partition it was made of, and to nobody once bytes of one of its
items were lawfully deleted. What older code made is not looked at.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from sightline import __version__
from sightline.detectors.payments.account_measures import SHAPES
from sightline.detectors.register import detector
from sightline.evidence.files import disk, write_whole
from sightline.model.citation import Citation
from sightline.model.table_part import TablePart
from sightline.service.deleted import deleted
from sightline.service.shape import shape
from sightline.service.workbench import Workbench

FOLDER = "rankings"
MOST_KEPT = 16
"""rankings of an office; the oldest go first"""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape an account stands in: its detector, the signal's score from 0 to 1, a sentence, its rows."""

    detector: str
    score: float
    text: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """An account with its score from 0 to 1, whether it is worth a look, its shapes and its figures."""

    account: str
    score: float
    named: bool
    shapes: tuple[Shape, ...]
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first accounts; of how many, how many are worth a look, of so many payments, when it was made."""

    accounts: tuple[Account, ...]
    of: int
    named: int
    payments: int
    at: datetime

    def first(self, most: int) -> Ranking:
        """The same with fewer accounts."""
        return replace(self, accounts=self.accounts[:most])

    def as_json(self) -> list[dict[str, Any]]:
        """One line for each account."""
        lines: Any = shape(self.accounts)
        return list(lines)


def of(bench: Workbench, seen: Sequence[TablePart]) -> Ranking | None:
    """The ranking made of exactly these partitions, if one is kept."""
    path = _path(bench, seen)
    head = _head(path)
    return None if head is None or _gone(bench, path, head) else _read(path)


def before(bench: Workbench, seen: Sequence[TablePart]) -> Ranking | None:
    """The ranking made of the most payments among these partitions, when some are newer than it."""
    ids = {part.id for part in seen}
    heads = [(path, head) for path, head in _kept(bench) if ids.issuperset(head["parts"])]
    for path, head in sorted(heads, key=lambda one: -one[1]["payments"]):
        if not _gone(bench, path, head):
            return _read(path)
    return None


def keep(bench: Workbench, ranking: Ranking, seen: Sequence[TablePart]) -> None:
    """Keep a ranking made of these partitions; the oldest of more than `MOST_KEPT` go."""
    path = _path(bench, seen)
    head = {
        "code": _code(),
        "parts": sorted(part.id for part in seen),
        "items": sorted({item for part in seen for item in part.items}),
        "payments": ranking.payments,
    }
    data = json.dumps(head).encode() + b"\n" + msgspec.json.encode(ranking)
    with disk("keeping the ranking", path.parent):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(path, gzip.compress(data, 5, mtime=0))
        held = sorted(path.parent.glob("*.gz"), key=lambda one: one.stat().st_mtime_ns)
        for old in held[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def _path(bench: Workbench, seen: Sequence[TablePart]) -> Path:
    key = json.dumps([_code(), sorted(part.id for part in seen)])
    return bench.folder / FOLDER / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.gz"


def _code() -> list[object]:
    return [__version__, *(f"{name} {detector(name).version}" for name in SHAPES)]


def _kept(bench: Workbench) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in (bench.folder / FOLDER).glob("*.gz"):
        head = _head(path)
        if head is not None and head["code"] == _code():
            yield path, head


def _head(path: Path) -> dict[str, Any] | None:
    """What a kept ranking was made of; nothing where none is, or it was cut short."""
    with suppress(OSError, EOFError, ValueError), gzip.open(path) as file:
        head: dict[str, Any] = json.loads(file.readline())
        return head
    return None


def _gone(bench: Workbench, path: Path, head: dict[str, Any]) -> bool:
    """Whether bytes it rests on were deleted; then it goes too."""
    if not deleted(bench, head["items"]):
        return False
    path.unlink(missing_ok=True)
    return True


def _read(path: Path) -> Ranking | None:
    with suppress(OSError, EOFError, ValueError), gzip.open(path) as file:
        file.readline()
        return msgspec.json.decode(file.read(), type=Ranking)
    return None
