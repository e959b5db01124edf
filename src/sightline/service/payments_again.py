"""Payments of a file just taken in that another file reports too: told, so that nobody counts them twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from sightline.detectors.payments.disputed_payments import said
from sightline.formats.description import Doubt
from sightline.lake.payments_disputed import THERE
from sightline.lake.payments_once import BY_ID, BY_REFERENCE, KEY, counted, with_id, with_reference, with_uetr
from sightline.lake.taken_in import in_order
from sightline.model.place import Place
from sightline.model.settlement import Settlement
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import items_in_order, parts
from sightline.service import payment_settlements, table_rows
from sightline.service.workbench import Workbench

TABLE = "payments"
MOST = 20
"""payments told of a file one by one, and conflicts"""
WAYS = ((with_uetr, KEY), (with_reference, BY_REFERENCE), (with_id, BY_ID))
"""what may tell that two rows are of one payment, and what must agree then"""


def reported_again(view: View, bench: Workbench, part: TablePart) -> tuple[Doubt, ...]:
    """The first payments of a partition that stand in another file as well, with where they stand there.

    Only files that everyone may see who may see this one are told of.
    """
    if part.table != TABLE:
        return ()
    others = beside(view, bench, part)
    if not others:
        return ()
    with table_rows.opened(view, bench, [part], [TABLE]) as tables:
        ways = [(tell, key) for tell, key in WAYS if tell(tables[TABLE]).limit(1).to_pyarrow().num_rows]
    if not ways:
        return ()
    with table_rows.opened(view, bench, [part, *others], [TABLE]) as tables:
        found: dict[tuple[int, str], dict[str, Any]] = {}
        most = 0
        for tell, key in ways:
            same = _same(_both(tell(tables[TABLE]), key, part.items))
            rows = _first(same)
            most = max(most, _count(same) if len(rows) == MOST else len(rows))
            for row in rows:
                found.setdefault((row["row"], row["payment_id"]), row)
        ordered = in_order(tables[TABLE], items_in_order([part, *others], TABLE))
        against, many = _unlike(ordered, part.items, payment_settlements.settled(view, bench))
    once = [row for _key, row in sorted(found.items())][:MOST]
    return (
        *told(against, many, _conflict, TABLE),
        *told(once, most, _one, TABLE),
    )


def beside(view: View, bench: Workbench, part: TablePart) -> list[TablePart]:
    """Partitions of other items that everyone may see who may see this one, of the same table."""
    with bench.office.read(view) as session:
        return [
            one
            for one in parts(view, session, (part.table,))
            if one.partition != part.partition
            and part.marking.covers(one.marking)
            and not set(one.items) & set(part.items)
        ]


def _both(named: ir.Table, key: Sequence[str], items: Sequence[str]) -> ir.Table:
    """Rows of these items beside those of other items of the same key, whose columns begin with `there_`."""
    own = named.filter(named["item"].isin(list(items)))
    there = named.filter(~named["item"].isin(list(items)))
    beside = {f"{THERE}{name}": there[name] for name in ("item", "row", "uetr")}
    return own.inner_join(there.select(*key, **beside), list(key))


def _same(both: ir.Table) -> ir.Table:
    """Of two UETRs none."""
    return both.filter(both.uetr.isnull() | both.there_uetr.isnull() | (both.uetr == both.there_uetr))


def _unlike(
    payments: ir.Table, items: Sequence[str], words: Sequence[Settlement]
) -> tuple[list[dict[str, Any]], int]:
    """The first rows of these items that another file tells differently, with it; how many there are."""
    found = counted(payments, words).conflicts.pairs
    if not found.num_rows:
        return [], 0
    pairs = ibis.memtable(found)
    own = pairs.filter(pairs["item"].isin(list(items)))
    rows = _first(own)
    return rows, _count(own) if len(rows) == MOST else len(rows)


def _first(both: ir.Table) -> list[dict[str, Any]]:
    rows = both.order_by("row", "there_item", "there_row").limit(MOST)
    found: list[dict[str, Any]] = rows.to_pyarrow().to_pylist()
    return found


def _count(both: ir.Table) -> int:
    found: int = both.select("row", "payment_id").distinct().count().to_pyarrow().as_py()
    return found


def told(
    rows: Sequence[dict[str, Any]], count: int, say: Callable[[dict[str, Any]], str], what: str
) -> Iterator[Doubt]:
    """A doubt a row; where there are more than are told, first how many there are."""
    if count > len(rows):
        yield Doubt(rows[0]["item"], _place(rows[0]), f"of {count:,} {what}: {say(rows[0])}")
        rows = rows[1:]
    for row in rows:
        yield Doubt(row["item"], _place(row), say(row))


def _place(row: dict[str, Any]) -> Place:
    return Place(f"row {row['row']}", row["place_start"], row["place_end"])


def _where(row: dict[str, Any]) -> str:
    return f"payment {row['payment_id']} stands in item {row['there_item'][:12]}, row {row['there_row']}"


def _one(row: dict[str, Any]) -> str:
    return f"taken, though {_where(row)}, too: both stay, and it counts once"


def _conflict(row: dict[str, Any]) -> str:
    there = {name: row[f"{THERE}{name}"] for name in ("amount", "currency", "booked_ms")}
    holds = (
        "the row of this file, taken in later, counts, and the other is replaced"
        if row["corrected"]
        else "both count, and whether they are one payment the rows do not tell"
    )
    return (
        f"taken, though {_where(row)}, with {said(there)} and not {said(row)} between the same accounts: "
        f"both sources stay; {holds}"
    )
