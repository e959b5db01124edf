"""Identifiers inside running text."""

from __future__ import annotations

import pytest

from sightline.formats.comment_text import identifiers_in, mentions

FOUND = {
    "SWIFT": ("SWIFT: DCBKKPPY. And", [("swiftBic", "DCBKKPPY")]),
    "SWIFT/BIC": ("economy. SWIFT/BIC: KUDBKPPY", [("swiftBic", "KUDBKPPY")]),
    "IMO number": ("2017. IMO number: 5571322.", [("companyImo", "5571322")]),
    "IMO Number first": ("IMO Number: 5342883. The", [("companyImo", "5342883")]),
    "spelled out": (
        "International Maritime Organization (IMO) Number: 1790183.",
        [("companyImo", "1790183")],
    ),
    "company number": ("Company Number IMO 5434358.", [("companyImo", "5434358")]),
    "a ship's": ("the ship, IMO: 7937317", [("shipImo", "7937317")]),
    "a passport": ("passport number 836110034, which", [("passportNumber", "836110034")]),
    "a passport with letters": ("Passport no.: OR 1961825 issued", [("passportNumber", "OR 1961825")]),
    "an e-mail address": ("Email: a.b@invented.example; c", [("email", "a.b@invented.example")]),
    "telephone numbers": (
        "Telephone numbers: 850-2-18111; 850-2-18111-8642; web",
        [("phone", "850-2-18111"), ("phone", "850-2-18111-8642")],
    ),
    "one telephone number": ("Phone number: +963936016952. Gender", [("phone", "+963936016952")]),
    "parents": (
        "Father’s name is Invented Elder. Mother's name: Invented Lady (deceased)",
        [("fatherName", "Invented Elder"), ("motherName", "Invented Lady")],
    ),
}
NOT_FOUND = {
    "an address that is none": "me@home, you@",
    "a telephone without number": "Telephone numbers of the company are unknown since 2016",
    "a parent without name": "Her father is unknown. Father’s name: 7",
    "no check digit": "IMO number: 5571323",
    "seven digits alone": "number 5571322",
    "eight letters alone": "DAEDONG BANK",
    "a word behind SWIFT": "SWIFT delivery",
    "a passport without number": "May use a fake passport of a citizen",
    "a passport and a year": "passport in 2016",
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    found = list(identifiers_in(text, "Person"))
    assert [(prop, value) for prop, value, _, _ in found] == expected
    for _, value, first, last in found:
        assert text[first:last] == value


@pytest.mark.parametrize("text", NOT_FOUND.values(), ids=NOT_FOUND)
def test_does_not_find(text: str) -> None:
    assert list(identifiers_in(text, "Person")) == []


def test_only_persons_have_passports() -> None:
    assert list(identifiers_in("passport number 836110034", "LegalEntity")) == []


MENTIONS = {
    "with its sentence": (
        "Born in 1960. Member of Invented (KPe.901). More",
        [("KPe.901", "Member of Invented (KPe.901")],
    ),
    "with a space": ("See KPi. 902", [("KPi.902", "See KPi. 902")]),
    "two of one sentence": (
        "A (QDe.001) and B (QDi.002)",
        [("QDe.001", "A (QDe.001"), ("QDi.002", "A (QDe.001) and B (QDi.002")],
    ),
    "no number": ("See KPe and S/2016/157 and KPx.001", []),
}


@pytest.mark.parametrize(("text", "expected"), MENTIONS.values(), ids=MENTIONS)
def test_finds_references_to_other_entries(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.reference, text[found.since : found.last]) for found in mentions(text)] == expected
