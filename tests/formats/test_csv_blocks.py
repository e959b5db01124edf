"""Rows of a large CSV in blocks: every row's place, quotation marks, and rows that cannot be read."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.errors import FormatChanged, Hostile
from sightline.formats import csv_blocks
from sightline.formats.csv_blocks import Span, Table
from tests.formats.sample import Bytes


def read(raw: bytes) -> tuple[list[tuple[int, list[str | None], str]], list[tuple[int, str]]]:
    """Number, cells and bytes of each row; number and message of each refused one."""
    refused: list[tuple[int, str]] = []
    rows: list[tuple[int, list[str | None], str]] = []

    def refuse(span: Span, message: str, remedy: str) -> None:
        assert remedy
        refused.append((span.row, message))

    table = Table(Bytes(raw, "made.csv"))
    for block in table.blocks(refuse):
        columns = [block.columns[name].to_pylist() for name in table.header]
        for index in range(len(block)):
            span = block.span(index)
            shown = raw[span.start : span.end + 1].decode("utf-8")
            rows.append((span.row, [column[index] for column in columns], shown))
    return rows, refused


READ = {
    "plain": (b"a,b\n1,2\n3,4\n", [(2, ["1", "2"]), (3, ["3", "4"])]),
    "carriage returns": (b"a,b\r\n1,2\r\n3,4\r\n", [(2, ["1", "2"]), (3, ["3", "4"])]),
    "no last line end": (b"a,b\n1,2\n3,4", [(2, ["1", "2"]), (3, ["3", "4"])]),
    "byte order mark": (b"\xef\xbb\xbfa,b\n1,2\n", [(2, ["1", "2"])]),
    "empty lines": (b"\n\na,b\n\n1,2\n\r\n\n3,4\n", [(2, ["1", "2"]), (3, ["3", "4"])]),
    "empty cells": (b'a,b\n,2\n"",4\n', [(2, [None, "2"]), (3, [None, "4"])]),
    "a comma in quotation marks": (b'a,b\n"1,5",2\n3,4\n', [(2, ["1,5", "2"]), (3, ["3", "4"])]),
    "doubled quotation marks": (b'a,b\n"1 ""x""",2\n', [(2, ['1 "x"', "2"])]),
    "a line end in quotation marks": (b'a,b\n"1\n1",2\n3,4\n', [(2, ["1\n1", "2"]), (3, ["3", "4"])]),
    "one at the end": (b'a,b\n1,2\n3,"4\n4"', [(2, ["1", "2"]), (3, ["3", "4\n4"])]),
    "inches": (b'a,b\n12" x 14",2\n3,4\n', [(2, ['12" x 14"', "2"]), (3, ["3", "4"])]),
    "not ASCII": ("a,b\n평양,2\n3,Ö\n".encode(), [(2, ["평양", "2"]), (3, ["3", "Ö"])]),
    "a quoted header": (b'"a","b"\n1,2\n', [(2, ["1", "2"])]),
    "a header with blanks": (b"a , b\n1,2\n", [(2, ["1", "2"])]),
    "a header alone": (b"a,b", []),
    "one column": (b"a\n1\n2\n", [(2, ["1"]), (3, ["2"])]),
}


@pytest.mark.parametrize(("raw", "rows"), READ.values(), ids=READ)
def test_reads(raw: bytes, rows: list[tuple[int, list[str | None]]]) -> None:
    found, refused = read(raw)
    assert [(number, cells) for number, cells, _ in found] == rows and refused == []
    for _, cells, shown in found:
        assert [cell or None for cell in next(csv.reader(io.StringIO(shown)))] == cells


REFUSED = {
    "a cell too few": (b"a,b\n1,2\n3\n5,6\n", 3, "missing cells: 1"),
    "a cell too many": (b"a,b\n1,2\n3,4,5\n5,6\n", 3, "too many cells: 3"),
    "an open quotation mark": (b'a,b\n1,2\n"3,4\n5,6\n', 3, "a quotation mark is not closed"),
    "an open one among quoted rows": (b'a,b\n"1",2\n"3,4\n"5",6\n', 3, "a quotation mark is not closed"),
    "not UTF-8": (b"a,b\n1,2\n3,\xff\n5,6\n", 3, "byte 0xff of this row is not UTF-8"),
    "a lone carriage return": (b"a,b\n1,2\n3\r,4\n5,6\n", 3, "this row is not CSV"),
    "a cell too few among quoted lines": (b'a,b\n1,"2\n2"\n3\n5,6\n', 3, "missing cells: 1"),
}


@pytest.mark.parametrize(("raw", "row", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_one_row_and_reads_the_rest(raw: bytes, row: int, said: str) -> None:
    found, refused = read(raw)
    assert [number for number, _ in refused] == [row] and refused[0][1].startswith(said)
    assert [number for number, *_ in found] == [2, 4]


@pytest.mark.parametrize("size", [16, 17, 31, 64, 257])
def test_blocks_of_any_size_give_the_same_rows(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    raw = b'a,b\n1,2\n"x,""y""",z\n3\n"line\nend",4\n' * 3 + b"last,row"
    whole = read(raw)
    monkeypatch.setattr(csv_blocks, "BLOCK", size)
    assert read(raw) == whole


def test_a_quotation_mark_left_open_costs_its_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_blocks, "BLOCK", 1024)
    rows = [f"{number},x\n".encode() for number in range(2000)]
    rows[1000] = b'"1000,x\n'
    found, refused = read(b"a,b\n" + b"".join(rows))
    assert [number for number, _ in refused] == [1002] and len(found) == 1999


def test_a_row_beyond_any_bound_is_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_blocks, "LONGEST", 5000)
    monkeypatch.setattr(csv_blocks, "BLOCK", 1024)
    with pytest.raises(Hostile):
        read(b"a,b\n" + b"1" * 10_000)
    with pytest.raises(Hostile):
        read(b"a" * 10_000)


CELL = st.text(alphabet='ab,"\n é7 ', max_size=6)
ROW = st.tuples(CELL.filter(lambda text: bool(text.strip())), CELL)


@given(st.lists(ROW, max_size=12), st.sampled_from(["\n", "\r\n"]), st.integers(8, 200))
@settings(max_examples=80, deadline=None)
def test_whatever_csv_writes_is_read_as_csv_reads_it(
    rows: list[tuple[str, str]], end: str, size: int
) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator=end).writerows([("a", "b"), *rows])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_blocks, "BLOCK", size)
        found, refused = read(written.getvalue().encode())
    assert refused == []
    assert [tuple(cell or "" for cell in cells) for _, cells, _ in found] == rows
    assert [number for number, *_ in found] == list(range(2, len(rows) + 2))


BAD_HEADERS = {"repeated": b"a,b,a\n1,2,3\n", "not UTF-8": b"a,\xff\n1,2\n", "nothing": b"\n\n"}


@pytest.mark.parametrize("raw", BAD_HEADERS.values(), ids=BAD_HEADERS)
def test_a_header_that_cannot_be_read_stops_the_file(raw: bytes) -> None:
    with pytest.raises(FormatChanged):
        read(raw)
