"""What comes back to a theft by way of a service that mixes the coins of all, and may have been taken before.

The ledger ends at a service, since by itself nothing says whose coins it pays out. Where a detector ties what
came out to what went in by time and amount, and loot went in, what comes from there to an address of a theft
was perhaps taken before: no more of it than came by that way, and than of loot went in. That is told, and
taken off nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.coins import taint_kernels as kernels
from sightline.detectors.coins.mixing_steps import Legs
from sightline.detectors.coins.taint_ledger import Journal, Key, joined


@dataclass(frozen=True, slots=True)
class Passed:
    """Transfers into a service, and those out of it that a detector ties to them."""

    service: str
    detector: str
    came: tuple[int, ...]
    went: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What came by way of one passage to addresses of a theft."""

    passed: Passed
    units: int
    """in order of arrival, at most, and no more than of loot went in"""
    thefts: tuple[Key, ...]
    """whose loot went in"""


def returned(
    book: Journal, legs: Legs, passed: Sequence[Passed], taken: Mapping[Key, Any], fifo: Any, certain: Any
) -> tuple[dict[Key, list[Returned]], dict[tuple[str, str], int]]:
    """By theft what came by way of each passage into which loot went; by chain and asset the most that can.

    `fifo` was followed from what was taken and from what came out of passages; `certain` says of each of its
    steps whether anything on its way was taken.
    """
    ends, steps, again = fifo
    by_out = {int(legs.arrival[row]): at for at, one in enumerate(passed) for row in one.went}
    by_in = {row: at for at, one in enumerate(passed) for row in one.came}
    first = kernels.latest(steps, _marked(legs, by_out))
    went_in = [
        at
        for at, (holder, step) in enumerate(ends[:, :2].tolist())
        if holder != legs.fees and _row(legs, steps, step) in by_in
    ]
    loot, chained, whose = _loot(
        book, legs, passed, ends[went_in], (steps, certain, first), (by_in, by_out, taken)
    )
    kinds = [book.holders[int(book.target[one.went[0]])][:2] for one in passed]
    most, fresh = _most(book, passed, loot, chained, kinds)
    out: dict[tuple[str, str], int] = {}
    for kind, units in zip(kinds, fresh, strict=True):
        out[kind] = out.get(kind, 0) + units
    found: dict[Key, list[Returned]] = {}
    for key, own in taken.items():
        came = dict.fromkeys(range(len(passed)), 0)
        marks = _marked(legs, own.tolist())
        for leg, step, hi, lo in again.tolist():
            if marks[leg] and not certain[step] and first[step]:
                came[by_out[int(steps[first[step], 0]) - 1]] += joined(hi, lo)
        for leg in own.tolist():
            if leg in by_out:
                came[by_out[leg]] += joined(legs.hi[leg], legs.lo[leg])
        left = out.get(key[1:], 0)
        for at, units in sorted(came.items(), key=lambda one: (-min(one[1], most[one[0]]), one[0])):
            if part := min(units, most[at], left):
                left -= part
                one = Returned(passed[at], part, tuple(sorted(whose[at])))
                found.setdefault(key, []).append(one)
    return found, out


def _marked(legs: Legs, chosen: Any) -> Any:
    marks = np.zeros(len(legs.source), np.uint8)
    marks[list(chosen)] = 1
    return marks


def _row(legs: Legs, steps: Any, step: int) -> int:
    return int(legs.row[int(steps[step, 0]) - 1])


def _loot(
    book: Journal, legs: Legs, passed: Sequence[Passed], ends: Any, followed: Any, known: Any
) -> tuple[list[int], list[dict[int, int]], list[set[Key]]]:
    """Of each passage the loot that went in, what came by way of another, and whose loot it was."""
    (steps, certain, first), (by_in, by_out, taken) = followed, known
    loot, chained = [0] * len(passed), [dict[int, int]() for _ in passed]
    whose: list[set[Key]] = [set() for _ in passed]
    latest = {key: kernels.latest(steps, _marked(legs, own.tolist())) for key, own in taken.items()}
    for _holder, step, hi, lo in ends.tolist():
        at = by_in[_row(legs, steps, step)]
        if certain[step]:
            loot[at] += joined(hi, lo)
            whose[at] |= {key for key, own in latest.items() if own[step]}
        elif first[step]:
            other = by_out[int(steps[first[step], 0]) - 1]
            chained[at][other] = chained[at].get(other, 0) + joined(hi, lo)
    for _ in passed:
        for at, others in enumerate(chained):
            for other in others:
                whose[at] |= whose[other]
    return loot, chained, whose


def _most(
    book: Journal,
    passed: Sequence[Passed],
    loot: Sequence[int],
    chained: Sequence[Mapping[int, int]],
    kinds: Sequence[tuple[str, str]],
) -> tuple[list[int], list[int]]:
    """The most loot that can have come out of each passage, in units of what comes out; and without what had
    come out of another on the same chain before."""
    most, fresh = [0] * len(passed), [0] * len(passed)
    order = sorted(range(len(passed)), key=lambda at: (int(book.at[passed[at].went[0]]), at))
    for at in order:  # what went into a later one came out of an earlier
        into = book.decimals[book.holders[int(book.target[passed[at].came[0]])][:2]]
        by_other = {other: min(most[other], came) for other, came in chained[at].items()}
        whole = loot[at] + sum(by_other.values())
        new = loot[at] + sum(units for other, units in by_other.items() if kinds[other] != kinds[at])
        most[at], fresh[at] = (_scaled(units, book.decimals[kinds[at]] - into) for units in (whole, new))
    return most, fresh


def _scaled(units: int, decimals: int) -> int:
    """Units in so many decimals more, rounded up."""
    scale = int(10 ** abs(decimals))
    return units * scale if decimals >= 0 else -(-units // scale)
