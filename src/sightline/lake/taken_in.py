"""Rows with the number of their file in the order in which files were taken in."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

TAKEN_IN = "taken_in"
"""number of an item in the order of being taken in, where it is known"""


def in_order(rows: ir.Table, items: Sequence[str]) -> ir.Table:
    """The rows with `taken_in`: the number of their item among these, in the order they came."""
    if len(items) < 2:
        return rows.mutate(taken_in=ibis.literal(0, "int64"))
    numbers = ibis.memtable(pa.table({"of": list(items), TAKEN_IN: range(len(items))}))
    return rows.left_join(numbers, rows["item"] == numbers["of"]).drop("of")
