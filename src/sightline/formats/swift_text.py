"""Messages of the SWIFT FIN kind as a stream: header, fields and the bytes of each; in blocks or bare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sightline.errors import Hostile
from sightline.formats.source import CHUNK, Readable
from sightline.formats.unpacked import Unpacked

LONGEST_LINE = 64 * 1024
MOST_LINES = 200_000
"""lines of one message; a statement is cut into messages long before"""
_TYPE = re.compile(r"\{2:([IO])(\d{3})(.*?)\}", re.S)
_BASIC = re.compile(r"\{1:[A-Z]\d{2}([A-Z0-9]{12})")
_BEGIN = re.compile(r"\{1:[A-Z]\d{2}")
_BASIC_HEAD = re.compile(_BEGIN.pattern.encode())
_BETWEEN = b"$\x01\x03 \t\r\n"
"""bytes that stand between messages and belong to none"""
_UETR = re.compile(r"\{121:([0-9a-fA-F-]{36})\}")
_FIELD = re.compile(r":(\d{2}[A-Z]?):(.*)", re.S)
_MIR = 10
"""letters of an output header before the sender's address: time of input and day"""


@dataclass(slots=True)
class Field:
    """A field: its tag (`32A`), its lines, its first byte and the one behind its last."""

    tag: str
    lines: list[str]
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return " ".join(line.strip() for line in self.lines if line.strip())


@dataclass(slots=True)
class Message:
    """A message: number in the file, bytes from and up to, type (`103`), BIC of sender and receiver."""

    number: int
    start: int
    end: int = 0
    kind: str = ""
    sender: str = ""
    receiver: str = ""
    uetr: str = ""
    fields: list[Field] = field(default_factory=list)
    whole: bool = False
    """whether its end was there"""
    bare: bool = False
    """whether it came without the header that names type, sender and receiver"""

    def of(self, *tags: str) -> Field | None:
        """The first field with one of these tags, the first tag before the others."""
        return next((one for tag in tags for one in self.fields if one.tag == tag), None)


def messages(item: Readable, stream: Unpacked) -> Iterator[Message]:
    """Every message in the order of the file; one that lacks its end is not `whole`."""
    found: Message | None = None
    header, count = "", 0
    for at, line in _lines(item, stream):
        text = line.decode("latin-1").rstrip("\r\n")
        begin = head.start() if (head := _BEGIN.search(text)) else -1
        bare = found is None and text.startswith(":20:")
        if begin >= 0 or bare or (found is not None and not found.kind and text.startswith(":20:")):
            if found is not None:
                yield _ended(found)  # one bare message ends where the next begins
            count += 1
            found, header = Message(count, at + max(begin, 0)), ""
            text = text[max(begin, 0) :]
        if found is None:
            continue
        found.end = at + len(line)
        if not found.fields and not text.startswith(":"):
            header += text
            if "{4:" in text:
                _head(found, header)
            if not text.endswith("-}"):
                continue
        if text.startswith("-}") or text == "-":
            yield _ended(found, closed=True)
            found = None
        elif told := _FIELD.fullmatch(text):
            found.fields.append(Field(told[1], [told[2]], at, at + len(line)))
        elif found.fields:
            found.fields[-1].lines.append(text)
            found.fields[-1].end = at + len(line)
        if found is not None and len(found.fields) > MOST_LINES:
            raise Hostile(
                f"a message of {item.name} has more than {MOST_LINES} fields",
                place=f"bytes {found.start}-{found.start}",
                remedy="no message is that long: do not trust this file",
            )
    if found is not None:
        yield _ended(found)


def _ended(message: Message, *, closed: bool = False) -> Message:
    """A message at its end; of one without a header, its type by its fields, and whether it has its last."""
    message.whole = closed
    if message.kind:
        return message
    message.bare, message.kind = True, _kind(message)
    message.whole = closed or message.of(*_LAST[message.kind]) is not None
    return message


def _kind(message: Message) -> str:
    if message.of("32A") is None:
        return ""
    if message.of("23B") is not None:
        return "103"
    return "202" if message.of("21") and message.of("58A", "58D") else ""


_LAST = {"": ("62F", "62M"), "103": ("71A",), "202": ("58A", "58D")}
"""fields that every message of a type has, the last of them; a statement's is its closing balance"""


def _head(message: Message, header: str) -> None:
    if told := _TYPE.search(header):
        own = _BASIC.search(header)
        here = own[1] if own else ""
        message.kind = told[2]
        if told[1] == "I":
            message.sender, message.receiver = _bic(here), _bic(told[3][:12])
        else:
            message.sender, message.receiver = _bic(told[3][_MIR : _MIR + 12]), _bic(here)
    if uetr := _UETR.search(header):
        message.uetr = uetr[1].lower()


def _bic(address: str) -> str:
    """The BIC of a terminal's address: eight letters, the terminal left out, and the branch if it is one."""
    branch = address[9:12]
    return address[:8] + ("" if branch == "XXX" else branch) if len(address) == 12 else address


def _lines(item: Readable, stream: Unpacked) -> Iterator[tuple[int, bytes]]:
    at, rest = 0, b""
    for piece in stream.pieces(CHUNK):
        rest += piece
        *whole, rest = rest.split(b"\n")
        for line in whole:
            yield from _parts(at, line + b"\n")
            at += len(line) + 1
        if len(rest) > LONGEST_LINE:
            raise Hostile(
                f"a line of {item.name} is longer than {LONGEST_LINE} bytes",
                place=f"bytes {at}-{at}" if not stream.packed else f"bytes 0-{item.size - 1}",
                remedy="no SWIFT message has such lines: do not trust this file",
            )
    if rest:
        yield from _parts(at, rest)


def _parts(at: int, line: bytes) -> Iterator[tuple[int, bytes]]:
    """A line cut before each message that begins in it: behind `$`, as files of RJE have it, or nothing."""
    begin = 0
    for found in _BASIC_HEAD.finditer(line):
        if line[begin : found.start()].strip(_BETWEEN):
            yield at + begin, line[begin : found.start()]
            begin = found.start()
    yield at + begin, line[begin:]
