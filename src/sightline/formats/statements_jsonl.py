"""Our own statement format, one list version as JSON lines, as `sightline lists export` writes it. Lossless.

The first line is the header: what list, of which day, how much of it, and the hash of all that follows. Then
every entry has a line with its place, followed by a line for each of its statements. Items and places are
those of the publisher's own file, so that a citation leads on to the same bytes wherever these are held.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import NoReturn, TypeVar

import msgspec

from sightline.errors import BadInput, FormatChanged, Truncated
from sightline.formats.description import Description
from sightline.formats.source import ItemSet, Readable
from sightline.formats.text_lines import Line, decode, lines
from sightline.model import schemata
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.statement import Entry, Statement

MAGIC = "sightline-statements"
VERSION = 1
REMEDY = "export the list again from the office it comes from; do not edit the file"
_MAGIC = re.compile(rb'\A\s*\{\s*"format"\s*:\s*"sightline-statements"')
Shape = TypeVar("Shape")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Cited(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An item that statements cite, as the exporting office held it; it need not be held elsewhere."""

    sha256: str
    name: str
    size: int
    source: str
    originator: str
    grade: str
    """reliability of its source, A to F"""
    marking: str
    collected_at: str
    basis: str
    document: str


class ReadBy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The format that read the publisher's file, its version, and that of the lake's rows."""

    format: str
    version: int
    schema: int


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line."""

    format: str
    version: int
    list: str
    publisher: str
    dated: str
    known_at: str
    marking: str
    read_by: ReadBy
    entries: int
    statements: int
    rows_sha256: str
    """of the sorted canonical rows, as the manifest of the partition has it"""
    lines_sha256: str
    """of the bytes of every line after this one, line ends included"""
    items: tuple[Cited, ...]


class EntryLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry: its id, where it stands, how many statements follow."""

    entry: str
    place: str
    statements: int


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statement. `grade` and `marking` are those of its item in the exporting office."""

    entity: str
    schema: str
    prop: str
    value: str
    original: str
    lang: str
    item: str
    place: str
    credibility: int
    grade: str
    marking: str


DESCRIPTION = Description(
    name="statements_jsonl",
    version=1,
    kind="entity",
    title="Sightline statements (JSON lines)",
    publisher="",
    list_id="",
    roles=("statements",),
    knows=(
        *Header.__struct_fields__,
        *(f"items/{name}" for name in Cited.__struct_fields__),
        *(f"read_by/{name}" for name in ReadBy.__struct_fields__),
        *(f"entry/{name}" for name in EntryLine.__struct_fields__),
        *(f"statement/{name}" for name in Said.__struct_fields__),
    ),
    met_real_file=True,
    specification=f"{MAGIC} version {VERSION}: the page on exchanging lists of this manual",
)
_HEADER = msgspec.json.Decoder(Header)
_ENTRY = msgspec.json.Decoder(EntryLine)
_SAID = msgspec.json.Decoder(Said)


def recognise(head: bytes, name: str) -> str | None:
    """`statements` when the first key of the first line says that it is this format."""
    return "statements" if _MAGIC.match(head.removeprefix(b"\xef\xbb\xbf")) else None


def dated(items: ItemSet) -> date | None:
    """The day of the version that was exported."""
    return date.fromisoformat(header(items["statements"]).dated)


def list_id(items: ItemSet) -> str:
    """The list's id in the office that exported it."""
    return header(items["statements"]).list


def marking(item: Readable) -> Marking:
    """What the file says it is marked; it may not be opened to more."""
    return Marking.parse(header(item).marking)


