"""The EU's consolidated list of financial sanctions."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.formats import eu_fsf
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats import refusals
from tests.formats.sample import Bytes, misplaced, said, sample, statements, xml

SAMPLE = sample("eu_fsf.xml")
PERSON, FIRM, BARE = "eu-fsf-EU.90.1", "eu-fsf-EU.90.2", "eu-fsf-903"


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(eu_fsf.read(ItemSet({"list": Bytes(raw, "list.xml")})))


SAID = {
    "first strong name": (PERSON, "name", ["Invented PERSON"]),
    "another strong name": (PERSON, "alias", ["지어낸 사람"]),
    "weak by its attribute and by its remark": (PERSON, "weakAlias", ["Türk Nickname", "Another Nickname"]),
    "surname": (PERSON, "lastName", ["PERSON"]),
    "position": (PERSON, "position", ["Invented director"]),
    "title": (PERSON, "title", ["Colonel"]),
    "gender": (PERSON, "gender", ["male"]),
    "nationalities": (PERSON, "nationality", ["kp", "cn"]),
    "births: a day, about a month, a range": (
        PERSON, "birthDate", ["1958-04-14", "1960-05", "1962", "1963", "1964"],
    ),
    "birth place": (PERSON, "birthPlace", ["Inventedville, NORTH KOREA"]),
    "birth country, the unknown left out": (PERSON, "birthCountry", ["kp"]),
    "address": (PERSON, "address", ["1 Invented Street, 00001, Inventedville, TÜRKIYE"]),
    "address in parts": (f"{PERSON}:address:41", "postalCode", ["00001"]),
    "country": (PERSON, "country", ["tr"]),
    "telephone": (PERSON, "phone", ["+000 1 234 5678"]),
    "e-mail": (PERSON, "email", ["invented@invented.example"]),
    "notes": (
        PERSON, "notes",
        ["low quality a.k.a.", "PIGEON: Loft 7", "(passport)", "Invented remark, SWIFT/BIC INVTKPPY.",
         "Invented details"],
    ),
    "bank code in a remark": (PERSON, "swiftBic", ["INVTKPPY"]),
    "passport": (PERSON, "passportNumber", ["AB123456"]),
    "passport in parts": (f"{PERSON}:document:51", "startDate", ["2014-05-04"]),
    "what is wrong with a passport": (f"{PERSON}:document:51", "summary", ["knownExpired"]),
    "first regulation": (f"{PERSON}:listing", "reason", ["2016/0000 (OJ L0)"]),
    "its days": (f"{PERSON}:listing", "startDate", ["2016-03-06", "2016-03-04"]),
    "its address": (f"{PERSON}:listing", "sourceUrl", ["https://invented.example/oj?a=1&b=2"]),
    "second regulation": (f"{PERSON}:listing:2", "listingDate", ["2018-01-02"]),
    "number of the UN": (f"{PERSON}:listing", "unscId", ["KPi.901"]),
    "company's IMO number": (FIRM, "companyImo", ["1111118"]),
    "bank code": (FIRM, "swiftBic", ["INVTKPPY"]),
    "registration": (FIRM, "registrationNumber", ["R-77"]),
    "function of a firm": (FIRM, "notes", ["Shipping"]),
    "delisted": (f"{FIRM}:listing", "endDate", ["2020-01-01"]),
    "without a reference number": (f"{BARE}:listing", "authorityId", []),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_a_circa_and_a_language_are_kept() -> None:
    found = statements(read())
    assert next(s.original for s in found if s.value == "1960-05") == "circa 1960 5"
    assert next(s.lang for s in found if s.value == "지어낸 사람") == "kor"


def test_is_dated_by_the_publisher() -> None:
    assert eu_fsf.dated(ItemSet({"list": SAMPLE})) == date(2025, 5, 9)


def test_every_statement_stands_at_its_place_and_has_a_known_property() -> None:
    items = ItemSet({"list": SAMPLE})
    found = statements(eu_fsf.read(items))
    assert misplaced(items, found, xml) == []
    assert all(schemata.property_type(s.schema, s.prop) for s in found)


CHANGES = {
    "unknown element": ("<subjectType code", "<invented/><subjectType code", "invented"),
    "unknown attribute": ("circa=\"true\"", "sure=\"no\" circa=\"true\"", "sure"),
    "unknown kind of party": ("code=\"person\"", "code=\"robot\"", "robot"),
    "no kind of party": ("<subjectType code=\"enterprise\"/>", "", "subjectType"),
    "strength neither true nor false": ("strong=\"false\"", "strong=\"maybe\"", "maybe"),
    "a name without its strength": (" strong=\"false\"", "", "strong"),
    "unknown gender": ("gender=\"M\"", "gender=\"X\"", "X"),
    "no regulation": ("<regulation publicationDate=\"2016-03-05\" programme=\"PRK\" logicalId=\"1\"/>", "",
                      "regulation"),
    "a day that is none": ("birthdate=\"1958-04-14\"", "birthdate=\"1958-02-30\"", "1958-02-30"),
    "a month that is none": ("monthOfYear=\"5\"", "monthOfYear=\"13\"", "13"),
    "a range without years": ("yearRangeFrom=\"1962\"", "yearRangeFrom=\"62\"", "62"),
    "a number twice": ("EU.90.2", "EU.90.1", "twice"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: str, new: str, named: str) -> None:
    assert old.encode() in SAMPLE.raw
    refusals.refused(read, SAMPLE.raw.replace(old.encode(), new.encode(), 1), named)


def test_bad_bytes_are_refused_and_never_break_us() -> None:
    refusals.refuses_cuts(read, SAMPLE.raw, step=23)
    refusals.survives_flips(read, SAMPLE.raw, step=97)
    refusals.refuses_bombs(read, SAMPLE.raw, b"export")
    refusals.refuses_other_encodings(read, SAMPLE.raw, "Türk")
