"""Groups of strangers, nearly each of the one paid by nearly each of the other.

What `bipartite` says, and what `fan_in` and `fan_out` leave to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, days, split


@dataclass(frozen=True, slots=True)
class Bounds:
    """What counts as two groups; the units stand in the parameters of `bipartite`."""

    shared: int = 2
    members: int = 5
    filled: float = 0.5
    window_days: float = 10.0
    most_partners: int = 120


def groups(rare: Web, bounds: Bounds) -> list[kernels.I64]:
    """The edges of each pair of groups, in the order of their first; made once for each web and bounds."""
    key = f"dense groups {bounds}"
    if key not in rare.memo:
        rare.memo[key] = _groups(rare, bounds)
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
    return [edges for edges in split(left, right, len(rare.payer)) if _dense(rare, edges, bounds)]


def _dense(rare: Web, edges: kernels.I64, bounds: Bounds) -> bool:
    payers, payees, pairs = sides(rare, edges)
    if min(len(payers), len(payees)) < 2 or len(payers) + len(payees) < bounds.members:
        return False
    return pairs >= bounds.filled * len(payers) * len(payees)
