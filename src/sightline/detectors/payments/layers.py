"""Layers of strangers: several pay several, who pay several others.

What `stack` says, and what `bipartite`, `scatter_gather` and `gather_scatter` leave to it: each pair of
layers looks like the first, each two ends like the second, and an account between like the third.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from sightline.detectors.payments import carriers, chance
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, days, disjoint, split, within

MOST_WAYS = 5_000
"""ways that hang together and in which webs are looked for; more are ordinary life"""
BY_CHANCE = 0.1
"""so many webs that lack one payment may be in the data by chance. A proposal"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What counts as layers; the units stand in the parameters of `stack`."""

    shared: int = 2
    sources: int = 2
    middles: int = 2
    targets: int = 2
    most_members: int = 60
    filled: float = 0.7
    steps: float = 2.0
    window_days: float = 30.0
    most_partners: int = 120
    whole_days: float = 60.0

    def less(self) -> tuple[Bounds, Bounds]:
        """The same for webs that lack an account at one end."""
        one, other = max(1, self.sources - 1), max(1, self.targets - 1)
        return replace(self, sources=one), replace(self, targets=other)


def groups(rare: Web, bounds: Bounds | None = None) -> list[list[int]]:
    """The edges of each web of layers, in the order of their first; made once for each web and bounds."""
    bounds = bounds or Bounds()
    key = f"layers {bounds}"
    if key not in rare.memo:
        rare.memo[key] = _groups(rare, bounds)
    held: list[list[int]] = rare.memo[key]
    return held


def taken(rare: Web) -> Mapping[int, list[int]]:
    """By edge the numbers of the webs of layers in which it stands."""
    if "in layers" not in rare.memo:
        exact = [one for one in carriers.groups(rare) if one.layered and all(one.ends(rare))]
        webs = [*groups(rare), *(list(one.edges) for one in exact)]
        rare.memo["in layers"] = carriers.numbered(webs)
    held: Mapping[int, list[int]] = rare.memo["in layers"]
    return held


def three(rare: Web, edges: list[int]) -> tuple[set[int], set[int], set[int]]:
    """Who only pays, who lies between, and who is only paid."""
    payers, payees = set(rare.payer[edges].tolist()), set(rare.payee[edges].tolist())
    return payers - payees, payers & payees, payees - payers


def _groups(rare: Web, bounds: Bounds) -> list[list[int]]:
    count = len(rare.payer)
    one, other = kernels.two_steps(
        np.arange(count), rare.out, rare.out_at, rare.payee, rare.t, days(bounds.window_days),
        bounds.most_partners,
    )  # fmt: skip
    ends = rare.payer[one].astype(np.int64) * len(rare.accounts) + rare.payee[other]
    several = _between(rare, one, ends) >= bounds.shared
    one, other, ends = one[several], other[several], ends[several]
    near, beside = _alike(ends, one)
    left, right = np.concatenate([one, near]), np.concatenate([other, beside])
    held = np.argsort(one, kind="stable")
    begins = np.searchsorted(one[held], np.arange(count + 1))
    found, short = [], []
    for pieces in split(left, right, count):
        ways = np.concatenate([held[begins[edge] : begins[edge + 1]] for edge in pieces.tolist()])
        if sum(map(len, three(rare, pieces.tolist()))) <= bounds.most_members:
            for some in within(rare, one, other, ways, days(bounds.whole_days)):
                found.append(_told(rare, one[some], other[some], bounds))
                less = any(_told(rare, one[some], other[some], fewer) for fewer in bounds.less())
                if less and not found[-1]:
                    short.append(sorted({*one[some].tolist(), *other[some].tolist()}))
        elif len(ways) <= MOST_WAYS:
            found += _within(rare, one[ways], other[ways], ends[ways], bounds)
    return sorted(edges for edges in (*found, *_completed(rare, short, bounds)) if edges)


