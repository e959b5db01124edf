"""Transactions of several payers as one mixing step: every input into a pool, every output out of it.

Where a chain keeps unspent outputs, as Bitcoin does, a transaction of several inputs does not say whose coins
went to whom, and whoever makes it chooses the order its inputs and outputs stand in. Its transfers pair both
in that order. So each is taken apart into two legs, from its payer into the pool of its transaction and from
there to its payee; the fee leaves the pool last. All that is paid in is there before anything is paid out: by
share each output then carries the stolen share of all inputs, by touch every output is stolen where any input
is, and in order of arrival the first input pays the first output, as the transfers pair them. Transfers of a
transaction with one payer, and those of chains that keep accounts, are one leg as they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]
I32 = npt.NDArray[np.int32]
UNSPENT = frozenset((
    "bitcoin", "btc", "xbt", "litecoin", "ltc", "dogecoin", "doge", "bitcoin cash", "bitcoin-cash", "bch",
    "bitcoin sv", "bitcoin-sv", "bsv", "bitcoin gold", "bitcoin-gold", "btg", "dash", "zcash", "zec",
))  # fmt: skip
"""chains whose transactions spend outputs of earlier ones and may have several payers"""


@dataclass(frozen=True, slots=True)
class Steps:
    """Transactions of several payers: numbers of their first transfers and of those behind their last."""

    first: I64
    behind: I64
    fee_hi: U64
    fee_lo: U64


_NOTHING = np.zeros(0, np.int64)
NONE = Steps(_NOTHING, _NOTHING, np.zeros(0, np.uint64), np.zeros(0, np.uint64))


@dataclass(frozen=True, slots=True)
class Legs:
    """What is paid in the order it is paid; holders are those of the transfers, then pools, then `fees`."""

    source: I32
    target: I32
    hi: U64
    lo: U64
    row: I64
    """the transfer that a leg completes, -1 for one into a pool"""
    arrival: I64
    """of each transfer the leg that completes it"""
    holders: int
    fees: int
    """the holder that fees of mixing steps go to; as many as there are, where there is none"""


def steps(marks: Any, source: I32, fee_hi: U64, fee_lo: U64) -> Steps:
    """Runs of transfers of one mark, null for none, that more than one holder pays.

    The fee of each is the largest its transfers name, since a node names it once.
    """
    if marks.null_count == len(marks):
        return NONE
    given = marks.is_valid().to_numpy(zero_copy_only=False)
    mark = marks.fill_null(0).to_numpy(zero_copy_only=False)
    more = np.zeros(len(mark), np.bool_)
    more[1:] = given[1:] & given[:-1] & (mark[1:] == mark[:-1])
    first = np.flatnonzero(~more)
    behind = np.append(first[1:], len(mark))
    several = np.minimum.reduceat(source, first) != np.maximum.reduceat(source, first)
    most_hi = np.maximum.reduceat(fee_hi, first)
    low = np.where(fee_hi == np.repeat(most_hi, behind - first), fee_lo, np.uint64(0))
    most_lo = np.maximum.reduceat(low, first)
    return Steps(first[several], behind[several], most_hi[several], most_lo[several])


def legs(source: I32, target: I32, hi: U64, lo: U64, holders: int, mixing: Steps) -> Legs:
    """The transfers, those of mixing steps as two legs; of its fee the payer of the last transfer pays in."""
    count = len(source)
    rows = np.arange(count, dtype=np.int64)
    if not len(mixing.first):
        return Legs(source, target, hi, lo, rows, rows, holders, holders)
    first, size = mixing.first, mixing.behind - mixing.first
    paid = (mixing.fee_hi | mixing.fee_lo) != 0
    extra = size + 2 * paid
    start = first + np.cumsum(extra) - extra
    later = np.zeros(count + 1, np.int64)
    later[mixing.behind] = extra
    arrival = rows + np.cumsum(later)[:count]
    step = np.repeat(np.arange(len(first)), size)
    own = np.arange(len(step)) - np.repeat(np.cumsum(size) - size, size)
    row, enter = first[step] + own, start[step] + own
    arrival[row] = enter + size[step] + paid[step]
    whole = count + int(extra.sum())
    found = Legs(
        np.zeros(whole, np.int32),
        np.zeros(whole, np.int32),
        np.zeros(whole, np.uint64),
        np.zeros(whole, np.uint64),
        np.full(whole, -1, np.int64),
        arrival,
        holders + len(first) + 1,
        holders + len(first),
    )
    pool = (holders + step).astype(np.int32)
    _put(found, arrival, source, target, hi, lo)
    found.source[arrival[row]] = pool
    found.row[arrival] = rows
    _put(found, enter, source[row], pool, hi[row], lo[row])
    fee = np.flatnonzero(paid)
    into = start[fee] + size[fee]
    out = into + size[fee] + 1
    last, units = mixing.behind[fee] - 1, (mixing.fee_hi[fee], mixing.fee_lo[fee])
    _put(found, into, source[last], holders + fee, *units)
    _put(found, out, holders + fee, found.fees, *units)
    found.row[out] = last
    return found


def _put(found: Legs, at: I64, source: Any, target: Any, hi: U64, lo: U64) -> None:
    found.source[at], found.target[at], found.hi[at], found.lo[at] = source, target, hi, lo
