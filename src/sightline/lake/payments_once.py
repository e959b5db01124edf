"""Payments that several files report: by one UETR, or by the payer's reference, is told what is one payment.

The UETR (a UUID that SWIFT's customers give each payment, kept by every bank on its way) is the payment's id
in what `formats` read; rows of one UETR between the same two parties are one payment. The transfer of banks
that covers a customer's payment has its UETR too, between other parties: it is no repetition.

The payer's reference (`EndToEndId`) is his own, and he may use one again. So rows of it are one payment only
where two files say the same debtor, creditor, amount, currency and day, and no two UETRs; what one file says
twice are two payments, and the second of another file is the second of these.

Any other id is unique at one bank only: rows of two files are one payment where all of `EQUAL` agrees, as in
an export that was corrected or overlaps with an earlier one. A row of the same id and accounts that says
another amount is a conflict: it stays, and who reads it is told. All rows stay; who counts takes the first of
a payment, by time, item and row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

UETR = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
LETTERS = 36
DAY_MS = 86_400_000
NO_REFERENCE = ("", "NOTPROVIDED")
"""what banks write where there is no reference"""
KEY = ("uetr", "debtor_account", "creditor_account")
BY_REFERENCE = ("end_to_end", "debtor_account", "creditor_account", "amount", "currency", "day", "nth")
PARTIES = ("payment_id", "debtor_account", "creditor_account")
SAID = (*PARTIES, "booked_ms", "amount", "currency")
"""cells that every file says"""
EQUAL = (*SAID, "purpose", "channel")
"""cells in which rows of two files agree that are one payment whatever its id"""
BANKS = (
    *EQUAL, "debtor_name", "debtor_bic", "creditor_name", "creditor_bic", "agents", "ultimate_debtor",
    "ultimate_creditor",
)  # fmt: skip
"""cells in which such rows agree where it matters which banks and parties each names"""
ROW = ("item", "row", "payment_id")
_KINDS = {"item": pa.string(), "row": pa.int64(), "payment_id": pa.string()}
_Row = tuple[Any, ...]


def once(payments: ir.Table) -> ir.Table:
    """The payments, each that several files report as the first row of it; the table itself where none is."""
    payments = without_equal(payments)
    later = repeated(payments)
    if not later:
        return payments
    told = ibis.memtable(pa.Table.from_pylist(later, schema=pa.schema(list(_KINDS.items()))))
    return payments.anti_join(told, [*ROW])


def without_equal(payments: ir.Table, cells: Sequence[str] = EQUAL) -> ir.Table:
    """The payments, each that several files tell with equal cells as the first row; the table itself without.

    Bulk work, since a second export may repeat millions of rows: what is left goes on as Arrow. With `BANKS`
    rows stay that name other banks or parties: each message of a chain is a report of its own.
    """
    shared = payments.group_by("payment_id").agg(first=_["item"].min(), last=_["item"].max())
    rows = equal_cells(payments.semi_join(shared.filter(_.first != _.last), "payment_id"), cells)
    within = ibis.window(group_by=list(cells))
    ordered = ibis.window(group_by=list(cells), order_by=["item", "row"])
    counted = rows.mutate(
        one_item=_["item"].min().over(within) == _["item"].max().over(within),
        number=ibis.row_number().over(ordered),
    )
    later = counted.filter(~_.one_item, _.number > 0).select(*ROW).to_pyarrow()
    return payments.anti_join(ibis.memtable(later), [*ROW]) if later.num_rows else payments


def equal_cells(payments: ir.Table, cells: Sequence[str] = EQUAL) -> ir.Table:
    """The cells that are equal in rows of one payment, what a file does not say as empty; places; no UETR."""
    return payments.select(
        "item", "row", "place_start", "place_end", *SAID, uetr=ibis.null("string"),
        **{name: payments[name].fill_null("") for name in cells if name not in SAID},
    )  # fmt: skip


def repeated(payments: ir.Table) -> list[dict[str, Any]]:
    """Rows (item, row, payment id) that report a payment again which an earlier row reports."""
    held: dict[_Row, dict[str, Any]] = {}
    same: list[list[_Row]] = []
    for named, key in ((with_uetr(payments), KEY), (with_reference(payments), BY_REFERENCE)):
        for rows in _several(named, key):
            if key is BY_REFERENCE and len({row["uetr"] for row in rows if row["uetr"]}) > 1:
                continue
            same.append([tuple(row[name] for name in ROW) for row in rows])
            held |= {tuple(row[name] for name in ROW): row for row in rows}
    return [
        {name: held[one][name] for name in ROW}
        for group in _together(same)
        for one in sorted(group, key=lambda one: (held[one]["booked_ms"], *one))[1:]
    ]


def _several(named: ir.Table, key: Sequence[str]) -> Iterable[list[dict[str, Any]]]:
    """Rows of one key that more than one file reports."""
    several = named.group_by(*key).agg(files=_["item"].nunique()).filter(_.files > 1).select(*key)
    found: dict[_Row, list[dict[str, Any]]] = defaultdict(list)
    for row in named.semi_join(several, list(key)).to_pyarrow().to_pylist():
        found[tuple(row[name] for name in key)].append(row)
    return found.values()


def _together(groups: Iterable[Sequence[_Row]]) -> list[list[_Row]]:
    """Groups that share a member as one, in the order of their least members."""
    root: dict[_Row, _Row] = {}

    def of(one: _Row) -> _Row:
        while root.setdefault(one, one) != one:
            one = root[one]
        return one

    for group in groups:
        for one, other in pairwise(group):
            least, more = sorted((of(one), of(other)))
            root[more] = least
    found: dict[_Row, list[_Row]] = defaultdict(list)
    for one in root:
        found[of(one)].append(one)
    return [found[one] for one in sorted(found)]


def with_uetr(payments: ir.Table) -> ir.Table:
    """The payments whose id is a UETR: it in lower case, their parties, time and places."""
    narrow = payments.filter(_.payment_id.length() == LETTERS).select(
        "item", "row", "place_start", "place_end", "payment_id", "booked_ms", "debtor_account",
        "creditor_account", uetr=_.payment_id.lower(),
    )  # fmt: skip
    return narrow.filter(_.uetr.re_search(UETR))


def with_reference(payments: ir.Table) -> ir.Table:
    """The payments with a payer's reference: what else must agree, and which of a file it is that say it all.

    `uetr` is null where the id is none.
    """
    given = payments.filter(_.end_to_end.notnull(), ~_.end_to_end.isin(NO_REFERENCE))
    narrow = given.select(
        "item", "row", "place_start", "place_end", "payment_id", "booked_ms", "debtor_account",
        "creditor_account", "amount", "currency", "end_to_end",
        day=(_.booked_ms / DAY_MS).floor().cast("int64"),
        uetr=_.payment_id.lower().re_search(UETR).ifelse(_.payment_id.lower(), ibis.null("string")),
    )  # fmt: skip
    within = ibis.window(group_by=[*BY_REFERENCE[:-1], "item"], order_by=["row", "payment_id"])
    return narrow.mutate(nth=ibis.row_number().over(within))
