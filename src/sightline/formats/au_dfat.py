"""Australia's Consolidated List, the workbook of the Department of Foreign Affairs and Trade (XLSX).

One row is one name: `101` is a party, `101a` and `101b` are other names of it that repeat or add to what is
known. `Individual` becomes `Person`, `Entity` `LegalEntity`, `Vessel` `Vessel`, under `au-dfat-101`. A cell
inside has no bytes of its own; a place is the whole file and the number of the row. Birth dates, addresses
and birth places that stand in one cell behind `a)`, `b)` are taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from sightline.clean import countries, dates, imo
from sightline.clean.text import clean
from sightline.errors import BadInput, FormatChanged
from sightline.formats import date_text, workbook, written
from sightline.formats.description import Description
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.workbook import SheetCell
from sightline.formats.xml_stream import REMEDY
from sightline.model.statement import Entry, Statement

MEASURES = ("Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction")
COLUMNS = (
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Date of Birth",
    "Place of Birth", "Citizenship", "Address", "Additional Information", "Listing Information",
    "IMO Number", "Committees", "Control Date", "Instrument of Designation", *MEASURES,
)  # fmt: skip
DESCRIPTION = Description(
    name="au_dfat",
    version=1,
    kind="entity",
    title="Australian Consolidated List (XLSX)",
    publisher="Department of Foreign Affairs and Trade, Australian Sanctions Office",
    list_id="au-dfat",
    roles=("list",),
    knows=COLUMNS,
    met_real_file=False,
    specification="the columns of the publisher's Australian_Sanctions_Consolidated_List.xlsx, 2025",
)
AUTHORITY = "Department of Foreign Affairs and Trade"
SCHEMATA = {"individual": "Person", "entity": "LegalEntity", "vessel": "Vessel"}
NAME_TYPES = {
    "primary name": "name", "aka": "alias", "original script": "alias", "formerly known as": "previousName",
    "previously listed as": "previousName",
}  # fmt: skip
STRENGTHS = {"": False, "strong": False, "weak": True}
YES, NO = frozenset({"1", "true", "yes", "x"}), frozenset({"", "0", "false", "no"})
_REFERENCE = re.compile(r"([0-9]{1,6})([a-z]{0,3})")
_ITEMS = re.compile(r"(?:^|\s)(?:[a-z]|i{1,3}|iv|vi{0,3})\)\s")

Row = Mapping[str, SheetCell]


def recognise(head: bytes, name: str) -> str | None:
    """None: what a workbook holds does not stand in its first bytes; see `look_inside`."""
    return None


def look_inside(item: Readable) -> str | None:
    """`list` when a sheet of the workbook begins with the columns of a reference and of a name."""
    try:
        found = workbook.headers(item)
    except BadInput:
        return None
    return "list" if any(map(_is_list, found.values())) else None


def _is_list(names: list[str]) -> bool:
    return set(COLUMNS[:2]) <= set(names) and sum(name in COLUMNS for name in names) * 4 >= len(names) * 3


def dated(items: ItemSet) -> date | None:
    """None: nothing in the file says of which day it is."""
    return None


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every party with all its names; refuse columns, types and numbers not described."""
    item = items["list"]
    parties: dict[str, list[Row]] = {}
    met: set[str] = set()
    for row in _rows(item):
        cell = row.get("Reference")
        found = _REFERENCE.fullmatch(cell.text) if cell else None
        if cell is None or found is None:
            raise _unknown("reference", cell or next(iter(row.values())))
        if cell.text in met:
            raise FormatChanged(
                f"reference {cell.text} stands twice",
                place=str(cell.place),
                remedy="report it to the publisher",
            )
        met.add(cell.text)
        parties.setdefault(found[1], []).append(row)
    for number, same in parties.items():
        yield _entry(item, number, same)


def _unknown(what: str, cell: SheetCell) -> FormatChanged:
    return FormatChanged(
        f"unknown {what} {cell.text!r} in row {cell.row}", place=str(cell.place), remedy=REMEDY
    )


def _rows(item: Readable) -> Iterator[Row]:
    """The rows of the one sheet that is the list, cells by their column, empty ones left out."""
    lists = [
        rows for rows in workbook.sheets(item).values() if rows and _is_list([cell.text for cell in rows[0]])
    ]
    if len(lists) != 1:
        raise FormatChanged(
            f"{item.name} has {len(lists)} sheets of the list's columns, not one",
            place=f"bytes 0-{item.size - 1}",
            remedy=REMEDY,
        )
    header, *rows = lists[0]
    names = [cell.text for cell in header]
    unknown = [name for name in names if name and name not in COLUMNS]
    missing = [name for name in COLUMNS if name not in names]
    for what, wrong in (("unknown column", unknown), ("no column", missing)):
        if wrong:
            raise FormatChanged(
                f"{what} {wrong[0]!r} in {item.name}", place=str(header[0].place), remedy=REMEDY
            )
    if not rows:
        raise FormatChanged(f"{item.name} has no rows", place=str(header[0].place), remedy=REMEDY)
    for row in rows:
        yield {name: cell for name, cell in zip(names, row, strict=False) if name and cell.text}


