"""What a node of Ethereum or its kin answers: blocks with whole transactions, receipts and logs, as JSON.

`eth_getBlockByNumber` with `true`, `eth_getBlockReceipts`, `eth_getTransactionReceipt` and `eth_getLogs`, one
answer after the other or in an array. A transaction that moves coins is a transfer, and so is each log
`Transfer(address,address,uint256)` of a token (ERC-20): the asset is the contract's address, the amount in
its base units, for a node knows neither a token's name nor its decimals. A transaction whose receipt says
that it failed moves nothing. Coins that contracts move inside a transaction stand in no block and no log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sightline.formats.csv_blocks import Span
from sightline.formats.description import Description
from sightline.formats.json_records import Record, Records, loaded, spans
from sightline.formats.node_rows import Places, Texts, Wrong, checked, ended, name_of, refused, tell
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.unpacked import start

TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
"""Keccak-256 of `Transfer(address,address,uint256)`, the first topic of such a log (ERC-20, ERC-721)"""
BLOCK = ("number", "timestamp", "transactions")
TRANSACTION = ("hash", "from", "to", "value", "chainId")
RECEIPT = ("transactionHash", "blockNumber", "status", "contractAddress", "logs")
LOG = ("address", "topics", "data", "logIndex", "blockTimestamp", "removed")
DESCRIPTION = Description(
    name="ethereum_json",
    version=2,
    kind="table",
    title="Blocks, receipts and logs of Ethereum as a node gives them (JSON)",
    publisher="",
    list_id="",
    roles=("answers",),
    knows=(*BLOCK, *TRANSACTION, *RECEIPT, *LOG),
    met_real_file=False,
    specification="Ethereum JSON-RPC (execution-apis): block, transaction, receipt and log objects; ERC-20",
    table="transfers",
)
MAINNET = 1
_LOOKS = re.compile(
    rb'"(?:transactionsRoot|parentHash|stateRoot|gasPrice|logsBloom|cumulativeGasUsed|transactionHash)"\s*:\s*"0x|"topics"\s*:\s*\[\s*"0x'
)
_HEX = re.compile(r"0x[0-9a-fA-F]{1,64}")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_WORD = re.compile(r"0x[0-9a-fA-F]{64}")
_AGAIN = "export it again; a node writes numbers as 0x and hexadecimal digits"


def recognise(head: bytes, name: str) -> str | None:
    """`answers` for JSON with members of a block, a receipt or a log of Ethereum."""
    first = start(head).lstrip()
    return "answers" if first[:1] in (b"{", b"[") and _LOOKS.search(first) else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `TRANSFERS`; transactions and logs that are wrong go to `refuse`.

    Reads the file twice: first what receipts say of transactions, and the times of blocks. BadInput where
    brackets do not close, Hostile for a record beyond 64 MiB.
    """
    known = _looked_through(Records(item))
    records = Records(item)
    reader = _Reader(item, Places(records), known, refuse, asides)
    yield from checked(item, reader.rows(records), refuse, asides)
    ended(records, reader.places, refuse, asides)
    if reader.coins and not known.receipts:
        tell(
            item,
            "there are no receipts: a transaction that failed is taken as if it had moved its coins",
            asides,
        )
    if reader.coins and not known.chains:
        tell(item, "no transaction says its chain: taken as Ethereum's main chain", asides)


@dataclass(slots=True)
class _Known:
    """What the whole file says: times of blocks, transactions that failed, contracts made, chains."""

    times: dict[int, int] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    made: dict[str, str] = field(default_factory=dict)
    chains: set[int] = field(default_factory=set)
    receipts: bool = False


def _looked_through(records: Records) -> _Known:
    known = _Known()
    for record in records:
        said = loaded(record.raw)
        if said is None:
            continue
        try:
            if "transactions" in said:
                known.times[_number(said, "number")] = _number(said, "timestamp")
                for one in said["transactions"] if isinstance(said["transactions"], list) else ():
                    if isinstance(one, dict) and one.get("chainId"):
                        known.chains.add(_number(one, "chainId"))
            elif "logs" in said and isinstance(said.get("transactionHash"), str):
                known.receipts = True
                tx = said["transactionHash"].lower()
                if said.get("status") is not None and not _number(said, "status"):
                    known.failed.add(tx)
                if said.get("contractAddress"):
                    known.made[tx] = str(said["contractAddress"])
        except Wrong:
            continue  # told when it is read
    return known


