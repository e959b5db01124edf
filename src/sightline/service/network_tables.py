"""The tables that networks are made of: payments and transfers in one shape, names, labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.detectors.coins import transfer_versions
from sightline.detectors.coins.labels import Labels, read_labels
from sightline.lake import payments_once
from sightline.model.settlement import Settlement
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import table_rows
from sightline.service.network_shape import ACCOUNT, WALLET
from sightline.service.workbench import Workbench

TABLES = ("payments", "transfers", "accounts", "labels")
LARGEST = Decimal(10) ** 34
"""base units of one transfer: more are of no asset there is, and are left out here"""
EXACT = Context(prec=60)


def parts_of(view: View, bench: Workbench) -> tuple[TablePart, ...]:
    """The partitions networks are made of, of those the View may see."""
    with bench.office.read(view) as session:
        return parts(view, session, TABLES)


def number_of(id: str) -> str:
    """The account or address an id names."""
    return id.partition("-")[2]


def exact(amount: Decimal, decimals: int) -> Decimal:
    """Base units as whole coins; an amount of money without the zeros behind its cents."""
    found = EXACT.scaleb(Decimal(amount), -decimals) if decimals else Decimal(amount)
    short = EXACT.normalize(found)
    exponent = short.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        return short
    return EXACT.quantize(short, Decimal(1) if decimals and exponent in (0,) else Decimal("0.01"))


def flows_of(
    tables: Mapping[str, ir.Table],
    coins: bool,
    near: Mapping[str, Sequence[str]],
    words: Sequence[Settlement] = (),
) -> ir.Table:
    """Payments or transfers in one shape: payer, payee, currency, decimals, amount, at, id, purpose.

    `near` names the payers or payees that are looked at. A transfer or payment that several files give counts
    once, as in the ledger of a theft and for the detectors; `disputed` says that they disagree about it, and
    that none of `words` settled it.
    """
    if coins:
        return _transfers(tables["transfers"], near)
    once = payments_of(tables["payments"], near, words)
    return once.conflicts.marked(once.payments).select(
        *table_rows.PLACE,
        payer=_.debtor_account,
        payee=_.creditor_account,
        currency=_.currency,
        decimals=ibis.literal(0, "int64"),
        amount=_.amount,
        at=_.booked_ms,
        id=_.payment_id,
        purpose=_.purpose,
        chain=ibis.literal(""),
        index=ibis.literal(0, "int64"),
        disputed=_.disputed,
    )


def payments_of(
    held: ir.Table, near: Mapping[str, Sequence[str]], words: Sequence[Settlement]
) -> payments_once.Counted:
    """The payments of these payers and payees, each once, none of an account to itself."""

    def chosen(rows: ir.Table) -> ir.Table:
        sides = {"payer": rows.debtor_account, "payee": rows.creditor_account}
        return rows.filter(
            rows.debtor_account != rows.creditor_account,
            *(sides[side].isin(list(several)) for side, several in near.items()),
        )

    return payments_once.counted_among(held, chosen, words)


def _transfers(every: ir.Table, near: Mapping[str, Sequence[str]]) -> ir.Table:
    def chosen(of: ir.Table) -> list[ir.BooleanValue]:
        sides = {"payer": of.from_address, "payee": of.to_address}
        return [sides[side].isin(list(several)) for side, several in near.items()]

    versions = transfer_versions.of_keys(every, every.filter(*chosen(every)))
    held = transfer_versions.once(transfer_versions.compared(versions))
    small = held.amount < ibis.literal(LARGEST, "decimal(38, 0)")
    return held.filter(held.from_address != held.to_address, small, *chosen(held)).select(
        *table_rows.PLACE,
        payer=_.from_address,
        payee=_.to_address,
        currency=_.asset + ibis.literal(" on ") + _.chain,
        decimals=_.decimals,
        amount=_.amount,
        at=_.time_ms,
        id=_.tx,
        purpose=ibis.literal(""),
        chain=_.chain,
        index=_["index"],
        disputed=_.disputed,
    )


def labels_of(tables: Mapping[str, ir.Table], wallets: Sequence[str]) -> Labels:
    """What labels say of these addresses, by the rule of the ledger of a theft."""
    return read_labels(tables["labels"].filter(_.address.isin(list(wallets))))


def names_of(tables: Mapping[str, ir.Table], ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What holders of accounts and labels of addresses are called; of several names the most frequent first.

    Of names as frequent the one in the register of accounts goes first. An address has one, see `Labels`.
    """
    accounts = sorted({number_of(id) for id in ids if id.startswith(ACCOUNT)})
    wallets = sorted({number_of(id) for id in ids if id.startswith(WALLET)})
    found: dict[str, list[str]] = {}
    if accounts:
        payments, register = tables["payments"], tables["accounts"]
        sides = [
            register.select(number=_.account, name=_.holder, held=ibis.literal(1)),
            payments.select(number=_.debtor_account, name=_.debtor_name, held=ibis.literal(0)),
            payments.select(number=_.creditor_account, name=_.creditor_name, held=ibis.literal(0)),
        ]
        own = ibis.union(*sides).filter(_.number.isin(accounts), _.name.notnull())
        counted = own.group_by("number", "name").agg(count=_.count(), held=_.held.max())
        ordered = counted.order_by("number", ibis.desc("count"), ibis.desc("held"), "name")
        for line in ordered.to_pyarrow().to_pylist():
            found.setdefault(ACCOUNT + line["number"], []).append(line["name"])
    if wallets:
        labels = labels_of(tables, wallets)
        found |= {WALLET + address: [labels.called(address)] for address in labels.all}
    return {id: tuple(several) for id, several in found.items()}
