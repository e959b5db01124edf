"""Parties in a spreadsheet (XLSX), row by row: never whole in memory, and no more than it may cost.

Excel keeps whole numbers as floating point and days as numbers: both come out as they are meant.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from sightline.errors import BadInput, Hostile

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Older Excel files, and newer ones under a password."""

UNPACKED = 2 << 30
"""bytes of all parts of a workbook together; a larger table goes as CSV, which has no bound"""
SHARED = 256 << 20
"""bytes of the table of texts, the one part that is held in memory"""
PACKED = 200
"""A part over 64 MiB that is packed tighter than this is a bomb: sheets of repeated rows reach about 100."""
_BOMB_FROM = 64 << 20
PIPE = 64 << 20
"""bytes of a workbook that comes through a pipe, which cannot be read twice"""
WIDEST = 256
"""columns looked at"""
EXACT = 10**15
"""Excel keeps fifteen digits: whole numbers from here on may have lost their last ones."""
BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError)


def recognise(head: bytes) -> bool:
    """Whether a file begins like a spreadsheet, old or new."""
    return head.startswith((ZIP, OLE))


def cells(stream: BinaryIO, name: str) -> Iterator[tuple[int, list[str], str]]:
    """Of the first sheet with any: the number of each filled row, its cells as text, what is wrong with it.

    `BadInput` where it cannot be read as a workbook, `Hostile` where it would cost too much.
    """
    whole = _seekable(stream, name)
    _check(whole, name)
    try:
        with closing(openpyxl.load_workbook(whole, read_only=True, data_only=True)) as book:
            for sheet in book.worksheets:
                found = False
                if sheet.sheet_state != "visible":
                    continue
                for row in _rows(book, sheet):
                    number, texts, problem = _row(row)
                    if any(texts) or problem:
                        found = True
                        yield number, texts, problem
                if found:
                    return
    except (*BROKEN, ParseError, zipfile.BadZipFile) as error:
        raise BadInput(
            f"{name}: not a workbook that can be read: {error}", place=name, remedy="save it again, or as CSV"
        ) from error


def rows(stream: BinaryIO) -> int:
    """About how many rows the first sheet has, where it says so; 0 otherwise."""
    if not stream.seekable():
        return 0
    start = stream.tell()
    try:
        with closing(openpyxl.load_workbook(stream, read_only=True)) as book:
            return min(int(book.worksheets[0].max_row or 0), 1 << 20) if book.worksheets else 0
    except (*BROKEN, ParseError, zipfile.BadZipFile):
        return 0  # what is wrong is told when it is read
    finally:
        stream.seek(start)


def _seekable(stream: BinaryIO, name: str) -> BinaryIO:
    if stream.seekable():
        return stream
    held = stream.read(PIPE + 1)
    if len(held) > PIPE:
        raise Hostile(
            f"{name}: a workbook of more than {PIPE >> 20} MiB cannot come through a pipe",
            place=name,
            remedy="name the file, or send it as CSV",
        )
    return io.BytesIO(held)


def _check(stream: BinaryIO, name: str) -> None:
    head = stream.read(len(OLE))
    stream.seek(-len(head), io.SEEK_CUR)
    if head == OLE:
        raise BadInput(
            f"{name}: an Excel file of the older kind, or one under a password",
            place=name,
            remedy="save it as .xlsx without a password, or as CSV in UTF-8",
        )
    try:
        with zipfile.ZipFile(stream) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, *BROKEN) as error:
        raise BadInput(
            f"{name}: not a workbook that can be read: {error}", place=name, remedy="save it again, or as CSV"
        ) from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise BadInput(
            f"{name}: a packed file that is no XLSX workbook",
            place=name,
            remedy="save it as .xlsx, or as CSV in UTF-8",
        )
    _affordable(parts, name)


def _affordable(parts: list[zipfile.ZipInfo], name: str) -> None:
    remedy = "save it as CSV, which is read whatever its length"
    if (size := sum(part.file_size for part in parts)) > UNPACKED:
        raise Hostile(
            f"{name}: unpacked it has {size >> 20} MiB, more than {UNPACKED >> 20}", place=name, remedy=remedy
        )
    for part in parts:
        if part.filename.endswith("sharedStrings.xml") and part.file_size > SHARED:
            raise Hostile(
                f"{name}: its texts alone have {part.file_size >> 20} MiB", place=name, remedy=remedy
            )
        if part.file_size > _BOMB_FROM and part.file_size > PACKED * max(part.compress_size, 1):
            raise Hostile(
                f"{name}: {part.filename} is packed {part.file_size // max(part.compress_size, 1)} times",
                place=name,
                remedy=remedy,
            )


def _rows(book: Any, sheet: Any) -> Iterator[list[dict[str, Any]]]:
    """The cells that are written down, row by row.

    What openpyxl itself gives is filled up to the last row and column, which costs minutes where a sheet has
    one cell in its far corner.
    """
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, row in parser.parse():
            if row:
                yield row


def _row(row: list[dict[str, Any]]) -> tuple[int, list[str], str]:
    texts: list[str] = []
    problem = ""
    for cell in row:
        column = cell["column"]
        if cell["value"] is None or column > WIDEST:
            continue
        text, wrong = _text(cell["value"], cell["data_type"])
        texts += [""] * (column - len(texts))
        texts[column - 1] = text
        if wrong and not problem:
            problem = f"cell {get_column_letter(column)}{cell['row']}: {wrong}"
    while texts and not texts[-1]:
        texts.pop()
    return row[0]["row"], texts, problem


def _text(value: Any, kind: str) -> tuple[str, str]:
    """A cell as a person reads it, and what is wrong with it."""
    if kind == "e":
        return "", f"an error stands in it, {str(value)[:20]}"
    if isinstance(value, bool):
        return str(value).lower(), ""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and abs(value) >= EXACT:
        return "", f"{value} has more digits than Excel keeps: store it as text"
    return str(value).strip(), ""
