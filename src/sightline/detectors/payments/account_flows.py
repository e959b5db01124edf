"""What comes into an account and what leaves it: matched, measured, and looked at window by window."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sightline.clean.time_zones import Zone
from sightline.detectors.day_alone import latest

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
NIGHT = (22, 6)
"""hours of the day where the account is: from 22 to 6"""
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
    zone: Zone | None = None
    """by which clock its holder goes, as far as the country of the account is known"""


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
class Others:
    """Accounts that are no clients: the holder's own and the family's, and those on both sides."""

    related: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time in which an account worked as a bank, with the measures of it."""

    flows: tuple[Flow, ...]
    payers: frozenset[str]
    payees: frozenset[str]
    main_payers: frozenset[str]
    main_payees: frozenset[str]
    """the fewest who move most of the money, without those who are on both sides"""
    both: frozenset[str]
    """of the fewest who move most of the money those who pay in and are paid, at whatever time"""
    came: dict[str, Decimal]
    went: dict[str, Decimal]
    """sums by currency"""
    passed: float
    passed_money: float
    """how much of a payment in leaves in time, and how much of the money"""
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
    others = Others(related, on_both_sides(flows))
    if _is_bank(flows, others, params):
        yield measured(flows, others, params)
        return
    for days in (params.windows_days, params.windows_days // 3):
        if found := _joined(_windows(flows, others, days, params), flows, others, params):
            yield from (measured(flows[first:last], others, params) for first, last in found)
            return


def on_both_sides(flows: Sequence[Flow]) -> frozenset[str]:
    """Those who pay in and are paid: a circle of members, friends, partners in trade."""
    return frozenset(
        {flow.other for flow in flows if flow.comes} & {flow.other for flow in flows if not flow.comes}
    )


def _windows(flows: Sequence[Flow], others: Others, days: int, params: Any) -> Iterator[tuple[int, int]]:
    """Windows in which it is a bank. All are of full length, so that the last ends with the last payment."""
    times = [flow.at for flow in flows]
    length = days * DAY_MS
    last_begin = times[-1] - length
    if last_begin <= times[0]:
        return
    for begin in (*range(times[0], last_begin, length // STEPS), last_begin):
        first, last = bisect_left(times, begin), bisect_right(times, begin + length)
        if _is_bank(flows[first:last], others, params):
            yield first, last


def _is_bank(flows: Sequence[Flow], others: Others, params: Any) -> bool:
    """Whether every condition holds; what is cheap to know is asked first."""
    if len(flows) < params.payments:
        return False
    payers = {flow.other for flow in flows if flow.comes} - others.related - others.both
    payees = {flow.other for flow in flows if not flow.comes} - others.related - others.both
    if len(payers) < params.payers or len(payees) < params.payees:
        return False
    if len(payers | payees) < params.counterparties or size_ratio(flows) > params.size_ratio:
        return False
    if drift(flows, lone(flows, params)) > params.drift_share:
        return False
    if size_ratio(without_the_largest(flows)) > params.size_ratio:
        return False
    return holds(measured(flows, others, params), params)


def without_the_largest(flows: Sequence[Flow]) -> list[Flow]:
    """The flows without those of whoever pays in most and of whoever is paid most, as wage and rent are."""
    moved: dict[tuple[bool, str, str], Decimal] = {}
    for flow in flows:
        key = (flow.comes, flow.currency, flow.other)
        moved[key] = moved.get(key, ZERO) + flow.amount
    largest: dict[tuple[bool, str], tuple[Decimal, str]] = {}
    for (comes, currency, other), amount in moved.items():
        largest[comes, currency] = max(largest.get((comes, currency), (ZERO, "")), (amount, other))
    return [flow for flow in flows if largest[flow.comes, flow.currency][1] != flow.other]


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


def lone(flows: Sequence[Flow], params: Any) -> frozenset[Flow]:
    """Payments whose other side is taken to be missing from the data: few and small, of each currency.

    They are the largest that explain a part of the difference between what came in and what went out, no
    more than `missing_share` of the payments and `missing_money` of the larger side.
    """
    return frozenset(
        flow
        for several in by_currency(flows).values()
        for flow in _lone(several, int(params.missing_share * len(several)), params.missing_money)
    )


def _lone(flows: Sequence[Flow], most: int, money_share: float) -> Iterator[Flow]:
    if not most:
        return
    came, went = _sum(flows, comes=True), _sum(flows, comes=False)
    surplus = min(abs(came - went), max(came, went) * Decimal(str(money_share)))
    heavier = [flow for flow in flows if flow.comes is (came > went)]
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


def _joined(
    windows: Iterator[tuple[int, int]], flows: Sequence[Flow], others: Others, params: Any
) -> list[tuple[int, int]]:
    """Windows that overlap as one, as long as it is a bank in all of it; else the first of them."""
    joined: list[tuple[int, int]] = []
    for first, last in windows:
        if not joined or first > joined[-1][1]:
            joined.append((first, last))
        elif _is_bank(flows[joined[-1][0] : last], others, params):
            joined[-1] = (joined[-1][0], last)
    return joined


def measured(flows: Sequence[Flow], others: Others, params: Any) -> Spell:
    """The measures of these flows; those with related accounts do not count as counterparties."""
    currencies = by_currency(flows)
    matches = [
        match for name in sorted(currencies) for match in matched(currencies[name], params.passed_hours)
    ]
    strangers = [flow for flow in flows if flow.other not in others.related]
    coming = [flow for flow in strangers if flow.comes]
    going = [flow for flow in strangers if not flow.comes]
    alone = lone(flows, params)
    payers, payees = main_others(coming, params.weight_share), main_others(going, params.weight_share)
    return Spell(
        tuple(flows),
        frozenset(flow.other for flow in coming),
        frozenset(flow.other for flow in going),
        payers - others.both,
        payees - others.both,
        (payers | payees) & others.both,
        {name: _sum(several, comes=True) for name, several in currencies.items()},
        {name: _sum(several, comes=False) for name, several in currencies.items()},
        passed(flows, matches, params.passed_hours),
        passed_money(flows, matches, params.passed_hours, alone),
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
    shares = [float(left / flow.amount) for flow, left in _left(flows, matches, hours)]
    return sum(shares) / max(1, len(shares))


def passed_money(
    flows: Sequence[Flow], matches: Sequence[Match], hours: float, alone: Collection[Flow]
) -> float:
    """How much of the money that came in leaves in time; the mean of the currencies by their payments in.

    A wage that is lived on through a month stays, though many small payments beside it pass. `alone`
    payments lack their other side and are left out.
    """
    judged = [(flow, left) for flow, left in _left(flows, matches, hours) if flow not in alone]
    shares = []
    for name in {flow.currency for flow, _ in judged}:
        several = [(flow.amount, left) for flow, left in judged if flow.currency == name]
        came = sum((amount for amount, _ in several), ZERO)
        shares.append((len(several), float(sum((left for _, left in several), ZERO) / came)))
    return sum(count * share for count, share in sorted(shares)) / max(1, len(judged))


def _left(flows: Sequence[Flow], matches: Sequence[Match], hours: float) -> list[tuple[Flow, Decimal]]:
    """Each payment in that had the time to leave, and how much of it left in time."""
    left: dict[Flow, Decimal] = {}
    for match in matches:
        source = match.earlier if match.earlier.comes else match.later
        left[source] = left.get(source, ZERO) + match.amount
    judged_until = flows[-1].at - hours * HOUR_MS
    return [
        (flow, left.get(flow, ZERO))
        for flow in flows
        if flow.comes and (flow.at <= judged_until or left.get(flow) == flow.amount)
    ]


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
        while waiting and flow.at - latest(waiting[0][0].at) > hours * HOUR_MS:
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
        and spell.passed_money >= params.passed_money
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


def night_flows(spell: Spell, zone: Zone | None) -> list[Flow]:
    """Those booked at night by this clock, UTC without one; none where no time of day was given."""
    told = [flow for flow in spell.flows if flow.at % DAY_MS]
    late, early = NIGHT
    hour = zone.hour if zone else lambda at: at % DAY_MS // HOUR_MS
    return [flow for flow in told if not early <= hour(flow.at) < late]
