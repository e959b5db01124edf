"""Where in an item: one grammar.

    bytes 1024-2047
    row 17 · bytes 1024-2047
    element /CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[3] · bytes 1024-2047
    page 3 box 72,90,310,104

Byte numbers count from 0 and both ends are included. Rows count from 1, the header being row 1.
Boxes are left, bottom, right, top in PDF points.
"""

from __future__ import annotations

import re

import msgspec

from sightline.errors import BadInput

_GRAMMAR = re.compile(
    r"(?:(?P<label>row [1-9]\d*|element /\S+) · )?bytes (?P<start>\d+)-(?P<end>\d+)"
    r"|(?P<page>page [1-9]\d* box -?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?){3})"
)


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """A place: what a reader understands, and the bytes (absent for a page of a PDF)."""

    label: str = ""
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError("a byte range has two ends")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"a byte range runs forward: {self.start}-{self.end}")
        if self.start is None and not self.label.startswith("page "):
            raise ValueError("a place without bytes is a page")

    def __str__(self) -> str:
        if self.start is None:
            return self.label
        span = f"bytes {self.start}-{self.end}"
        return f"{self.label} · {span}" if self.label else span

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read a place; `BadInput` when it is not in the grammar."""
        found = _GRAMMAR.fullmatch(text)
        if not found:
            remedy = "write 'bytes 10-20', 'row 17 · bytes 10-20' or, in a PDF, 'page 3 box 72,90,310,104'"
            raise BadInput(f"not a place: {text!r}", remedy=remedy)
        if found["page"]:
            return cls(found["page"])
        start, end = int(found["start"]), int(found["end"])
        if end < start:
            raise BadInput(f"not a place: {text!r}", remedy="a byte range runs forward")
        return cls(found["label"] or "", start, end)

    @classmethod
    def of_bytes(cls, start: int, length: int, label: str = "") -> Place:
        """The place of `length` bytes (at least one) from `start`."""
        return cls(label, start, start + max(length, 1) - 1)
