"""Payments of a file just taken in that another file reports too: told, so that nobody counts them twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sightline.detectors.payments.disputed_payments import moved, said_here, said_there
from sightline.formats.description import Doubt
from sightline.lake.payments_disputed import ROW, THERE
from sightline.lake.payments_once import BY_ID, counted, with_id
from sightline.lake.taken_in import in_order
from sightline.model.place import Place
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import items_in_order, parts
from sightline.service import payment_settlements, table_rows
from sightline.service.workbench import Workbench

TABLE = "payments"
MOST = 20
"""payments told of a file one by one, and conflicts"""


def reported_again(view: View, bench: Workbench, part: TablePart) -> tuple[Doubt, ...]:
    """The first payments of a partition that stand in another file as well, with where they stand there.

    Only files that everyone may see who may see this one are told of.
    """
    if part.table != TABLE:
        return ()
    others = beside(view, bench, part)
    if not others:
        return ()
    with table_rows.opened(view, bench, [part, *others], [TABLE]) as tables:
        ordered = in_order(tables[TABLE], items_in_order([part, *others], TABLE))
        found = counted(ordered, payment_settlements.settled(view, bench))
        unlike = (
            _first(_own(ibis.memtable(found.conflicts.pairs), part))
            if found.conflicts.pairs.num_rows
            else ([], 0)
        )
        ways = [_of_one_id(tables[TABLE], part)]
        if found.repeats.num_rows:
            ways.append(_repeated(tables[TABLE], found.repeats, part))
        alike = [_first(both) for both in ways]
    once = {(row["row"], row["payment_id"]): row for rows, _count in alike for row in rows}
    return (
        *told(*unlike, _conflict, TABLE),
        *told([once[key] for key in sorted(once)][:MOST], max(count for _rows, count in alike), _one, TABLE),
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


def _own(both: ir.Table, part: TablePart) -> ir.Table:
    return both.filter(both["item"].isin(list(part.items)))


def _of_one_id(payments: ir.Table, part: TablePart) -> ir.Table:
    """Rows of a partition beside those of others that are equal as rows of one id are."""
    named = with_id(payments)
    there = named.filter(~named["item"].isin(list(part.items)))
    beside = {f"{THERE}{name}": there[name] for name in ("item", "row")}
    return _own(named, part).inner_join(there.select(*BY_ID, **beside), list(BY_ID))


def _repeated(payments: ir.Table, repeats: pa.Table, part: TablePart) -> ir.Table:
    """Rows of a partition beside those of others that report the same payment."""
    pairs = ibis.memtable(repeats)
    turned = {name: pairs[name.removeprefix(THERE) if name.startswith(THERE) else f"{THERE}{name}"]
              for name in pairs.columns}  # fmt: skip
    places = payments.select(*ROW, "place_start", "place_end")
    return _own(ibis.union(pairs, pairs.select(**turned)), part).inner_join(places, [*ROW])


def _first(both: ir.Table) -> tuple[list[dict[str, Any]], int]:
    """The first rows of these pairs, and how many rows there are."""
    rows = both.order_by("row", "there_item", "there_row").limit(MOST).to_pyarrow().to_pylist()
    if len(rows) < MOST:
        return rows, len(rows)
    return rows, both.select("row", "payment_id").distinct().count().to_pyarrow().as_py()


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
    holds = (
        "the row of this file, taken in later, counts, and the other is replaced"
        if row["corrected"]
        else "both count, and whether they are one payment the rows do not tell"
    )
    where = "" if moved(row) else " between the same accounts"
    return (
        f"taken, though {_where(row)}, with {said_there(row)} and not {said_here(row)}{where}: "
        f"both sources stay; {holds}"
    )
