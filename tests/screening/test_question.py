"""Whatever is asked becomes words and keys, or a problem that says what is missing."""

import pytest

from sightline.clean import typed_dates
from sightline.model.screening import Query
from sightline.screening.question import NOTHING, question


def test_names_and_identifiers() -> None:
    asked = question(
        Query(name="KIM, Chol", aliases=("Kim Chol", "K. Chol"), imo="IMO 8905490", bic="KDBKKPPYXXX")
    )
    assert [one.words for one in asked.names] == [("kim", "chol"), ("kim", "chol"), ("k", "chol")]
    assert asked.keys == ("imo:8905490", "bic:KDBKKPPY")
    assert asked.problem == "" and asked.notes == ()


PROBLEMS = {
    "nothing": Query(),
    "spaces": Query(name="   "),
    "punctuation": Query(name="—…!"),
    "pictures": Query(name="🚢🚢"),
    "invisible": Query(name="\u200b\u200e"),
    "attributes alone": Query(birth_date="1970", nationality="kp"),
    "an identifier that is none": Query(imo="Does not exist"),
}


@pytest.mark.parametrize("query", PROBLEMS.values(), ids=PROBLEMS)
def test_a_query_that_cannot_be_compared(query: Query) -> None:
    assert question(query).problem == NOTHING


def test_an_identifier_alone_is_enough() -> None:
    assert question(Query(mmsi="445123000")).problem == ""


def test_what_was_changed_or_left_out_is_noted() -> None:
    asked = question(Query(name="Kim\u200b " + "x" * 10_000, imo="123", birth_date="03/04/1958"))
    assert asked.notes == (
        "name cut to its first 500 of 10005 characters",
        "name removed 1 invisible or direction-changing characters",
        "imo '123' is not one: it was not compared",
        f"birth_date '03/04/1958' is not one: it was not compared; it is read as in {typed_dates.READ}",
    )


def test_an_invisible_character_between_words_joins_them_and_parts_them() -> None:
    asked = question(Query(name="Kim\u200bChol"))
    assert [one.words for one in asked.names] == [("kimchol",), ("kim", "chol")]
    assert asked.notes == (
        "name removed 1 invisible or direction-changing characters",
        "name has invisible characters between letters: asked with a space for them, too",
    )
    assert len(question(Query(name="Kim \u200bChol")).names) == 1


@pytest.mark.parametrize("born", ["2090-01-01", "1900-01-01", "1066"])
def test_a_day_on_which_nobody_is_born_is_noted(born: str) -> None:
    (told,) = question(Query(name="Invented", birth_date=born)).notes
    assert born in told and "1901 to 2026" in told
    assert not question(Query(name="Invented", birth_date="1901-01-01")).notes


@pytest.mark.parametrize(("number", "noted"), [("8511824", True), ("8511823", False)])
def test_a_number_with_a_wrong_check_digit_is_noted_and_compared(number: str, noted: bool) -> None:
    asked = question(Query(name="Invented", imo=number))
    assert asked.keys == (f"imo:{number}",) and bool(asked.notes) is noted


def test_values_parted_by_a_semicolon_are_several() -> None:
    asked = question(Query(name="Invented", identifier="PS654320876; PS1", birth_date="1970; soon"))
    assert asked.keys == ("document:PS654320876",)
    assert len(asked.notes) == 2 and "'PS1'" in asked.notes[0] and "'soon'" in asked.notes[1]


@pytest.mark.parametrize(("schema", "noted"), [("Persoon", True), ("person", False), ("Person", False)])
def test_a_schema_that_is_none_is_noted_and_no_kind_is_taken_for_granted(schema: str, noted: bool) -> None:
    asked = question(Query(name="Korea Mining Development Trading", schema=schema))
    assert (asked.notes != ()) is noted and asked.asks == (True, True, noted, True)
    assert noted is bool(asked.short), "persons have no acronyms, a party of any kind may"


def test_a_name_in_arabic_letters_is_asked_as_it_stands_and_with_its_vowels() -> None:
    asked = question(Query(name="نضل كناطي")).names
    assert [one.words for one in asked] == [("NDL", "KNTY"), ("nidal", "kanati")]
    assert {one.text for one in asked} == {"نضل كناطي"}
    assert len(question(Query(name="محمد خالد")).names) == 1, "the table says all of it"


def test_what_a_name_holds_is_asked_beside_what_is_given() -> None:
    asked = question(Query(name="Invented Star IMO 8905490", imo="1790183", birth_date="1970"))
    assert asked.keys == ("imo:1790183", "imo:8905490")
    assert [one.text for one in asked.names] == ["Invented Star", "Invented Star IMO 8905490"]
    assert asked.query.imo == "1790183", "the question itself stays as it was put"


def test_a_date_in_a_name_does_not_stand_against_one_that_is_given() -> None:
    asked = question(Query(name="Kim Kadan DOB 1950", birth_date="1970"))
    assert asked.given["birth_date"] == "1970" and len(asked.notes) == 1


def test_the_mark_of_an_aircraft_among_identifiers_is_a_name() -> None:
    asked = question(Query(name="Airbus A300", schema="Airplane", identifier="EP-KAD"))
    assert [one.text for one in asked.names] == ["Airbus A300", "EP-KAD"]
    assert asked.notes == ("identifier 'EP-KAD' was asked as the mark of an aircraft",)


def test_text_in_a_wrong_encoding_is_asked_as_it_was_and_told() -> None:
    asked = question(Query(name="ÐšÐ¸Ð¼ Ð§Ð¾Ð»"))
    assert [one.text for one in asked.names] == [one.text for one in question(Query(name="Ким Чол")).names]
    assert asked.notes == ("name was read as 'Ким Чол': it is UTF-8 that was opened as another encoding",)
    assert question(Query(name="Ким Чол")).notes == ()


def test_two_parties_of_a_field_are_asked_each_and_told() -> None:
    asked = question(Query(name="Kim Yong Chol and/or Ri Pyong Chol"))
    assert {"Kim Yong Chol", "Ri Pyong Chol"} <= {one.text for one in asked.names}
    assert "holds 2 names" in asked.notes[0]
    one = question(Query(name="Invented & Sons"))
    assert len(one.names) == 1 and one.notes == ()
