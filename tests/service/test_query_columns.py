"""Columns under other names, and rows whose name is none."""

from __future__ import annotations

import pytest

from sightline.errors import BadInput
from sightline.model.screening import Query
from sightline.service import query_columns as columns

NONE = {
    "a date": "2001-02-03",
    "a number": "12345678",
    "an e-mail address": "someone@example.org",
    "a web address": "https://example.org/a",
}
NAMES = {
    "letters and digits": "Invented Star 7",
    "one letter": "X",
    "Hangul": "지어낸 사람",
    "a sign for at": "Bank @ Invented",
}


@pytest.mark.parametrize("name", NONE.values(), ids=NONE)
def test_what_stands_in_a_wrong_column_is_told(name: str) -> None:
    assert "right column" in columns.problem_of(Query(name=name))


@pytest.mark.parametrize("name", ["N/A", "unknown", "TRUE", "null", "#REF!", "#N/A", "####"])
def test_what_stands_for_no_name_is_told(name: str) -> None:
    assert "no name" in columns.problem_of(Query(name=name))
    assert columns.problem_of(Query(name=name, imo="9000003")) == ""


@pytest.mark.parametrize("name", ["Unknown Invented", "Na", "#1 Invented"])
def test_a_name_with_such_a_word_is_asked(name: str) -> None:
    assert columns.problem_of(Query(name=name)) == ""
    assert columns.problem_of(Query(name="UNKNOWN", schema="Vessel")) == ""


def test_a_site_is_asked_as_a_name_and_noted() -> None:
    assert columns.problem_of(Query(name="WWW.INVENTED-SHOP.NET")) == ""
    assert "asked as a name" in columns.note_of(Query(name="WWW.INVENTED-SHOP.NET"))
    assert columns.note_of(Query(name="Invented Shop")) == ""


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_asked(name: str) -> None:
    assert columns.problem_of(Query(name=name)) == ""


def test_a_number_is_asked_where_something_else_says_whose_name_it_is() -> None:
    assert columns.problem_of(Query(name="777", schema="Vessel")) == ""
    assert columns.problem_of(Query(name="777", imo="9000003")) == ""


def test_a_row_without_a_name_or_an_identifier_asks_nothing() -> None:
    assert "nothing to ask" in columns.problem_of(Query(country="kp"))
    assert columns.problem_of(Query(bic="INVTKPPY")) == ""


def test_the_remedy_says_what_to_rename() -> None:
    with pytest.raises(BadInput) as caught:
        columns.check([columns.canonical(one) for one in ("Full Name", "DOB")], "queries", "row 1")
    assert caught.value.remedy
    assert "'dob' to 'birth_date'" in caught.value.remedy and "'full_name' to 'name'" in caught.value.remedy


def test_the_remedy_says_to_join_the_parts_of_a_name() -> None:
    for header, told in (
        (["first_name", "last_name", "dob"], ["join the parts", "'dob' to 'birth_date'"]),
        (["name", "shoe_size"], ["leave it out"]),
    ):
        with pytest.raises(BadInput) as caught:
            columns.check(header, "a.csv", "a.csv")
        remedy = caught.value.remedy or ""
        assert all(one in remedy for one in told) and ("join" in remedy) == ("join the parts" in told)


def test_a_header_in_other_letters_is_the_same() -> None:
    assert columns.canonical(" Birth Date ") == "birth_date"
    columns.check(["name", "birth_date", "id"], "queries", "row 1")


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x.example";"Ri Invented")', "+ sum(B2)"])
def test_a_formula_that_was_written_out_is_no_name(name: str) -> None:
    assert "formula" in columns.problem_of(Query(name=name))


@pytest.mark.parametrize("name", ["=Invented= Bank", "+Invented (Bank)"])
def test_signs_before_a_name_are_no_formula(name: str) -> None:
    assert columns.problem_of(Query(name=name)) == ""
