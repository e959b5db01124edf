"""Canada's Consolidated Autonomous Sanctions List, official XML.

A record with `LastName` is a `Person`, one with `ShipIMONumber` a `Vessel`, any other a `LegalEntity`: the
list does not say which are companies. `Country` is the regime, not a nationality. The list gives no
numbers of its own; an entry is found again by regime, schedule and item: `ca-sema-belarus-1-part-1-17`.
Bilingual texts are kept whole; of a bilingual name each half is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sightline.clean import dates, imo
from sightline.clean.text import clean
from sightline.errors import FormatChanged
from sightline.formats import date_text, written, xml_tree
from sightline.formats.description import Description
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.xml_stream import REMEDY, Leaf
from sightline.formats.xml_tree import TEXT, Element, Shape, TreeReader
from sightline.model.statement import Entry, Statement

RECORD = Shape(
    inside=dict.fromkeys(
        (
            "Country", "LastName", "GivenName", "EntityOrShip", "TitleOrShip", "Aliases",
            "DateOfBirthOrShipBuildDate", "ShipIMONumber", "Schedule", "Item", "DateOfListing",
        ),
        TEXT,
    ),
    needs=("Country", "Item", "DateOfListing"),
)  # fmt: skip
LIST = Shape(inside={"record": RECORD}, many=frozenset({"record"}), needs=("record",))
DESCRIPTION = Description(
    name="canada_sema",
    version=1,
    kind="entity",
    title="Consolidated Canadian Autonomous Sanctions List (XML)",
    publisher="Global Affairs Canada",
    list_id="ca-sema",
    roles=("list",),
    knows=tuple(xml_tree.known(LIST)),
    met_real_file=True,
    specification="the list's own file of May 2025: 4,759 records",
)
AUTHORITY = "Global Affairs Canada"

_ROOT = re.compile(rb"<data-set[\s>].*?<record>\s*<(?:Country|LastName|EntityOrShip)>", re.DOTALL)
_SLUG = re.compile(r"[^a-z0-9]+")
_CLOSES = {"(": ")", "“": "”", "«": "»", '"': '"'}
_LONGEST_PARTED = 20_000
"""characters of a text of aliases that is taken apart; the longest of May 2025 has fewer than 1,000"""
_LANGUAGE = re.compile(
    r"^(?:or\s+)?(?:(?:Russian|Belarus+ian|Ukrainian|Persian|Arabic)\s*:\s*)?", re.IGNORECASE
)
_LEGAL_FORM = re.compile(
    r"(?:ООО|АО|ПАО|ОАО|ЗАО|ФГУП|LLC|JSC|PJSC|OJSC|CJSC|FSUE|AO|OOO|OAO|PAO|ZAO|Ltd\.?|Inc\.?|Co\.?|S\.?A\.?)"
)


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the root is `data-set` and its first record has Canada's elements."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "list" if start.startswith(b"<") and _ROOT.search(head[:4096]) else None


def dated(items: ItemSet) -> date | None:
    """None: nothing in the file says of which day it is."""
    return None


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every record; refuse elements, dates and numbers not described, and an item that stands twice."""
    item = items["list"]
    met: set[str] = set()
    for record in TreeReader(item, "data-set", LIST).elements():
        yield _entry(item, record, _entry_id(record, met))


def _entry_id(record: Element, met: set[str]) -> str:
    parts = [leaf for tag in ("Country", "Schedule", "Item") if (leaf := record.text_of(tag))]
    regime = parts[0].text.partition(" / ")[0]
    words = [regime, *(part.text for part in parts[1:])]
    entry = "ca-sema-" + "-".join(_SLUG.sub("-", word.lower()).strip("-") for word in words)
    if entry in met:
        raise FormatChanged(
            f"{', '.join(words)} stands twice", place=str(record.place), remedy="report it to the publisher"
        )
    met.add(entry)
    return entry


def _unknown(what: str, leaf: Leaf) -> FormatChanged:
    return FormatChanged(f"unknown {what} {leaf.text!r}", place=str(leaf.place), remedy=REMEDY)


def _entry(item: Readable, record: Element, entry: str) -> Entry:
    statements: list[Statement] = []
    said = Saying(item.sha256, entry, _schema(record))
    said.statements = statements
    if said.schema == "Person":
        _person(said, record)
    else:
        _named(said, "name", record.text_of("EntityOrShip"))
    if said.schema == "Vessel":
        _ship(said, record)
    elif built := record.text_of("DateOfBirthOrShipBuildDate"):
        _dates(said, "birthDate" if said.schema == "Person" else "incorporationDate", built)
    if said.schema == "LegalEntity":
        written.text(said, "notes", record.text_of("TitleOrShip"))
    _aliases(said, record.text_of("Aliases"))
    _listing(said.about("listing", "Sanction"), entry, record)
    return Entry(entry, record.place, tuple(statements))


