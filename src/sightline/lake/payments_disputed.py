"""Payments of one id that files tell differently: which row holds, and what the others say of it.

Rows of one id between the same accounts, in two files, that say another amount on one day are a payment that
was corrected: the file taken in last holds, the others are replaced. Those of two days may be one payment or
two: both count, and it is said. An id of a few digits may be the number of a row in its file: only at the
very same time is it one payment's. A UETR needs none of this: it is one payment whatever its rows say.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from sightline.lake.taken_in import TAKEN_IN

UETR = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
NUMBER = "^[0-9]{1,5}$"
"""an id that may be the number of a row in its file"""
DAY_MS = 86_400_000
PARTIES = ("payment_id", "debtor_account", "creditor_account")
SAID = (*PARTIES, "booked_ms", "amount", "currency")
"""cells that every file says"""
ROW = ("item", "row", "payment_id")
PLACE = ("item", "row", "place_start", "place_end")
THERE = "there_"
"""before the columns of what another file says"""
TELLS = (*PLACE, "booked_ms", "amount", "currency")


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What files say differently, as Arrow: rows that are `replaced` (`ROW`), and pairs of rows.

    A pair is a row that counts beside one of another file, whose columns begin with `THERE`; `corrected` says
    that the other is replaced by it, otherwise both count.
    """

    replaced: pa.Table = field(default_factory=lambda: pa.table({}))
    pairs: pa.Table = field(default_factory=lambda: pa.table({}))

    def marked(self, payments: ir.Table) -> ir.Table:
        """Payments that count with `disputed`: whether another file tells it differently."""
        if not self.pairs.num_rows:
            return payments.mutate(disputed=ibis.literal(False))
        told = ibis.memtable(self.pairs).select(*ROW).distinct().mutate(disputed=ibis.literal(True))
        beside = payments.left_join(told, [*ROW])
        return beside.select(*payments.columns, disputed=beside.disputed.fill_null(False))

    def of(self, rows: Collection[tuple[str, int]]) -> dict[tuple[str, int], list[dict[str, Any]]]:
        """The pairs of rows (item, number) that count, in the order of what the others say."""
        found: dict[tuple[str, int], list[dict[str, Any]]] = {}
        if not self.pairs.num_rows or not rows:
            return found
        items, numbers = (sorted(set(column)) for column in zip(*rows, strict=True))
        chosen = ibis.memtable(self.pairs).filter(_["item"].isin(items), _["row"].isin(numbers))
        order = ("item", "row", "there_booked_ms", "there_item", "there_row")
        for pair in chosen.order_by(*order).to_pyarrow().to_pylist():
            if (pair["item"], pair["row"]) in rows:
                found.setdefault((pair["item"], pair["row"]), []).append(pair)
        return found


def conflicts(rows: ir.Table) -> Conflicts:
    """The conflicts among rows that are each a payment as far as equal reports tell; with `taken_in`."""
    files = rows.group_by(*PARTIES).agg(files=_["item"].nunique())
    near = rows.semi_join(files.filter(_.files > 1), [*PARTIES]).filter(~_.payment_id.lower().re_search(UETR))
    number = near.payment_id.re_search(NUMBER)
    day = (near.booked_ms / DAY_MS).floor().cast("int64") * DAY_MS
    own = ibis.memtable(
        near.select(
            *TELLS, *PARTIES, TAKEN_IN, is_number=number, at=number.ifelse(near.booked_ms, day)
        ).to_pyarrow()
    )
    there = own.select(*PARTIES, **{f"{THERE}{name}": own[name] for name in (*TELLS, TAKEN_IN, "at")})
    both = own.inner_join(there, [*PARTIES]).filter(_["item"] != _.there_item)
    before = (_.there_taken_in < _.taken_in) | ((_.there_taken_in == _.taken_in) & (_.there_item < _["item"]))
    unlike = (_.amount != _.there_amount) | (_.currency != _.there_currency)
    corrected = both.filter(_["at"] == _.there_at, unlike, before)
    replaced = corrected.select(item=_.there_item, row=_.there_row, payment_id=_.payment_id).distinct()
    out = ibis.memtable(replaced.to_pyarrow())
    doubtful = both.filter(_["at"] != _.there_at, ~_.is_number)
    held = ibis.union(
        corrected.mutate(corrected=ibis.literal(True)),
        doubtful.anti_join(
            out, [(doubtful.there_item, out["item"]), (doubtful.there_row, out["row"]), "payment_id"]
        ).mutate(corrected=ibis.literal(False)),
    )
    pairs = held.anti_join(out, [*ROW]).select(
        *TELLS, "payment_id", *(f"{THERE}{name}" for name in TELLS), "corrected"
    )
    return Conflicts(out.to_pyarrow(), pairs.to_pyarrow())
