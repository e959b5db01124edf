"""A network in columns: payers left, payees right, the same every time, and a river that keeps its sums."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

from sightline.service.network_shape import Asked, Edge, Network, Party, Way
from sightline.web.drawing.flow_network import LETTER, flow_network

AT = datetime(2023, 1, 1, tzinfo=UTC)


def edge(payer: str, payee: str, amount: int) -> Edge:
    return Edge(payer, payee, "USD", Decimal(amount), 1, AT, AT)


PARTIES = tuple(Party(id, "", step) for id, step in (("p", -1), ("a", 0), ("b", 1), ("c", 1), ("d", 2)))
EDGES = (edge("p", "a", 9), edge("a", "b", 100), edge("a", "c", 1), edge("b", "d", 4), edge("d", "a", 2))


def test_columns_go_from_payers_to_payees() -> None:
    drawn = flow_network(Network(Asked(("a",)), PARTIES, EDGES))
    assert drawn is not None
    at = {spot.party.id: spot.x for spot in drawn.spots}
    assert at["p"] < at["a"] < at["b"] == at["c"] < at["d"]
    assert [text for _x, text in drawn.heads] == ["payers", "asked about", "paid", "paid, step 2"]
    assert all(0 < spot.y < drawn.height and 0 < spot.x < drawn.width for spot in drawn.spots)


def test_names_of_columns_side_by_side_have_room() -> None:
    """Of five columns as of two a name has its letters; of eight it ends where the next begins."""
    for steps, letters in ((2, 21), (5, 21), (7, 16), (8, 14)):
        parties = tuple(Party(str(at), "", at) for at in range(steps))
        edges = tuple(edge(str(at), str(at + 1), 9) for at in range(steps - 1))
        drawn = flow_network(Network(Asked(("0",)), parties, edges))
        assert drawn is not None
        between = [spot for spot in drawn.spots if spot.beside == "middle"]
        assert {spot.letters for spot in between} == {letters}
        assert all(
            one.x + one.letters * LETTER / 2 <= other.x - other.letters * LETTER / 2
            for one, other in pairwise(between)
        )


def test_only_a_flow_is_drawn_as_the_way() -> None:
    for kind, marked in (("flow", 1), ("tie", 0), ("back", 0)):
        way = Way(EDGES[1:2], ("a", "b"), Decimal(9), kind != "tie", kind, "")
        drawn = flow_network(Network(Asked(("a",), "b"), PARTIES, EDGES, (way,)))
        assert drawn is not None and sum(line.on_way for line in drawn.lines) == marked


def test_width_grows_with_the_amount_and_what_runs_back_is_marked() -> None:
    drawn = flow_network(Network(Asked(("a",)), PARTIES, EDGES))
    assert drawn is not None
    widths = {(line.edges[0].payer, line.edges[0].payee): line.width for line in drawn.lines}
    assert widths["a", "b"] == 11.0 and widths["a", "b"] > widths["p", "a"] > widths["a", "c"]
    assert [line.edges[0].payer for line in drawn.lines if line.back] == ["d"]


def test_the_same_network_is_drawn_the_same_and_none_without_edges() -> None:
    one = Network(Asked(("a",)), PARTIES, EDGES)
    assert flow_network(one) == flow_network(one)
    assert flow_network(Network(Asked(("a",)), PARTIES, ())) is None
