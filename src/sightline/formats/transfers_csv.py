"""Transfers of crypto assets as canonical CSV: one row a transfer, amounts in whole base units.

Transfers happen in the order of block, then of the transactions as the file gives them, then of the index.
A row that repeats chain, transaction and index of an earlier one is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sightline.clean import wallet
from sightline.formats import csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.seen import Seen
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

LAYOUT = Layout(
    "transfers",
    (
        "chain", "block", "tx", "index", "time", "asset", "decimals", "amount", "from_address", "to_address",
    ),
    ("usd", "fee", "basis", "document"),
)  # fmt: skip
DESCRIPTION = Description(
    name="transfers_csv",
    version=3,
    kind="table",
    title="Transfers of crypto assets (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification="the columns of this page; amount and fee are whole numbers of base units",
    table="transfers",
)
recognise = csv_tables.recogniser(LAYOUT)
LAST_BLOCK = 2**53
MOST_DECIMALS = 38
TWICE = "keep one row of each transfer; give several of one transaction an index each"
OWN_DECIMALS = {
    ("btc", "BTC"): 8, ("bitcoin", "BTC"): 8, ("btc", "XBT"): 8, ("ltc", "LTC"): 8, ("litecoin", "LTC"): 8,
    ("bch", "BCH"): 8, ("eth", "ETH"): 18, ("ethereum", "ETH"): 18, ("etc", "ETC"): 18,
}  # fmt: skip
"""the coin of a chain and its decimals: the smallest unit is a satoshi or a wei"""
TO_ITSELF = "taken, though it goes from an address to itself"


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `TRANSFERS`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    seen = Seen()
    return csv_tables.read(item, LAYOUT, lambda sheet, asides: checked(sheet, seen, asides), refuse, asides)


def checked(sheet: Sheet, seen: Seen, asides: Asides) -> dict[str, Any]:
    """The columns of a sheet of transfers; a repeated one is refused, one to itself noted."""
    found = _columns(sheet)
    for (chain, asset), own in OWN_DECIMALS.items():
        coin = pc.and_(pc.equal(found["chain"], chain), pc.equal(found["asset"], asset))
        wrong = pc.fill_null(pc.and_(coin, pc.not_equal(found["decimals"], own)), False)
        sheet.refuse(
            wrong.to_numpy(zero_copy_only=False),
            lambda index, asset=asset, own=own: (  # type: ignore[misc]
                f"decimals {sheet.shown('decimals', index)}: {asset} has {own} on its own chain"
            ),
            "correct the decimals, and the amount with them, or name the token that it is",
        )
    key = pc.binary_join_element_wise(found["chain"], found["tx"], sheet.raw("index"), "\x1f")
    sheet.refuse(
        sheet.again(key, seen),
        lambda index: (
            f"transfer {sheet.shown('index', index)} of tx {sheet.shown('tx', index)} "
            "stands in an earlier row"
        ),
        TWICE,
    )
    same = pc.fill_null(pc.equal(found["from_address"], found["to_address"]), False)
    for doubt in sheet.doubts(same.to_numpy(zero_copy_only=False), TO_ITSELF):
        asides.note(doubt)
    return found


def _columns(sheet: Sheet) -> dict[str, Any]:
    return {
        "chain": _lower(sheet, "chain"),
        "block": sheet.whole("block", 0, LAST_BLOCK, required=True),
        "tx": sheet.text("tx", required=True),
        "index": sheet.whole("index", 0, LAST_BLOCK, required=True),
        "time_ms": sheet.time("time"),
        "asset": sheet.text("asset", required=True),
        "decimals": sheet.whole("decimals", 0, MOST_DECIMALS, required=True),
        "amount": sheet.units("amount", required=True),
        "from_address": _address(sheet, "from_address"),
        "to_address": _address(sheet, "to_address"),
        "usd": sheet.amount("usd"),
        "fee": sheet.units("fee"),
        **sheet.origin(),
    }


def _lower(sheet: Sheet, name: str) -> Any:
    return sheet.mapped(name, lambda text: text.strip().lower() or None, pa.string(), "a name", required=True)


def _address(sheet: Sheet, name: str) -> Any:
    return sheet.mapped(name, wallet.clean, pa.string(), "an address without a space", required=True)
