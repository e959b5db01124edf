"""Payments of a file just taken in that another file reports too: told, so that nobody counts them twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis.expr.types as ir

from sightline.formats.description import Doubt
from sightline.lake.payments_once import BY_REFERENCE, KEY, with_reference, with_uetr
from sightline.model.place import Place
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import table_rows
from sightline.service.workbench import Workbench

TABLE = "payments"
MOST = 20
"""payments told of a file"""
WAYS = ((with_uetr, KEY), (with_reference, BY_REFERENCE))
"""what may tell that two rows are of one payment, and what must agree then"""


def reported_again(view: View, bench: Workbench, part: TablePart) -> tuple[Doubt, ...]:
    """The first payments of a partition that stand in another file as well, with where they stand there.

    Only files that everyone may see who may see this one are told of.
    """
    if part.table != TABLE:
        return ()
    with bench.office.read(view) as session:
        others = [
            one
            for one in parts(view, session, (TABLE,))
            if one.partition != part.partition
            and part.marking.covers(one.marking)
            and not set(one.items) & set(part.items)
        ]
    if not others:
        return ()
    with table_rows.opened(view, bench, [part], [TABLE]) as tables:
        ways = [(tell, key) for tell, key in WAYS if tell(tables[TABLE]).limit(1).to_pyarrow().num_rows]
    if not ways:
        return ()
    with table_rows.opened(view, bench, [part, *others], [TABLE]) as tables:
        found: dict[int, dict[str, Any]] = {}
        for tell, key in ways:
            for row in _both(tell(tables[TABLE]), key, part.items):
                found.setdefault(row["row"], row)
    return tuple(
        Doubt(
            row["item"],
            Place(f"row {row['row']}", row["place_start"], row["place_end"]),
            f"taken, though payment {row['payment_id']} stands in item {row['there_item'][:12]}, row "
            f"{row['there_row']}, too: both stay, and it counts once",
        )
        for _number, row in sorted(found.items())[:MOST]
    )


def _both(named: ir.Table, key: Sequence[str], items: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of these items that other items have too, with where; of two UETRs none."""
    own = named.filter(named["item"].isin(list(items)))
    there = named.filter(~named["item"].isin(list(items)))
    there = there.select(*key, there_item=there["item"], there_row=there["row"], there_uetr=there["uetr"])
    both = own.inner_join(there, list(key))
    same = both.filter(both.uetr.isnull() | both.there_uetr.isnull() | (both.uetr == both.there_uetr))
    first = same.order_by("row", "there_item", "there_row").limit(MOST)
    rows: list[dict[str, Any]] = first.to_pyarrow().to_pylist()
    return rows
