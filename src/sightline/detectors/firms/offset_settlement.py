"""Goods are settled against goods: two parties send to one another for like sums, and no money moves.

## What it sees

Pairs of parties that send goods to each other (at least `shipments` each way, with values in one currency)
within `days`, where the smaller sum is at least `balance_share` of the larger, and payments between
accounts of the two, by their names in payments or in the register, come to no more than `paid_share` of
what was sent. Both are seen to pay or to be paid by others in the data at least `active` times, or one
where `one_side` is set, so that silence between them says something. Parties tied by an address, telephone,
e-mail, domain, director, owner or device that fewer than `hub` parties share are one group, which nets
openly, and are left out.

## Why it matters

A ledger that is cleared by trade moves value past every bank. Resolutions 1874 ¶18–20 and 2094 ¶11–15
forbid financial services that could aid the programmes, transfers of value among them.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Swaps of like goods (crude oil, metals, electricity), goods sent for repair or processing and back, returns,
open netting by contract, payments through a bank whose books are not in the data.

## Known misses

Rings of three and more, ledgers kept with a third party, papers with false values, one side in cash, names
in other letters, sides whose sums differ much because the rest is paid in gold or cash.

## Source

Settlement by ledgers and offsets, overseas books cleared by trade and barter stand in the project's
typologies (E2) as patterns of the Panel's reports, unverified there. The limits are proposals of this
project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.detectors import amounts
from sightline.detectors.citing import citations
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms.company_units import register
from sightline.detectors.firms.listed_parties import name_key
from sightline.detectors.firms.trade_papers import (
    DAY_MS,
    Kinship,
    Paid,
    Shipment,
    accounts_named,
    kinship,
    paid,
    shipments,
)
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 2
TABLES = ("payments", "shipments", "accounts", "companies")
MEASURES = ("fin-services",)
_OURS = "proposal of this project"
SHOWN = 6
"""shipments cited each way, the largest"""
PAID, ACCOUNTS = 3, 3
"""payments of a side that are cited, and accounts of it that are named"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as settled against goods."""

    shipments: int = param(2, "fewest each way", "shipments", _OURS, 1)
    days: float = param(180.0, "within so long", "days", _OURS)
    balance_share: float = param(0.7, "the smaller sum, of the larger", "1", _OURS)
    paid_share: float = param(0.05, "most that was paid between them, of what was sent", "1", _OURS)
    active: int = param(3, "fewest payments of a side with others", "payments", _OURS)
    one_side: bool = param(True, "it is enough that one side is seen to pay", "yes or no", _OURS)
    hub: int = param(12, "what so many share relates nobody", "parties", _OURS, 2)


Pair = tuple[str, str]


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Pairs in the order of their names; see the module's own words."""
    pairs = _balanced(shipments(tables["shipments"]), params)
    if not pairs:
        return
    names = sorted({name for both in pairs.values() for one in both for name in (one.shipper, one.consignee)})
    accounts = accounts_named(tables["payments"], tables["accounts"], names)
    payments = paid(tables["payments"], accounts, ("debtor", "creditor")) if accounts else []
    kin = kinship(register(tables["companies"], tables["accounts"]), params.hub)
    between, others = _sorted_out(payments, accounts)
    for pair, sent in sorted(pairs.items()):
        first, second = sent[0].shipper, sent[0].consignee
        if kin.related(first, second):
            continue
        own = set(between.get(pair, ()))
        strangers = {key: [one for one in others.get(key, ()) if one not in own] for key in pair}
        seen = [len(strangers[key]) >= params.active for key in pair]
        if not (any(seen) if params.one_side else all(seen)):
            continue
        currency = sent[0].currency
        money = sum(
            one.amount
            for one in between.get(pair, ())
            if one.currency == currency and sent[0].at <= one.at <= sent[-1].at + params.days * DAY_MS
        )
        if money <= params.paid_share * sum(one.value for one in sent):
            yield _found(pair, sent, money, strangers, (kin, accounts))


