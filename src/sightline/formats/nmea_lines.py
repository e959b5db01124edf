"""Lines of NMEA 0183 as arrays over a block of bytes: where each stands, and whether its checksum holds.

A line is a tag block (`\\s:…,c:…*hh\\`), a sentence (`!AIVDM,…*hh`, `$PGHP,…*hh`), or a tag block before a
sentence. Some receivers write more behind the checksum (`!AIVDM,…*hh,r003669961,1106092800`). Nothing here
goes line by line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sightline.errors import Hostile
from sightline.formats.cells import Mask
from sightline.formats.source import Readable
from sightline.formats.text_lines import BOM
from sightline.formats.unpacked import Unpacked

Ints = npt.NDArray[np.int64]
Octets = npt.NDArray[np.uint8]

BLOCK = 1024 * 1024
"""bytes read at a time"""
LONGEST_LINE = 64 * 1024
"""bytes of a line; NMEA allows 82, and tag blocks add little"""
LF, CR, STAR, COMMA, SLASH, BANG, DOLLAR = (ord(letter) for letter in "\n\r*,\\!$")
_NO_HEX = 255
_HEX = np.full(256, _NO_HEX, np.uint8)
for _digit in b"0123456789abcdefABCDEF":
    _HEX[_digit] = int(chr(_digit), 16)


class Piece(NamedTuple):
    """Whole lines of a file, where they begin in the unpacked bytes, and the number of lines before them."""

    raw: bytes
    offset: int
    lines: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a block. Indices run over the lines that are not empty, byte numbers within `octets`.

    `start` and `whole` bound the line, `sentence` and `end` its sentence, up to its checksum; `sound` tells
    whether that is there and holds.
    """

    octets: Octets
    number: Ints
    start: Ints
    end: Ints
    whole: Ints
    sentence: Ints
    sound: Mask
    tags_sound: Mask
    commas: Ints

    def __len__(self) -> int:
        return len(self.start)

    def raw(self, index: int) -> bytes:
        """The bytes of a line."""
        return self.octets[self.start[index] : self.whole[index]].tobytes()

    def first(self) -> Octets:
        """The first byte of each line's sentence; 0 where a tag block stands alone."""
        at = np.minimum(self.sentence, len(self.octets) - 1)
        return np.where(self.sentence < self.end, self.octets[at], 0).astype(np.uint8)


def pieces(item: Readable, stream: Unpacked) -> Iterator[Piece]:
    """The unpacked bytes cut at line ends; Hostile at a line beyond `LONGEST_LINE`."""
    rest, offset, lines, begun = b"", 0, 0, False
    for piece in stream.pieces(BLOCK):
        if not begun and piece.startswith(BOM):
            piece, offset = piece[len(BOM) :], len(BOM)
        begun = True
        rest += piece
        cut = rest.rfind(b"\n") + 1
        if len(rest) - cut > LONGEST_LINE:
            raise Hostile(
                f"a line of {item.name} is longer than {LONGEST_LINE} bytes",
                place=f"bytes {min(offset + cut, item.size - 1)}-{item.size - 1}",
                remedy="NMEA has no such lines: do not trust this file",
            )
        if cut:
            yield Piece(rest[:cut], offset, lines)
            lines += rest.count(b"\n", 0, cut)
            rest, offset = rest[cut:], offset + cut
    if rest:
        yield Piece(rest, offset, lines)


def parse(piece: Piece) -> Lines:
    """The lines of a block that hold anything."""
    octets = np.frombuffer(piece.raw, np.uint8)
    ends = np.flatnonzero(octets == LF)
    if not piece.raw.endswith(b"\n"):
        ends = np.append(ends, len(octets))
    starts = np.empty_like(ends)
    starts[0], starts[1:] = 0, ends[:-1] + 1
    ends, starts = _stripped(octets, starts, ends)
    kept = np.flatnonzero(ends > starts)
    starts, ends = starts[kept], ends[kept]
    sentence, tags_sound = _after_tags(octets, starts, ends)
    closed = _closed(octets, sentence, ends)
    return Lines(
        octets,
        piece.lines + 1 + kept,
        starts,
        closed,
        ends,
        sentence,
        _sound(octets, sentence, closed),
        tags_sound,
        np.flatnonzero(octets == COMMA),
    )


def _stripped(octets: Octets, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Line ends without carriage returns and blanks before them."""
    while True:
        last = octets[np.maximum(ends - 1, 0)] if len(octets) else octets
        blank = (ends > starts) & ((last == CR) | (last == ord(" ")) | (last == ord("\t")))
        if not blank.any():
            return ends, starts
        ends = ends - blank


def _closed(octets: Octets, sentence: Ints, ends: Ints) -> Ints:
    """Where each sentence ends: behind the two digits of its checksum where a comma follows them."""
    stars = np.flatnonzero(octets == STAR)
    if not len(stars):
        return ends
    star = stars[np.maximum(np.searchsorted(stars, ends) - 1, 0)]
    more = (star >= sentence) & (ends - star > 3)
    more &= octets[np.minimum(star + 3, len(octets) - 1)] == COMMA
    return np.where(more, star + 3, ends)


def _after_tags(octets: Octets, starts: Ints, ends: Ints) -> tuple[Ints, Mask]:
    """Where each sentence begins, and whether the tag block before it is whole (true without one)."""
    sentence, sound = starts.copy(), np.ones(len(starts), dtype=bool)
    if not len(starts):
        return sentence, sound
    tagged = np.flatnonzero(octets[starts] == SLASH)
    if len(tagged):
        marks = np.flatnonzero(octets == SLASH)
        closing = np.searchsorted(marks, starts[tagged], side="right")
        found = np.append(marks, len(octets))[closing]
        closed = found < ends[tagged]
        sentence[tagged] = np.where(closed, found + 1, ends[tagged])
        sound[tagged] = closed & _sound(octets, starts[tagged], np.where(closed, found, starts[tagged]))
    return sentence, sound


def _sound(octets: Octets, starts: Ints, ends: Ints) -> Mask:
    """Whether the bytes between the first and `*hh` add up (exclusive or) to hh, for each stretch."""
    found = np.zeros(len(starts), dtype=bool)
    long = np.flatnonzero(ends - starts >= 5)
    if not len(long):
        return found
    first, star = starts[long] + 1, ends[long] - 3
    high, low = _HEX[octets[star + 1]], _HEX[octets[star + 2]]
    bounds = np.empty(2 * len(long), np.int64)
    bounds[::2], bounds[1::2] = first, star
    added = np.bitwise_xor.reduceat(octets, bounds)[::2]
    hexed = (high != _NO_HEX) & (low != _NO_HEX)
    found[long] = hexed & (octets[star] == STAR) & (added == high * 16 + low)
    return found
