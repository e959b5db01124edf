"""Rows of a large CSV as Arrow text columns with the place of every row, block by block in constant memory.

Rows are counted as in `csv_rows`: empty lines are not rows, the header is row 1. Arrow's parser takes the
blocks it surely reads as we do; a block with a line end inside a quoted cell, a stray quotation mark or a
lone carriage return is read row by row.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as arrow_csv

from sightline.errors import FormatChanged, Hostile
from sightline.formats.description import Doubt
from sightline.formats.source import LONGEST, Readable
from sightline.formats.text_lines import BOM
from sightline.formats.unpacked import Unpacked
from sightline.model.place import Place

Ints = npt.NDArray[np.int64]
Refuse = Callable[["Span", str, str], None]

CORRECT = "correct the row, or write cells with quotation marks as CSV does"
ENCODE = "convert the file to UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`"
NOT_UTF8 = "is not UTF-8"
BLOCK = 2 * 1024 * 1024
"""bytes read at a time"""
JOINED = 64
"""lines a quoted cell may run over; beyond it a quotation mark was left open"""
UNENDED = "the last row has no line end: had the file been cut inside its last cell, nothing would show it"
WIDEST = 1000
"""columns of a header"""
_LF, _CR, _QUOTE = 10, 13, 34


@dataclass(frozen=True, slots=True)
class Span:
    """Where one row stands: its number and its first and last byte in the stored item."""

    row: int
    start: int
    end: int

    @property
    def place(self) -> Place:
        """The same as a place."""
        return Place(f"row {self.row}", self.start, self.end)


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows: a text column for each name of the header (null where a cell is empty), and their places."""

    columns: dict[str, Any]
    row: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.row)

    def span(self, index: int) -> Span:
        """Where a row stands."""
        return Span(int(self.row[index]), int(self.start[index]), int(self.end[index]))


