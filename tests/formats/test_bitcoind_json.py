"""Blocks of Bitcoin: exact satoshi, inputs shared out in order, and bad transactions by their place."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from sightline.errors import BadInput
from tests.formats.sample import Bytes, sample
from tests.formats.tables import Reading, at, at_place, read

ITEM = sample("tables/bitcoind.json")


def output(value: str, address: str = "1InventedAddressX", n: int = 0) -> dict[str, Any]:
    return {"value": value, "n": n, "scriptPubKey": {"address": address, "hex": "00"}}


def given(*transactions: Any, **more: Any) -> Bytes:
    block = {"hash": "b", "height": 7, "merkleroot": "m", "time": 1648040400, "tx": list(transactions)} | more
    text = json.dumps(block)
    return Bytes(text.replace('"#', "").replace('#"', "").encode(), "block.json")


def coinbase(txid: str = "invented01", value: str = "#6.25#") -> dict[str, Any]:
    return {"txid": txid, "vin": [{"coinbase": "00"}], "vout": [output(value)]}


def moved(found: Reading) -> list[tuple[str, str, int]]:
    return [(row["from_address"], row["to_address"], int(row["amount"])) for row in found.rows]


def test_inputs_are_shared_out_in_order_to_the_last_satoshi() -> None:
    found = read(ITEM, "bitcoind_json")
    script = found.rows[4]["to_address"]
    assert moved(found) == [
        ("coinbase", "bc1qinventedminer", 625_000_000),
        ("1InventedAddressA", "bc1qinventedpayee", 150_000_000),
        ("1InventedAddressB", "bc1qinventedpayee", 30_000_000),
        ("1InventedAddressB", "1InventedAddressA", 19_990_001),
        ("bc1qinventedpayee", script, 179_990_000),
        ("coinbase", "bc1qinventedminer", 625_000_000),
    ]
    assert script.startswith("script-") and len(script) == 47
    assert [row["fee"] for row in found.rows] == [None, None, None, 10_000, 10_000, None]
    assert {(row["chain"], row["asset"], row["decimals"]) for row in found.rows} == {("bitcoin", "BTC", 8)}
    assert not found.refusals


def test_each_transfer_leads_to_the_bytes_of_its_transaction() -> None:
    found = read(ITEM, "bitcoind_json")
    assert [json.loads(at(ITEM, row))["txid"] for row in found.rows] == [row["tx"] for row in found.rows]
    assert [row["row"] for row in found.rows] == [1, 2, 2, 2, 3, 4]


def test_blocks_may_stand_in_an_array_or_bare() -> None:
    lines = [json.loads(line, parse_float=Decimal)["result"] for line in ITEM.raw.decode().splitlines()]
    text = json.dumps(lines, default=str)
    assert moved(read(Bytes(text.encode(), "x"), "bitcoind_json")) == moved(read(ITEM))


WRONG: dict[str, tuple[Any, str]] = {
    "an input nobody knows": (
        {"txid": "t", "vin": [{"txid": "gone", "vout": 0}], "vout": [output("#1#")]},
        "does not say whose that was",
    ),
    "more out than in": (
        {
            "txid": "t",
            "vin": [{"txid": "p", "vout": 0, "prevout": output("#1#")}],
            "vout": [output("#1.00000001#")],
        },
        "1 satoshi more than inputs",
    ),
    "half a satoshi": (coinbase("t", "#0.000000005#"), "no amount of at most 8 decimals"),
    "64 digits": (coinbase("t", "#" + "9" * 64 + "#"), "no amount of at most 8 decimals"),
    "less than nothing": (coinbase("t", "#-1#"), "no amount"),
    "not a number": (coinbase("t", "much"), "no amount"),
    "no outputs": ({"txid": "t", "vin": [{"coinbase": ""}], "vout": []}, "without vout"),
    "no txid": ({"vin": [{"coinbase": ""}], "vout": [output("#1#")]}, "txid is missing"),
}


@pytest.mark.parametrize(("transaction", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_transaction_is_refused_at_its_bytes_and_the_next_is_read(transaction: Any, why: str) -> None:
    item = given(transaction, coinbase())
    found = read(item, "bitcoind_json")
    assert [row["tx"] for row in found.rows] == ["invented01"]
    (refusal,) = found.refusals
    assert why in refusal.message and refusal.remedy and refusal.place.label == "row 1"
    assert at_place(item, refusal.place).startswith("{") and at_place(item, refusal.place).endswith("}")


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (given("onlyanid"), "only by their ids"),
        (given(coinbase(), time=None), "whole numbers"),
        (Bytes(b'{"txid":"t","vin":[{"coinbase":""}],"vout":[]}', "x"), "does not say the height"),
        (Bytes(b'{"merkleroot":"m","height":1,"height":2}', "x"), "a key stands in it twice"),
    ],
    ids=["ids alone", "no time", "a transaction alone", "a key twice"],
)
def test_a_block_that_cannot_be_read_is_refused(item: Bytes, why: str) -> None:
    found = read(item, "bitcoind_json")
    assert not found.rows and [why in one.message for one in found.refusals] == [True]


def test_a_repeated_transaction_and_an_unknown_member_are_told() -> None:
    found = read(given(coinbase(), coinbase(), invented=1), "bitcoind_json")
    assert len(found.rows) == 1 and "earlier row" in found.refusals[0].message
    assert ["'invented' is not known" in note.message for note in found.notes] == [True]


def test_brackets_that_close_nothing_stop_it() -> None:
    with pytest.raises(BadInput, match="closes nothing"):
        read(Bytes(b'{"merkleroot":"m"}]', "x"), "bitcoind_json")
