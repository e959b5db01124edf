"""Which texts of a column came before in the same file, in eight bytes a text."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sightline.formats.cells import Mask

Hashes = npt.NDArray[np.uint64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(32)


class Seen:
    """Hashes of all texts so far, in sorted runs whose sizes double, so that adding stays cheap.

    Two different texts share a hash once in about 2^64 pairs; a file of ten million rows costs 80 MB.
    """

    def __init__(self) -> None:
        self._runs: list[Hashes] = []

    def again(self, column: Any) -> Mask:
        """Which texts of the column came before, in it or in an earlier one; nulls never did."""
        hashes = hashed(column)
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        repeated = np.zeros(len(hashes), dtype=bool)
        repeated[order[1:]] = ordered[1:] == ordered[:-1]
        for run in self._runs:
            at = np.minimum(np.searchsorted(run, ordered), len(run) - 1)
            repeated[order] |= run[at] == ordered
        first = np.ones(len(ordered), dtype=bool)
        first[1:] = ordered[1:] != ordered[:-1]
        self._add(ordered[first])
        valid: Mask = column.is_valid().to_numpy(zero_copy_only=False)
        return repeated & valid

    def _add(self, run: Hashes) -> None:
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        if len(run):
            self._runs.append(run)


def hashed(column: Any) -> Hashes:
    """A 64-bit hash of each text; of a null, the hash of the empty text."""
    _, offsets, data = column.buffers()
    at = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1].astype(np.int64)
    sizes = at[1:] - at[:-1]
    if data is None or not len(sizes) or not sizes.any():
        return np.zeros(len(column), np.uint64)
    octets = np.frombuffer(data, np.uint8)[at[0] : at[-1]].astype(np.uint64) + np.uint64(1)
    starts = at[:-1] - at[0]
    weights = _weights(int(sizes.max()))
    within = np.arange(len(octets)) - np.repeat(starts, sizes)
    filled = sizes > 0
    found = np.zeros(len(column), np.uint64)
    found[filled] = np.add.reduceat(octets * weights[within], starts[filled])
    found ^= found >> _SHIFT
    found *= _MIX
    return found ^ (found >> _SHIFT)


def _weights(size: int) -> Hashes:
    """An odd pseudo-random factor for each place in a text."""
    place = np.arange(1, size + 1, dtype=np.uint64) * _STEP
    place ^= place >> np.uint64(29)
    place *= _MIX
    place ^= place >> _SHIFT
    return place | np.uint64(1)
