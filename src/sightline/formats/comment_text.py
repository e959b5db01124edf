"""Identifiers that stand only inside running text: bank codes, IMO numbers, passport numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.clean import bic, identifiers, imo

# Repetitions are bounded, so that no text is slow to search.
_BIC = re.compile(
    r"\b(?:SWIFT|BIC)\b[\s/]{0,4}(?:BIC\b)?(?:\s{0,4}code)?[\s:]{0,4}"
    r"([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b"
)
_IMO = re.compile(
    r"\bIMO\b\)?[\s:]{0,4}(?:(?:company|ship|owner)\s{1,4})?"
    r"(?:[Nn]umbers?|[Nn]o\b\.?)?[\s:]{0,4}([0-9]{7})\b"
)
_PASSPORT = re.compile(
    r"\bpassports?\b(?:\s{1,4}(?:numbers?|no\b|nr\b))?[\s.:#]{0,4}"
    r"((?:[A-Z]{1,3}[\s-]?)?[0-9][0-9A-Z]{4,20})\b",
    re.IGNORECASE,
)


def identifiers_in(text: str, schema: str) -> Iterator[tuple[str, str, int, int]]:
    """Property, canonical value, and the characters from and up to which it stands in the text.

    An IMO number is the company's own (`companyImo`) when it has a company's check digit, also where a ship
    could have it; else a ship's it names (`shipImo`) when it has a ship's. With neither it stays in the text.
    """
    for found in _BIC.finditer(text):
        if code := bic.clean(found[1]):
            yield "swiftBic", code, *found.span(1)
    for found in _IMO.finditer(text):
        if imo.is_company(found[1]):
            yield "companyImo", found[1], *found.span(1)
        elif imo.is_ship(found[1]):
            yield "shipImo", found[1], *found.span(1)
    if schema == "Person":
        for found in _PASSPORT.finditer(text):
            if number := identifiers.clean(found[1]):
                yield "passportNumber", number, *found.span(1)
