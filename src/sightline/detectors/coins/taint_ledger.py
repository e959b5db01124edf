"""Transfers of coins as a journal: numbered arrays in the order they happened, with their fees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from sightline.detectors.citing import COLUMNS, citation
from sightline.detectors.coins import mixing_steps
from sightline.detectors.coins import taint_kernels as kernels
from sightline.detectors.coins import transfer_versions as versions
from sightline.detectors.coins.fees import NONE as NO_FEES
from sightline.detectors.coins.fees import Fees, Named, fees, in_coin
from sightline.model.citation import Citation, Reason

Holder = tuple[str, str, str]
"""chain, asset, address"""
Paid = tuple[kernels.I32, kernels.I32, kernels.U64, kernels.U64]
Key = tuple[str, str, str]
"""a theft: actor, chain, asset"""


SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Journal:
    """Transfers in the order they happened, each once; `rows` are those of the table, to be looked up."""

    holders: tuple[Holder, ...]
    decimals: Mapping[tuple[str, str], int]
    source: kernels.I32
    target: kernels.I32
    hi: kernels.U64
    lo: kernels.U64
    at: Any
    """ms UTC"""
    places: pa.Table
    """item, row, place_start, place_end of each"""
    disputes: Mapping[Citation, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """by the place of the row that counts, the rows that say different things of one transfer"""
    fees: Fees = NO_FEES
    """what transactions cost, behind which transfer each"""
    mixing: mixing_steps.Steps = mixing_steps.NONE
    """the transactions that several payers paid together"""

    def legs(self) -> mixing_steps.Legs:
        """What is paid in order, fees among it, transactions of several payers by way of a pool."""
        paid = self.source, self.target, self.hi, self.lo, len(self.holders)
        return mixing_steps.legs(*paid, self.mixing, self.fees)

    def openings(self) -> tuple[kernels.U64, kernels.U64]:
        """What each holder must have had before, (hi, lo)."""
        legs = self.legs()
        hi, lo = kernels.openings(legs.source, legs.target, legs.hi, legs.lo, legs.holders)
        return hi[: len(self.holders)], lo[: len(self.holders)]

    def amount(self, index: int) -> int:
        """Base units of a transfer."""
        return joined(self.hi[index], self.lo[index])

    def place(self, index: int) -> dict[str, Any]:
        """Where a transfer stands."""
        return {name: self.places[name][index].as_py() for name in COLUMNS}

    def disputed(self, cites: Iterable[Citation]) -> tuple[Reason, ...]:
        """What files say differently of the transfers at these places, the first of them."""
        if not self.disputes:
            return ()
        return versions.reasons(self.disputes[one] for one in dict.fromkeys(cites) if one in self.disputes)

    def disputed_at(self, indexes: Iterable[int]) -> tuple[Reason, ...]:
        """The same of transfers by number."""
        if not self.disputes:
            return ()
        return self.disputed(citation(self.place(index)) for index in sorted(set(indexes)))


def journal(transfers: Any) -> Journal:
    """The transfers of the table in order: chain, block, the transactions as the file has them, index.

    A transfer that several files give is taken from the first of them. `mark` is one of a transaction and
    asset where transactions may have several payers, else of a transaction where fees are named, else null.
    """
    once = versions.once(transfers)
    costs = transfers.filter(_.fee > 0).limit(1).count().to_pyarrow().as_py()
    placed = once.mutate(
        position=_.row.min().over(ibis.window(group_by=["chain", "tx"])),
        mixes=_.chain.isin(sorted(mixing_steps.UNSPENT)),
    )
    rows = placed.order_by("chain", "block", "position", "tx", "index", "row").select(
        "chain", "asset", "decimals", "from_address", "to_address", "amount", "time_ms", "copies",
        *COLUMNS,
        "mixes", "fee",
        mark=_.mixes.ifelse((_.asset + SEPARATOR + _.tx).hash(), _.tx.hash() if costs else ibis.null()),
    )  # fmt: skip
    table = rows.to_pyarrow()
    repeated = bool(len(table)) and pc.max(table["copies"]).as_py() > 1
    numbers: dict[Holder, int] = {}
    source = _numbered(table, "from_address", numbers)
    target = _numbered(table, "to_address", numbers)
    hi, lo = _halves(table["amount"])
    first = mixing_steps.runs(table["mark"].combine_chunks())
    unspent = np.asarray(table["mixes"])
    mixing = mixing_steps.steps(first, np.where(unspent, source, -1))
    holders = tuple(numbers)
    kinds = table.group_by(["chain", "asset"]).aggregate([("decimals", "max")]).to_pylist()
    return Journal(
        holders,
        {(one["chain"], one["asset"]): one["decimals_max"] for one in kinds},
        source,
        target,
        hi,
        lo,
        np.asarray(table["time_ms"]),
        table.select(list(COLUMNS)),
        _disputes(transfers) if repeated else {},
        NO_FEES if not costs else _fees(table["fee"], (source, target, hi, lo), first, unspent, holders),
        mixing,
    )


def _fees(named: Any, paid: Paid, first: Any, unspent: Any, holders: Sequence[Holder]) -> Fees:
    coin = in_coin(holders, paid[0], unspent)
    units = _halves(pc.fill_null(named, 0))
    return fees(*paid, Named(*units, first, coin, unspent), len(holders))


def _disputes(transfers: Any) -> dict[Citation, list[dict[str, Any]]]:
    return {citation(rows[0]): rows for rows in versions.disputed(transfers).values()}


def _numbered(table: pa.Table, column: str, numbers: dict[Holder, int]) -> kernels.I32:
    parts = []
    for batch in table.select(["chain", "asset", column]).to_batches():
        keys = pc.binary_join_element_wise(*batch.columns, "\x1f").dictionary_encode()
        texts = (tuple(text.split("\x1f")) for text in keys.dictionary.to_pylist())
        known = np.array([numbers.setdefault(text, len(numbers)) for text in texts], np.int32)
        parts.append(known[keys.indices.to_numpy()])
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)


def _halves(amounts: Any) -> tuple[kernels.U64, kernels.U64]:
    """Whole numbers of 128 bits as their upper and lower 64."""
    whole = amounts.combine_chunks().cast(pa.decimal128(38, 0))
    if not len(whole):
        return np.zeros(0, np.uint64), np.zeros(0, np.uint64)
    words = np.frombuffer(whole.buffers()[1], np.uint64)[2 * whole.offset : 2 * (whole.offset + len(whole))]
    return np.ascontiguousarray(words[1::2]), np.ascontiguousarray(words[::2])


def joined(hi: Any, lo: Any) -> int:
    """A number of its two halves."""
    return (int(hi) << 64) + int(lo)
