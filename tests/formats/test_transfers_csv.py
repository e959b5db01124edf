"""Transfers of crypto assets as canonical CSV."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, csv_bytes, read

NAMES = ("chain", "block", "tx", "index", "time", "asset", "decimals", "amount", "from_address", "to_address")
GOOD = dict(
    zip(NAMES, ("eth", "7", "0xa", "0", "2022-03-23T13:00:00Z", "ETH", "18", "5", "A", "B"), strict=True)
)


def test_reads_the_sample() -> None:
    item = sample("tables/transfers.csv")
    found = read(item, "transfers_csv")
    first, second, third = found.rows
    assert (first["chain"], first["block"], first["index"]) == ("ethereum", 100, 0)
    assert first["amount"] == Decimal(173600 * 10**18) and first["fee"] == Decimal(21 * 10**12)
    assert first["to_address"] == "0x00000000000000000000000000000000000000b2" == second["from_address"]
    assert second["usd"] == Decimal("1.5") and second["amount"] == 0
    assert third["amount"] == 12 and third["to_address"] == "bc1qinventedaddress"
    assert at(item, first).startswith("Ethereum,100,") and found.refusals == []
    assert [note.message for note in found.notes] == ["taken, though it goes from an address to itself"]


def with_cells(**cells: str) -> Bytes:
    rows = (GOOD, GOOD | {"index": "1"} | cells, GOOD | {"index": "2"})
    return csv_bytes(",".join(NAMES), *(",".join(row.values()) for row in rows))


TAKEN = {
    "38 digits": {"amount": "9" * 38},
    "leading zeros": {"amount": "0" * 30 + "9" * 38},
    "nothing": {"amount": "0"},
    "another transaction": {"index": "0", "tx": "0xb"},
    "a token of that name on another chain": {"chain": "bsc", "decimals": "8"},
    "the same on another chain": {"index": "0", "chain": "bsc"},
}


@pytest.mark.parametrize("cells", TAKEN.values(), ids=TAKEN)
def test_takes(cells: dict[str, str]) -> None:
    found = read(with_cells(**cells), "transfers_csv")
    assert len(found.rows) == 3 and found.refusals == []


REFUSED = {
    "39 digits": ({"amount": "9" * 39}, "amount '999"),
    "64 digits": ({"amount": "1" * 64}, "of at most 38 digits"),
    "a point": ({"amount": "1.5"}, "is not a whole number of base units"),
    "a sign": ({"amount": "-1"}, "is not a whole number of base units"),
    "no amount": ({"amount": ""}, "amount is empty"),
    "too many decimals": ({"decimals": "39"}, "decimals '39' is not from 0 to 38"),
    "a block before the first": ({"block": "-1"}, "block '-1' is not from 0"),
    "twice": ({"index": "0"}, "stands in an earlier row"),
    "a coin of other decimals": ({"decimals": "8"}, "ETH has 18 on its own chain"),
    "no sender": ({"from_address": " "}, "from_address"),
    "a clock not set": ({"time": "1970-01-01T00:00:00Z"}, "is not of the years 1990 to 2100"),
}


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(cells: dict[str, str], said: str) -> None:
    found = read(with_cells(**cells), "transfers_csv")
    assert [label for label, _ in found.said()] == ["row 3"] and said in found.refusals[0].message
    assert len(found.rows) == 2 and found.refusals[0].remedy
