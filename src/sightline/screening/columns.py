"""Arrays end to end, as the compiled part of screening takes them: made, opened, and seen one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sightline.screening import kernels
from sightline.screening.kernels import Longs, Memory, Query, Touched

Arrays = dict[str, NDArray[Any]]
T = TypeVar("T")

FILES: dict[str, tuple[str, ...]] = {
    "ints": (
        "letter_at", "worth", "posting_at", "postings", "deletion_at", "deletions", "long_words",
        "sound_at", "sound_words", "bone_at", "bone_words",
        "word_at", "words", "about", "joined_at", "joined_names",
        "name", "syllables", "cost", "reading_at", "readings", "costs", "key_at", "key_sequences",
    ),
    "hashes": ("hash", "sounds", "bones", "joined", "joined_keys", "spelt", "keys"),
    "bytes": ("letters", "number", "checks", "kind", "length"),
}  # fmt: skip
"""The columns of an index in the order they stand in its three files, of numbers, of hashes, of bytes.
Version 5 of an index has nine more numbers at the end of `at.npy`, which nothing reads."""

_TYPES = {"ints": np.int32, "hashes": np.uint64, "bytes": np.uint8}


def some(kind: type[T], columns: Mapping[str, NDArray[Any]]) -> T:
    """Those columns that one part of the compiled search looks at."""
    return kind(**{name: columns[name] for name in kind.__annotations__})


class Scratch(NamedTuple):
    """Working memory of one thread for one index."""

    memory: Memory
    touched: Touched
    query: Query


def scratch(words: int, names: int, sequences: int) -> Scratch:
    """Working memory for an index of this size, all zero."""
    ints, longs = partial(np.zeros, dtype=np.int32), partial(np.zeros, dtype=np.int64)
    hashes = partial(np.zeros, dtype=np.uint64)
    rows, tokens = kernels.MOST_ROWS, kernels.MOST_TOKENS
    memory = Memory(
        keys=hashes(kernels.MEMOS),
        at=ints(kernels.MEMOS),
        count=ints(kernels.MEMOS),
        pool=ints(kernels.POOLED_WORDS),
        used=longs(2),
        mark=ints(words),
        variants=hashes(kernels.MOST_VARIANTS),
        spelt=hashes(32),
    )
    touched = Touched(
        gained=ints(names),
        names=ints(max(names, sequences)),
        row=ints(words),
        rows=ints(rows * tokens),
        row_word=ints(rows),
        seen=ints(sequences),
        work=longs(kernels.WORK),
    )
    return Scratch(memory, touched, Query(*(longs(tokens) for _ in Query._fields)))


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
