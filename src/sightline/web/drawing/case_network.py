"""Who is tied to whom, on a circle: what is tied stands near what it is tied to."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sightline.service.case_view import Network, Node

WIDTH, CENTRE = 1080, 540
RADIUS_X = 290
LEAST, EACH, HIGHEST = 60, 9, 230
"""half the height of the circle: at least, more for each node, at most"""
MOST = 60
"""nodes that are drawn; the table below has all"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in its place; `anchor` says on which side its name stands."""

    node: Node
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A tie between two spots."""

    path: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing, and how many nodes it leaves out."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    left_out: int
    height: int
    width: int = WIDTH


def drawn_network(network: Network) -> Drawn | None:
    """The network on a circle, in the order a walk along its ties meets them; nothing below two."""
    order = _walked(network)
    shown = order[:MOST]
    if len(shown) < 2:
        return None
    high = min(LEAST + EACH * len(shown), HIGHEST)
    spots = {node.id: _spot(node, at, len(shown), high) for at, node in enumerate(shown)}
    lines = tuple(
        Line(_curve(spots[tie.one], spots[tie.other], high), tie.words, tie.address)
        for tie in network.ties
        if tie.one in spots and tie.other in spots
    )
    return Drawn(tuple(spots.values()), lines, len(order) - len(shown), 2 * high + 100)


def _walked(network: Network) -> list[Node]:
    near: dict[str, list[str]] = {node.id: [] for node in network.nodes}
    for tie in network.ties:
        if tie.one in near and tie.other in near:
            near[tie.one].append(tie.other)
            near[tie.other].append(tie.one)
    nodes = {node.id: node for node in network.nodes}
    met: dict[str, Node] = {}
    for start in sorted(nodes, key=lambda id: -len(near[id])):
        stack = [start]
        while stack:
            id = stack.pop()
            if id not in met:
                met[id] = nodes[id]
                stack += [other for other in near[id] if other not in met]
    return list(met.values())


def _spot(node: Node, at: int, count: int, high: int) -> Spot:
    angle = 2 * math.pi * at / count - math.pi / 2
    x, y = CENTRE + RADIUS_X * math.cos(angle), high + 50 + high * math.sin(angle)
    side = math.cos(angle)
    anchor = "middle" if abs(side) < 0.15 else "start" if side > 0 else "end"
    return Spot(node, round(x, 1), round(y, 1), anchor)


def _curve(one: Spot, other: Spot, high: int) -> str:
    bend_x = (one.x + other.x + CENTRE) / 3
    bend_y = (one.y + other.y + high + 50) / 3
    return f"M{one.x} {one.y}Q{bend_x:.1f} {bend_y:.1f} {other.x} {other.y}"
