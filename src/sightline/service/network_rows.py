"""The rows of an edge of a network: what one paid another, each with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import ibis.expr.types as ir
from ibis import _

from sightline.detectors.coins import transfer_versions
from sightline.detectors.detector import booked, moment
from sightline.detectors.payments import disputed_payments
from sightline.errors import UsageError
from sightline.lake.payments_once import Counted
from sightline.model.citation import Citation, Reason
from sightline.model.view import View
from sightline.service import listed_wallets, payment_settlements, table_rows
from sightline.service.network import meant
from sightline.service.network_shape import WALLET, Party
from sightline.service.network_tables import (
    TABLES,
    exact,
    flows_of,
    names_of,
    number_of,
    parts_of,
    payments_of,
)
from sightline.service.workbench import Workbench

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Paid:
    """Whose rows are asked for: payer and payee by id or number, in one currency, from one time to another.

    A line of a network counts what was paid from its first to its last payment: the same two times give its
    rows and no others.
    """

    payer: str
    payee: str
    currency: str = ""
    since: datetime | None = None
    until: datetime | None = None
    after: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One payment or transfer of an edge, and where it stands."""

    id: str
    at: datetime
    amount: Decimal
    currency: str
    purpose: str
    cite: Citation
    disputed: Reason | None = None
    """what files say differently of it, each with its place, and who settled it"""

    @property
    def when(self) -> str:
        """Its time as a reader is told it."""
        return booked(self.at)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of an edge in the order of time, some of them."""

    payer: Party
    payee: Party
    currency: str
    rows: tuple[Row, ...]
    after: int
    more: bool
    since: datetime | None = None
    until: datetime | None = None
    outside: int = 0
    """payments of the two that are left out, as they are not between `since` and `until`"""


def rows(view: View, bench: Workbench, paid: Paid) -> Rows:
    """What one paid another, row by row with its place; `NotFound` for a number that nobody has."""
    lists = listed_wallets.in_force(view, bench)
    words = payment_settlements.settled(view, bench)
    with listed_wallets.opened(view, bench, parts_of(view, bench), TABLES, lists) as tables:
        payer, payee = _sides(tables, paid)
        near = {"payer": [number_of(payer)], "payee": [number_of(payee)]}
        held = flows_of(tables, payer.startswith(WALLET), near, words)
        if paid.currency:
            held = held.filter(_.currency == paid.currency)
        inside = held
        if paid.since:
            inside = inside.filter(_["at"] >= _ms(paid.since))
        if paid.until:
            inside = inside.filter(_["at"] <= _ms(paid.until))
        outside = 0
        if paid.since or paid.until:
            outside = held.count().to_pyarrow().as_py() - inside.count().to_pyarrow().as_py()
        after = max(0, paid.after)
        ordered = inside.order_by("at", "id", "row").limit(MOST_ROWS + 1, offset=after)
        lines = ordered.to_pyarrow().to_pylist()
        names = names_of(tables, (payer, payee))
        if payer.startswith(WALLET):
            disputed = [line for line in lines[:MOST_ROWS] if line["disputed"]]
            doubts = _of_transfers(tables["transfers"], disputed)
        else:
            doubts = _of_payments(payments_of(tables["payments"], near, words), lines[:MOST_ROWS])
    told = tuple(
        Row(
            line["id"],
            moment(line["at"]),
            exact(line["amount"], line["decimals"]),
            line["currency"],
            line["purpose"] or "",
            table_rows.citation(line),
            doubts.get((line["item"], line["row"], line["index"])),
        )
        for line in lines[:MOST_ROWS]
    )
    one, other = (Party(id, (names.get(id) or ("",))[0], 0) for id in (payer, payee))
    more = len(lines) > MOST_ROWS
    return Rows(one, other, paid.currency, told, paid.after, more, paid.since, paid.until, outside)


def _sides(tables: Mapping[str, ir.Table], paid: Paid) -> tuple[str, str]:
    if not paid.payer or not paid.payee:
        raise UsageError("whose payments?", remedy="give payer and payee, as the network's lines do")
    return meant(tables, paid.payer), meant(tables, paid.payee)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _of_transfers(transfers: ir.Table, lines: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], Reason]:
    """What files say differently of these transfers, by item, row and index."""
    if not lines:
        return {}
    near = transfers.filter(transfers.tx.isin(sorted({line["id"] for line in lines})))
    held = transfer_versions.disputed(near, len(lines) * 10)
    told = {key: transfer_versions.told(versions) for key, versions in held.items()}
    return {
        (line["item"], line["row"], line["index"]): told[key]
        for line in lines
        if (key := (line["chain"], line["id"], line["index"])) in told
    }


def _of_payments(found: Counted, lines: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], Reason]:
    """What files say differently of these payments, and who settled it, by item, row and 0."""
    if not lines:
        return {}
    held = found.conflicts.of({(line["item"], line["row"]) for line in lines})
    return {(*row, 0): disputed_payments.told(pairs) for row, pairs in held.items()}
