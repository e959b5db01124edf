"""Webs of layers are one shape: its parts are not told besides."""

from __future__ import annotations

import pytest

from sightline.detectors.payments import layers
from sightline.detectors.payments.fan_in import Params
from sightline.detectors.payments.motif_graph import strangers
from tests.detectors.books import tables
from tests.detectors.payments.test_stack import layers as web
from tests.detectors.payments.webs import edges, everyday, found

WIDE = web(3, 3, 3)


@pytest.mark.parametrize("name", ["bipartite", "scatter_gather", "gather_scatter"])
def test_what_is_a_web_of_layers_is_left_to_stack(name: str) -> None:
    rows = edges(*WIDE, *everyday(["A"]))
    assert len(found("stack", rows)) == 1 and found(name, rows) == []


def test_half_a_web_is_told_by_what_it_is() -> None:
    assert len(found("bipartite", edges(*WIDE[:9], *everyday(["A"])))) == 1
    one = [edge for edge in WIDE if edge[0] in ("A0", "B0", "B1", "B2") and edge[1] not in ("C1", "C2")]
    assert len(found("scatter_gather", edges(*one, *everyday(["A"])))) == 1


def test_groups_name_their_edges_and_sides() -> None:
    rare = strangers(tables(edges(*WIDE, *everyday(["A"])), [])["payments"], Params())
    [edges_found] = layers.groups(rare)
    assert len(edges_found) == len(WIDE) == len(layers.taken(rare))
    assert [len(side) for side in layers.three(rare, edges_found)] == [3, 3, 3]
