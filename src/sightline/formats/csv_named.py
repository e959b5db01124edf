"""Rows of a CSV under the names of its header, each cell with its bytes; a list is taken whole or refused."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.errors import FormatChanged, Truncated
from sightline.formats.csv_rows import Cell, Row, rows
from sightline.formats.source import Readable
from sightline.formats.text_lines import BOM
from sightline.model.place import Place

REMEDY = "keep the file and report it: the columns are no longer those this version reads"


@dataclass(frozen=True, slots=True)
class Named:
    """One row: its cells by the names of their columns, the empty ones left out."""

    row: Row
    cells: Mapping[str, Cell]

    @property
    def place(self) -> Place:
        """Where the whole row stands."""
        return self.row.place

    def __getitem__(self, column: str) -> Cell:
        return self.cells[column]

    def get(self, column: str) -> Cell | None:
        """The cell, or None when it is empty."""
        return self.cells.get(column)


def header(head: bytes) -> list[str]:
    """The names in the first line of a file's first bytes; empty when that is no header."""
    line = head.removeprefix(BOM).split(b"\n", 1)[0]
    try:
        return [name.strip() for name in next(csv.reader([line.decode("utf-8", "replace").strip()]), [])]
    except csv.Error:
        return []


def fits(head: bytes, columns: Sequence[str], signs: Sequence[str]) -> bool:
    """Whether a header has the `signs` that tell a format, and mostly its columns.

    One column more or less still fits, so that reading the file can say which.
    """
    names = header(head)
    known = sum(name in columns for name in names)
    return set(signs) <= set(names) and known * 4 >= len(names) * 3


def named_rows(item: Readable, columns: Sequence[str], needed: Sequence[str]) -> Iterator[Named]:
    """Every row below the header. FormatChanged at a column, a width or an empty `needed` cell that differs.

    Truncated when the last row has no line end.
    """
    names: list[str] = []
    for row in rows(item):
        if not names:
            names = _checked(item, row, columns)
            continue
        if not row.ended:
            raise Truncated(
                f"{item.name} ends at byte {item.size} inside row {row.number}",
                place=str(row.place),
                remedy="fetch the file again; if it is complete, end its last row with a line end",
            )
        if len(row.cells) != len(names):
            raise FormatChanged(
                f"row {row.number} of {item.name} has {len(row.cells)} cells, not {len(names)}",
                place=str(row.place),
                remedy=REMEDY,
            )
        cells = {name: cell for name, cell in zip(names, row.cells, strict=True) if cell.text}
        if missing := [name for name in needed if name not in cells]:
            raise FormatChanged(
                f"row {row.number} of {item.name} has no {missing[0]}", place=str(row.place), remedy=REMEDY
            )
        yield Named(row, cells)


def _checked(item: Readable, row: Row, columns: Sequence[str]) -> list[str]:
    names = [cell.text for cell in row.cells]
    unknown = [name for name in names if name not in columns]
    missing = [name for name in columns if name not in names]
    twice = [name for name in names if names.count(name) > 1]
    for what, found in (("unknown column", unknown), ("no column", missing), ("twice the column", twice)):
        if found:
            raise FormatChanged(f"{what} {found[0]!r} in {item.name}", place=str(row.place), remedy=REMEDY)
    return names
