"""Lines of UTF-8 text with the bytes they stand at, read in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sightline.errors import BadInput, Hostile
from sightline.formats.source import CHUNK, LONGEST, Readable

BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """A line without its line end: number from 1, first byte, bytes, and whether a line end follows."""

    number: int
    start: int
    raw: bytes
    ended: bool


def lines(item: Readable) -> Iterator[Line]:
    """Every line, split at LF (a CR before it is dropped). A longer line than `LONGEST` is Hostile.

    A byte order mark at the start is skipped. No more than `LONGEST` and one chunk are held at a time.
    """
    number, start, kept = 1, 0, bytearray()
    with item.open() as stream:
        piece = stream.read(CHUNK)
        if piece.startswith(BOM):
            piece, start = piece[3:] or stream.read(CHUNK), 3
        while piece:
            begin, look = 0, len(kept)
            kept += piece
            while (cut := kept.find(b"\n", look)) >= 0:
                raw = bytes(kept[begin:cut])
                yield Line(number, start + begin, raw.removesuffix(b"\r"), True)
                number += 1
                begin = look = cut + 1
            del kept[:begin]
            start += begin
            if len(kept) > LONGEST:
                raise Hostile(
                    f"line {number} of {item.name} is longer than {LONGEST} bytes",
                    place=f"bytes {start}-{start + len(kept) - 1}",
                    remedy="no file we read has such lines: do not trust it, or break its lines",
                )
            piece = stream.read(CHUNK)
    if kept:
        yield Line(number, start, bytes(kept), False)


def decode(raw: bytes, start: int, name: str) -> str:
    """The bytes as UTF-8 text; BadInput naming the first byte that is none (`start`: where `raw` stands)."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        at = start + error.start
        raise BadInput(
            f"byte {at} of {name} (0x{raw[error.start]:02x}) is not UTF-8",
            place=f"bytes {at}-{at}",
            remedy="convert the file to UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`",
        ) from None
