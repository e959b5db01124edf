"""What comes into an account and what leaves it: matched, measured, and looked at window by window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
NIGHT = (22, 6)
"""hours of the day in UTC: from 22 to 6"""
STEPS = 6
"""a window moves by this part of its length"""
ONE_AMOUNT = 0.6
"""a savings club: so much of what is paid in comes in one and the same amount"""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a person and the row that says so."""

    number: str
    holder: str
    bic: str
    row: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Flow:
    """A payment seen from one account: whether it comes in, the other account, when (ms UTC), how much."""

    comes: bool
    other: str
    at: int
    payment: str
    amount: Decimal
    currency: str
    place: dict[str, Any] = field(hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Match:
    """Money that came and went in time."""

    amount: Decimal
    earlier: Flow
    later: Flow


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time in which an account worked as a bank, with the measures of it."""

    flows: tuple[Flow, ...]
    payers: frozenset[str]
    payees: frozenset[str]
    came: dict[str, Decimal]
    went: dict[str, Decimal]
    """sums by currency"""
    passed: float
    drift: float
    matches: tuple[Match, ...]

    @property
    def counterparties(self) -> int:
        """Distinct accounts on either side."""
        return len(self.payers | self.payees)


def spells(flows: Sequence[Flow], related: frozenset[str], params: Any) -> Iterator[Spell]:
    """The stretches in which the account worked as a bank: the whole time, else windows, joined."""
    if not flows:
        return
    if _is_bank(flows, related, params):
        yield measured(flows, related, params)
        return
    for days in (params.windows_days, params.windows_days // 3):
        if found := _joined(list(_windows(flows, related, days, params)), flows):
            yield from (measured(flows[first:last], related, params) for first, last in found)
            return


def _windows(
    flows: Sequence[Flow], related: frozenset[str], days: int, params: Any
) -> Iterator[tuple[int, int]]:
    times = [flow.at for flow in flows]
    length = days * DAY_MS
    begin = times[0]
    while begin <= times[-1]:
        first, last = bisect_left(times, begin), bisect_right(times, begin + length)
        if _is_bank(flows[first:last], related, params):
            yield first, last
        begin += length // STEPS


def _is_bank(flows: Sequence[Flow], related: frozenset[str], params: Any) -> bool:
    """Whether every condition holds; what is cheap to know is asked first."""
    if len(flows) < params.payments:
        return False
    payers = {flow.other for flow in flows if flow.comes} - related
    payees = {flow.other for flow in flows if not flow.comes} - related
    if len(payers) < params.payers or len(payees) < params.payees:
        return False
    if len(payers | payees) < params.counterparties or drift(flows) > params.drift_share:
        return False
    return holds(measured(flows, related, params), params)


def drift(flows: Sequence[Flow]) -> float:
    """How far in and out differ, as a share of the larger; the mean of the currencies by their payments."""
    sums: dict[str, list[Decimal]] = {}
    counts: Counter[str] = Counter()
    for flow in flows:
        sums.setdefault(flow.currency, [ZERO, ZERO])[flow.comes] += flow.amount
        counts[flow.currency] += 1
    return sum(
        counts[name] / len(flows) * float(abs(came - went) / max(came, went))
        for name, (went, came) in sums.items()
    )


def _joined(found: list[tuple[int, int]], flows: Sequence[Flow]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def measured(flows: Sequence[Flow], related: frozenset[str], params: Any) -> Spell:
    """The measures of these flows; those with related accounts do not count as counterparties."""
    by_currency: dict[str, list[Flow]] = {}
    for flow in flows:
        by_currency.setdefault(flow.currency, []).append(flow)
    came = {name: _sum(several, comes=True) for name, several in by_currency.items()}
    went = {name: _sum(several, comes=False) for name, several in by_currency.items()}
    matches = {name: matched(several, params.passed_hours) for name, several in by_currency.items()}
    passed = 0.0
    for name, several in by_currency.items():
        through = sum((match.amount for match in matches[name]), ZERO)
        share = float(through / came[name]) if came[name] else 0.0
        passed += share * len(several) / len(flows)
    return Spell(
        tuple(flows),
        frozenset(flow.other for flow in flows if flow.comes and flow.other not in related),
        frozenset(flow.other for flow in flows if not flow.comes and flow.other not in related),
        came,
        went,
        passed,
        drift(flows),
        tuple(match for name in sorted(matches) for match in matches[name]),
    )


def _sum(flows: Sequence[Flow], comes: bool) -> Decimal:
    return sum((flow.amount for flow in flows if flow.comes is comes), ZERO)


def matched(flows: Sequence[Flow], hours: float) -> list[Match]:
    """Money of one currency matched with the oldest that came the other way and is still in time.

    What was not matched in time has stayed: it waits no longer, so a fee that is kept does not push later
    matches apart.
    """
    waiting: deque[tuple[Flow, Decimal]] = deque()
    found: list[Match] = []
    for flow in flows:
        while waiting and flow.at - waiting[0][0].at > hours * HOUR_MS:
            waiting.popleft()
        left = flow.amount
        while left and waiting and waiting[0][0].comes is not flow.comes:
            earlier, held = waiting.popleft()
            part = min(left, held)
            found.append(Match(part, earlier, flow))
            left -= part
            if held > part:
                waiting.appendleft((earlier, held - part))
        if left:
            waiting.append((flow, left))
    return found


def holds(spell: Spell, params: Any) -> bool:
    """Whether every condition of a signal holds."""
    return (
        len(spell.flows) >= params.payments
        and len(spell.payers) >= params.payers
        and len(spell.payees) >= params.payees
        and spell.counterparties >= params.counterparties
        and min(len(spell.payers), len(spell.payees))
        >= params.side_share * max(len(spell.payers), len(spell.payees))
        and spell.passed >= params.passed_share
        and spell.drift <= params.drift_share
        and not is_club(spell, params)
    )


def is_club(spell: Spell, params: Any) -> bool:
    """Whether it looks like a savings club: whoever is paid also pays in, mostly one and the same amount."""
    again = len(spell.payees & spell.payers) / max(1, len(spell.payees))
    amounts = Counter((flow.amount, flow.currency) for flow in spell.flows if flow.comes)
    commonest = max(amounts.values(), default=0) / max(1, sum(amounts.values()))
    return again >= params.circle_share and commonest >= ONE_AMOUNT


def round_flows(spell: Spell, unit: int) -> list[Flow]:
    """Those whose amount is a multiple of the unit."""
    return [flow for flow in spell.flows if flow.amount % unit == 0]


def night_flows(spell: Spell) -> list[Flow]:
    """Those booked at night (UTC); none where no time of day was given."""
    told = [flow for flow in spell.flows if flow.at % DAY_MS]
    late, early = NIGHT
    return [flow for flow in told if not early <= flow.at % DAY_MS // HOUR_MS < late]
