"""Sums scattered over several and gathered by another."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, edges, everyday, found


def shape(middles: int = 3, wait: float = 4.0) -> list[Edge]:
    out = [("S", f"M{number}", 60.0 + number, 500.0) for number in range(middles)]
    return out + [(f"M{number}", "T", 60.0 + number + wait, 480.0) for number in range(middles)]


HITS = {"three between": shape(), "the last moment": shape(wait=20.0)}
NO_HITS = {
    "two between": shape(2),
    "too late": shape(wait=20.1),
    "paid on before it came": shape(wait=-1.0),
    "a standing order": [*shape(), ("S", "M0", 90.0, 500.0)],
    "to different ones": [
        (a, b if b != "T" else f"T{n}", day, x) for n, (a, b, day, x) in enumerate(shape())
    ],
    "back to where it came from": [(a, "S" if b == "T" else b, day, x) for a, b, day, x in shape()],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    signals = found("scatter_gather", edges(*said, *everyday(["A"])))
    assert actors(signals) == [{"S", "T", "M0", "M1", "M2"}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("scatter_gather", edges(*said, *everyday(["A"]))) == []


def test_ways_of_years_are_no_shape_and_what_is_near_in_time_is_one() -> None:
    late = [(a, f"L{b}" if b != "T" else b, day + 70, x) for a, b, day, x in shape(4)]
    late = [(a if a == "S" else f"L{a}", b, day, x) for a, b, day, x in late]
    slow = [(a, b, 20.0 + 40 * int((b if a == "S" else a)[1:]) + day % 5, x) for a, b, day, x in shape(3)]
    signals = found("scatter_gather", edges(*shape(3), *late, *everyday(["A"])))
    assert sorted(len(one.actors) for one in signals) == [5, 6]
    assert found("scatter_gather", edges(*slow, *everyday(["A"]))) == []
