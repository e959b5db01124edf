"""Switzerland's sanctions list."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.formats import ch_seco
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats import refusals
from tests.formats.sample import Bytes, misplaced, said, sample, statements, xml

SAMPLE = sample("ch_seco.xml")
PERSON, FIRM, SHIP = "ch-seco-9001", "ch-seco-9002", "ch-seco-9003"


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(ch_seco.read(ItemSet({"list": Bytes(raw, "list.xml")})))


SAID = {
    "name in the order of its parts, without the title": (PERSON, "name", ["PERSON Invented"]),
    "spelling of another script, and the second identity": (
        PERSON, "alias", ["사람 지어낸", "Second Identity"],
    ),
    "weak alias": (PERSON, "weakAlias", ["Türk Nickname"]),
    "former name": (PERSON, "previousName", ["Former Name"]),
    "title": (PERSON, "title", ["Colonel"]),
    "surname": (PERSON, "lastName", ["PERSON"]),
    "sex": (PERSON, "gender", ["male"]),
    "births": (PERSON, "birthDate", ["1958-04-14", "1960"]),
    "nationalities": (PERSON, "nationality", ["kp", "cn"]),
    "birth place": (PERSON, "birthPlace", ["Inventedville, Invented Province, North Korea"]),
    "birth country": (PERSON, "birthCountry", ["kp"]),
    "address": (PERSON, "address", ["Invented Office, 1 Invented Street, 00001, Inventedtown, Türkiye"]),
    "address in parts": (f"{PERSON}:address:18", "city", ["Inventedtown"]),
    "country": (PERSON, "country", ["tr"]),
    "passport": (PERSON, "passportNumber", ["AB123456"]),
    "passport's issuer": (f"{PERSON}:document:19", "country", ["kp"]),
    "passport's day": (f"{PERSON}:document:19", "startDate", ["2014-05-04"]),
    "a day that is none is kept": (f"{PERSON}:document:19", "summary", ["around 2019", "Invented remark"]),
    "bank code in the information": (PERSON, "swiftBic", ["INVTKPPY"]),
    "reason": (f"{PERSON}:listing", "reason", ["Invented reason."]),
    "programme in English": (
        f"{PERSON}:listing", "program", ["Invented ordinance on measures against North Korea"],
    ),
    "listed on": (f"{PERSON}:listing", "listingDate", ["2016-05-18"]),
    "in force from": (f"{PERSON}:listing", "startDate", ["2016-05-19"]),
    "changed on": (f"{PERSON}:listing", "modifiedAt", ["2020-01-02"]),
    "number of the UN": (f"{PERSON}:listing", "recordId", ["KPi.901"]),
    "relation": (f"{PERSON}:link:1", "object", [FIRM]),
    "relation to nobody here": (f"{PERSON}:link:2", "object", []),
    "founded": (FIRM, "incorporationDate", ["1994"]),
    "registration": (FIRM, "registrationNumber", ["R-7700"]),
    "ship's number": (SHIP, "imoNumber", ["9000003"]),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_what_was_taken_off_the_list_is_left_out_and_told() -> None:
    assert [entry.id for entry in read()] == [PERSON, FIRM, SHIP]
    (doubt,) = ch_seco.doubts(ItemSet({"list": SAMPLE}))
    assert "1 targets" in doubt.message and "9004" in doubt.message


def test_the_latest_modification_counts_wherever_it_stands() -> None:
    back = b'<modification modification-type="listed" effective-date="2019-01-01"/>'
    again = b'<modification modification-type="listed" effective-date="2016-05-18"/>'
    assert len(read(SAMPLE.raw.replace(again, again + back))) == 4


def test_a_spelling_carries_its_language() -> None:
    assert next(s.lang for s in statements(read()) if s.value == "사람 지어낸") == "kor"


def test_is_dated_by_the_publisher() -> None:
    assert ch_seco.dated(ItemSet({"list": SAMPLE})) == date(2025, 5, 9)


def test_every_statement_stands_at_its_place_and_has_a_known_property() -> None:
    items = ItemSet({"list": SAMPLE})
    found = statements(ch_seco.read(items))
    assert misplaced(items, found, xml) == []
    assert all(schemata.property_type(s.schema, s.prop) for s in found)


CHANGES = {
    "unknown element": ("<individual", "<robot/><individual", "robot"),
    "unknown attribute": ('sex="male"', 'sex="male" mood="good"', "mood"),
    "unknown sex": ('sex="male"', 'sex="x"', "x"),
    "unknown name type": ('"formerly-known-as"', '"to-be-known-as"', "to-be-known-as"),
    "unknown quality": ('quality="low"', 'quality="middling"', "middling"),
    "unknown part of a name": ('"family-name"', '"stage-name"', "stage-name"),
    "unknown modification": ('"amended"', '"pondered"', "pondered"),
    "unknown kind of object": ('object-type="vessel"', 'object-type="balloon"', "balloon"),
    "a place that is not there": ('place-id="501"', 'place-id="777"', "777"),
    "a set that is not there": ('sanctions-set-id="34422"', 'sanctions-set-id="777"', "777"),
    "a target twice": ('ssid="9003"', 'ssid="9002"', "twice"),
    "a date that is none": ('month="4"', 'month="14"', "14"),
    "no name": ("<value>Invented Tide</value>", "<value> </value>", "value"),
}


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: str, new: str, named: str) -> None:
    assert old.encode() in SAMPLE.raw
    refusals.refused(read, SAMPLE.raw.replace(old.encode(), new.encode(), 1), named)


def test_bad_bytes_are_refused_and_never_break_us() -> None:
    refusals.refuses_cuts(read, SAMPLE.raw, step=29)
    refusals.survives_flips(read, SAMPLE.raw, step=97)
    refusals.refuses_bombs(read, SAMPLE.raw, b"swiss-sanctions-list")
    refusals.refuses_other_encodings(read, SAMPLE.raw, "Türk")