def header(item: Readable) -> Header:
    """The first line, checked; `BadInput` when it is none."""
    for line in lines(item):
        return _header(item, line)
    raise Truncated(f"{item.name} is empty", remedy=REMEDY)


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every entry as it was exported; refuse a file that was cut, edited or put together by hand."""
    reading = _Reading(items["statements"])
    yield from reading.entries()


class _Reading:
    """One pass over a file, the hash of its lines and their number kept as they go by."""

    def __init__(self, item: Readable) -> None:
        self._item = item
        self._lines = lines(item)
        first = next(self._lines, None)
        if first is None:
            raise Truncated(f"{item.name} is empty", remedy=REMEDY)
        self._header = _header(item, first)
        self._known = {one.sha256: one for one in self._header.items}
        self._whole = Marking.parse(self._header.marking)
        self._markings: dict[str, bool] = {}
        self._digest = hashlib.sha256()
        self._met: set[str] = set()
        self._said = 0

    def entries(self) -> Iterator[Entry]:
        while line := self._next():
            yield self._entry(line)
        if (len(self._met), self._said) != (self._header.entries, self._header.statements):
            raise self._cut(
                f"{len(self._met)} entries and {self._said} statements where its header says "
                f"{self._header.entries} and {self._header.statements}"
            )
        if self._digest.hexdigest() != self._header.lines_sha256:
            raise BadInput(
                f"{self._item.name} was changed after it was exported: the hash of its lines is another",
                remedy=REMEDY,
            )

    def _next(self) -> Line | None:
        line = next(self._lines, None)
        if line is None:
            return None
        if not line.ended:
            raise self._cut(f"row {line.number} has no end")
        self._digest.update(line.raw + b"\n")
        return line

    def _cut(self, what: str) -> Truncated:
        return Truncated(f"{self._item.name} is not whole: {what}", remedy="fetch the file again")

    def _entry(self, line: Line) -> Entry:
        shape = _decoded(_ENTRY, line, self._item)
        if not shape.entry.strip() or shape.entry in self._met:
            _refuse(f"the entry {shape.entry!r} stands twice or has no id", line, self._item)
        self._met.add(shape.entry)
        place = _place(shape.place, line, self._item)
        said: list[Statement] = []
        for _ in range(shape.statements):
            following = self._next()
            if following is None:
                raise self._cut(f"the entry {shape.entry} has {shape.statements} statements, not {len(said)}")
            said.append(self._statement(following, shape.entry))
        self._said += len(said)
        return Entry(shape.entry, place, tuple(said))

    def _statement(self, line: Line, entry: str) -> Statement:
        shape = _decoded(_SAID, line, self._item)
        if shape.entity != entry and not shape.entity.startswith(f"{entry}:"):
            _refuse(f"a statement about {shape.entity!r} under the entry {entry!r}", line, self._item)
        if not schemata.known(shape.schema) or shape.prop not in schemata.properties(shape.schema):
            _refuse(f"unknown property {shape.prop} of {shape.schema}", line, self._item)
        if shape.item not in self._known:
            _refuse(f"the header does not name the item {shape.item!r}", line, self._item)
        if not 1 <= shape.credibility <= 6 or shape.grade != self._known[shape.item].grade:
            _refuse(f"credibility {shape.credibility}, grade {shape.grade!r}", line, self._item)
        if not self._covered(shape.marking, line):
            _refuse(f"a statement marked {shape.marking} in a file marked {self._whole}", line, self._item)
        place = _place(shape.place, line, self._item)
        return Statement(
            shape.entity, shape.schema, shape.prop, shape.value, shape.original, shape.item, place,
            shape.lang, shape.credibility,
        )  # fmt: skip

    def _covered(self, text: str, line: Line) -> bool:
        if text not in self._markings:
            try:
                self._markings[text] = self._whole.covers(Marking.parse(text))
            except BadInput as problem:
                _refuse(problem.message, line, self._item)
        return self._markings[text]


def _header(item: Readable, line: Line) -> Header:
    found = _decoded(_HEADER, line, item)
    if found.format != MAGIC or found.version != VERSION:
        _refuse(
            f"{found.format} version {found.version}; known here: {MAGIC} version {VERSION}",
            line,
            item,
            "use a newer Sightline, or ask for an export this one reads",
        )
    try:
        date.fromisoformat(found.dated)
        Marking.parse(found.marking)
    except (ValueError, BadInput) as problem:
        _refuse(f"the header is wrong: {problem}", line, item)
    for one in found.items:
        if not _SHA256.fullmatch(one.sha256) or one.grade not in tuple("ABCDEF"):
            _refuse(f"the header names the item {one.sha256!r} graded {one.grade!r}", line, item)
    return found


def _decoded(decoder: msgspec.json.Decoder[Shape], line: Line, item: Readable) -> Shape:
    decode(line.raw, line.start, item.name)
    try:
        return decoder.decode(line.raw)
    except msgspec.ValidationError as problem:
        _refuse(str(problem), line, item)
    except msgspec.DecodeError as problem:
        if not line.ended:
            raise Truncated(
                f"{item.name} ends at byte {item.size} inside row {line.number}",
                place=str(_whole(line)),
                remedy="fetch the file again",
            ) from None
        raise BadInput(
            f"row {line.number} of {item.name} is not JSON: {problem}",
            place=str(_whole(line)),
            remedy=REMEDY,
        ) from None


def _place(text: str, line: Line, item: Readable) -> Place:
    try:
        return Place.parse(text)
    except BadInput as problem:
        _refuse(problem.message, line, item)


def _whole(line: Line) -> Place:
    return Place.of_bytes(line.start, len(line.raw), f"row {line.number}")


def _refuse(message: str, line: Line, item: Readable, remedy: str = REMEDY) -> NoReturn:
    raise FormatChanged(
        f"{message}, in row {line.number} of {item.name}", place=str(_whole(line)), remedy=remedy
    )
