"""Groups that pay groups."""

from __future__ import annotations

from random import Random

import pytest

from tests.detectors.payments.webs import Edge, actors, edges, everyday, found


def web(payers: int, payees: int, days: float = 9.0, skip: int = 0) -> list[Edge]:
    pairs = [(f"A{a}", f"B{b}") for a in range(payers) for b in range(payees)]
    pairs = [pair for number, pair in enumerate(pairs) if not skip or number % skip]
    return [(a, b, 60.0 + number * days / len(pairs), 300.0) for number, (a, b) in enumerate(pairs)]


HITS = {
    "two and two": web(2, 2),
    "two and three": web(2, 3),
    "five and five, a few missing": web(5, 5, skip=6),
    "five and five in forty days": web(5, 5, days=40.0),
}
NO_HITS = {
    "two and two, one pair missing": web(2, 2)[:3],
    "two and two at leisure": web(2, 2, days=120.0),
    "one and many": web(1, 8),
    "many and one": web(8, 1),
    "spread over months": web(3, 3, days=150.0),
    "two and three at leisure": web(2, 3, days=120.0),
    "every month": [(a, b, day + 30 * month, x) for month in range(3) for a, b, day, x in web(3, 3)],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    [signal] = found("bipartite", edges(*said, *everyday(["A"])))
    assert actors([signal], "payer") == [{payer for payer, *_ in said}]
    assert actors([signal], "payee") == [{payee for _, payee, *_ in said}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("bipartite", edges(*said, *everyday(["A"]))) == []


def test_two_and_two_are_told_only_where_chance_would_hardly_bring_them() -> None:
    rows = edges(*web(2, 2), *everyday(["A"]))
    assert len(found("bipartite", rows)) == 1
    assert found("bipartite", rows, squares_by_chance=1e-9) == []
    rows = edges(*web(2, 3), *everyday(["A"]))
    assert len(found("bipartite", rows, squares_by_chance=1e-9)) == 1


@pytest.mark.parametrize(("strangers", "told"), [(20, True), (3000, False)], ids=["few", "many"])
def test_a_square_is_told_where_strangers_hardly_make_one(strangers: int, told: bool) -> None:
    """Beside payments between strangers among 60 and 60 accounts, all the time."""
    drawn = Random(7)
    pairs = {(drawn.randrange(60), 60 + drawn.randrange(60)) for _ in range(strangers)}
    life = [(f"C{a}", f"C{b}", 200.0 * at / len(pairs), 300.0) for at, (a, b) in enumerate(pairs)]
    named = actors(found("bipartite", edges(*web(2, 2), *life, *everyday(["A"]))))
    assert ({"A0", "A1", "B0", "B1"} in named) == told
