"""What comes into an account and what leaves it: matched, measured, and looked at window by window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
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
    main_payers: frozenset[str]
    main_payees: frozenset[str]
    """the fewest who move most of the money"""
    came: dict[str, Decimal]
    went: dict[str, Decimal]
    """sums by currency"""
    passed: float
    drift: float
    """without the lone ones"""
    lone: frozenset[Flow]
    """payments whose other side is taken to be missing from the data"""
    matches: tuple[Match, ...]

    @property
    def counterparties(self) -> int:
        """Distinct accounts on either side that move most of the money."""
        return len(self.main_payers | self.main_payees)


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
    """Windows in which it is a bank. All are of full length, so that the last ends with the last payment."""
    times = [flow.at for flow in flows]
    length = days * DAY_MS
    last_begin = times[-1] - length
    if last_begin <= times[0]:
        return
    for begin in (*range(times[0], last_begin, length // STEPS), last_begin):
        first, last = bisect_left(times, begin), bisect_right(times, begin + length)
        if _is_bank(flows[first:last], related, params):
            yield first, last


def _is_bank(flows: Sequence[Flow], related: frozenset[str], params: Any) -> bool:
    """Whether every condition holds; what is cheap to know is asked first."""
    if len(flows) < params.payments:
        return False
    payers = {flow.other for flow in flows if flow.comes} - related
    payees = {flow.other for flow in flows if not flow.comes} - related
    if len(payers) < params.payers or len(payees) < params.payees:
        return False
    if len(payers | payees) < params.counterparties or size_ratio(flows) > params.size_ratio:
        return False
    if drift(flows, lone(flows, params.missing_share)) > params.drift_share:
        return False
    return holds(measured(flows, related, params), params)


def size_ratio(flows: Sequence[Flow]) -> float:
    """How much larger payments out are than payments in; the mean of the currencies by their payments.

    The size of payments is that in which a unit of money moves on average, so that many small ones beside
    do not count. 0 where no currency moves both ways.
    """
    ratios = [
        (len(several), _size(several, comes=False) / _size(several, comes=True))
        for several in by_currency(flows).values()
        if len({flow.comes for flow in several}) == 2
    ]
    return sum(count * ratio for count, ratio in ratios) / max(1, sum(count for count, _ in ratios))


def _size(flows: Sequence[Flow], comes: bool) -> float:
    amounts = [float(flow.amount) for flow in flows if flow.comes is comes]
    return sum(amount * amount for amount in amounts) / sum(amounts)


def drift(flows: Sequence[Flow], lone: Collection[Flow] = ()) -> float:
    """How far in and out differ, as a share of the larger; the mean of the currencies by their payments.

    `lone` payments lack their other side and are left out.
    """
    return sum(
        len(several) / len(flows) * _difference([flow for flow in several if flow not in lone])
        for several in by_currency(flows).values()
    )


def _difference(flows: Sequence[Flow]) -> float:
    came, went = _sum(flows, comes=True), _sum(flows, comes=False)
    return float(abs(came - went) / max(came, went)) if flows else 0.0


def lone(flows: Sequence[Flow], missing_share: float) -> frozenset[Flow]:
    """Payments whose other side is taken to be missing from the data, at most this share of each currency.

    They are the largest that explain a part of the difference between what came in and what went out.
    """
    return frozenset(
        flow
        for several in by_currency(flows).values()
        for flow in _lone(several, int(missing_share * len(several)))
    )


def _lone(flows: Sequence[Flow], most: int) -> Iterator[Flow]:
    surplus = _sum(flows, comes=True) - _sum(flows, comes=False)
    heavier = [flow for flow in flows if flow.comes is (surplus > 0)] if most else []
    surplus = abs(surplus)
    for flow in sorted(heavier, key=lambda flow: flow.amount, reverse=True):
        if most and flow.amount <= surplus:
            surplus -= flow.amount
            most -= 1
            yield flow


def by_currency(flows: Sequence[Flow]) -> dict[str, list[Flow]]:
    """The flows of each currency, in their order."""
    found: dict[str, list[Flow]] = {}
    for flow in flows:
        found.setdefault(flow.currency, []).append(flow)
    return found


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
    currencies = by_currency(flows)
    matches = [
        match for name in sorted(currencies) for match in matched(currencies[name], params.passed_hours)
    ]
    strangers = [flow for flow in flows if flow.other not in related]
    coming = [flow for flow in strangers if flow.comes]
    going = [flow for flow in strangers if not flow.comes]
    alone = lone(flows, params.missing_share)
    return Spell(
        tuple(flows),
        frozenset(flow.other for flow in coming),
        frozenset(flow.other for flow in going),
        main_others(coming, params.weight_share),
        main_others(going, params.weight_share),
        {name: _sum(several, comes=True) for name, several in currencies.items()},
        {name: _sum(several, comes=False) for name, several in currencies.items()},
        passed(flows, matches, params.passed_hours),
        drift(flows, alone),
        alone,
        tuple(matches),
    )


def main_others(flows: Sequence[Flow], weight_share: float) -> frozenset[str]:
    """The fewest others who together move this share of the money, in any of the currencies."""
    found: set[str] = set()
    for several in by_currency(flows).values():
        moved: dict[str, Decimal] = {}
        for flow in several:
            moved[flow.other] = moved.get(flow.other, ZERO) + flow.amount
        missing = sum(moved.values(), ZERO) * Decimal(str(weight_share))
        for amount, other in sorted((-amount, other) for other, amount in moved.items()):
            if missing <= 0:
                break
            found.add(other)
            missing += amount
    return frozenset(found)


def passed(flows: Sequence[Flow], matches: Sequence[Match], hours: float) -> float:
    """How much of a payment in leaves in time, on average over the payments in.

    Each counts the same, so that a single large one whose other side is missing does not decide. What came
    so late that it may yet leave is not judged.
    """
    left: dict[Flow, Decimal] = {}
    for match in matches:
        source = match.earlier if match.earlier.comes else match.later
        left[source] = left.get(source, ZERO) + match.amount
    judged_until = flows[-1].at - hours * HOUR_MS
    shares = [
        float(left.get(flow, ZERO) / flow.amount)
        for flow in flows
        if flow.comes and (flow.at <= judged_until or left.get(flow) == flow.amount)
    ]
    return sum(shares) / max(1, len(shares))


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
    """Whether the conditions hold that are dear to measure."""
    payers, payees = len(spell.main_payers), len(spell.main_payees)
    return (
        payers >= params.payers
        and payees >= params.payees
        and spell.counterparties >= params.counterparties
        and min(payers, payees) >= params.side_share * max(payers, payees)
        and spell.passed >= params.passed_share
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
