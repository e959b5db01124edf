"""Accounts that hand on what strangers paid them, less a fee of a whole per cent, and webs of such accounts.

Chance hardly makes two sums agree to the cent: so even two payments tell, where size alone would not. What
`stack`, `scatter_gather` and `gather_scatter` share.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sightline.detectors.detector import Found
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, by_currency, days
from sightline.detectors.payments.motif_report import days_told, report

FEES = (1, 2, 3, 5, 10, 15, 20)
"""per cent that are asked for passing money on; a proposal: whole and customary ones"""
WINDOW_DAYS = 20.0
"""what belongs together came, and left, within so long"""
LEVELS = 30_000
"""what came is at least so many of the largest round unit of which all these sums are whole multiples: round
sums often agree by chance. A proposal"""
CHANCE = 0.1
"""so many runs of an account, of no more payments, may agree by chance: one with many of strangers' payments
finds some that do. A proposal"""
ROUND: tuple[int, ...] = (1, 2, 5, *(unit * 10**power for power in range(9) for unit in (10, 20, 25, 50)))
"""round units, in cents"""
MOST_MEMBERS = 60
"""accounts; larger webs are taken apart where payments of one end are further from one another in time"""
NEAR_DAYS = 10.0
"""so near are payments of one end, by whom carriers hang together"""
SEVERAL = 3
"""so many that carry from one account to one other, near in time, are a web of their own"""
LEAST_NEAR_DAYS = 0.6
"""nearer is not asked: a web that is too large then is ordinary life, where by chance some sums agree"""
BUSINESS = 5
"""an account that carries so many times, from and to as many, does it for a living. A proposal"""
MOST = 120
"""strangers on one side; an account with more is a business with a public"""


@dataclass(frozen=True, slots=True)
class Carrier:
    """An account with the edges that came and those that carried on all of it but the fee (per cent)."""

    account: int
    came: tuple[int, ...]
    went: tuple[int, ...]
    fee: int


@dataclass(frozen=True, slots=True)
class Group:
    """Carriers of one fee that hand on to one another or share who pays or is paid; their edges in order."""

    carriers: tuple[Carrier, ...]
    edges: tuple[int, ...]

    @property
    def layered(self) -> bool:
        """Whether one carrier pays another, so that money makes three steps and more."""
        came = {edge for one in self.carriers for edge in one.came}
        return any(edge in came for one in self.carriers for edge in one.went)

    @property
    def parallel(self) -> bool:
        """Whether several carry, each a single payment."""
        return len(self.carriers) > 1 and all(len(one.came) == len(one.went) == 1 for one in self.carriers)

    @property
    def gathers(self) -> bool:
        """Whether some carrier is paid by several payments and pays several."""
        return any(len(one.came) > 1 and len(one.went) > 1 for one in self.carriers)

    @property
    def line(self) -> bool:
        """Whether money only goes from one to the next: each carrier has one payment in and one out."""
        came = Counter(edge for one in self.carriers for edge in one.came)
        went = Counter(edge for one in self.carriers for edge in one.went)
        single = all(len(one.came) == len(one.went) == 1 for one in self.carriers)
        return (
            single
            and max((*came.values(), *went.values())) == 1
            and len(self.edges) == len(self.carriers) + 1
        )

    def between(self, web: Web) -> int:
        """How many carry between the same two accounts, at most."""
        ways = {
            (int(web.payer[edge]), int(web.payee[away]), one.account)
            for one in self.carriers
            for edge in one.came
            for away in one.went
        }
        return max(Counter(way[:2] for way in ways).values())

    @property
    def middles(self) -> list[int]:
        """The accounts that carry."""
        return sorted({one.account for one in self.carriers})

    def parties(self, web: Web) -> set[int]:
        """All accounts of the group."""
        return {int(node[edge]) for edge in self.edges for node in (web.payer, web.payee)}

    def ends(self, web: Web) -> tuple[list[int], list[int]]:
        """Those who only pay in, and those who are only paid."""
        payers = {int(web.payer[edge]) for edge in self.edges}
        payees = {int(web.payee[edge]) for edge in self.edges}
        return sorted(payers - payees), sorted(payees - payers)


def groups(rare: Web) -> list[Group]:
    """Groups of carriers among strangers, in the order of their first edge; made once for each web."""
    if "carriers" not in rare.memo:
        rare.memo["businesses"], every = _businesses(rare, _apart(rare, carriers(rare)))
        made = [
            one
            for fee in FEES
            for some, whole in _between_two(rare, [own for own in every if own.fee == fee])
            for one in ([_group(some)] if whole else _webs(rare, some))
        ]
        rare.memo["carriers"] = sorted(made, key=lambda one: one.edges)
    held: list[Group] = rare.memo["carriers"]
    return held


def businesses(rare: Web) -> list[Group]:
    """Accounts that carry for many who have nothing to do with one another, each with all that it carried."""
    groups(rare)
    held: list[Group] = rare.memo["businesses"]
    return held


def _businesses(rare: Web, every: Sequence[Carrier]) -> tuple[list[Group], list[Carrier]]:
    """Those, and the carriers that are none of them."""
    own: dict[int, list[Carrier]] = {}
    for one in every:
        own.setdefault(one.account, []).append(one)
    found = [
        _group(some)
        for _account, some in sorted(own.items())
        if len(some) >= BUSINESS
        and len({int(rare.payer[one.came[0]]) for one in some}) >= BUSINESS
        and len({int(rare.payee[one.went[0]]) for one in some}) >= BUSINESS
    ]
    all_of = {group.carriers[0].account for group in found}
    return found, [one for one in every if one.account not in all_of]


def taken(groups: Sequence[Group]) -> dict[int, list[int]]:
    """By edge the numbers of the groups in which it stands."""
    return numbered(group.edges for group in groups)


def numbered(groups: Iterable[Iterable[int]]) -> dict[int, list[int]]:
    """By each payment of these groups the numbers of those in which it stands."""
    found: dict[int, list[int]] = {}
    for number, edges in enumerate(groups):
        for edge in edges:
            found.setdefault(edge, []).append(number)
    return found


def apart(taken: Mapping[int, Sequence[int]], edges: Sequence[int]) -> bool:
    """Whether no group of those `taken` tells holds most of these edges."""
    count = Counter(number for edge in set(edges) for number in taken.get(edge, ()))
    return all(2 * held <= len(edges) for held in count.values())


def said(rare: Web, group: Group, against: Sequence[str] = ()) -> Found:
    """What is said of a group: who paid in, who carried, who was paid, and what speaks against it."""
    payers, payees = group.ends(rare)
    middles, fees = group.middles, sorted({one.fee for one in group.carriers})
    return report(
        rare,
        group.edges,
        {"middle": middles, "source": payers, "target": payees},
        f"{len(middles)} account{'s' * (len(middles) > 1)} handed on what strangers paid, to the cent less a "
        f"fee of {' or '.join(map(str, fees))} %, in {len(group.edges)} payments."
        + days_told(rare, chance=False),
        0.6 + 0.1 * min(4, len(group.edges) - 2),
        against,
    )


def said_of_business(rare: Web, group: Group) -> Found:
    """What is said, once, of an account that carries for many: who does so for a living looks the same."""
    payers, payees = group.ends(rare)
    fees = sorted({one.fee for one in group.carriers})
    paid_on = len({edge for one in group.carriers for edge in one.went})
    return report(
        rare,
        group.edges,
        {"middle": group.middles},
        f"Account {rare.accounts[group.carriers[0].account]} handed on to {len(payees)} others in {paid_on} "
        f"payments what {len(payers)} had paid it in {len(group.edges) - paid_on}, to the cent less a fee of "
        f"{' or '.join(map(str, fees))} %." + days_told(rare, chance=False),
        0.6,
        (
            "those who pay it and those whom it pays have nothing else to do with one another, as with an "
            "escrow agent, a broker or a payment service",
            "it does so time and again in the open",
        ),
    )


def carriers(rare: Web) -> list[Carrier]:
    """Carriers of which no two share an edge on the same side: what is whole first, then what is larger.

    What is handed on is of one currency. Sums too small, or too round, to tell alone count where several
    that tell are handed on between the same two accounts at the same fee, near in time.
    """
    found: list[Carrier] = []
    faint: list[Carrier] = []
    for own, part in by_currency(rare):
        for kept, some in zip((found, faint), _carriers(part), strict=True):
            for one in some:
                came, went = (tuple(own[list(edges)].tolist()) for edges in (one.came, one.went))
                kept.append(Carrier(one.account, came, went, one.fee))
    return found + _beside_several(rare, found, faint)


def _beside_several(rare: Web, found: Sequence[Carrier], faint: Sequence[Carrier]) -> list[Carrier]:
    """Those of the faint that carry beside several that tell."""
    single = [one for one in found if _single(one)]
    ends = {_ends(rare, one) for one in single}
    near = {one for one in faint if _ends(rare, one) in ends}
    kept: list[Carrier] = []
    for run in _runs(rare, [*single, *sorted(near, key=lambda one: one.came)]) if near else ():
        if len({one.account for one in run if one not in near}) >= SEVERAL:
            kept += [one for one in run if one in near]
    return kept


def _carriers(rare: Web) -> tuple[list[Carrier], list[Carrier]]:
    """Those whose sums tell; and of the others those that hand on a single payment."""
    cents = np.rint(rare.amount * 100).astype(np.int64)
    rows = kernels.carried(
        rare.into, rare.into_at, rare.out_latest, rare.out_at, rare.t, cents, days(WINDOW_DAYS), MOST,
        np.array(FEES, np.int64),
    )  # fmt: skip
    rows = rows[rows[:, 7] <= round(1e6 * CHANCE)]
    size = rows[:, 1] - rows[:, 0] + rows[:, 3] - rows[:, 2] - 100 * (rows[:, 5:7] >= 0).sum(axis=1)
    tell: list[Carrier] = []
    other: list[Carrier] = []
    for row in rows[np.argsort(-size, kind="stable")].tolist():
        one = Carrier(
            int(rare.payee[rare.into[row[0]]]),
            tuple(rare.into[[at for at in range(row[0], row[1]) if at not in row[5:7]]].tolist()),
            tuple(rare.out_latest[row[2] : row[3]].tolist()),
            row[4],
        )
        tells = telling(cents[list(one.came)].tolist(), cents[[*one.came, *one.went]].tolist())
        if tells or _single(one):
            (tell if tells else other).append(one)
    came, went = set[int](), set[int]()
    return _disjoint(tell, came, went), _disjoint(other, came, went)


def _disjoint(every: Sequence[Carrier], came: set[int], went: set[int]) -> list[Carrier]:
    """Those that share no edge with one before, nor with these on the same side, which are added to."""
    kept = []
    for one in every:
        if came.isdisjoint(one.came) and went.isdisjoint(one.went):
            kept.append(one)
            came.update(one.came)
            went.update(one.went)
    return kept


def telling(came: Sequence[int], every: Sequence[int]) -> bool:
    """Whether what came (cents) is large beside the unit of which all these sums are whole multiples."""
    return sum(came) >= LEVELS * _unit(every)


def _unit(sums: Sequence[int]) -> int:
    """The largest round unit of which all these are whole multiples."""
    common: int = math.gcd(*sums)
    return max(unit for unit in ROUND if common % unit == 0)


def _between_two(rare: Web, every: Sequence[Carrier]) -> Iterator[tuple[list[Carrier], bool]]:
    """Several that carry from the same account to the same other, near in time; and behind them the rest."""
    rest = [one for one in every if not _single(one)]
    for run in _runs(rare, [one for one in every if _single(one)]):
        if len(run) >= SEVERAL:
            yield run, True
        else:
            rest += run
    yield rest, False


def _single(one: Carrier) -> bool:
    return len(one.came) == len(one.went) == 1


def _ends(rare: Web, one: Carrier) -> tuple[int, int, int]:
    """The fee of one that carries a single payment, who paid and who was paid."""
    return one.fee, int(rare.payer[one.came[0]]), int(rare.payee[one.went[0]])


def _runs(rare: Web, single: Sequence[Carrier]) -> Iterator[list[Carrier]]:
    """Those of one fee that carry a payment each between the same two accounts, near in time."""
    ends: dict[tuple[int, int, int], list[Carrier]] = {}
    for one in single:
        ends.setdefault(_ends(rare, one), []).append(one)
    for some in ends.values():
        runs: list[list[Carrier]] = []
        for one in sorted(some, key=lambda one: one.came):
            late = rare.t[one.came[0]] - rare.t[runs[-1][-1].came[0]] > days(NEAR_DAYS) if runs else True
            runs += [[one]] if late else []
            runs[-1] += [] if late else [one]
        yield from runs


def _apart(rare: Web, every: Sequence[Carrier]) -> list[Carrier]:
    """Carriers, the single payments among several that others carry beside them taken as ones of their own.

    An account that stands in two shapes carries for both, and what it got and paid in all agrees to the cent
    as well as each part.
    """
    whole = {piece: one for one in every if not _single(one) for piece in _pieces(rare, one)}
    found: dict[Carrier, list[Carrier]] = {}
    for run in _runs(rare, [*(one for one in every if _single(one)), *whole]):
        if len({one.account for one in run}) >= SEVERAL:
            for piece in run:
                if piece in whole:
                    found.setdefault(whole[piece], []).append(piece)
    parts = [[one] if one not in found else [*found[one], *_without(one, found[one])] for one in every]
    return [part for some in parts for part in some]


def _pieces(rare: Web, one: Carrier) -> list[Carrier]:
    """The single payments of a carrier that it handed on in one, to the cent; no payment twice."""
    found: list[Carrier] = []
    left = list(one.went)
    for came in one.came:
        cents = round(100 * float(rare.amount[came]))
        for went in left:
            carried = round(100 * float(rare.amount[went]))
            if rare.latest[went] >= rare.t[came] and abs(cents * (100 - one.fee) / 100 - carried) <= 1:
                if telling([cents], [cents, carried]):
                    found.append(Carrier(one.account, (came,), (went,), one.fee))
                    left.remove(went)
                break
    return found


def _without(one: Carrier, pieces: Sequence[Carrier]) -> list[Carrier]:
    """What is left of a carrier, if anything is on both sides."""
    gone = {edge for piece in pieces for edge in (*piece.came, *piece.went)}
    came, went = (tuple(edge for edge in edges if edge not in gone) for edges in (one.came, one.went))
    return [Carrier(one.account, came, went, one.fee)] if came and went else []


def _group(some: Sequence[Carrier]) -> Group:
    return Group(tuple(some), tuple(sorted({edge for one in some for edge in (*one.came, *one.went)})))


def _webs(rare: Web, kept: Sequence[Carrier], near: float = NEAR_DAYS) -> Iterator[Group]:
    """What hangs together, of no more than the most members: else of those that are nearer in time."""
    for one in _groups(rare, kept, near):
        if len(one.parties(rare)) <= MOST_MEMBERS:
            yield one
        elif near > LEAST_NEAR_DAYS:
            yield from _webs(rare, one.carriers, near / 2)


def _groups(rare: Web, kept: Sequence[Carrier], near_days: float) -> list[Group]:
    one, other = [], []
    sides: dict[tuple[int, bool], list[tuple[int, int]]] = {}
    for at, carrier in enumerate(kept):
        edges = sorted({*carrier.came, *carrier.went})
        for edge, near in pairwise(edges):
            one.append(edge)
            other.append(near)
        for edge in carrier.came:
            sides.setdefault((int(rare.payer[edge]), True), []).append((edge, at))
        for edge in carrier.went:
            sides.setdefault((int(rare.payee[edge]), False), []).append((edge, at))
    for ends in sides.values():  # the same payer, or payee, near in time
        for (edge, _at), (near, _which) in pairwise(sorted(ends)):
            if rare.t[near] - rare.t[edge] <= days(near_days):
                one.append(edge)
                other.append(near)
    root = kernels.joined(np.array(one, np.int64), np.array(other, np.int64), len(rare.payer))
    found: dict[int, list[Carrier]] = {}
    for carrier in kept:
        found.setdefault(int(root[carrier.came[0]]), []).append(carrier)
    return [_group(some) for _at, some in sorted(found.items())]
