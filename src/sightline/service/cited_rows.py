"""The row of a table a place names: its cells under the header, its neighbours, what was read from it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sightline.formats import register
from sightline.formats.unpacked import is_packed
from sightline.model.place import Place
from sightline.model.view import View
from sightline.service import items, table_rows
from sightline.service.workbench import Workbench

ROW = re.compile(r"row (\d+)")
CSV = "_csv"
LONGEST = 64 * 1024
"""bytes of a header or a row that are looked at"""
AROUND = 2000
"""bytes before and after the row in which neighbours are looked for"""
NEIGHBOURS = 3
"""rows shown on each side"""


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A row of a table. `header` and what stands in it are empty where the file is no plain CSV."""

    number: int
    header: tuple[str, ...]
    before: tuple[tuple[str, ...], ...]
    cells: tuple[str, ...]
    after: tuple[tuple[str, ...], ...]
    read_as: tuple[tuple[str, str], ...]
    """the columns it filled, and with what, in the units of the house"""
    packed: bool
    """whether the item is compressed, so that its bytes say nothing to a reader"""


def cited_row(view: View, bench: Workbench, sha256: str, place: Place) -> CitedRow | None:
    """The row at a place of a table item; None where the place or the item is no such thing.

    Reads the first line and what stands around the place, however large the item is.
    """
    named = ROW.fullmatch(place.label)
    held = items.visible(view, bench, sha256)
    known = register.formats().get(held.row.format)
    if named is None or known is None or known.description.kind != "table" or place.start is None:
        return None
    number = int(named[1])
    with bench.vault.open(sha256) as stream:
        packed = is_packed(stream.read(2))
        plain = known.name.endswith(CSV) and not packed
        header, before, cells, after = _around(stream, place) if plain else ((), (), (), ())
    read = table_rows.read_as(view, bench, sha256, number)
    return CitedRow(number, header, before, cells, after, read, packed)


Cells = tuple[str, ...]


def _around(stream: BinaryIO, place: Place) -> tuple[Cells, tuple[Cells, ...], Cells, tuple[Cells, ...]]:
    assert place.start is not None and place.end is not None
    stream.seek(0)
    first = stream.read(LONGEST).split(b"\n", 1)[0]
    header = next(_rows(first.removeprefix(b"\xef\xbb\xbf")), ())
    begin = max(len(first) + 1, place.start - AROUND)
    stream.seek(begin)
    above = stream.read(max(0, place.start - begin))
    stream.seek(place.start)
    own = stream.read(min(place.end + 1 - place.start, LONGEST))
    below = stream.read(AROUND)
    if begin > len(first) + 1:
        above = above.partition(b"\n")[2]
    below = below.removeprefix(b"\r").removeprefix(b"\n")
    if len(below) >= AROUND - 2:
        below = below.rpartition(b"\n")[0]
    before = [row for row in _rows(above) if len(row) == len(header)]
    after = [row for row in _rows(below) if len(row) == len(header)]
    return header, tuple(before[-NEIGHBOURS:]), next(_rows(own), ()), tuple(after[:NEIGHBOURS])


def _rows(raw: bytes) -> Iterator[Cells]:
    """Rows of CSV; what cannot be read as such ends them."""
    lines = raw.decode("utf-8", errors="replace").splitlines(keepends=True)
    try:
        yield from (tuple(row) for row in csv.reader(lines) if row)
    except csv.Error:
        return
