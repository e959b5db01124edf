"""Rows of a CSV with the bytes of every cell, read in constant memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from sightline.errors import Hostile, Truncated
from sightline.formats.source import Readable
from sightline.formats.text_lines import decode, lines
from sightline.model.place import Place

LONGEST_ROW = 1024 * 1024
"""bytes of a row that spans several lines; beyond it a quotation mark was left open"""
_CELL = re.compile(rb'[ \t]*"((?:[^"]|"")*)"[ \t]*(?:,|\Z)|([^,"][^,]*|)(?:,|\Z)')

_NULL = b"-0- "
"""OFAC's mark for nothing, more than half of all cells of its lists: a short cut"""


class Cell(msgspec.Struct, gc=False):
    """The text of one cell, trimmed, and its bytes from `start` up to and not including `end`."""

    row: int
    text: str
    start: int
    end: int
    exact: bool
    """whether the bytes are the text's own UTF-8, so that a part of it can be counted out"""

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return Place(f"row {self.row}", self.start, max(self.end - 1, self.start))

    def part(self, first: int, last: int) -> Place:
        """Where the characters from `first` up to `last` stand; the whole cell if bytes cannot be counted."""
        if not self.exact:
            return self.place
        if self.text.isascii():
            return Place(f"row {self.row}", self.start + first, self.start + max(last - 1, first))
        start = self.start + len(self.text[:first].encode())
        return Place.of_bytes(start, len(self.text[first:last].encode()), f"row {self.row}")


class Row(msgspec.Struct):
    """One row: number from 1, its bytes from and up to, its cells, and whether a line end follows."""

    number: int
    start: int
    end: int
    cells: list[Cell]
    ended: bool

    @property
    def place(self) -> Place:
        """Where the whole row stands."""
        return Place(f"row {self.number}", self.start, max(self.end - 1, self.start))


def rows(item: Readable) -> Iterator[Row]:
    """Every row; empty lines are skipped. Truncated when a quotation mark is still open at the end."""
    number, start, kept = 0, 0, b""
    for line in lines(item):
        if kept:
            kept += b"\n" + line.raw
        elif line.raw:
            start, kept = line.start, line.raw
        else:
            continue
        cells = _cells(kept, start, number + 1, item.name)
        if cells is not None:
            number += 1
            yield Row(number, start, start + len(kept), cells, line.ended)
            kept = b""
        elif len(kept) > LONGEST_ROW:
            raise Hostile(
                f"row {number + 1} of {item.name} has a quotation mark that is not closed",
                place=f"row {number + 1} · bytes {start}-{start + len(kept) - 1}",
                remedy="check that the file is complete",
            )
    if kept:
        raise Truncated(
            f"{item.name} ends at byte {item.size} inside a quoted cell of row {number + 1}",
            place=f"row {number + 1} · bytes {start}-{item.size - 1}",
            remedy="fetch the file again",
        )


def _cells(raw: bytes, start: int, number: int, name: str) -> list[Cell] | None:
    """The cells of a row; None when a quotation mark is still open."""
    if raw.isascii() and (plain := _plain(raw.decode("ascii"), start, number)):
        return plain
    cells: list[Cell] = []
    at, size = 0, len(raw)
    while True:
        found = _CELL.match(raw, at)
        if found is None:
            return None
        group = 1 if found[1] is not None else 2
        cells.append(_cell(found[group], start + found.start(group), number, name))
        at = found.end()
        if at >= size:
            if raw.endswith(b",") and found[0].endswith(b","):
                cells.append(Cell(number, "", start + size, start + size, True))
            return cells


def _plain(line: str, start: int, number: int) -> list[Cell] | None:
    """The cells of a row of ASCII whose quotation marks stand beside commas; None of any other row.

    Most rows are such: what stands between two marks is a cell, the rest is parted at commas.
    """
    cells: list[Cell] = []
    parts = line.split('"')
    last = len(parts) - 1
    for at, part in enumerate(parts):
        if at % 2:
            cells.append(_trimmed(part, start, number))
        elif part or 0 < at < last:
            first, end = bool(at), len(part) - (at < last)
            if (at and part[:1] != ",") or (at < last and part[-1:] != ","):
                return None
            begin = start + first
            for text in part[first:end].split(",") if first <= end else ():
                cells.append(_trimmed(text, begin, number))
                begin += len(text) + 1
        start += len(part) + 1
    return None if last % 2 else cells


def _trimmed(text: str, start: int, number: int) -> Cell:
    if text == "-0- ":
        return Cell(number, "-0-", start, start + 3, True)
    trimmed = text.strip()
    if len(trimmed) < len(text):
        start += len(text) - len(text.lstrip())
    return Cell(number, trimmed, start, start + len(trimmed), True)


def _cell(raw: bytes, start: int, number: int, name: str) -> Cell:
    if raw == _NULL:
        return Cell(number, "-0-", start, start + 3, True)
    whole = decode(raw, start, name)
    doubled = '""' in whole
    text = (whole.replace('""', '"') if doubled else whole).strip()
    if not doubled and len(text) < len(whole):
        ahead = len(whole) - len(whole.lstrip())
        start += len(whole[:ahead].encode())
        raw = text.encode()
    return Cell(number, text, start, start + len(raw), not doubled)
