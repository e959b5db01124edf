"""Blocks as a node of Bitcoin gives them: `getblock HASH 3`, one answer after the other or in an array.

Coins have no names in a transaction: what its inputs hold goes to its outputs in the order both stand in,
and what is left is the fee, named at the last transfer. So each address pays exactly what was taken from it,
less fees; who of several payers paid whom of several payees is a convention, which rules that mix coins do
not take as said (see the detector `crypto_taint`). With verbosity 2 an input is known only where the output
it spends stood earlier in the file. New coins come from `coinbase`.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sightline.formats.csv_blocks import Span
from sightline.formats.description import Description
from sightline.formats.json_records import Record, Records, loaded, spans
from sightline.formats.node_rows import Places, Texts, Wrong, checked, ended, name_of, refused, tell
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.unpacked import start

SATOSHI = Decimal(10) ** 8
HELD = 1_000_000
"""unspent outputs of the file that are kept, for inputs that do not say what they spend"""
BLOCK = ("hash", "height", "time", "tx")
TRANSACTION = ("txid", "vin", "vout")
LEFT = (
    "confirmations", "size", "strippedsize", "weight", "version", "versionHex", "merkleroot", "mediantime",
    "nonce", "bits", "difficulty", "chainwork", "nTx", "previousblockhash", "nextblockhash", "target",
    "coinbase_tx", "vsize", "locktime", "fee", "hex", "blockhash", "blocktime", "in_active_chain",
)  # fmt: skip
"""members of the answers that add nothing here; others are noted"""
DESCRIPTION = Description(
    name="bitcoind_json",
    version=2,
    kind="table",
    title="Blocks of Bitcoin as a node gives them (JSON)",
    publisher="",
    list_id="",
    roles=("blocks",),
    knows=(*BLOCK, *TRANSACTION, *LEFT),
    met_real_file=False,
    specification="Bitcoin Core 28.0, RPC getblock with verbosity 3 (bitcoincore.org/en/doc/28.0.0)",
    table="transfers",
)
_LOOKS = re.compile(rb'"merkleroot"\s*:|"(?:vin|vout)"\s*:\s*\[')
_ASK = "export the block again with getblock HASH 3"
Coin = tuple[str, int]
"""address and satoshi"""


def recognise(head: bytes, name: str) -> str | None:
    """`blocks` for JSON with the members of a block or a transaction of Bitcoin."""
    first = start(head).lstrip()
    return "blocks" if first[:1] in (b"{", b"[") and _LOOKS.search(first) else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `TRANSFERS`; transactions that are wrong go to `refuse`.

    BadInput where brackets do not close, Hostile for a record beyond 64 MiB.
    """
    records = Records(item)
    reader = _Reader(item, Places(records), refuse, asides)
    yield from checked(item, reader.rows(records), refuse, asides)
    ended(records, reader.places, refuse, asides)


