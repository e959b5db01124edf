"""OFAC's SDN and consolidated non-SDN lists: three CSV files without header, joined by the entry's number.

`individual` becomes `Person`, `vessel` `Vessel`, `aircraft` `Airplane`, and an entry without type
`LegalEntity` (OFAC does not say which are companies). Each entry `ofac-36` has its listing
`ofac-36:listing` (`Sanction`) and its addresses `ofac-36:address:25`. `-0-` is nothing. The lists carry no
date. `Linked To:` in the remarks becomes `ofac-36:link:2`, an edge to the entry of that name in the same
files. `us-ofac-cons` is told from `us-ofac-sdn` by its programs: most of its entries stand under a program
of `NON_SDN_PROGRAMS`. A number that stands in two rows is one entry, and a row about a number the first
file lacks is left out; both are told by `doubts`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Collection, Iterator
from datetime import date

from sightline.clean import countries
from sightline.clean.text import clean
from sightline.errors import FormatChanged, Hostile, Truncated
from sightline.formats import ofac_remarks
from sightline.formats.csv_rows import Cell, Row, rows
from sightline.formats.description import Description, Doubt
from sightline.formats.ofac_names import Names
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.text_lines import lines
from sightline.model.statement import Entry, Statement

COLUMNS = {
    "sdn": (
        "ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage", "GRT",
        "Vess_flag", "Vess_owner", "Remarks",
    ),
    "alt": ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    "add": ("ent_num", "add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks"),
}  # fmt: skip
DESCRIPTION = Description(
    name="ofac_csv",
    version=3,
    kind="entity",
    title="OFAC SDN or consolidated list (sdn, alt and add CSV)",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    list_id="",
    roles=("sdn", "alt", "add"),
    knows=tuple(f"{role}: {column}" for role, columns in COLUMNS.items() for column in columns),
    met_real_file=True,
    specification="OFAC's dat_spec.txt, and the files of 2022-01-31 and of the consolidated list",
)
AUTHORITY = "Office of Foreign Assets Control"
SCHEMATA = {"": "LegalEntity", "individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
ALIASES = {"aka": "alias", "fka": "previousName", "nka": "alias"}
NON_SDN_PROGRAMS = frozenset(
    {"NS-PLC", "CMIC-EO13959", "UKRAINE-EO13662", "561-Related", "CAATSA - RUSSIA", "FSE-IR", "FSE-SY"}
)
NOTHING = "-0-"
END_MARK = "\x1a"
CUT = (
    "the remarks end where OFAC cuts them, at 1,000 letters: the rest is in its file of comments, which is"
    " not read; the last part is kept as a note"
)
JOINED_BYTES = 256 * 1024 * 1024
"""bytes of an alt or add file; they are held in memory while the first file is read"""
STRAYS = 0.01
"""share of alt and add rows that may lack their entry; the file of 2022-01-31 lacks one of 26,034"""
REMEDY = "keep the files and report it: the publisher's layout is no longer the one this version reads"
_NUMBER = re.compile(r"[0-9]{1,9}")
_AHEAD = re.compile(rb"([0-9]{1,9}),")
_HEAD = re.compile(rb'([0-9]{1,9}),("[^"]*"|[^",]*),("[^"]*"|[^",]*),("[^"]*"|[^",]*),')


def recognise(head: bytes, name: str) -> str | None:
    """The role whose columns the first rows have: numbers first, `-0-` for nothing."""
    text = head.decode("utf-8", "replace")
    first = text.splitlines()[:5]
    try:
        found = [cells for cells in csv.reader(first[:-1] or first) if cells]
    except csv.Error:
        return None
    if not found or not all(_NUMBER.fullmatch(cells[0].strip()) for cells in found):
        return None
    if NOTHING not in text:
        return None
    width = len(found[0])
    if width >= len(COLUMNS["sdn"]) - 1:
        return "sdn"
    numbered = all(len(cells) > 2 and _NUMBER.fullmatch(cells[1].strip()) for cells in found)
    if not numbered:
        return None
    return "alt" if any(found[0][2].strip() == kind for kind in ALIASES) else "add"


def ids(item: Readable) -> frozenset[str]:
    """The numbers of the entries a file is about; where a line is no row of its own, read row by row."""
    found: set[str] = set()
    for line in lines(item):
        number = _AHEAD.match(line.raw)
        if number is None or not line.ended or line.raw.count(b'"') % 2:
            if line.raw and line.raw.rstrip(b"\x00 ") != END_MARK.encode():
                return frozenset(row.cells[0].text for row in _rows(item, ""))
        else:
            found.add(number[1].decode())
    return frozenset(found)


def row_count(item: Readable) -> int:
    """Rows of one file, without the end mark."""
    return sum(1 for _ in _rows(item, ""))


def dated(items: ItemSet) -> date | None:
    """None: nothing in the files says of which day they are."""
    return None


def list_id(items: ItemSet) -> str:
    """`us-ofac-cons` when at least half of the entries stand under a non-SDN program, else `us-ofac-sdn`."""
    total = non_sdn = 0
    for _, _, _, programs in _heads(items["sdn"]):
        total += 1
        non_sdn += not NON_SDN_PROGRAMS.isdisjoint(_programs(programs))
    return "us-ofac-cons" if non_sdn * 2 >= total > 0 else "us-ofac-sdn"


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every entry with its aliases and addresses; refuse rows, types and columns not described."""
    aliases, addresses = (_by_entry(items[role], role) for role in ("alt", "add"))
    counted, names = _named(items["sdn"], aliases)
    _refuse_strays(items, counted.keys(), aliases, addresses)
    held: dict[str, list[Row]] = {}
    for row in _rows(items["sdn"], "sdn"):
        number = row.cells[0].text
        if counted[number] > 1:
            held.setdefault(number, []).append(row)
        else:
            yield _entry(items, [row], aliases.get(number, []), addresses.get(number, []), names)
    for number, same in held.items():
        yield _entry(items, same, aliases.get(number, []), addresses.get(number, []), names)


