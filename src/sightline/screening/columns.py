"""Arrays end to end, as the compiled part of screening takes them: made, opened, and seen one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

import numpy as np
from numpy.typing import NDArray

from sightline.screening.kernels import arrays, constants
from sightline.screening.kernels.arrays import Longs, Memory, Query, Touched
from sightline.screening.kernels.bounds import note_repeated

Arrays = dict[str, NDArray[Any]]
_HELD: dict[Any, Any] = {
    arrays.Bytes: np.dtype(np.uint8),
    arrays.Ints: np.dtype(np.int32),
    Longs: np.dtype(np.int64),
    arrays.Hashes: np.dtype(np.uint64),
    arrays.Floats: np.dtype(np.float64),
}

FILES: dict[str, tuple[str, ...]] = {
    "ints": (
        "letter_at", "stands", "worth", "posting_at", "postings", "deletion_at", "deletions", "long_words",
        "sound_at", "sound_words", "bone_at", "bone_words",
        "word_at", "words", "about", "ceiling", "joined_at", "joined_names",
        "name", "syllables", "cost", "reading_at", "readings", "costs", "key_at", "key_sequences",
    ),
    "hashes": ("hash", "sounds", "bones", "joined", "joined_keys", "spelt", "keys", "forms"),
    "bytes": ("letters", "number", "checks", "kind", "length"),
}  # fmt: skip
"""The columns of an index in the order they stand in its three files, of numbers, of hashes, of bytes.
Version 5 of an index has nine more numbers at the end of `at.npy`, which nothing reads."""

USUAL = 1280
"""names there is always room for: more than the queries of a batch usually ask"""
PAIRS = 1 + constants.PAIR * constants.MOST_TOKENS
"""numbers about a name that was found by words, at most"""

_TYPES = {"ints": np.int32, "hashes": np.uint64, "bytes": np.uint8}


@cache
def _columns(kind: type) -> tuple[tuple[str, str | None], ...]:
    """The columns of a kind, and what they hold as NumPy writes it."""
    return tuple(
        (name, _HELD[hint].str) if hint is not int else (name.removeprefix("n_"), None)
        for name, hint in get_type_hints(kind).items()
    )


def addresses(kind: type, columns: Mapping[str, NDArray[Any]]) -> Longs:
    """Where the columns of a kind stand in memory, and how many rows they have, as compiled code takes them.

    They hold as long as the columns are held. `TypeError` where a column is not of its kind.
    """
    found = []
    for name, held in _columns(kind):
        column = columns[name]
        if held is None:
            found.append(len(column))
            continue
        seen = column.__array_interface__  # asked once: no strides where what it holds stands side by side
        if seen["typestr"] != held or seen["strides"]:
            raise TypeError(f"column {name} is of {column.dtype}, not of {np.dtype(held)}")
        found.append(seen["data"][0])
    return np.array(found, np.int64)


class Room(NamedTuple):
    """Room for whatever may be found for so many queries, as `arrays.Found`, and where it stands: pages that
    are not written to cost nothing."""

    queries: int
    found: Arrays
    at: Longs


def room(queries: int, pairs: int) -> Room:
    """Room for so many queries, and for so many numbers about each name that is found."""
    most = queries * constants.MOST_FOUND
    found: Arrays = {
        "at": np.zeros(queries + 1, np.int64),
        "name": np.empty(most, np.int32),
        "odds": np.empty(most, np.float64),
        "way": np.empty(most, np.int64),
        "pair_at": np.zeros(most + 1, np.int64),
        "pairs": np.empty(most * pairs, np.int32),
    }
    return Room(queries, found, addresses(arrays.Found, found))


class Scratch(NamedTuple):
    """Working memory of one thread for one index: where it stands, and what stands there."""

    memory: Longs
    touched: Longs
    query: Longs
    held: tuple[Arrays, ...]
    by_words: Room
    by_syllables: Room

    def rooms(self, queries: int) -> tuple[Room, Room]:
        """Where what is found by words and by syllables goes: made anew for very many queries at once."""
        if queries <= self.by_words.queries:
            return self.by_words, self.by_syllables
        return room(queries, PAIRS), room(queries, 0)


def memory(spellings: int) -> Arrays:
    """Room for what is known of words that were asked, for an index of so many spellings of words."""
    ints, hashes = partial(np.zeros, dtype=np.int32), partial(np.zeros, dtype=np.uint64)
    return {
        "keys": hashes(constants.MEMOS),
        "at": ints(constants.MEMOS),
        "counted": ints(constants.MEMOS),
        "pool": ints(constants.POOLED_WORDS),
        "used": np.zeros(2, np.int64),
        "mark": ints(spellings),
        "variants": hashes(constants.MOST_VARIANTS),
        "first": ints(constants.MOST_VARIANTS),
        "last": ints(constants.MOST_VARIANTS),
        "spelt": hashes(32),
    }


def scratch(told: Arrays) -> Scratch:
    """Working memory for an index of these columns: zero but for what they say about names."""
    words, spellings, sequences = len(told["hash"]), len(told["stands"]), len(told["name"])
    gained = _gained_at_first(told)
    names = len(gained)
    ints, longs = partial(np.zeros, dtype=np.int32), partial(np.zeros, dtype=np.int64)
    rows, tokens = constants.MOST_ROWS, constants.MOST_TOKENS
    known = memory(spellings)
    touched = {
        "gained": gained,
        "names": ints(max(names, sequences)),
        "told": longs(names),
        "row": ints(words),
        "rows": ints(rows * tokens),
        "gains": longs(rows * tokens),
        "row_word": ints(rows),
        "adds": longs(rows),
        "seen": ints(sequences),
        "work": longs(constants.WORK),
    }
    query = {name: longs(tokens * constants.TIERS) for name in Query._fields}
    return Scratch(
        addresses(Memory, known),
        addresses(Touched, touched),
        addresses(Query, query),
        (known, touched, query),
        room(USUAL, PAIRS),
        room(USUAL, 0),
    )


def _gained_at_first(told: Arrays) -> Longs:
    """What stands of each name in `gained` before it gained anything."""
    about, low = told["about"].astype(np.int64), (1 << constants.SAYS) - 1
    said = (about >> constants.SAYS) // constants.SAYS_STEP
    gained: Longs = (said << constants.SAYS | about & low) << constants.ABOUT
    note_repeated(told["word_at"], told["words"], gained)
    return gained


def _starts(sizes: Sequence[int]) -> list[int]:
    found, at = [], 0
    for size in sizes:
        found.append(at)
        at += size
    return found


def create(folder: Path, lengths: Mapping[str, int]) -> Arrays:
    """Make the files of an index whose columns have these lengths, all zero; its columns to be written to."""
    columns: Arrays = {}
    at: list[int] = []
    for kind in FILES:
        names = FILES[kind]
        starts = _starts([lengths[name] for name in names])
        whole = starts[-1] + lengths[names[-1]]
        file = np.lib.format.open_memmap(folder / f"{kind}.npy", "w+", _TYPES[kind], (max(1, whole),))
        at += starts
        for name, start in zip(names, starts, strict=True):
            columns[name] = np.asarray(file)[start : start + lengths[name]]
    np.save(folder / "at.npy", np.array(at, np.int64))
    return columns


def opened(folder: Path) -> Arrays:
    """The columns of an index as views of its mapped files."""
    at: Longs = np.load(folder / "at.npy")
    files = {kind: mapped(folder / f"{kind}.npy") for kind in FILES}
    columns: Arrays = {}
    first = 0
    for kind in FILES:
        names = FILES[kind]
        starts = at[first : first + len(names)].tolist()
        for name, start, end in zip(names, starts, [*starts[1:], len(files[kind])], strict=True):
            columns[name] = files[kind][start:end]
        first += len(names)
    return columns


def mapped(path: Path) -> NDArray[Any]:
    """An array on disk as a plain array over the mapped pages."""
    return np.asarray(np.load(path, mmap_mode="r"))
