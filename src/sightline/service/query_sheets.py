"""Parties in a spreadsheet (XLSX), row by row: never whole in memory, and no more than it may cost.

Excel keeps whole numbers as floating point and days as numbers: both come out as they are meant.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, time
from functools import partial
from itertools import islice
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

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
HEADED = 10
"""rows of a sheet in which a header may stand"""
WIDEST = 256
"""columns looked at"""
EXACT = 10**15
"""Excel keeps fifteen digits: whole numbers from here on may have lost their last ones."""
_HEAD = 64 << 10
"""bytes of a sheet in which it says how far it reaches, if it does"""
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^>]*?ref=[\"'](?:[A-Z]+[0-9]+:)?[A-Z]+([0-9]+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_TEXT, _STRING, _INLINE, _FORMULA, _VALUE = (
    f"{{{SHEET_MAIN_NS}}}{name}" for name in ("t", "si", "is", "f", "v")
)
UNKEPT = "formula"
"""the kind of a cell whose formula was never worked out"""
BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError)


def recognise(head: bytes) -> bool:
    """Whether a file begins like a spreadsheet, old or new."""
    return head.startswith((ZIP, OLE))


def cells(
    stream: BinaryIO,
    name: str,
    unread: list[str] | None = None,
    sheet: str = "",
    is_header: Callable[[list[str]], bool] = lambda _: True,
) -> Iterator[tuple[int, list[str], str]]:
    """Of the sheet so named, hidden or not, or else of the first that has a header among its first rows, or
    of the first with any: the number of each filled row, its cells as text, what is wrong with it.

    `unread`, where given, gets the names of the other sheets that hold anything, hidden ones too, before the
    first row comes. `BadInput` where it cannot be read as a workbook or has no such sheet, `Hostile` where it
    would cost too much.
    """
    whole = _seekable(stream, name)
    _check(whole, name)
    try:
        with closing(_opened(whole)) as reader:
            book = _Book(reader)
            part = _called(reader, sheet, name) if sheet else _with_header(book, is_header)
            if not part:
                return
            if unread is not None:
                unread += _others(reader, part)
            yield from book.filled(part)
    except (*BROKEN, ParseError, zipfile.BadZipFile) as error:
        raise BadInput(
            f"{name}: not a workbook that can be read: {error}", place=name, remedy="save it again, or as CSV"
        ) from error


def rows(stream: BinaryIO, sheet: str = "") -> int:
    """About how many rows that sheet has, or the first, where it says so at its beginning; 0 otherwise.

    Neither the sheet nor the table of texts is read for it.
    """
    if not stream.seekable():
        return 0
    start = stream.tell()
    try:
        with closing(_opened(stream)) as reader:
            parts = [_called(reader, sheet, "")] if sheet else _sheets(reader)
            told = [_told_rows(reader, part) for part in parts]
        return told[0] if told and told[0] == max(told) else 0  # another sheet may be the one that is read
    except (*BROKEN, ParseError, zipfile.BadZipFile, BadInput):
        return 0  # what is wrong is told when it is read
    finally:
        stream.seek(start)


def _told_rows(reader: Any, part: str) -> int:
    with reader.archive.open(part) as source:
        told = _DIMENSION.search(source.read(_HEAD))
    return min(int(told[1]), 1 << 20) if told else 0


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


def _opened(stream: BinaryIO) -> Any:
    """openpyxl's reader of the parts of a workbook, of which nothing is read yet."""
    reader = ExcelReader(stream, read_only=True, data_only=True)
    reader.close = reader.archive.close
    reader.read_manifest()
    reader.read_workbook()
    return reader


def _sheets(reader: Any) -> list[str]:
    """Where the sheets stand that a person sees, in their order."""
    return [
        part.target
        for sheet, part in reader.parser.find_sheets()
        if sheet.state == "visible" and "chartsheet" not in part.Type and part.target in reader.valid_files
    ]


def _with_header(book: _Book, is_header: Callable[[list[str]], bool]) -> str:
    """Where the first sheet stands that has a header, else the first with anything; empty where none has."""
    first = ""
    for part in book.sheets:
        head = [texts for _, texts, _ in islice(book.filled(part), HEADED)]
        if any(map(is_header, head)):
            return part
        first = first or (part if head else "")
    return first


