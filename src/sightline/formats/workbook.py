"""Sheets of an XLSX workbook as rows of text, after a look at what the archive would unpack to.

A row inside has no bytes of its own among those stored, so its place is the whole file, with the number of
the row: `row 17 · bytes 0-833394`. Open the file and count.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from sightline.errors import BadInput, Hostile, Truncated
from sightline.formats.source import Readable
from sightline.model.place import Place

MOST_STORED = 64 * 1024 * 1024
"""bytes of a workbook that is opened; Australia's list has about two million"""
MOST_UNPACKED = 512 * 1024 * 1024
MOST_PARTS = 2000
RATIO = 200
"""unpacked bytes for one stored byte of a part; sheets of text reach 10 to 40"""
UNJUDGED = 1024 * 1024
"""unpacked bytes of a part before the ratio is looked at"""
MAGIC = b"PK\x03\x04"
SHEET = "xl/workbook.xml"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CONTROLS = re.compile(r"_x000[dD]_")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's text, trimmed, and the row it stands in; days are ISO."""

    row: int
    text: str
    size: int

    @property
    def place(self) -> Place:
        """The whole file, with the number of the row."""
        return Place.of_bytes(0, self.size, f"row {self.row}")

    def part(self, first: int, last: int) -> Place:
        """As `place`: characters cannot be counted out of compressed bytes."""
        return self.place


def looks_like(head: bytes) -> bool:
    """Whether the bytes begin a zip archive, which a workbook is."""
    return head.startswith(MAGIC)


def sheets(item: Readable) -> dict[str, list[list[SheetCell]]]:
    """The rows of every visible sheet by its name, empty rows left out; all in memory.

    Hostile for an archive that would exhaust us or holds entities, Truncated or BadInput for a broken one.
    """
    return _read(item, None)


def headers(item: Readable) -> dict[str, list[str]]:
    """The first row of every sheet by its name; errors as `sheets`."""
    return {name: [cell.text for cell in rows[0]] if rows else [] for name, rows in _read(item, 1).items()}


def _read(item: Readable, most: int | None) -> dict[str, list[list[SheetCell]]]:
    _judge(item)
    try:
        with item.open() as stream, CalamineWorkbook.from_filelike(stream) as book:
            found = {}
            for name in book.sheet_names:
                table = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most)
                found[name] = list(_rows(table, item.size))
            return found
    except (CalamineError, OSError, ValueError) as error:
        raise BadInput(
            f"{item.name} is no readable workbook: {error}",
            place=_whole(item),
            remedy="fetch the file again, or save it as XLSX once more",
        ) from None


def _rows(table: Sequence[Sequence[object]], size: int) -> Iterator[list[SheetCell]]:
    for number, row in enumerate(table, start=1):
        cells = [SheetCell(number, _text(value), size) for value in row]
        if any(cell.text for cell in cells):
            yield cells


def _text(value: object) -> str:
    """Whole numbers without a decimal point, days as ISO, line ends as such."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return _CONTROLS.sub("", str(value)).strip()


def _whole(item: Readable) -> str:
    return f"bytes 0-{max(item.size - 1, 0)}"


def _judge(item: Readable) -> None:
    if item.size > MOST_STORED:
        raise Hostile(
            f"{item.name} has {item.size} bytes, more than {MOST_STORED}",
            place=f"bytes {MOST_STORED}-{item.size - 1}",
            remedy="no such list is near that size: do not trust this file",
        )
    try:
        with item.open() as stream, zipfile.ZipFile(stream) as archive:
            _judge_parts(item, archive)
    except zipfile.BadZipFile as error:
        raise Truncated(
            f"{item.name} is no whole workbook: {error}", place=_whole(item), remedy="fetch the file again"
        ) from None
    except (NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise BadInput(
            f"{item.name} does not unpack: {error}", place=_whole(item), remedy="fetch the file again"
        ) from None


def _judge_parts(item: Readable, archive: zipfile.ZipFile) -> None:
    """Unpack every XML part once, in pieces, and stop at the first that grows too far or has a DTD."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise _hostile(item, f"has {len(parts)} parts, more than {MOST_PARTS}")
    total = 0
    for part in parts:
        got, edge = 0, b""
        with archive.open(part) as stream:
            while piece := stream.read(64 * 1024):
                got += len(piece)
                total += len(piece)
                if total > MOST_UNPACKED or (got > UNJUDGED and got > RATIO * max(part.compress_size, 1)):
                    raise _hostile(item, f"unpacks to more than {got} bytes in {part.filename}")
                if part.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(edge + piece):
                    raise _hostile(item, f"declares a document type in {part.filename}")
                edge = piece[-16:]


def _hostile(item: Readable, what: str) -> Hostile:
    return Hostile(f"{item.name} {what}", place=_whole(item), remedy="do not trust this file")
