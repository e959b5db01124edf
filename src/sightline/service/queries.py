"""Read the parties to screen: a CSV with a header, names one a line, or FollowTheMoney JSON lines."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, BinaryIO

from sightline.errors import BadInput
from sightline.model.screening import Query

COLUMNS = (
    "name",
    "schema",
    "birth_date",
    "nationality",
    "country",
    "imo",
    "mmsi",
    "bic",
    "identifier",
    "address",
)
_LONGEST = 1 << 20
_FTM = {
    "birthDate": "birth_date",
    "nationality": "nationality",
    "country": "country",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "swiftBic": "bic",
    "address": "address",
}
_IDENTIFIERS = (
    "passportNumber",
    "idNumber",
    "registrationNumber",
    "taxNumber",
    "innCode",
    "leiCode",
    "publicKey",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One query in the order asked; `problem` says why a row cannot be asked."""

    row: int
    query: Query
    problem: str = ""


def read(stream: BinaryIO, name: str) -> Iterator[Asked]:
    """Yield queries row by row; `BadInput` where the file as a whole cannot be read.

    A first line that names a known column makes it a CSV, one that starts with `{` makes it JSON lines;
    anything else is names, one a line.
    """
    lines = _lines(stream, name)
    first = next(lines, None)
    if first is None:
        raise BadInput(
            f"{name} is empty", place=name, remedy="give names, one a line, or a CSV with a header"
        )
    if first.lstrip().startswith("{"):
        yield from _json(_again(first, lines))
        return
    _refuse_other(first, name)
    header = _header(first)
    if set(header) & set(COLUMNS) or name.casefold().endswith(".csv"):
        yield from _csv(header, _again(first, lines), name)
        return
    for number, line in enumerate(_again(first, lines), 1):
        if line.strip():
            yield Asked(number, Query(name=line.strip()))


def _header(line: str, delimiter: str = ",") -> list[str]:
    try:
        return [column.strip().lower() for column in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:  # longer than any header
        return []


def _refuse_other(first: str, name: str) -> None:
    """Raise for files whose lines would pass as names without being any."""
    if first.lstrip().startswith(("<", "[")):
        raise BadInput(
            f"{name} is no list of names", place="row 1", remedy="give names, one a line, a CSV or JSON lines"
        )
    for delimiter in (";", "\t"):
        cells = _header(first, delimiter)
        if len(cells) > 1 and set(cells) & set(COLUMNS):
            raise BadInput(
                f"{name}: the columns are not separated by commas",
                place="row 1",
                remedy="save it with commas",
            )


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(stream: BinaryIO, name: str) -> Iterator[str]:
    """Lines of UTF-8 text; a line beyond a mebibyte stops the file before it fills the memory."""
    number = 0
    while raw := stream.readline(_LONGEST + 1):
        number += 1
        if len(raw) > _LONGEST:
            raise BadInput(
                f"{name}: a line is longer than {_LONGEST} bytes",
                place=f"row {number}",
                remedy="give one party a line",
            )
        if b"\x00" in raw:
            raise BadInput(
                f"{name}: not UTF-8 text", place=f"row {number}", remedy="save the file as UTF-8 text"
            )
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadInput(
                f"{name}: not UTF-8 text", place=f"row {number}", remedy="save the file as UTF-8"
            ) from error


def _csv(header: list[str], lines: Iterator[str], name: str) -> Iterator[Asked]:
    if unknown := sorted(set(header) - set(COLUMNS)):
        raise BadInput(
            f"{name}: unknown column {unknown[0]!r}", place="row 1", remedy="use " + ", ".join(COLUMNS)
        )
    if "name" not in header:
        raise BadInput(f"{name}: no column 'name'", place="row 1", remedy="add a column 'name'")
    if len(set(header)) != len(header):
        raise BadInput(f"{name}: a column stands twice", place="row 1", remedy="name each column once")
    rows = csv.reader(lines, strict=True)
    next(rows)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Asked(rows.line_num, Query(), f"not a CSV row: {error}")
            continue
        if not row:
            continue
        values: dict[str, Any] = dict(zip(header, (cell.strip() for cell in row), strict=False))
        if len(row) != len(header):
            yield Asked(
                rows.line_num,
                Query(name=values.get("name", "")),
                f"{len(row)} cells, the header has {len(header)}",
            )
            continue
        yield _asked(rows.line_num, Query(**values))


def _json(lines: Iterator[str]) -> Iterator[Asked]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            shape = json.loads(line)
            properties = {key: [str(one) for one in values] for key, values in shape["properties"].items()}
            schema = str(shape["schema"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Asked(number, Query(), "not a FollowTheMoney entity: schema and properties are needed")
            continue
        names = properties.get("name", []) + properties.get("alias", [])
        values = {ours: properties[theirs][0] for theirs, ours in _FTM.items() if properties.get(theirs)}
        identifier = next((properties[key][0] for key in _IDENTIFIERS if properties.get(key)), "")
        yield _asked(
            number,
            Query(
                name=names[0] if names else "",
                aliases=tuple(names[1:]),
                schema=schema,
                identifier=identifier,
                id=str(shape.get("id", "")),
                **values,
            ),
        )


def _asked(row: int, query: Query) -> Asked:
    if not any(getattr(query, column) for column in ("name", "imo", "mmsi", "bic", "identifier")):
        return Asked(row, query, "nothing to ask: no name and no identifier")
    return Asked(row, query)


def as_json(query: Query) -> dict[str, object]:
    """The fields that were given."""
    given = {field.name: getattr(query, field.name) for field in fields(query)}
    return {"name": query.name} | {name: value for name, value in given.items() if value}
