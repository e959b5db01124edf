"""In at a service that mixes the coins of all, and out of it: matched by time and amount, against chance.

What went in and what came out are grouped into bouts. A bout out fits a bout in when it begins no earlier,
ends no later than a time after it, and is no more than it and no less than it without a fee. How many would
fit by chance is reckoned from how many came out in that time and how many of all are about that large.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.detectors.coins.coin_web import SLACK, Floats, Ints, Web

CLEARLY = 10.0
"""times less likely by chance than the next that fits"""
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
    web: Web, came: Sequence[Bout], went: Sequence[Bout], fit: Fit, may: Callable[[Bout, Bout], bool]
) -> Iterator[Passage]:
    """Bouts in with the bout out that clearly fits best, and fits no other as well; `may` forbids pairs."""
    by_service: dict[str, list[Bout]] = {}
    for bout in went:
        by_service.setdefault(bout.service, []).append(bout)
    for several in by_service.values():
        several.sort(key=lambda one: (one.begin, one.holder))
    chosen: dict[Bout, list[Passage]] = {}
    for bout in came:
        found = sorted(
            (Passage(bout, one, chance) for one, chance in _fitting(web, bout, by_service, fit, may)),
            key=lambda one: one.chance,
        )
        if best := _clear(found):
            chosen.setdefault(best.went, []).append(best)
    for held in chosen.values():
        best = _clear(sorted(held, key=lambda one: one.chance))
        if best and best.chance <= fit.chance:
            yield best


def _clear(found: Sequence[Passage]) -> Passage | None:
    """The least likely by chance, where it is much less likely than the next."""
    if not found or (len(found) > 1 and found[0].chance * CLEARLY > found[1].chance):
        return None
    return found[0]


def _fitting(
    web: Web,
    bout: Bout,
    by_service: Mapping[str, Sequence[Bout]],
    fit: Fit,
    may: Callable[[Bout, Bout], bool],
) -> Iterator[tuple[Bout, float]]:
    several = by_service.get(bout.service, [])
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
            chance = (behind - first) / len(sums) * others * fit.fee_share / (2 * WIDE)
            yield several[at], chance * (fit.fee_share / (2 * WIDE)) ** _pairs(web, bout, several[at], fit)


def _pairs(web: Web, came: Bout, went: Bout, fit: Fit) -> int:
    """How many different sums, but one, went in and came out again each for itself; 0 where not all did."""
    into, out = np.sort(web.amount[list(came.rows)]), np.sort(web.amount[list(went.rows)])
    if len(into) != len(out):
        return 0
    share = out / into
    if share.max() > 1.0 + SLACK or share.min() < 1.0 - fit.fee_share - SLACK:
        return 0
    return int((np.diff(np.log(into)) > fit.fee_share).sum())
