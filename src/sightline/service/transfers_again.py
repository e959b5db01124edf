"""Transfers of a file just taken in that another file gives too: told, and told first where they differ."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.detectors.coins.transfer_versions import KEY, SAID, shown
from sightline.detectors.detector import moment
from sightline.formats.description import Doubt
from sightline.lake.taken_in import TAKEN_IN, in_order
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import items_in_order
from sightline.service import table_rows
from sightline.service.payments_again import MOST, beside, told
from sightline.service.workbench import Workbench

TABLE = "transfers"
SIDES = ("from_address", "to_address")


def reported_again(view: View, bench: Workbench, part: TablePart) -> tuple[Doubt, ...]:
    """The first transfers of a partition that stand in another file as well, with what stands there.

    Only files that everyone may see who may see this one are told of.
    """
    others = beside(view, bench, part)
    if part.table != TABLE or not others:
        return ()
    seen = [part, *others]
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        both = _both(in_order(tables[TABLE], items_in_order(seen, TABLE)), part)
        unlike = ibis.or_(*(both[name] != both[f"there_{name}"] for name in SAID))
        conflicts, against = _first(both.filter(unlike))
        same, count = _first(both.filter(~unlike))
    return (*told(conflicts, against, _conflict, TABLE), *told(same, count, _one, TABLE))


def _both(transfers: ir.Table, part: TablePart) -> ir.Table:
    """Rows of this partition beside the first of each of other items, whose columns begin with `there_`."""
    own = transfers.filter(transfers["item"].isin(list(part.items)))
    there = transfers.filter(~transfers["item"].isin(list(part.items)))
    ordered = ibis.window(group_by=list(KEY), order_by=[TAKEN_IN, "item", "row"])
    first = there.semi_join(own, list(KEY)).mutate(copy=ibis.row_number().over(ordered)).filter(_.copy == 0)
    beside = {f"there_{name}": first[name] for name in (*SAID, "decimals", "item", "row")}
    return own.inner_join(first.select(*KEY, **beside), list(KEY))


def _first(both: ir.Table) -> tuple[list[dict[str, Any]], int]:
    rows = both.order_by("row", "index").limit(MOST).to_pyarrow().to_pylist()
    return rows, both.count().to_pyarrow().as_py() if len(rows) == MOST else len(rows)


def _where(row: dict[str, Any]) -> str:
    return (
        f"transfer {row['index']} of {row['tx']} stands in item {row['there_item'][:12]}, "
        f"row {row['there_row']}"
    )


def _one(row: dict[str, Any]) -> str:
    return f"taken, though {_where(row)}, too: both stay, and it counts once"


def _conflict(row: dict[str, Any]) -> str:
    own, there = (_said(row, at) for at in ("", "there_"))
    return (
        f"taken, though {_where(row)}, with {there} and not {own}: both stay, and what was taken in first "
        "counts"
    )


def _said(row: dict[str, Any], at: str) -> str:
    """What a file says of it: the amount, and who paid whom when where the other says that differently."""
    text = shown(int(row[f"{at}amount"]), row[f"{at}decimals"], row[f"{at}asset"])
    if any(row[name] != row[f"there_{name}"] for name in SIDES):
        text += f" from {row[f'{at}from_address']} to {row[f'{at}to_address']}"
    if row["time_ms"] != row["there_time_ms"]:
        text += f" at {moment(row[f'{at}time_ms']):%Y-%m-%d %H:%M:%S} UTC"
    return text
