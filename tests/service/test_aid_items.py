"""Item lists as CSV and as XLSX: the same items, and what is refused."""

from __future__ import annotations

import io

import openpyxl
import pytest

from sightline.errors import BadInput
from sightline.service.aid_items import read

ROWS = (
    ("item", "hs", "quantity", "unit"),
    ("hand pumps", "841381", "40", "pieces"),
    ("tablets", "", "2000.5", "kg"),
)


def as_csv(rows: object = ROWS) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()  # type: ignore[attr-defined]


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(ROWS[0]))
    sheet.append(["hand pumps", 841381, 40, "pieces"])
    sheet.append(["tablets", None, 2000.5, "kg"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_both_kinds_give_the_same_items_and_whole_numbers_stay_whole() -> None:
    found = read(as_csv(), "items.csv")
    assert read(as_xlsx(), "items.xlsx") == found
    assert [(one.row, one.item, one.hs, one.quantity) for one in found] == [
        (2, "hand pumps", "841381", "40"), (3, "tablets", "", "2000.5"),
    ]  # fmt: skip


def test_empty_lines_are_skipped_and_rows_keep_their_number() -> None:
    assert [one.row for one in read(b"item\n\n \npump\n", "x.csv")] == [4]


def test_a_mark_at_the_start_is_no_part_of_the_header() -> None:
    assert read("\ufeffitem\n펌프\n".encode(), "x.csv")[0].item == "펌프"


REFUSED = {
    "an unknown column": (b"item,colour\npump,red\n", "unknown column 'colour'"),
    "a column twice": (b"item,hs,hs\npump,1,2\n", "stands twice"),
    "no item column": (b"hs\n8413\n", "no column 'item'"),
    "a line without an item": (b"item,hs\n,8413\n", "row 2 names no item"),
    "nothing below the header": (b"item,hs\n", "lists no item"),
    "nothing at all": (b"", "no column 'item'"),
    "more cells than columns": (b"item\npump,8413\n", "more cells than the header"),
    "another encoding": ("item\nPumpe für Brunnen\n".encode("latin-1"), "is not UTF-8"),
    "an open quotation mark": (b'item\n"pump\n', "is no CSV"),
    "a broken workbook": (b"PK\x03\x04 and nothing more", "not a workbook that can be read|not a workbook"),
}


@pytest.mark.parametrize(("data", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(data, "the list")
