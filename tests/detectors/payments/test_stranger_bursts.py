"""Bursts of strangers: one room, seen from both sides alike."""

from __future__ import annotations

import math

import pytest

from sightline.detectors.payments import fan_in, fan_out
from sightline.detectors.payments.stranger_bursts import bursts, chosen
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, edges, everyday

IN: list[Edge] = [(f"P{at}", "HUB", 60.0 + at, 500.0) for at in range(6)]


def test_a_burst_turned_round_is_the_same_burst() -> None:
    life = everyday(["HUB", "A"])
    [one] = bursts(tables(edges(*IN, *life), [])["payments"], fan_in.Params(), 4, incoming=True)
    turned = [(payee, payer, day, amount) for payer, payee, day, amount in (*IN, *life)]
    [other] = bursts(tables(edges(*turned), [])["payments"], fan_out.Params(), 4, incoming=False)
    assert one.number == other.number == "HUB"
    assert (one.edges, one.others) == (other.edges, other.others) and len(one.others) == 6


def test_the_tail_of_the_binomial_is_exact() -> None:
    for told, of, share in ((0, 5, 0.3), (1, 5, 0.3), (4, 5, 0.3), (5, 5, 0.3), (30, 400, 0.01)):
        exact = sum(math.comb(of, at) * share**at * (1 - share) ** (of - at) for at in range(told, of + 1))
        assert chosen(told, of, share) == pytest.approx(-math.log10(exact) if told else 0.0, abs=1e-9)
    assert chosen(3, 3, 0.0) == chosen(3, 3, 1.0) == 0.0
