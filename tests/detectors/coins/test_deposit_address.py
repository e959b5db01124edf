"""Addresses an exchange keeps for a customer: those a theft reaches, those of brokers, and nobody else's."""

from __future__ import annotations

import pytest

from tests.detectors.coins.coins import HOT, THIEF, actors, found, pays, says, texts
from tests.detectors.sea.tracks import Row

START = [pays(1, "victim", "thief", 100), pays(2, "thief", "own", 100), pays(3, "own", "till", 100)]
ORDINARY = [
    row for n in range(6) for row in (pays(5 + n, f"u{n}", f"t{n}", 1), pays(6 + n, f"t{n}", "hot", 1))
]


def broker(clients: int = 8, coins: float = 6.0) -> list[Row]:
    """One address many pay into, beside enough others whose customers pay one coin each."""
    others = [row for n in range(40) for row in (pays(9, f"s{n}", f"q{n}", 1), pays(10, f"q{n}", "hot", 1))]
    paid = [pays(5 + n, f"c{n}", "till", coins) for n in range(clients)]
    return [*others, *paid, pays(40, "till", "hot", clients * coins)]


HITS = {
    "all of it": [*START, pays(4, "till", "hot", 100)],
    "as late as may be": [*START, pays(99, "till", "hot", 100)],
    "as little as may be": [*START, pays(4, "till", "hot", 95)],
    "paid by the taker himself": [
        pays(1, "v", "thief", 9),
        pays(2, "thief", "till", 9),
        pays(3, "till", "hot", 9),
    ],
    "half of the payer's coins": [*START, pays(2.5, "friend", "own", 100), pays(4, "till", "hot", 100)],
    "a broker": broker(),
}
NO_HITS = {
    "too late": [*START, pays(99.1, "till", "hot", 100)],
    "too little": [*START, pays(4, "till", "hot", 94)],
    "to another as well": [*START, pays(4, "till", "hot", 96), pays(4, "till", "z", 4)],
    "less than half of the payer's coins": [
        *START,
        pays(2.5, "friend", "own", 101),
        pays(4, "till", "hot", 100),
    ],
    "a client too few": broker(7),
    "sums too small": broker(coins=5.9),
}


@pytest.mark.parametrize("rows", HITS.values(), ids=HITS)
def test_hits(rows: list[Row]) -> None:
    assert actors(found("deposit_address", [*rows, *ORDINARY], [THIEF, HOT])) == [("till",)]


@pytest.mark.parametrize("rows", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(rows: list[Row]) -> None:
    assert not found("deposit_address", [*rows, *ORDINARY], [THIEF, HOT])


def test_two_exchanges_are_no_one_s_customer_address() -> None:
    rows = [*START, pays(4, "till", "hot", 50), pays(5, "till", "hot2", 50)]
    assert not found("deposit_address", rows, [THIEF, HOT, says("hot2", "Another Exchange", "exchange")])


def test_it_says_who_paid_and_who_says_so() -> None:
    (one,) = found("deposit_address", [*START, pays(4, "till", "hot", 100)], [THIEF, HOT])
    assert "All that till got, 100 ETH in 1 transfer, it passed on to Invented Exchange" in texts(one)
    assert "100 ETH of it came from own" in texts(one) and one.score == 0.75
    assert "8 others pay into it, 6 coins in the median, where 1" in texts(
        found("deposit_address", broker(), [HOT])[0]
    )
