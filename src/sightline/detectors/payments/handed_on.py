"""Which detector tells a group of carriers, and what speaks against its being a shape at all.

Sums that agree to the cent tell even of two payments, but two payments are not yet a shape: groups that lack
its members are told weakly, by one detector alone, and not where they may be a piece of a circle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sightline.detectors.detector import Found
from sightline.detectors.payments import carriers
from sightline.detectors.payments.carriers import Carrier, Group
from sightline.detectors.payments.motif_graph import Web, days
from sightline.detectors.payments.motif_report import report

STACK, SCATTER, GATHER, NOBODY = "stack", "scatter_gather", "gather_scatter", ""
LINE = "each of its layers is one account: a sum that is passed on, as often in ordinary life"
PARALLEL = "no two of the accounts between have the same two ends"
ONE_SIDE = "no account between is paid by several and pays several"
BACK_DAYS = 40.0
"""a way back to where the money came from is looked for within so long before and after. A proposal"""
BACK_STEP, BACK_TRIED = 1.25, 2_000
"""amounts on it change by this factor at most from one payment to the next; so many payments are looked at"""


class Told(NamedTuple):
    """Which detector tells a group, and what speaks against it: empty where it has its members."""

    by: str
    against: str


def told(rare: Web, group: Group) -> Told:
    """By which shape a group is called, if by any; each by one alone."""
    if group.layered:
        return Told(STACK if all(group.ends(rare)) else NOBODY, LINE if group.line else "")
    if group.between(rare) > 1:
        return Told(SCATTER, "")
    if group.gathers:
        return Told(GATHER, "")
    if group.parallel:
        return Told(SCATTER, PARALLEL)
    return Told(GATHER, LINE if group.line else ONE_SIDE)


def whole(rare: Web, by: str) -> list[Group]:
    """The groups that have the members of the shape by which they are told."""
    return [one for one in carriers.groups(rare) if told(rare, one) == Told(by, "")]


def weak(
    rare: Web, every: Web, by: str, taken: Sequence[Mapping[int, Sequence[int]]]
) -> list[tuple[Group, str]]:
    """The groups that lack members of the shape, with what speaks against each.

    Without those of which most is among what is `taken`, pieces of circles, and lone carriers beside whom
    another carries between the same two accounts. `every` are all payments.
    """
    found = []
    for one in carriers.groups(rare):
        name, against = told(rare, one)
        if name != by or not against or not all(carriers.apart(held, one.edges) for held in taken):
            continue
        if not comes_back(rare, one) and not any(own is one for own, _edges in beside(rare, every)):
            found.append((one, against))
    return found


def comes_back(rare: Web, group: Group) -> bool:
    """Whether strangers lead from one who is paid back to one who pays, amounts nearly alike: a circle."""
    sources, targets = group.ends(rare)
    near = [int(rare.t[group.edges[at]]) for at in (0, -1)]
    low, high = near[0] - days(BACK_DAYS), near[1] + days(BACK_DAYS)
    ahead = [(at, float(rare.amount[edge])) for edge in group.edges for at in [int(rare.payee[edge])]]
    ahead = [(at, amount) for at, amount in ahead if at in targets]
    seen, tried = {at for at, _amount in ahead}, 0
    while ahead and tried < BACK_TRIED:
        here, amount = ahead.pop(0)
        for edge in rare.out[rare.out_at[here] : rare.out_at[here + 1]].tolist():
            tried += 1
            ratio = float(rare.amount[edge]) / amount
            if not low <= rare.t[edge] <= high or not 1 / BACK_STEP <= ratio <= BACK_STEP:
                continue
            who = int(rare.payee[edge])
            if who in sources:
                return True
            if who not in seen:
                seen.add(who)
                ahead.append((who, float(rare.amount[edge])))
    return False


def beside(rare: Web, every: Web) -> list[tuple[Group, list[int]]]:
    """Lone carriers beside whom others carry between the same two accounts; with the edges of `every` of all.

    Those others dealt with one of the two otherwise too, and are no strangers to it: their sums agree to the
    cent, with the same fee, near in time.
    """
    if "beside" not in rare.memo:
        lone = [one for one in carriers.groups(rare) if len(one.carriers) == 1 and one.line]
        rare.memo["beside"] = _beside(rare, every, lone) if lone else []
    held: list[tuple[Group, list[int]]] = rare.memo["beside"]
    return held


def _beside(rare: Web, every: Web, lone: Sequence[Group]) -> list[tuple[Group, list[int]]]:
    ends = [(int(rare.payer[one.edges[0]]), int(rare.payee[one.edges[-1]])) for one in lone]
    flags = np.zeros((2, len(every.accounts)), np.bool_)
    for source, target in ends:
        flags[0, source] = flags[1, target] = True
    away: dict[tuple[int, int], list[int]] = {}
    home: dict[tuple[int, int], list[int]] = {}
    for edge in np.flatnonzero(flags[0][every.payer]).tolist():
        away.setdefault((int(every.payer[edge]), int(every.payee[edge])), []).append(edge)
    for edge in np.flatnonzero(flags[1][every.payee]).tolist():
        home.setdefault((int(every.payer[edge]), int(every.payee[edge])), []).append(edge)
    payees: dict[int, list[int]] = {}
    for source, middle in away:
        payees.setdefault(source, []).append(middle)
    found = []
    for one, (source, target) in zip(lone, ends, strict=True):
        begin, fee, cents = int(rare.t[one.edges[0]]), one.carriers[0].fee, _cents(rare, one.edges)
        pieces = [
            (came, went)
            for middle in payees.get(source, ())
            for came in away[source, middle]
            if abs(int(every.t[came]) - begin) <= days(carriers.NEAR_DAYS)
            for went in home.get((middle, target), ())
            if _carried(every, came, went, fee)
            and carriers.telling([cents[0], *_cents(every, [came])], [*cents, *_cents(every, [came, went])])
        ]
        if len({int(every.payee[came]) for came, _went in pieces}) > 1:
            found.append((one, sorted({edge for pair in pieces for edge in pair})))
    return found


def _carried(every: Web, came: int, went: int, fee: int) -> bool:
    """Whether one payment hands on another, to the cent less a fee of so many per cent."""
    if every.currency[came] != every.currency[went]:
        return False
    if every.latest[went] < every.t[came]:
        return False
    if every.t[went] - every.latest[came] > days(carriers.WINDOW_DAYS):
        return False
    paid, carried = _cents(every, [came, went])
    return abs(paid * (100 - fee) / 100 - carried) <= 1


def _cents(some: Web, edges: Sequence[int]) -> list[int]:
    return [round(100 * float(some.amount[edge])) for edge in edges]


def said_beside(every: Web, group: Group, edges: Sequence[int]) -> Found:
    """What is said of several that carry between two accounts, some of which deal with them otherwise too."""
    source, target = int(every.payer[edges[0]]), int(every.payee[edges[-1]])
    middles = sorted({int(every.payee[edge]) for edge in edges} - {target})
    carrier: Carrier = group.carriers[0]
    return report(
        every,
        edges,
        {"middle": middles, "source": [source], "target": [target]},
        f"{len(middles)} accounts handed on what account {every.accounts[source]} paid to account "
        f"{every.accounts[target]}, to the cent less a fee of {carrier.fee} %, in {len(edges)} payments; not "
        "all of them are strangers to it.",
        0.6 + 0.1 * min(4, len(edges) - 2),
    )
