"""Layers of accounts."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, edges, everyday, found


def layers(first: int = 2, middle: int = 2, last: int = 2, wait: float = 3.0) -> list[Edge]:
    early = [(f"A{a}", f"B{b}", 60.0 + (a + b) * 0.1, 400.0) for a in range(first) for b in range(middle)]
    return early + [
        (f"B{b}", f"C{c}", 60.0 + wait + (b + c) * 0.1, 390.0) for b in range(middle) for c in range(last)
    ]


HITS = {
    "two by two by two": layers(),
    "four layers wide": layers(4, 4, 4),
    "the last days": layers(wait=29.5),
    "a payment in is missing": layers()[1:],
    "a payment out is missing": layers()[:-1],
}
NO_HITS = {
    "one source": layers(first=1),
    "a payment in is missing, and the other came long before": [("A0", "B1", 50.0, 400.0), *layers()[2:]],
    "a payment is missing on both sides": layers()[1:-1],
    "one target": layers(last=1),
    "one between": layers(middle=1),
    "too late": layers(wait=30.5),
    "the other way round": layers(wait=-3.0),
    "single lines": [(f"A{n}", f"B{n}", 60.0, 400.0) for n in range(4)]
    + [(f"B{n}", f"C{n}", 62.0, 390.0) for n in range(4)],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    signals = found("stack", edges(*said, *everyday(["A"])))
    assert actors(signals) == [{payer for payer, *_ in said} | {payee for _, payee, *_ in said}]
    assert actors(signals, "middle") == [{name for name, *_ in said if name.startswith("B")}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("stack", edges(*said, *everyday(["A"]))) == []


@pytest.mark.parametrize(("days", "told"), [(60, 0), (80, 1)], ids=["by chance", "hardly by chance"])
def test_a_web_that_lacks_a_payment_is_held_against_how_long_the_data_last(days: int, told: int) -> None:
    early = [(payer, payee, day - 45.0, paid) for payer, payee, day, paid in layers(wait=29.5)[1:]]
    assert len(found("stack", edges(*early, *everyday(["A"], days)))) == told


def test_webs_that_share_their_members_are_told_apart() -> None:
    one = layers(4, 4, 4)
    name = {f"{old}{n}": f"{new}{n}" for old, new in ("AC", "BD", "CE") for n in range(4)}
    other = [(name[payer], name[payee], day + 6.0, paid) for payer, payee, day, paid in one]
    signals = found("stack", edges(*one, *other, *everyday(["A"])), most_members=14)
    assert actors(signals) == [
        {f"{layer}{n}" for layer in layers_ for n in range(4)} for layers_ in ("ABC", "CDE")
    ]


def test_a_web_of_four_layers_is_told_as_one() -> None:
    more = [("C0", "D0", 66.0, 380.0), ("C1", "D0", 66.0, 380.0)]
    more += [("C0", "D1", 66.0, 380.0), ("C1", "D1", 66.0, 380.0)]
    [names] = actors(found("stack", edges(*layers(), *more, *everyday(["A"]))))
    assert names == {f"{layer}{n}" for layer in "ABCD" for n in (0, 1)}


def test_loose_ends_of_a_large_web_are_left_out() -> None:
    loose = [(f"L{a}", f"B{a}", 59.5, 400.0) for a in range(4)]
    loose += [(f"L{a}", f"B{(a + 1) % 4}", 59.5, 400.0) for a in range(4)]
    said = edges(*layers(4, 4, 4), *loose, *everyday(["A"]))
    assert actors(found("stack", said, most_members=12)) == [
        {f"{layer}{n}" for layer in "ABC" for n in range(4)}
    ]
    assert actors(found("stack", said), "source") == [{f"{layer}{n}" for layer in "AL" for n in range(4)}]
