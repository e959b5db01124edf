"""What bytes look like when no format knows them: archives, other binaries, structured text."""

from __future__ import annotations

import codecs
import csv
import re
from pathlib import PurePath

from sightline.errors import Hostile, UnknownFormat

ARCHIVES = {
    b"PK\x03\x04": "zip archive",
    b"PK\x05\x06": "empty zip archive",
    b"PK\x07\x08": "split zip archive",
    b"\x1f\x8b": "gzip archive",
    b"BZh": "bzip2 archive",
    b"\xfd7zXZ\x00": "xz archive",
    b"7z\xbc\xaf\x27\x1c": "7z archive",
    b"Rar!\x1a\x07": "rar archive",
    b"\x28\xb5\x2f\xfd": "zstandard archive",
}
OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"_rels/.rels")
"""what stands at the start of the zip archives that are Word, Excel or OpenDocument files"""
_TAR_MAGIC = (257, b"ustar")
BINARIES = {
    b"\x89PNG\r\n\x1a\n": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF8": "GIF image",
    b"II*\x00": "TIFF image",
    b"MM\x00*": "TIFF image",
    b"RIFF": "RIFF media file",
    b"PAR1": "Parquet file",
    b"SQLite format 3\x00": "SQLite database",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "older Office document",
}
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAMPLE_ROWS = 20
_ISO_20022 = re.compile(rb"urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3})")
_NODE = re.compile(rb'"(?:jsonrpc|transactions|tx|txid|blockhash|blockNumber)"\s*:')
_BOOKED = "give the statement of the account, camt.053, in which the same bookings stand"
INSTEAD = {
    "camt.052": f"a report on an account within the day: {_BOOKED}",
    "camt.054": f"a notice of debits and credits: {_BOOKED}",
    "pacs.002": "a report on the state of payments, of which none moves money: give what it reports on",
    "pacs.003": f"a direct debit between banks: {_BOOKED}",
    "pacs.004": f"a return of payments: {_BOOKED}",
    "pacs.007": f"a reversal of payments: {_BOOKED}",
    "pain.002": "a report on the state of orders, of which none moves money: give what it reports on",
    "pain.008": f"an order of direct debits: {_BOOKED}",
}
"""messages of ISO 20022 that are not read: what they are, and what says the same"""
_COLUMN = re.compile(rb"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_ENTITY = re.compile(rb"<!ENTITY\b")
_XML = re.compile(r"<(?:\?xml\b|!DOCTYPE\b|!--|[A-Za-z_][\w.:-]*(?:\s[^<>]*)?/?>)")
_JSON = re.compile(r'\{\s*"|\{\s*\}\s*$|\[\s*(?:[{\["]|\]\s*$|-?\d[\d.eE+-]*\s*,)')
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def refuse_structured(head: bytes, name: str, *, whole: bool) -> None:
    """Raise for what must not pass as plain text: archives, binaries, XML, JSON and CSV nobody here knows.

    `whole` tells that the head is the file. Returns when the bytes may be text.
    """
    if head.startswith(b"PK\x03\x04") and any(mark in head[:4096] for mark in OFFICE):
        raise unreadable(name, "office document")
    for magic, what in ARCHIVES.items():
        if head.startswith(magic):
            raise UnknownFormat(f"{name} is a {what}", remedy="unpack it first, then give the files inside")
    if head[_TAR_MAGIC[0] :].startswith(_TAR_MAGIC[1]):
        raise UnknownFormat(f"{name} is a tar archive", remedy="unpack it first, then give the files inside")
    for magic, what in BINARIES.items():
        if head.startswith(magic):
            raise unreadable(name, what)
    if head.startswith(UTF_16):
        raise UnknownFormat(f"{name} is text in UTF-16", remedy="convert it to UTF-8")
    if b"\x00" in head:
        raise unreadable(name)
    if head.lstrip().startswith(b"<") and (found := _ENTITY.search(head)):
        raise Hostile(
            f"{name} declares XML entities, as entity bombs do",
            place=f"bytes {found.start()}-{found.end() - 1}",
            remedy="no list we read declares any: fetch it from the publisher again",
        )
    if _HTML.match(head):
        raise unreadable(name, "HTML page")
    if known_as := looks_like(head.decode("utf-8", "replace"), name, whole=whole):
        raise UnknownFormat(
            f"{name} looks like {known_as}, but is no format known here",
            remedy=_instead(head)
            + _separated(head)
            + _header(head)
            + "`sightline formats` says what is read"
            + ("; to keep a table as plain text, give it the extension .txt" if known_as == "CSV" else ""),
        )


def _instead(head: bytes) -> str:
    """What of the same sender or node is read, where the bytes are a message or an answer that is not."""
    if found := _ISO_20022.search(head):
        message = found[1].decode()
        told = f"{message} is {INSTEAD.get(message, 'another message of ISO 20022')}; "
        return f"{told}read are pacs.008, pacs.009, pain.001 and camt.053; "
    if _NODE.search(head):
        return (
            "of Ethereum a block with its whole transactions (eth_getBlockByNumber … true), receipts and "
            "logs are read, of Bitcoin a block of getblock with verbosity 2 or 3; "
        )
    return ""


def _header(head: bytes) -> str:
    """What is wrong with the first line: its ends are old Macs', or its names are in capitals; else empty."""
    told = ""
    if b"\r" in head and b"\n" not in head:
        told = "its lines end in CR alone, as old Macs wrote them: end them in LF; "
    first = re.split(rb"[\r\n]", head.removeprefix(b"\xef\xbb\xbf"), maxsplit=1)[0]
    names = [name.strip(b' "') for name in first.split(b",")]
    if len(names) > 1 and all(_COLUMN.fullmatch(name) for name in names) and first != first.lower():
        told += "the names of columns are written in small letters; "
    return told or "check that the file is complete; "


def _separated(head: bytes) -> str:
    """What to do about cells that are not parted by commas; empty where the header has commas."""
    header = head.partition(b"\n")[0]
    found = {b";": "semicolons", b"\t": "tabs", b"|": "bars"}
    name = next((name for sign, name in found.items() if header.count(sign) > header.count(b",")), "")
    return f"its header is parted by {name}: write commas between the cells; " if name else ""


def unreadable(name: str, what: str = "binary file") -> UnknownFormat:
    """The error for bytes nothing here reads but which may be kept and cited whole."""
    error = UnknownFormat(
        f"{name} is a {what}, which nothing here reads", remedy="it can be kept and cited as a whole"
    )
    error.storable = True
    return error


def looks_like(text: str, name: str, *, whole: bool) -> str | None:
    """`XML`, `JSON` or `CSV` when the text or, failing that, the extension says so."""
    start = text.removeprefix("\ufeff").lstrip()
    extension = PurePath(name).suffix.lower()
    if _XML.match(start) or extension == ".xml":
        return "XML"
    if _JSON.match(start) or extension in {".json", ".jsonl", ".ijson", ".ndjson"}:
        return "JSON"
    if extension in {".csv", ".tsv"} or (extension != ".txt" and _is_table(start, whole=whole)):
        return "CSV"
    return None


def _is_table(text: str, *, whole: bool) -> bool:
    """Whether the first lines are rows of one width of at least three, by comma, semicolon or tab."""
    lines = text.splitlines()
    lines = [line for line in (lines if whole else lines[:-1]) if line.strip()][:SAMPLE_ROWS]
    if len(lines) < 3:
        return False
    for delimiter in ",;\t":
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() >= 3:
            return True
    return False
