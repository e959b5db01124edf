"""The United Nations Security Council Consolidated List, official XML.

Persons become `Person`. Entities become `LegalEntity`: the list does not say which are companies. Each
entry `un-KPe.025` has its listing `un-KPe.025:listing` (schema `Sanction`), and where the list gives
details, `…:address:N` (`Address`) and `…:document:N` (`Passport` or `Identification`). Bank codes, IMO
numbers, passports, e-mail addresses, telephones and parents' names that stand only inside comments are read
too; a company's IMO number becomes the own property `companyImo`. Where a text names another entry by its
reference number, `…:link:KPe.025` (`UnknownLink`) points to it. Left out by name: `VERSIONNUM`, `SORT_KEY`,
`SORT_KEY_LAST_MOD` (of the publisher's own database).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sightline.clean import countries, dates, identifiers
from sightline.clean.text import clean
from sightline.errors import FormatChanged
from sightline.formats.comment_text import identifiers_in, mentions
from sightline.formats.description import Description, Doubt
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.un_elements import (
    FIELDS,
    ElementReader,
    Group,
    Record,
    references,
)
from sightline.formats.xml_stream import REMEDY, Leaf
from sightline.model.place import Place
from sightline.model.statement import Entry, Statement

DESCRIPTION = Description(
    name="un_consolidated",
    version=2,
    kind="entity",
    title="UN Security Council Consolidated List (XML)",
    publisher="United Nations Security Council",
    list_id="un-sc",
    roles=("list",),
    knows=tuple(
        sorted(
            {tag for fields in FIELDS.values() for tag in fields}
            | {
                f"{tag}/{inner}"
                for fields in FIELDS.values()
                for tag, inside in fields.items()
                for inner in inside
            }
        )
    ),
    met_real_file=True,
    specification="https://www.un.org/sc/resources/sc-sanctions.xsd; the files of 2025-04-19 and 2026-02-27",
)
AUTHORITY = "United Nations Security Council"
PROGRAMS = frozenset(
    {
        "Al-Qaida", "CAR", "DPRK", "DRC", "GB", "Haiti", "Iran", "Iraq", "Libya", "Somalia", "SouthSudan",
        "Sudan", "Taliban", "Yemen",
    }
)  # fmt: skip
GENDERS = {"Male": "male", "Female": "female"}
ALIASES = {"Good": "alias", "Low": "weakAlias", "a.k.a.": "alias", "f.k.a.": "previousName"}
DATE_TYPES = frozenset({"EXACT", "APPROXIMATELY", "BETWEEN"})
NOT_GIVEN = frozenset({"na", "n/a"})
"""what the list writes where nothing is known; it must not become Namibia"""

_ROOT = re.compile(rb"<(?:CONSOLIDATED_LIST|!DOCTYPE\s+CONSOLIDATED_LIST)[\s>\[]")
_REFERENCE = re.compile(r"[A-Za-z]+\.[0-9]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_PASSPORT = re.compile(r"pass(?:e)?port|pasaporte", re.IGNORECASE)


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the root element is the UN's."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "list" if start.startswith(b"<") and _ROOT.search(head) else None


def dated(items: ItemSet) -> date | None:
    """The day the list says it was generated (UTC)."""
    reader = ElementReader(items["list"])
    next(iter(reader.records()), None)
    day = dates.clean(reader.generated)
    if day is None or dates.is_partial(day):
        raise FormatChanged(
            f"dateGenerated of {items['list'].name} is no date: {reader.generated!r}",
            place="element /CONSOLIDATED_LIST · bytes 0-0",
            remedy=REMEDY,
        )
    return date.fromisoformat(day)


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every INDIVIDUAL and ENTITY; refuse elements, codes and values the description does not name."""
    item = items["list"]
    listed = references(item)
    met: set[str] = set()
    for record in ElementReader(item).records():
        reference = _reference(record, met)
        yield Entry(f"un-{reference}", record.place, _statements(item, record, reference, listed))


def doubts(items: ItemSet) -> Iterator[Doubt]:
    """Texts that name a reference number which the list does not hold, or no longer."""
    item = items["list"]
    listed = references(item)
    for record in ElementReader(item).records():
        for leaf in record.texts():
            for found in mentions(leaf.text):
                if found.reference not in listed:
                    message = f"names {found.reference}, which this list does not hold: kept as text"
                    yield Doubt(item.sha256, leaf.part(found.first, found.last), message)


def _reference(record: Record, met: set[str]) -> str:
    leaf = record.leaves["REFERENCE_NUMBER"]
    if not _REFERENCE.fullmatch(leaf.text):
        raise _unknown("reference number", leaf)
    if leaf.text in met:
        raise FormatChanged(
            f"reference number {leaf.text} stands twice",
            place=str(leaf.place),
            remedy="report it to the publisher",
        )
    met.add(leaf.text)
    return leaf.text


