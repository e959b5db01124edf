"""Bursts of strangers at one account, seen from either side: what `fan_in` and `fan_out` share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.detector import param
from sightline.detectors.payments import carriers, chance, dense_groups, gathered
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import OURS, Strangers, Web, days, strangers, web
from sightline.detectors.payments.stranger_evidence import evidence, usual
from sightline.detectors.payments.stretches import Run, stretches

BEYOND = 1.0
"""powers of ten above one by chance among all accounts: such bursts are no measure of what is ordinary"""


@dataclass(frozen=True, slots=True)
class Bursts(Strangers):
    """What counts as a burst."""

    window_days: float = param(16.0, "within so long", "days", OURS)
    surprise: float = param(7.0, "least surprise, of all that tells together", "powers of ten", OURS)
    worth: float = param(
        5.0, "wrong bursts that a right one is worth; so many are wrong as come with moments drawn anew",
        "bursts", OURS, 0.1,
    )  # fmt: skip
    burst: float = param(1.0, "least surprise of pace alone", "powers of ten", OURS)
    least_pace: float = param(0.001, "strangers a day that anybody may meet", "1/day", OURS)


@dataclass(frozen=True, slots=True)
class Burst:
    """Edges of one account's burst in the order of time; the account, and the strangers, by number."""

    web: Web
    edges: list[int]
    account: int
    others: list[int]
    over: float
    """powers of ten by which it surprises more than is asked at least"""
    told: int
    """strangers that stand in other shapes"""

    @property
    def number(self) -> str:
        """The account's number."""
        return self.web.accounts[self.account]

    @property
    def company(self) -> str:
        """A sentence on the strangers that stand in other shapes; empty where none does."""
        if not self.told:
            return ""
        stands = "one of them stands" if self.told == 1 else f"{self.told} of them stand"
        return f" In other shapes, too, {stands}."


def bursts(payments: Any, params: Bursts, least: int, *, incoming: bool) -> Iterator[Burst]:
    """Bursts of at least so many strangers who pay one account, or are paid by it, in its order.

    Edges of dense groups and of carriers are left out: they are parts of larger shapes. Who stands in those
    is telling company. In a run of windows the stretch within `window_days` that surprises most by its pace
    counts, then the most surprising of what is left; what else tells is added. Where many stretches surprise
    as much though the moments of the payments are dealt out anew (but of those that chance would not make
    once among all accounts), more is asked. What is gathered and scattered is left to that.
    """
    rare, told = alone(strangers(payments, params)), company(strangers(payments, params))
    side = Side(web(payments), told, params, least, incoming)
    found = list(_surprising(rare, side))
    ordinary = np.ones(len(rare.payer), np.bool_)
    for _account, edges, surprise, _others in found:
        ordinary[edges] &= surprise < math.log10(len(rare.accounts)) + BEYOND
    by_chance = list(_surprising(chance.dealt_anew(rare.of(ordinary)), side))
    bar = chance.bar([one[2] for one in found], [one[2] for one in by_chance], params.worth, params.surprise)
    apart = gathered.taken(payments, params)
    for account, edges, surprise, others in found:
        if surprise >= bar and carriers.apart(apart, rare.index[edges].tolist()):
            over = surprise - params.surprise
            yield Burst(rare, edges.tolist(), account, others.tolist(), over, int(told[others].sum()))


@dataclass(frozen=True, slots=True)
class Side:
    """All payments, who is told, and how bursts are looked for: at those who are paid, or who pay."""

    whole: Web
    told: Any
    params: Bursts
    least: int
    incoming: bool


def _surprising(rare: Web, side: Side) -> Iterator[tuple[int, kernels.I64, float, kernels.I32]]:
    """The account, the edges, how much they surprise, and the strangers of each stretch that may be told."""
    incoming, params, least = side.incoming, side.params, side.least
    own, other = (rare.payee, rare.payer) if incoming else (rare.payer, rare.payee)
    order, at = (rare.into, rare.into_at) if incoming else (rare.out, rare.out_at)
    first, behind = kernels.bursts(at, rare.t[order], days(params.window_days), least)
    others_too = evidence(rare, side.told, incoming=incoming)
    pace = usual(side.whole, np.diff(at), params.least_pace * rare.lasts)
    for begin, end in zip(first.tolist(), behind.tolist(), strict=True):
        edges = order[begin:end]
        run = Run(rare, edges, int(own[edges[0]]), at, pace)
        for some, surprise in stretches(run, least, params.window_days, params.burst):
            others = np.unique(other[some])
            if len(others) >= least:
                surprise += others_too.of(some, others)
                if surprise >= params.surprise:
                    yield run.account, some, surprise, others


def company(rare: Web) -> Any:
    """By account, whether it stands in a dense group or among those who carry: a flag for each."""
    if "company" not in rare.memo:
        found = np.zeros(len(rare.accounts), np.bool_)
        for edges in dense_groups.groups(rare, dense_groups.Bounds()):
            found[rare.payer[edges]] = found[rare.payee[edges]] = True
        for group in carriers.groups(rare):
            found[list(group.parties(rare))] = True
        rare.memo["company"] = found
    return rare.memo["company"]


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
