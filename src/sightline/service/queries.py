"""Read the parties to screen: CSV or XLSX with a header, names one a line, or FollowTheMoney JSON lines.

A row that cannot be asked is told with its number, and the next is read.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any, BinaryIO, cast

from sightline.errors import BadInput
from sightline.model import schemata
from sightline.model.screening import FIELDS, Query
from sightline.screening.records import several
from sightline.service import query_columns as columns
from sightline.service import query_sheets as sheets
from sightline.service.export_columns import NOTE, Export, is_answer, is_export, of_answer
from sightline.service.query_columns import COLUMNS
from sightline.service.query_lines import Lines, wrong

__all__ = ["COLUMNS", "COMPARED", "Asked", "as_json", "count", "of_entity", "read", "unread"]

_FTM = {
    "birthDate": "birth_date",
    "nationality": "nationality",
    "country": "country",
    "citizenship": "nationality",
    "jurisdiction": "country",
    "mainCountry": "country",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "swiftBic": "bic",
    "address": "address",
}
_NAMES = ("name", "alias", "previousName", "weakAlias")
_IDENTIFIERS = (
    "passportNumber",
    "idNumber",
    "registrationNumber",
    "taxNumber",
    "innCode",
    "leiCode",
    "publicKey",
    "cryptoAddress",
    "ogrnCode",
    "uscCode",
    "dunsCode",
    "iban",
)
_HEAD = 8
_DOCUMENTS = {"%PDF-": "a PDF", "{\\rtf": "a text of a word processor (RTF)", "%!PS": "a page for a printer"}
"""how files begin that are no tables and whose first line is text all the same"""
_DELIMITERS = (";", "\t", "|")
"""what parts the cells of a table beside commas"""
_SEPARATOR = re.compile(r"sep=(.)")
"""what Excel is told in a first line"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query in the order asked; `problem` says why a row cannot be asked, `note` how it was read."""

    row: int
    query: Query
    problem: str = ""
    note: str = ""


def read(stream: BinaryIO, name: str, sheet: str = "") -> Iterator[Asked]:
    """Yield queries row by row; `BadInput` where the file as a whole cannot be read.

    A workbook is known by its first bytes; of it that sheet is read, else the first with a column 'name',
    or with anything where none has one.
    A first line that names a known column makes it a CSV, whose cells may be parted by semicolons, tabs or
    bars as spreadsheets write them, one that starts with `{` makes it JSON lines; anything else is names, one
    a line. Text is UTF-8, or UTF-16 with its mark.
    """
    stream, head = _peeked(stream)
    if sheets.recognise(head):
        yield from _sheet(stream, name, sheet)
        return
    if sheet:
        raise BadInput(
            f"{name} is no workbook and has no sheet {sheet!r}", place=name, remedy="leave the sheet out"
        )
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream = cast(BinaryIO, codecs.EncodedFile(cast(Any, stream), "utf-8", "utf-16"))
    lines = Lines(stream, name)
    first = lines.first()
    _refuse_other(first, name)
    if told := _SEPARATOR.fullmatch(first.strip()):
        next(lines)
        header = _header(lines.look(), told[1])
        yield from _csv(header, lines, name, told[1])
        return
    if first.lstrip().startswith("{"):
        yield from _json(lines)
        return
    for delimiter in _DELIMITERS:
        header = _header(first, delimiter)
        if len(header) > 1 and set(header) & set(COLUMNS):
            yield from _csv(header, lines, name, delimiter)
            return
    header = _header(first)
    if set(header) & set(COLUMNS) or name.casefold().endswith(".csv"):
        yield from _csv(header, lines, name)
        return
    yield from _blanks_told(_names(header, lines), "line")


def count(stream: BinaryIO, sheet: str = "") -> int:
    """About how many queries a file that can be read twice has, or that sheet of it; 0 for a pipe."""
    if not stream.seekable():
        return 0
    start = stream.tell()
    if sheets.recognise(stream.read(_HEAD)):
        stream.seek(start)
        return sheets.rows(stream, sheet)
    stream.seek(start)
    lines = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    stream.seek(start)
    return lines


