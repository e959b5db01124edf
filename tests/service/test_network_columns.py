"""Parties of a network stand beside those they are tied to, the same every time."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from sightline.service.network_columns import laid_out
from sightline.service.network_shape import Asked, Edge, Network, Party

AT = datetime(2023, 1, 1, tzinfo=UTC)


def test_rows_follow_the_ties_and_count_from_the_top() -> None:
    parties = [
        Party("r", "", 0),
        *(Party(f"{at}{n}", "", step) for step, at in ((1, "b"), (2, "c")) for n in range(3)),
    ]
    ties = [("r", "b0"), ("r", "b1"), ("r", "b2"), ("b0", "c2"), ("b1", "c1"), ("b2", "c0")]
    edges = tuple(Edge(one, other, "USD", Decimal(1), 1, AT, AT) for one, other in ties)
    found = laid_out(Network(Asked(("r",)), tuple(parties), edges))
    rows = {one.id: one.row for one in found.parties}
    assert sorted(rows[f"b{n}"] for n in range(3)) == [0, 1, 2]
    assert [rows["b0"], rows["b1"], rows["b2"]] == [rows["c2"], rows["c1"], rows["c0"]]
    assert laid_out(found) == found
