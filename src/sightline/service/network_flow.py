"""How much can have gone along a way: the greatest sum that can have followed in the order of time.

What lies with a party on the way is what came to it before. A payment takes on no more than that, so each
goes as far as it can as soon as it can, which on a chain leaves nothing better to do. Of one moment the
earlier on the way goes first. Where only the day of a payment is known, it may hand on parts of itself at any
time of its day, which is at least what it can have handed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import groupby

from sightline.detectors.day_alone import day_of, latest, too_early

EXACT = Context(prec=60)
NOTHING = Decimal()


@dataclass(frozen=True, slots=True)
class Step:
    """A payment on a way: which of its edges it is of (from 0), when it was (ms), and how much."""

    edge: int
    at: int
    amount: Decimal
    whole_day: bool = False
    """whether it may be of any time of the day that begins then"""


def steps(edge: int, payments: Sequence[tuple[int, Decimal]], days: bool) -> list[Step]:
    """Payments (ms, amount) of one edge; with `days` one of midnight may be of any time of its day."""
    return [Step(edge, at, amount, days and latest(at) != at) for at, amount in payments]


def greatest(payments: Sequence[Step], edges: int) -> Decimal:
    """The most that can have gone over all edges, in the unit of these amounts, which are of one currency."""
    lies = [NOTHING] * (edges + 1)
    ordered = sorted(payments, key=lambda one: (day_of(one.at), not one.whole_day, one.at, one.edge))
    for _day, of_day in groupby(ordered, key=lambda one: day_of(one.at)):
        any_time = [NOTHING] * edges
        for one in of_day:
            if one.whole_day:
                any_time[one.edge] = EXACT.add(any_time[one.edge], one.amount)
                continue
            _go(lies, any_time)
            _move(lies, one.edge, one.amount)
        _go(lies, any_time)
    return lies[edges]


def _go(lies: list[Decimal], any_time: list[Decimal]) -> None:
    """What may go at any time of the day goes as far as it can."""
    for edge, left in enumerate(any_time):
        if left:
            any_time[edge] = EXACT.subtract(left, _move(lies, edge, left))


def _move(lies: list[Decimal], edge: int, most: Decimal) -> Decimal:
    """Take on no more than lies there, over the first edge as much as is paid; gives how much."""
    part = min(most, lies[edge]) if edge else most
    if edge:
        lies[edge] = EXACT.subtract(lies[edge], part)
    lies[edge + 1] = EXACT.add(lies[edge + 1], part)
    return part


def may_follow(payments: Sequence[Step], edges: int) -> bool:
    """Whether a payment of each edge may have followed one of the edge before, whatever the sums."""
    since = -(2**62)
    for edge in range(edges):
        ends = [
            max(one.at, since)
            for one in payments
            if one.edge == edge and not (too_early(one.at, since) if one.whole_day else one.at < since)
        ]
        if not ends:
            return False
        since = min(ends)
    return True
