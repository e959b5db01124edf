"""A running total that covers no day twice, from single days and from figures for whole periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """An amount on its days. `overall`: it says how much came on all these days from everyone together."""

    id: int
    first: date
    last: date
    overall: bool
    amount: Fraction
    reckoned: bool = True
    """whether the amount is by the assumption of its line; else it is as stated, for want of a load"""


@dataclass(frozen=True, slots=True)
class Sum:
    """The total up to and with a day; `since` is the first day on which what was added may have come.

    `stated`: what was added last was not reckoned by the assumption of its line.
    """

    day: date
    total: Fraction
    since: date
    stated: bool = False


def running(items: Sequence[Item], start: date) -> tuple[tuple[Sum, ...], frozenset[int]]:
    """The total after each day something was added, and the ids that make up the last total.

    Items that are not overall are added on their last day. An overall figure stands for everything on its
    days, so it counts in place of what else was added on them wherever it is more. All amounts are at least
    zero and all days at or after `start`.
    """
    if not items:
        return (), frozenset()
    single: dict[date, list[Item]] = defaultdict(list)
    whole: dict[date, list[Item]] = defaultdict(list)
    for item in items:
        (whole if item.overall else single)[item.last].append(item)
    totals: dict[date, Fraction] = {start - ONE: Fraction(0)}
    chosen: dict[date, Item] = {}
    steps: list[Sum] = []
    day, end = start, max(item.last for item in items)
    while day <= end:
        total = totals[day - ONE] + sum((item.amount for item in single[day]), Fraction(0))
        for item in sorted(whole[day], key=lambda one: one.id):
            if (instead := totals[item.first - ONE] + item.amount) > total:
                total, chosen[day] = instead, item
        totals[day] = total
        if total > totals[day - ONE] or (day == end and not steps):
            steps.append(_step(day, total, chosen.get(day), single[day]))
        day += ONE
    return tuple(steps), _used(single, chosen, start, end)


def _step(day: date, total: Fraction, instead: Item | None, added: Sequence[Item]) -> Sum:
    since = instead.first if instead else min((item.first for item in added), default=day)
    stated = not instead.reckoned if instead else any(not item.reckoned for item in added)
    return Sum(day, total, since, stated)


def _used(single: dict[date, list[Item]], chosen: dict[date, Item], start: date, end: date) -> frozenset[int]:
    used: set[int] = set()
    day = end
    while day >= start:
        if day in chosen:
            used.add(chosen[day].id)
            day = chosen[day].first - ONE
        else:
            used |= {item.id for item in single[day]}
            day -= ONE
    return frozenset(used)
