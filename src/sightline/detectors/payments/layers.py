"""Layers of strangers: several pay several, who pay several others.

What `stack` says, and what `bipartite`, `scatter_gather` and `gather_scatter` leave to it: each pair of
layers looks like the first, each two ends like the second, and an account between like the third.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sightline.detectors.payments import carriers
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, days, split


@dataclass(frozen=True, slots=True)
class Bounds:
    """What counts as layers; the units stand in the parameters of `stack`."""

    shared: int = 2
    sources: int = 2
    middles: int = 2
    targets: int = 2
    most_members: int = 60
    steps: float = 2.0
    window_days: float = 30.0
    most_partners: int = 120


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
        found: dict[int, list[int]] = {}
        exact = [one for one in carriers.groups(rare) if one.layered and all(one.ends(rare))]
        for number, edges in enumerate([*groups(rare), *(list(one.edges) for one in exact)]):
            for edge in edges:
                found.setdefault(edge, []).append(number)
        rare.memo["in layers"] = found
    held: Mapping[int, list[int]] = rare.memo["in layers"]
    return held


def three(rare: Web, edges: list[int]) -> tuple[set[int], set[int], set[int]]:
    """Who only pays, who lies between, and who is only paid."""
    payers, payees = set(rare.payer[edges].tolist()), set(rare.payee[edges].tolist())
    return payers - payees, payers & payees, payees - payers


def _groups(rare: Web, bounds: Bounds) -> list[list[int]]:
    edges = np.arange(len(rare.payer))
    one, other = kernels.two_steps(
        edges, rare.out, rare.out_at, rare.payee, rare.t, days(bounds.window_days), bounds.most_partners
    )
    ends = rare.payer[one].astype(np.int64) * len(rare.accounts) + rare.payee[other]
    several = _between(rare, one, ends) >= bounds.shared
    one, other, ends = one[several], other[several], ends[several]
    order = np.argsort(ends, kind="stable")
    same = np.flatnonzero(np.diff(ends[order]) == 0)
    left = np.concatenate([one, one[order[same]]])
    right = np.concatenate([other, one[order[same + 1]]])
    found = []
    for pieces in split(left, right, len(rare.payer)):
        sources, middles, targets = three(rare, pieces.tolist())
        if len(sources) < bounds.sources or len(middles) < bounds.middles or len(targets) < bounds.targets:
            continue
        ways = int(np.isin(one, pieces).sum())
        members = len(sources) + len(middles) + len(targets)
        if members <= bounds.most_members and ways >= bounds.steps * len(middles):
            found.append(pieces.tolist())
    return found


def _between(rare: Web, one: kernels.I64, ends: kernels.I64) -> kernels.I64:
    """For each way how many accounts lie between its two ends."""
    which = np.unique(ends, return_inverse=True)[1].astype(np.int64)
    ways = np.unique(which * len(rare.accounts) + rare.payee[one])
    between = np.bincount(ways // max(1, len(rare.accounts)), minlength=int(which.max(initial=-1)) + 1)
    return np.asarray(between[which], dtype=np.int64)
