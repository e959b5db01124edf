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
    "three in sixty days": ring(3, 60.0),
    "all on one day": [(a, b, 60.0, x) for a, b, _day, x in ring(4)],
    "twelve": ring(12),
    "a fifth comes back": ring(3, kept=0.45),
    "in parts within three days": [*ring(4), ("R1", "R2", ring(4)[1][2] + 3.0, 300.0)],
}
NO_HITS = {
    "two, who lend one another": ring(2),
    "an hour too slow": ring(3, 60.05),
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


BROKEN = {
    "one of six is missing": [*ring(6)[:2], *ring(6)[3:]],
    "the second of five": [ring(5)[0], *ring(5)[2:]],
    "two of eight that kept little": [*ring(8)[:2], *ring(8)[4:]],
}
WHOLE = {
    "the first is missing, so that nothing comes back": ring(8)[1:],
    "two are missing that kept more than a fifth": [*ring(8, kept=0.92)[:2], *ring(8, kept=0.92)[4:]],
    "one of four": [*ring(4)[:1], *ring(4)[2:]],
    "a tenth and more is kept each time": [*ring(6, kept=0.9)[:2], *ring(6, kept=0.9)[3:]],
    "what comes back is less than two steps would leave": [
        *ring(6)[:2], *((a, b, day, 0.8 * paid) for a, b, day, paid in ring(6)[3:])
    ],
    "what comes back came before": [
        *((a, b, day - 20.0, paid) for a, b, day, paid in ring(6)[3:]), *ring(6)[:2]
    ],
}  # fmt: skip


@pytest.mark.parametrize("said", BROKEN.values(), ids=BROKEN)
def test_a_circle_of_which_one_payment_is_missing(said: list[Edge]) -> None:
    [one] = found("cycle", edges(*said, *everyday(["A"])))
    assert actors([one]) == [{account for payer, payee, *_ in said for account in (payer, payee)}]
    assert "would close the circle" in one.reasons[0].text


@pytest.mark.parametrize("said", WHOLE.values(), ids=WHOLE)
def test_no_circle_of_which_one_payment_is_missing(said: list[Edge]) -> None:
    assert found("cycle", edges(*said, *everyday(["A"]))) == []


def test_of_more_than_twelve_in_a_ring_what_lies_between_two_parts_is_named_as_missing() -> None:
    [one] = found("cycle", edges(*ring(13), *everyday(["A"])))
    assert "would close the circle" in one.reasons[0].text and len(one.actors) <= 12


def test_of_two_rings_that_share_payments_the_longer_counts() -> None:
    said = [*ring(6), ("R2", "R0", 80.0, 700.0)]
    assert len(actors(found("cycle", edges(*said, *everyday(["A"]))))) >= 1


def test_a_ring_may_change_its_currency_but_what_comes_back_is_not_compared_then() -> None:
    rows = edges(*ring(4, kept=0.3), *everyday(["A"]))
    assert found("cycle", rows) == []
    [one] = found("cycle", also_in("EUR", rows, 3))
    assert "of another currency" in one.reasons[0].text
