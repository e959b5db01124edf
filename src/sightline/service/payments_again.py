"""Payments of a file just taken in that another file reports too: told, so that nobody counts them twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import ibis.expr.types as ir

from sightline.formats.description import Doubt
from sightline.lake.payments_once import (
    BY_REFERENCE,
    EQUAL,
    KEY,
    PARTIES,
    equal_cells,
    with_reference,
    with_uetr,
)
from sightline.model.place import Place
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import table_rows
from sightline.service.flows import plain
from sightline.service.workbench import Workbench

TABLE = "payments"
MOST = 20
"""payments told of a file one by one, and conflicts"""
WAYS = ((with_uetr, KEY), (with_reference, BY_REFERENCE), (equal_cells, EQUAL))
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
        unlike = _unlike(_both(equal_cells(tables[TABLE]), PARTIES, part.items, ("amount", "currency")))
        conflicts = _first(unlike)
        against = _count(unlike) if len(conflicts) == MOST else len(conflicts)
    once = [row for _key, row in sorted(found.items())][:MOST]
    return (
        *told(conflicts, against, _conflict, TABLE),
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


def _both(named: ir.Table, key: Sequence[str], items: Sequence[str], more: Sequence[str] = ()) -> ir.Table:
    """Rows of these items beside those of other items of the same key, whose columns begin with `there_`."""
    own = named.filter(named["item"].isin(list(items)))
    there = named.filter(~named["item"].isin(list(items)))
    beside = {f"there_{name}": there[name] for name in ("item", "row", "uetr", *more)}
    return own.inner_join(there.select(*key, **beside), list(key))


def _same(both: ir.Table) -> ir.Table:
    """Of two UETRs none."""
    return both.filter(both.uetr.isnull() | both.there_uetr.isnull() | (both.uetr == both.there_uetr))


def _unlike(both: ir.Table) -> ir.Table:
    return both.filter((both.amount != both.there_amount) | (both.currency != both.there_currency))


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
    own, there = (f"{plain(row[f'{at}amount']):f} {row[f'{at}currency']}" for at in ("", "there_"))
    return (
        f"taken, though {_where(row)}, with {there} and not {own} between the same accounts: both sources "
        "stay, and both count until somebody finds which of them holds"
    )