class Table:
    """A CSV that is read once: `header`, then `blocks`. `unended` is a last row without a line end."""

    def __init__(self, item: Readable) -> None:
        self.item = item
        self.header: tuple[str, ...] = ()
        self.header_place = Place.of_bytes(0, 1, "row 1")
        self.unended: Span | None = None
        self._stream = Unpacked(item)
        self._pieces = self._stream.pieces(BLOCK)
        self._offset = 0
        self._rest = b""
        self._rows = 1
        self._read_header()

    def blocks(self, refuse: Refuse) -> Iterator[Block]:
        """The rows after the header; `refuse` is told of each that has not the header's number of cells."""
        for piece in chain([b""], self._pieces):
            raw = self._rest + piece
            cut = _cut(raw)
            if not cut and len(raw) > LONGEST:
                raise Hostile(
                    f"row {self._rows + 1} of {self.item.name} is longer than {LONGEST} bytes",
                    place=str(self._span(0, len(raw)).place),
                    remedy="no table has such rows: a quotation mark may be left open",
                )
            self._rest = raw[cut:]
            if cut:
                yield from self._block(raw[:cut], refuse)
        last, self._rest = self._rest, b""
        if last.strip(b"\r\n"):
            yield from self._last(last, refuse)

    def doubts(self) -> Iterator[Doubt]:
        """What is to be noted of the whole file once its blocks are read."""
        yield from self._stream.doubts()
        if self.unended:
            yield Doubt(self.item.sha256, self.unended.place, UNENDED)

    def _last(self, raw: bytes, refuse: Refuse) -> Iterator[Block]:
        """What stands behind the last line end that ends a row."""
        if self._stream.cut:
            refuse(
                self._span(0, len(raw)), "the compressed file ends inside this row", "fetch the file again"
            )
            return
        for block in self._block(raw, refuse):
            if len(block) and block.row[-1] == self._rows:
                self.unended = block.span(len(block) - 1)
            yield block

    def _read_header(self) -> None:
        raw = b""
        for piece in self._pieces:
            raw += piece
            if b"\n" in raw.removeprefix(BOM).lstrip(b"\r\n"):
                break
            if len(raw) > LONGEST:
                raise Hostile(
                    f"the header of {self.item.name} is longer than {LONGEST} bytes", place="bytes 0-0"
                )
        begin = len(BOM) if raw.startswith(BOM) else 0
        begin += len(raw[begin:]) - len(raw[begin:].lstrip(b"\r\n"))
        end = raw.find(b"\n", begin)
        line = raw[begin : end if end >= 0 else len(raw)].rstrip(b"\r")
        self.header_place = self._placed(begin, max(len(line), 1))
        self.header = self._names(line)
        self._offset = end + 1 if end >= 0 else len(raw)
        self._rest = raw[self._offset :]

    def _names(self, line: bytes) -> tuple[str, ...]:
        try:
            cells = next(csv.reader([line.decode("utf-8")], strict=True), [])
        except (UnicodeDecodeError, csv.Error) as error:
            raise FormatChanged(
                f"the header of {self.item.name} cannot be read: {error}",
                place=str(self.header_place),
                remedy="write the header as plain names with commas between them, in UTF-8",
            ) from None
        names = tuple(cell.strip() for cell in cells)
        doubled = sorted({name for name in names if names.count(name) > 1}) if len(names) <= WIDEST else ["…"]
        if doubled or not names:
            raise FormatChanged(
                f"the header of {self.item.name} repeats {', '.join(map(repr, doubled)) or 'nothing'}",
                place=str(self.header_place),
                remedy="give every column one name of its own",
            )
        return names

    def _placed(self, begin: int, length: int) -> Place:
        if self._stream.packed:
            return Place.of_bytes(0, self.item.size, "row 1")
        return Place.of_bytes(begin, length, "row 1")

    def _span(self, begin: int, end: int) -> Span:
        """The next row as a span: from and up to bytes counted from the end of what was read."""
        if self._stream.packed:
            return Span(self._rows + 1, 0, max(self.item.size - 1, 0))
        return Span(self._rows + 1, self._offset + begin, self._offset + max(end - 1, begin))

    def _block(self, raw: bytes, refuse: Refuse) -> Iterator[Block]:
        starts, ends = _lines(raw)
        block = self._parsed(raw, starts, ends, refuse)
        self._offset += len(raw)
        if block is not None:
            yield block

    def _parsed(self, raw: bytes, starts: Ints, ends: Ints, refuse: Refuse) -> Block | None:
        if not len(starts):
            return None
        if _plain(raw) and _decodes(raw) and (found := self._fast(raw, len(starts))):
            columns, wrong = found
            rows = self._rows + 1 + np.arange(len(starts), dtype=np.int64)
            kept = self._kept(wrong, len(starts))
            block = Block(columns, rows, *self._places(starts, ends))
            for index, cells in wrong:
                refuse(block.span(index), *_miscounted(cells, len(self.header)))
            self._rows += len(starts)
            if wrong:
                block = replace(block, row=block.row[kept], start=block.start[kept], end=block.end[kept])
            return block
        return self._slow(raw, starts, ends, refuse)

    def _places(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        if self._stream.packed:
            return np.zeros_like(starts), np.full_like(ends, max(self.item.size - 1, 0))
        return starts + self._offset, ends + (self._offset - 1)

    def _kept(self, wrong: Sequence[tuple[int, int]], count: int) -> npt.NDArray[np.bool_]:
        kept = np.ones(count, dtype=bool)
        kept[[index for index, _ in wrong]] = False
        return kept

    def _fast(self, raw: bytes, count: int) -> tuple[dict[str, Any], list[tuple[int, int]]] | None:
        """The columns by Arrow's parser and the rows it left out; None where it counts rows otherwise."""
        wrong: list[tuple[int, int]] = []

        def left_out(row: Any) -> str:
            wrong.append((row.number - 1, row.actual_columns))
            return "skip"

        names = list(self.header)
        found = arrow_csv.read_csv(
            pa.BufferReader(raw),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, block_size=len(raw) + 1, column_names=names
            ),
            parse_options=arrow_csv.ParseOptions(invalid_row_handler=left_out),
            convert_options=arrow_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
        if found.num_rows + len(wrong) != count:
            return None
        return {name: _one(found.column(name)) for name in names}, wrong

    def _slow(self, raw: bytes, starts: Ints, ends: Ints, refuse: Refuse) -> Block:
        """Row by row: a quoted cell may run over lines, and a row that cannot be read is refused alone."""
        cells: list[list[str | None]] = []
        spans: list[Span] = []
        index = 0
        while index < len(starts):
            row, used = self._row(raw, starts, ends, index)
            span = self._span(int(starts[index]), int(ends[index + used - 1]))
            self._rows += 1
            index += used
            if isinstance(row, str):
                refuse(span, row, ENCODE if row.endswith(NOT_UTF8) else CORRECT)
            else:
                cells.append(row)
                spans.append(span)
        turned = list(zip(*cells, strict=True)) or [()] * len(self.header)
        return Block(
            {name: pa.array(column, pa.string()) for name, column in zip(self.header, turned, strict=True)},
            *(
                np.array([getattr(span, part) for span in spans], np.int64)
                for part in ("row", "start", "end")
            ),
        )

    def _row(self, raw: bytes, starts: Ints, ends: Ints, first: int) -> tuple[list[str | None] | str, int]:
        """The cells of the row that begins at a line and how many lines it has, or what is wrong with it."""
        wrong = ""
        for last in range(first, min(first + JOINED, len(starts))):
            line = raw[starts[first] : ends[last]]
            if line.count(b'"') % 2:
                wrong = wrong or "a quotation mark is not closed in this row"
                continue
            found = _cells(line)
            if isinstance(found, list) and len(found) == len(self.header):
                return found, last - first + 1
            if last == first:
                return (found if isinstance(found, str) else _miscounted(len(found), len(self.header))[0]), 1
        return wrong, 1


def checked_header(table: Table, known: Sequence[str], required: Sequence[str]) -> None:
    """FormatChanged at a column that is not known or a required one that is missing."""
    unknown = [name for name in table.header if name not in known]
    missing = [name for name in required if name not in table.header]
    if unknown or missing:
        what = [f"has unknown columns {', '.join(map(repr, unknown))}"] if unknown else []
        what += [f"lacks the columns {', '.join(missing)}"] if missing else []
        raise FormatChanged(
            f"{table.item.name} {' and '.join(what)}",
            place=str(table.header_place),
            remedy=f"name the columns as `sightline formats` has them; required: {', '.join(required)}",
        )


def header_of(head: bytes) -> tuple[str, ...]:
    """The names in the first line of unpacked bytes, for `recognise`; empty when it is no CSV header."""
    line = head.lstrip(b"\r\n").partition(b"\n")[0]
    try:
        cells = next(csv.reader([line.decode("utf-8")]), [])
    except (UnicodeDecodeError, csv.Error):
        return ()
    return tuple(cell.strip() for cell in cells) if len(cells) <= WIDEST else ()


def _miscounted(cells: int, width: int) -> tuple[str, str]:
    what = "missing" if cells < width else "too many"
    return (
        f"{what} cells: {cells}, where the header has {width}",
        "complete the row; a comma inside a cell needs quotation marks round the cell",
    )


def _one(column: Any) -> Any:
    return (
        column.chunk(0)
        if column.num_chunks == 1
        else pa.concat_arrays(column.chunks or [pa.array([], pa.string())])
    )


def _cut(raw: bytes) -> int:
    """Where the last row that surely ended ends; 0 when none did."""
    last = raw.rfind(b"\n") + 1
    if not last or b'"' not in raw:
        return last
    quotes = np.flatnonzero(np.frombuffer(raw, np.uint8) == _QUOTE)
    breaks = np.flatnonzero(np.frombuffer(raw, np.uint8) == _LF)
    outside = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
    joined = len(breaks) > JOINED and (not len(outside) or outside[-1] < breaks[-JOINED])
    if joined or not len(outside):
        return last if len(breaks) > JOINED else 0
    return int(outside[-1]) + 1


def _lines(raw: bytes) -> tuple[Ints, Ints]:
    """First byte of each line that is not empty, and the byte behind its last."""
    octets = np.frombuffer(raw, np.uint8)
    ends = np.flatnonzero(octets == _LF)
    if not raw.endswith(b"\n"):
        ends = np.append(ends, len(raw))
    starts = np.empty_like(ends)
    starts[0], starts[1:] = 0, ends[:-1] + 1
    if b"\r" in raw:
        before = octets[np.maximum(ends - 1, 0)] == _CR
        ends = np.where(before & (ends > starts), ends - 1, ends)
    filled = ends > starts
    return (starts, ends) if filled.all() else (starts[filled], ends[filled])


def _plain(raw: bytes) -> bool:
    """Whether every line end ends a row, so that Arrow's parser surely counts rows as we do."""
    if b'"' not in raw:
        return True
    quotes = np.flatnonzero(np.frombuffer(raw, np.uint8) == _QUOTE)
    breaks = np.flatnonzero(np.frombuffer(raw, np.uint8) == _LF)
    return not (np.searchsorted(quotes, breaks) % 2).any() and len(quotes) % 2 == 0


def _decodes(raw: bytes) -> bool:
    if raw.isascii():
        return True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _cells(line: bytes) -> list[str | None] | str:
    """The cells of one row, None for an empty one, or what is wrong with the row."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"byte 0x{line[error.start]:02x} of this row {NOT_UTF8}"
    try:
        row = next(
            csv.reader(
                [text.replace("\r\n", "\n")] if "\n" not in text else text.splitlines(True), strict=True
            )
        )
    except csv.Error as error:
        return f"this row is not CSV: {error}"
    return [cell or None for cell in row]