def _unknown(what: str, leaf: Leaf) -> FormatChanged:
    return FormatChanged(f"unknown {what} {leaf.text!r}", place=str(leaf.place), remedy=REMEDY)


def _statements(
    item: Readable, record: Record, reference: str, listed: frozenset[str]
) -> tuple[Statement, ...]:
    person = record.tag == "INDIVIDUAL"
    said = Saying(item.sha256, f"un-{reference}", "Person" if person else "LegalEntity")
    _names(said, record)
    for alias in record.groups.get(f"{record.tag}_ALIAS", ()):
        _alias(said, alias)
    if person:
        _person(said, record)
    for number, address in enumerate(record.groups.get(f"{record.tag}_ADDRESS", ()), start=1):
        _address(said, address, number)
    if comments := record.leaves.get("COMMENTS1"):
        _text(said, "notes", comments)
        _inside(said, comments)
    _links(said, record, listed)
    _listing(said.about("listing", "Sanction"), record)
    return tuple(said.statements)


def _names(said: Saying, record: Record) -> None:
    tags = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    parts = [record.leaves[tag] for tag in tags if tag in record.leaves]
    _joined(said, "name", parts, record.path, " ")
    if native := record.leaves.get("NAME_ORIGINAL_SCRIPT"):
        lang = "kor" if _HANGUL.search(native.text) else ""
        said.say("name", clean(native.text), native.text, native.place, lang)


def _joined(said: Saying, prop: str, parts: list[Leaf], path: str, between: str) -> None:
    """One statement out of several elements: its place runs from the first to the last of them."""
    if not parts:
        return
    value = between.join(filter(None, (clean(part.text) for part in parts)))
    said.say(prop, value, " ".join(part.text for part in parts), _span(parts, path))


def _span(parts: list[Leaf], path: str) -> Place:
    if len(parts) == 1:
        return parts[0].place
    return Place(f"element {path}", min(part.start for part in parts), max(part.end for part in parts) - 1)


def _text(said: Saying, prop: str, leaf: Leaf | None) -> None:
    if leaf:
        said.say(prop, clean(leaf.text), leaf.text, leaf.place)


def _country(said: Saying, prop: str, leaf: Leaf | None) -> None:
    if leaf and leaf.text.lower() not in NOT_GIVEN:
        said.say(prop, countries.value(clean(leaf.text)), leaf.text, leaf.place)


def _alias(said: Saying, group: Group) -> None:
    name = group["ALIAS_NAME"]
    if name:
        quality = group["QUALITY"]
        if quality is None or quality.text not in ALIASES:
            raise _unknown("alias quality", quality or name)
        said.say(ALIASES[quality.text], clean(name.text), name.text, name.place)
    if born := group["DATE_OF_BIRTH"]:
        _dates(said, "birthDate", [born], group.path, born.text)
    _text(said, "birthPlace", group["CITY_OF_BIRTH"])
    _country(said, "birthCountry", group["COUNTRY_OF_BIRTH"])
    if note := group["NOTE"]:
        _text(said, "notes", note)
        _inside(said, note)


def _person(said: Saying, record: Record) -> None:
    if gender := record.leaves.get("GENDER"):
        if gender.text not in GENDERS:
            raise _unknown("gender", gender)
        said.say("gender", GENDERS[gender.text], gender.text, gender.place)
    for leaf in record.values("TITLE"):
        _text(said, "title", leaf)
    for leaf in record.values("DESIGNATION"):
        _text(said, "position", leaf)
    for leaf in record.values("NATIONALITY"):
        _country(said, "nationality", leaf)
    for group in record.groups.get("INDIVIDUAL_DATE_OF_BIRTH", ()):
        _birth_date(said, group)
    for group in record.groups.get("INDIVIDUAL_PLACE_OF_BIRTH", ()):
        _birth_place(said, group)
    for number, group in enumerate(record.groups.get("INDIVIDUAL_DOCUMENT", ()), start=1):
        _document(said, group, number)


def _birth_date(said: Saying, group: Group) -> None:
    kind = group["TYPE_OF_DATE"]
    if kind and kind.text not in DATE_TYPES:
        raise _unknown("type of date", kind)
    exact = kind is None or kind.text == "EXACT"
    given = [leaf for tag in ("DATE", "YEAR") if (leaf := group[tag])]
    ends = [leaf for tag in ("FROM_YEAR", "TO_YEAR") if (leaf := group[tag])]
    before = [] if exact or kind is None else [kind]
    for leaf in given:
        _dates(said, "birthDate", [*before, leaf], group.path, leaf.text)
    if ends:
        _dates(said, "birthDate", [*before, *ends], group.path, " to ".join(leaf.text for leaf in ends))
    note = group["NOTE"]
    if note and not given and not ends and (meant := dates.values(note.text)):
        for value in meant:
            said.say("birthDate", value, note.text, note.place)
    else:
        _text(said, "notes", note)


