"""The European Union's consolidated list of financial sanctions, XML 1.1 of its Financial Sanctions Files.

`person` becomes `Person`, `enterprise` `LegalEntity`: the list does not say which are companies. The id is
the EU's reference number, `eu-fsf-EU.36.64`, or the logical id of an entity that has none. The first strong
name is the `name`, other strong ones are aliases, the others weak aliases. Each regulation is a listing
with its number, its days and its address: `…:listing`, `…:listing:2`. `00` and `UNKNOWN` are no country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sightline.clean import countries, dates, identifiers, imo, languages
from sightline.clean.text import clean
from sightline.errors import FormatChanged
from sightline.formats import written, xml_tree
from sightline.formats.description import Description
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.xml_stream import REMEDY, Leaf
from sightline.formats.xml_tree import PASSED_OVER, TEXT, Element, Shape, TreeReader, unknown
from sightline.model.place import Place
from sightline.model.statement import Entry, Statement

INFO = Shape(attributes=frozenset({"key", "value"}))
OPERABLE = {"remark": TEXT, "additionalInformation": INFO}
SOURCED = OPERABLE | {"regulationSummary": PASSED_OVER}
MANY = frozenset({"remark", "additionalInformation", "regulationSummary"})
COUNTRY = frozenset({"countryIso2Code", "countryDescription", "region"})
COMMON = frozenset({"logicalId", "regulationLanguage"})
PLACE = COUNTRY | {"city", "zipCode", "place"}


def _sourced(*attributes: str, needs: tuple[str, ...] = ()) -> Shape:
    return Shape(inside=SOURCED, attributes=COMMON | set(attributes), many=MANY, needs=needs)


ENTITY = Shape(
    inside=OPERABLE
    | {
        "regulation": Shape(
            inside=OPERABLE | {"publicationUrl": TEXT},
            attributes=frozenset(
                {
                    "logicalId", "regulationType", "organisationType", "publicationDate",
                    "entryIntoForceDate", "numberTitle", "programme", "corrigendum",
                }
            ),
            many=MANY,
            needs=("@programme", "@publicationDate"),
        ),
        "subjectType": Shape(attributes=frozenset({"code", "classificationCode"}), needs=("@code",)),
        "nameAlias": _sourced(
            "firstName", "middleName", "lastName", "wholeName", "function", "gender", "title",
            "nameLanguage", "strong",
            needs=("@strong",),
        ),
        "citizenship": _sourced(*COUNTRY, "acquisitionDate", "disenfranchisementDate"),
        "birthdate": _sourced(
            *PLACE, "circa", "calendarType", "birthdate", "dayOfMonth", "monthOfYear", "year",
            "yearRangeFrom", "yearRangeTo",
        ),
        "address": Shape(
            inside=SOURCED | {"contactInfo": INFO},
            attributes=COMMON | PLACE | {"street", "poBox", "asAtListingTime"},
            many=MANY | {"contactInfo"},
            needs=("@logicalId",),
        ),
        "identification": _sourced(
            *COUNTRY, "diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer",
            "issueDate", "issuedBy", "latinNumber", "nameOnDocument", "number", "validFrom", "validTo",
            "identificationTypeCode", "identificationTypeDescription",
            needs=("@logicalId", "@identificationTypeCode"),
        ),
    },
    attributes=frozenset(
        {
            "logicalId", "delistingDate", "designationDate", "designationDetails", "unitedNationId",
            "euReferenceNumber",
        }
    ),
    many=MANY | {"regulation", "nameAlias", "citizenship", "birthdate", "address", "identification"},
    needs=("@logicalId", "subjectType", "nameAlias", "regulation"),
)  # fmt: skip
LIST = Shape(
    inside={"sanctionEntity": ENTITY},
    attributes=frozenset({"generationDate", "globalFileId"}),
    many=frozenset({"sanctionEntity"}),
    needs=("sanctionEntity",),
)
DESCRIPTION = Description(
    name="eu_fsf",
    version=1,
    kind="entity",
    title="EU consolidated list of financial sanctions (XML 1.1)",
    publisher="European Commission, Financial Sanctions Files",
    list_id="eu-fsf",
    roles=("list",),
    knows=tuple(xml_tree.known(LIST)),
    met_real_file=False,
    specification="the publisher's schema 1.1 (http://eu.europa.ec/fpi/fsd/export, 2018)",
)
AUTHORITY = "European Union"
SCHEMATA = {"person": "Person", "enterprise": "LegalEntity"}
GENDERS = {"M": "male", "F": "female"}
TRUTH = {"true": True, "false": False}
NO_COUNTRY = frozenset({"00", "UNKNOWN"})
NUMBERS = {
    # code: (property of the party, schema that holds it in full)
    "passport": ("passportNumber", "Passport"),
    "swiftbic": ("swiftBic", ""),
    "regnumber": ("registrationNumber", "Identification"),
    "fiscalcode": ("taxNumber", "Identification"),
}
"""any other code is an `idNumber` and an Identification, `imo` apart; the list adds codes at times"""
CONTACTS = {"PHONE": "phone", "FAX": "phone", "EMAIL": "email", "WEB": "website"}
DOUBTS = ("knownFalse", "knownExpired", "reportedLost", "revokedByIssuer")
WEAK = re.compile(r"\b(?:low|poor)\s{1,4}quality\b", re.IGNORECASE)
"""what a remark says of a weak name that the attribute calls strong"""


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the root is `export` in the publisher's namespace."""
    fits = xml_tree.root_of(head) == "export" and b"http://eu.europa.ec/fpi/fsd/export" in head[:4096]
    return "list" if fits else None


