"""Transactions of several payers as one mixing step: every input into a pool, every output out of it.

Where a chain keeps unspent outputs, as Bitcoin does, a transaction of several inputs does not say whose coins
went to whom, and whoever makes it chooses the order its inputs and outputs stand in. Its transfers pair both
in that order. So each is taken apart into two legs, from its payer into the pool of its transaction and from
there to its payee; the fee leaves the pool last. All that is paid in is there before anything is paid out: by
share each output then carries the stolen share of all inputs, by touch every output is stolen where any input
is, and in order of arrival the first input pays the first output, as the transfers pair them. Transfers of a
transaction with one payer, and those of chains that keep accounts, are one leg as they stand, and each fee
is one more, behind what it was paid for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sightline.detectors.coins.fees import Fees

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


_NOTHING = np.zeros(0, np.int64)
NONE = Steps(_NOTHING, _NOTHING)


@dataclass(frozen=True, slots=True)
class Legs:
    """What is paid in the order it is paid; holders are those of the transfers, then pools, then `fees`."""

    source: I32
    target: I32
    hi: U64
    lo: U64
    row: I64
    """the transfer that a leg completes or that names its fee, -1 for one into a pool"""
    arrival: I64
    """of each transfer the leg that completes it"""
    holders: int
    fees: int
    """the holder that fees go to, the last"""


def runs(marks: Any) -> I64:
    """The first transfers of each run of one mark; those without a mark stand alone."""
    given = marks.is_valid().to_numpy(zero_copy_only=False)
    mark = marks.fill_null(0).to_numpy(zero_copy_only=False)
    more = np.zeros(len(mark), np.bool_)
    more[1:] = given[1:] & given[:-1] & (mark[1:] == mark[:-1])
    return np.flatnonzero(~more)


def steps(first: I64, source: I32) -> Steps:
    """Runs of transfers that more than one holder pays."""
    if not len(first) or len(first) == len(source):
        return NONE
    behind = np.append(first[1:], len(source))
    several = np.minimum.reduceat(source, first) != np.maximum.reduceat(source, first)
    return Steps(first[several], behind[several])


def legs(source: I32, target: I32, hi: U64, lo: U64, holders: int, mixing: Steps, paid: Fees) -> Legs:
    """The transfers with their fees, those of mixing steps as two legs each by way of a pool."""
    count = len(source)
    rows = np.arange(count, dtype=np.int64)
    pools = len(mixing.first)
    fees = holders + pools
    if not pools and not len(paid.behind):
        return Legs(source, target, hi, lo, rows, rows, fees + 1, fees)
    first, size = mixing.first, mixing.behind - mixing.first
    pooled = np.isin(paid.behind, mixing.behind)
    of = np.searchsorted(mixing.behind, paid.behind[pooled])
    with_fee = np.zeros(pools, np.int64)
    with_fee[of] = 1
    later = np.zeros(count + 1, np.int64)  # legs more than transfers behind each
    later[mixing.behind] = size + 2 * with_fee
    later[paid.behind[~pooled]] += 1
    so_far = np.cumsum(later)
    arrival = rows + so_far[:count]
    start = arrival[first] if pools else first
    step = np.repeat(np.arange(pools), size)
    own = np.arange(len(step)) - np.repeat(np.cumsum(size) - size, size)
    row, enter = first[step] + own, start[step] + own
    arrival[row] = enter + size[step] + with_fee[step]
    whole = count + int(so_far[-1])
    found = Legs(
        np.zeros(whole, np.int32),
        np.zeros(whole, np.int32),
        np.zeros(whole, np.uint64),
        np.zeros(whole, np.uint64),
        np.full(whole, -1, np.int64),
        arrival,
        fees + 1,
        fees,
    )
    pool = (holders + step).astype(np.int32)
    _put(found, arrival, source, target, hi, lo)
    found.source[arrival[row]] = pool
    found.row[arrival] = rows
    _put(found, enter, source[row], pool, hi[row], lo[row])
    into = start[of] + size[of]
    out = into + size[of] + 1
    units = paid.hi[pooled], paid.lo[pooled]
    _put(found, into, paid.payer[pooled], holders + of, *units)
    _put(found, out, holders + of, fees, *units)
    found.row[out] = paid.row[pooled]
    alone = paid.behind[~pooled]
    at = alone - 1 + so_far[alone]
    _put(found, at, paid.payer[~pooled], fees, paid.hi[~pooled], paid.lo[~pooled])
    found.row[at] = paid.row[~pooled]
    return found


def _put(found: Legs, at: I64, source: Any, target: Any, hi: U64, lo: U64) -> None:
    found.source[at], found.target[at], found.hi[at], found.lo[at] = source, target, hi, lo
