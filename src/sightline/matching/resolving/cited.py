"""The places in stored bytes that a reason of the resolver rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sightline.clean import dates, imo
from sightline.matching import bic, document, mmsi
from sightline.matching.resolving import listed
from sightline.matching.shared_codes import country
from sightline.model.citation import Citation
from sightline.model.statement import Entity, Statement

MOST_CITES = 3
"""places a reason names for one side"""

PROPS: Mapping[str, tuple[str, ...]] = {
    "name": (*listed.STRONG, *listed.WEAK),
    "date": listed.DATES,
    "country": listed.COUNTRIES,
    "address": listed.ADDRESSES,
    "birthplace": listed.BIRTHPLACES,
    "number": (*document.PROPS, *listed.SERIALS, "mmsi", "companyImo"),
    "contact": ("swiftBic", *listed.CONTACTS),
    "imo": ("imoNumber",),
    "size": (*listed.TONNAGE, *listed.DEADWEIGHT, *listed.LENGTH),
}


def cites(entity: Entity, comparison: str, value: str) -> tuple[Citation, ...]:
    """Where the entity says this value, at most `MOST_CITES` places; none for what rests on no statement."""
    if not value or comparison not in PROPS:
        return ()
    found = [one.cite for one in _said(entity, comparison) if _means(one, comparison, value)]
    return tuple(dict.fromkeys(found))[:MOST_CITES]


def _said(entity: Entity, comparison: str) -> Iterator[Statement]:
    props = PROPS[comparison]
    yield from (one for one in entity.statements if one.prop in props)
    if comparison == "number":
        papers = (part for part in entity.adjacent if part.schema in listed.PAPERS)
        yield from (one for part in papers for one in part.statements if one.prop in props)


def _means(said: Statement, comparison: str, value: str) -> bool:
    """Whether a statement says the value that was compared, however it is written."""
    if comparison == "date":
        return value in dates.values(said.value)
    if comparison == "country":
        return country(said.value) in value.split(", ")
    if comparison == "number":
        return value in {document.canonical(said.value), mmsi.canonical(said.value), imo.digits(said.value)}
    if comparison == "contact":
        return bic.canonical(said.value)[: bic.INSTITUTION] == value or value in _plain(said.value)
    if comparison == "imo":
        return imo.digits(said.value) in value.split(", ")
    return comparison == "size" or said.value == value


def _plain(text: str) -> str:
    kept = "".join(letter for letter in text.casefold() if letter.isalnum() or letter in "@._-")
    return kept + " " + "".join(filter(str.isalnum, kept))
