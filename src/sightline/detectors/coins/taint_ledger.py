"""A theft's ledger: transfers as numbered arrays, followed by three rules, and where everything is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
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
from sightline.detectors.coins.mixing_steps import Legs
from sightline.model.citation import Citation, Reason

Holder = tuple[str, str, str]
"""chain, asset, address"""
Paid = tuple[kernels.I32, kernels.I32, kernels.U64, kernels.U64]
Key = tuple[str, str, str]
"""a theft: actor, chain, asset"""


SEPARATOR = "\x1f"
FEES_TOLD = 3
"""fees that are cited"""


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


@dataclass(frozen=True, slots=True)
class Lot:
    """A piece of what was stolen at its end: holder, units, the transfer that took it, the way from there."""

    holder: int
    units: int
    taking: int
    way: tuple[int, ...]


@dataclass(slots=True)
class Followed:
    """What one theft came to, in base units, by holder: in order of arrival, by share, by touch.

    Thefts of several actors are each followed as if it were alone: what one took from another stands in both.
    """

    takings: list[int]
    lots: list[Lot]
    again: int = 0
    """taken a second time by the same actor, in order of arrival"""
    by_share: Mapping[int, int] = field(default_factory=dict)
    share_again: int = 0
    by_touch: Mapping[int, int] = field(default_factory=dict)
    fees: int = 0
    """went as fees, and lies nowhere any more, in order of arrival"""
    fees_at: list[int] = field(default_factory=list)
    """the transfers that name the largest of them"""
    share_fees: int = 0
    """the same by share"""
    before: int = 0
    """taken that had been taken before by anybody, `again` among it, in order of arrival"""
    share_before: int = 0
    taken_from: dict[Key, int] = field(default_factory=dict)
    """what others had taken and this actor had not, by their theft, in order of arrival"""
    taken_by: dict[Key, int] = field(default_factory=dict)
    """what others took of it that they had not taken before, by their theft, in order of arrival"""

    def taken(self, journal: Journal) -> int:
        """Base units that were taken, among them `again` that were stolen before."""
        return sum(journal.amount(index) for index in self.takings)


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


def follow(
    book: Journal, takings: Mapping[Key, Sequence[int]], services: Sequence[int]
) -> dict[Key, Followed]:
    """Each theft followed; `takings` are the transfers of each, `services` the holders where ways end.

    By all three rules a way goes on behind addresses of another theft, and ends at services alone.
    """
    legs = book.legs()
    paid = legs.source, legs.target, legs.hi, legs.lo
    service = np.zeros(legs.holders, np.bool_)
    service[[*services, legs.fees]] = True
    start = kernels.openings(*paid, legs.holders)
    taken = {key: np.sort(legs.arrival[list(rows)]) for key, rows in takings.items()}
    found = {key: Followed(sorted(rows), []) for key, rows in takings.items()}
    _in_order(book, legs, taken, found, kernels.fifo(*paid, _marks(legs, taken.values()), service, *start))
    for key, own in taken.items():
        marks = _marks(legs, [own])
        hi, lo, again = kernels.haircut(*paid, marks, service, *start)
        shares = _filled(hi, lo)
        found[key].share_fees = shares.pop(legs.fees, 0)
        found[key].by_share = shares
        found[key].share_before = found[key].share_again = _units(again)
        hi, lo = kernels.touched(*paid, marks, service, legs.holders)
        found[key].by_touch = _filled(hi[: len(book.holders)], lo[: len(book.holders)])
    if len({key[1:] for key in taken}) < len(taken):
        _shares_before(legs, taken, found, (service, *start))
    return found


def _marks(legs: Legs, several: Iterable[Any]) -> Any:
    marks = np.zeros(len(legs.source), np.bool_)
    for own in several:
        marks[own] = True
    return marks


def _shares_before(
    legs: Legs, taken: Mapping[Key, Any], found: Mapping[Key, Followed], rest: Sequence[Any]
) -> None:
    """By share, what of each theft had been taken before by anybody; at least what the same actor had."""
    marks = _marks(legs, taken.values())
    *_held, before = kernels.haircut(legs.source, legs.target, legs.hi, legs.lo, marks, *rest)
    order = np.flatnonzero(marks)
    for key, own in taken.items():
        units = _units(before[np.searchsorted(order, own)])
        found[key].share_before = max(found[key].share_again, units)


def _in_order(
    book: Journal, legs: Legs, taken: Mapping[Key, Any], found: Mapping[Key, Followed], fifo: Any
) -> None:
    """Part what was followed in order of arrival by theft: of each its pieces since the last that it took."""
    ends, steps, again = fifo
    had: dict[Key, Any] = {}
    new: dict[Key, Any] = {}
    for key, own in taken.items():
        one, marks = found[key], _marks(legs, [own])
        latest = kernels.latest(steps, marks)
        gone: list[tuple[int, int]] = []
        for (holder, step, hi, lo), origin in zip(ends.tolist(), latest[ends[:, 1]].tolist(), strict=True):
            if origin and holder == legs.fees:
                gone.append((joined(hi, lo), int(legs.row[int(steps[step, 0]) - 1])))
            elif origin:
                way = _way(legs, steps, step, origin)
                one.lots.append(Lot(holder, joined(hi, lo), int(legs.row[int(steps[origin, 0]) - 1]), way))
        one.fees = sum(units for units, _row in gone)
        one.fees_at = [
            row for _units_of, row in nsmallest(FEES_TOLD, gone, key=lambda fee: (-fee[0], fee[1]))
        ]
        one.again = one.taken(book) - one.fees - sum(lot.units for lot in one.lots)
        one.before = _units(again[marks[again[:, 0]]][:, 2:])
        had[key] = latest[again[:, 1]] > 0
        new[key] = marks[again[:, 0]] & ~had[key]
    for key, first in new.items():
        for other, theirs in had.items() if first.any() else ():
            if units := _units(again[first & theirs][:, 2:]):
                found[key].taken_from[other] = found[other].taken_by[key] = units


def _way(legs: Legs, steps: Any, step: int, first: int) -> tuple[int, ...]:
    """The transfers of a way from one step to another."""
    way = [int(legs.row[int(steps[step, 0]) - 1])]
    while step != first:
        step = int(steps[step, 1])
        way.append(int(legs.row[int(steps[step, 0]) - 1]))
    return tuple(row for row in reversed(way) if row >= 0)


def _units(halves: Any) -> int:
    """The sum of amounts in lines of (hi, lo)."""
    return sum(joined(hi, lo) for hi, lo in halves.tolist())


def _filled(hi: kernels.U64, lo: kernels.U64) -> dict[int, int]:
    return {int(at): joined(hi[at], lo[at]) for at in np.flatnonzero(hi | lo)}


def by_holder(lots: Sequence[Lot]) -> Iterator[tuple[int, list[Lot]]]:
    """Lots by where they are, the largest sum first."""
    found: dict[int, list[Lot]] = {}
    for lot in lots:
        found.setdefault(lot.holder, []).append(lot)
    yield from sorted(found.items(), key=lambda item: (-sum(lot.units for lot in item[1]), item[0]))
