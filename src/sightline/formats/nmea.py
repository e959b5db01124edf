"""Recordings of AIS as NMEA 0183 sentences, plain or in gzip, with the time of each where the file has it.

Times stand in tag blocks (`\\s:…,c:…*hh\\`), in Danish recordings in the `$PGHP` line before a sentence, and
elsewhere in the last field behind the checksum, in seconds since 1970.
Messages over several sentences are put together. A position (types 1, 2, 3, 9, 18, 19, 27) becomes a row,
with what the ship said of herself before (types 5, 19, 24); other messages are decoded and counted. The row
of a place is the line; of a message over several sentences, its first line.

A sentence without a whole checksum is refused, as is a message that cannot be decoded. Sentences that are
sound but not AIS (`$GPRMC`, `$PSTT`) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from sightline.formats import ais_payload, ais_ships
from sightline.formats.cells import Mask
from sightline.formats.csv_blocks import Span
from sightline.formats.description import Description, Doubt
from sightline.formats.nmea_fields import Fields, fields
from sightline.formats.nmea_lines import BANG, DOLLAR, STAR, Lines, Piece, parse, pieces
from sightline.formats.nmea_messages import CannotDecode, decode
from sightline.formats.nmea_parts import Part, Waiting
from sightline.formats.nmea_rows import Rows
from sightline.formats.nmea_times import NO_TIME, Times, times
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.unpacked import Unpacked, start
from sightline.model.telemetry import Refusal

Ints = npt.NDArray[np.int64]
DESCRIPTION = Description(
    name="nmea",
    version=2,
    kind="table",
    title="AIS recording in NMEA 0183 sentences, plain or gzip",
    publisher="",
    list_id="",
    roles=("recording",),
    knows=("!--VDM", "!--VDO", "$PGHP", "tag block c:"),
    met_real_file=True,
    specification="IEC 61162-1, ITU-R M.1371-5, and a Danish recording of 2013-11-12",
    table="positions",
)
CUT = "the file may be cut or damaged here: fetch it again if it can be had whole"
_SENTENCE = re.compile(rb"(?:\\[^\\\r\n]*\\)?(?:[!$][A-Z]{2}[A-Z0-9]{1,4},[^\r\n]*)?\r?\Z")
_AIS = re.compile(rb"![A-Z]{2}VD[MO],")


def recognise(head: bytes, name: str) -> str | None:
    """`recording` when most of the first lines are NMEA sentences and one of them is AIS."""
    lines = [line for line in start(head).split(b"\n")[:-1] or [start(head)] if line.strip()][:200]
    alike = sum(bool(_SENTENCE.match(line)) for line in lines)
    ais = any(_AIS.search(line) for line in lines)
    return "recording" if ais and alike * 2 > len(lines) else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `POSITIONS`; bad lines go to `refuse` one by one.

    `asides.passed` is told how many messages were decoded that make no row: static ones, base stations, and
    those that say their position is not available. `t_ms` is null where the file gives a sentence no time;
    of these the first is noted, with how many there are.
    """
    reader = _Reader(item, refuse)
    timeless, first = 0, Span(0, 0, 0)
    for piece in pieces(item, reader.stream):
        for batch in reader.block(piece):
            if count := batch.column("t_ms").null_count:
                first = first if timeless else _first_without_time(batch)
                timeless += count
            yield batch
        asides.pass_over(reader.take_passed(), "messages without a position")
    reader.end()
    if timeless:
        said = (
            f"positions without a time from here on: {timeless}; they are kept, and no detector can use them"
        )
        asides.note(Doubt(item.sha256, first.place, said))
    for doubt in reader.stream.doubts():
        asides.note(doubt)


def _first_without_time(batch: Any) -> Span:
    at = int(np.flatnonzero(batch.column("t_ms").is_null().to_numpy(zero_copy_only=False))[0])
    row, begin, end = (batch.column(name)[at].as_py() for name in ("row", "place_start", "place_end"))
    return Span(row, begin, end)