def _peeked(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """The stream from its beginning, and the bytes it begins with."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(_HEAD)
        stream.seek(start)
        return stream, head
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast(Any, stream))
    return buffered, cast(Any, buffered).peek(_HEAD)[:_HEAD]


def _header(line: str, delimiter: str = ",") -> list[str]:
    try:
        return [columns.canonical(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:  # longer than any header
        return []


def _refuse_other(first: str, name: str) -> None:
    """Raise for files whose lines would pass as names without being any."""
    if first.lstrip().startswith("["):
        raise BadInput(
            f"{name} is a JSON array, no list of names",
            place="row 1",
            remedy="give JSON lines: one entity a line, without brackets and commas between them",
        )
    if first.lstrip().startswith("<"):
        raise BadInput(
            f"{name} is no list of names", place="row 1", remedy="give names, one a line, a CSV or JSON lines"
        )
    if kind := next((kind for head, kind in _DOCUMENTS.items() if first.startswith(head)), ""):
        raise BadInput(
            f"{name} is {kind}, no list of names",
            place="row 1",
            remedy="bring it in as a document (`sightline ingest`), or copy its names, one a line",
        )


def _names(header: list[str], lines: Lines) -> Iterator[Asked | None]:
    """Names, one a line, and None for a blank line."""
    note = ""
    if len(header) > 1 and any(one in columns.LIKELY for one in header):
        note = "read as names, one a line: the first line has none of our columns; " + ", ".join(COLUMNS)
    for line in lines:
        lines.mark()
        if bad := wrong(line):
            yield Asked(lines.number, Query(), bad)
        elif line.strip():
            yield _asked(lines.number, Query(name=line.strip()), note)
            note = ""
        else:
            yield None


def _blanks_told(found: Iterator[Asked | None], what: str) -> Iterator[Asked]:
    """What is asked, with how many blank lines or rows (None) were passed over before it, or behind it."""
    held: Asked | None = None
    blank = 0
    for one in found:
        if one is None:
            blank += 1
            continue
        if held:
            yield held
        held = replace(one, note=_joined(one.note, _blank(blank, what, "before"))) if blank else one
        blank = 0
    if held:
        yield replace(held, note=_joined(held.note, _blank(blank, what, "behind"))) if blank else held


def _blank(count: int, what: str, where: str) -> str:
    """That lines or rows with nothing in them were passed over."""
    return f"{count} blank {what}{'s' if count > 1 else ''} {where} this one passed over"


def _once(rows: _Rows, header: list[str]) -> Iterator[Asked | None]:
    """The rows of an export of ours as parties, each once, and None for a blank one."""
    seen, note = Export(), NOTE
    for row in rows:
        if row is None:
            yield None
            continue
        number, cells, problem = row
        if bad := problem or wrong(*cells):
            yield Asked(number, Query(), bad, note)
        elif len(cells) != len(header):
            yield Asked(number, Query(), f"{len(cells)} cells, the header has {len(header)}", note)
        elif party := seen.party(dict(zip(header, map(str.strip, cells), strict=True))):
            given, aliases, told = party
            values: dict[str, Any] = dict(given)
            yield _asked(number, Query(**values, aliases=aliases), _joined(note, told))
        else:
            continue
        note = ""


def _joined(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _csv(header: list[str], lines: Lines, name: str, delimiter: str = ",") -> Iterator[Asked]:
    place = f"row {lines.ahead}"
    yield from _blanks_told(_table(_csv_rows(lines, delimiter), header, name, place), "row")


def _csv_rows(lines: Lines, delimiter: str) -> _Rows:
    rows = csv.reader(lines, strict=True, delimiter=delimiter)
    next(rows)
    while True:
        lines.mark()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number = lines.taken[0][0] if lines.taken else lines.number
            lines.give_back(1)  # a quotation mark that is never closed must not swallow the rows behind it
            yield number, [], f"not a CSV row: {error}"
            continue
        yield (lines.number, row, "") if row else None


_Row = tuple[int, list[str], str]
_Rows = Iterator[_Row | None]
"""rows by number, cells, and what is wrong with them; None for one with nothing in it"""


def _table(rows: _Rows, header: list[str], name: str, place: str) -> Iterator[Asked | None]:
    """The rows of a table below its header; `BadInput` where that has columns which are none of ours."""
    if is_export(header):
        return _once(rows, header)
    columns.check(header, name, place)
    return (None if row is None else _row(row[0], header, row[1], row[2]) for row in rows)


def _row(number: int, header: list[str], row: list[str], problem: str = "") -> Asked:
    """A row of a table as a query."""
    if bad := problem or wrong(*row):
        return Asked(number, Query(), bad)
    values: dict[str, Any] = dict(zip(header, (cell.strip() for cell in row), strict=False))
    if len(row) != len(header):
        known = Query(name=values.get("name", ""))
        return Asked(number, known, f"{len(row)} cells, the header has {len(header)}")
    return _asked(number, Query(**values))


def _sheet(stream: BinaryIO, name: str, sheet: str) -> Iterator[Asked]:
    unread: list[str] = []
    rows = sheets.cells(stream, name, None if sheet else unread, sheet, _is_header)
    above, first, rows = _headed(rows)
    if first is None:
        where = f"sheet {sheet!r} of {name}" if sheet else name
        raise BadInput(f"{where} is empty", place=name, remedy="give a sheet with a column 'name'")
    number, cells, _ = first
    left = f"of several sheets one was read, not {', '.join(map(repr, unread))}" if unread else ""
    left = _joined(f"above the header passed over: {', '.join(above)}" if above else "", left)
    header = [columns.canonical(cell) for cell in cells]
    if set(header) & set(COLUMNS):
        found = _blanks_told(_table(_filled(rows, number, len(header)), header, name, f"row {number}"), "row")
        if (one := next(found, None)) is not None:
            yield replace(one, note=_joined(one.note, left))
        elif left:
            raise BadInput(
                f"{name}: no row beneath the header; {left}",
                place=name,
                remedy="name the sheet to be read, or move it to the front",
            )
        yield from found
        return
    if len(header) > 1 or header[0] in columns.LIKELY:
        raise columns.nothing_known(header, name, f"row {number}")
    note = _joined("no header: the cells of the only column were taken as names", left)
    yield from _blanks_told(_column(_filled(chain([first], rows), number - 1, 1), note), "row")


def _column(rows: _Rows, note: str) -> Iterator[Asked | None]:
    """The cells of a lone column as names."""
    for row in rows:
        if row is None:
            yield None
            continue
        number, cells, problem = row
        bad = problem or ("" if len(cells) == 1 else f"{len(cells)} cells, the first row has one")
        yield Asked(number, Query(), bad) if bad else _asked(number, Query(name=cells[0]), note)
        note = ""


def _filled(rows: Iterator[_Row], above: int, width: int) -> _Rows:
    """The rows of a sheet below row `above`, None for each that is missing in between, with the cells that
    are not written down because they are empty at the end of a row."""
    for number, cells, problem in rows:
        yield from repeat(None, number - above - 1)
        yield number, cells + [""] * (width - len(cells)), problem
        above = number


def _is_header(cells: list[str]) -> bool:
    return "name" in map(columns.canonical, cells)


def _headed(rows: Iterator[_Row]) -> tuple[list[str], _Row | None, Iterator[_Row]]:
    """The row a sheet's header stands in, what stands above it, and the rows behind; the first row where none
    of the first few names a column 'name'."""
    head = list(islice(rows, sheets.HEADED))
    for at, (_, cells, _) in enumerate(head):
        if _is_header(cells):
            above = [f"row {number}, {cells[0][: columns.SHOWN]!r}" for number, cells, _ in head[:at]]
            return above, head[at], chain(head[at + 1 :], rows)
        if set(map(columns.canonical, cells)) & set(COLUMNS):
            break
    return [], head[0] if head else None, chain(head[1:], rows)


def _json(lines: Lines) -> Iterator[Asked]:
    told = ""
    for line in lines:
        lines.mark()
        if not line.strip():
            continue
        if bad := wrong(line):
            yield Asked(lines.number, Query(), bad)
            continue
        try:
            shape = json.loads(line)
            if is_answer(shape):
                query, again = of_answer(shape)
                note = _joined("" if told else NOTE, again)
                told = NOTE
            else:
                query = of_entity(shape["schema"], shape["properties"], shape.get("id") or "")
                note = _joined(*unread(shape["properties"], query.schema))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Asked(
                lines.number, Query(), "not a FollowTheMoney entity: schema and properties are needed"
            )
            continue
        yield _asked(lines.number, query, note)


def of_entity(schema: object, properties: Any, id: object = "") -> Query:
    """A FollowTheMoney entity as a query: values that are texts, those of one kind parted by `;`.

    `TypeError`, `AttributeError` or `KeyError` for what has another shape.
    """
    given = {
        key: [str(one) for one in _listed(values) if _readable(key, one)]
        for key, values in properties.items()
    }
    names = [name for prop in _NAMES for name in given.get(prop, [])]
    if not names and (given.get("firstName") or given.get("lastName")):
        names = [" ".join(given.get(prop, [""])[0] for prop in ("firstName", "lastName")).strip()]
    values: dict[str, Any] = {}
    for theirs, ours in _FTM.items():
        if given.get(theirs):
            told = given[theirs][:1] if theirs == "address" else given[theirs]
            values[ours] = "; ".join(dict.fromkeys([*several(values.get(ours, "")), *told]))
    if not isinstance(schema, str) or not schema:
        raise TypeError("a schema is a word")
    return Query(
        name=names[0] if names else "",
        aliases=tuple(dict.fromkeys(names[1:])),
        schema=schema,
        identifier="; ".join(dict.fromkeys(one for key in _IDENTIFIERS for one in given.get(key, []))),
        id=str(id),
        **values,
    )


def _listed(values: Any) -> list[Any]:
    """Values as a list; a lone text or number is one value, and no text is spread into its letters."""
    return list(values) if isinstance(values, list | tuple) else [values]


def _readable(prop: str, value: object) -> bool:
    """Whether a value is a text, or a number where a number may stand."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) or (number and prop not in _NAMES)


COMPARED = tuple(dict.fromkeys((*_NAMES, *_FTM, *_IDENTIFIERS)))
"""The properties of an entity that a query is made of; a name is made of `firstName` and `lastName` where
there is no other."""


def unread(properties: Mapping[str, Any], schema: str = "") -> tuple[str, ...]:
    """A note a property that is compared and has values that are no text, and one for those that no entity
    of that schema has: they are as good as misspelt."""
    notes = []
    if schemata.known(schema):
        held = schemata.properties(schema)
        if unknown := [
            repr(str(prop)[:40]) for prop in properties if prop not in held and prop not in COMPARED
        ]:
            notes.append(f"not compared, no property of {schema}: {', '.join(unknown[:8])}")
    for prop in COMPARED:
        left = sum(not _readable(prop, one) for one in _listed(properties.get(prop, [])))
        if left:
            notes.append(f"{prop}: {left} value{'s' if left > 1 else ''} no text: not compared")
    return tuple(notes)


def _asked(row: int, query: Query, note: str = "") -> Asked:
    return Asked(row, query, columns.problem_of(query), _joined(note, columns.note_of(query)))


def as_json(query: Query) -> dict[str, object]:
    """The fields that were given."""
    shape: dict[str, object] = {"name": query.name}
    shape |= {name: value for name, value in zip(FIELDS, _given(query), strict=True) if value}
    return shape


_given = attrgetter(*FIELDS)


HALF_A_LETTER = "half a letter (a lone surrogate) stands in it: no text that can be kept; send it again whole"


def kept(query: Query) -> Query | None:
    """A query with half a letter in it, as JSON's `\\ud800` alone gives, in whole ones; else None."""
    values = values_of(query)
    text = "".join([*values[:-1], *query.aliases])
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        fields: dict[str, Any] = dict(zip(FIELDS, map(whole, values[:-1]), strict=False))
        return Query(**fields | {"aliases": tuple(map(whole, query.aliases))})
    return None


def whole(text: str) -> str:
    """A text with a sign of replacement for each half letter; two halves together are one letter."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def values_of(query: Query) -> tuple[Any, ...]:
    """The values of a query in the order of its fields."""
    values: tuple[Any, ...] = _given(query)
    return values
