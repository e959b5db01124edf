"""The order of accounts: shapes weigh by how telling they are, and add up."""

from __future__ import annotations

from sightline.detectors.payments.account_measures import measures
from sightline.detectors.payments.account_ranking import (
    LEAST,
    NAMED,
    WEIGHTS,
    ranked,
    scores,
    strange,
    weight,
)
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, edges

PARTS: list[Edge] = [("P", "Q", 10 + at / 10, 100 + at) for at in range(3)]
MORE: list[Edge] = [("R", "S", 10 + at / 20, 100 + at) for at in range(9)]
LONG: list[Edge] = [("X", "Y", 0, 1), ("X", "Y", 60, 1)]


def test_what_weighs_more_comes_first_and_ties_by_number() -> None:
    found = measures(tables(edges(*PARTS, *MORE, *LONG), [])["payments"])
    order = ranked(found, 10)
    assert [one.account for one in order] == ["R", "S", "P", "Q"]
    most, power = WEIGHTS["structuring"]
    assert order[0].score == most and order[0].named
    assert order[2].score == round(0.5**power * most, 3) >= NAMED
    assert [name for name, _signal in order[0].shapes] == ["structuring"]
    assert order[0].figures["paid_count"] == 9
    assert [one.account for one in ranked(found, 1)] == ["R"]


def test_who_stands_in_no_shape_has_no_score() -> None:
    found = measures(tables(edges(*LONG), [])["payments"])
    assert scores(found).tolist() == [0.0, 0.0] and ranked(found, 5) == []


def test_strangers_tell_less_the_more_payments_are_of_pairs_that_deal_once() -> None:
    crowd: list[Edge] = [(f"S{n}", f"T{n}", n / 10, 50) for n in range(900)]
    regular: list[Edge] = [(f"U{n}", f"V{n}", day, 50) for n in range(300) for day in (1, 30, 60)]
    few, many, half = (
        measures(tables(edges(*said), [])["payments"]) for said in (crowd[:60], crowd, [*crowd, *regular])
    )
    assert 1.0 > strange(few) > strange(half) > strange(many) > LEAST
    assert weight("stack", 1.0, many) == WEIGHTS["stack"][0] * strange(many)
    assert weight("structuring", 1.0, many) == WEIGHTS["structuring"][0]
