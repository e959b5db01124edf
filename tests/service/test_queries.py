"""Queries as people send them: which form a file is in, and what each row asks."""

from __future__ import annotations

import codecs
import io

import pytest

from sightline.errors import BadInput
from sightline.model.screening import Query
from sightline.service import queries
from sightline.service.queries import COLUMNS, Asked, as_json, of_entity, read
from tests.service.workbooks import workbook


def asked(text: str) -> list[Asked]:
    return list(read(io.BytesIO(text.encode()), "queries"))


def test_every_column_of_the_interface_is_read() -> None:
    (one,) = asked(",".join(COLUMNS) + "\n" + ",".join(f"v-{name}" for name in COLUMNS) + "\n")
    assert {name: getattr(one.query, name) for name in COLUMNS} == {name: f"v-{name}" for name in COLUMNS}


def test_columns_in_any_order_and_case_with_a_byte_order_mark() -> None:
    (one,) = asked("\ufeffBIC, Name\r\nINVTKPPY, Invented Bank \r\n")
    assert one.query == Query(name="Invented Bank", bic="INVTKPPY")


def test_a_comma_in_quotes_and_a_line_break_in_quotes() -> None:
    found = asked('name,bic\n"Bank, Invented",A\n"Two\nlines",B\n')
    assert [one.query.name for one in found] == ["Bank, Invented", "Two\nlines"]


def test_names_one_a_line_may_hold_commas_and_blank_lines_are_passed_over() -> None:
    found = asked("Person, Invented One\n\n  Invented Two  \n")
    assert [(one.row, one.query.name) for one in found] == [(1, "Person, Invented One"), (3, "Invented Two")]


@pytest.mark.parametrize("header", ["name;colour", "name\tcolour", "name,colour", "bic,imo", "full_name,bic"])
def test_a_header_we_cannot_use_is_refused_and_not_taken_for_a_name(header: str) -> None:
    with pytest.raises(BadInput) as caught:
        asked(f"{header}\nA,B\n")
    assert caught.value.place == "row 1" and caught.value.remedy


def test_a_json_line_that_is_no_entity_is_told_and_the_next_is_read() -> None:
    good = '{"id": "q", "schema": "Person", "properties": {"name": ["A", "B"], "passportNumber": ["P1"]}}'
    bad, entity = asked('{"schema": "Person"}\n' + good + "\n")
    assert "schema and properties" in bad.problem
    assert (entity.problem, entity.query.name, entity.query.aliases) == ("", "A", ("B",))
    assert (entity.query.identifier, entity.query.id, entity.query.schema) == ("P1", "q", "Person")


def test_half_a_letter_is_made_whole_and_other_letters_stay() -> None:
    whole = queries.kept(Query(name="\ud800Invented", aliases=("Other\udfff", "김")))
    assert whole == Query(name="\ufffdInvented", aliases=("Other\ufffd", "김"))
    assert queries.kept(Query(name="김", aliases=("𠀀",))) is None


TABLES = {
    "semicolons": (b"name;bic\nA;B\n", 2),
    "tabs": (b"name\tbic\nA\tB\n", 2),
    "bars": (b"name|bic\nA|B\n", 2),
    "a first line that says so": (b"sep=;\nname;bic\nA;B\n", 3),
    "UTF-16 and tabs, as Excel writes Unicode text": ("name\tbic\nA\tB\n".encode("utf-16"), 2),
    "UTF-16 of the other end": (codecs.BOM_UTF16_BE + "name;bic\nA;B\n".encode("utf-16-be"), 2),
}


@pytest.mark.parametrize("raw, row", TABLES.values(), ids=TABLES)
def test_tables_as_spreadsheets_write_them(raw: bytes, row: int) -> None:
    (one,) = queries.read(io.BytesIO(raw), "queries")
    assert (one.row, one.query.name, one.query.bic, one.note) == (row, "A", "B", "")


def test_names_with_a_semicolon_are_names() -> None:
    assert [one.query.name for one in asked("A; B\nC\n")] == ["A; B", "C"]


WRONG = {
    "an array": (b'[{"schema": "Person"}]\n', "row 1"),
    "a column nobody knows": (b"sep=;\nname;colour\n", "row 2"),
    "half of UTF-16": ("name\nA\n".encode("utf-16") + b"\x00\xd8\n\x00", "queries"),
}


@pytest.mark.parametrize("raw, place", WRONG.values(), ids=WRONG)
def test_another_shape_is_refused_with_what_to_do(raw: bytes, place: str) -> None:
    with pytest.raises(BadInput) as caught:
        list(queries.read(io.BytesIO(raw), "queries"))
    assert caught.value.place == place and caught.value.remedy


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    found = asked('name,bic\nA,B\n"C,D\nE,F\n' + "G,H\n" * 3)
    assert [(one.row, one.query.name) for one in found if not one.problem] == [
        (2, "A"), (4, "E"), (5, "G"), (6, "G"), (7, "G"),
    ]  # fmt: skip
    (bad,) = (one for one in found if one.problem)
    assert bad.row == 3 and "not a CSV row" in bad.problem


def test_names_of_a_table_without_our_columns_say_how_they_were_read() -> None:
    first, second = asked("Customer,DOB\nInvented Person,1970\n")
    assert "read as names" in first.note and not second.note


def test_an_entity_with_a_lone_text_and_other_names() -> None:
    query = of_entity(
        "Person", {"name": "Invented", "previousName": ["Before"], "birthDate": ["1970", "1971"]}
    )
    assert (query.name, query.aliases, query.birth_date) == ("Invented", ("Before",), "1970; 1971")


def test_an_entity_without_a_whole_name_has_its_parts_and_one_of_several_countries() -> None:
    query = of_entity(
        "Person",
        {"firstName": ["Invented"], "lastName": ["Nam"], "citizenship": ["kp"], "country": ["cn", "kp"]},
    )
    assert (query.name, query.nationality, query.country) == ("Invented Nam", "kp", "cn; kp")


def test_only_what_was_given_is_published() -> None:
    assert as_json(Query(name="A", bic="B")) == {"name": "A", "bic": "B"}
    assert as_json(Query(bic="B")) == {"name": "", "bic": "B"}


def test_blank_lines_among_names_are_counted_and_said() -> None:
    one, two, three = asked("Invented One\n\n \nInvented Two\nInvented Three\n\n")
    assert (one.note, two.note) == ("", "2 blank lines before this one passed over")
    assert (three.row, three.note) == (5, "1 blank line behind this one passed over")
    assert [found.note for found in asked("Invented One\nInvented Two\n")] == ["", ""]


def test_blank_rows_of_tables_are_counted_and_said() -> None:
    one, two = asked("name,bic\nA Party,\n\n\nB Party,\n\n")
    assert (one.note, two.note) == (
        "", "2 blank rows before this one passed over; 1 blank row behind this one passed over",
    )  # fmt: skip
    book = workbook(["name"], ["A Party"], [None], [None], ["B Party"])
    one, two = read(io.BytesIO(book), "parties.xlsx")
    assert (one.note, two.note) == ("", "2 blank rows before this one passed over")
    assert (two.row, two.query.name) == (5, "B Party")


def test_seven_digits_are_asked_as_a_ship_where_the_check_digit_holds() -> None:
    good, bad, six = asked("name\n8606173\n8606174\n860617\n")
    assert good.problem == "" and "wrong check digit" in bad.problem and "column 'imo'" in bad.problem
    assert "a number or a date" in six.problem
