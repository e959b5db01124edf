"""Groups of strangers, nearly each of the one paid by nearly each of the other.

What `bipartite` says, and what `fan_in` and `fan_out` leave to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import DAY_MS, Web, days, disjoint, split

MOST_EDGES = 3_000
"""payments that hang together and in which groups are looked for; larger webs are ordinary life"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What counts as two groups; the units stand in the parameters of `bipartite`."""

    shared: int = 2
    members: int = 5
    filled: float = 0.5
    window_days: float = 10.0
    by_chance: float = 1.0
    most_partners: int = 120
    parts: tuple[float, ...] = (0.25, 0.5, 1.0)
    """of the window in which groups are looked for, the shortest first"""
    whole_days: float = 60.0
    """all payments of a group lie within so long"""
    squares_by_chance: float = 0.0
    """so many groups of two by two, all four paid, chance may make; none are looked for at 0"""


def groups(rare: Web, bounds: Bounds) -> list[kernels.I64]:
    """The edges of each pair of groups, in the order of their first; made once for each web and bounds.

    Looked for within parts of the window, up to all of it: in the longest, payments that have nothing to do
    with a group hang on to it until it is no longer dense. Of two that share most payments the
    one counts that chance makes less often.
    """
    key = f"dense groups {bounds}"
    if key not in rare.memo:
        every = [
            (by_chance(rare, edges, bounds.window_days * part), edges.tolist())
            for part in bounds.parts
            for edges in _groups(rare, replace(bounds, window_days=bounds.window_days * part))
        ]
        kept = disjoint([edges for _chance, edges in sorted(every)])
        rare.memo[key] = [np.array(edges, np.int64) for edges in kept]
    held: list[kernels.I64] = rare.memo[key]
    return held


def sides(rare: Web, edges: kernels.I64) -> tuple[kernels.I32, kernels.I32, int]:
    """Payers, payees, and how many pairs of them paid."""
    pairs = np.unique(rare.payer[edges].astype(np.int64) * len(rare.accounts) + rare.payee[edges])
    return np.unique(rare.payer[edges]), np.unique(rare.payee[edges]), len(pairs)


def _groups(rare: Web, bounds: Bounds) -> list[kernels.I64]:
    into, length = rare.into, days(bounds.window_days)
    one, two = kernels.shared(rare.into_at, rare.t[into], rare.payer[into], length, bounds.most_partners)
    one, two = into[one], into[two]
    swap = rare.payer[one] > rare.payer[two]
    one, two = np.where(swap, two, one), np.where(swap, one, two)
    pair = rare.payer[one].astype(np.int64) * len(rare.accounts) + rare.payer[two]
    order = np.lexsort((rare.t[one], pair))
    one, two, which = one[order], two[order], np.unique(pair[order], return_inverse=True)[1]
    at = kernels.starts(which.astype(np.int32), int(which.max(initial=-1)) + 1)
    first, behind = kernels.bursts(at, rare.t[one], length, bounds.shared)
    links = [(one[begin:end], two[begin:end]) for begin, end in zip(first, behind, strict=True)]
    if not links:
        return []
    tied = [(several[:-1], several[1:]) for both in links for several in both]
    left = np.concatenate([part[0] for part in (*links, *tied)])
    right = np.concatenate([part[1] for part in (*links, *tied)])
    return [
        edges
        for part in split(left, right, len(rare.payer))
        for whole in _cores(rare, part, bounds)
        for edges in _in_time(rare, whole, bounds)
        if _dense(rare, edges, bounds)
    ]


def _cores(rare: Web, edges: kernels.I64, bounds: Bounds) -> Iterator[kernels.I64]:
    """What is left where each account dealt with two of the others at least, its loosest ones taken away.

    Until nearly each of one side dealt with nearly each of the other; then the same of what was taken away.
    Of groups too large to be looked at so, nothing.
    """
    while len(edges):
        edges = core = _core(rare, edges)
        if len(edges) > MOST_EDGES:
            return
        while len(core) and not _filled(rare, core, bounds):
            core = _core(rare, _without_loosest(rare, core))
        if not len(core):
            return
        yield core
        edges = np.setdiff1d(edges, core, assume_unique=True)


