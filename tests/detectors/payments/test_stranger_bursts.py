"""Bursts of strangers: one room, seen from both sides alike."""

from __future__ import annotations

from sightline.detectors.payments import fan_in, fan_out
from sightline.detectors.payments.stranger_bursts import bursts
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, actors, edges, everyday, found

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
