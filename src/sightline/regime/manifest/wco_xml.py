"""A declaration as XML in the manner of the WCO Data Model: one line a goods item.

Element names without their namespaces: `Declaration`, `GoodsShipment`, `GovernmentAgencyGoodsItem`,
`Commodity`, `Classification`, `GoodsMeasure`, `Origin`, `Consignor` and so on, wherever a profile nests
them. Written from the public names of the model; it has not met a real file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

import pyarrow as pa

from sightline.errors import BadInput, Hostile, Truncated, UnknownFormat
from sightline.regime.manifest.rows import Refused, batches

CHUNK = 1 << 16
DEEPEST = 60
LONGEST = 10_000
"""letters of one element's text"""
ITEMS = frozenset({"GovernmentAgencyGoodsItem", "ConsignmentItem", "CustomsGoodsItem"})
ROOTS = frozenset({"Declaration", "MetaData", "Manifest", "CargoReport"})
TEXTS = {
    ("Classification", "ID"): "hs",
    ("Commodity", "Description"): "goods",
    ("Commodity", "CargoDescription"): "goods",
    ("GoodsMeasure", "NetNetWeightMeasure"): "quantity",
    ("GoodsMeasure", "GrossMassMeasure"): "quantity",
    ("GoodsMeasure", "TariffQuantity"): "quantity",
    ("Origin", "CountryCode"): "origin",
    ("ExportCountry", "ID"): "from",
    ("LoadingLocation", "ID"): "from",
    ("Destination", "CountryCode"): "to",
    ("UnloadingLocation", "ID"): "to",
    ("TransitCountry", "CountryCode"): "via",
    ("Consignor", "Name"): "consignor",
    ("Exporter", "Name"): "consignor",
    ("Consignee", "Name"): "consignee",
    ("Importer", "Name"): "consignee",
    ("Carrier", "Name"): "carrier",
    ("NotifyParty", "Name"): "party",
    ("BorderTransportMeans", "ID"): "vessel",
    ("ArrivalTransportMeans", "ID"): "vessel",
    ("Declaration", "AcceptanceDateTime"): "on",
    ("Declaration", "IssueDateTime"): "on",
    ("GovernmentAgencyGoodsItem", "StatisticalValueAmount"): "value",
    ("InvoiceLine", "ItemChargeAmount"): "value",
}
UNITS = {
    "KGM": "kg",
    "TNE": "t",
    "BLL": "bbl",
    "LTR": "l",
    "MTQ": "m3",
    "NMB": "pcs",
    "H87": "pcs",
    "GRM": "g",
}


def read(stream: BinaryIO, name: str, refused: Refused) -> Iterator[pa.RecordBatch]:
    """Batches of goods items; `Truncated` where the document does not end, `Hostile` for a document type."""
    yield from batches(_items(stream, name, refused))


def _items(stream: BinaryIO, name: str, refused: Refused) -> Iterator[dict[str, str | int]]:
    document = _Document(name, refused)
    while chunk := stream.read(CHUNK):
        document.feed(chunk, last=False)
        yield from document.done()
    document.feed(b"", last=True)
    yield from document.done()


class _Document:
    """Follows the elements of one document; what stands outside an item belongs to all that follow."""

    def __init__(self, name: str, refused: Refused) -> None:
        self._name, self._refused = name, refused
        self._path: list[str] = []
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}
        self._shared: dict[str, str] = {}
        self._item: dict[str, str] | None = None
        self._ready: list[dict[str, str | int]] = []
        self._count = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser

    def feed(self, chunk: bytes, last: bool) -> None:
        """Take the next bytes."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as problem:
            place = f"line {problem.lineno} column {problem.offset}"
            kind = Truncated if last else BadInput
            raise kind(
                f"{self._name} is not whole XML: {problem}", place=place, remedy="fetch it again"
            ) from problem

    def done(self) -> Iterator[dict[str, str | int]]:
        """Items that are whole by now."""
        yield from self._ready
        self._ready = []

    def _doctype(self, *_: object) -> None:
        raise Hostile(f"{self._name} declares a document type", remedy="no manifest has one; fetch it again")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        plain = tag.rpartition(" ")[2]
        if not self._path and plain not in ROOTS:
            raise UnknownFormat(
                f"{self._name} is a {plain}, no declaration", remedy="use " + ", ".join(ROOTS)
            )
        self._path.append(plain)
        if len(self._path) > DEEPEST:
            raise Hostile(f"{self._name} is nested deeper than {DEEPEST} elements")
        self._text.clear()
        self._attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if plain in ITEMS:
            self._item = {}

    def _end(self, tag: str) -> None:
        plain = self._path.pop()
        text = " ".join("".join(self._text).split())[:LONGEST]
        self._text.clear()
        field = TEXTS.get((self._path[-1] if self._path else "", plain))
        if field and text:
            self._take(field, text)
        if plain in ITEMS and self._item is not None:
            self._count += 1
            self._ready.append({"line": self._count, **self._shared, **self._item})
            self._item = None

    def _take(self, field: str, text: str) -> None:
        into = self._item if self._item is not None else self._shared
        if field == "value" and self._attributes.get("currencyID", "USD") != "USD":
            currency = self._attributes["currencyID"]
            self._refused.add(
                f"item {self._count + 1}", f"a value in {currency} was left out: only USD is compared"
            )
            return
        if field == "quantity":
            if "quantity" in into:
                return
            unit = self._attributes.get("unitCode", "")
            into["unit"] = UNITS.get(unit, unit)
        if field == "on":
            text = text[:10] if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:8]}"
        if field in {"from", "to"} and len(text) == 5:
            text = text[:2]
        into[field] = text
