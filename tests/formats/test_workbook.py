"""Workbooks, and the archives made to exhaust us."""

from __future__ import annotations

import io
import zipfile

import pytest

from sightline.errors import BadInput, Hostile, SightlineError
from sightline.formats import workbook
from tests.formats.made_workbook import made, with_part
from tests.formats.sample import Bytes


def read(raw: bytes) -> dict[str, list[list[workbook.SheetCell]]]:
    return workbook.sheets(Bytes(raw, "book.xlsx"))


def test_numbers_are_whole_days_are_iso_and_rows_keep_their_number() -> None:
    rows = read(made([[1, 8660313, None], [], ["x", 1.5, True]], ["a", "b", "c"]))["List"]
    assert [[cell.text for cell in row] for row in rows] == [
        ["a", "b", "c"], ["1", "8660313", ""], ["x", "1.5", "TRUE"],
    ]  # fmt: skip
    assert rows[2][0].place.label == "row 4"
    assert rows[2][0].place.start == 0 and rows[2][0].part(0, 1) == rows[2][0].place


def test_refuses_an_archive_that_unpacks_without_end() -> None:
    bomb = with_part(made(), "xl/worksheets/sheet9.xml", b"\x00" * (8 * 1024 * 1024))
    with pytest.raises(Hostile, match="unpacks to more"):
        read(bomb)


def test_refuses_a_document_type_inside() -> None:
    raw = made()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    mined = sheet.replace(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'aa'>]><worksheet", 1)
    assert mined != sheet
    with pytest.raises(Hostile, match="document type"):
        read(with_part(raw, "xl/worksheets/sheet1.xml", mined))


def test_refuses_too_many_parts() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(workbook.MOST_PARTS + 1):
            archive.writestr(f"{number}.xml", "")
    with pytest.raises(Hostile, match="parts"):
        read(stream.getvalue())


def test_a_cut_or_broken_workbook_is_bad_input() -> None:
    raw = made()
    for cut in range(1, len(raw), 211):
        with pytest.raises(BadInput):
            read(raw[:cut])
    for at in range(0, len(raw), 101):
        broken = bytearray(raw)
        broken[at] ^= 0xFF
        try:
            read(bytes(broken))
        except SightlineError:
            continue


def test_refuses_an_archive_that_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", "Invented.")
    with pytest.raises(BadInput, match="workbook"):
        read(stream.getvalue())