def dated(items: ItemSet) -> date | None:
    """The day the list says it was generated."""
    reader = TreeReader(items["list"], "export", LIST)
    next(iter(reader.elements()), None)
    leaf = reader.attributes.get("generationDate")
    if leaf is None:
        raise FormatChanged(
            f"no attribute generationDate in {items['list'].name}", place="bytes 0-0", remedy=REMEDY
        )
    return date.fromisoformat(_day("generationDate", leaf))


def _day(what: str, leaf: Leaf) -> str:
    day = dates.clean(leaf.text)
    if day is None or dates.is_partial(day):
        raise unknown(what, leaf)
    return day


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every entity; refuse elements, attributes, types and days not described."""
    item = items["list"]
    met: set[str] = set()
    for entity in TreeReader(item, "export", LIST).elements():
        leaf = entity.attributes.get("euReferenceNumber") or entity.attributes["logicalId"]
        if leaf.text in met:
            raise FormatChanged(
                f"reference number {leaf.text} stands twice",
                place=str(leaf.place),
                remedy="report it to the publisher",
            )
        met.add(leaf.text)
        yield Entry(f"eu-fsf-{leaf.text}", entity.place, _statements(item, entity, leaf))


def _statements(item: Readable, entity: Element, number: Leaf) -> tuple[Statement, ...]:
    subject = entity.first("subjectType")
    assert subject is not None
    code = subject.attributes["code"]
    if code.text not in SCHEMATA:
        raise unknown("subject type", code)
    said = Saying(item.sha256, f"eu-fsf-{number.text}", SCHEMATA[code.text])
    _names(said, entity)
    for one in entity.all("citizenship"):
        _country(said, "nationality" if said.schema == "Person" else "country", one)
        _remarks(said, one)
    for one in entity.all("birthdate"):
        _birth(said, one)
    for one in entity.all("address"):
        _address(said, one)
    for one in entity.all("identification"):
        _identification(said, one)
    _remarks(said, entity)
    if details := entity.attributes.get("designationDetails"):
        written.note(said, details)
    for place, one in enumerate(entity.all("regulation"), start=1):
        listing = said.about("listing" if place == 1 else f"listing:{place}", "Sanction")
        _listing(listing, said.entity, entity, one, number)
    return tuple(said.statements)


def _truth(element: Element, name: str) -> bool:
    leaf = element.attributes.get(name)
    if leaf and leaf.text not in TRUTH:
        raise unknown(name, leaf)
    return bool(leaf and TRUTH[leaf.text])


def _remarks(said: Saying, element: Element) -> None:
    for leaf in element.texts("remark"):
        written.note(said, leaf)
    for info in element.all("additionalInformation"):
        written.joined(said, "notes", list(info.attributes.values()), ": ")


def _names(said: Saying, entity: Element) -> None:
    first = True
    for alias in entity.all("nameAlias"):
        weak = not _truth(alias, "strong") or any(WEAK.search(leaf.text) for leaf in alias.texts("remark"))
        parts = [
            leaf for tag in ("firstName", "middleName", "lastName") if (leaf := alias.attributes.get(tag))
        ]
        whole = [alias.attributes["wholeName"]] if "wholeName" in alias.attributes else parts
        prop = "weakAlias" if weak else "name" if first else "alias"
        first = first and weak
        told = alias.attributes.get("nameLanguage")
        _named(said, prop, whole, languages.code(told.text) if told else "")
        if said.schema == "Person":
            for tag, part in (
                ("firstName", "firstName"),
                ("middleName", "middleName"),
                ("lastName", "lastName"),
            ):
                written.text(said, part, alias.attributes.get(tag))
        written.text(said, "position", alias.attributes.get("function"))
        written.text(said, "title", alias.attributes.get("title"))
        _gender(said, alias.attributes.get("gender"))
        _remarks(said, alias)


def _named(said: Saying, prop: str, parts: list[Leaf], lang: str) -> None:
    if parts:
        value = " ".join(clean(part.text) for part in parts)
        said.say(prop, value, " ".join(part.text for part in parts), written.span(parts), lang)


def _gender(said: Saying, leaf: Leaf | None) -> None:
    if leaf and said.schema == "Person":
        if leaf.text not in GENDERS:
            raise unknown("gender", leaf)
        said.say("gender", GENDERS[leaf.text], leaf.text, leaf.place)


def _country(said: Saying, prop: str, element: Element) -> None:
    """The country by its code, which the list gives beside a description in capitals."""
    code = element.attributes.get("countryIso2Code")
    told = element.attributes.get("countryDescription")
    if code and code.text not in NO_COUNTRY and (value := countries.of_code(code.text)):
        said.say(prop, value, code.text, code.place)
    elif told and told.text not in NO_COUNTRY:
        said.say(prop, countries.value(clean(told.text)), told.text, told.place)


def _birth(said: Saying, birth: Element) -> None:
    prop = "birthDate" if said.schema == "Person" else "incorporationDate"
    circa = birth.place if _truth(birth, "circa") else None
    ends = [leaf for tag in ("yearRangeFrom", "yearRangeTo") if (leaf := birth.attributes.get(tag))]
    if whole := birth.attributes.get("birthdate"):
        _say_date(said, prop, (_day("birth date", whole),), [whole], circa)
    elif "year" in birth.attributes:
        tags = ("year", "monthOfYear", "dayOfMonth")
        parts = [leaf for tag in tags if (leaf := birth.attributes.get(tag))]
        value = "-".join(f"{int(part.text):02d}" if part.text.isdecimal() else "x" for part in parts)
        if dates.clean(value) is None:
            raise unknown("birth date", parts[-1])
        _say_date(said, prop, (value,), parts, circa)
    if ends:
        if not all(re.fullmatch(r"\d{4}", leaf.text) for leaf in ends):
            raise unknown("year", ends[0])
        _say_date(said, prop, dates.span(ends[0].text, ends[-1].text), ends, circa)
    written.joined(said, "birthPlace", _place(birth), ", ")
    _country(said, "birthCountry" if said.schema == "Person" else "country", birth)
    _remarks(said, birth)


def _say_date(
    said: Saying, prop: str, values: tuple[str, ...], parts: list[Leaf], circa: Place | None
) -> None:
    """Each value; the original of an approximate one says so, and its place is the whole element."""
    words = (["circa"] if circa else []) + [part.text for part in parts]
    for value in values:
        said.say(prop, value, " ".join(words), circa or written.span(parts))


def _place(element: Element) -> list[Leaf]:
    tags = ("street", "poBox", "zipCode", "city", "place", "region")
    found = [leaf for tag in tags if (leaf := element.attributes.get(tag))]
    told = element.attributes.get("countryDescription")
    return [*found, told] if found and told and told.text not in NO_COUNTRY else found


def _address(said: Saying, address: Element) -> None:
    _country(said, "country", address)
    parts = _place(address)
    detail = said.about(f"address:{address.attributes['logicalId'].text}", "Address")
    written.joined(said, "address", parts, ", ")
    written.joined(detail, "full", parts, ", ")
    for tag, prop in (
        ("street", "street"), ("poBox", "postOfficeBox"), ("zipCode", "postalCode"), ("city", "city"),
        ("region", "region"), ("place", "remarks"),
    ):  # fmt: skip
        written.text(detail, prop, address.attributes.get(tag))
    if parts:
        _country(detail, "country", address)
    for contact in address.all("contactInfo"):
        _contact(said, contact)
    _remarks(said, address)


def _contact(said: Saying, contact: Element) -> None:
    key, value = contact.attributes.get("key"), contact.attributes.get("value")
    if key and value and key.text in CONTACTS:
        written.text(said, CONTACTS[key.text], value)
    else:
        written.joined(said, "notes", [leaf for leaf in (key, value) if leaf], ": ")


def _identification(said: Saying, one: Element) -> None:
    code = one.attributes["identificationTypeCode"]
    prop, schema = NUMBERS.get(code.text, ("idNumber", "Identification"))
    if prop == "passportNumber" and said.schema != "Person":
        prop, schema = "idNumber", "Identification"
    for leaf in (one.attributes.get("number"), one.attributes.get("latinNumber")):
        if leaf is None:
            continue
        if code.text == "imo":
            _imo(said, leaf)
            schema = ""
        else:
            said.say(prop, identifiers.clean(leaf.text) or clean(leaf.text), leaf.text, leaf.place)
    if schema:
        _document(said.about(f"document:{one.attributes['logicalId'].text}", schema), said.entity, one)
    _remarks(said, one)


def _imo(said: Saying, leaf: Leaf) -> None:
    """A party's own number or a ship's, by the check digit; else a note."""
    number = imo.digits(leaf.text)
    prop = "companyImo" if number and imo.is_company(number) else "shipImo"
    said.say(prop if number else "notes", number or clean(leaf.text), leaf.text, leaf.place)


def _document(detail: Saying, holder: str, one: Element) -> None:
    anchor = one.attributes.get("number") or one.attributes["logicalId"]
    detail.say("holder", holder, anchor.text, anchor.place)
    for tag in ("number", "latinNumber"):
        if leaf := one.attributes.get(tag):
            detail.say("number", identifiers.clean(leaf.text) or clean(leaf.text), leaf.text, leaf.place)
    told = one.attributes.get("identificationTypeDescription") or one.attributes["identificationTypeCode"]
    written.text(detail, "type", told)
    written.text(detail, "authority", one.attributes.get("issuedBy"))
    written.text(detail, "summary", one.attributes.get("nameOnDocument"))
    _country(detail, "country", one)
    for tag, prop in (("issueDate", "startDate"), ("validFrom", "startDate"), ("validTo", "endDate")):
        if leaf := one.attributes.get(tag):
            detail.say(prop, _day(tag, leaf), leaf.text, leaf.place)
    for tag in DOUBTS:
        if _truth(one, tag):
            detail.say("summary", tag, tag, one.place)


def _listing(said: Saying, entry: str, entity: Element, regulation: Element, number: Leaf) -> None:
    said.say("entity", entry, number.text, number.place)
    programme = regulation.attributes["programme"]
    said.say("authority", AUTHORITY, programme.text, programme.place)
    written.text(said, "authorityId", entity.attributes.get("euReferenceNumber"))
    written.text(said, "unscId", entity.attributes.get("unitedNationId"))
    written.text(said, "recordId", entity.attributes["logicalId"])
    written.text(said, "program", programme)
    written.text(said, "reason", regulation.attributes.get("numberTitle"))
    written.text(said, "sourceUrl", regulation.text_of("publicationUrl"))
    for leaf in regulation.texts("remark"):
        written.text(said, "summary", leaf)
    days = (
        (regulation, "publicationDate", "listingDate"),
        (regulation, "entryIntoForceDate", "startDate"),
        (entity, "designationDate", "startDate"),
        (entity, "delistingDate", "endDate"),
    )
    for element, tag, prop in days:
        if day := element.attributes.get(tag):
            said.say(prop, _day(tag, day), day.text, day.place)
