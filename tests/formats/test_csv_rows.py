"""Rows of a CSV with the bytes of every cell."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.errors import Hostile, Truncated
from sightline.formats.csv_rows import LONGEST_ROW, Cell, rows
from tests.formats.sample import Bytes


def texts(raw: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows(Bytes(raw))]


CASES = {
    "plain": (b"a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
    "spaces trimmed": (b"-0- , b\n", [["-0-", "b"]]),
    "quoted comma": (b'"a,b",c\n', [["a,b", "c"]]),
    "doubled quotes": (b'"a ""b""",c\n', [['a "b"', "c"]]),
    "space behind a quote": (b'"a" ,c\n', [["a", "c"]]),
    "line end inside quotes": (b'"a\nb",c\nd,e\n', [["a\nb", "c"], ["d", "e"]]),
    "empty cells": (b",,\n", [["", "", ""]]),
    "empty last cell": (b"a,\n", [["a", ""]]),
    "empty quoted cell": (b'a,""\n', [["a", ""]]),
    "empty lines skipped": (b"a\n\nb\n", [["a"], ["b"]]),
}


@pytest.mark.parametrize(("raw", "expected"), CASES.values(), ids=CASES)
def test_rows(raw: bytes, expected: list[list[str]]) -> None:
    assert texts(raw) == expected


def test_cells_and_their_parts_stand_at_their_bytes() -> None:
    raw = '1,"지어낸 이름 (KP)"\n'.encode()
    (row,) = rows(Bytes(raw))
    cell = row.cells[1]
    assert raw[cell.start : cell.end].decode() == "지어낸 이름 (KP)"
    place = cell.part(4, 6)
    assert place.start is not None and place.end is not None
    assert raw[place.start : place.end + 1].decode() == "이름"
    assert str(cell.place) == f"row 1 · bytes {cell.start}-{cell.end - 1}"


def test_a_part_of_a_cell_with_doubled_quotes_is_the_whole_cell() -> None:
    cell = Cell(1, 'a "b"', 10, 17, exact=False)
    assert cell.part(0, 1) == cell.place


def test_an_open_quotation_mark_at_the_end_is_truncated() -> None:
    with pytest.raises(Truncated, match="row 2"):
        texts(b'a,b\nc,"d\n')


def test_an_open_quotation_mark_before_much_text_is_hostile() -> None:
    with pytest.raises(Hostile, match="quotation mark"):
        texts(b'a,"b\n' + (b"x" * 60_000 + b"\n") * (LONGEST_ROW // 60_000 + 1))


@given(
    st.lists(
        st.lists(st.text(alphabet=st.sampled_from('ab ,"\n지'), max_size=6), min_size=2, max_size=4),
        min_size=1,
    )
)
def test_reads_what_the_standard_library_writes(table: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    expected = [[cell.strip() for cell in row] for row in table]
    assert texts(written.getvalue().encode()) == expected
