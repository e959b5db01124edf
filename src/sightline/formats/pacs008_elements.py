"""The credit transfers of ISO 20022 `pacs.008` messages as a stream, with the bytes each stands at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from sightline.errors import BadInput, Hostile
from sightline.formats.source import CHUNK, Readable
from sightline.formats.unpacked import Unpacked

MESSAGE, HEADER, TRANSFER = "FIToFICstmrCdtTrf", "GrpHdr", "CdtTrfTxInf"
DEEPEST = 64
"""elements inside one another; the schema has about 15"""
LONGEST_TEXT = 64 * 1024
"""letters of one element"""
REFERENCES = ("PmtId/UETR", "PmtId/TxId", "PmtId/InstrId", "PmtId/EndToEndId")
"""what names a transfer, the best first; banks write NOTPROVIDED for none"""
SETTLED, ACCEPTED, CREATED, AMOUNT = "IntrBkSttlmDt", "AccptncDtTm", "CreDtTm", "IntrBkSttlmAmt"
PARTY = {
    "name": ("{0}/Nm",),
    "country": ("{0}/PstlAdr/Ctry", "{0}/CtryOfRes"),
    "account": ("{0}Acct/Id/IBAN", "{0}Acct/Id/Othr/Id"),
    "bic": ("{0}Agt/FinInstnId/BICFI", "{0}Agt/FinInstnId/BIC"),
}
SIDES = {"debtor": "Dbtr", "creditor": "Cdtr"}
PURPOSE = ("RmtInf/Ustrd", "Purp/Cd", "Purp/Prtry")
KEPT = frozenset(
    [*REFERENCES, SETTLED, ACCEPTED, AMOUNT, *PURPOSE]
    + [path.format(tag) for paths in PARTY.values() for path in paths for tag in SIDES.values()]
)
"""paths inside a transfer that are read; the many others are left out"""
KEPT_HEADER = frozenset({SETTLED, CREATED, "NbOfTxs"})


@dataclass(slots=True)
class Transfer:
    """One credit transfer: its number in the file, its bytes from and up to, texts by path, its currency."""

    number: int
    start: int
    end: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)
    currency: str = ""

    def first(self, *paths: str) -> str:
        """The first text under the first of the paths that has one; empty without."""
        return next((text for path in paths for text in self.texts.get(path, ()) if text), "")


class Reader:
    """Reads a file once. `header` is what the last group header said, `open` the transfer it ends in."""

    def __init__(self, item: Readable) -> None:
        self.item = item
        self.stream = Unpacked(item)
        self.header: dict[str, str] = {}
        self.announced: list[tuple[int, int]] = []
        self.open: Transfer | None = None
        self.cut = False
        self._count = 0
        self._in_message = 0
        self._path: list[str] = []
        self._base = 0
        self._text: list[str] = []
        self._size = 0
        self._ready: list[Transfer] = []

    def transfers(self) -> Iterator[Transfer]:
        """Every whole transfer. Raises BadInput where the XML breaks, Hostile at a DTD, depth or length.

        A file that merely ends too early sets `cut`, and `open` where it ends inside a transfer.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, found: self._start(parser, name, found)
        parser.EndElementHandler = lambda name: self._end(parser, name)
        parser.CharacterDataHandler = self._say
        parser.StartDoctypeDeclHandler = lambda *_: self._hostile(parser, "declares a document type")
        for piece in self.stream.pieces(CHUNK):
            try:
                parser.Parse(piece, False)
            except expat.ExpatError as error:
                self._broken(parser, error)
            yield from self._given()
        try:
            parser.Parse(b"", True)
        except expat.ExpatError:
            self.cut = True
        yield from self._given()
        if self._in_message:
            self._announce()

    def _given(self) -> Iterator[Transfer]:
        ready, self._ready = self._ready, []
        yield from ready

    def _start(self, parser: expat.XMLParserType, name: str, found: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._path.append(local)
        if len(self._path) > DEEPEST:
            self._hostile(parser, f"has elements more than {DEEPEST} deep")
        self._text, self._size = [], 0
        if local == MESSAGE:
            self.header = {}
            self._base, self._in_message = len(self._path), self._count
        elif local == TRANSFER and self.open is None and self._path[-2:-1] == [MESSAGE]:
            self._count += 1
            self.open = Transfer(self._count, parser.CurrentByteIndex)
        elif self.open and self._inside() == AMOUNT:
            self.open.currency = found.get("Ccy", "")

    def _end(self, parser: expat.XMLParserType, name: str) -> None:
        local, text = self._path[-1], "".join(self._text).strip()
        self._text, self._size = [], 0
        if self.open and local == TRANSFER and len(self._path) == self._base + 1:
            self.open.end = parser.CurrentByteIndex + len(f"</{name}>".encode())
            self._ready.append(self.open)
            self.open = None
        elif self.open and (inside := self._inside()) in KEPT and text:
            self.open.texts.setdefault(inside, []).append(text)
        elif self._path[self._base : -1] == [HEADER] and local in KEPT_HEADER:
            self.header[local] = text
        elif local == MESSAGE:
            self._announce()
        self._path.pop()

    def _announce(self) -> None:
        """Keep how many transfers the message said it has, and how many it had."""
        said = self.header.get("NbOfTxs", "")
        if said.isascii() and said.isdecimal() and len(said) < 16:
            self.announced.append((int(said), self._count - self._in_message))

    def _inside(self) -> str:
        return "/".join(self._path[self._base + 1 :])

    def _say(self, text: str) -> None:
        self._size += len(text)
        if self._size > LONGEST_TEXT:
            raise Hostile(
                f"an element of {self.item.name} is longer than {LONGEST_TEXT} letters",
                place=f"bytes 0-{self.item.size - 1}",
                remedy="no payment message has such texts: do not trust it",
            )
        self._text.append(text)

    def _hostile(self, parser: expat.XMLParserType, what: str) -> NoReturn:
        at = min(max(parser.CurrentByteIndex, 0), self.item.size - 1)
        raise Hostile(
            f"{self.item.name} {what}",
            place=f"bytes {at}-{at}",
            remedy="no payment message does: do not trust this file",
        )

    def _broken(self, parser: expat.XMLParserType, error: expat.ExpatError) -> NoReturn:
        at = min(max(parser.ErrorByteIndex, 0), self.item.size - 1)
        raise BadInput(
            f"{self.item.name} is not well-formed XML: {error}",
            place=f"bytes {at}-{at}",
            remedy="fetch the message again, or have its sender correct it",
        ) from None
