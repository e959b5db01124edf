"""Rows under the names of their header."""

from __future__ import annotations

import pytest

from sightline.errors import FormatChanged, Truncated
from sightline.formats import csv_named
from tests.formats.sample import Bytes

COLUMNS = ("name", "number", "note")
TABLE = b"name,number,note\nInvented,7,\nOther,8,x\n"


def read(raw: bytes) -> list[csv_named.Named]:
    return list(csv_named.named_rows(Bytes(raw), COLUMNS, ("name",)))


def test_cells_go_by_their_column_and_the_empty_ones_are_left_out() -> None:
    first, second = read(TABLE)
    assert first["name"].text == "Invented" and first.get("note") is None
    assert second["note"].text == "x" and str(second.place) == "row 3 · bytes 29-37"


def test_columns_may_stand_in_another_order() -> None:
    assert read(b"note,name,number\nx,Invented,7\n")[0]["number"].text == "7"


REFUSED = {
    "unknown column": (b"name,number,note,more\na,1,b,c\n", "unknown column 'more'"),
    "missing column": (b"name,number\na,1\n", "no column 'note'"),
    "a column twice": (b"name,number,note,name\na,1,b,c\n", "twice"),
    "a row too wide": (b"name,number,note\na,1,b,c\n", "4 cells, not 3"),
    "a row too narrow": (b"name,number,note\na,1\n", "2 cells, not 3"),
    "an empty cell that is needed": (b"name,number,note\n,1,b\n", "no name"),
}


@pytest.mark.parametrize(("raw", "named"), REFUSED.values(), ids=REFUSED)
def test_refuses(raw: bytes, named: str) -> None:
    with pytest.raises(FormatChanged, match=named):
        read(raw)


def test_a_last_row_without_its_end_is_cut() -> None:
    with pytest.raises(Truncated):
        read(TABLE[:-1])


FITS = {
    "the very columns": (TABLE, True),
    "with a byte order mark": (b"\xef\xbb\xbf" + TABLE, True),
    "one more": (b"name,number,note,more\n", True),
    "two strangers of four": (b"name,number,x,y\n", False),
    "without the sign": (b"nom,number,note\n", False),
    "no table": (b"\x00\xff", False),
}


@pytest.mark.parametrize(("head", "fits"), FITS.values(), ids=FITS)
def test_fits(head: bytes, fits: bool) -> None:
    assert csv_named.fits(head, COLUMNS, ("name",)) is fits
