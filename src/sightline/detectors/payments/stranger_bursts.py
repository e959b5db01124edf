"""Bursts of strangers at one account, seen from either side: what `fan_in` and `fan_out` share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.detector import param
from sightline.detectors.payments import between_two, carriers, chance, dense_groups, gathered, layers
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import OURS, Strangers, Web, strangers, web
from sightline.detectors.payments.motif_report import mixed, priced
from sightline.detectors.payments.ordinary_business import customers, occasion
from sightline.detectors.payments.stranger_evidence import paid
from sightline.detectors.payments.stretches import Asked, side

BEYOND = 1.0
"""powers of ten above one by chance among all accounts: such bursts are no measure of what is ordinary"""
ORDINARY = "of those that surprise no more than it, about every second one comes by chance"
DEALS = 4
"""times that moments are drawn anew: one alone moved what is told by a tenth"""


@dataclass(frozen=True, slots=True)
class Bursts(Strangers):
    """What counts as a burst."""

    window_days: float = param(16.0, "within so long", "days", OURS)
    surprise: float = param(7.0, "least surprise, of all that tells together", "powers of ten", OURS)
    worth: float = param(
        3.5, "wrong bursts that a right one is worth; so many are wrong as come with moments drawn anew",
        "bursts", OURS, 0.1,
    )  # fmt: skip
    sure_worth: float = param(1.0, "the same for a burst that is not told weakly", "bursts", OURS, 0.1)
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
    against: tuple[str, ...]
    """what speaks against it"""

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
    once among all accounts), more is asked. What is mostly part of a larger shape is left to that.
    """
    rare, told = alone(strangers(payments, params)), company(strangers(payments, params))
    asked = Asked(params.window_days, least, params.burst, params.least_pace, params.surprise, least)
    search = _Search(web(payments), told, asked, incoming)
    found = _surprising(rare, search)
    ordinary = np.ones(len(rare.payer), np.bool_)
    for edges, surprise in found:
        ordinary[edges] &= surprise < math.log10(len(rare.accounts)) + BEYOND
    usual = rare.of(ordinary)
    paid(usual)  # before two threads ask for it
    with ThreadPoolExecutor(kernels.CORES) as pool:
        by_chance = list(pool.map(lambda deal: _by_chance(usual, search, deal), range(DEALS)))
    surprises = [how for _, how in found]
    bar, sure = (
        chance.bar(surprises, by_chance, worth, params.surprise)
        for worth in (params.worth, min(params.worth, params.sure_worth))
    )
    taken = _elsewhere(payments, params)
    own, other = (rare.payee, rare.payer) if incoming else (rare.payer, rare.payee)
    met = np.bincount(own, minlength=len(rare.accounts))
    for edges, surprise in found:
        stands = rare.index[edges].tolist()
        if surprise >= bar and all(carriers.apart(held, stands) for held in taken):
            account, others, known = int(own[edges[0]]), other[edges], np.unique(other[edges])
            against = (
                *priced(rare, edges.tolist()),
                *mixed(rare, edges.tolist(), others, least),
                *(() if incoming else occasion(rare, account, edges.tolist(), params.window_days)),
                *customers(int(met[account]) - len(edges), len(edges)),
                *(() if surprise >= sure else (ORDINARY,)),
            )
            over, company_of = surprise - params.surprise, int(told[known].sum())
            yield Burst(rare, edges.tolist(), account, known.tolist(), over, company_of, against)


def _elsewhere(payments: Any, params: Bursts) -> tuple[Mapping[int, list[int]], ...]:
    """By where a payment stands the numbers of the larger shapes in which it does, of each kind of these.

    Sums gathered and scattered, or scattered and gathered, and webs of layers.
    """
    rare = strangers(payments, params)
    webs = {int(rare.index[edge]): numbers for edge, numbers in layers.taken(rare).items()}
    return gathered.taken(payments, params), between_two.taken(payments, params), webs


ANY_LENGTH = dense_groups.Bounds(whole_days=math.inf)


@dataclass(frozen=True, slots=True)
class _Search:
    """All payments, who is told, and how bursts are looked for: at those who are paid, or who pay."""

    whole: Web
    told: Any
    asked: Asked
    incoming: bool


def _surprising(rare: Web, search: _Search) -> list[tuple[kernels.I64, float]]:
    """The edges of each stretch that may be told, and how much they surprise."""
    seen = side(rare, search.whole, search.told, search.asked, incoming=search.incoming)
    return seen.stretches(seen.order, *seen.runs())


def _by_chance(usual: Web, search: _Search, deal: int) -> list[float]:
    """How much the stretches surprise that one deal of the moments makes."""
    return [how for _edges, how in _surprising(chance.dealt_anew(usual, deal), search)]


def company(rare: Web) -> Any:
    """By account, whether it stands in a dense group or among those who carry: a flag for each."""
    if "company" not in rare.memo:
        found = np.zeros(len(rare.accounts), np.bool_)
        for edges in dense_groups.groups(rare, ANY_LENGTH):
            found[rare.payer[edges]] = found[rare.payee[edges]] = True
        for group in carriers.groups(rare):
            found[list(group.parties(rare))] = True
        rare.memo["company"] = found
    return rare.memo["company"]


def alone(rare: Web) -> Web:
    """Strangers' payments that are no part of a dense group or of what carriers handed on."""
    if "alone" not in rare.memo:
        free = np.ones(len(rare.payer), np.bool_)
        for edges in dense_groups.groups(rare, ANY_LENGTH):
            free[edges] = False
        for group in (*carriers.groups(rare), *carriers.businesses(rare)):
            free[list(group.edges)] = False
        rare.memo["alone"] = rare.of(free)
    found: Web = rare.memo["alone"]
    return found
