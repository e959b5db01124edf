"""Bursts of strangers at one account, seen from either side: what `fan_in` and `fan_out` share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.detector import param
from sightline.detectors.payments import carriers, chance, dense_groups
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import OURS, Strangers, Web, days, strangers


@dataclass(frozen=True, slots=True)
class Bursts(Strangers):
    """What counts as a burst."""

    window_days: float = param(16.0, "within so long", "days", OURS)
    surprise: float = param(4.5, "least surprise, of pace and company together", "powers of ten", OURS)
    worth: float = param(
        5.0, "wrong bursts that a right one is worth; so many are wrong as come with moments drawn anew",
        "bursts", OURS, 0.1,
    )  # fmt: skip
    least_pace: float = param(
        0.005, "strangers a day anybody may meet; where the middle account meets more, that", "1/day", OURS
    )


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
    counts, then the most surprising of what is left. Where many stretches surprise as much though the
    moments of the payments are dealt out anew, more surprise is asked.
    """
    whole = strangers(payments, params)
    rare, told = alone(whole), company(whole)
    found = list(_surprising(rare, told, params, least, incoming=incoming))
    by_chance = list(_surprising(chance.dealt_anew(rare), told, params, least, incoming=incoming))
    bar = chance.bar([one[2] for one in found], [one[2] for one in by_chance], params.worth, params.surprise)
    for account, edges, surprise, others in found:
        if surprise >= bar:
            over = surprise - params.surprise
            yield Burst(rare, edges.tolist(), account, others.tolist(), over, int(told[others].sum()))


def _surprising(
    rare: Web, told: Any, params: Bursts, least: int, *, incoming: bool
) -> Iterator[tuple[int, kernels.I64, float, kernels.I32]]:
    """The account, the edges, how much they surprise, and the strangers of each stretch that may be told."""
    own, other = (rare.payee, rare.payer) if incoming else (rare.payer, rare.payee)
    order, at = (rare.into, rare.into_at) if incoming else (rare.out, rare.out_at)
    first, behind = kernels.bursts(at, rare.t[order], days(params.window_days), least)
    share = float(told[other].mean()) if len(other) else 0.0
    pace = usual_pace(rare, at, params.least_pace)
    for begin, end in zip(first.tolist(), behind.tolist(), strict=True):
        run = order[begin:end]
        account = int(own[run[0]])
        usual = int(at[account + 1] - at[account])
        told_here = Run(rare, run, told[other[run]], usual, share, pace)
        for edges, surprise in stretches(told_here, least, params.window_days, params.surprise):
            others = np.unique(other[edges])
            if len(others) >= least:
                yield account, edges, surprise, others


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


def usual_pace(rare: Web, at: kernels.I64, least: float) -> float:
    """Strangers a day that the middle one of the accounts meets that meet any, or `least`.

    On the side whose edges begin at `at`.
    """
    met = np.diff(at)
    met = np.sort(met[met > 0])[:-1]
    return max(least, float(np.median(met)) / rare.lasts) if len(met) else least


@dataclass(frozen=True, slots=True)
class Run:
    """Edges of one account close behind one another, who of the others is told, and what is usual."""

    web: Web
    edges: kernels.I64
    told: Any
    usual: int
    share: float
    pace: float


def stretches(
    run: Run, least: int, window_days: float, surprise: float
) -> Iterator[tuple[kernels.I64, float]]:
    """The stretches of a run that surprise enough, the most surprising by its pace first, none twice.

    None takes more than half of the data, which would leave too little to tell what is usual.
    """
    t, span = run.web.t, run.web.lasts
    rest = [slice(0, len(run.edges))]
    while rest:
        part = rest.pop()
        edges, told = run.edges[part], run.told[part]
        if len(edges) < least:
            continue
        length = days(min(window_days, span / 2))
        pace, low, high = kernels.surprising(t[edges], length, least, run.usual, span, run.pace)
        pace += chosen(int(told[low:high].sum()), high - low, run.share)
        if pace < surprise:
            continue
        yield edges[low:high], pace
        rest += [slice(part.start + high, part.stop), slice(part.start, part.start + low)]


def chosen(told: int, of: int, share: float) -> float:
    """How unlikely so many told of so many and more are where a share of all is: -log10 of the binomial."""
    if not told or not 0.0 < share < 1.0:
        return 0.0
    term = math.lgamma(of + 1) - math.lgamma(told + 1) - math.lgamma(of - told + 1)
    term += told * math.log(share) + (of - told) * math.log(1.0 - share)
    tail, factor = 1.0, 1.0
    for number in range(told, of):
        factor *= (of - number) / (number + 1) * share / (1.0 - share)
        tail += factor
    return -(term + math.log(tail)) / math.log(10)