class _Reader:
    """What must be kept from one block to the next."""

    def __init__(self, item: Readable, refuse: Refuse) -> None:
        self.stream = Unpacked(item)
        self._item, self._refuse = item, refuse
        self._waiting = Waiting()
        self._ships = ais_ships.Ships()
        self._left = NO_TIME
        self._passed = 0
        self._wrong: list[Refusal] = []

    def take_passed(self) -> int:
        """Messages without a row since the last call."""
        count, self._passed = self._passed, 0
        return count

    def block(self, piece: Piece) -> Iterator[Any]:
        """The batches of one block; refusals first."""
        lines = parse(piece)
        if not len(lines):
            return
        first = lines.first()
        sound = lines.sound & lines.tags_sound
        gatehouse = sound & (first == DOLLAR) & _begins(lines, b"PGHP,")
        timed = times(lines, gatehouse, self._left)
        self._left = timed.left
        found = fields(lines, np.flatnonzero(sound & ~timed.wrong & (first == BANG)))
        self._name_bad(lines, first, sound, timed, found, piece)
        rows = self._rows(lines, found, timed, piece).in_order()
        for span, message in rows.wrong():
            self._say(span, message, "the transponder sent it so: nothing can be done, the rest is taken")
        self._tell()
        self._passed += rows.silent
        yield from rows.batches(self._item.sha256, self._ships)

    def end(self) -> None:
        """The file is over: messages that wait for parts are given up."""
        self._waiting.end()
        self._drop_parts()
        self._tell()

    def _span(self, lines: Lines, index: int, piece: Piece) -> Span:
        if self.stream.packed:
            return Span(int(lines.number[index]), 0, self._item.size - 1)
        begin, end = int(lines.start[index]), int(lines.whole[index])
        return Span(int(lines.number[index]), piece.offset + begin, piece.offset + end - 1)

    def _say(self, span: Span, message: str, remedy: str) -> None:
        self._wrong.append(Refusal(self._item.sha256, span.place, message, remedy))

    def _tell(self) -> None:
        for refusal in sorted(self._wrong, key=lambda one: int(one.place.label.removeprefix("row "))):
            self._refuse(refusal)
        self._wrong.clear()

    def _name_bad(
        self,
        lines: Lines,
        first: npt.NDArray[np.uint8],
        sound: Mask,
        timed: Times,
        found: Fields,
        piece: Piece,
    ) -> None:
        alone = lines.sentence >= lines.end
        sentence = (first == BANG) | (first == DOLLAR)
        ours = alone | (sentence & lines.sound)
        for index in np.flatnonzero(~(ours & lines.tags_sound) | timed.wrong).tolist():
            message = "the time of this line is not one of the years 1990 to 2100"
            if not lines.tags_sound[index]:
                message = "the tag block's checksum is missing or does not hold"
            elif not alone[index] and not sentence[index]:
                message = "not an NMEA sentence"
            elif not ours[index]:
                message = _checksum(lines.raw(index))
            self._say(self._span(lines, index, piece), message, CUT)
        for index in found.malformed:
            self._say(self._span(lines, index, piece), "the sentence's fields are not those of AIS", CUT)

    def _rows(self, lines: Lines, found: Fields, timed: Times, piece: Piece) -> Rows:
        rows = Rows()
        rows.add_reports(
            ais_payload.reports(found.letters),
            found.reports,
            timed.t_ms[found.reports],
            self._places(lines, found.reports, piece),
        )
        for place, index in enumerate(found.others.tolist()):
            part = Part(
                found.shared(lines, place),
                int(found.number[place]),
                self._span(lines, index, piece),
                int(timed.t_ms[index]),
                found.payload(lines, place),
                int(found.fill[place]),
            )
            parts = [part] if part.shared[3] == 1 else self._waiting.add(part)
            if parts:
                self._message(parts, index, rows)
        self._drop_parts()
        return rows

    def _message(self, parts: list[Part], index: int, rows: Rows) -> None:
        """A whole message whose last sentence stands at the line of this index."""
        first, last = parts[0].span, parts[-1].span
        span = Span(first.row, first.start, last.end)
        try:
            message = decode(b"".join(part.payload for part in parts), parts[-1].fill)
        except CannotDecode as error:
            self._say(span, str(error), CUT)
            return
        if message.said:
            self._ships.hear(message.mmsi, index, message.said)
        if message.position:
            rows.add(index, span, parts[0].t_ms, message.mmsi, message.position)
        else:
            self._passed += 1

    def _drop_parts(self) -> None:
        for part, why in self._waiting.dropped():
            self._say(part.span, f"part {part.number} of {part.shared[3]} of a message: {why}", CUT)

    def _places(self, lines: Lines, which: Ints, piece: Piece) -> tuple[Ints, Ints, Ints]:
        if self.stream.packed:
            whole = np.full(len(which), self._item.size - 1, np.int64)
            return lines.number[which], np.zeros_like(whole), whole
        return lines.number[which], lines.start[which] + piece.offset, lines.whole[which] + (piece.offset - 1)


def _begins(lines: Lines, with_: bytes) -> Mask:
    """Whether the sentence goes on with these bytes behind its first."""
    found = lines.end - lines.sentence > len(with_)
    for place, letter in enumerate(with_, start=1):
        at = np.minimum(lines.sentence + place, len(lines.octets) - 1)
        found &= lines.octets[at] == letter
    return found


def _checksum(raw: bytes) -> str:
    if len(raw) > 3 and raw[-3] == STAR:
        return f"the checksum does not hold: {raw[-2:].decode('ascii', 'replace')} stands there"
    return "the sentence has no checksum at its end"
