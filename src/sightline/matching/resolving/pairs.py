"""Every pair of records that meets, scored within a budget of memory and threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from sightline.errors import BadInput
from sightline.matching.resolving import kernels
from sightline.matching.resolving.blocks import MOST, Cut, keys_of, meet
from sightline.matching.resolving.kernels import Blocks, Columns, Floats, Ints, Packed

MIB = 1 << 20
DEFAULT_MEMORY = 512 * MIB
ENTRY = 70
"""bytes a key of a record takes while blocks are made, measured at a million records"""
STRETCH = 1 << 14
"""records whose pairs are scored at a time"""
ROOM = 1 << 16
"""pairs that are kept of a stretch before it pauses"""
PAIR = 16


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of record numbers, `left` < `right`, with their log odds, best first; and what was done."""

    left: Ints
    right: Ints
    odds: Floats
    scored: int
    cut: tuple[Cut, ...]
    parts: int


def bytes_of(c: Columns) -> int:
    """Bytes the columns themselves take."""
    return sum(column.nbytes for column in c)


def parts_for(c: Columns, memory: int, threads: int) -> int:
    """Into how many parts the keys are divided so that blocks fit beside the columns; a power of two.

    `BadInput` when not even one record at a time would fit.
    """
    room = memory - bytes_of(c) - threads * (4 * len(c.kind) + ROOM * PAIR)
    need = max(keys_of(c), 1) * ENTRY
    if room < need / 4096:
        least = (memory - room + need // 4096) // MIB + 1
        raise BadInput(
            f"{memory // MIB} MiB do not hold {len(c.kind)} records", remedy=f"give at least {least} MiB"
        )
    parts = 1
    while need / parts > room:
        parts *= 2
    return parts


def silent(done: int, whole: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Bytes and threads that may be used; `most` records of a block all meet one another."""

    memory: int = DEFAULT_MEMORY
    threads: int = 2
    most: int = MOST


def search(
    c: Columns,
    weights: Floats,
    least: float,
    budget: Budget,
    tell: Callable[[int, int], None] = silent,
) -> Pairs:
    """All pairs that meet and have `least` log odds or more, each once, whatever the budget.

    `tell` is told (records done, records of all parts).
    """
    parts = parts_for(c, budget.memory, budget.threads)
    c, packed = kernels.pack(c)
    found, scored, cut = [], 0, dict[str, int]()
    for part in range(parts):
        meeting = meet(c, part, parts, budget.most)
        for one in meeting.cut:
            cut[one.name] = cut.get(one.name, 0) + one.pairs
        for done, kept, count in _stretches(packed, meeting.blocks, weights, least, budget.threads):
            found.append(kept)
            scored += count
            tell(part * len(c.kind) + done, parts * len(c.kind))
    left, right, odds = _once(
        [np.concatenate(column) for column in zip(*found, strict=True)] if found else []
    )
    return Pairs(left, right, odds, scored, tuple(Cut(*one) for one in cut.items()), parts)


Kept = tuple[Ints, Ints, Floats]


def _stretches(
    p: Packed, blocks: Blocks, weights: Floats, least: float, threads: int
) -> Iterator[tuple[int, Kept, int]]:
    """Stretch by stretch in order: records done, pairs kept, pairs scored."""
    whole = len(blocks.of_at) - 1
    spans = [(start, min(start + STRETCH, whole)) for start in range(0, whole, STRETCH)]

    def work(span: tuple[int, int]) -> tuple[int, Kept, int]:
        return _stretch(p, blocks, weights, least, span)

    if threads == 1:
        yield from map(work, spans)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(work, spans)


def _stretch(
    p: Packed, blocks: Blocks, weights: Floats, least: float, span: tuple[int, int]
) -> tuple[int, Kept, int]:
    at, last = span
    kept: list[Kept] = []
    scored, room = 0, ROOM
    while at < last:
        left, right, odds = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room)
        went, count, seen = kernels.search(p, blocks, weights, least, (at, last), left, right, odds)
        kept.append((left[:count].copy(), right[:count].copy(), odds[:count].copy()))
        room, at, scored = (room * 2 if went == at else room), went, scored + seen
    columns = [np.concatenate(column) for column in zip(*kept, strict=True)]
    return last, (columns[0], columns[1], columns[2]), scored


def _once(columns: list[Floats]) -> Kept:
    """Each pair once, best first, then by record."""
    if not columns:
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    left, right, odds = columns
    pair = (left.astype(np.int64) << 32) | right.astype(np.int64)
    _, kept = np.unique(pair, return_index=True)
    left, right, odds = left[kept], right[kept], odds[kept]
    order = np.lexsort((right, left, -odds))
    return left[order].astype(np.int32), right[order].astype(np.int32), odds[order]
