"""Workbooks: what Excel makes of numbers and days undone, what would cost too much refused."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from sightline.errors import BadInput, Hostile
from sightline.model.screening import Query
from sightline.service import query_sheets as sheets
from sightline.service.queries import Asked, count, read
from tests.service.workbooks import with_part, workbook


def asked(raw: bytes) -> list[Asked]:
    return list(read(io.BytesIO(raw), "book.xlsx"))


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


def test_numbers_and_days_come_out_as_they_are_meant() -> None:
    (one,) = asked(
        workbook(
            ["Name", "Birth date", "IMO", "identifier"],
            ["Invented Star", datetime(1970, 2, 19), 9000003.0, 1234567],
        )
    )
    assert one.query == Query(
        name="Invented Star", birth_date="1970-02-19", imo="9000003", identifier="1234567"
    )
    (day,) = asked(workbook(["name", "birth_date"], ["A", date(1970, 2, 19)]))
    assert day.query.birth_date == "1970-02-19"


def test_rows_keep_the_numbers_a_person_sees_and_empty_ones_are_passed_over() -> None:
    found = asked(workbook([], ["name", "bic"], ["A"], [], ["B", "INVTKPPY"]))
    assert [(one.row, one.query.name, one.query.bic) for one in found] == [(3, "A", ""), (5, "B", "INVTKPPY")]


def test_the_first_sheet_with_anything_is_read() -> None:
    assert [one.query.name for one in asked(workbook(["name"], ["A"], sheets=("Empty", "Full")))] == ["A"]


def _two(first: list[list[str]], second: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for sheet, rows in ((book.active, first), (book.create_sheet("second"), second)):
        assert sheet is not None
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_sheet_that_is_not_read_is_named() -> None:
    one, two = asked(_two([["name"], ["A"], ["B"]], [["name"], ["C"]]))
    assert (one.query.name, two.query.name) == ("A", "B")
    assert "not 'second'" in one.note and not two.note
    (alone,) = asked(_two([["name"], ["A"]], []))
    assert not alone.note, "an empty sheet is none"
    with pytest.raises(BadInput, match=r"no row beneath the header; .* 'second'"):
        asked(_two([["name"]], [["name"], ["C"]]))


def test_a_cover_sheet_is_passed_over_for_the_one_with_a_header() -> None:
    first, second = asked(_two([["Our customers"], ["fourth quarter"]], [["Name"], ["A"], ["B"]]))
    assert (first.query.name, second.query.name) == ("A", "B") and not second.note
    assert first.note == "of several sheets one was read, not 'Sheet'"
    (alone, *_) = asked(_two([["Our customers"]], [["B"]]))
    assert alone.query.name == "Our customers" and "not 'second'" in alone.note


def test_the_sheet_asked_for_is_read_and_no_other() -> None:
    book = _two([["name"], ["A"]], [["name"], ["C"], ["D"]])
    one, two = read(io.BytesIO(book), "book.xlsx", "Second")
    assert (one.row, one.query.name, two.query.name, one.note) == (2, "C", "D", "")
    with pytest.raises(BadInput, match="no sheet is called 'third'") as told:
        list(read(io.BytesIO(book), "book.xlsx", "third"))
    assert told.value.remedy == "name one of 'Sheet', 'second'"
    with pytest.raises(BadInput, match=r"'second' of book\.xlsx is empty"):
        list(read(io.BytesIO(_two([["name"], ["A"]], [])), "book.xlsx", "second"))
    with pytest.raises(BadInput, match="names is no workbook and has no sheet"):
        list(read(io.BytesIO(b"A\n"), "names", "second"))


def test_a_formula_without_a_result_is_told() -> None:
    unkept, kept = asked(workbook(["name", "id"], ["=A1", "1"], ["A", "2"]))
    assert "cell A2: a formula of which no result is kept" in unkept.problem
    assert (kept.query.name, kept.problem) == ("A", "")
    book = workbook(["name"], ["=A1"])
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheet = packed.read(part)
    worked_out = re.sub(
        rb"<v ?/>|<v></v>", b"<v>Kim Invented</v>", sheet.replace(b'<c r="A2"', b'<c t="str" r="A2"')
    )
    (found,) = asked(with_part(book, part, worked_out))
    assert (found.query.name, found.problem) == ("Kim Invented", "")


def test_a_sheet_of_one_column_is_names_and_says_so() -> None:
    first, second = asked(workbook(["Invented Bank"], ["Invented Ship"]))
    assert (first.query.name, second.query.name) == ("Invented Bank", "Invented Ship")
    assert "no header" in first.note and not second.note


def test_a_title_above_the_header_is_passed_over_and_said() -> None:
    first, second = asked(workbook(["Customers of 2026"], ["name", "id"], ["Invented Bank", "7"], ["B", "8"]))
    assert (first.row, first.query.name, first.query.id) == (3, "Invented Bank", "7")
    assert "above the header passed over: row 1, 'Customers of 2026'" in first.note and not second.note


def test_a_truth_value_is_no_name() -> None:
    _, second = asked(workbook(["name"], ["Invented"], [True]))
    assert "truth value" in second.problem


REFUSED = {
    "other columns": (workbook(["Kunde", "Geburt"], ["A", "1970"]), "no column is one of ours"),
    "a column we know under another name": (workbook(["Full name"], ["A"]), "no column is one of ours"),
    "an unknown column beside ours": (workbook(["name", "colour"], ["A", "red"]), "unknown column 'colour'"),
    "nothing": (workbook(), "is empty"),
    "no workbook": (b"PK\x03\x04rest", "not a workbook"),
    "an older one, or one under a password": (bytes.fromhex("d0cf11e0a1b11ae1") + b"rest", "older kind"),
}


@pytest.mark.parametrize(("raw", "says"), REFUSED.values(), ids=REFUSED)
def test_refused_whole_with_a_remedy(raw: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        asked(raw)
    assert caught.value.remedy and caught.value.place


def test_a_zip_that_is_no_workbook() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("names.txt", "A")
    with pytest.raises(BadInput, match="no XLSX"):
        asked(held.getvalue())


def test_digits_excel_has_lost_are_refused_by_row() -> None:
    good, bad = asked(workbook(["name", "identifier"], ["A", 10**15 - 1], ["B", 10**15]))
    assert not good.problem and "more digits than Excel keeps" in bad.problem and "B3" in bad.problem


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_part(workbook(["name"], ["A"]), "xl/worksheets/sheet1.xml", b" " * (65 << 20))
    with pytest.raises(Hostile, match="is packed"):
        asked(bomb)
    monkeypatch.setattr(sheets, "UNPACKED", 1000)
    with pytest.raises(Hostile, match="unpacked it has"):
        asked(workbook(["name"], ["A"]))


def test_an_entity_bomb_in_a_sheet() -> None:
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"%d" % (n - 1) if n > 1 else b"") * 10)
            for n in range(1, 12)
        )
        + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData></worksheet>'
    )
    with pytest.raises(BadInput):
        asked(with_part(workbook(["name"], ["A"]), "xl/worksheets/sheet1.xml", sheet))


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
        b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Invented</t></is></c>'
        b'<c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData></worksheet>'
    )
    (one,) = asked(with_part(workbook(["name"], ["A"]), "xl/worksheets/sheet1.xml", sheet))
    assert (one.row, one.query.name, one.problem) == (1048576, "Invented", "")


def test_a_pipe_is_held_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = workbook(["name"], ["A"])
    assert [one.query.name for one in read(Pipe(raw), "-")] == ["A"]
    monkeypatch.setattr(sheets, "PIPE", 100)
    with pytest.raises(Hostile, match="through a pipe"):
        list(read(Pipe(raw), "-"))


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
ROWS = (
    '<sheetData><row><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>bic</t></is></c></row>'
    '<row r="3" ht="20"><c r="A3" t="inlineStr"><is><r><t>Invented </t></r><r><t>Star</t></r></is></c>'
    '<c t="inlineStr"><is><t>INVTKPPY</t></is></c></row></sheetData>'
)
REACH = {
    "it says so": ('<dimension ref="A1:B3"/>', 3),
    "one cell": ('<dimension ref="A1"/>', 1),
    "it does not": ("", 0),
    "columns alone": ('<dimension ref="A:B"/>', 0),
}


def test_texts_in_cells_with_and_without_runs_and_places() -> None:
    raw = with_part(workbook(["name"]), "xl/worksheets/sheet1.xml", SHEET.format(ROWS).encode())
    (one,) = asked(raw)
    assert (one.row, one.query.name, one.query.bic) == (3, "Invented Star", "INVTKPPY")


@pytest.mark.parametrize(("dimension", "rows"), REACH.values(), ids=REACH)
def test_how_far_a_sheet_reaches_without_reading_it(dimension: str, rows: int) -> None:
    raw = with_part(workbook(["name"]), "xl/worksheets/sheet1.xml", SHEET.format(dimension + ROWS).encode())
    assert count(io.BytesIO(raw)) == rows


def test_how_many_there_are() -> None:
    assert count(io.BytesIO(workbook(["name"], ["A"], ["B"]))) == 3
    assert count(Pipe(b"A\nB\n")) == 0 and count(io.BytesIO(b"A\nB\n")) == 2
