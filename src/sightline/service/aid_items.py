"""An itemised list of aid as CSV or XLSX: one line an item, its row kept, wrong columns named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import fields

from sightline.errors import BadInput, FormatChanged
from sightline.model.aid import AidItem
from sightline.service import query_sheets

COLUMNS = tuple(one.name for one in fields(AidItem) if one.name != "row")
NEEDED = ("item",)
MOST_ITEMS = 5_000
MOST_BYTES = 20 * 2**20
Numbered = tuple[int, list[str]]


def read(data: bytes, name: str) -> tuple[AidItem, ...]:
    """The items of a list; `FormatChanged` names an unknown or missing column, `BadInput` what else is wrong.

    Empty lines are skipped. An XLSX is read from its first filled sheet; whole numbers stay whole.
    """
    if len(data) > MOST_BYTES:
        raise BadInput(f"{name} has more than {MOST_BYTES:,} bytes", place=name, remedy="split the list")
    rows = _sheet(data, name) if query_sheets.recognise(data[:8]) else _csv(data, name)
    _, first = next(rows, (1, []))
    header = [cell.strip().casefold() for cell in first]
    _check(header, name)
    found: list[AidItem] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            raise FormatChanged(f"row {number} has more cells than the header", place=f"{name} row {number}")
        given = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
        if not given.get("item"):
            raise BadInput(f"row {number} names no item", place=f"{name} row {number}", remedy="fill in item")
        found.append(AidItem(number, **given))
        if len(found) > MOST_ITEMS:
            raise BadInput(f"{name} has more than {MOST_ITEMS:,} items", place=name, remedy="split the list")
    if not found:
        raise BadInput(f"{name} lists no item", place=name, remedy="one line an item below the header")
    return tuple(found)


def _check(header: Sequence[str], name: str) -> None:
    known = ", ".join(COLUMNS)
    if unknown := [one for one in header if one not in COLUMNS]:
        raise FormatChanged(f"unknown column {unknown[0]!r}", place=f"{name} row 1", remedy=f"use {known}")
    if twice := [one for one in header if header.count(one) > 1]:
        raise FormatChanged(f"column {twice[0]!r} stands twice", place=f"{name} row 1")
    if missing := [one for one in NEEDED if one not in header]:
        raise FormatChanged(f"no column {missing[0]!r}", place=f"{name} row 1", remedy=f"use {known}")


def _csv(data: bytes, name: str) -> Iterator[Numbered]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadInput(
            f"{name} is not UTF-8 at byte {problem.start}", place=name, remedy="save it as CSV in UTF-8"
        ) from problem
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1)
    except csv.Error as problem:
        raise BadInput(f"{name} is no CSV: {problem}", place=name, remedy="save it as CSV again") from problem


def _sheet(data: bytes, name: str) -> Iterator[Numbered]:
    for number, cells, problem in query_sheets.cells(io.BytesIO(data), name):
        if problem:
            raise BadInput(
                f"row {number}: {problem}", place=f"{name} row {number}", remedy="correct the cell"
            )
        yield number, cells
