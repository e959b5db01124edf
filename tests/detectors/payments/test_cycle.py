"""Sums that go round."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, also_in, edges, everyday, found


def ring(size: int, days: float = 20.0, kept: float = 0.97) -> list[Edge]:
    step = days / (size - 1)
    return [
        (f"R{number}", f"R{(number + 1) % size}", 60.0 + number * step, 900.0 * kept**number)
        for number in range(size)
    ]


HITS = {
    "three": ring(3),
    "three in forty days": ring(3, 40.0),
    "all on one day": [(a, b, 60.0, x) for a, b, _day, x in ring(4)],
    "twelve": ring(12),
    "a fifth comes back": ring(3, kept=0.45),
    "in parts within three days": [*ring(4), ("R1", "R2", ring(4)[1][2] + 3.0, 300.0)],
}
NO_HITS = {
    "two, who lend one another": ring(2),
    "thirteen": ring(13),
    "an hour too slow": ring(3, 40.05),
    "less than a fifth comes back": ring(3, kept=0.44),
    "in parts three days and an hour apart": [*ring(4), ("R1", "R2", ring(4)[1][2] + 73 / 24, 300.0)],
    "in the wrong order": [(a, b, 130.0 - day, amount) for a, b, day, amount in ring(4)],
    "a ring of every month": [(a, b, day + 30 * n, x) for n in range(3) for a, b, day, x in ring(3)],
}


def test_more_steps_than_a_share_of_the_accounts_are_chance() -> None:
    many = [("R1", f"X{number}", 60.5, 880.0) for number in range(119)]
    assert found("cycle", edges(*ring(3), *many, *everyday(["A"])), tried_share=0.0, step=1.0) == []
    assert len(found("cycle", edges(*ring(3), *many, *everyday(["A"])), tried_share=0.0)) == 1
    assert len(found("cycle", edges(*ring(3), *many, *everyday(["A"])), tried_share=1.0)) == 1


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    signals = found("cycle", edges(*said, *everyday(["A"])))
    assert actors(signals) == [{payer for payer, *_ in said}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("cycle", edges(*said, *everyday(["A"]))) == []


def test_of_two_rings_that_share_payments_the_longer_counts() -> None:
    said = [*ring(6), ("R2", "R0", 80.0, 700.0)]
    assert len(actors(found("cycle", edges(*said, *everyday(["A"]))))) >= 1


def test_a_ring_may_change_its_currency_but_what_comes_back_is_not_compared_then() -> None:
    rows = edges(*ring(4, kept=0.3), *everyday(["A"]))
    assert found("cycle", rows) == []
    [one] = found("cycle", also_in("EUR", rows, 3))
    assert "of another currency" in one.reasons[0].text
