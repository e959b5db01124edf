"""OFAC's lists as advanced XML."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.formats import ofac_advanced
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats import refusals
from tests.formats.sample import Bytes, misplaced, said, sample, statements, xml

SAMPLE = sample("ofac_advanced.xml")
PERSON, BANK, SHIP = "ofac-90001", "ofac-90002", "ofac-90003"


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(ofac_advanced.read(ItemSet({"list": Bytes(raw, "sdn_advanced.xml")})))


SAID = {
    "name, given names first": (PERSON, "name", ["Invented PERSON"]),
    "name in another script": (PERSON, "alias", ["지어낸 사람"]),
    "weak alias": (PERSON, "weakAlias", ["Türk Nickname"]),
    "former name": (PERSON, "previousName", ["FORMER"]),
    "surname": (PERSON, "lastName", ["PERSON"]),
    "births: a day, years": (PERSON, "birthDate", ["1958-04-14", "1960", "1961"]),
    "birth place": (PERSON, "birthPlace", ["Invented Town, Korea"]),
    "nationality": (PERSON, "nationality", ["kp"]),
    "address": (PERSON, "address", ["1 Invented Street, Inventedville"]),
    "address in parts": (f"{PERSON}:address:26", "city", ["Inventedville"]),
    "country, the undetermined left out": (PERSON, "country", ["tr"]),
    "position": (PERSON, "position", ["Invented director"]),
    "gender": (PERSON, "gender", ["male"]),
    "wallet": (PERSON, "cryptoAddress", ["1InventedInventedInventedInvented"]),
    "wallet's asset": (f"{PERSON}:wallet:108", "currencySymbol", ["XBT"]),
    "passport": (PERSON, "passportNumber", ["AB123456"]),
    "passport's country": (f"{PERSON}:document:31", "country", ["kp"]),
    "passport's day": (f"{PERSON}:document:31", "startDate", ["2014-05-04"]),
    "passport's office": (f"{PERSON}:document:31", "authority", ["Invented office"]),
    "notes": (PERSON, "notes", ["Invented Feature: Invented value", "Invented comment"]),
    "relation": (f"{PERSON}:link:41", "object", [BANK]),
    "what relation": (f"{PERSON}:link:41", "role", ["Acting for or on behalf of"]),
    "which is over": (f"{PERSON}:link:41", "status", ["former"]),
    "program": (f"{PERSON}:listing", "program", ["DPRK3"]),
    "measures": (f"{PERSON}:listing", "provisions", ["Invented regulations, section 0", "Block"]),
    "legal basis": (f"{PERSON}:listing", "reason", ["Invented Order 1"]),
    "listed on": (f"{PERSON}:listing", "listingDate", ["2016-03-02"]),
    "bank": (BANK, "name", ["INVENTED BANK & CO"]),
    "ship's number": (SHIP, "imoNumber", ["9000003"]),
    "radio identity": (SHIP, "mmsi", ["445000001"]),
    "flag": (SHIP, "flag", ["kp"]),
}


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_is_dated_and_named() -> None:
    items = ItemSet({"list": SAMPLE})
    assert ofac_advanced.dated(items) == date(2025, 5, 9)
    assert ofac_advanced.list_id(items) == "us-ofac-sdn"
    other = SAMPLE.raw.replace(b"SDN List", b"Consolidated List")
    assert ofac_advanced.list_id(ItemSet({"list": Bytes(other)})) == "us-ofac-cons"


def test_every_statement_stands_at_its_place_and_has_a_known_property() -> None:
    items = ItemSet({"list": SAMPLE})
    found = statements(ofac_advanced.read(items))
    assert misplaced(items, found, xml) == []
    assert all(schemata.property_type(s.schema, s.prop) for s in found)
    assert next(s for s in found if s.value == "1960").original.startswith("Approximate 1960")


CHANGES = {
    "unknown element": ("<Feature ID=\"6\"", "<Invented/><Feature ID=\"6\"", "Invented"),
    "unknown set of values": ("<ListValues>", "<InventedValues/><ListValues>", "InventedValues"),
    "unknown attribute": ("Primary=\"true\" False=\"false\">\n", "Mood=\"good\" Primary=\"true\">\n", "Mood"),
    "unknown alias type": (">F.K.A.<", ">Q.K.A.<", "Q.K.A."),
    "unknown part of a name": (">Last Name<", ">Stage Name<", "Stage Name"),
    "unknown type of party": (">Individual<", ">Robot<", "Robot"),
    "unknown part of a location": (">CITY<", ">CAVE<", "CAVE"),
    "a country that is not there": ("\"1\" CountryRelevanceID", "\"9\" CountryRelevanceID", "9"),
    "a location that is not there": ("LocationID=\"26\"", "LocationID=\"99\"", "99"),
    "a group that is not there": ("NamePartGroupID=\"83\"", "NamePartGroupID=\"99\"", "99"),
    "a quality neither true nor false": ("LowQuality=\"true\"", "LowQuality=\"maybe\"", "maybe"),
    "a day that is none": ("<Year>1958</Year><Month>4</Month>", "<Year>1958</Year><Month>14</Month>", "14"),
    "a party twice": ("Profile ID=\"90003\"", "Profile ID=\"90002\"", "twice"),
    "a party on no list": ("ProfileID=\"90003\" ListID", "ProfileID=\"90004\" ListID", "no list"),
    "a list of changes": ("Version=\"3\"", "Version=\"3\" DeltaBaseVersion=\"2\"", "changed since version 2"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: str, new: str, named: str) -> None:
    assert old.encode() in SAMPLE.raw
    refusals.refused(read, SAMPLE.raw.replace(old.encode(), new.encode(), 1), named)


def test_bad_bytes_are_refused_and_never_break_us() -> None:
    refusals.refuses_cuts(read, SAMPLE.raw, step=53)
    refusals.survives_flips(read, SAMPLE.raw, step=197)
    refusals.refuses_bombs(read, SAMPLE.raw, b"Sanctions")
    with pytest.raises(Exception, match="ISO-8859-1"):
        read(SAMPLE.raw.replace(b"utf-8", b"ISO-8859-1", 1))
    refusals.refuses_latin(read, SAMPLE.raw, "Türk")


OWNED = SAMPLE.raw.replace(b"Acting for or on behalf of", b"Owned or Controlled By")


def test_owned_or_controlled_is_an_ownership_while_it_lasts() -> None:
    over = read(OWNED)
    assert said(over, f"{PERSON}:link:41", "object") == [BANK] and not said(
        over, f"{PERSON}:link:41", "owner"
    )
    lasting = read(OWNED.replace(b'Former="true"', b'Former="false"'))
    assert said(lasting, f"{PERSON}:link:41", "owner") == [BANK]
    assert said(lasting, f"{PERSON}:link:41", "asset") == [PERSON]
    assert said(lasting, f"{PERSON}:link:41", "role") == ["Owned or Controlled By"]