def doubts(items: ItemSet) -> Iterator[Doubt]:
    """Numbers that stand twice, rows about no entry, and files without the publisher's end mark."""
    counted, names = _named(items["sdn"], _by_entry(items["alt"], "alt"))
    for row in _rows(items["sdn"], "sdn"):
        if counted[row.cells[0].text] > 1:
            message = f"number {row.cells[0].text} stands in several rows, taken as one entry"
            yield Doubt(items["sdn"].sha256, row.place, message)
        if ofac_remarks.is_cut(row.cells[-1].text):
            yield Doubt(items["sdn"].sha256, row.cells[-1].place, CUT)
    for role in ("alt", "add"):
        for row in _rows(items[role], role):
            if row.cells[0].text not in counted:
                message = f"left out: no entry of the sdn file has the number {row.cells[0].text}"
                yield Doubt(items[role].sha256, row.place, message)
    yield from _unlinked(items["sdn"], names)
    for role in COLUMNS:
        yield from _without_end_mark(items[role])


def _unlinked(item: Readable, names: Names) -> Iterator[Doubt]:
    """One doubt for all links to names that stand for no entry of these files, or for several."""
    total, open_ends, first = 0, 0, None
    for row in _rows(item, "sdn"):
        for name in ofac_remarks.linked(row.cells[-1].text):
            total += 1
            if names.find(name) is None:
                open_ends, first = open_ends + 1, first or row
    if first:
        message = (
            f"{open_ends} of {total} links name no single entry of these files, or several: kept as text,"
            f" the first in row {first.number}"
        )
        yield Doubt(item.sha256, first.cells[-1].place, message)


def _without_end_mark(item: Readable) -> Iterator[Doubt]:
    last = next(iter(deque(rows(item), maxlen=1)), None)
    if last and [cell.text for cell in last.cells] != [END_MARK]:
        message = "the file has no end mark (Ctrl-Z): whole rows missing at its end could not be noticed"
        yield Doubt(item.sha256, last.place, message)


