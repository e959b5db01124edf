"""What the canonical CSV formats share: recognising them by their header, and reading them block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sightline.formats.csv_blocks import Span, Table, checked_header, header_of
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import SCHEMAS
from sightline.formats.unpacked import start
from sightline.model.telemetry import Refusal


@dataclass(frozen=True, slots=True)
class Layout:
    """A CSV's columns: those it must have, those it may have, and the table they fill."""

    table: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    columns: Mapping[str, str] | None = None
    """canonical names to this file's names, where they differ"""

    @property
    def known(self) -> tuple[str, ...]:
        """Every column it may have."""
        return self.required + self.optional

    def fits(self, head: bytes) -> bool:
        """Whether the first line is a header of this layout: most required columns, and mostly known ones.

        One that lacks a column or has one too many still fits, so that reading it can say which.
        """
        header = header_of(start(head))
        required = sum(name in header for name in self.required)
        known = sum(name in self.known for name in header)
        return required * 3 > len(self.required) * 2 - 1 and required > 0 and known * 2 >= len(header)


def read(
    item: Readable,
    layout: Layout,
    check: Callable[[Sheet, Asides], dict[str, Any]],
    refuse: Refuse,
    asides: Asides = NO_ASIDES,
) -> Iterator[Any]:
    """Record batches of the layout's table. `check` turns a sheet into columns and refuses its bad rows.

    Raises FormatChanged at an unknown, missing or repeated column. Refusals come in the order of the file
    within each block, before the block's batches.
    """
    table = Table(item)
    checked_header(table, layout.known, layout.required)
    pending: list[Refusal] = []

    def malformed(span: Span, message: str, remedy: str) -> None:
        pending.append(Refusal(item.sha256, span.place, message, remedy))

    for block in table.blocks(malformed):
        sheet = Sheet(item.sha256, block, layout.columns)
        columns = check(sheet, asides) if len(block) else {}
        pending.extend(sheet.refusals())
        _tell(pending, refuse)
        if columns:
            yield from sheet.batches(SCHEMAS[layout.table], columns)
    _tell(pending, refuse)
    for doubt in table.doubts():
        asides.note(doubt)


def _tell(pending: list[Refusal], refuse: Refuse) -> None:
    for refusal in sorted(pending, key=lambda one: int(one.place.label.removeprefix("row "))):
        refuse(refusal)
    pending.clear()


def columns_of(head: bytes) -> list[str]:
    """The columns of a file's first line."""
    return list(header_of(start(head)))


def recogniser(layout: Layout) -> Callable[[bytes, str], str | None]:
    """A `recognise` that answers `rows` for files of the layout."""

    def recognise(head: bytes, name: str) -> str | None:
        return "rows" if layout.fits(head) else None

    return recognise
