"""Arrays end to end, as the compiled part of screening takes them: made, opened, and seen one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.screening import kernels
from sightline.screening.kernels import Longs, Packed

Arrays = dict[str, NDArray[Any]]
SIZES = ("hash", "about", "name", "deletion_at", "long_words", "sounds", "bones", "joined_keys", "keys")
"""columns of an index whose number of rows the compiled part asks for, from `N_WORDS` on"""

_FILES = ("ints", "hashes", "bytes")
_TYPES = {"ints": np.int32, "hashes": np.uint64, "bytes": np.uint8}
_INDEX = {"ints": kernels.INDEX_INTS, "hashes": kernels.INDEX_HASHES, "bytes": kernels.INDEX_BYTES}
_ASKED = {"ints": kernels.ASKED_INTS, "hashes": kernels.ASKED_HASHES, "bytes": kernels.ASKED_BYTES}


def asked(arrays: Mapping[str, NDArray[Any]]) -> Packed:
    """The columns of a batch of names."""
    ints, hashes, some = (np.concatenate([arrays[name] for name in _ASKED[kind]]) for kind in _FILES)
    at = [start for kind in _FILES for start in _starts([len(arrays[name]) for name in _ASKED[kind]])]
    return Packed(ints, hashes, some, np.array(at, np.int64))


def scratch(words: int, names: int, sequences: int) -> Packed:
    """Working memory of one thread for one index of this size."""
    ints = (
        names,  # gained
        max(names, sequences),  # touched
        words,  # row
        words,  # mark
        sequences,  # seen
        kernels.MOST_ROWS * (kernels.MOST_TOKENS + 1),  # rows, and the word of each
        kernels.MEMOS,
        kernels.MEMOS,
        kernels.POOLED_WORDS + 2 * kernels.MOST_ALIKE,
        8,  # state
    )
    hashes = (kernels.MOST_VARIANTS, 32, kernels.MEMOS)
    return Packed(
        np.zeros(sum(ints), np.int32),
        np.zeros(sum(hashes), np.uint64),
        np.zeros(1, np.uint8),
        np.array([*_starts(ints), *_starts(hashes)], np.int64),
    )


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
    for kind in _FILES:
        names = _INDEX[kind]
        starts = _starts([lengths[name] for name in names])
        whole = starts[-1] + lengths[names[-1]]
        file = np.lib.format.open_memmap(folder / f"{kind}.npy", "w+", _TYPES[kind], (max(1, whole),))
        at += starts
        for name, start in zip(names, starts, strict=True):
            columns[name] = np.asarray(file)[start : start + lengths[name]]
    sizes = [lengths[name] - (name == "deletion_at") for name in SIZES]
    np.save(folder / "at.npy", np.array([*at, *sizes], np.int64))
    return columns


def opened(folder: Path) -> tuple[Packed, Arrays]:
    """The files of an index, mapped: end to end, and each column as a view."""
    at: Longs = np.load(folder / "at.npy")
    files = {kind: mapped(folder / f"{kind}.npy") for kind in _FILES}
    columns: Arrays = {}
    first = 0
    for kind in _FILES:
        names = _INDEX[kind]
        starts = at[first : first + len(names)].tolist()
        for name, start, end in zip(names, starts, [*starts[1:], len(files[kind])], strict=True):
            columns[name] = files[kind][start:end]
        first += len(names)
    return Packed(files["ints"], files["hashes"], files["bytes"], at), columns


def mapped(path: Path) -> NDArray[Any]:
    """An array on disk as a plain array over the mapped pages."""
    return np.asarray(np.load(path, mmap_mode="r"))
