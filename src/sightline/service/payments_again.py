"""Payments of a file just taken in that another file reports too: told, so that nobody counts them twice."""

from __future__ import annotations

from sightline.formats.description import Doubt
from sightline.lake.payments_once import KEY, with_uetr
from sightline.model.place import Place
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import table_rows
from sightline.service.workbench import Workbench

TABLE = "payments"
MOST = 20
"""payments told of a file"""


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
        if not with_uetr(tables[TABLE]).limit(1).to_pyarrow().num_rows:
            return ()
    with table_rows.opened(view, bench, [part, *others], [TABLE]) as tables:
        named = with_uetr(tables[TABLE])
        own = named.filter(named["item"].isin(list(part.items)))
        there = named.filter(~named["item"].isin(list(part.items)))
        there = there.select(*KEY, there_item=there["item"], there_row=there["row"])
        both = own.inner_join(there, list(KEY)).order_by("row", "there_item", "there_row").limit(MOST)
        return tuple(
            Doubt(
                row["item"],
                Place(f"row {row['row']}", row["place_start"], row["place_end"]),
                f"taken, though payment {row['payment_id']} stands in item {row['there_item'][:12]}, row "
                f"{row['there_row']}, too: both stay, and it counts once",
            )
            for row in both.to_pyarrow().to_pylist()
        )
