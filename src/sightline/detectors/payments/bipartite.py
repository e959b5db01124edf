"""A group of accounts pays another group, nearly each of the one each of the other.

## What it sees

Payers of whom two share at least `shared` payees within `window_days`, joined where they share such
payments: at least two on each side, `members` in all, and of all pairs between the two sides at least
`filled` paid. Each pair dealt no more than `repeats` times; payers who pay more than `most_partners`
accounts and payees with more payers than that are passed over.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Neighbours who use the same craftsmen, guests of one event, members of two clubs.

## Known misses

Data of less than `least_days`, in which whoever is paid every month looks like a stranger. Thin webs, slow
ones, and groups that deal with one another every month.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, days, split, strangers
from sightline.detectors.payments.motif_report import grown, report

VERSION = 1
TABLES = ("payments",)
MEASURES = ("fin-services",)
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as two groups."""

    shared: int = param(2, "fewest payees two payers share", "accounts", _OURS, 1)
    members: int = param(5, "fewest accounts of both sides", "accounts", _OURS, 4)
    filled: float = param(0.5, "least of all pairs that paid", "1", _OURS)
    window_days: float = param(10.0, "within so long", "days", _OURS)
    least_days: float = param(45.0, "data must last so long to tell who deals every month", "days", _OURS)
    repeats: int = param(1, "most payments of a pair that count as dealing once", "payments", _OURS, 1)
    most_partners: int = param(
        120, "accounts with more partners are businesses with a public", "accounts", _OURS, 1
    )


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Pairs of groups in the order of their first payment."""
    rare = strangers(tables["payments"], params)
    into, length = rare.into, days(params.window_days)
    one, two = kernels.shared(rare.into_at, rare.t[into], rare.payer[into], length, params.most_partners)
    one, two = into[one], into[two]
    swap = rare.payer[one] > rare.payer[two]
    one, two = np.where(swap, two, one), np.where(swap, one, two)
    pair = rare.payer[one].astype(np.int64) * len(rare.accounts) + rare.payer[two]
    order = np.lexsort((rare.t[one], pair))
    one, two, which = one[order], two[order], np.unique(pair[order], return_inverse=True)[1]
    at = kernels.starts(which.astype(np.int32), int(which.max(initial=-1)) + 1)
    first, behind = kernels.bursts(at, rare.t[one], length, params.shared)
    links = [(one[begin:end], two[begin:end]) for begin, end in zip(first, behind, strict=True)]
    if not links:
        return
    tied = [(several[:-1], several[1:]) for both in links for several in both]
    left = np.concatenate([part[0] for part in (*links, *tied)])
    right = np.concatenate([part[1] for part in (*links, *tied)])
    for edges in split(left, right, len(rare.payer)):
        yield from _groups(rare, edges, params)


def _groups(rare: Web, edges: kernels.I64, params: Params) -> Iterator[Found]:
    payers, payees = np.unique(rare.payer[edges]), np.unique(rare.payee[edges])
    pairs = len(np.unique(rare.payer[edges].astype(np.int64) * len(rare.accounts) + rare.payee[edges]))
    if min(len(payers), len(payees)) < 2 or len(payers) + len(payees) < params.members:
        return
    if pairs < params.filled * len(payers) * len(payees):
        return
    yield report(
        rare,
        edges.tolist(),
        {"payer": payers.tolist(), "payee": payees.tolist()},
        f"{len(payers)} accounts paid {len(payees)} others: {pairs} of {len(payers) * len(payees)} pairs, "
        "which otherwise hardly dealt with one another.",
        grown(len(payers) + len(payees), params.members),
    )