def _in_time(rare: Web, edges: kernels.I64, bounds: Bounds) -> Iterator[kernels.I64]:
    """The group, or the dense groups within the longest time, where most payments are first."""
    longest = days(min(bounds.whole_days, rare.lasts + 1))
    while len(edges):
        edges = np.sort(edges)
        times = rare.t[edges]
        if times[-1] - times[0] <= longest:
            yield edges
            return
        behind = np.searchsorted(times, times + longest, side="right")
        first = int(np.argmax(behind - np.arange(len(edges))))
        yield from _cores(rare, edges[first : behind[first]], bounds)
        edges = np.delete(edges, np.s_[first : behind[first]])


def _dense(rare: Web, edges: kernels.I64, bounds: Bounds) -> bool:
    payers, payees, _pairs = sides(rare, edges)
    square = len(payers) + len(payees) < bounds.members
    most = bounds.squares_by_chance if square else bounds.by_chance
    return most > 0.0 and by_chance(rare, edges, bounds.window_days) <= math.log10(most)


def _filled(rare: Web, edges: kernels.I64, bounds: Bounds) -> bool:
    payers, payees, pairs = sides(rare, edges)
    return pairs >= bounds.filled * len(payers) * len(payees)


def _core(rare: Web, edges: kernels.I64) -> kernels.I64:
    """Edges of accounts that dealt with two of the others at least, of those left in turn."""
    while len(edges):
        pair = rare.payer[edges].astype(np.int64) * len(rare.accounts) + rare.payee[edges]
        _pairs, first = np.unique(pair, return_index=True)
        kept = np.ones(len(edges), np.bool_)
        for node in (rare.payer[edges], rare.payee[edges]):
            accounts, which = np.unique(node, return_inverse=True)
            met = np.bincount(which[first], minlength=len(accounts))
            kept &= met[which] > 1
        if kept.all():
            break
        edges = edges[kept]
    return edges


def _without_loosest(rare: Web, edges: kernels.I64) -> kernels.I64:
    """Without the account that dealt with the smallest share of the other side."""
    shares = []
    for node, other in ((rare.payer[edges], rare.payee[edges]), (rare.payee[edges], rare.payer[edges])):
        accounts, met = np.unique(np.unique(np.column_stack([node, other]), axis=0)[:, 0], return_counts=True)
        at = int(np.argmin(met))
        shares.append((met[at] / len(np.unique(other)), int(accounts[at]), node))
    _share, account, node = min(shares, key=lambda one: (one[0], one[1]))
    return np.asarray(edges[node != account])


def by_chance(rare: Web, edges: kernels.I64, window_days: float) -> float:
    """How many groups with so many payers, payees and pairs that paid chance would make: log10.

    Where whoever pays as often, and is paid as often, met anybody alike, within so long anywhere in the
    data, or as long as these payments took. Accounts count as so many alike ones as have the same sum of
    squares (Herfindahl).
    """
    payers, payees, pairs = sides(rare, edges)
    one, other = _alike(rare)
    took = float(rare.t[edges[-1]] - rare.t[edges[0]]) / DAY_MS
    lasts = min(max(window_days, took), rare.lasts)
    met = len(rare.payer) * lasts / rare.lasts / (one * other)
    log = math.log(rare.lasts / lasts) + pairs * math.log(met)
    log += _choose(len(payers) * len(payees), pairs) + _choose(one, len(payers)) + _choose(other, len(payees))
    return log / math.log(10)


def _choose(of: float, count: int) -> float:
    """The logarithm of the ways to choose so many of so many."""
    return math.lgamma(max(of, count) + 1) - math.lgamma(count + 1) - math.lgamma(max(of, count) - count + 1)


def _alike(rare: Web) -> tuple[float, float]:
    """As many payers, and payees, of equal numbers of payments, as those there are amount to."""
    if "alike" not in rare.memo:
        counts = [np.bincount(node).astype(np.float64) for node in (rare.payer, rare.payee)]
        rare.memo["alike"] = tuple(float(one.sum() ** 2 / max(1.0, (one**2).sum())) for one in counts)
    found: tuple[float, float] = rare.memo["alike"]
    return found
