"""Groups that pay groups: how many pairs it takes, and that fans leave them alone."""

from __future__ import annotations

import pytest

from sightline.detectors.payments.dense_groups import Bounds, groups, sides
from sightline.detectors.payments.fan_in import Params
from sightline.detectors.payments.motif_graph import Web, strangers
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, edges, everyday, found


def rare(said: list[Edge]) -> Web:
    return strangers(tables(edges(*said, *everyday(["A0"])), [])["payments"], Params())


def pairs(payers: int, payees: int) -> list[Edge]:
    return [
        (f"A{a}", f"B{b}", 60.0 + (a * payees + b) * 0.2, 300.0) for a in range(payers) for b in range(payees)
    ]


@pytest.mark.parametrize(("payers", "payees", "count"), [(2, 2, 0), (2, 3, 1), (6, 6, 1)])
def test_how_many_it_takes(payers: int, payees: int, count: int) -> None:
    web = rare(pairs(payers, payees))
    assert [
        (len(one), len(other), paid) for one, other, paid in (sides(web, e) for e in groups(web, Bounds()))
    ] == [(payers, payees, payers * payees)] * count


def test_fans_leave_what_is_a_group() -> None:
    said = pairs(6, 6)
    assert found("fan_in", edges(*said, *everyday(["A0"]))) == []
    one = [edge for edge in said if edge[1] == "B0"]
    assert found("fan_in", edges(*one, *everyday(["A0", "B0"])))
