"""Fees of transactions: how much, behind which transfer, and which holder paid each.

A file may name a fee at one transfer of a transaction or at all of them; the largest counts, once. On chains
that keep accounts whoever pays the transfer that names it first pays it, right behind that transfer, in the
coin of the chain. On chains that keep unspent outputs it is paid behind the last transfer of the transaction:
of several payers by one who is known to have exactly that left, else by the one at whose transfers alone it
stands, unless known to have less; else by the last who has that much left, or of whose coins not all is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numba as nb
import numpy as np
import numpy.typing as npt

from sightline.detectors.coins.taint_kernels import I32, U64, _add, _less, _take

I64 = npt.NDArray[np.int64]
COIN_OF = {
    "bitcoin": "BTC", "btc": "BTC", "ethereum": "ETH", "eth": "ETH", "litecoin": "LTC", "dogecoin": "DOGE",
    "bsc": "BNB", "tron": "TRX", "polygon": "POL", "avalanche": "AVAX", "solana": "SOL", "arbitrum": "ETH",
    "optimism": "ETH", "base": "ETH", "bitcoin cash": "BCH", "dash": "DASH", "zcash": "ZEC",
}  # fmt: skip
"""the coin in which fees of a chain are paid"""


@dataclass(frozen=True, slots=True)
class Fees:
    """Fees in order: the number of the transfer each is paid before, who pays, how much, where it stands."""

    behind: I64
    payer: I32
    hi: U64
    lo: U64
    row: I64
    """the transfer that names it"""


_NOTHING, _NO_UNITS = np.zeros(0, np.int64), np.zeros(0, np.uint64)
NONE = Fees(_NOTHING, np.zeros(0, np.int32), _NO_UNITS, _NO_UNITS, _NOTHING)


@dataclass(frozen=True, slots=True)
class Named:
    """Fees as the transfers name them: units of each transfer, 0 where it names none."""

    hi: U64
    lo: U64
    run: Any
    """the first transfer of each transaction, or of that part of it in one asset"""
    coin: I32
    """who pays the transfer, as a holder of the coin that fees are paid in; -1 for nobody known"""
    unspent: Any
    """whether transactions of the chain may have several payers"""


def fees(source: I32, target: I32, hi: U64, lo: U64, named: Named, holders: int) -> Fees:
    """What was paid as fees, in the order of the transfers."""
    given = np.flatnonzero(named.hi | named.lo)
    if not len(given):
        return NONE
    first = named.run
    behind = np.append(first[1:], len(source))
    of = np.searchsorted(first, given, "right") - 1
    order = np.lexsort((-given, named.lo[given], named.hi[given], of))
    last = np.append(np.flatnonzero(np.diff(of[order])), len(of) - 1)
    row, run = given[order][last], of[order][last]
    alone = np.minimum.reduceat(source, first)[run] == np.maximum.reduceat(source, first)[run]
    several = named.unspent[row] & ~alone
    parts, namer = np.append(0, np.flatnonzero(np.diff(of)) + 1), source[given]
    agreed = np.minimum.reduceat(namer, parts) == np.maximum.reduceat(namer, parts)
    payer = np.where(several & ~agreed, -1, named.coin[row]).astype(np.int32)
    at = np.where(named.unspent[row], behind[run], row + 1)
    found = np.flatnonzero(several | (payer >= 0))
    first_of = np.where(several, first[run], -1)[found]
    at, payer, row = at[found], payer[found], row[found]
    units = named.hi[row], named.lo[row]
    if (first_of >= 0).any():
        payer = _payers(source, target, hi, lo, holders, first_of, at, payer, *units)
    return Fees(at, payer, *units, row)


@nb.njit(cache=True)
def _payers(
    source: I32, target: I32, hi: U64, lo: U64, holders: int, first: I64, behind: I64, named: I32,
    fee_hi: U64, fee_lo: U64,
) -> Any:  # fmt: skip
    """Who pays each fee: `named`, or of several payers (`first` is then not -1) who has it left."""
    have_hi, have_lo = np.zeros(holders, np.uint64), np.zeros(holders, np.uint64)
    short = np.zeros(holders, np.bool_)
    payer = named.copy()
    done = 0
    for at in range(len(behind) + 1):
        stop = len(source)
        if at < len(behind):
            stop = first[at] if first[at] >= 0 else behind[at]
        for i in range(done, stop):
            _spend(have_hi, have_lo, source[i], hi[i], lo[i])
            have_hi[target[i]], have_lo[target[i]] = _add(
                have_hi[target[i]], have_lo[target[i]], hi[i], lo[i]
            )
        done = stop
        if at == len(behind):
            break
        if first[at] >= 0:
            for i in range(first[at], behind[at]):
                short[source[i]] = False
            for i in range(first[at], behind[at]):
                short[source[i]] |= _spend(have_hi, have_lo, source[i], hi[i], lo[i])
            payer[at] = _able(
                source[first[at] : behind[at]], payer[at], have_hi, have_lo, short, fee_hi[at], fee_lo[at]
            )
            for i in range(first[at], behind[at]):
                have_hi[target[i]], have_lo[target[i]] = _add(
                    have_hi[target[i]], have_lo[target[i]], hi[i], lo[i]
                )
            done = behind[at]
        _spend(have_hi, have_lo, payer[at], fee_hi[at], fee_lo[at])
    return payer


@nb.njit(cache=True)
def _able(
    payers: I32, named: int, have_hi: Any, have_lo: Any, short: Any, fee_hi: Any, fee_lo: Any
) -> Any:  # fmt: skip
    """Who has exactly the fee left; whoever is named, unless known to have too little; the last who has
    enough; the last who paid more than was seen to come, so that more is unknown."""
    if named >= 0 and have_hi[named] == fee_hi and have_lo[named] == fee_lo:
        return named
    for who in payers[::-1]:
        if have_hi[who] == fee_hi and have_lo[who] == fee_lo:
            return who
    if named >= 0 and (short[named] or not _less(have_hi[named], have_lo[named], fee_hi, fee_lo)):
        return named
    for who in payers[::-1]:
        if not _less(have_hi[who], have_lo[who], fee_hi, fee_lo):
            return who
    for who in payers[::-1]:
        if short[who]:
            return who
    return named if named >= 0 else payers[-1]


@nb.njit(cache=True)
def _spend(have_hi: Any, have_lo: Any, who: Any, hi: Any, lo: Any) -> Any:
    """Take an amount off; whether there was less."""
    if _less(have_hi[who], have_lo[who], hi, lo):
        have_hi[who], have_lo[who] = np.uint64(0), np.uint64(0)
        return True
    have_hi[who], have_lo[who] = _take(have_hi[who], have_lo[who], hi, lo)
    return False


def in_coin(holders: Sequence[tuple[str, str, str]], source: I32, unspent: Any) -> I32:
    """Of each transfer its payer as a holder of the coin that fees of the chain are paid in, -1 for none.

    On chains that keep unspent outputs a fee is paid in what the transaction moves.
    """
    numbers = {holder: at for at, holder in enumerate(holders)}
    own = np.arange(len(holders), dtype=np.int32)
    for at in np.unique(source[~unspent]).tolist():
        chain, _asset, address = holders[at]
        own[at] = numbers.get((chain, COIN_OF.get(chain, ""), address), -1)
    return own[source]
