"""Bursts of strangers at one account, seen from either side: what `fan_in` and `fan_out` share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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

    `params` has `window_days`, `surprise` and what `strangers` and `surprise` ask for.
    """
    rare = strangers(payments, params)
    own, other = (rare.payee, rare.payer) if incoming else (rare.payer, rare.payee)
    order, at = (rare.into, rare.into_at) if incoming else (rare.out, rare.out_at)
    window = days(params.window_days)
    first, behind = kernels.bursts(at, rare.t[order], window, least)
    for begin, end in zip(first.tolist(), behind.tolist(), strict=True):
        edges = order[begin:end].tolist()
        others = sorted({int(other[edge]) for edge in edges})
        account = int(own[edges[0]])
        usual = int(at[account + 1] - at[account])
        if rare.t[edges[-1]] - rare.t[edges[0]] > 2 * window or len(others) < least:
            continue
        if surprise(rare, edges, usual, params) >= params.surprise:
            yield Burst(rare, edges, account, others)
