from __future__ import annotations

from sightline.service.case_view import Network, Node, Tie
from sightline.web.drawing.case_network import MOST, drawn_network


def network(count: int) -> Network:
    nodes = tuple(Node(f"n-{at}", f"Invented {at}", "party", "") for at in range(count))
    return Network(nodes, tuple(Tie("n-0", node.id, "a tie", "/x") for node in nodes[1:]))


def test_fewer_than_two_are_not_drawn() -> None:
    assert drawn_network(network(1)) is None


def test_all_are_drawn_apart_up_to_a_bound() -> None:
    drawn = drawn_network(network(MOST + 3))
    assert drawn is not None and drawn.left_out == 3
    assert len({(spot.x, spot.y) for spot in drawn.spots}) == MOST
    assert all(0 < spot.x < drawn.width and 0 < spot.y < drawn.height for spot in drawn.spots)
    assert len(drawn.lines) == MOST - 1