def _balanced(papers: Sequence[Shipment], params: Params) -> dict[Pair, list[Shipment]]:
    """Pairs whose shipments both ways come to like sums within the time, by the keys of their names."""
    by_pair: dict[tuple[str, str, str], list[Shipment]] = defaultdict(list)
    for one in papers:
        keys = sorted((name_key(one.shipper), name_key(one.consignee)))
        if one.value and keys[0] and keys[0] != keys[1]:
            by_pair[keys[0], keys[1], one.currency].append(one)
    found: dict[Pair, list[Shipment]] = {}
    for (first, second, _currency), several in sorted(by_pair.items()):
        for begin in several:
            some = [one for one in several if 0 <= one.at - begin.at <= params.days * DAY_MS]
            if _is_balanced(some, first, params) and len(some) > len(found.get((first, second), ())):
                found[first, second] = some
    return found


def _is_balanced(some: Sequence[Shipment], first: str, params: Params) -> bool:
    ways = [[one.value for one in some if (name_key(one.shipper) == first) is way] for way in (True, False)]
    if min(len(way) for way in ways) < params.shipments:
        return False
    return min(map(sum, ways)) >= params.balance_share * max(map(sum, ways))


def _sorted_out(
    payments: Sequence[Paid], accounts: Mapping[str, str]
) -> tuple[dict[Pair, list[Paid]], dict[str, list[Paid]]]:
    """Payments between two known parties by the pair, and those of each with anybody else."""
    between: dict[Pair, list[Paid]] = defaultdict(list)
    others: dict[str, list[Paid]] = defaultdict(list)
    for one in payments:
        payer, payee = accounts.get(one.payer, ""), accounts.get(one.payee, "")
        if payer and payee:
            between[min(payer, payee), max(payer, payee)].append(one)
        for key in {payer, payee} - {""}:
            others[key].append(one)
    return between, others


def _with_others(several: Sequence[Paid], key: str, accounts: Mapping[str, str]) -> str:
    """`6 payments with others from 2023-01-02 to 2023-03-04, on its account A`."""
    own = {side for one in several for side in (one.payer, one.payee) if accounts.get(side) == key}
    days = [moment(one.at).date().isoformat() for one in (several[0], several[-1])]
    when = f"on {days[0]}" if days[0] == days[1] else f"from {days[0]} to {days[1]}"
    whose = f"account{'s' * (len(own) != 1)} {', '.join(sorted(own)[:ACCOUNTS])}"
    more = f" and {len(own) - ACCOUNTS} more" if len(own) > ACCOUNTS else ""
    return f"{amounts.counted(len(several), 'payment')} with others {when}, on its {whose}{more}"


def _cited(active: Sequence[tuple[str, Sequence[Paid]]]) -> str:
    """Whether all of the payments with others are cited."""
    return "they are cited" if all(len(several) <= PAID for _key, several in active) else "some are cited"


def _found(
    pair: Pair,
    sent: Sequence[Shipment],
    money: float,
    others: Mapping[str, Sequence[Paid]],
    parties: tuple[Kinship, Mapping[str, str]],
) -> Found:
    kin, accounts = parties
    ways = [[one for one in sent if name_key(one.shipper) == key] for key in pair]
    (first, second), currency = [way[0].shipper for way in ways], sent[0].currency
    totals = [sum(one.value for one in way) for way in ways]
    largest = [
        one.row for way in ways for one in sorted(way, key=lambda one: (-one.value, one.at, one.id))[:SHOWN]
    ]
    active = [(key, others[key]) for key in pair if others.get(key)]
    reasons = (
        Reason(
            f"{first} sent {second} goods worth {totals[0]:,.2f} {currency} in {len(ways[0])} shipments, "
            f"and got goods worth {totals[1]:,.2f} {currency} in {len(ways[1])}; the largest are cited.",
            citations(largest),
        ),
        Reason(
            f"Payments between accounts of the two come to {money:,.2f} {currency} in the data, while "
            + " and ".join(
                f"{first if key == pair[0] else second} stands in {_with_others(several, key, accounts)}"
                for key, several in active
            )
            + f"; {_cited(active)}.",
            citations(one.row for _key, several in active for one in several[:PAID]),
        ),
    )
    balance = min(totals) / max(totals)
    return Found(
        actors=tuple(Actor(kin.id_of(name), name, "trader") for name in (first, second)),
        start=moment(sent[0].at),
        end=moment(sent[-1].at),
        score=round(min(1.0, 0.3 + 0.4 * balance + 0.05 * min(6, min(map(len, ways)))), 2),
        place=f"{first} and {second}",
        reasons=reasons,
        measures=MEASURES,
    )
