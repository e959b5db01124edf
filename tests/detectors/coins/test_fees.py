"""Fees: counted once for a transaction, behind the right transfer, paid by the right holder."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.detectors.coins.fees import Named, fees, in_coin

ACCOUNTS, UNSPENT = False, True
A, B, C = range(3)
CASES = {
    "an account pays right behind the transfer that names it": (
        ACCOUNTS, [(A, B, 5), (B, C, 4)], [0, 2], [0, 1], [(2, B, 2)],
    ),
    "the first that names it, and once": (
        ACCOUNTS, [(A, B, 5), (B, C, 4)], [2, 2], [0], [(1, A, 2)],
    ),
    "the largest where transfers differ": (
        ACCOUNTS, [(A, B, 5), (B, C, 4)], [2, 3], [0], [(2, B, 3)],
    ),
    "a payer of unspent outputs behind the last of the transaction": (
        UNSPENT, [(A, B, 5), (A, C, 4)], [2, 0], [0], [(2, A, 2)],
    ),
    "of several payers who has exactly that left": (
        UNSPENT, [(C, A, 7), (C, B, 9), (A, C, 5), (B, C, 4)], [0, 0, 0, 2], [0, 1, 2], [(4, A, 2)],
    ),
    "of several who have more left the one who is named": (
        UNSPENT, [(C, A, 8), (C, B, 9), (A, C, 5), (B, C, 4)], [0, 0, 2, 0], [0, 1, 2], [(4, A, 2)],
    ),
    "of several who have more left and are all named the last": (
        UNSPENT, [(C, A, 8), (C, B, 9), (A, C, 5), (B, C, 4)], [0, 0, 2, 2], [0, 1, 2], [(4, B, 2)],
    ),
    "not the named one who is known to have less left": (
        UNSPENT, [(C, A, 6), (C, B, 9), (A, C, 5), (B, C, 4)], [0, 0, 2, 0], [0, 1, 2], [(4, B, 2)],
    ),
    "the one of whose coins not all is seen where nobody is seen to have enough": (
        UNSPENT, [(C, A, 5), (A, C, 5), (B, C, 4)], [0, 2, 0], [0, 1], [(3, B, 2)],
    ),
    "coins that come in the same transaction pay no fee of it": (
        UNSPENT, [(C, A, 6), (C, B, 4), (A, B, 4), (B, C, 4)], [0, 0, 0, 2], [0, 1, 2], [(4, A, 2)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("unspent", "rows", "named", "runs", "told"), CASES.values(), ids=CASES)
def test_who_pays(
    unspent: bool,
    rows: list[tuple[int, int, int]],
    named: list[int],
    runs: list[int],
    told: list[tuple[int, int, int]],
) -> None:
    source, target = (np.array([row[at] for row in rows], np.int32) for at in (0, 1))
    lo, none = np.array([row[2] for row in rows], np.uint64), np.zeros(len(rows), np.uint64)
    said = Named(
        none, np.array(named, np.uint64), np.array(runs), source, np.full(len(rows), unspent, np.bool_)
    )
    found = fees(source, target, none, lo, said, 3)
    assert list(zip(found.behind.tolist(), found.payer.tolist(), found.lo.tolist(), strict=True)) == told


def test_a_token_costs_coins_of_its_payer_and_nothing_where_those_are_in_no_transfer() -> None:
    holders = [
        ("eth", "USDT", "a"), ("eth", "ETH", "a"), ("eth", "USDT", "b"), ("bitcoin", "BTC", "a"),
    ]  # fmt: skip
    source = np.array([0, 2, 1, 3], np.int32)
    unspent = np.array([False, False, False, True])
    assert in_coin(holders, source, unspent).tolist() == [1, -1, 1, 3]