def _completed(rare: Web, short: list[list[int]], bounds: Bounds) -> Iterator[list[int]]:
    """Webs that lack an account at one end, with the nearest payment of a stranger there.

    Two by two by two lack it where one payment is missing from the data, or its two dealt once more. They
    count where chance would hardly bring as many payments of any such web as near in time; what is added is
    as near again.
    """
    for edges in short:
        if math.log10(len(short)) + chance.at_once(rare, edges) > math.log10(BY_CHANCE):
            continue
        sources, middles, _targets = three(rare, edges)
        begin, end = int(rare.t[edges[0]]), int(rare.t[edges[-1]])
        low, high = np.searchsorted(rare.t, [2 * begin - end, 2 * end - begin + 1]).tolist()
        node = rare.payee if len(sources) < bounds.sources else rare.payer
        near = low + np.flatnonzero(np.isin(node[low:high], list(middles)))
        more = near[~np.isin(near, edges)]
        if len(more):
            away = np.maximum(begin - rare.t[more], rare.t[more] - end)
            yield sorted([*edges, int(more[np.argmin(away)])])


def _alike(ends: kernels.I64, one: kernels.I64) -> tuple[kernels.I64, kernels.I64]:
    """The first payments, two by two, of ways between the same two ends."""
    order = np.argsort(ends, kind="stable")
    same = np.flatnonzero(np.diff(ends[order]) == 0)
    return one[order[same]], one[order[same + 1]]


def _within(
    rare: Web, one: kernels.I64, other: kernels.I64, ends: kernels.I64, bounds: Bounds
) -> list[list[int]]:
    """The webs within one that is too large: ways are joined where payments are on the same side of a middle.

    None shares as much as half of its payments with a larger one.
    """
    count = len(rare.payer)
    near, beside = _alike(ends, one)
    left, right = np.concatenate([one, near]), np.concatenate([other + count, beside])
    side = kernels.joined(left, right, 2 * count)[one]
    order = np.argsort(side, kind="stable")
    found = [
        web
        for ways in np.split(order, np.flatnonzero(np.diff(side[order])) + 1)
        for web in _webs(rare, one[ways], other[ways], bounds)
    ]
    told = [edges for edges in found if chance.at_once(rare, edges) <= math.log10(BY_CHANCE / len(found))]
    return disjoint(sorted(told, key=lambda edges: (-len(edges), edges)), 0.4)


def _webs(rare: Web, one: kernels.I64, other: kernels.I64, bounds: Bounds) -> Iterator[list[int]]:
    """Webs among these ways, each of few accounts of which most deal with most of the layer beside them.

    The account that deals with the smallest share of a layer beside it is left out until what is left is
    such a web; then the same of the rest.
    """
    while len(one):
        nodes = (rare.payer[one], rare.payee[one], rare.payee[other])
        layer = [np.unique(node, return_inverse=True)[1].astype(np.int64) for node in nodes]
        counts = np.array([int(part.max()) + 1 for part in layer])
        before, behind = (np.unique(np.column_stack(layer[at : at + 2]), axis=0) for at in (0, 1))
        kept = kernels.dense_layers(before, behind, counts, bounds.most_members, bounds.filled)
        begins = np.concatenate([[0], np.cumsum(counts)])
        own = np.logical_and.reduce([kept[begins[at] + part] for at, part in enumerate(layer)])
        if not own.any():
            return
        for some in within(rare, one, other, np.flatnonzero(own), days(bounds.whole_days)):
            if web := _told(rare, one[some], other[some], bounds):
                yield web
        one, other = one[~own], other[~own]


def _told(rare: Web, one: kernels.I64, other: kernels.I64, bounds: Bounds) -> list[int]:
    """The edges of a web that has enough of everything, in order; else none."""
    pieces = sorted({*one.tolist(), *other.tolist()})
    sources, middles, targets = three(rare, pieces)
    enough = (
        len(sources) >= bounds.sources
        and len(middles) >= bounds.middles
        and len(targets) >= bounds.targets
        and len(one) >= bounds.steps * len(middles)
    )
    return pieces if enough else []


def _between(rare: Web, one: kernels.I64, ends: kernels.I64) -> kernels.I64:
    """For each way how many accounts lie between its two ends."""
    which = np.unique(ends, return_inverse=True)[1].astype(np.int64)
    ways = np.unique(which * len(rare.accounts) + rare.payee[one])
    between = np.bincount(ways // max(1, len(rare.accounts)), minlength=int(which.max(initial=-1)) + 1)
    return np.asarray(between[which], dtype=np.int64)