def _schema(record: Element) -> str:
    """By what the record holds; one that is of two kinds, or of none, stops us."""
    person = bool(record.text_of("LastName") or record.text_of("GivenName"))
    other = bool(record.text_of("EntityOrShip"))
    ship = bool(record.text_of("ShipIMONumber"))
    if person == other or (person and ship):
        raise FormatChanged(
            "a record has to have LastName or EntityOrShip, and not both",
            place=str(record.place),
            remedy=REMEDY,
        )
    if person:
        return "Person"
    return "Vessel" if ship else "LegalEntity"


def _person(said: Saying, record: Element) -> None:
    given, last = record.text_of("GivenName"), record.text_of("LastName")
    written.joined(said, "name", [leaf for leaf in (given, last) if leaf], " ")
    written.text(said, "firstName", given)
    written.text(said, "lastName", last)
    written.text(said, "title", record.text_of("TitleOrShip"))


def _ship(said: Saying, record: Element) -> None:
    if number := record.text_of("ShipIMONumber"):
        if imo.digits(number.text) is None:
            raise _unknown("IMO number", number)
        said.say("imoNumber", imo.digits(number.text), number.text, number.place)
    if built := record.text_of("DateOfBirthOrShipBuildDate"):
        _dates(said, "buildDate", built)
    written.text(said, "type", record.text_of("TitleOrShip"))


def _dates(said: Saying, prop: str, leaf: Leaf) -> None:
    """Every date, and what is more than dates as a note: `Sep-99` has no century."""
    if re.search(r"\d", leaf.text):
        date_text.say(said, prop, leaf)
    else:
        raise _unknown("date", leaf)


def _named(said: Saying, prop: str, leaf: Leaf | None) -> None:
    """A name; where it is bilingual, `English/français`, the other half is an alias."""
    if leaf is None:
        return
    first, slash, second = leaf.text.partition("/")
    if slash and said.schema == "LegalEntity" and len(first.strip()) > 3 and len(second.strip()) > 3:
        cut = len(first)
        said.say(prop, clean(first), first.strip(), leaf.part(0, len(first.rstrip())))
        ahead = len(second) - len(second.lstrip())
        said.say("alias", clean(second), second.strip(), leaf.part(cut + 1 + ahead, len(leaf.text)))
    else:
        said.say(prop, clean(leaf.text), leaf.text, leaf.place)


def _aliases(said: Saying, leaf: Leaf | None) -> None:
    """Every alias between semicolons, commas and slashes; a name of a firm keeps its `, ООО`."""
    if leaf is None:
        return
    for first, last in _parts(leaf.text):
        text = leaf.text[first:last]
        said.say("alias", clean(text), text, leaf.part(first, last))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    start = 0
    for cut in [*_cuts(text), len(text)]:
        if bounds and _LEGAL_FORM.fullmatch(text[start:cut].strip()):
            bounds[-1] = (bounds[-1][0], cut)
        else:
            bounds.append((start, cut))
        start = cut + 1
    for first, last in bounds:
        first += len(text[first:last]) - len(text[first:last].lstrip())
        if label := _LANGUAGE.match(text[first:last]):
            first += label.end()
        last = first + len(text[first:last].rstrip())
        if any(letter.isalnum() for letter in text[first:last]):
            yield first, last


def _cuts(text: str) -> Iterator[int]:
    """Where one alias ends: semicolons, commas and slashes outside brackets and quotation marks.

    A slash divides names of two words or more; `Aleksandr/Alexander Korol` is one.
    """
    closing, start = "", 0
    for at, letter in enumerate(text[:_LONGEST_PARTED]):
        if closing:
            closing = "" if letter == closing else closing
        elif letter in _CLOSES and _CLOSES[letter] in text[at + 1 : at + 200]:
            closing = _CLOSES[letter]
        elif letter in ";," or (letter == "/" and _divides(text[start:at], text[at + 1 :])):
            yield at
            start = at + 1


def _divides(before: str, after: str) -> bool:
    return len(before.split()) > 1 and len(after[:200].split()) > 1 and " or " not in before + after[:200]


def _listing(said: Saying, entry: str, record: Element) -> None:
    parts = [leaf for tag in ("Country", "Schedule", "Item") if (leaf := record.text_of(tag))]
    country, item, listed = parts[0], parts[-1], record.text_of("DateOfListing")
    assert listed is not None
    day = dates.clean(listed.text)
    if day is None or dates.is_partial(day):
        raise _unknown("date", listed)
    said.say("entity", entry, item.text, item.place)
    said.say("authority", AUTHORITY, country.text, country.place)
    written.joined(said, "authorityId", parts, ", ")
    written.text(said, "program", country)
    said.say("listingDate", day, listed.text, listed.place)
