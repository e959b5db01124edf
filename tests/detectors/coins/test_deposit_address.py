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
    assert "100 ETH of it came from own" in texts(one)
    assert "8 others pay into it, 6 coins in the median, where 1" in texts(
        found("deposit_address", broker(), [HOT])[0]
    )


def test_one_transfer_on_cannot_tell_it_from_a_step_of_the_taker() -> None:
    once, twice = (
        found(
            "deposit_address",
            [*START, *(pays(4 + n, "till", "hot", 100 / n_of) for n in range(n_of))],
            [THIEF, HOT],
        )
        for n_of in (1, 2)
    )
    assert "passed on to Invented Exchange in 1, as an address would that the exchange keeps" in texts(
        once[0]
    )
    assert "one transfer cannot tell it from a step of whoever paid in" in texts(once[0])
    assert "one transfer cannot tell" not in texts(twice[0]) and "in 2, as an address would" in texts(
        twice[0]
    )
    assert (once[0].score, twice[0].score) == (0.5, 0.75)


def peeled(links: int, kept: float = 0.98) -> list[Row]:
    """A chain from the thief that peels off a little at every address, and its last address pays the till."""
    rows, left = [pays(1, "victim", "thief", 100), pays(2, "thief", "n0", 100)], 100.0
    for n in range(links):
        rows += [
            pays(3 + n, f"n{n}", f"n{n + 1}", left * kept),
            pays(3 + n, f"n{n}", f"p{n}", left * (1 - kept)),
        ]
        left *= kept
    return [*rows, pays(50, f"n{links}", "till", left), pays(51, "till", "hot", left)]


def mixed(links: int) -> list[Row]:
    """The same where a stranger adds as much again at every address: each has half of what came from it."""
    rows, left = [pays(1, "victim", "thief", 1), pays(2, "thief", "n0", 1)], 1.0
    for n in range(links):
        rows += [pays(3 + n - 0.5, f"s{n}", f"n{n + 1}", left), pays(3 + n, f"n{n}", f"n{n + 1}", left)]
        left *= 2
    return [*rows, pays(50, f"n{links}", "till", left), pays(51, "till", "hot", left)]


@pytest.mark.parametrize("links", [6, 9, 30])
def test_a_long_chain_that_peels_off_a_little_still_leads_to_the_till(links: int) -> None:
    assert ("till",) in actors(found("deposit_address", [*peeled(links), *ORDINARY], [THIEF, HOT]))


def test_far_away_every_mixing_counts() -> None:
    assert ("till",) in actors(found("deposit_address", [*mixed(7), *ORDINARY], [THIEF, HOT]))
    assert ("till",) not in actors(found("deposit_address", [*mixed(9), *ORDINARY], [THIEF, HOT]))


def bridged(out: float) -> list[Row]:
    hot = [pays(4, "far", "till", out, "bsc"), pays(5, "till", "hot", out, "bsc")]
    return [
        pays(1, "victim", "thief", 100), pays(2, "thief", "bridge", 100),
        pays(2.5, "exit", "far", out, "bsc"), *hot,
    ]  # fmt: skip


BRIDGE = [
    says(address, "Invented Bridge", "bridge", source=source)
    for address in ("bridge", "exit")
    for source in ("https://one.example.org/x", "https://two.example.org/y")
]


def test_what_came_over_a_bridge_leads_to_the_till_too_and_says_so() -> None:
    (one,) = found("deposit_address", [*bridged(99.5), *ORDINARY], [THIEF, HOT, *BRIDGE])
    assert actors([one]) == [("till",)] and "went over a bridge: 100 ETH into Invented Bridge" in texts(one)
    assert not found("deposit_address", [*bridged(98), *ORDINARY], [THIEF, HOT, *BRIDGE])
    assert not found("deposit_address", [*bridged(99.5), *ORDINARY], [THIEF, HOT, *BRIDGE[:1], BRIDGE[2]])
