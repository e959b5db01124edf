"""Payment messages of ISO 20022 as a stream: their rows, what stands around them, and the bytes of each.

Elements are read by local names, so that any known version and any prefix gives the same; a message of a
namespace that is not known is refused, since the same names may mean other things there. A format says with
a `Shape` where its rows are and which texts it wants; everything else is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from sightline.errors import BadInput, Hostile
from sightline.formats.csv_blocks import Span
from sightline.formats.description import Doubt
from sightline.formats.iso_accounts import told_twice
from sightline.formats.iso_shape import ISO, MESSAGE_ID, Shape
from sightline.formats.payment_rows import CUT, NOTE, REMEDY, WRONG, checked
from sightline.formats.reading import Asides, Refuse
from sightline.formats.source import CHUNK, Readable
from sightline.formats.unpacked import Unpacked
from sightline.model.place import Place
from sightline.model.telemetry import Refusal

DEEPEST = 64
"""elements inside one another; the schemas have about 20"""
LONGEST_TEXT = 64 * 1024
"""letters of one element"""
MOST_PARTS = 100_000
"""payments of one booked entry"""
MOST_BROKEN = 1000
"""rows of a file in which the XML may break"""
LONGEST_TAG = 512
"""bytes of a piece that are kept, for a tag that ends in the next"""
BEFORE_NAME = 2
"""bytes of `</` before the name at which a wrong end is told"""
INSTEAD = "instead"
"""where a format says, on a line each, what was taken for what a payment does not say: noted once for all of
a file; no column"""
NO_DAY = "no day of settlement is named: the time at which {} stands for it"
MEND = "have its sender correct it, or mend it by hand and take it in again; the other transfers are taken"
TWICE = "{} stands twice, and a message may have it once: which of the two holds is not told"
ONE_OF_TWO = "ask its sender which holds, and have the message sent again"
UTF_8 = frozenset({"UTF-8", "UTF8", "US-ASCII"})
LONGEST_SIGN = 4
"""bytes of a sign in UTF-8"""
NO_UTF_8 = (
    "byte 0x{:02X} is no text in UTF-8, which the message says it is in: it may be in ISO 8859-1 or "
    "Windows-1252; convert it, or correct what it says"
)
BICS = ("FinInstnId/BICFI", "FinInstnId/BIC")
PURPOSE = ("RmtInf/Ustrd", "Purp/Cd", "Purp/Prtry")

Texts = dict[str, list[str]]


@dataclass(slots=True)
class Row:
    """A row: its number in the file, its bytes, its texts by path, its parts, and what stood around it."""

    number: int
    start: int
    end: int = 0
    within: int = 0
    """its number in its message"""
    group: int = 0
    """the number of what it stands in directly, a statement or a batch, in the file"""
    texts: Texts = field(default_factory=dict)
    parts: list[Texts] = field(default_factory=list)
    around: dict[str, str] = field(default_factory=dict)
    twice: str = ""
    """an element that may stand once and stands again, in it or around it"""

    def first(self, *paths: str, part: Texts | None = None) -> str:
        """The first text under the first path that has one, in the part if it says one; empty without."""
        for path in paths:
            for texts in (part or {}, self.texts):
                if found := next((text for text in texts.get(path, ()) if text), ""):
                    return found
        return ""


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def first_of(around: dict[str, str], *paths: str) -> str:
    """The first text under these paths around a row; empty without."""
    return next((around[path] for path in paths if around.get(path)), "")


def under(tag: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Paths below an element."""
    return tuple(f"{tag}/{path}" for path in paths)