def _called(reader: Any, wanted: str, name: str) -> str:
    """Where the sheet of that name stands, whoever sees it; capitals do not matter, as in Excel."""
    told = {
        str(sheet.name): str(part.target)
        for sheet, part in reader.parser.find_sheets()
        if "chartsheet" not in part.Type and part.target in reader.valid_files
    }
    for called, target in told.items():
        if called.strip().casefold() == wanted.strip().casefold():
            return target
    raise BadInput(
        f"{name}: no sheet is called {wanted!r}",
        place=name,
        remedy=f"name one of {', '.join(map(repr, told))}",
    )


def _others(reader: Any, read: str) -> list[str]:
    """The names of all sheets with a cell but the one that is read."""
    names = []
    for sheet, part in reader.parser.find_sheets():
        if part.target == read or "chartsheet" in part.Type or part.target not in reader.valid_files:
            continue
        with reader.archive.open(part.target) as source:
            if _CELL.search(source.read(_HEAD)):
                names.append(str(sheet.name))
    return names


class _Book:
    """A workbook whose sheets are gone through row by row; its table of texts is held."""

    def __init__(self, reader: Any) -> None:
        self.reader, self.book = reader, reader.wb
        apply_stylesheet(reader.archive, self.book)
        self.sheets = _sheets(reader)
        part = reader.package.find(SHARED_STRINGS)
        self.texts: list[str] = []
        if part is not None:
            with reader.archive.open(part.PartName[1:]) as source:
                self.texts = [_content(node) for _, node in iterparse(source) if node.tag == _STRING]

    def rows(self, sheet: str) -> Iterator[list[dict[str, Any]]]:
        """The cells that are written down, row by row.

        What openpyxl itself gives is filled up to the last row and column, which costs minutes where a sheet
        has one cell in its far corner; and it goes through the sheet once before, where that does not say how
        far it reaches.
        """
        with self.reader.archive.open(sheet) as source:
            parser = WorkSheetParser(
                source,
                self.texts,
                data_only=True,
                epoch=self.book.epoch,
                date_formats=self.book._date_formats,
                timedelta_formats=self.book._timedelta_formats,
            )
            parser.parse_cell = partial(_cell, parser, parser.parse_cell)
            for _, row in parser.parse():
                parser.row_dimensions.clear()
                if row:
                    yield row

    def filled(self, sheet: str) -> Iterator[tuple[int, list[str], str]]:
        """The number of each row that holds anything, its cells as text, what is wrong with it."""
        for row in self.rows(sheet):
            number, texts, problem = _row(row)
            if any(texts) or problem:
                yield number, texts, problem


def _content(node: Element) -> str:
    """The text of a string, whatever runs it has; the node is emptied."""
    alone = len(node) == 1 and node[0].tag == _TEXT
    text = (node[0].text or "") if alone else str(Text.from_tree(node).content)
    node.clear()
    return text.replace("x005F_", "")


def _cell(parser: Any, other: Any, cell: Element) -> dict[str, Any]:
    """A cell with a text of its own, in a quarter of the time openpyxl takes; others as it reads them."""
    if cell.find(_FORMULA) is not None and cell.get("t") != "str" and not cell.findtext(_VALUE):
        return _placed(parser, cell, "", UNKEPT)
    held = cell.find(_INLINE) if cell.get("t") == "inlineStr" else None
    if held is None or len(held) != 1 or held[0].tag != _TEXT:
        found: dict[str, Any] = other(cell)
        return found
    return _placed(parser, cell, held[0].text, "s")


def _placed(parser: Any, cell: Element, value: str | None, kind: str) -> dict[str, Any]:
    row, column = parser.row_counter, parser.col_counter + 1
    if place := cell.get("r"):
        row, column = coordinate_to_tuple(place)
    parser.col_counter = column
    return {"row": row, "column": column, "value": value, "data_type": kind}


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
    if kind == UNKEPT:
        return "", "a formula of which no result is kept: open the workbook, let it calculate, save it again"
    if isinstance(value, bool):
        return "", f"a truth value stands in it, {str(value).upper()}"
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and abs(value) >= EXACT:
        return "", f"{value} has more digits than Excel keeps: store it as text"
    return str(value).strip(), ""
