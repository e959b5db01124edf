"""OFAC's lists as XML."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.errors import Truncated
from sightline.formats import ofac_xml
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats import refusals
from tests.formats.sample import Bytes, misplaced, said, sample, statements, xml

SAMPLE = sample("ofac.xml")
PERSON, BANK, SHIP, PLANE = "ofac-90001", "ofac-90002", "ofac-90003", "ofac-90004"


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(ofac_xml.read(ItemSet({"list": Bytes(raw, "sdn.xml")})))


SAID = {
    "name": (PERSON, "name", ["Invented Given PERSON"]),
    "surname": (PERSON, "lastName", ["PERSON"]),
    "strong alias": (PERSON, "alias", ["Invented PERSONE"]),
    "weak alias": (PERSON, "weakAlias", ['"Türk Nickname"']),
    "former name": (PERSON, "previousName", ["FORMER"]),
    "position": (PERSON, "position", ["Invented Director"]),
    "day and circa": (PERSON, "birthDate", ["1958-04-14", "1960"]),
    "birth place": (PERSON, "birthPlace", ["Inventedville, Korea, North"]),
    "nationalities": (PERSON, "nationality", ["kp", "cn"]),
    "citizenship": (PERSON, "citizenship", ["kp"]),
    "gender": (PERSON, "gender", ["male"]),
    "passport": (PERSON, "passportNumber", ["AB123456"]),
    "passport's country": (f"{PERSON}:document:1", "country", ["kp"]),
    "passport's days": (f"{PERSON}:document:1", "startDate", ["2014-05-04"]),
    "passport's end": (f"{PERSON}:document:1", "endDate", ["2019"]),
    "wallet": (PERSON, "cryptoAddress", ["1InventedInventedInventedInvented"]),
    "wallet's asset": (f"{PERSON}:wallet:3", "currencySymbol", ["XBT"]),
    "what the listing entails": (f"{PERSON}:listing", "provisions", ["Invented regulations, section 0"]),
    "a label that is not known": (PERSON, "notes", ["Invented Number of a New Kind: 77"]),
    "address": (PERSON, "address", ["1 Invented Street, Inventedville, 00001, Türkiye"]),
    "address in parts": (f"{PERSON}:address:21", "postalCode", ["00001"]),
    "countries": (PERSON, "country", ["tr", "cn"]),
    "linked to": (PERSON, "linkedTo", ["INVENTED BANK CO."]),
    "edge": (f"{PERSON}:link:1", "object", [BANK]),
    "programs": (f"{PERSON}:listing", "program", ["DPRK3", "NPWMD"]),
    "bank code": (BANK, "swiftBic", ["INVTKPPY"]),
    "registration": (BANK, "registrationNumber", ["R-77"]),
    "ship's number": (SHIP, "imoNumber", ["9000003"]),
    "radio identity": (SHIP, "mmsi", ["445000001"]),
    "flag": (SHIP, "flag", ["kp"]),
    "owner's name": (SHIP, "ownerName", ["Invented Bank Co."]),
    "owner": (SHIP, "owner", [BANK]),
    "tail number": (PLANE, "registrationNumber", ["P-INV"]),
}


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_is_dated_and_named() -> None:
    items = ItemSet({"list": SAMPLE})
    assert ofac_xml.dated(items) == date(2025, 5, 9)
    assert ofac_xml.list_id(items) == "us-ofac-sdn"
    other = SAMPLE.raw.replace(b"<program>DPRK", b"<program>NS-PLC</program><program>DPRK")
    assert ofac_xml.list_id(ItemSet({"list": Bytes(other)})) == "us-ofac-cons"


def test_every_statement_stands_at_its_place_and_has_a_known_property() -> None:
    items = ItemSet({"list": SAMPLE})
    found = statements(ofac_xml.read(items))
    assert misplaced(items, found, xml) == []
    assert all(schemata.property_type(s.schema, s.prop) for s in found)


CHANGES = {
    "unknown element": ("<title>", "<INVENTED/><title>", "INVENTED"),
    "unknown attribute": ("<title>", "<title kind='1'>", "kind"),
    "unknown type": ("<sdnType>Aircraft", "<sdnType>Balloon", "Balloon"),
    "unknown alias type": ("<type>f.k.a.", "<type>q.k.a.", "q.k.a."),
    "unknown strength": ("<category>weak", "<category>middling", "middling"),
    "no name": ("<lastName>P-INV</lastName>", "", "lastName"),
    "no number": ("<uid>90004</uid>", "", "uid"),
    "a number that is none": ("<uid>90004", "<uid>X4", "X4"),
    "a number twice": ("<uid>90004", "<uid>90003", "twice"),
    "a birth that is no date": ("14 Apr 1958", "31 Apr 1958", "31 Apr 1958"),
    "another number of entries": ("<Record_Count>4", "<Record_Count>5", "says that it has 5"),
    "a day that is none": ("04 May 2014", "44 May 2014", "44 May 2014"),
}


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: str, new: str, named: str) -> None:
    assert old.encode() in SAMPLE.raw
    refusals.refused(read, SAMPLE.raw.replace(old.encode(), new.encode(), 1), named)


def test_a_list_cut_and_closed_again_is_refused() -> None:
    before, _, _ = SAMPLE.raw.rpartition(b"<sdnEntry>")
    with pytest.raises(Truncated, match="says that it has 4"):
        read(before + b"</sdnList>")


def test_bad_bytes_are_refused_and_never_break_us() -> None:
    refusals.refuses_cuts(read, SAMPLE.raw, step=23)
    refusals.survives_flips(read, SAMPLE.raw, step=97)
    refusals.refuses_bombs(read, SAMPLE.raw, b"sdnList")
    refusals.refuses_other_encodings(read, SAMPLE.raw, "Türk")
