"""The bytes of a table file as one stream, unpacked where they came in gzip.

A place must be checkable in stored bytes. Inside gzip a row has no byte range of its own, so its place is
the whole compressed item (`row 17 · bytes 0-833394`): unpack the item and count rows.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sightline.errors import BadInput, Hostile
from sightline.formats.description import Doubt
from sightline.formats.source import CHUNK, LONGEST, Readable
from sightline.formats.text_lines import BOM
from sightline.model.place import Place

CUT = "the compressed file ends before it is complete: what was behind its last whole row is missing"
GZIP = b"\x1f\x8b"
RATIO = 200
"""unpacked bytes for one stored byte; beyond it a file was made to exhaust us. AIS and CSV reach 4 to 30"""
UNJUDGED = 64 * 1024 * 1024
"""unpacked bytes before the ratio is looked at"""
MOST = 256 * 1024**3
"""unpacked bytes of any file"""


def is_packed(head: bytes) -> bool:
    """Whether the bytes begin a gzip file."""
    return head.startswith(GZIP)


def start(head: bytes) -> bytes:
    """The first bytes once unpacked, without a byte order mark; empty when they do not unpack."""
    if is_packed(head):
        try:
            head = zlib.decompressobj(31).decompress(head, CHUNK)
        except zlib.error:
            return b""
    return head.removeprefix(BOM)


class Unpacked:
    """A stream of an item's bytes in pieces; `packed` tells whether they came in gzip.

    `cut` is true once the pieces are read and the gzip stream turned out to lack its end.
    """

    def __init__(self, item: Readable) -> None:
        self.item = item
        with item.open() as stream:
            self.packed = is_packed(stream.read(len(GZIP)))
        self.cut = False

    def doubts(self) -> Iterator[Doubt]:
        """What is to be noted once the pieces are read: that a compressed file lacks its end."""
        if self.cut:
            yield Doubt(self.item.sha256, Place.of_bytes(0, self.item.size), CUT)

    def whole(self) -> bytes:
        """All of it at once, for formats of some thousand lines; Hostile beyond `LONGEST`."""
        parts, size = [], 0
        for piece in self.pieces(CHUNK):
            parts.append(piece)
            size += len(piece)
            if size > LONGEST:
                raise Hostile(f"{self.item.name} is longer than {LONGEST} bytes", remedy="split the file")
        return b"".join(parts)

    def pieces(self, size: int) -> Iterator[bytes]:
        """The bytes in order, in pieces of at most `size`; a byte order mark stays in the first."""
        with self.item.open() as stream:
            if not self.packed:
                while piece := stream.read(size):
                    yield piece
                return
            stored = iter(lambda: stream.read(CHUNK), b"")
            yield from self._unpacked(stored, size)

    def _unpacked(self, stored: Iterator[bytes], size: int) -> Iterator[bytes]:
        unpack, got, read, begun = zlib.decompressobj(31), 0, 0, False
        for chunk in stored:
            read += len(chunk)
            while True:
                if unpack.eof:
                    if not chunk.strip(b"\x00"):
                        break  # some writers pad the end with noughts
                    unpack = zlib.decompressobj(31)
                piece = self._step(unpack, chunk, size)
                got, begun = got + len(piece), True
                self._judge(got, read)
                if piece:
                    yield piece
                chunk = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
                if not chunk and len(piece) < size:
                    break
        self.cut = begun and not unpack.eof

    def _step(self, unpack: zlib._Decompress, chunk: bytes, size: int) -> bytes:
        try:
            return unpack.decompress(chunk, size)
        except zlib.error as error:
            raise BadInput(
                f"{self.item.name} does not unpack: {error}",
                place=f"bytes 0-{self.item.size - 1}",
                remedy="the compressed file is damaged: fetch it again",
            ) from None

    def _judge(self, got: int, read: int) -> None:
        if got > MOST or (got > UNJUDGED and got > RATIO * read):
            raise Hostile(
                f"{self.item.name} unpacks to more than {got} bytes from {read}",
                place=f"bytes 0-{self.item.size - 1}",
                remedy="no real recording shrinks that far: do not trust it, or unpack it yourself",
            )
