"""Blocks, receipts and logs of Ethereum: exact wei and token units, what failed moves nothing, places."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sightline.formats.ethereum_json import TRANSFER, recognise
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, at_place, read

ITEM = sample("tables/ethereum.json")
LINES = [json.loads(line) for line in ITEM.raw.decode().splitlines()]


def address(number: int) -> str:
    return f"0x{number:040x}"


def word(number: int) -> str:
    return f"0x{number:064x}"


def given(*lines: Any) -> Bytes:
    return Bytes("\n".join(json.dumps(line) for line in lines).encode(), "answers.json")


def log(**more: Any) -> dict[str, Any]:
    return {
        "address": address(5), "topics": [TRANSFER, word(1), word(2)], "data": word(3), "blockNumber": "0x1",
        "transactionHash": word(9), "logIndex": "0x0", "blockTimestamp": "0x623b1d50",
    } | more  # fmt: skip


def test_coins_and_tokens_are_rows_with_exact_amounts() -> None:
    found = read(ITEM, "ethereum_json")
    assert [(row["asset"], int(row["amount"]), row["index"], row["to_address"]) for row in found.rows] == [
        ("ETH", 173_600 * 10**18, 0, address(0xB2)),
        ("ETH", 2, 0, address(0xF6)),
        (address(0xE5), 25_500_000_000_000, 1, address(0xC3)),
        (address(0xE5), 3, 6, address(0xB2)),
        (address(0xE5), 2, 8, address(0xA1)),
    ]
    assert {row["chain"] for row in found.rows} == {"ethereum"} and not found.refusals
    assert found.rows[0]["time_ms"] == 1_648_041_296_000 and found.passed == 4


def test_each_row_leads_to_the_bytes_of_its_transaction_or_log() -> None:
    for row in read(ITEM).rows:
        told = json.loads(at(ITEM, row))
        assert row["tx"] in (told.get("hash"), told.get("transactionHash"))


def test_receipts_may_come_first_and_without_them_it_is_said() -> None:
    turned = read(given(*LINES[::-1]))
    assert sorted(row["tx"] for row in turned.rows) == sorted(row["tx"] for row in read(ITEM).rows)
    alone = read(given(LINES[0]))
    assert any("no receipts" in note.message for note in alone.notes) and len(alone.rows) == 2
    assert "makes a contract" in alone.refusals[0].message


def test_another_chain_goes_by_its_number_and_two_are_refused() -> None:
    text = json.dumps(LINES[0]).replace('"0x1", "type"', '"0x89", "type"')
    other = read(Bytes(text.encode(), "x"))
    assert any("several chains" in one.message for one in other.refusals)
    whole = read(Bytes(json.dumps(LINES[0]).replace('"chainId": "0x1"', '"chainId": "0x89"').encode(), "x"))
    assert {(row["chain"], row["asset"]) for row in whole.rows} == {("eip155:137", "coin")}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "beyond 38 digits": (log(data=word(10**38)), "at most 38 digits"),
    "no number": (log(data="0x12"), "no number of 32 bytes"),
    "a topic that is no address": (log(topics=[TRANSFER, word(2**200), word(2)]), "is no address"),
    "removed": (log(removed=True), "reorganised"),
    "no time": (log(blockTimestamp=None), "nothing says when block 1 was"),
    "pending": (log(blockNumber=None), "blockNumber is missing"),
    "topics of another kind": (log(topics=["x"]), "without topics"),
    "an error": ({"error": {"code": -32000}, "topics": None}, "topics"),
}


@pytest.mark.parametrize(("wrong", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_log_is_refused_at_its_bytes_and_the_next_is_read(wrong: dict[str, Any], why: str) -> None:
    item = given(wrong, log(transactionHash=word(10)))
    found = read(item, "ethereum_json")
    assert [row["tx"] for row in found.rows] == [word(10)]
    (refusal,) = found.refusals
    assert why in refusal.message and json.loads(at_place(item, refusal.place)) == wrong


def test_38_digits_are_exact() -> None:
    (row,) = read(given(log(data=word(10**38 - 1)))).rows
    assert int(row["amount"]) == 10**38 - 1


PASSED = {
    "a token that is one of a kind": log(topics=[TRANSFER, word(1), word(2), word(3)], data="0x"),
    "another event": log(topics=[word(1)]),
    "nothing": log(data=word(0)),
}


@pytest.mark.parametrize("other", PASSED.values(), ids=PASSED)
def test_what_moves_nothing_is_counted(other: dict[str, Any]) -> None:
    found = read(given(other, log()))
    assert len(found.rows) == 1 and found.passed == 1 and not found.refusals


def test_topics_of_another_kind_are_no_log() -> None:
    entity = {"id": "x-1", "schema": "Person", "properties": {"name": ["Invented"], "topics": ["sanction"]}}
    assert recognise(json.dumps(entity).encode(), "x.json") is None
    assert recognise(json.dumps({"topics": [TRANSFER], "data": "0x"}).encode(), "x.json") == "answers"