def _rows(item: Readable, role: str) -> Iterator[Row]:
    """The rows up to the end mark; FormatChanged at a wrong width, Truncated if the last row has no end."""
    ended = False
    for row in rows(item):
        if ended:
            raise FormatChanged(
                f"{item.name} goes on after its end mark", place=str(row.place), remedy=REMEDY
            )
        if len(row.cells) == 1 and row.cells[0].text.rstrip("\x00 ") == END_MARK:
            ended = True
            continue
        if not row.ended:
            raise Truncated(
                f"{item.name} ends at byte {item.size} inside row {row.number}",
                place=str(row.place),
                remedy="fetch the file again; if it is complete, end its last row with a line end",
            )
        if role and len(row.cells) != len(COLUMNS[role]):
            raise FormatChanged(
                f"row {row.number} of {item.name} has {len(row.cells)} columns, not {len(COLUMNS[role])}",
                place=str(row.place),
                remedy=REMEDY,
            )
        if not _NUMBER.fullmatch(row.cells[0].text):
            raise _unknown("entry number", row.cells[0])
        yield row


def _heads(item: Readable) -> list[tuple[str, str, str, str]]:
    """Number, name, type and programs of every row of the first file; the rest of a row is not looked at.

    Where a line does not begin as a row of its own does, the whole file is read cell by cell.
    """
    found: list[tuple[str, str, str, str]] = []
    for line in lines(item):
        if not line.raw or line.raw.rstrip(b"\x00 ") == END_MARK.encode():
            continue
        cells = _HEAD.match(line.raw)
        if cells is None or not line.raw.isascii() or line.raw.count(b'"') % 2:
            rows_of = (row.cells for row in _rows(item, "sdn"))
            return [(cells[0].text, cells[1].text, cells[2].text, cells[3].text) for cells in rows_of]
        number, name, kind, programs = (cell.decode("ascii").strip('"').strip() for cell in cells.groups())
        found.append((number, name, kind, programs))
    return found


def _named(item: Readable, aliases: dict[str, list[Row]]) -> tuple[Counter[str], Names]:
    """How many rows each entry number has, and the entries by their names."""
    counted: Counter[str] = Counter()
    names = Names()
    for number, name, kind, _ in _heads(item):
        counted[number] += 1
        names.add(f"ofac-{number}", name, kind)
    for number, same in aliases.items():
        for row in same:
            names.add_alias(f"ofac-{number}", row.cells[3].text)
    return counted, names


def _by_entry(item: Readable, role: str) -> dict[str, list[Row]]:
    if item.size > JOINED_BYTES:
        raise Hostile(
            f"{item.name} has {item.size} bytes, more than {JOINED_BYTES}",
            place=f"bytes {JOINED_BYTES}-{item.size - 1}",
            remedy="no such list is near that size: do not trust this file",
        )
    found: dict[str, list[Row]] = {}
    for row in _rows(item, role):
        found.setdefault(row.cells[0].text, []).append(row)
    return found


def _refuse_strays(items: ItemSet, known: Collection[str], *joined: dict[str, list[Row]]) -> None:
    total = sum(len(same) for part in joined for same in part.values())
    strays = sum(len(same) for part in joined for number, same in part.items() if number not in known)
    if strays > max(1, total * STRAYS):
        raise Truncated(
            f"{strays} of {total} rows of {items['alt'].name} and {items['add'].name} are about entries that"
            f" {items['sdn'].name} lacks",
            place=f"bytes 0-{items['sdn'].size - 1}",
            remedy="give sdn, alt and add of the same day; fetch them again if they are",
        )


def _unknown(what: str, cell: Cell) -> FormatChanged:
    return FormatChanged(
        f"unknown {what} {cell.text!r} in row {cell.row}", place=str(cell.place), remedy=REMEDY
    )


def _given(cell: Cell) -> bool:
    return bool(cell.text) and cell.text != NOTHING


def _programs(text: str) -> list[str]:
    return [program.strip() for program in text.replace("[", "]").split("]") if program.strip()]


def _entry(items: ItemSet, main: list[Row], aliases: list[Row], addresses: list[Row], names: Names) -> Entry:
    statements: list[Statement] = []
    for row in main:
        said = _saying(items["sdn"], row, statements)
        _main(said, row, names)
    first = _saying(items["sdn"], main[0], statements)
    for row in aliases:
        _alias(_in(first, items["alt"]), row)
    for row in addresses:
        _address(_in(first, items["add"]), row)
    return Entry(first.entity, main[0].place, tuple(statements))


