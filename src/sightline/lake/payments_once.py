"""Payments that several files report: by one UETR or by a reference is told what is one payment.

The UETR (a UUID that SWIFT's customers give each payment, kept by every bank on its way) is the payment's id
in what `formats` read; rows of one UETR between the same two parties are one payment. The transfer of banks
that covers a customer's payment has its UETR too, between other parties: it is no repetition.

Any other reference is a bank's or the payer's own, and may be used again. So rows of it can be one payment
where two files say the same debtor, creditor, amount, currency and day: the id of one, the reference of who
instructed (`:20:`, `InstrId`) or of a bank (`TxId`) may be the payer's reference of the other (`EndToEndId`,
that of a statement's line). What tells that they are two stands in `payments_matched`. An id of a few digits
may be the number of a row: rows of it are one where all of `EQUAL` agrees.

Rows of one reference and the same accounts that say another amount or another day are a conflict, see
`payments_disputed`: of one time the file taken in last holds. All rows stay; who counts takes the first of a
payment, by time, item and row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from sightline.lake.payments_disputed import (
    ACCOUNTS,
    DAY_MS,
    GIVEN,
    NUMBER,
    OWN,
    PARTIES,
    ROW,
    SAID,
    THERE,
    UETR,
    Conflicts,
    conflicts,
    given,
    holding,
    named,
)
from sightline.lake.payments_matched import Matched, RowId, matched
from sightline.lake.taken_in import TAKEN_IN
from sightline.model.settlement import Settlement

VERSION = 5
"""raised when the same rows make other payments: what was found of them before is found again"""
LETTERS = 36
KEY = ("uetr", "debtor_account", "creditor_account")
BY_REFERENCE = ("reference", "debtor_account", "creditor_account", "amount", "currency", "day")
BY_ID = (*PARTIES, "amount", "currency", "at", "alike")
EQUAL = (*SAID, "purpose", "channel")
"""cells in which rows of two files agree that are one payment whatever its id"""
BANKS = (
    *EQUAL, "debtor_name", "debtor_bic", "creditor_name", "creditor_bic", "agents", "ultimate_debtor",
    "ultimate_creditor",
)  # fmt: skip
"""cells in which such rows agree where it matters which banks and parties each names"""
CHAIN = ("debtor_bic", "creditor_bic", "agents", "ultimate_debtor", "ultimate_creditor")
"""cells that name the banks and parties of a message"""
COMPARED = (*ROW, *ACCOUNTS, "booked_ms", "channel", *OWN)
"""cells that tell whether two rows of a reference are one payment"""
_KINDS = {"item": pa.string(), "row": pa.int64(), "payment_id": pa.string()}


@dataclass(frozen=True, slots=True)
class Counted:
    """Payments, each that several files report as one row of it, and what files say differently of them."""

    payments: ir.Table
    conflicts: Conflicts
    repeats: pa.Table = field(default_factory=lambda: pa.table({}))
    """rows that report a payment again beside the row that counts, whose columns begin with `THERE`"""


def once(payments: ir.Table, settled: Sequence[Settlement] = ()) -> ir.Table:
    """The payments, each that several files report as one row of it; the table itself where none is."""
    return counted(payments, settled).payments


def counted(payments: ir.Table, settled: Sequence[Settlement] = ()) -> Counted:
    """The payments, each once, and the conflicts of those that count.

    With the column `taken_in` it is known which file came last, otherwise that of the greater hash is taken
    for it; the column is not among those of the answer. `settled` are the words of people that stand.
    """
    bare = payments.drop(TAKEN_IN) if TAKEN_IN in payments.columns else payments
    if _of_one_file(payments):
        return Counted(bare, Conflicts())
    left = _without_same_id(bare)
    near = _near(payments, left)
    if not near.count().to_pyarrow().as_py():
        return Counted(left, Conflicts())
    told = matching(near)
    later = _rows([one for one, _first in told.repeats])
    found = conflicts(near.anti_join(ibis.memtable(later), [*ROW]), settled, _pairs(told.apart))
    out = [rows for rows in (later, found.replaced) if rows.num_rows]
    if out:
        left = left.anti_join(ibis.memtable(pa.concat_tables(out)), [*ROW])
    return Counted(left, found, _pairs(told.repeats))


def _of_one_file(payments: ir.Table) -> bool:
    """Whether no two files can tell one payment: most networks and many offices know their rows from one."""
    [held] = payments.aggregate(first=_["item"].min(), last=_["item"].max()).to_pyarrow().to_pylist()
    return bool(held["first"] == held["last"])


def counted_among(
    payments: ir.Table, choose: Callable[[ir.Table], ir.Table], settled: Sequence[Settlement] = ()
) -> Counted:
    """Some of the payments, each once: `choose` filters rows by what they say, and is asked twice.

    Rows of the same ids are looked at with them, since another file may say of one what is not chosen.
    """
    ids = choose(payments).select("payment_id").distinct()
    found = counted(payments.semi_join(ids, "payment_id"), settled)
    return replace(found, payments=choose(found.payments))


def _rows(found: Sequence[RowId]) -> pa.Table:
    rows = [dict(zip(ROW, one, strict=True)) for one in found]
    return pa.Table.from_pylist(rows, schema=pa.schema(list(_KINDS.items())))


def _pairs(found: Sequence[tuple[RowId, RowId]]) -> pa.Table:
    """Pairs of rows, the columns of the second with `THERE`."""
    first, second = (_rows([pair[side] for pair in found]) for side in (0, 1))
    names = [*ROW, *(f"{THERE}{name}" for name in ROW)]
    return pa.Table.from_arrays([*first.columns, *second.columns], names=names)


def _near(payments: ir.Table, left: ir.Table) -> ir.Table:
    """Of the rows left those whose reference stands in several files with the same accounts, or id with one.

    Narrow, and read once. First it is looked for the references alone, of which files share few.
    """
    order = payments[TAKEN_IN] if TAKEN_IN in payments.columns else ibis.literal(0, "int64")
    narrow = payments.select(
        "item", "row", "place_start", "place_end", *SAID, *GIVEN, "channel", taken_in=order
    ).semi_join(left, [*ROW])
    narrow = narrow.view()  # Ibis confuses the columns of a join that is joined again
    held = holding(payments)
    every = _numbered(named(left, held))
    within = every.semi_join(ibis.memtable(_in_several(every, "number")), "number")
    own = named(narrow, held, *ROW)
    alike = [
        (within, own, ACCOUNTS),
        *((within.filter(_.is_id), own.filter(_.is_id), [one]) for one in ACCOUNTS),
    ]
    found = [
        rows.semi_join(ibis.memtable(_in_several(several, "reference", *key)), ["reference", *key])
        for several, rows, key in alike
    ]
    chosen = ibis.memtable(ibis.union(*(rows.select(*ROW) for rows in found), distinct=True).to_pyarrow())
    return ibis.memtable(narrow.semi_join(chosen, [*ROW]).to_pyarrow())


def _numbered(named: ir.Table) -> ir.Table:
    """References with a number of each, which takes less memory than they do; of two it may be one."""
    return named.mutate(number=_.reference.hash(), item=_["item"].hash())


def _in_several(named: ir.Table, *key: str) -> pa.Table:
    """The keys that several files have."""
    files = named.group_by(*key).agg(first=_["item"].min(), last=_["item"].max())
    return files.filter(_.first != _.last).select(*key).to_pyarrow()


def without_equal(payments: ir.Table, cells: Sequence[str]) -> ir.Table:
    """The payments, each that several files tell with equal cells as the first row; the table itself without.

    With `BANKS` rows stay that name other banks or parties: each message of a chain is a report of its own.
    """
    return _first_of(payments, lambda rows: equal_cells(rows, cells), cells)


def every_report(payments: ir.Table, found: Conflicts) -> ir.Table:
    """The payments, each message that names other banks or parties as a row; none that another replaces.

    A row that is replaced stays where it names other banks than the one that holds: it is another message.
    """
    told = without_equal(payments, BANKS)
    if not found.replaced.num_rows:
        return told
    pairs = ibis.memtable(found.pairs).filter(_.corrected)
    ids = pairs.select(*ROW, *(f"{THERE}{name}" for name in ROW)).distinct()
    cells = payments.select(*ROW, named=_named(payments))
    own = ids.inner_join(cells, [*ROW]).select(*(f"{THERE}{name}" for name in ROW), held="named")
    other = cells.select(**{f"{THERE}{name}": cells[name] for name in ROW}, named="named")
    both = own.inner_join(other, [f"{THERE}{name}" for name in ROW])
    same = both.filter(both.held == both.named).select(**{name: both[f"{THERE}{name}"] for name in ROW})
    return told.anti_join(ibis.memtable(same.distinct().to_pyarrow()), [*ROW])


def _named(payments: ir.Table) -> ir.StringValue:
    """The banks and parties a row names, as one text."""
    texts = [payments[name].fill_null("") for name in CHAIN]
    return reduce(lambda one, other: one + ibis.literal("\x1f") + other, texts)


def _without_same_id(payments: ir.Table) -> ir.Table:
    """The payments, each that several files tell under one id as the first row; the table itself without."""
    return _first_of(payments, with_id, BY_ID)


def _first_of(payments: ir.Table, tell: Callable[[ir.Table], ir.Table], cells: Sequence[str]) -> ir.Table:
    """The first of the rows in several files whose cells agree.

    Bulk work, since a second export may repeat millions of rows: what is left goes on as Arrow.
    """
    shared = payments.group_by("payment_id").agg(first=_["item"].min(), last=_["item"].max())
    rows = tell(payments.semi_join(shared.filter(_.first != _.last), "payment_id"))
    within = ibis.window(group_by=list(cells))
    ordered = ibis.window(group_by=list(cells), order_by=["item", "row"])
    counted = rows.mutate(
        one_item=_["item"].min().over(within) == _["item"].max().over(within),
        number=ibis.row_number().over(ordered),
    )
    later = counted.filter(~_.one_item, _.number > 0).select(*ROW).to_pyarrow()
    return payments.anti_join(ibis.memtable(later), [*ROW]) if later.num_rows else payments


def equal_cells(payments: ir.Table, cells: Sequence[str]) -> ir.Table:
    """The cells that are equal in rows of one payment, what a file does not say as empty; places; no UETR."""
    return payments.select(
        "item", "row", "place_start", "place_end", *SAID, uetr=ibis.null("string"),
        **{name: payments[name].fill_null("") for name in cells if name not in SAID},
    )  # fmt: skip


def with_id(payments: ir.Table) -> ir.Table:
    """The payments with what must agree in rows of one id: of a row's number all of `EQUAL`, else the day.

    `at` is milliseconds, of the day's beginning or exact; `alike` what else must agree. No UETR.
    """
    number = _.payment_id.re_search(NUMBER)
    said = _.purpose.fill_null("") + "\x1f" + _.channel.fill_null("")
    return payments.select(
        "item", "row", "place_start", "place_end", *SAID,
        at=number.ifelse(_.booked_ms, (_.booked_ms / DAY_MS).floor().cast("int64") * DAY_MS),
        alike=number.ifelse(said, ""),
        uetr=ibis.null("string"),
    )  # fmt: skip


def matching(payments: ir.Table) -> Matched:
    """Which of these rows report a payment again which another reports, and which may."""
    return matched(_several(with_uetr(payments), KEY), _several(with_reference(payments), BY_REFERENCE))


def _several(named: ir.Table, key: Sequence[str]) -> Iterable[list[dict[str, Any]]]:
    """Rows of one key that more than one file reports."""
    several = named.group_by(*key).agg(files=_["item"].nunique()).filter(_.files > 1).select(*key)
    found: dict[RowId, list[dict[str, Any]]] = defaultdict(list)
    for row in named.semi_join(several, list(key)).to_pyarrow().to_pylist():
        found[tuple(row[name] for name in key)].append(row)
    return found.values()


def with_uetr(payments: ir.Table) -> ir.Table:
    """The payments whose id is a UETR, with it in small letters as `uetr`."""
    narrow = payments.filter(_.payment_id.length() == LETTERS).mutate(uetr=_.payment_id.lower())
    return narrow.filter(_.uetr.re_search(UETR)).select(*COMPARED, "uetr")


def with_reference(payments: ir.Table) -> ir.Table:
    """The payments by id and by every other reference, with the day and whether it is their `own`.

    A row two of whose references are one stands once.
    """
    several = ibis.union(
        payments.filter(~_.payment_id.re_search(NUMBER)).mutate(
            reference=_.payment_id, own=ibis.literal(True)
        ),
        *(given(payments, name).mutate(reference=_[name], own=ibis.literal(name in OWN)) for name in GIVEN),
    )
    day = (_.booked_ms / DAY_MS).floor().cast("int64")
    return several.select(*COMPARED, "amount", "currency", "reference", "own", day=day)
