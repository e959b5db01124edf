"""What formats of nodes share: transfers as text with their bytes, checked like the canonical CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.formats import transfers_csv
from sightline.formats.csv_blocks import Block, Span
from sightline.formats.description import Doubt
from sightline.formats.json_records import Records
from sightline.formats.reading import Asides, Refuse
from sightline.formats.seen import Seen
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import TRANSFERS
from sightline.model.place import Place
from sightline.model.telemetry import Refusal

TOGETHER = 4096
COLUMNS = (
    "chain", "block", "tx", "index", "time", "asset", "decimals", "amount", "from_address", "to_address",
    "fee",
)  # fmt: skip
Texts = dict[str, str]


class Wrong(ValueError):
    """Why a row cannot be taken, and what to do; never leaves its format."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.remedy = remedy


@dataclass(slots=True)
class Places:
    """Numbers the rows of a file and says where they stand: in gzip the whole of it."""

    records: Records
    count: int = 0

    def next(self, start: int, end: int) -> Span:
        """The next row, from a byte up to another."""
        self.count += 1
        size = self.records.item.size
        if self.records.stream.packed:
            return Span(self.count, 0, max(0, size - 1))
        return Span(self.count, start, min(end, size) - 1)


def checked(
    item: Readable, stream: Iterator[tuple[Span, Texts]], refuse: Refuse, asides: Asides
) -> Iterator[Any]:
    """Record batches of the transfers that are well; the others are refused by row."""
    seen = Seen()
    while rows := list(islice(stream, TOGETHER)):
        sheet = Sheet(item.sha256, _block(rows))
        found = transfers_csv.checked(sheet, seen, asides)
        for refusal in sheet.refusals():
            refuse(refusal)
        yield from sheet.batches(TRANSFERS, found)


def _block(rows: list[tuple[Span, Texts]]) -> Block:
    return Block(
        {name: pa.array([texts.get(name) or None for _, texts in rows], pa.string()) for name in COLUMNS},
        *(np.array([getattr(span, part) for span, _ in rows], np.int64) for part in ("row", "start", "end")),
    )


def ended(records: Records, places: Places, refuse: Refuse, asides: Asides) -> None:
    """Tell of a file that ends inside a record or, packed, before its end."""
    for doubt in records.stream.doubts():
        asides.note(doubt)
    if records.open:
        tell(records.item, "the file ends before its last bracket is closed", asides)
    if records.cut:
        span = places.next(records.rest, records.item.size)
        place = Place(f"row {span.row}", max(0, min(span.start, span.end)), max(0, span.end))
        refuse(Refusal(records.item.sha256, place, "the file ends inside this record", "fetch it again"))


def tell(item: Readable, message: str, asides: Asides) -> None:
    """Note something of the whole file."""
    asides.note(Doubt(item.sha256, Place.of_bytes(0, item.size), message))


def refused(item: Readable, span: Span, why: Wrong, refuse: Refuse) -> None:
    """Refuse a row."""
    refuse(Refusal(item.sha256, span.place, str(why), why.remedy))


def name_of(text: object, what: str) -> str:
    """A hash, an address or the like: ASCII letters without a space."""
    if (
        not isinstance(text, str)
        or not text
        or len(text) > 200
        or not (text.isascii() and text.isprintable())
    ):
        raise Wrong(f"{what} is missing or no name", "export it again")
    if " " in text:
        raise Wrong(f"{what} has a space", "export it again")
    return text
