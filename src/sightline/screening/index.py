"""The screening index of one list version: built once, memory-mapped after, opened in milliseconds."""

from __future__ import annotations

import json
import mmap
import shutil
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from sightline.errors import NotFound
from sightline.evidence.files import disk, sync_folder
from sightline.lake import leftovers
from sightline.lake.leftovers import unfinished
from sightline.matching.name_words import Read
from sightline.model.citation import Citation
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.names import commonness
from sightline.names.readable import readable
from sightline.names.syllables import Sequence, sequences
from sightline.screening import coding, columns, gathering
from sightline.screening.columns import Scratch
from sightline.screening.gathering import INDEX_VERSION, META, OWN, RECORDS, key_hash
from sightline.screening.kernels.arrays import Alike, Hashes, Longs, Syllables, Words
from sightline.screening.records import Kept, Value

T = TypeVar("T")
Rows = Mapping[str, "memoryview[int]"]
MOST_KNOWN = 60_000
"""records, names and worths an index keeps at hand"""
ONE_BY_ONE = ("ceiling", "forms", "hash", "letter_at", "letters", "stands", "word_at", "words", "worth")
"""columns of which single rows are read: as memory they give one in a tenth of the time an array takes"""


class Listed(msgspec.Struct, frozen=True, gc=False):
    """A listed name, where it stands, its words, these as a reader spells them, its forms of company, and the
    milliodds it has at most by its words."""

    prop: str
    value: str
    cites: tuple[Citation]
    words: tuple[str, ...]
    read: Read
    forms: int
    ceiling: int


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
    path = _meta_at(folder, version.partition)
    try:
        return _meta(path, path.stat().st_mtime_ns) == (INDEX_VERSION, version.manifest)
    except (FileNotFoundError, ValueError):
        return False


@lru_cache(maxsize=128)
def _meta_at(folder: Path, partition: str) -> Path:
    """Kept, since a path takes longer to make than a file to look at, and every query asks for some."""
    return folder / partition / META


@lru_cache(maxsize=128)
def _meta(path: Path, _written: int) -> tuple[int, str]:
    """The version of an index and the manifest it was built from, as the file written at that time says."""
    meta = json.loads(path.read_bytes())
    return meta["index"], meta["manifest"]


def open_index(view: View, version: ListVersion, folder: Path) -> Index:
    """Open the index of a version; `NotFound` when there is none, or the View may not see it."""
    _require(view, version)
    if not holds(version, folder):
        raise NotFound(f"no screening index of {version.list}", remedy="run `sightline rebuild`")
    return _opened(version, folder)


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


