"""Rows know the number of their file among those taken in."""

from __future__ import annotations

import ibis

from sightline.lake.taken_in import in_order

ROWS = ibis.memtable([{"item": "b", "row": 1}, {"item": "a", "row": 1}, {"item": "c", "row": 1}])


def test_each_row_has_the_number_of_its_file_and_one_not_named_has_none() -> None:
    found = in_order(ROWS, ["b", "a"]).order_by("item").to_pyarrow().to_pylist()
    assert [(row["item"], row["taken_in"]) for row in found] == [("a", 1), ("b", 0), ("c", None)]


def test_of_one_file_all_are_the_first() -> None:
    assert set(in_order(ROWS, ["b"]).to_pyarrow().column("taken_in").to_pylist()) == {0}
