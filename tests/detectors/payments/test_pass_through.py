"""Sums that are handed on."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, edges, everyday, found


def chain(steps: int = 3, hours: float = 47.0, kept: float = 0.1, amount: float = 2000.0) -> list[Edge]:
    return [
        (f"N{number}", f"N{number + 1}", 60.0 + number * hours / 24, amount * (1 - kept) ** number)
        for number in range(steps)
    ]


HITS = {
    "three payments": chain(),
    "exactly two days": chain(hours=48.0),
    "six, nothing kept": chain(6, kept=0.0),
}
NO_HITS = {
    "two payments": chain(2),
    "an hour too late": chain(hours=49.0),
    "too much kept": chain(kept=0.11),
    "it grows": chain(kept=-0.01),
    "small sums": chain(amount=499.0),
    "back to the first": [*chain(2, kept=0.0), ("N2", "N0", 64.0, 2000.0)],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    signals = found("pass_through", edges(*said, *everyday(["A"])))
    assert actors(signals) == [{f"N{number}" for number in range(len(said) + 1)}]
    assert actors(signals, "source") == [{"N0"}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("pass_through", edges(*said, *everyday(["A"]))) == []


SAID = {
    "one account between, nearly all of it": (2, 0.002, "through 1 account; 99.8% of it arrived"),
    "two between, all of it": (3, 0.0, "through 2 accounts; 100% of it arrived"),
    "two between, a tenth less twice": (3, 0.1, "through 2 accounts; 81% of it arrived"),
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_said(name: str) -> None:
    steps, kept, said = SAID[name]
    [one] = found(
        "pass_through",
        edges(*chain(steps, kept=kept), *everyday(["A"])),
        steps=min(3, steps),
    )
    assert said in one.reasons[0].text
