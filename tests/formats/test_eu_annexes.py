"""Annexes of EU regulations as a third party tabulates them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.formats import eu_annexes
from sightline.formats.source import ItemSet, Local
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats import refusals
from tests.formats.sample import Bytes, doubled_quotes, misplaced, said, sample, statements

SAMPLE = sample("eu_annexes.csv")
PERSON, WORKS, CLUB = (f"eu-39999r0001-i-{entry}" for entry in ("persons-1", "entities-1", "entities-2"))


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(eu_annexes.read(ItemSet({"list": Bytes(raw, "annexes.csv")})))


SAID = {
    "name": (PERSON, "name", ["Invented PERSON"]),
    "aliases, a semicolon in brackets left alone": (
        PERSON, "alias", ["Invented Persson (also: Person; Pershon)", "Выдуманный ЧЕЛОВЕК"],
    ),
    "weak alias": (PERSON, "weakAlias", ["Inventy"]),
    "nationalities": (PERSON, "nationality", ["ua", "ru"]),
    "two dates in one cell": (PERSON, "birthDate", ["1970-01-18", "1965-03-29"]),
    "no data is no place of birth": (PERSON, "birthPlace", ["Invented City, Iran"]),
    "passports without their words": (PERSON, "passportNumber", ["I0000001", "10000002"]),
    "an identity number behind its label": (PERSON, "idNumber", ["058980"]),
    "what was cut off stays as a note": (
        PERSON, "notes",
        [
            "(not a real one)", "passportNumber: I0000001, issued in Iran",
            "idNumber: Ukrainian passport number: 058980",
        ],
    ),
    "gender": (PERSON, "gender", ["male"]),
    "addresses": (PERSON, "address", ["1 Invented Street", "2 Invented Street"]),
    "telephones": (PERSON, "phone", ["+1 1", "+1 2"]),
    "jurisdiction": (WORKS, "jurisdiction", ["ir"]),
    "former name": (WORKS, "previousName", ["Invented Plant"]),
    "registration": (WORKS, "registrationNumber", ["LL00001"]),
    "tax code": (WORKS, "innCode", ["1234567890"]),
    "bank code": (WORKS, "swiftBic", ["INVTKPPY"]),
    "number of the company": (WORKS, "companyImo", ["9000005"]),
    "no address": (CLUB, "address", []),
    "day with dots": (f"{PERSON}:listing", "listingDate", ["2007-03-24"]),
    "day in words": (f"{WORKS}:listing", "listingDate", ["2012-04-18"]),
    "no day": (f"{CLUB}:listing", "listingDate", []),
    "reason": (f"{PERSON}:listing", "reason", ['Invented; said to "sail" for others.']),
    "where it is found again": (f"{PERSON}:listing", "authorityId", ["39999R0001 I.PERSONS 1"]),
    "regime": (f"{PERSON}:listing", "program", ["EU-INV"]),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_an_entry_a_row_and_a_list_a_regulation() -> None:
    assert [entry.id for entry in read()] == [PERSON, WORKS, CLUB]
    assert eu_annexes.list_id(ItemSet({"list": SAMPLE})) == "eu-39999r0001"


def test_every_statement_stands_at_its_place() -> None:
    items = ItemSet({"list": SAMPLE})
    assert misplaced(items, statements(eu_annexes.read(items)), doubled_quotes) == []


def test_every_property_is_in_the_vocabulary() -> None:
    assert all(schemata.property_type(s.schema, s.prop) for s in statements(read()))


CHANGES = {
    "unknown column": (b",annex,", b",annexe,", "annexe"),
    "no column": (b",notes\n", b"\n", "notes"),
    "unknown kind": (b",Company,", b",Comrade,", "Comrade"),
    "unknown measure": (b"Asset freeze", b"Frown", "Frown"),
    "unknown gender": (b",Male,", b",Mail,", "Mail"),
    "a day that is none": (b"24.3.2007", b"31.2.2007", "31.2.2007"),
    "a month is no day": (b"18 April 2012", b"April 2012", "April 2012"),
    "an IMO number that is none": (b"9000005", b"900005", "900005"),
    "no CELEX number": (b"39999R0001,2", b"39999X0001,2", "39999X0001"),
    "another regulation": (b"39999R0001,2", b"39999R0002,2", "second regulation"),
    "no name": (b",Invented Club,", b",,", "name"),
    "a number twice": (b"R0001,2,", b"R0001,1,", "twice"),
    "a cell more": (b"Invented Club,", b"Invented Club,,", "46 cells"),
}


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: bytes, new: bytes, named: str) -> None:
    assert old in SAMPLE.raw
    refusals.refused(read, SAMPLE.raw.replace(old, new, 1), named)


def test_bad_bytes_are_refused_and_never_break_us() -> None:
    for cut in range(len(SAMPLE.raw) - 60, len(SAMPLE.raw)):
        refusals.refused(read, SAMPLE.raw[:cut], "")
    refusals.survives_flips(read, SAMPLE.raw, step=17)
    latin = SAMPLE.raw.replace(b"Invented Club", "Invènted Club".encode())
    refusals.refuses_latin(read, latin, "Invènted")


REAL = {
    "32012R0267": (339, {"LegalEntity": 262, "Person": 77}, 0),
    "32014R0269": (2802, {"LegalEntity": 622, "Company": 196, "Person": 1984}, 58),
}


@pytest.mark.slow
@pytest.mark.parametrize("celex", REAL)
def test_reads_the_real_annexes(celex: str, shared_data: Path) -> None:
    items = ItemSet({"list": Local(shared_data / "lists" / "eu" / f"{celex}.csv")})
    entries = list(eu_annexes.read(items))
    rows, schemata_of, companies = REAL[celex]
    found = statements(entries)
    assert len(entries) == rows
    kinds = [s.schema for s in found if s.prop == "name"]
    assert {kind: kinds.count(kind) for kind in kinds} == schemata_of
    assert sum(s.prop == "companyImo" for s in found) == companies
    assert {len(s.value) for s in found if s.prop == "nationality"} <= {2}
    assert misplaced(items, found, doubled_quotes) == []
