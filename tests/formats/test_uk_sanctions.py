"""The UK Sanctions List."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.formats import uk_sanctions
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats import refusals
from tests.formats.sample import Bytes, misplaced, said, sample, statements, xml

SAMPLE = sample("uk_sanctions.xml")
PERSON, FIRM, SHIP = "uk-DPR9001", "uk-DPR9002", "uk-DPR9003"
ROLES = {"parent company", "owner or operator", "previous owner or operator"}


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(uk_sanctions.read(ItemSet({"list": Bytes(raw, "list.xml")})))


SAID = {
    "name in its order": (PERSON, "name", ["INVENTED GIVEN PERSON"]),
    "variation, alias, other script": (PERSON, "alias", ["PERSONE", "OTHER", "지어낸 사람"]),
    "weak alias": (PERSON, "weakAlias", ["NICKNAME"]),
    "surname": (PERSON, "lastName", ["PERSON"]),
    "title": (PERSON, "title", ["Colonel"]),
    "births, one of them a year": (PERSON, "birthDate", ["1958-04-14", "1960"]),
    "a birth that is no date, and the information": (
        PERSON, "notes", ["birthDate: 15/08/19yy", "Invented information, SWIFT/BIC INVTKPPY."],
    ),
    "bank code in the information": (PERSON, "swiftBic", ["INVTKPPY"]),
    "birth country": (PERSON, "birthCountry", ["kp"]),
    "nationalities": (PERSON, "nationality", ["kp", "cn"]),
    "gender": (PERSON, "gender", ["male"]),
    "position": (PERSON, "position", ["Invented director"]),
    "passport": (PERSON, "passportNumber", ["AB123456"]),
    "passport in parts": (f"{PERSON}:passport:1", "summary", ["Invented passport"]),
    "identity number": (PERSON, "idNumber", ["1-78-09"]),
    "address": (PERSON, "address", ["1 Invented Street, Inventedville, 00001, Türkiye"]),
    "countries": (PERSON, "country", ["tr", "cn"]),
    "telephone": (PERSON, "phone", ["+000 1 234 5678"]),
    "e-mail": (PERSON, "email", ["invented@invented.example"]),
    "website": (PERSON, "website", ["www.invented.example"]),
    "measures": (f"{PERSON}:listing", "provisions", ["Asset freeze", "Travel Ban"]),
    "reason": (f"{PERSON}:listing", "reason", ["Invented reason."]),
    "listed on": (f"{PERSON}:listing", "listingDate", ["2020-12-31"]),
    "changed on": (f"{PERSON}:listing", "modifiedAt", ["2021-03-02"]),
    "number of the UN": (f"{PERSON}:listing", "unscId", ["KPi.901"]),
    "measures told by indicators": (f"{FIRM}:listing", "provisions", ["AssetFreeze"]),
    "registration": (FIRM, "registrationNumber", ["INN: 7700000000"]),
    "parent without entry": (f"{FIRM}:link:1", "owner", []),
    "parent's name": (f"{FIRM}:link:1", "summary", ["Nobody Listed Here"]),
    "ship's number": (SHIP, "imoNumber", ["9000003"]),
    "owner's name": (SHIP, "ownerName", ["Invented Shipping & Trading"]),
    "owner or operator": (f"{SHIP}:link:1", "object", [FIRM]),
    "flags": (SHIP, "flag", ["kp"]),
    "past flags": (SHIP, "pastFlags", ["pa"]),
    "tonnage": (SHIP, "tonnage", ["9999"]),
    "length": (SHIP, "notes", ["length: 120m"]),
    "built": (SHIP, "buildDate", ["1988"]),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_is_dated_by_the_publisher_where_it_says() -> None:
    assert uk_sanctions.dated(ItemSet({"list": SAMPLE})) == date(2025, 5, 9)
    silent = SAMPLE.raw.replace(b"  <DateGenerated>09/05/2025</DateGenerated>\n", b"")
    assert uk_sanctions.dated(ItemSet({"list": Bytes(silent)})) is None


def test_every_statement_stands_at_its_place_and_has_a_known_property() -> None:
    items = ItemSet({"list": SAMPLE})
    found = statements(uk_sanctions.read(items))
    assert misplaced(items, found, xml) == []
    assert all(schemata.property_type(s.schema, s.prop) for s in found)
    assert {s.value for s in found if s.prop == "role"} == ROLES


CHANGES = {
    "unknown element": ("<Titles>", "<Invented/><Titles>", "Invented"),
    "unknown measure": ("<TravelBan>false</TravelBan>", "<Frown>true</Frown>", "Frown"),
    "unknown attribute": ("<Titles>", "<Titles kind='1'>", "kind"),
    "unknown kind of party": (">Ship<", ">Balloon<", "Balloon"),
    "unknown name type": (">ALias<", ">Moniker<", "Moniker"),
    "unknown strength": ("Low quality a.k.a", "Middling", "Middling"),
    "unknown gender": ("<Gender>Male", "<Gender>X", "X"),
    "no unique id": ("<UniqueID>DPR9003</UniqueID>", "", "UniqueID"),
    "a unique id twice": ("DPR9003", "DPR9002", "twice"),
    "no regime": ("<RegimeName>The Invented (Sanctions) Regulations 2019</RegimeName>", "", "RegimeName"),
    "a day that is none": ("<DateDesignated>31/12/2020", "<DateDesignated>31/02/2020", "31/02/2020"),
    "a number that is none": ("IMO9000003", "IMO90003", "IMO90003"),
}


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: str, new: str, named: str) -> None:
    assert old.encode() in SAMPLE.raw
    refusals.refused(read, SAMPLE.raw.replace(old.encode(), new.encode(), 1), named)


def test_bad_bytes_are_refused_and_never_break_us() -> None:
    refusals.refuses_cuts(read, SAMPLE.raw, step=29)
    refusals.survives_flips(read, SAMPLE.raw, step=97)
    refusals.refuses_bombs(read, SAMPLE.raw, b"Designations")
    refusals.refuses_other_encodings(read, SAMPLE.raw, "Türk")
