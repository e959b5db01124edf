"""In at a service that mixes the coins of all, and out of it: matched by time and amount, against chance.

What went in and what came out are grouped into bouts. A bout out fits a bout in when it begins no earlier,
ends no later than a time after it, and is no more than it and no less than it without a fee. How many would
fit by chance is reckoned from how many came out in that time and how many of all are about that large.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.detectors.coin_web import SLACK, Floats, Ints, Web

WIDE = 0.5
"""of the natural logarithm, either side: amounts that are about as large"""


@dataclass(frozen=True, slots=True)
class Bout:
    """Transfers that belong together: the service, who is on the other side, when (ms) and how much."""

    service: str
    holder: int
    rows: tuple[int, ...]
    begin: int
    end: int
    total: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A bout in and the bout out that fits it alone, and how many would fit it by chance."""

    came: Bout
    went: Bout
    chance: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How in and out may differ: the most that is kept, the longest time, the most expected by chance."""

    fee_share: float
    behind_ms: int
    chance: float


def bouts(
    web: Web, services: Mapping[int, str], other: Mapping[int, int], gap_ms: int, *, out: bool
) -> list[Bout]:
    """What passed between services and others, by service and other, parted where nothing came for long.

    `other` gives for holders the one whom they stand for; they stand for themselves where it is silent.
    """
    groups: dict[tuple[str, int], list[int]] = {}
    for holder, name in services.items():
        for row in (web.outs(holder) if out else web.ins(holder)).tolist():
            side = int((web.book.target if out else web.book.source)[row])
            if not web.service[side]:
                groups.setdefault((name, other.get(side, side)), []).append(row)
    return [
        Bout(name, side, tuple(part), int(web.book.at[part[0]]), int(web.book.at[part[-1]]),
             float(web.amount[part].sum()))
        for (name, side), rows in sorted(groups.items())
        for part in _parted(web, sorted(rows, key=lambda row: (int(web.book.at[row]), row)), gap_ms)
    ]  # fmt: skip


def _parted(web: Web, rows: Sequence[int], gap_ms: int) -> Iterator[list[int]]:
    part: list[int] = []
    for row in rows:
        if part and web.book.at[row] - web.book.at[part[-1]] > gap_ms:
            yield part
            part = []
        part.append(row)
    yield part


def passages(
    came: Sequence[Bout], went: Sequence[Bout], fit: Fit, may: Callable[[Bout, Bout], bool]
) -> Iterator[Passage]:
    """Bouts in with the only bout out that fits, where it fits no other; `may` forbids pairs."""
    by_service: dict[str, list[Bout]] = {}
    for bout in went:
        by_service.setdefault(bout.service, []).append(bout)
    for several in by_service.values():
        several.sort(key=lambda one: (one.begin, one.holder))
    fitting: dict[Bout, list[tuple[Bout, float]]] = {}
    rivals: dict[Bout, int] = {}
    for bout in came:
        several = by_service.get(bout.service, [])
        found = list(_fitting(bout, several, fit, may))
        fitting[bout] = found
        for one, _chance in found:
            rivals[one] = rivals.get(one, 0) + 1
    for bout, found in fitting.items():
        if len(found) == 1 and found[0][1] <= fit.chance and rivals[found[0][0]] == 1:
            yield Passage(bout, *found[0])


def _fitting(
    bout: Bout, several: Sequence[Bout], fit: Fit, may: Callable[[Bout, Bout], bool]
) -> Iterator[tuple[Bout, float]]:
    begins: Ints = np.array([one.begin for one in several], np.int64)
    sums: Floats = np.array([one.total for one in several], np.float64)
    if not len(sums):
        return
    first = int(np.searchsorted(begins, bout.begin))
    behind = int(np.searchsorted(begins, bout.end + fit.behind_ms, "right"))
    low, high = bout.total * (1.0 - fit.fee_share - SLACK), bout.total * (1.0 + SLACK)
    chosen = first + np.flatnonzero((sums[first:behind] <= high) & (sums[first:behind] >= low))
    chosen = chosen[[several[at].end <= bout.end + fit.behind_ms for at in chosen.tolist()]]
    near = np.abs(np.log(sums / bout.total)) <= WIDE
    counts = np.array([len(one.rows) for one in several])
    for at in chosen.tolist():
        if may(bout, several[at]):
            size = len(several[at].rows)
            like = near & (counts * 2 >= size) & (counts <= 2 * size)
            others = max(0.0, float(like.sum()) - 1) + 0.5
            yield several[at], (behind - first) / len(sums) * others * fit.fee_share / (2 * WIDE)