def _dates(said: Saying, prop: str, parts: list[Leaf], path: str, text: str) -> None:
    """All dates the text may mean, with the elements' texts as original; a text that is none stops us."""
    meant = dates.values(text)
    if not meant:
        raise _unknown("date", parts[-1])
    original = " ".join(part.text for part in parts)
    for value in meant:
        said.say(prop, value, original, _span(parts, path))


def _birth_place(said: Saying, group: Group) -> None:
    tags = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
    parts = [leaf for tag in tags if (leaf := group[tag])]
    if any(part is not group["COUNTRY"] for part in parts):
        _joined(said, "birthPlace", parts, group.path, ", ")
    _country(said, "birthCountry", group["COUNTRY"])
    _text(said, "notes", group["NOTE"])


def _address(said: Saying, group: Group, number: int) -> None:
    inner = {
        "STREET": "street",
        "CITY": "city",
        "STATE_PROVINCE": "state",
        "ZIP_CODE": "postalCode",
        "NOTE": "remarks",
    }
    parts = [leaf for tag in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE") if (leaf := group[tag])]
    country = group["COUNTRY"]
    _country(said, "country", country)
    if parts:
        _joined(said, "address", [*parts, country] if country else parts, group.path, ", ")
    if parts or group["NOTE"]:
        detail = said.about(f"address:{number}", "Address")
        if parts:
            _joined(detail, "full", [*parts, country] if country else parts, group.path, ", ")
        for tag, prop in inner.items():
            _text(detail, prop, group[tag])
        _country(detail, "country", country)


def _document(said: Saying, group: Group, number: int) -> None:
    kinds = [leaf for tag in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2") if (leaf := group[tag])]
    if not group.leaves:
        return
    passport = any(_PASSPORT.search(kind.text) for kind in kinds)
    detail = said.about(f"document:{number}", "Passport" if passport else "Identification")
    anchor = group["NUMBER"] or next(leaf for leaves in group.leaves.values() for leaf in leaves)
    detail.say("holder", said.entity, anchor.text, anchor.place)
    for kind in kinds:
        _text(detail, "type", kind)
    if leaf := group["NUMBER"]:
        value = identifiers.clean(leaf.text) or clean(leaf.text)
        said.say("passportNumber" if passport else "idNumber", value, leaf.text, leaf.place)
        detail.say("number", value, leaf.text, leaf.place)
    _country(detail, "country", group["ISSUING_COUNTRY"])
    _country(detail, "country", group["COUNTRY_OF_ISSUE"])
    if issued := group["DATE_OF_ISSUE"]:
        _dates(detail, "startDate", [issued], group.path, issued.text)
    _text(detail, "authority", group["CITY_OF_ISSUE"])
    if note := group["NOTE"]:
        _text(detail, "summary", note)


def _inside(said: Saying, leaf: Leaf) -> None:
    for prop, value, first, last in identifiers_in(leaf.text, said.schema):
        said.say(prop, value, leaf.text[first:last], leaf.part(first, last))


def _links(said: Saying, record: Record, listed: frozenset[str]) -> None:
    """An edge to each entry a text names by its number, with the words before it; without, if unlisted."""
    met = {record.leaves["REFERENCE_NUMBER"].text}
    for leaf in record.texts():
        for found in mentions(leaf.text):
            if found.reference in met:
                continue
            met.add(found.reference)
            link = said.about(f"link:{found.reference}", "UnknownLink")
            written, stands = leaf.text[found.first : found.last], leaf.part(found.first, found.last)
            words = leaf.text[found.since : found.last]
            link.say("subject", said.entity, written, stands)
            if found.reference in listed:
                link.say("object", f"un-{found.reference}", written, stands)
            link.say("summary", clean(words), words, leaf.part(found.since, found.last))


def _listing(said: Saying, record: Record) -> None:
    reference = record.leaves["REFERENCE_NUMBER"]
    program = record.leaves["UN_LIST_TYPE"]
    if program.text not in PROGRAMS:
        raise _unknown("UN_LIST_TYPE", program)
    said.say("entity", said.entity.removesuffix(":listing"), reference.text, reference.place)
    for kind in record.values("LIST_TYPE"):
        if kind.text != "UN List":
            raise _unknown("LIST_TYPE", kind)
        said.say("authority", AUTHORITY, kind.text, kind.place)
    for prop in ("authorityId", "unscId"):
        said.say(prop, reference.text, reference.text, reference.place)
    _text(said, "program", program)
    _text(said, "recordId", record.leaves["DATAID"])
    listed = record.leaves["LISTED_ON"]
    _dates(said, "listingDate", [listed], record.path, listed.text)
    for leaf in record.values("LAST_DAY_UPDATED"):
        _dates(said, "modifiedAt", [leaf], record.path, leaf.text)