class _Reader:
    """Transfers of a file, transaction by transaction."""

    def __init__(self, item: Readable, places: Places, refuse: Refuse, asides: Asides) -> None:
        self.item, self.places, self.refuse, self.asides = item, places, refuse, asides
        self._unspent: OrderedDict[tuple[str, str], Coin] = OrderedDict()
        self._unknown: set[str] = set()

    def rows(self, records: Records) -> Iterator[tuple[Span, Texts]]:
        for record in records:
            yield from self._record(record)

    def _record(self, record: Record) -> Iterator[tuple[Span, Texts]]:
        said = loaded(record.raw)
        try:
            block = _header(said)
        except Wrong as why:
            refused(
                self.item, self.places.next(record.start, record.start + len(record.raw)), why, self.refuse
            )
            return
        assert said is not None
        self._known(said, BLOCK)
        transactions = said["tx"]
        at = list(spans(record.raw, "tx"))
        if len(at) != len(transactions):
            ids = Wrong("the block names its transactions only by their ids", _ASK)
            refused(
                self.item, self.places.next(record.start, record.start + len(record.raw)), ids, self.refuse
            )
            return
        for (first, behind), transaction in zip(at, transactions, strict=True):
            span = self.places.next(record.start + first, record.start + behind)
            try:
                pieces, fee = self._pieces(transaction)
            except Wrong as why:
                refused(self.item, span, why, self.refuse)
                continue
            if not pieces:
                self.asides.pass_over(1, "transactions that move no coins")
            for index, (source, target, satoshi) in enumerate(pieces):
                yield (
                    span,
                    block
                    | {
                        "tx": transaction["txid"],
                        "index": str(index),
                        "asset": "BTC",
                        "decimals": "8",
                        "amount": str(satoshi),
                        "from_address": source,
                        "to_address": target,
                        "fee": str(fee) if index == len(pieces) - 1 and fee else "",
                    },
                )

    def _pieces(self, transaction: Any) -> tuple[list[tuple[str, str, int]], int]:
        """Payments of a transaction, and its fee."""
        if not isinstance(transaction, dict):
            raise Wrong("a transaction is no object", _ASK)
        self._known(transaction, TRANSACTION)
        txid = name_of(transaction.get("txid"), "txid")
        outputs = [_output(one, txid) for one in _list(transaction, "vout")]
        paid = [(address, satoshi) for address, satoshi, _n in outputs if satoshi]
        total = sum(satoshi for _address, satoshi in paid)
        inputs = [self._input(one, total) for one in _list(transaction, "vin")]
        fee = sum(satoshi for _address, satoshi in inputs) - total
        if fee < 0:
            raise Wrong(f"outputs hold {-fee} satoshi more than inputs", _ASK)
        for address, satoshi, number in outputs:
            self._unspent[txid, number] = (address, satoshi)
        while len(self._unspent) > HELD:
            self._unspent.popitem(last=False)
        return list(_shared(inputs, paid)), fee

    def _input(self, one: Any, total: int) -> Coin:
        if not isinstance(one, dict):
            raise Wrong("an input is no object", _ASK)
        if "coinbase" in one:
            return "coinbase", total
        spent = (str(one.get("txid")), str(one.get("vout")))
        held = self._unspent.pop(spent, None)
        if isinstance(one.get("prevout"), dict):
            address, satoshi, _number = _output(one["prevout"] | {"n": spent[1]}, spent[0])
            return address, satoshi
        if held is None:
            raise Wrong(
                f"an input spends output {spent[1]} of {spent[0]} and does not say whose that was", _ASK
            )
        return held

    def _known(self, said: Mapping[str, Any], own: tuple[str, ...]) -> None:
        for name in said:
            if name not in own and name not in LEFT and name not in self._unknown and len(self._unknown) < 50:
                self._unknown.add(name)
                tell(self.item, f"the member {name[:40]!r} is not known and was left out", self.asides)


def _header(said: dict[str, Any] | None) -> Texts:
    """What all transactions of a block share."""
    if said is None:
        raise Wrong("this is no JSON object, or a key stands in it twice", "fetch it again")
    if "tx" not in said and "vin" in said:
        raise Wrong("a transaction alone does not say the height of its block", _ASK)
    if missing := [name for name in BLOCK if name not in said]:
        raise Wrong(f"the block has no {missing[0]}", _ASK)
    if not isinstance(said["tx"], list):
        raise Wrong("tx is no list", _ASK)
    height, seconds = said["height"], said["time"]
    if not all(isinstance(one, str) and one.isdecimal() and len(one) < 12 for one in (height, seconds)):
        raise Wrong("height and time are whole numbers", _ASK)
    at = datetime.fromtimestamp(min(int(seconds), 10**10), UTC)
    return {"chain": "bitcoin", "block": height, "time": at.isoformat()}


def _list(transaction: Mapping[str, Any], name: str) -> list[Any]:
    found = transaction.get(name)
    if not isinstance(found, list) or not found:
        raise Wrong(f"a transaction without {name}", _ASK)
    return found


def _output(one: Any, txid: str) -> tuple[str, int, str]:
    """Address, satoshi and number of an output; a script without an address goes by its hash."""
    script = one.get("scriptPubKey") if isinstance(one, dict) else None
    if not isinstance(script, dict):
        raise Wrong("an output without scriptPubKey", _ASK)
    try:
        satoshi = Decimal(str(one.get("value"))) * SATOSHI
    except InvalidOperation:
        satoshi = Decimal("NaN")
    if not satoshi.is_finite() or satoshi != int(satoshi) or not 0 <= satoshi < 10**17:
        raise Wrong(f"an output of {str(one.get('value'))[:40]} is no amount of at most 8 decimals", _ASK)
    several = script.get("addresses")
    address = script.get("address")
    if address is None and isinstance(several, list) and len(several) == 1:
        address = several[0]
    if address is None:
        told = str(script.get("hex") or script.get("asm") or f"{txid}:{one.get('n')}")
        address = "script-" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:40]
    return name_of(address, "an address"), int(satoshi), str(one.get("n"))


def _shared(inputs: list[Coin], outputs: list[Coin]) -> Iterator[tuple[str, str, int]]:
    """Inputs to outputs, both in their order; what the inputs have left over is the fee."""
    sources = iter([coin for coin in inputs if coin[1]])
    source, left = next(sources, ("", 0))
    for target, wanted in outputs:
        while wanted and left:
            part = min(wanted, left)
            yield source, target, part
            wanted, left = wanted - part, left - part
            if not left:
                source, left = next(sources, ("", 0))
