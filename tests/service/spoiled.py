"""Files that must be refused, each with the word its message holds and the place it names."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from tests.service.made import FTM, OFAC, UN


@dataclass(frozen=True, slots=True)
class Spoiled:
    """`place` is a pattern; the file itself where the whole of it is meant."""

    name: str
    raw: bytes
    kind: str
    says: str
    place: str
    remedy: str


UN_BYTES, FTM_BYTES, SDN = UN.read_bytes(), FTM.read_bytes(), (OFAC / "sdn.csv").read_bytes()
WHOLE = r".*/{name}$"
BYTES = r"bytes \d+-\d+$"

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE %s [
<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
<!ENTITY lol4 "&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;">
]>
<%s dateGenerated="2026-01-05T00:00:09.554Z">&lol4;</%s>
"""


def zip_bomb() -> bytes:
    """50 MB of zeros in 50 KB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.xml", bytes(50_000_000))
    return packed.getvalue()


def changed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """The bytes with one thing changed; it must be there."""
    assert old in raw
    return raw.replace(old, new)


SPOILED = {
    "XML cut in the middle": Spoiled(
        "cut.xml", UN_BYTES[: len(UN_BYTES) // 2], "Truncated", "before the list is complete", BYTES, "fetch"
    ),
    "XML cut before its last byte": Spoiled(
        "end.xml", UN_BYTES.rstrip()[:-1], "Truncated", "before the list is complete", BYTES, "fetch"
    ),
    "XML in UTF-16": Spoiled(
        "wide.xml", UN_BYTES.decode().encode("utf-16"), "UnknownFormat", "UTF-16", WHOLE, "UTF-8"
    ),
    "XML with a Latin-1 letter": Spoiled(
        "latin.xml",
        changed(UN_BYTES, b"Inventedville", b"Invent\xe9ville"),
        "BadInput",
        "not well-formed XML in UTF-8",
        BYTES,
        "convert it to UTF-8",
    ),
    "XML with an unknown element": Spoiled(
        "element.xml",
        changed(UN_BYTES, b"GENDER>", b"GENDRE>"),
        "FormatChanged",
        "unknown element GENDRE",
        r"element /CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL\[1\] · bytes \d+-\d+$",
        "report it",
    ),
    "XML with an entity bomb": Spoiled(
        "bomb.xml", BOMB % ((b"CONSOLIDATED_LIST",) * 3), "Hostile", "document type", BYTES, "publisher"
    ),
    "other XML with an entity bomb": Spoiled(
        "other.xml", BOMB % ((b"lolz",) * 3), "Hostile", "XML entities", BYTES, "publisher"
    ),
    "other XML": Spoiled("other.xml", b"<goods><p>x</p></goods>", "UnknownFormat", "XML", WHOLE, "formats"),
    "a zip bomb": Spoiled("bomb.zip", zip_bomb(), "UnknownFormat", "zip archive", WHOLE, "unpack"),
    "an empty file": Spoiled("empty.xml", b"", "UnknownFormat", "empty", WHOLE, "fetch"),
    "CSV in UTF-16": Spoiled(
        "wide.csv", SDN.decode().encode("utf-16"), "UnknownFormat", "UTF-16", WHOLE, "UTF-8"
    ),
    "CSV of nobody": Spoiled(
        "other.csv", b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n", "UnknownFormat", "CSV", WHOLE, "formats"
    ),
    "JSON lines with a Latin-1 letter": Spoiled(
        "latin.json",
        changed(FTM_BYTES, b"INVENTED SHIP", b"INVENT\xc9 SHIP"),
        "BadInput",
        "is not UTF-8",
        BYTES,
        "iconv",
    ),
    "JSON lines cut in the middle": Spoiled(
        "cut.json", FTM_BYTES[:500], "Truncated", "inside row 2", r"row 2 · bytes \d+-499$", "fetch"
    ),
    "JSON lines with an unknown property": Spoiled(
        "property.json",
        changed(FTM_BYTES, b'"flag"', b'"flagg"'),
        "FormatChanged",
        "unknown property flagg",
        r"row 2 · bytes \d+-\d+$",
        "correct the line",
    ),
    "a PDF without its end": Spoiled(
        "cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "Truncated", "end mark", BYTES, "fetch"
    ),
}
