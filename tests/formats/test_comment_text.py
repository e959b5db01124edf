"""Identifiers inside running text."""

from __future__ import annotations

import pytest

from sightline.formats.comment_text import identifiers_in

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
}
NOT_FOUND = {
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
