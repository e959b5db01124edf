"""A cargo report as UN/EDIFACT CUSCAR: one line a goods item, with the parties and places of its consignment.

Written from the public rules of the syntax (service string advice, release character) and the usual segments
of the message (NAD, LOC, TDT, DTM, CNI, GID, FTX, MEA, MOA, CST); it has not met a real file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from sightline.errors import Hostile, Truncated, UnknownFormat
from sightline.regime.manifest.rows import Refused, batches

CHUNK = 1 << 16
LONGEST = 1 << 16
"""bytes of one segment"""
ROLES = {
    "CZ": "consignor",
    "EX": "consignor",
    "CN": "consignee",
    "IM": "consignee",
    "CA": "carrier",
    "NI": "party",
}
PLACES = {"9": "from", "5": "from", "11": "to", "8": "to", "27": "origin", "13": "via"}
DAYS = ("132", "137", "133")
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
MASS = ("AAE", "WT", "AAI")
Parts = list[list[str]]


def read(stream: BinaryIO, name: str, refused: Refused) -> Iterator[pa.RecordBatch]:
    """Batches of goods items; `Truncated` where it does not end, `UnknownFormat` for another message."""
    yield from batches(_items(segments(stream, name), name, refused))


def _items(parts: Iterator[Parts], name: str, refused: Refused) -> Iterator[dict[str, str | int]]:
    message: dict[str, str] = {}
    consignment: dict[str, str] = {}
    item: dict[str, str] | None = None
    number, ended = 0, False
    for segment in parts:
        tag = segment[0][0]
        if tag in {"UNH", "CNI", "GID", "UNT"} and item is not None:
            number += 1
            yield {"line": number, **message, **consignment, **item}
            item = None
        if tag == "UNH":
            _check_message(segment, name)
            message, consignment = {}, {}
        elif tag == "CNI":
            consignment = {}
        elif tag == "GID":
            item = {}
        elif tag == "UNZ":
            ended = True
        else:
            target = item if item is not None else consignment if consignment or number else message
            _take(segment, message if tag in {"TDT"} else target, refused, number)
    if not ended:
        raise Truncated(
            f"{name} ends before its UNZ segment", place=f"item {number}", remedy="fetch it again"
        )


def _check_message(segment: Parts, name: str) -> None:
    kind = segment[2][0] if len(segment) > 2 else ""
    if kind != "CUSCAR":
        raise UnknownFormat(f"{name} holds a {kind or 'nameless'} message", remedy="send a CUSCAR message")


def _take(segment: Parts, into: dict[str, str], refused: Refused, number: int) -> None:
    """What one segment says; segments that say nothing we ask about are passed over by name."""
    tag = segment[0][0]
    value = [*segment[1:], [""], [""], [""], [""], [""], [""], [""], [""]]
    if tag == "NAD" and (role := ROLES.get(value[0][0])):
        into[role] = " ".join(filter(None, value[3])) or " ".join(filter(None, value[2]))
    elif tag == "LOC" and (place := PLACES.get(value[0][0])):
        into[place] = value[1][0][:2] if len(value[1][0]) == 5 else value[1][0]
    elif tag == "DTM" and value[0][0] in DAYS:
        into["on"] = _day(value[0])
    elif tag == "TDT":
        carrier, means = value[4], value[7]
        into["vessel"] = means[0] or (means[3] if len(means) > 3 else "")
        if len(carrier) > 3 and carrier[3]:
            into["carrier"] = carrier[3]
    elif tag == "FTX" and value[0][0] == "AAA":
        into["goods"] = " ".join(filter(None, (into.get("goods", ""), *value[3])))
    elif tag == "CST":
        into["hs"] = value[1][0]
    elif tag == "MEA" and value[0][0] in MASS and len(value[2]) > 1:
        into["unit"], into["quantity"] = UNITS.get(value[2][0], value[2][0]), value[2][1]
    elif tag == "MOA" and len(value[0]) > 1:
        _value(value[0], into, refused, number)
    elif tag not in PASSED:
        refused.add(f"item {number + 1}", f"segment {tag} is not known and was left out")


PASSED = frozenset(
    [
        "UNA",
        "UNB",
        "UNE",
        "UNG",
        "UNT",
        "BGM",
        "RFF",
        "GIS",
        "EQD",
        "SEL",
        "PAC",
        "PCI",
        "DGS",
        "TSR",
        "CPI",
        "CNT",
        "AUT",
        "NAD",
        "LOC",
        "DTM",
        "FTX",
        "MEA",
        "MOA",
        "SGP",
        "TMP",
        "RNG",
        "HAN",
        "COM",
        "CTA",
        "TOD",
        "GEI",
        "SGP",
        "EQN",
        "TPL",
        "STS",
        "ERP",
    ]
)


def _value(money: list[str], into: dict[str, str], refused: Refused, number: int) -> None:
    currency = money[2] if len(money) > 2 else ""
    if currency == "USD":
        into["value"] = money[1]
    else:
        refused.add(
            f"item {number + 1}", f"a value in {currency or 'no currency'} was left out: only USD is compared"
        )


def _day(date: list[str]) -> str:
    digits = date[1] if len(date) > 1 else ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if len(digits) >= 8 and digits.isdigit() else digits


def segments(stream: BinaryIO, name: str) -> Iterator[Parts]:
    """Segments as elements of components, the release character undone; at most `LONGEST` bytes each."""
    head = stream.read(9)
    advice = head[:3] == b"UNA" and len(head) == 9
    component, element, release, terminator = (
        (chr(head[3]), chr(head[4]), chr(head[6]), chr(head[8])) if advice else (":", "+", "?", "'")
    )
    rest = "" if advice else head.decode("utf-8", "replace")
    while True:
        chunk = stream.read(CHUNK)
        text = rest + chunk.decode("utf-8", "replace")
        start = at = 0
        while at < len(text):
            if text[at] == release:
                at += 2
                continue
            if text[at] == terminator:
                raw = text[start:at].strip()
                if raw:
                    yield _split(raw, component, element, release)
                start = at + 1
            at += 1
        rest = text[start:]
        if len(rest) > LONGEST:
            raise Hostile(f"{name}: a segment is longer than {LONGEST} characters", remedy="send it again")
        if not chunk:
            break
    if rest.strip():
        raise Truncated(f"{name} ends inside a segment", place=rest.strip()[:20], remedy="fetch it again")


def _split(raw: str, component: str, element: str, release: str) -> Parts:
    parts: Parts = [[""]]
    at = 0
    while at < len(raw):
        letter = raw[at]
        if letter == release and at + 1 < len(raw):
            parts[-1][-1] += raw[at + 1]
            at += 1
        elif letter == element:
            parts.append([""])
        elif letter == component:
            parts[-1].append("")
        elif letter not in "\r\n":
            parts[-1][-1] += letter
        at += 1
    return parts
