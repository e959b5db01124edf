"""Bursts of strangers whom one account pays."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, edges, everyday, found

LIFE = everyday(["HUB", "A"])


def burst(count: int, days: float = 16.0) -> list[Edge]:
    step = days / max(1, count - 1)
    return [("HUB", f"P{number}", 60.0 + number * step, 500.0) for number in range(count)]


HITS = {
    "four strangers in sixteen days": burst(4),
    "eight in a week": burst(8, 7.0),
    "three at once": burst(3, 0.5),
}
NO_HITS = {
    "two only": burst(2, 0.5),
    "three at leisure": burst(3),
    "an hour too slow": burst(4, 16.0 + 3 / 24),
    "paid every month": [
        ("HUB", f"P{n}", 60.0 + n + 30 * month, 500.0) for n in range(4) for month in range(4)
    ],
    "shops with a public": [
        *burst(4),
        *((f"C{n}", f"P{m}", n % 200 + 0.5, 9.0) for n in range(121) for m in range(4)),
    ],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    assert actors(found("fan_out", edges(*said, *LIFE)), "scatterer") == [{"HUB"}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("fan_out", edges(*said, *LIFE)) == []
