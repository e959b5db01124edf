"""Bursts of strangers at one account, seen from either side: what `fan_in` and `fan_out` share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.payments import carriers, dense_groups
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, days, strangers, surprise


@dataclass(frozen=True, slots=True)
class Burst:
    """Edges of one account's burst in the order of time; the account, and the strangers, by number."""

    web: Web
    edges: list[int]
    account: int
    others: list[int]

    @property
    def number(self) -> str:
        """The account's number."""
        return self.web.accounts[self.account]


def bursts(payments: Any, params: Any, least: int, *, incoming: bool) -> Iterator[Burst]:
    """Bursts of at least so many strangers who pay one account, or are paid by it, in its order.

    Edges of dense groups and of carriers are left out: they are parts of larger shapes. In a run of windows
    the stretch within `window_days` that surprises most counts, then the most surprising of what is left.
    `params` has `window_days`, `surprise` and what `strangers` and `surprise` ask for.
    """
    rare = alone(strangers(payments, params))
    own, other = (rare.payee, rare.payer) if incoming else (rare.payer, rare.payee)
    order, at = (rare.into, rare.into_at) if incoming else (rare.out, rare.out_at)
    window = days(params.window_days)
    first, behind = kernels.bursts(at, rare.t[order], window, least)
    for begin, end in zip(first.tolist(), behind.tolist(), strict=True):
        run = order[begin:end].tolist()
        account = int(own[run[0]])
        usual = int(at[account + 1] - at[account])
        for edges in _stretches(rare, run, usual, least, params):
            others = sorted({int(other[edge]) for edge in edges})
            if len(others) >= least:
                yield Burst(rare, edges, account, others)


def alone(rare: Web) -> Web:
    """Strangers' payments that are no part of a dense group or of what carriers handed on."""
    if "alone" not in rare.memo:
        free = np.ones(len(rare.payer), np.bool_)
        for edges in dense_groups.groups(rare, dense_groups.Bounds()):
            free[edges] = False
        for group in carriers.groups(rare):
            free[list(group.edges)] = False
        rare.memo["alone"] = rare.of(free)
    found: Web = rare.memo["alone"]
    return found


def _stretches(rare: Web, run: list[int], usual: int, least: int, params: Any) -> Iterator[list[int]]:
    """The stretches of a run that surprise enough, the most surprising first, none twice."""
    rest = [run]
    while rest:
        part = rest.pop()
        if len(part) < least:
            continue
        times = rare.t[part]
        ends = np.searchsorted(times, times + days(params.window_days), side="right")
        tried = [
            (surprise(rare, part[low:high], usual, params), -low, high)
            for low, last in enumerate(ends.tolist())
            for high in range(low + least, last + 1)
        ]
        if not tried or max(tried)[0] < params.surprise:
            continue
        _most, low, high = max(tried)
        yield part[-low:high]
        rest += [part[high:], part[:-low]]
