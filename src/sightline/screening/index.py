"""The screening index of one list version: built once, memory-mapped after, opened in milliseconds."""

from __future__ import annotations

import json
import mmap
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sightline.errors import NotFound
from sightline.evidence.files import disk, sync_folder
from sightline.lake import leftovers
from sightline.lake.leftovers import unfinished
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.names import commonness
from sightline.screening import coding, columns, gathering
from sightline.screening.gathering import INDEX_VERSION, META, OWN, RECORDS, key_hash
from sightline.screening.records import Record


def build(view: View, version: ListVersion, entities: Iterable[Entity], folder: Path) -> Index:
    """Build the index of a version under `folder` and open it; what was there goes when the new one is whole.

    `NotFound` when the View may not see the version, `EnvironmentFailed` when the disk fails.
    """
    _require(view, version)
    with disk("building a screening index", folder), unfinished(folder, version.partition) as beside:
        gathering.write(beside, version, gathering.collect(entities, beside / RECORDS))
        _put(beside, folder / version.partition)
    return open_index(view, version, folder)


def holds(version: ListVersion, folder: Path) -> bool:
    """Whether an index of this version stands here that this code can read."""
    try:
        meta = json.loads((folder / version.partition / META).read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    return bool(meta["index"] == INDEX_VERSION and meta["manifest"] == version.manifest)


def open_index(view: View, version: ListVersion, folder: Path) -> Index:
    """Open the index of a version; `NotFound` when there is none, or the View may not see it."""
    _require(view, version)
    if not holds(version, folder):
        raise NotFound(f"no screening index of {version.list}", remedy="run `sightline rebuild`")
    return _opened(version, folder / version.partition)


def _put(beside: Path, target: Path) -> None:
    """Move a whole index into its place; when another process was quicker, its index stays."""
    _opened.cache_clear()
    shutil.rmtree(target, ignore_errors=True)
    try:
        beside.rename(target)
    except OSError:
        if not (target / META).is_file():
            raise
    sync_folder(target.parent)


def forget() -> None:
    """Let go of the indexes kept open in this process."""
    _opened.cache_clear()


def sweep(folder: Path) -> int:
    """Remove what interrupted builds left behind; how many folders that were."""
    return leftovers.sweep(folder)


def _require(view: View, version: ListVersion) -> None:
    if not view.may_see(version.marking):
        raise NotFound(f"no screening index of {version.list}", remedy="run `sightline rebuild`")


@dataclass(frozen=True, slots=True)
class Index:
    """One list version, ready to be asked. Two threads may ask it at once."""

    version: ListVersion
    words: columns.Words
    names: columns.Names
    sequences: columns.Sequences
    blob: bytes | memoryview | mmap.mmap
    records: NDArray[np.int64]
    name_entity: NDArray[np.int32]
    name_value: NDArray[np.int32]
    keys: NDArray[np.uint64]
    held_by: NDArray[np.int64]
    decoder: msgspec.msgpack.Decoder[Record]
    local: threading.local = field(default_factory=threading.local, repr=False, compare=False)
    whole: Index | None = None
    """the index of the whole list, where this one holds a few of its entries: it knows what words say"""

    def record(self, entity: int) -> Record:
        """The record of an entity by its number in this index."""
        return self.decoder.decode(self.blob[self.records[entity] : self.records[entity + 1]])

    def holders(self, key: str) -> list[int]:
        """Numbers of the entities that may hold this identifier."""
        wanted = np.uint64(key_hash(key))
        start, end = np.searchsorted(self.keys, wanted, "left"), np.searchsorted(self.keys, wanted, "right")
        return [int(number) for number in self.held_by[start:end]]

    def worth(self, word: str) -> int:
        """Millinats a word says on this list; one that stands on no entry says what it says anywhere."""
        if self.whole:
            return self.whole.worth(word)
        hashed = np.uint64(coding.word(word).hash)
        at = int(np.searchsorted(self.words.hashes, hashed, sorter=self.words.order))
        if at < len(self.words.order) and self.words.hashes[self.words.order[at]] == hashed:
            return int(self.words.worth[self.words.order[at]])
        return commonness.worth(word)

    def names_of(self, entity: int) -> range:
        """Numbers of the names of one entity."""
        start, end = np.searchsorted(self.name_entity, (entity, entity + 1))
        return range(int(start), int(end))

    def scratch(self) -> columns.Scratch:
        """The working memory of this thread."""
        known: columns.Scratch | None = getattr(self.local, "scratch", None)
        if known is None:
            names, sequences = len(self.name_entity), len(self.sequences.name)
            known = self.local.scratch = columns.Scratch(
                np.zeros(names, np.int32),
                np.zeros(names, np.int32),
                np.zeros(max(names, sequences, 1), np.int32),
                np.zeros(len(self.words.worth), np.int32),
                np.zeros(sequences, np.uint8),
            )
        return known

    @property
    def entities(self) -> int:
        """How many entities it holds."""
        return len(self.records) - 1


def of_some(view: View, whole: Index, entities: Iterable[Entity], folder: Path) -> Index:
    """An index of a few entities of a list, gone when nobody holds it.

    Words say as much as in the index of the whole list, so a query scores as it does there. `folder` is
    written to on the way. `NotFound` when the View may not see the version.
    """
    _require(view, whole.version)
    with disk("building a screening index", folder), unfinished(folder, "some") as beside:
        gathering.write(beside, whole.version, gathering.collect(entities, beside / RECORDS), whole.worth)
        return replace(_loaded(whole.version, beside), whole=whole)


@lru_cache(maxsize=32)
def _opened(version: ListVersion, folder: Path) -> Index:
    return _loaded(version, folder)


def _loaded(version: ListVersion, folder: Path) -> Index:
    own: dict[str, Any] = {name: mapped(folder / f"o-{name}.npy") for name in OWN}
    own.pop("spread")
    return Index(
        version=version,
        words=columns.Words(*(mapped(folder / f"w-{name}.npy") for name in columns.Words._fields)),
        names=columns.Names(*(mapped(folder / f"n-{name}.npy") for name in columns.Names._fields)),
        sequences=columns.Sequences(
            *(mapped(folder / f"s-{name}.npy") for name in columns.Sequences._fields)
        ),
        blob=_bytes(folder / RECORDS),
        decoder=msgspec.msgpack.Decoder(Record),
        **own,
    )


def _bytes(path: Path) -> bytes | mmap.mmap:
    """The bytes of a file, mapped; an empty file cannot be."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def mapped(path: Path) -> NDArray[Any]:
    """An array on disk as a plain array over the mapped pages."""
    return np.asarray(np.load(path, mmap_mode="r"))