def _entry(item: Readable, number: str, same: list[Row]) -> Entry:
    statements: list[Statement] = []
    said = Saying(item.sha256, f"au-dfat-{number}", _schema(same))
    said.statements = statements
    for row in same:
        _names(said, row)
    told: set[tuple[str, str]] = set()
    for row in same:
        fresh = {name: cell for name, cell in row.items() if (name, cell.text) not in told}
        told |= {(name, cell.text) for name, cell in fresh.items()}
        _facts(said, fresh)
        _listing(said.about("listing", "Sanction"), number, fresh)
    return Entry(said.entity, same[0]["Reference"].place, tuple(statements))


def _schema(same: list[Row]) -> str:
    kinds = [cell for row in same if (cell := row.get("Type"))]
    for cell in kinds:
        if cell.text.lower() not in SCHEMATA:
            raise _unknown("type", cell)
    found = {SCHEMATA[cell.text.lower()] for cell in kinds}
    if len(found) != 1:
        anchor = kinds[-1] if kinds else same[0]["Reference"]
        raise FormatChanged(
            f"party {same[0]['Reference'].text} is of {len(found)} types",
            place=str(anchor.place),
            remedy=REMEDY,
        )
    return found.pop()


def _names(said: Saying, row: Row) -> None:
    name, kind, strength = (
        row.get(column) for column in ("Name of Individual or Entity", "Name Type", "Alias Strength")
    )
    if name is None:
        raise _unknown("name", row["Reference"])
    if kind is None or kind.text.lower() not in NAME_TYPES:
        raise _unknown("name type", kind or row["Reference"])
    if strength and strength.text.lower() not in STRENGTHS:
        raise _unknown("alias strength", strength)
    prop = NAME_TYPES[kind.text.lower()]
    weak = bool(strength and STRENGTHS[strength.text.lower()])
    written.text(said, "weakAlias" if weak and prop == "alias" else prop, name)


def _facts(said: Saying, row: Row) -> None:
    person = said.schema == "Person"
    if born := row.get("Date of Birth"):
        date_text.say(said, "birthDate" if person else "incorporationDate", born)
        for one in _numeric_days(born.text):
            said.say("birthDate" if person else "incorporationDate", one[0], one[1], born.place)
    for text, at in _items(row.get("Place of Birth")):
        said.say("birthPlace" if person else "notes", clean(text), text, at.place)
    for text, at in _items(row.get("Citizenship"), ","):
        said.say("citizenship" if person else "country", countries.value(clean(text)), text, at.place)
    for text, at in _items(row.get("Address")):
        said.say("address", clean(text), text, at.place)
    if cell := row.get("IMO Number"):
        number = imo.digits(cell.text)
        if number is None or said.schema != "Vessel":
            raise _unknown("IMO number", cell)
        said.say("imoNumber", number, cell.text, cell.place)
    written.note(said, row.get("Additional Information"))


def _numeric_days(text: str) -> Iterator[tuple[str, str]]:
    """Days of digits with slashes, which Australia writes day first."""
    for found in re.finditer(r"(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)", text):
        if day := dates.day_first(found[0]):
            yield day, found[0]


def _items(cell: SheetCell | None, also: str = "") -> Iterator[tuple[str, SheetCell]]:
    """What stands behind `a)`, `b)` … in a cell, or the cell whole; parted at `also` too."""
    if cell is None:
        return
    for part in _ITEMS.split(cell.text):
        for text in part.split(also) if also else [part]:
            if text := text.strip(" ;,\n"):
                yield text, cell


def _listing(said: Saying, number: str, row: Row) -> None:
    reference = row.get("Reference")
    if reference and reference.text == number:
        said.say("entity", said.entity.removesuffix(":listing"), reference.text, reference.place)
        said.say("authority", AUTHORITY, reference.text, reference.place)
        said.say("authorityId", reference.text, reference.text, reference.place)
    written.text(said, "program", row.get("Committees"))
    written.text(said, "reason", row.get("Instrument of Designation"))
    for column, prop in (("Listing Information", "listingDate"), ("Control Date", "startDate")):
        if cell := row.get(column):
            day = dates.clean(cell.text) or dates.day_first(cell.text)
            said.say(prop if day else "summary", day or clean(cell.text), cell.text, cell.place)
    for measure in MEASURES:
        if cell := row.get(measure):
            if cell.text.lower() not in YES | NO:
                raise _unknown(measure, cell)
            if cell.text.lower() in YES:
                said.say("provisions", measure, cell.text, cell.place)
