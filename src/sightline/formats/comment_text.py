"""Facts that stand only inside running text: bank codes, IMO and passport numbers, e-mail addresses,
telephone numbers, the names of parents, and references to other entries of the UN list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sightline.clean import bic, identifiers, imo
from sightline.clean.text import clean

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
_EMAIL = re.compile(r"\b[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}\b")
_CALL = r"\+?\(?[0-9][0-9() -]{4,20}[0-9]"
_PHONES = re.compile(
    rf"\b(?:tele)?phone(?:\s{{1,4}}numbers?)?\s{{0,4}}:?\s{{0,4}}({_CALL}(?:[;,]\s{{0,4}}{_CALL}){{0,9}})",
    re.IGNORECASE,
)
_ONE_PHONE = re.compile(_CALL)
_PARENT = re.compile(
    r"\b(?P<parent>father|mother)[’'´`]s\s{1,4}name(?:\s{1,4}(?:is|was))?\s{0,4}:?\s{1,4}"
    r"(?P<name>[^\W\d_][^.,;:()\d]{1,80}?)\s{0,4}(?=[.,;(]|$)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\b([A-Z]{2,3}[ie]\.)\s?([0-9]{3})\b")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"]{3})[.;]\s{1,4}(?=[A-Z])")


class Mention(NamedTuple):
    """A reference to another entry: its number, where that stands, and where its sentence begins."""

    reference: str
    first: int
    last: int
    since: int


def mentions(text: str) -> Iterator[Mention]:
    """References of the UN list in the text, each with the sentence up to it."""
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text))]
    for found in _REFERENCE.finditer(text):
        since = max(end for end in ends if end <= found.start())
        yield Mention(found[1] + found[2], found.start(), found.end(), since)


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
    for found in _EMAIL.finditer(text):
        yield "email", found[0], *found.span()
    for listed in _PHONES.finditer(text):
        for found in _ONE_PHONE.finditer(listed[1]):
            yield "phone", found[0], listed.start(1) + found.start(), listed.start(1) + found.end()
    if schema == "Person":
        for found in _PARENT.finditer(text):
            yield f"{found['parent'].lower()}Name", clean(found["name"]), *found.span("name")
        for found in _PASSPORT.finditer(text):
            if number := identifiers.clean(found[1]):
                yield "passportNumber", number, *found.span(1)