def _saying(item: Readable, row: Row, statements: list[Statement]) -> Saying:
    kind = row.cells[2]
    if kind.text not in SCHEMATA and kind.text != NOTHING:
        raise _unknown("type", kind)
    said = Saying(item.sha256, f"ofac-{row.cells[0].text}", SCHEMATA[kind.text if _given(kind) else ""])
    said.statements = statements
    return said


def _in(said: Saying, item: Readable) -> Saying:
    other = Saying(item.sha256, said.entity, said.schema)
    other.statements = said.statements
    return other


def _main(said: Saying, row: Row, names: Names) -> None:
    number, name, _, program, title, call_sign, kind, tonnage, gross, flag, owner, remarks = row.cells
    if not _given(name):
        raise _unknown("name", name)
    said.say("name", clean(name.text), name.text, name.place)
    if said.schema == "Person":
        _name_parts(said, name)
    for cell, prop in ((title, "position"), (call_sign, "callSign"), (kind, "type"), (owner, "ownerName")):
        if _given(cell):
            fits = (said.schema == "Person") == (prop == "position") and said.schema != "LegalEntity"
            said.say(prop if fits else "notes", clean(cell.text), cell.text, cell.place)
    if said.schema == "Vessel" and (owned := names.find(owner.text)):
        said.say("owner", owned.entry, owner.text, owner.place)
    for cell, prop in ((tonnage, "tonnage"), (gross, "grossRegisteredTonnage")):
        if _given(cell):
            fits = said.schema == "Vessel"
            said.say(prop if fits else "notes", cell.text.replace(",", ""), cell.text, cell.place)
    if _given(flag):
        fits = said.schema == "Vessel"
        said.say("flag" if fits else "country", countries.value(flag.text), flag.text, flag.place)
    if _given(remarks):
        ofac_remarks.read(said, remarks, names)
    _listing(said.about("listing", "Sanction"), number, program)


def _name_parts(said: Saying, name: Cell) -> None:
    """Surname and given names, which OFAC divides by the first comma."""
    surname, comma, given = name.text.partition(",")
    if comma and given.strip():
        said.say("lastName", clean(surname), surname, name.part(0, len(surname)))
        first = len(name.text) - len(given.lstrip())
        said.say("firstName", clean(given), given.strip(), name.part(first, len(name.text)))


def _listing(said: Saying, number: Cell, program: Cell) -> None:
    said.say("entity", said.entity.removesuffix(":listing"), number.text, number.place)
    said.say("authority", AUTHORITY, number.text, number.place)
    said.say("authorityId", number.text, number.text, number.place)
    if _given(program):
        for code in _programs(program.text):
            said.say("program", code, code, program.place)


def _alias(said: Saying, row: Row) -> None:
    _, _, kind, name, remarks = row.cells
    if kind.text not in ALIASES:
        raise _unknown("alias type", kind)
    if _given(name):
        said.say(ALIASES[kind.text], clean(name.text), name.text, name.place)
    if _given(remarks):
        said.say("notes", clean(remarks.text), remarks.text, remarks.place)


def _address(said: Saying, row: Row) -> None:
    _, key, street, city, country, remarks = row.cells
    parts = [cell for cell in (street, city, country) if _given(cell)]
    if not parts and not _given(remarks):
        return
    detail = said.about(f"address:{key.text}", "Address", said.item)
    for cell, prop in ((street, "street"), (city, "city"), (remarks, "remarks")):
        if _given(cell):
            detail.say(prop, clean(cell.text), cell.text, cell.place)
    if _given(country):
        if country.text.startswith("Region:"):
            detail.say("region", clean(country.text[7:]), country.text, country.place)
        else:
            for about in (said, detail):
                about.say("country", countries.value(country.text), country.text, country.place)
    if _given(street) or _given(city):
        whole = ", ".join(clean(cell.text) for cell in parts)
        original = " ".join(cell.text for cell in parts)
        first, last = parts[0], parts[-1]
        place = first.place if first is last else row.place
        for about, prop in ((said, "address"), (detail, "full")):
            about.say(prop, whole, original, place)