@dataclass(frozen=True, slots=True)
class Group:
    """What rows stand in directly: its number in the file, its bytes, and what it says around them."""

    number: int
    start: int
    end: int
    around: dict[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the XML breaks: in which row (0: outside all), the bytes that are lost, and why."""

    row: int
    start: int
    end: int
    why: str


class _Nested(Exception):
    """A row begins, at a byte, inside another one, whose end is missing."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class Reader:
    """Reads a file once. `open` is the row it ends in, `announced` how many rows messages said and had.

    Where the XML breaks inside a row, that row goes to `broken`, and reading goes on behind its end, or at
    the beginning of the next. Where it breaks between rows, nothing behind it is read (`stopped`).
    """

    def __init__(self, item: Readable, shape: Shape) -> None:
        self.item, self.shape = item, shape
        self.stream = Unpacked(item)
        self.around: dict[str, str] = {}
        self.announced: list[tuple[int, int]] = []
        self.broken: list[Broken] = []
        self.open: Row | None = None
        self.groups: list[Group] = []
        """what rows stand in, as far as it ended"""
        self.substituted: dict[str, tuple[int, Place]] = {}
        """what was taken for what a row does not say: of how many, and where the first is"""
        self._group = self._group_at = self._several = 0
        self.cut = self.stopped = False
        self._count = self._in_message = self._base = self._depth = self._breaks = 0
        self._path: list[str] = []
        self._names: list[str] = []
        """the path as it is written, with prefixes"""
        self._spaces: list[tuple[int, str, str]] = []
        """depth, prefix and namespace of what is declared outside messages"""
        self.bare = 0
        """messages without a namespace"""
        self._text: list[str] = []
        self._size = 0
        self._part: Texts | None = None
        self._once, self._once_around = shape.once
        self._told: dict[str, set[str]] = {"row": set(), "part": set(), "around": set()}
        """elements that may stand once and did, in the open row, in its open part, and around rows"""
        self._twice = ""
        self._ready: list[Row] = []
        tag = shape.row.rpartition("/")[2].encode()
        self._edge = re.compile(rb"<(/?)(?:[\w.-]+:)?" + tag + rb"(?=[\s>/])")
        self._encoding: str | None = None
        self._mute = False
        self._lost = ""
        """why the open row is lost, while its end is looked for"""
        self._shift = self._at = self._lines = 0
        """what the parser's bytes begin behind; first byte of the piece; line ends before it"""
        self._piece = self._tail = b""
        self._parser = self._new()

    def place(self, label: str, start: int, end: int) -> Place:
        """Where something stands in the file, byte behind it `end`; of a packed file all of it."""
        return Place(label, 0, self.item.size - 1) if self.stream.packed else Place(label, start, end - 1)

    def rows(self) -> Iterator[Row]:
        """Every whole row. Raises BadInput where the XML breaks before the first, Hostile at a DTD or length.

        A file that merely ends too early sets `cut`, and `open` where it ends inside a row.
        """
        for piece in self.stream.pieces(CHUNK):
            self._piece = piece
            self._feed(piece, self._at)
            self._tail = (self._tail + piece)[-LONGEST_TAG:]
            self._at += len(piece)
            self._lines += piece.count(b"\n")
            yield from self._given()
            if self.stopped:
                return
        if self.open and self._lost:
            self.broken.append(Broken(self.open.number, self.open.start, self._at - 1, self._lost))
            self.open = None
        else:
            try:
                self._parser.Parse(b"", True)
            except (expat.ExpatError, LookupError, ValueError):
                self.cut = True
        yield from self._given()
        if self._base:
            self._announce()

    def _new(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(self._encoding)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.XmlDeclHandler = self._declare
        parser.StartDoctypeDeclHandler = lambda *_: self._hostile("declares a document type")
        return parser

    def _declare(self, version: str, encoding: str | None, standalone: int) -> None:
        self._encoding = encoding

    def _given(self) -> Iterator[Row]:
        ready, self._ready = self._ready, []
        yield from ready

    def _feed(self, data: bytes, at: int) -> None:
        """Parse bytes that begin at `at`; where they break inside a row, go on behind it."""
        if self._lost:
            data, at = self._tail + data, at - len(self._tail)
        while not self.stopped:
            if self._lost:
                data, at = self._behind(data, at)
                if self._lost:
                    return
            try:
                self._parser.Parse(data, False)
            except _Nested as nested:
                why, begin = "its end is missing before the next begins", nested.at
            except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding nobody knows, too
                begin = max(self._parser.ErrorByteIndex, 0) + self._shift
                why = self._no_text(data[max(0, begin - at) :]) or str(error).partition(":")[0]
            else:
                return
            self._break(why, begin)
            begin -= BEFORE_NAME
            if begin < at:  # the tag began in the piece before
                data, at = self._tail + data, at - len(self._tail)
            data, at = data[max(0, begin - at) :], max(at, begin)

    def _no_text(self, data: bytes) -> str:
        """Why bytes at which the parser stopped are no text in UTF-8; empty where they are or need not be."""
        if self._encoding and self._encoding.upper() not in UTF_8:
            return ""
        start = data[:LONGEST_SIGN]
        if not start or any(_is_text(start[:length]) for length in range(1, len(start) + 1)):
            return ""
        return NO_UTF_8.format(start[0])

    def _break(self, why: str, at: int) -> None:
        line, column = self._spot(at)
        told = f"at line {line}, column {column}: {why}"
        if self.open is not None and self._breaks < MOST_BROKEN:
            self._lost, self._breaks = told, self._breaks + 1
            return
        at = min(at, self.item.size - 1)
        if not self._count:
            raise BadInput(
                f"{self.item.name} is not well-formed XML, {told}",
                place=f"bytes {at}-{at}",
                remedy="fetch the message again, or have its sender correct it",
            )
        self.broken.append(Broken(0, at, self.item.size - 1, told))
        self.open, self.stopped = None, True

    def _behind(self, data: bytes, at: int) -> tuple[bytes, int]:
        """What stands behind the lost row, with a parser for it; `_lost` stays while that is not found."""
        found = self._edge.search(data)
        if found is None or self.open is None:
            return b"", at
        begin = found.start()
        if found[1]:
            begin = data.find(b">", found.end()) + 1
            if not begin:
                return b"", at
        self.broken.append(Broken(self.open.number, self.open.start, at + begin - 1, self._lost))
        del self._path[self._depth - 1 :], self._names[self._depth - 1 :]
        self.open = self._part = None
        self._lost, self._text, self._size = "", [], 0
        ahead = "".join(f"<{name}>" for name in self._names).encode(self._encoding or "utf-8")
        self._parser, self._mute = self._new(), True
        self._parser.Parse(ahead, False)
        self._mute = False
        self._shift = at + begin - len(ahead)
        return data[begin:], at + begin

    def _here(self) -> int:
        """The byte at which the parser stands."""
        return max(self._parser.CurrentByteIndex, 0) + self._shift

    def _spot(self, at: int) -> tuple[int, int]:
        """Line and column of a byte of this piece, or shortly before it, counted from 1."""
        before = self._tail + self._piece[: max(0, at - self._at)]
        if at < self._at:
            before = self._tail[: len(self._tail) - (self._at - at)]
        line = self._lines - self._tail.count(b"\n") + before.count(b"\n") + 1
        return line, len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1

    def _inside(self) -> str:
        """The path below the message, or below the row inside one."""
        return "/".join(self._path[self._depth if self.open else self._base :])

    def _start(self, name: str, found: dict[str, str]) -> None:
        if self._mute:
            return
        local = name.rpartition(":")[2]
        if self.open is not None and local == self.shape.row.rpartition("/")[2]:
            raise _Nested(self._here())
        self._path.append(local)
        self._names.append(name)
        if len(self._path) > DEEPEST:
            self._hostile(f"has elements more than {DEEPEST} deep")
        self._text, self._size = [], 0
        if not self._base:
            self._declared(found)
        if local in self.shape.messages:
            self._known(name)
            self.around, self._base, self._in_message = {}, len(self._path), self._count
            self._told["around"], self._twice = set(), ""
            return
        if not self._base:
            return
        inside = self._inside()
        if self.open is None:
            if inside in self.shape.containers:
                self._begin(f"{inside}/")
                if inside == self.shape.row.rpartition("/")[0]:
                    self._group, self._group_at, self._several = self._group + 1, self._here(), 0
            elif inside == self.shape.several:
                self._several += 1
            elif inside == self.shape.row:
                self._count += 1
                self.open, self._depth = (
                    Row(
                        self._count,
                        self._here(),
                        within=self._count - self._in_message,
                        group=self._group,
                        twice=self._twice,
                    ),
                    len(self._path),
                )
                self._told["row"] = set()
            elif inside in self._once_around:
                self._twice = self._twice or self._again("around", inside)
        else:
            path = inside.removeprefix(f"{self.shape.parts}/") if self._part is not None else inside
            if path in self._once:
                self.open.twice = self.open.twice or self._again(
                    "row" if self._part is None else "part", path
                )
            if inside == self.shape.parts:
                self._part, self._told["part"] = {}, set()
                self.open.parts.append(self._part)
                if len(self.open.parts) > MOST_PARTS:
                    self._hostile(f"has an entry of more than {MOST_PARTS} payments")
            if "Ccy" in found:
                self._keep(f"{inside}/@Ccy", found["Ccy"])

    def _begin(self, ahead: str) -> None:
        """Forget what was said in the container before, which this one is not about."""
        self.around = {path: text for path, text in self.around.items() if not path.startswith(ahead)}
        self._told["around"] = {path for path in self._told["around"] if not path.startswith(ahead)}
        if self._twice.startswith(ahead):
            self._twice = ""

    def _again(self, where: str, path: str) -> str:
        """The element, if it stood there before; else empty, and it did now."""
        if path in self._told[where]:
            return path
        self._told[where].add(path)
        return ""

    def _declared(self, found: dict[str, str]) -> None:
        """Keep which namespaces an element outside messages declares."""
        for key, space in found.items():
            name, _, prefix = key.partition(":")
            if name == "xmlns":
                self._spaces.append((len(self._path), prefix, space))

    def _known(self, name: str) -> None:
        """Refuse a message whose namespace is not known."""
        prefix = name.rpartition(":")[0]
        space = next((space for _, own, space in reversed(self._spaces) if own == prefix), "")
        self.bare += not space
        if self.shape.knows(space):
            return
        at = min(self._here(), self.item.size - 1)
        known = [f"{ISO}{self.shape.schema}.01 to .{self.shape.versions:02}", *sorted(self.shape.also)]
        raise BadInput(
            f"{self.item.name} holds a message {name} of an unknown namespace: {space!r}",
            place=f"bytes {at}-{at}",
            remedy=f"known are {', '.join(known)}: have it sent in one of these, or as canonical CSV",
        )

    def _keep(self, inside: str, text: str) -> None:
        """Take a text of a row, or of the part it stands in."""
        if self.open is None:
            return
        texts, path = self.open.texts, inside
        if self._part is not None and inside.startswith(f"{self.shape.parts}/"):
            texts, path = self._part, inside.removeprefix(f"{self.shape.parts}/")
        if path in self.shape.kept and text:
            texts.setdefault(path, []).append(text)

    def _end(self, name: str) -> None:
        local, text = self._path[-1], "".join(self._text).strip()
        self._text, self._size = [], 0
        if self.open and len(self._path) == self._depth:
            self.open.end = self._here() + len(f"</{name}>".encode())
            self.open.around = dict(self.around)
            self._ready.append(self.open)
            self.open = None
        elif self.open:
            inside = self._inside()
            self._keep(inside, text)
            if inside == self.shape.parts:
                self._part = None
        elif self._base and len(self._path) == self._base and local in self.shape.messages:
            self._announce()
            self._base = 0
        elif self.shape.several and self._base and self._inside() == self.shape.row.rpartition("/")[0]:
            end = self._here() + len(f"</{name}>".encode())
            self.groups.append(Group(self._group, self._group_at, end, dict(self.around)))
        elif self._base and text:
            inside = self._inside()
            if self.shape.several and inside.startswith(f"{self.shape.several}/"):
                self.around[f"{inside}#{self._several}"] = text
            if inside in self.shape.around or inside in (self.shape.count, MESSAGE_ID):
                self.around.setdefault(inside, text)
        while self._spaces and self._spaces[-1][0] == len(self._path):
            self._spaces.pop()
        self._path.pop()
        self._names.pop()

    def _announce(self) -> None:
        """Keep how many rows the message said it has, and how many it had."""
        said = self.around.get(self.shape.count, "")
        if said.isascii() and said.isdecimal() and len(said) < 16:
            self.announced.append((int(said), self._count - self._in_message))

    def _say(self, text: str) -> None:
        self._size += len(text)
        if self._size > LONGEST_TEXT:
            raise Hostile(
                f"an element of {self.item.name} is longer than {LONGEST_TEXT} letters",
                place=f"bytes 0-{self.item.size - 1}",
                remedy="no payment message has such texts: do not trust it",
            )
        self._text.append(text)

    def _hostile(self, what: str) -> NoReturn:
        at = min(self._here(), self.item.size - 1)
        raise Hostile(
            f"{self.item.name} {what}",
            place=f"bytes {at}-{at}",
            remedy="no payment message does: do not trust this file",
        )


Say = Callable[[Row], list[dict[str, str]]]
"""the payments of a row, by column of the canonical CSV"""


def read_table(reader: Reader, say: Say, refuse: Refuse, asides: Asides) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; payments that are wrong go to `refuse`.

    A row in which the XML breaks is refused alone. BadInput where it breaks before the first; where it breaks
    between two, what stands behind is refused. One that ends too early has its last row refused.
    """
    yield from checked(reader.item, _payments(reader, say, refuse, asides), refuse, asides)
    _finish(reader, refuse, asides)


def _payments(
    reader: Reader, say: Say, refuse: Refuse, asides: Asides
) -> Iterator[tuple[Span, dict[str, str]]]:
    for row in reader.rows():
        _refuse_broken(reader, refuse)
        if reader.stream.packed:
            span = Span(row.number, 0, reader.item.size - 1)
        else:
            span = Span(row.number, row.start, row.end - 1)
        if row.twice:
            refuse(Refusal(reader.item.sha256, span.place, TWICE.format(row.twice), ONE_OF_TWO))
            continue
        held: tuple[Mapping[str, str | list[str]], ...] = (row.texts, row.around, *row.parts)
        for texts in held:
            for told in told_twice(texts):
                asides.note(Doubt(reader.item.sha256, span.place, told))
        for payment in say(row):
            if why := payment.pop(WRONG, ""):
                refuse(Refusal(reader.item.sha256, span.place, why, payment.pop(REMEDY)))
                continue
            if told := payment.pop(NOTE, ""):
                asides.note(Doubt(reader.item.sha256, span.place, told))
            for told in payment.pop(INSTEAD, "").splitlines():
                count, first = reader.substituted.get(told, (0, span.place))
                reader.substituted[told] = (count + 1, first)
            yield span, payment


def _refuse_broken(reader: Reader, refuse: Refuse) -> None:
    """Refuse the rows in which the XML broke so far, and what stands behind the last break between two."""
    for one in reader.broken:
        begin, end = one.start, max(one.start, one.end)
        if reader.stream.packed:
            begin, end = 0, reader.item.size - 1
        if one.row:
            place, where = Place(f"row {one.row}", begin, end), "inside this transfer"
        else:
            place, where = Place("", begin, end), "between transfers, and nothing behind it is read"
        refuse(Refusal(reader.item.sha256, place, f"the XML breaks {where}, {one.why}", MEND))
    reader.broken.clear()


def _finish(reader: Reader, refuse: Refuse, asides: Asides) -> None:
    item = reader.item
    for doubt in reader.stream.doubts():
        asides.note(doubt)
    whole = Place.of_bytes(0, item.size)
    _refuse_broken(reader, refuse)
    if reader.open:
        begin = 0 if reader.stream.packed else reader.open.start
        place = Place(f"row {reader.open.number}", begin, max(item.size - 1, begin))
        refuse(Refusal(item.sha256, place, "the file ends inside this transfer", CUT))
    elif reader.cut:
        asides.note(Doubt(item.sha256, whole, "the file ends before its last element is closed"))
    if reader.bare:
        asides.note(
            Doubt(item.sha256, whole, "no namespace says of which version a message is: read by its elements")
        )
    for told, (count, first) in reader.substituted.items():
        of = f"of {count:,} payments: " if count > 1 else ""
        asides.note(Doubt(item.sha256, first, f"{of}taken, though {told}"))
    for said, counted in reader.announced:
        if said != counted:
            asides.note(
                Doubt(item.sha256, whole, f"a message says it has {said} transfers, and {counted} were found")
            )
