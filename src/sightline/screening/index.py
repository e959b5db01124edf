"""The screening index of one list version: built once, memory-mapped after, opened in milliseconds."""

from __future__ import annotations

import json
import shutil
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
from sightline.matching.weights import value
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.screening import gathering, terms
from sightline.screening.gathering import ARRAYS, INDEX_VERSION, META, RECORDS, key_hash
from sightline.screening.records import Record
from sightline.screening.terms import Floats, Ints, Terms


def build(view: View, version: ListVersion, entities: Iterable[Entity], folder: Path) -> Index:
    """Build the index of a version under `folder` and open it; what was there goes when the new one is whole.

    `NotFound` when the View may not see the version, `EnvironmentFailed` when the disk fails.
    """
    _require(view, version)
    with disk("building a screening index", folder), unfinished(folder, version.partition) as beside:
        gathering.write(beside, version, gathering.collect(entities))
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
    single: Terms
    joined_terms: Terms
    blob: bytes | memoryview
    records: Ints
    name_entity: Ints
    name_value: Ints
    name_total: Floats
    word_offsets: Ints
    words: NDArray[np.int32]
    joined: NDArray[np.int32]
    keys: NDArray[np.uint64]
    held_by: Ints
    decoder: msgspec.msgpack.Decoder[Record]
    known_weights: dict[str, float] = field(default_factory=dict)
    whole: Index | None = None
    """the index of the whole list, where this one holds a few of its entries: it knows the weights"""

    def record(self, entity: int) -> Record:
        """The record of an entity by its number in this index."""
        return self.decoder.decode(self.blob[self.records[entity] : self.records[entity + 1]])

    def holders(self, key: str) -> list[int]:
        """Numbers of the entities that may hold this identifier."""
        wanted = np.uint64(key_hash(key))
        start, end = np.searchsorted(self.keys, wanted, "left"), np.searchsorted(self.keys, wanted, "right")
        return [int(number) for number in self.held_by[start:end]]

    def weight(self, word: str) -> float:
        """How much a word says on this list, 0 to 1; a word that stands on no entry says most."""
        if self.whole:
            return self.whole.weight(word)
        known = self.known_weights.get(word)
        if known is None:
            numbers, alike = self.single.like(word)
            same = self.single.weights[numbers[alike == 1.0]]
            otherwise = value("one_letter") if len(word) == 1 else value("rarest")
            known = float(same[0]) if len(same) else otherwise
            if len(self.known_weights) < terms.REMEMBERED:
                self.known_weights[word] = known
        return known

    @property
    def entities(self) -> int:
        """How many entities it holds."""
        return len(self.records) - 1


def of_some(view: View, whole: Index, entities: Iterable[Entity], folder: Path) -> Index:
    """An index of a few entities of a list, gone when nobody holds it.

    Words weigh as in the index of the whole list, so a query scores as it does there. `folder` is
    written to on the way. `NotFound` when the View may not see the version.
    """
    _require(view, whole.version)
    with disk("building a screening index", folder), unfinished(folder, "some") as beside:
        gathering.write(beside, whole.version, gathering.collect(entities), whole.weight)
        return replace(_loaded(whole.version, beside), whole=whole)


@lru_cache(maxsize=32)
def _opened(version: ListVersion, folder: Path) -> Index:
    return _loaded(version, folder)


def _loaded(version: ListVersion, folder: Path) -> Index:
    arrays: dict[str, Any] = {name: terms.mapped(folder / f"{name}.npy") for name in ARRAYS}
    return Index(
        version=version,
        single=terms.load(folder, "single"),
        joined_terms=terms.load(folder, "joined"),
        blob=(folder / RECORDS).read_bytes(),
        decoder=msgspec.msgpack.Decoder(Record),
        **arrays,
    )