class _Reader:
    """Transfers of a file, in its order."""

    def __init__(self, item: Readable, places: Places, known: _Known, refuse: Refuse, asides: Asides) -> None:
        self.item, self.places, self.known = item, places, known
        self.refuse, self.asides = refuse, asides
        self.coins = False
        chain = next(iter(known.chains)) if len(known.chains) == 1 else MAINNET
        self._chain = "ethereum" if chain == MAINNET else f"eip155:{chain}"
        self._asset = "ETH" if chain == MAINNET else "coin"

    def rows(self, records: Records) -> Iterator[tuple[Span, Texts]]:
        for record in records:
            said = loaded(record.raw)
            if said is not None and "transactions" in said:
                yield from self._block(record, said)
            elif said is not None and isinstance(said.get("logs"), list):
                for (first, behind), log in zip(spans(record.raw, "logs"), said["logs"], strict=False):
                    yield from self._log(log, record.start + first, record.start + behind)
            elif said is not None and "topics" in said:
                yield from self._log(said, record.start, record.start + len(record.raw))
            else:
                why = Wrong(
                    "this is no block, receipt or log",
                    "fetch it again: a node may have answered with an error",
                )
                span = self.places.next(record.start, record.start + len(record.raw))
                refused(self.item, span, why, self.refuse)

    def _block(self, record: Record, said: Mapping[str, Any]) -> Iterator[tuple[Span, Texts]]:
        at = list(spans(record.raw, "transactions"))
        several = said["transactions"] if isinstance(said["transactions"], list) else None
        try:
            if several is None or len(at) != len(several):
                raise Wrong("the block names its transactions only by their hashes", "ask for it with true")
            shared = self._shared(_number(said, "number"), _number(said, "timestamp"))
        except Wrong as why:
            span = self.places.next(record.start, record.start + len(record.raw))
            refused(self.item, span, why, self.refuse)
            return
        for (first, behind), one in zip(at, several, strict=True):
            span = self.places.next(record.start + first, record.start + behind)
            try:
                told = self._transaction(one)
            except Wrong as why:
                refused(self.item, span, why, self.refuse)
                continue
            if told:
                self.coins = True
                yield span, shared | told
            else:
                self.asides.pass_over(1, "transactions that failed or move no coins")

    def _transaction(self, one: Any) -> Texts | None:
        """A transaction that moves coins; None for one that moves none or failed."""
        if not isinstance(one, dict):
            raise Wrong("a transaction is no object", _AGAIN)
        tx, value = name_of(one.get("hash"), "hash").lower(), _number(one, "value")
        if not value or tx in self.known.failed:
            return None
        if one.get("chainId") and len(self.known.chains) > 1:
            raise Wrong(
                "the file has transactions of several chains", "give the blocks of each chain in a file"
            )
        target = one.get("to") or self.known.made.get(tx)
        if not target:
            raise Wrong("it makes a contract whose address no receipt says", "export the receipts too")
        return {
            "tx": tx, "index": "0", "asset": self._asset, "decimals": "18", "amount": str(value),
            "from_address": _address(one.get("from")), "to_address": _address(target),
        }  # fmt: skip

    def _log(self, log: Any, start: int, behind: int) -> Iterator[tuple[Span, Texts]]:
        span = self.places.next(start, behind)
        try:
            told = self._token(log)
        except Wrong as why:
            refused(self.item, span, why, self.refuse)
            return
        if told is None:
            self.asides.pass_over(1, "logs that are no transfer of a token")
        else:
            yield span, told

    def _token(self, log: Any) -> Texts | None:
        """A transfer of a token; None for any other log, and for one of nothing."""
        topics = log.get("topics") if isinstance(log, dict) else None
        if not isinstance(topics, list) or not all(
            isinstance(one, str) and _WORD.fullmatch(one) for one in topics
        ):
            raise Wrong("a log without topics of 32 bytes", _AGAIN)
        if len(topics) != 3 or topics[0].lower() != TRANSFER:
            return None
        if log.get("removed") is True:
            raise Wrong("this log was removed when the chain was reorganised", "leave it out")
        data = log.get("data")
        if not isinstance(data, str) or not _WORD.fullmatch(data):
            raise Wrong("the amount of a Transfer is no number of 32 bytes", _AGAIN)
        amount = int(data, 16)
        if not amount:
            return None
        number = _number(log, "blockNumber")
        seconds = (
            _number(log, "blockTimestamp") if log.get("blockTimestamp") else self.known.times.get(number)
        )
        if seconds is None:
            raise Wrong(f"nothing says when block {number} was", "put the block into the same file")
        return self._shared(number, seconds) | {
            "tx": name_of(log.get("transactionHash"), "transactionHash").lower(),
            "index": str(1 + _number(log, "logIndex")),
            "asset": _address(log.get("address")).lower(),
            "decimals": "0",
            "amount": str(amount),
            "from_address": _topic(topics[1]),
            "to_address": _topic(topics[2]),
        }

    def _shared(self, number: int, seconds: int) -> Texts:
        at = datetime.fromtimestamp(min(seconds, 10**10), UTC)
        return {"chain": self._chain, "block": str(number), "time": at.isoformat()}


def _number(said: Mapping[str, Any], name: str) -> int:
    text = said.get(name)
    if not isinstance(text, str) or not _HEX.fullmatch(text):
        raise Wrong(f"{name} is missing or no number: {str(text)[:40]}", _AGAIN)
    return int(text, 16)


def _address(text: object) -> str:
    if not isinstance(text, str) or not _ADDRESS.fullmatch(text):
        raise Wrong(f"{str(text)[:60]} is no address of 20 bytes", _AGAIN)
    return text


def _topic(text: str) -> str:
    if int(text[2:26], 16):
        raise Wrong(f"the topic {text} is no address", _AGAIN)
    return f"0x{text[26:]}"
