"""The payments of the party a signal is about: with whom, how much, and what stayed, day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Context, Decimal
from typing import Any

import ibis.expr.types as ir

from sightline.lake.payments_once import counted_among
from sightline.lake.taken_in import in_order
from sightline.model.citation import Citation
from sightline.model.settlement import Settlement
from sightline.model.signal import Actor, Signal
from sightline.model.view import View
from sightline.record.table_parts import items_in_order
from sightline.service import payment_settlements, table_rows
from sightline.service.workbench import Workbench

TABLE = "payments"
ACCOUNT = "account-"
MIDDLES = ("gatherer", "scatterer", "middle", "collector")
"""roles of accounts that detectors give to those through which the money goes"""
ONE_PARTY = ("mission account",)
"""roles of accounts that are all of one party, and are drawn together"""
MOST = 20_000
"""payments of one account that are drawn; of more, the first"""
EXACT = Context(prec=40)
"""digits of an amount in the lake are 38"""
COLUMNS = (
    "payment_id", "booked_ms", "amount", "currency", "debtor_account", "debtor_name", "creditor_account",
    "creditor_name", "purpose", *table_rows.PLACE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment into or out of the account, and the row it stands in."""

    id: str
    at: datetime
    amount: Decimal
    currency: str
    incoming: bool
    other: str
    """the account on the other side"""
    other_name: str
    purpose: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class Edge:
    """What passed between the account and another one, one way, in one currency."""

    other: str
    name: str
    incoming: bool
    currency: str
    amount: Decimal
    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Day:
    """A day's payments in the main currency; `drift` is what came in less what went out since the first."""

    day: date
    came: Decimal
    went: Decimal
    drift: Decimal


@dataclass(frozen=True, slots=True)
class Flows:
    """A party over the period of a signal. Amounts of different currencies are never added up."""

    accounts: tuple[Actor, ...]
    """those drawn as one"""
    currency: str
    """the one with most payments; the days are in it"""
    edges: tuple[Edge, ...]
    """the main currency first, the largest amount first"""
    days: tuple[Day, ...]
    payments: tuple[Payment, ...]
    others: tuple[tuple[str, int], ...]
    """payments in other currencies, and those between its own accounts under `self`"""
    choices: tuple[Actor, ...] = ()
    """all accounts of the signal, each of which may be drawn alone"""
    of: int = 0
    """payments of the same period in which any account of the signal stands"""


def flows(view: View, bench: Workbench, signal: Signal, account: str = "") -> Flows | None:
    """The payments of the party amid a signal in its period, as far as the View may see the rows.

    `account` is the number of one of the signal's accounts that is asked for in its place.
    """
    choices = tuple(one for one in signal.actors if one.id.startswith(ACCOUNT))
    drawn = tuple(one for one in choices if one.id == ACCOUNT + account) or middle(signal)
    if not drawn:
        return None
    seen = table_rows.pinned(view, bench, signal.manifests, TABLE)
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        ordered = in_order(tables[TABLE], items_in_order(seen, TABLE))
        words = payment_settlements.settled(view, bench)
        found = _payments(_of(ordered, drawn, signal, words), _numbers(drawn))
        whole = len(found) if len(drawn) == len(choices) else _count(_of(ordered, choices, signal, words))
    return replace(drawn_together(drawn, found), choices=choices, of=whole)


def middle(signal: Signal) -> tuple[Actor, ...]:
    """The account through which money goes, where a role says so, and all of a party whose accounts the
    signal is about; else the first account, if there is one."""
    accounts = [one for one in signal.actors if one.id.startswith(ACCOUNT)]
    together = tuple(one for one in accounts if one.role in ONE_PARTY)
    amid = [one for one in accounts if one.role in MIDDLES]
    return together or tuple((amid or accounts)[:1])


def _numbers(accounts: Iterable[Actor]) -> frozenset[str]:
    return frozenset(one.id.removeprefix(ACCOUNT) for one in accounts)


def _of(
    payments: ir.Table, accounts: Iterable[Actor], signal: Signal, words: Sequence[Settlement]
) -> ir.Table:
    """Payments in which any of these accounts stands, in the period of a signal, each once."""
    since, until = (round(at.timestamp() * 1000) for at in (signal.start, signal.end))
    numbers = sorted(_numbers(accounts))

    def own(rows: ir.Table) -> ir.Table:
        sides = rows.debtor_account.isin(numbers) | rows.creditor_account.isin(numbers)
        return rows.filter(sides, rows.booked_ms.between(since, until))

    return counted_among(payments, own, words).payments


def _count(payments: ir.Table) -> int:
    return int(payments.count().execute())


def _payments(own: ir.Table, accounts: frozenset[str]) -> tuple[Payment, ...]:
    rows = own.select(*COLUMNS).order_by("booked_ms", "payment_id", "row").limit(MOST).to_pyarrow()
    return tuple(_payment(row, accounts) for row in rows.to_pylist())


def _payment(row: Mapping[str, Any], accounts: frozenset[str]) -> Payment:
    incoming = row["creditor_account"] in accounts
    side = "debtor" if incoming else "creditor"
    return Payment(
        row["payment_id"],
        datetime.fromtimestamp(row["booked_ms"] / 1000, UTC),
        plain(row["amount"]),
        row["currency"],
        incoming,
        row[f"{side}_account"],
        row[f"{side}_name"] or "",
        row["purpose"] or "",
        table_rows.citation(row),
    )


def plain(amount: Decimal) -> Decimal:
    """The same amount without zeros behind its last digit, but for those of cents."""
    short = amount.normalize(EXACT)
    exponent = short.as_tuple().exponent
    return (
        short
        if isinstance(exponent, int) and exponent < -2
        else amount.quantize(Decimal("0.01"), None, EXACT)
    )


def drawn_together(accounts: tuple[Actor, ...], payments: Sequence[Payment]) -> Flows:
    """Payments by counterparty and by day."""
    own = _numbers(accounts)
    passed = [one for one in payments if one.other not in own]
    currencies = Counter(one.currency for one in passed)
    main = min(currencies, key=lambda name: (-currencies[name], name), default="")
    edges = sorted(_edges(passed), key=lambda one: (one.currency != main, -one.amount, one.other))
    others = sorted((name, count) for name, count in currencies.items() if name != main)
    if len(passed) < len(payments):
        others.append(("self", len(payments) - len(passed)))
    days = tuple(_days(one for one in passed if one.currency == main))
    return Flows(accounts, main, tuple(edges), days, tuple(payments), tuple(others))


def _edges(payments: Iterable[Payment]) -> Iterator[Edge]:
    groups: dict[tuple[str, bool, str], list[Payment]] = defaultdict(list)
    for one in payments:
        groups[one.other, one.incoming, one.currency].append(one)
    for (other, incoming, currency), several in groups.items():
        name = next((one.other_name for one in several if one.other_name), "")
        total = sum((one.amount for one in several), Decimal())
        first, last = several[0].at.date(), several[-1].at.date()
        yield Edge(other, name, incoming, currency, total, len(several), first, last)


def _days(payments: Iterable[Payment]) -> Iterator[Day]:
    came: dict[date, Decimal] = defaultdict(Decimal)
    went: dict[date, Decimal] = defaultdict(Decimal)
    for one in payments:
        (came if one.incoming else went)[one.at.date()] += one.amount
    if not came and not went:
        return
    drift, day, last = Decimal(), min([*came, *went]), max([*came, *went])
    while day <= last:
        drift += came[day] - went[day]
        yield Day(day, came[day], went[day], drift)
        day += timedelta(days=1)
