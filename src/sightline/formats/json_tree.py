"""JSON as a tree whose every value knows its bytes: for formats in which one document holds a whole list.

The document is held in memory, so it is bounded. What JSON itself allows twice or in any depth is refused:
a key that stands twice, more than `DEEPEST` levels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from sightline.errors import BadInput, FormatChanged, Hostile, Truncated
from sightline.formats.source import Readable
from sightline.formats.text_lines import BOM, decode
from sightline.model.place import Place

LARGEST = 64 * 1024 * 1024
"""bytes of a document that is held in memory"""
DEEPEST = 40
REMEDY = "compare it with the specification; report what is new, or take it out and say so"
_SPACE = re.compile(rb"[ \t\r\n]*")
_STRING = re.compile(rb'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"')
_SCALAR = re.compile(rb"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")


@dataclass(slots=True)
class Node:
    """An object, an array, or a scalar (`text`, as JSON writes it where it is no string), and its bytes."""

    start: int
    end: int = 0
    kind: str = "null"
    """object, array, string, scalar or null"""
    text: str = ""
    members: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """A member that says something: not null, not empty."""
        found = self.members.get(key)
        return found if found and found.says else None

    @property
    def says(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.text.strip() or self.members or self.items)

    def string(self, key: str) -> str:
        """The text of a member, nothing where there is none."""
        found = self.members.get(key)
        return found.text if found else ""

    def each(self, key: str) -> list[Node]:
        """The elements of an array member; a member that is none is its only element."""
        found = self.get(key)
        if found is None:
            return []
        return found.items if found.kind == "array" else [found]

    def leaves(self, path: str = "") -> Iterator[tuple[str, Node]]:
        """Every scalar below with the keys that lead to it, arrays without a number of their own."""
        if self.kind == "object":
            for key, member in self.members.items():
                yield from member.leaves(f"{path}.{key}" if path else key)
        elif self.kind == "array":
            for item in self.items:
                yield from item.leaves(path)
        elif self.says:
            yield path, self


def document(item: Readable) -> Node:
    """The whole file as one value. `Hostile` when it is too large or deep, `Truncated` when it is cut."""
    if item.size > LARGEST:
        raise Hostile(
            f"{item.name} has {item.size} bytes, more than {LARGEST}",
            place=f"bytes {LARGEST}-{item.size - 1}",
            remedy="break it into several files",
        )
    with item.open() as stream:
        raw = stream.read()
    start = len(BOM) if raw.startswith(BOM) else 0
    decode(raw[start:], start, item.name)
    return parse(raw, item.name, 0, start)


def parse(raw: bytes, name: str, offset: int = 0, start: int = 0) -> Node:
    """One JSON value that fills `raw`; places count from `offset`."""
    parser = _Parser(raw, name, offset)
    node, at = parser.value(parser.space(start), 1)
    if (at := parser.space(at)) < len(raw):
        parser.refuse("something follows the JSON value", at)
    return node


class _Parser:
    """A descent over the bytes; `offset` is added to every place."""

    def __init__(self, raw: bytes, name: str, offset: int) -> None:
        self._raw, self._name, self._offset = raw, name, offset

    def space(self, at: int) -> int:
        found = _SPACE.match(self._raw, at)
        return found.end() if found else at

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > DEEPEST:
            raise Hostile(
                f"{self._name} is nested deeper than {DEEPEST} levels",
                place=f"bytes {self._offset + at}-{self._offset + at}",
                remedy="do not trust this file",
            )
        first = self._raw[at : at + 1]
        if first == b"{":
            return self._object(at, depth)
        if first == b"[":
            return self._array(at, depth)
        if first == b'"':
            text, end = self._string(at)
            return Node(self._offset + at + 1, self._offset + end - 1, "string", text), end
        found = _SCALAR.match(self._raw, at)
        if not found:
            self.refuse("no JSON value", at)
        if found.end() == len(self._raw):
            self._cut(at)
        written = found[0].decode()
        kind, text = ("null", "") if written == "null" else ("scalar", written)
        return Node(self._offset + at, self._offset + found.end(), kind, text), found.end()

    def _object(self, at: int, depth: int) -> tuple[Node, int]:
        node = Node(self._offset + at, kind="object")
        at = self.space(at + 1)
        if self._raw[at : at + 1] == b"}":
            return self._closed(node, at)
        while True:
            if self._raw[at : at + 1] != b'"':
                self.refuse("no key of an object", at)
            key, after = self._string(at)
            if key in node.members:
                self.refuse(f"the key {key!r} stands twice", at)
            after = self._expect(b":", after)
            node.members[key], at = self.value(after, depth + 1)
            at = self.space(at)
            if self._raw[at : at + 1] == b"}":
                return self._closed(node, at)
            at = self._expect(b",", at)

    def _array(self, at: int, depth: int) -> tuple[Node, int]:
        node = Node(self._offset + at, kind="array")
        at = self.space(at + 1)
        if self._raw[at : at + 1] == b"]":
            return self._closed(node, at)
        while True:
            item, at = self.value(at, depth + 1)
            node.items.append(item)
            at = self.space(at)
            if self._raw[at : at + 1] == b"]":
                return self._closed(node, at)
            at = self._expect(b",", at)

    def _closed(self, node: Node, at: int) -> tuple[Node, int]:
        node.end = self._offset + at + 1
        return node, at + 1

    def _expect(self, mark: bytes, at: int) -> int:
        at = self.space(at)
        if self._raw[at : at + 1] != mark:
            self.refuse(f"no {mark.decode()!r}", at)
        return self.space(at + 1)

    def _string(self, at: int) -> tuple[str, int]:
        found = _STRING.match(self._raw, at)
        if not found:
            if self._raw.find(b'"', at + 1) < 0:
                self._cut(at)
            self.refuse("no JSON string", at)
        text: str = json.loads(found[0])
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self.refuse("half a surrogate pair", at)
        return text, found.end()

    def _cut(self, at: int) -> NoReturn:
        raise Truncated(
            f"{self._name} ends at byte {self._offset + len(self._raw)} inside a value",
            place=f"bytes {self._offset + at}-{self._offset + max(at, len(self._raw) - 1)}",
            remedy="fetch the file again",
        )

    def refuse(self, what: str, at: int) -> NoReturn:
        if at >= len(self._raw):
            self._cut(at)
        place = f"bytes {self._offset + at}-{self._offset + at}"
        raise BadInput(f"{self._name} is not JSON: {what}", place=place, remedy="fetch the file again")


def place_of(node: Node, label: str = "") -> Place:
    """The bytes of a value, of a string those between its quotes."""
    return Place.of_bytes(node.start, node.end - node.start, label)


def refuse(message: str, node: Node, item: Readable, label: str = "", remedy: str = REMEDY) -> NoReturn:
    """`FormatChanged` at the bytes of a value."""
    raise FormatChanged(f"{message} in {item.name}", place=str(place_of(node, label)), remedy=remedy)


def check_keys(node: Node, known: frozenset[str], what: str, item: Readable, label: str = "") -> None:
    """Refuse a value that is no object, or has a key that is not known."""
    if node.kind != "object":
        refuse(f"{what} is no object", node, item, label)
    for key, member in node.members.items():
        if key not in known:
            refuse(f"unknown attribute {key} of {what}", member, item, label)