class Worths(dict[str, int]):
    """Millinats of the words that were asked for on one list, looked up where they are not at hand yet."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __missing__(self, word: str) -> int:
        at = _stands(self.rows["hash"], coding.hashed(word))
        says = self.rows["worth"][at] if at >= 0 else commonness.worth(word)
        if len(self) >= MOST_KNOWN:
            self.clear()
        self[word] = says
        return says

    def find(self, words: Iterable[str], hashes: Hashes) -> None:
        """Look up many words at once; `hashes`: those of the words of this list, sorted."""
        new = [*{word for word in words if word not in self}]
        if not new or not self.rows:
            return
        if len(self) >= MOST_KNOWN:
            self.clear()
        wanted, stands = gathering.hashes(new), self.rows["worth"]
        at = hashes.searchsorted(wanted)
        at[at == len(hashes)] = 0
        held = (hashes[at] == wanted).tolist() if len(hashes) else [False] * len(new)
        for word, here, row, says in zip(new, held, at.tolist(), commonness.worths(new), strict=True):
            self[word] = stands[row] if here else says


@dataclass(frozen=True, slots=True)
class Index:
    """One list version, ready to be asked. Two threads may ask it at once."""

    version: ListVersion
    columns: columns.Arrays
    """its columns; `rows`: some of them, to be read row by row; then where they stand in memory, by the part
    of the search that looks at them"""
    rows: Rows
    alike: Longs
    words: Longs
    syllables: Longs
    blob: bytes | memoryview | mmap.mmap
    records: NDArray[np.int64]
    name_entity: NDArray[np.int32]
    name_value: NDArray[np.int32]
    keys: NDArray[np.uint64]
    held_by: NDArray[np.int64]
    decoder: msgspec.msgpack.Decoder[Kept]
    idle: list[Scratch] = field(default_factory=list, repr=False, compare=False)
    """working memories nobody uses at the moment"""
    known: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """what was read from it lately: records by number, listed names by the complement of theirs, and more"""
    texts: dict[int, str] = field(default_factory=dict, repr=False, compare=False)
    """listed words that were read, by number"""
    whole: Index | None = None
    """the index of the whole list, where this one holds a few of its entries: it knows what words say"""
    worths: Worths = field(default_factory=lambda: Worths({}), repr=False, compare=False)

    def record(self, entity: int) -> Kept:
        """The record of an entity by its number in this index."""
        found: Kept | None = self.known.get(entity)
        if found is not None:
            return found
        return self.kept(
            entity,
            lambda: self.decoder.decode(self.blob[self.records[entity] : self.records[entity + 1]]),
        )

    def values(self, entity: int) -> list[Value]:
        """What an entity says besides its names."""
        return self.kept((entity, "values"), self.record(entity).unpacked)

    def kept(self, key: Any, make: Callable[[], T]) -> T:
        """What was made for a key, kept until much has been."""
        found: T | None = self.known.get(key)
        if found is None:
            found = make()
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[key] = found
        return found

    def listed(self, name: int) -> Listed:
        """A listed name by its number, read."""
        found: Listed | None = self.known.get(~name)
        return found or self.kept(~name, lambda: self._listed(name))

    def _listed(self, name: int) -> Listed:
        value = self.record(self.name_entity.item(name)).names[self.name_value.item(name)]
        rows, known = self.rows, self.texts.get
        numbers = rows["words"][rows["word_at"][name] : rows["word_at"][name + 1]]
        told = tuple([known(number) or self.word(number) for number in numbers])
        shown = tuple(value.shown.split())
        read = Read(value.value, shown if len(shown) == len(told) else told)
        return Listed(
            value.prop, value.value, (value.cite,), told, read, rows["forms"][name], rows["ceiling"][name]
        )

    def word(self, number: int) -> str:
        """A listed word by its number; what it says is then at hand, too."""
        if found := self.texts.get(number):
            return found
        if len(self.texts) >= MOST_KNOWN:
            self.texts.clear()
        text = self.texts[number] = self._letters(number)
        if not self.whole:
            self.worths[text] = self.rows["worth"][number]
        self.known[text, "number"] = number
        return text

    def spellings(self, word: str) -> tuple[str, ...]:
        """How else this list spells a word that it has, as it was before it was folded."""
        found: tuple[str, ...] | None = self.known.get((word, "spelt"))
        return self.kept((word, "spelt"), lambda: self._spellings(word)) if found is None else found

    def _letters(self, number: int) -> str:
        """A word, or behind them another spelling of one, by its number."""
        at = self.rows["letter_at"]
        return str(self.rows["letters"][at[number] : at[number + 1]], "ascii")

    def _spellings(self, word: str) -> tuple[str, ...]:
        words, stands = len(self.rows["hash"]), self.rows["stands"]
        known: int | None = self.known.get((word, "number"))
        number = _stands(self.rows["hash"], coding.hashed(word)) if known is None else known
        if number < 0:
            return ()
        first = bisect_left(stands, number, words)
        return tuple(map(self._letters, range(first, bisect_right(stands, number, first))))

    def sequence(self, name: int, number: int) -> Sequence:
        """One of the ways to read a listed name in syllables, by its number in this index."""
        read, first = self.kept(("read", name), lambda: self._read(name))
        return read[number - first]

    def _read(self, name: int) -> tuple[tuple[Sequence, ...], int]:
        """All ways to read a listed name, and the number of the first."""
        read = sequences(readable(self.listed(name).value).text)
        return read, _standing(self.columns["name"], name)

    def held(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """For each of these `key_hash`es whether an entity may hold that key."""
        if not len(self.keys):
            return np.zeros(len(hashes), np.bool_)
        at = np.minimum(self.keys.searchsorted(hashes), len(self.keys) - 1)
        found: NDArray[np.bool_] = self.keys[at] == hashes
        return found

    def holders(self, key: str) -> list[int]:
        """Numbers of the entities that may hold this identifier."""
        wanted = np.uint64(key_hash(key))
        start = int(self.keys.searchsorted(wanted))
        if start == len(self.keys) or self.keys[start] != wanted:
            return []
        found: list[int] = self.held_by[start : self.keys.searchsorted(wanted, "right")].tolist()
        return found

    def sharing(self, keys: Iterable[str]) -> dict[int, int]:
        """The entities found by keys of acronyms, each with how many entities share the key."""
        found: dict[int, int] = {}
        for key in keys:
            holders = self.holders(key)
            for entity in holders:
                found[entity] = min(len(holders), found.get(entity, len(holders)))
        return found

    def find_worths(self, words: Iterable[str]) -> None:
        """Look up at once what many words say, before it is asked of one after the other."""
        self.worths.find(words, (self.whole or self).columns["hash"])

    def worth(self, word: str) -> int:
        """Millinats a word says on this list; one that stands on no entry says what it says anywhere."""
        return self.worths[word]

    def entry(self, name: int, make: Callable[[Kept, Listed], dict[str, Any]]) -> msgspec.Raw:
        """What `make` says of the entity that has a name, as JSON; the same names come again and again."""
        found: msgspec.Raw | None = self.known.get((name, "entry"))
        if found is not None:
            return found
        record, listed = self.record(int(self.name_entity[name])), self.listed(name)
        return self.kept((name, "entry"), lambda: msgspec.Raw(msgspec.json.encode(make(record, listed))))

    def names_of(self, entity: int) -> range:
        """Numbers of the names of one entity."""
        return range(_standing(self.name_entity, entity), _standing(self.name_entity, entity + 1))

    @contextmanager
    def scratch(self) -> Iterator[Scratch]:
        """A working memory that nobody else uses; one that an error left half used is not used again."""
        try:
            known = self.idle.pop()
        except IndexError:
            known = columns.scratch(self.columns)
        yield known
        self.idle.append(known)

    @property
    def entities(self) -> int:
        """How many entities it holds."""
        return len(self.records) - 1


def _stands(sorted_ones: memoryview[int], wanted: int) -> int:
    """Where `wanted` stands among sorted ones; -1 where it does not."""
    at = bisect_left(sorted_ones, wanted)
    return at if at < len(sorted_ones) and sorted_ones[at] == wanted else -1


def _standing(sorted_ones: NDArray[np.int32], number: int) -> int:
    """Where a number stands among sorted ones; given as it is, a column would be made anew to be searched."""
    return int(sorted_ones.searchsorted(np.int32(number)))


def of_some(view: View, whole: Index, entities: Iterable[Entity], folder: Path) -> Index:
    """An index of a few entities of a list, gone when nobody holds it.

    Words say as much as in the index of the whole list, so a query scores as it does there. `folder` is
    written to on the way. `NotFound` when the View may not see the version.
    """
    _require(view, whole.version)
    with disk("building a screening index", folder), unfinished(folder, "some") as beside:
        found = gathering.collect(entities, beside / RECORDS)
        gathering.write(beside, whole.version, found, whole)
        return replace(_loaded(whole.version, beside), whole=whole, worths=whole.worths)


@lru_cache(maxsize=32)
def _opened(version: ListVersion, folder: Path) -> Index:
    return _loaded(version, folder / version.partition)


def _loaded(version: ListVersion, folder: Path) -> Index:
    views = columns.opened(folder)
    rows = {name: views[name].data for name in ONE_BY_ONE}
    own: dict[str, Any] = {name: columns.mapped(folder / f"o-{name}.npy") for name in OWN}
    return Index(
        version=version,
        columns=views,
        rows=rows,
        alike=columns.addresses(Alike, views),
        words=columns.addresses(Words, views),
        syllables=columns.addresses(Syllables, views),
        blob=_bytes(folder / RECORDS),
        decoder=msgspec.msgpack.Decoder(Kept),
        worths=Worths(rows),
        **own,
    )


def _bytes(path: Path) -> bytes | mmap.mmap:
    """The bytes of a file, mapped; an empty file cannot be."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
