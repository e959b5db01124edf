"""Annexes of an EU regulation on restrictive measures, as a third party tabulates them: one row an entry.

This is not the EU's own file (`eu_fsf`): its layout is known from its header alone. An entry is found again
by regulation, annex and number, `eu-32014r0269-i-persons-1`; each regulation (CELEX number) is a list of its
own, `eu-32014r0269`. Cells hold several values between semicolons. A number with words round it is stated
bare, and the cell's own text kept as a note. `N/D` is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.clean import bic, countries, dates, identifiers, imo
from sightline.clean.text import clean
from sightline.errors import FormatChanged
from sightline.formats import csv_named, date_text, written
from sightline.formats.csv_named import REMEDY, Named, named_rows
from sightline.formats.csv_rows import Cell
from sightline.formats.description import Description
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.model import schemata
from sightline.model.place import Place
from sightline.model.statement import Entry, Statement

COLUMNS = (
    "celex", "recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name", "alias",
    "weakAlias", "previousName", "country", "nationality", "jurisdiction", "birthDate", "birthPlace",
    "position", "passportNumber", "gender", "appearance", "ethnicity", "fatherName", "motherName",
    "incorporationDate", "legalForm", "sector", "registrationNumber", "taxNumber", "idNumber", "innCode",
    "ogrnCode", "kppCode", "okpoCode", "leiCode", "swiftBic", "ticker", "imoNumber", "mmsi", "flag",
    "address", "phone", "email", "website", "notes",
)  # fmt: skip
NEEDED = ("celex", "recordId", "programKey", "annex", "measure", "schema", "name")
DESCRIPTION = Description(
    name="eu_annexes",
    version=1,
    kind="entity",
    title="Annexes of an EU regulation, one row an entry (CSV)",
    publisher="European Union (annexes of a regulation), as tabulated",
    list_id="",
    roles=("list",),
    knows=COLUMNS,
    met_real_file=True,
    specification="the header; the annexes of regulations 269/2014 (2,802 rows) and 267/2012 (339 rows)",
)
AUTHORITY = "European Union"
SCHEMATA = frozenset({"Person", "LegalEntity", "Company"})
MEASURES = frozenset({"Asset freeze", "Transportation restrictions"})
GENDERS = {"male": "male", "female": "female"}
NOTHING = frozenset({"N/D"})
WHOLE = ("name", "position", "legalForm", "sector", "ticker", "ethnicity", "appearance", "notes")
SEVERAL = (
    "alias", "weakAlias", "previousName", "birthPlace", "fatherName", "motherName", "address", "phone",
    "email", "website",
)  # fmt: skip
COUNTRIES = ("country", "nationality", "jurisdiction", "flag")
NUMBERS = (
    "passportNumber", "registrationNumber", "taxNumber", "idNumber", "innCode", "ogrnCode", "kppCode",
    "okpoCode", "leiCode", "mmsi",
)  # fmt: skip
ADJECTIVES = {
    "armenian": "am", "azerbaijani": "az", "belarusian": "by", "belarussian": "by", "british": "gb",
    "canadian": "ca", "chinese": "cn", "croatian": "hr", "cypriot": "cy", "finnish": "fi", "french": "fr",
    "german": "de", "indian": "in", "iranian": "ir", "israeli": "il", "moldovan": "md", "north korean": "kp",
    "pakistani": "pk", "russian": "ru", "serbian": "rs", "swiss": "ch", "syrian": "sy", "ukrainian": "ua",
    "uzbekistani": "uz",
}  # fmt: skip
LONGEST_PARTED = 20_000
"""characters of a cell that is taken apart; the longest of 269/2014 has fewer"""

_CELEX = re.compile(r"3[0-9]{4}R[0-9]{4}")
_SLUG = re.compile(r"[^a-z0-9]+")
_NATIONS = re.compile(r"[,;/]| and/or | and | or ")
_LABEL = re.compile(r"(?:.{0,60}\b(?:passport|no|number|id)\b[.:\s]{0,4})?", re.IGNORECASE)
_BEHIND = re.compile(r"\s{0,4}(?:[,(]|issued\b|expires\b|valid\b|on \d|\.$).*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell, without the blanks round it."""

    cell: Cell
    first: int
    last: int

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.cell.text[self.first : self.last]

    @property
    def place(self) -> Place:
        """Where they stand."""
        return self.cell.part(self.first, self.last)

    def part(self, first: int, last: int) -> Place:
        """Where some of them stand."""
        return self.cell.part(self.first + first, self.first + last)


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the header has a CELEX number, an annex and a measure."""
    return "list" if csv_named.fits(head, COLUMNS, ("celex", "annex", "measure")) else None


def dated(items: ItemSet) -> date | None:
    """None: nothing in the file says of which day it is."""
    return None


def list_id(items: ItemSet) -> str:
    """The regulation's CELEX number, `eu-32014r0269`."""
    first = next(_rows(items["list"]), None)
    return f"eu-{_celex(first['celex']).lower()}" if first else "eu"


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every row; refuse columns, kinds, measures, days and numbers not described."""
    item = items["list"]
    met: set[str] = set()
    regulation = ""
    for row in _rows(item):
        regulation = regulation or _celex(row["celex"])
        if row["celex"].text != regulation:
            raise _unknown(f"second regulation beside {regulation}:", row["celex"])
        yield _entry(item, row, _entry_id(row, met))


def _rows(item: Readable) -> Iterator[Named]:
    return named_rows(item, COLUMNS, NEEDED)


def _celex(cell: Cell) -> str:
    if not _CELEX.fullmatch(cell.text):
        raise _unknown("CELEX number", cell)
    return cell.text


def _entry_id(row: Named, met: set[str]) -> str:
    words = [row[column].text for column in ("celex", "annex", "recordId")]
    entry = "eu-" + "-".join(_SLUG.sub("-", word.lower()).strip("-") for word in words)
    if entry in met:
        raise FormatChanged(
            f"annex {words[1]} has the number {words[2]} twice",
            place=str(row.place),
            remedy="report it to whoever tabulated it",
        )
    met.add(entry)
    return entry


def _unknown(what: str, cell: Cell) -> FormatChanged:
    return FormatChanged(
        f"unknown {what} {cell.text!r} in row {cell.row}", place=str(cell.place), remedy=REMEDY
    )


def _entry(item: Readable, row: Named, entry: str) -> Entry:
    if row["schema"].text not in SCHEMATA:
        raise _unknown("schema", row["schema"])
    statements: list[Statement] = []
    said = Saying(item.sha256, entry, row["schema"].text)
    said.statements = statements
    for column in WHOLE:
        written.text(said, column, row.get(column))
    for column in SEVERAL:
        for piece in _pieces(row.get(column)):
            written.text(said, column, piece)
    for column in COUNTRIES:
        for nation in _nations(row.get(column)):
            _country(said, column, nation)
    for column in NUMBERS:
        for piece in _pieces(row.get(column)):
            _number(said, column, piece)
    _codes(said, row)
    for column in ("birthDate", "incorporationDate"):
        if (cell := row.get(column)) and cell.text not in NOTHING:
            date_text.say(said, column, cell)
    _listing(said.about("listing", "Sanction"), entry, row)
    return Entry(entry, row.place, tuple(statements))


def _pieces(cell: Cell | None) -> Iterator[Piece]:
    """What stands between semicolons that are not inside brackets."""
    if cell is None:
        return
    start, deep = 0, 0
    cuts = []
    for at, letter in enumerate(cell.text[:LONGEST_PARTED]):
        deep = max(0, deep + (letter == "(") - (letter == ")"))
        if letter == ";" and not deep:
            cuts.append(at)
    for end in [*cuts, len(cell.text)]:
        yield from _trimmed(cell, start, end)
        start = end + 1


def _trimmed(cell: Cell, first: int, last: int) -> Iterator[Piece]:
    text = cell.text[first:last]
    first += len(text) - len(text.lstrip())
    last = first + len(text.strip())
    if any(letter.isalnum() for letter in text) and text.strip() not in NOTHING:
        yield Piece(cell, first, last)


def _nations(cell: Cell | None) -> Iterator[Piece]:
    """Each nation of `Ukrainian, Russian` and `Latvia and Israel`; a name of a country stays whole."""
    if cell is None:
        return
    if countries.code(cell.text):
        yield Piece(cell, 0, len(cell.text))
        return
    bracket = cell.text.find("(")
    told = len(cell.text) if bracket < 0 else bracket
    start = 0
    for cut in _NATIONS.finditer(cell.text, 0, told):
        yield from _trimmed(cell, start, cut.start())
        start = cut.end()
    yield from _trimmed(cell, start, told)
    yield from _trimmed(cell, told, len(cell.text))


def _country(said: Saying, prop: str, piece: Piece) -> None:
    """A country or the adjective of one; a remark in brackets is a note."""
    if piece.text.startswith("("):
        written.text(said, "notes", piece)
        return
    fits = schemata.property_type(said.schema, prop) is not None
    value = ADJECTIVES.get(piece.text.lower()) or countries.value(clean(piece.text))
    said.say(prop if fits else "country", value, piece.text, piece.place)


def _number(said: Saying, prop: str, piece: Piece) -> None:
    """The number without the words round it; where there are such words, the whole text as a note too."""
    label = _LABEL.match(piece.text)
    first = label.end() if label else 0
    behind = _BEHIND.search(piece.text, first + 1)
    last = behind.start() if behind else len(piece.text)
    number = identifiers.clean(piece.text[first:last])
    fits = schemata.property_type(said.schema, prop) is not None
    if number and fits and any(letter.isdigit() for letter in number):
        said.say(prop, number, piece.text[first:last], piece.part(first, last))
        if (first, last) == (0, len(piece.text)):
            return
    said.say("notes", f"{prop}: {clean(piece.text)}", piece.text, piece.place)


def _codes(said: Saying, row: Named) -> None:
    for piece in _pieces(row.get("swiftBic")):
        code = bic.clean(piece.text)
        said.say("swiftBic" if code else "notes", code or clean(piece.text), piece.text, piece.place)
    for piece in _pieces(row.get("imoNumber")):
        number = imo.digits(piece.text)
        if number is None:
            raise _unknown("IMO number", piece.cell)
        prop = "companyImo" if imo.is_company(number) else "shipImo" if imo.is_ship(number) else "notes"
        fits = schemata.property_type(said.schema, prop) is not None
        said.say(prop if fits else "notes", number, piece.text, piece.place)
    if gender := row.get("gender"):
        if gender.text.lower() not in GENDERS:
            raise _unknown("gender", gender)
        said.say("gender", GENDERS[gender.text.lower()], gender.text, gender.place)


def _listing(said: Saying, entry: str, row: Named) -> None:
    celex, annex, record, start = row["celex"], row["annex"], row["recordId"], row.get("startDate")
    if row["measure"].text not in MEASURES:
        raise _unknown("measure", row["measure"])
    said.say("entity", entry, record.text, record.place)
    said.say("authority", AUTHORITY, celex.text, celex.place)
    written.joined(said, "authorityId", [celex, annex, record], " ")
    written.text(said, "program", row["programKey"])
    written.text(said, "provisions", row["measure"])
    if start:
        day = dates.day_first(start.text) or dates.clean(start.text)
        if day is None or dates.is_partial(day):
            raise _unknown("date", start)
        said.say("listingDate", day, start.text, start.place)
    written.text(said, "reason", row.get("reason"))
