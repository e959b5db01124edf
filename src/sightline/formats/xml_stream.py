"""An XML list read as a stream: the parser, what is refused of any list, and texts with their bytes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from sightline.errors import BadInput, FormatChanged, Hostile, Truncated
from sightline.formats.source import LONGEST, Readable
from sightline.model.place import Place

REMEDY = "keep the file and report it: the publisher's layout is no longer the one this version reads"


@dataclass(slots=True)
class Leaf:
    """The text of one element, trimmed, and its bytes from `start` up to and not including `end`."""

    path: str
    text: str
    start: int
    end: int
    exact: bool
    """whether the bytes are the text's own UTF-8, so that a part of it can be counted out"""

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return Place(f"element {self.path}", self.start, self.end - 1)

    def part(self, first: int, last: int) -> Place:
        """Where the characters from `first` up to `last` stand; the whole text if bytes cannot be counted."""
        if not self.exact:
            return self.place
        start = self.start + len(self.text[:first].encode())
        return Place.of_bytes(start, len(self.text[first:last].encode()), f"element {self.path}")


def leaf_of(path: str, raw: str, start: int, end: int) -> Leaf:
    """Trim the text, and the bytes with it where they are its own (no escapes, no folded line ends)."""
    text = raw.strip()
    if len(raw.encode()) != end - start:
        return Leaf(path, text, start, max(end, start + 1), exact=False)
    if len(text) == len(raw):
        return Leaf(path, text, start, end, exact=True)
    ahead = len(raw[: len(raw) - len(raw.lstrip())].encode())
    return Leaf(path, text, start + ahead, start + ahead + len(text.encode()), exact=True)


class XmlStream(ABC):
    """Feeds a parser; refuses other encodings, document types, instructions and elements without end."""

    def __init__(self, item: Readable) -> None:
        self.item = item
        self._at = 0
        self._parser = parser = expat.ParserCreate("UTF-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction

    @abstractmethod
    def _start(self, tag: str, attributes: dict[str, str]) -> None: ...

    @abstractmethod
    def _end(self, tag: str) -> None: ...

    @abstractmethod
    def _characters(self, data: str) -> None: ...

    @abstractmethod
    def _path_now(self) -> str:
        """The path of the element that is open."""

    def _feed(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            at = max(self._parser.ErrorByteIndex, 0)
            if last:
                raise Truncated(
                    f"{self.item.name} ends at byte {self.item.size} before the list is complete ({reason})",
                    place=f"bytes {at}-{max(self.item.size - 1, at)}",
                    remedy="fetch the file again",
                ) from None
            raise BadInput(
                f"{self.item.name} is not well-formed XML in UTF-8: {reason}",
                place=f"bytes {at}-{at}",
                remedy="fetch the file again, or convert it to UTF-8 if it is in another encoding",
            ) from None

    def _refuse_endless(self, begun: int, fed: int) -> None:
        """Stop where what began at byte `begun` has not ended after so many bytes."""
        if fed - begun > LONGEST:
            raise Hostile(
                f"an element of {self.item.name} is longer than {LONGEST} bytes",
                place=f"bytes {begun}-{fed - 1}",
                remedy="no entry of this list is near that size: do not trust this file",
            )

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.upper() not in {"UTF-8", "US-ASCII"}:
            raise BadInput(
                f"{self.item.name} declares the encoding {encoding}",
                place="bytes 0-0",
                remedy="convert it to UTF-8 and correct the declaration",
            )

    def _doctype(self, *_: object) -> NoReturn:
        at = self._parser.CurrentByteIndex
        raise Hostile(
            f"{self.item.name} declares a document type, which can hide entity bombs; no list has one",
            place=f"bytes {at}-{at}",
            remedy="fetch the file from the publisher again",
        )

    def _instruction(self, target: str, data: str) -> None:
        self._changed(f"processing instruction {target}")

    def _changed(self, what: str) -> NoReturn:
        at, path = self._parser.CurrentByteIndex, self._path_now()
        raise FormatChanged(
            f"{what} in {path} of {self.item.name}", place=f"element {path} · bytes {at}-{at}", remedy=REMEDY
        )
