"""Bursts of strangers: one room, seen from both sides alike."""

from __future__ import annotations

import pytest

from sightline.detectors.payments import fan_in, fan_out
from sightline.detectors.payments.stranger_bursts import bursts
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, actors, also_in, edges, everyday, found

IN: list[Edge] = [(f"P{at}", "HUB", 60.0 + at, 500.0) for at in range(6)]


def test_a_burst_turned_round_is_the_same_burst() -> None:
    life = everyday(["HUB", "A"])
    [one] = bursts(tables(edges(*IN, *life), [])["payments"], fan_in.Params(), 4, incoming=True)
    turned = [(payee, payer, day, amount) for payer, payee, day, amount in (*IN, *life)]
    [other] = bursts(tables(edges(*turned), [])["payments"], fan_out.Params(), 4, incoming=False)
    assert one.number == other.number == "HUB"
    assert (one.edges, one.others) == (other.edges, other.others) and len(one.others) == 6


def test_what_was_gathered_and_scattered_is_left_to_that() -> None:
    life = everyday(["HUB", "A"])
    out = [("HUB", f"Q{at}", 68.0 + at, 498.0 + at) for at in range(6)]
    assert actors(found("gather_scatter", edges(*IN, *out, *life)), "middle") == [{"HUB"}]
    assert found("fan_in", edges(*IN, *out, *life)) == found("fan_out", edges(*IN, *out, *life)) == []
    late = [(payer, payee, day + 60.0, amount) for payer, payee, day, amount in out]
    assert found("gather_scatter", edges(*IN, *late, *life)) == []
    assert (
        len(found("fan_in", edges(*IN, *late, *life))) == len(found("fan_out", edges(*IN, *late, *life))) == 1
    )


OUT: list[Edge] = [("HUB", f"P{at}", 60.0 + at, 500.0 + 31.0 * at) for at in range(6)]
ON: list[Edge] = [(f"P{at}", "END", 68.0 + at, 300.0 + 37.0 * at) for at in range(6)]
LAYER: list[Edge] = [
    ("S0", "M0", 60.0, 310.0), ("S0", "M1", 60.3, 420.0), ("S0", "M2", 60.5, 530.0),
    ("S1", "M2", 60.6, 340.0), ("S1", "M3", 60.7, 450.0), ("S1", "M0", 61.0, 250.0),
]  # fmt: skip
NEXT: list[Edge] = [
    ("M0", "T0", 63.0, 200.0), ("M0", "T1", 63.2, 260.0), ("M1", "T0", 63.5, 370.0),
    ("M2", "T0", 64.0, 480.0), ("M2", "T1", 64.1, 590.0), ("M3", "T1", 64.5, 330.0),
]  # fmt: skip
LARGER: dict[str, tuple[list[Edge], dict[str, int]]] = {
    "scattered and gathered": ([*OUT, *ON], {"scatter_gather": 1}),
    "half of it gathered": ([*OUT, *ON[:3]], {"scatter_gather": 1, "fan_out": 1}),
    "scattered alone": (OUT, {"fan_out": 1}),
    "a web of layers": ([*LAYER, *NEXT], {"stack": 1}),
    "one layer alone": (LAYER, {"fan_out": 2}),
}


@pytest.mark.parametrize(("said", "told"), LARGER.values(), ids=LARGER)
def test_what_is_mostly_part_of_a_larger_shape_is_left_to_that(
    said: list[Edge], told: dict[str, int]
) -> None:
    """Whatever the sums: none of these agree to the cent."""
    rows = edges(*said, *everyday(["HUB", "A"]))
    count = {name: len(found(name, rows)) for name in ("stack", "scatter_gather", "fan_in", "fan_out")}
    assert {name: signals for name, signals in count.items() if signals} == told


def test_strangers_in_several_currencies_speak_against_a_burst() -> None:
    few = [(who, whom, day, amount + 7 * day) for who, whom, day, amount in IN[:4]]
    rows = edges(*few, *everyday(["HUB", "A"]))
    scores = {}
    for name, other in {"one": (), "three of one": (0,), "two of each": (0, 1)}.items():
        [one] = found("fan_in", also_in("EUR", rows, *other))
        scores[name] = one.score
        assert ("no 3 of them dealt in one currency" in one.reasons[0].text) == (name == "two of each")
    assert scores["two of each"] < 0.5 <= scores["three of one"]


def test_bursts_as_chance_brings_them_are_told_weakly() -> None:
    """Ten accounts that 280 strangers pay now and then, and a low bar of surprise."""
    noise = [(f"N{at}", f"M{at % 10}", at / 1.4, 300.0 + at) for at in range(280)]
    rows = edges(*IN, *noise, *everyday(["HUB", "A"]))
    strict, lax = (found("fan_in", rows, sure_worth=sure, surprise=3.0, burst=0.3) for sure in (1.0, 3.5))
    weak = [one for one in strict if "about every second one" in one.reasons[0].text]
    assert 0 < len(weak) < len(strict) and all(one.score < 0.5 for one in weak)
    assert [one.actors for one in strict] == [one.actors for one in lax]
    assert not [one for one in lax if "about every second one" in one.reasons[0].text]
