"""Addresses of digital currencies on OFAC's SDN list as plain lists, one address a line, a file a currency.

OFAC writes them into the entries of its list (`Digital Currency Address - XBT …`); what is taken out of there
is passed on as `XBT.txt` or `sanctioned_addresses_XBT.txt`. A file is known by its name, which alone says
the currency, and by lines that begin with an address; a line that is more than an address, or none, is
refused. It does not say whose an address is. Two currencies may have the same addresses, and so files of
equal bytes: of these the second is refused with what to do, as it would be read by the name of the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.clean import wallet
from sightline.errors import FormatChanged
from sightline.formats.csv_blocks import Block
from sightline.formats.description import Description, Doubt
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import LABELS
from sightline.formats.text_lines import BOM, decode
from sightline.formats.unpacked import Unpacked, start

CURRENCIES = {
    "XBT": "BTC", "BTC": "BTC", "ETH": "ETH", "XMR": "XMR", "LTC": "LTC", "ZEC": "ZEC", "DASH": "DASH",
    "BTG": "BTG", "ETC": "ETC", "BSV": "BSV", "BCH": "BCH", "XVG": "XVG", "USDT": "USDT", "USDC": "USDC",
    "XRP": "XRP", "ARB": "ARB", "BSC": "BSC", "TRX": "TRX", "SOL": "SOL",
}  # fmt: skip
"""codes as OFAC writes them, and as labels do"""
UNENDED = "the last line has no line end: had the file been cut inside its address, nothing would show it"
SOURCE = "OFAC, Specially Designated Nationals and Blocked Persons List"
DESCRIPTION = Description(
    name="ofac_addresses_txt",
    version=2,
    kind="table",
    title="Listed addresses of digital currencies, one a line (OFAC)",
    publisher="",
    list_id="",
    roles=("addresses",),
    knows=("address",),
    met_real_file=True,
    specification="one address a line; the file is named for the currency, XBT.txt for Bitcoin",
    table="labels",
)
_NAME = re.compile(r"(?:sanctioned[_-]addresses[_-])?([A-Z]{3,4})\.txt(?:\.gz)?", re.IGNORECASE)
_ADDRESS = re.compile(rb"0x[0-9A-Fa-f]{40}|(?:bitcoincash:)?[0-9A-Za-z]{25,110}")
_DIGIT = re.compile(rb"[0-9]")


def recognise(head: bytes, name: str) -> str | None:
    """`addresses` where half of the lines or more begin with an address, in a file named for a currency."""
    if not said_by_name(name):
        return None
    first = start(head).removeprefix(BOM)
    said = [line for line in first.split(b"\n")[:200] if line.strip()]
    whole = said if first.endswith(b"\n") or len(said) < 2 else said[:-1]
    begun = sum(_is_address(line.split()[0]) for line in whole)
    return "addresses" if begun and 2 * begun >= len(whole) else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `LABELS`; lines that are no address go to `refuse`, empty ones are passed over.

    FormatChanged for a name that says no currency, BadInput for what is not UTF-8, Hostile beyond 16 MiB.
    """
    code = said_by_name(item.name)
    if not code:
        raise FormatChanged(
            f"{item.name} does not say of which currency", remedy="name it for the currency, as XBT.txt"
        )
    stream = Unpacked(item)
    raw = stream.whole()
    block = _block(raw, item.name)
    if stream.packed:
        rows = len(block)
        block = replace(block, start=np.zeros(rows, np.int64), end=np.full(rows, item.size - 1, np.int64))
    sheet = Sheet(item.sha256, block)
    found = {
        "address": sheet.mapped(
            "address", _address, pa.string(), "an address and nothing else", required=True
        ),
        "label": _same(f"Address of {code} on the sanctions list SDN of OFAC", block),
        "currency": _same(CURRENCIES[code], block),
        "abuse": _same("sanction", block),
        "source": _same(SOURCE, block),
        "creator": _same("OFAC", block),
    }
    for refusal in sheet.refusals():
        refuse(refusal)
    for doubt in stream.doubts():
        asides.note(doubt)
    if len(block) and not raw.endswith(b"\n"):
        asides.note(Doubt(item.sha256, block.span(len(block) - 1).place, UNENDED))
    yield from sheet.batches(LABELS, found)


def said_by_name(name: str) -> str:
    """The currency a file is named for, as OFAC writes it; empty where it is named for none."""
    found = _NAME.fullmatch(PurePath(name).name)
    code = found[1].upper() if found else ""
    return code if code in CURRENCIES else ""


def _is_address(line: bytes) -> bool:
    return bool(_ADDRESS.fullmatch(line)) and bool(_DIGIT.search(line))


def _address(text: str) -> str | None:
    return wallet.clean(text) if _is_address(text.encode()) else None


def _same(text: str, block: Block) -> Any:
    return pa.array([text] * len(block), pa.string())


def _block(raw: bytes, name: str) -> Block:
    texts, rows, starts, ends, at = [], [], [], [], 0
    for number, line in enumerate(raw.split(b"\n"), 1):
        bare = line.strip().removeprefix(BOM)
        if bare:
            begin = at + line.index(bare)
            texts.append(decode(bare, begin, name))
            rows.append(number)
            starts.append(begin)
            ends.append(begin + len(bare) - 1)
        at += len(line) + 1
    places = (np.array(numbers, np.int64) for numbers in (rows, starts, ends))
    return Block({"address": pa.array(texts, pa.string())}, *places)
