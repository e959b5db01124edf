"""Groups that pay groups."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, edges, everyday, found


def web(payers: int, payees: int, days: float = 9.0, skip: int = 0) -> list[Edge]:
    pairs = [(f"A{a}", f"B{b}") for a in range(payers) for b in range(payees)]
    pairs = [pair for number, pair in enumerate(pairs) if not skip or number % skip]
    return [(a, b, 60.0 + number * days / len(pairs), 300.0) for number, (a, b) in enumerate(pairs)]


HITS = {
    "two and three": web(2, 3),
    "five and five, a few missing": web(5, 5, skip=6),
    "five and five in forty days": web(5, 5, days=40.0),
}
NO_HITS = {
    "two and two": web(2, 2),
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
