"""An account and its counterparties: payers on the left, payees on the right, the largest nearest."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sightline.service.flows import Edge, Flows

WIDTH = 760.0
CENTRE = WIDTH / 2
MOST = 14
"""counterparties drawn on a side; the rest is one line"""
GAP = 30.0
REACH = 210.0
"""units from the account to the counterparties of the middle"""
BULGE = 46.0
"""units by which the ends of a side stand nearer to the account"""
THINNEST, THICKEST = 1.0, 13.0
LOWEST = 132.0
"""units the drawing is high at least: the account has its name above it and its sum beneath"""
SHORT = 24
"""letters of a name beside its node"""


@dataclass(frozen=True, slots=True)
class Node:
    """A counterparty, or what is left of them, and the edge between it and the account."""

    edge: Edge | None
    """None where several are drawn as one"""
    x: float
    y: float
    path: str
    width: float
    label: str
    amount: Decimal
    count: int
    more: int
    """how many counterparties it stands for, beyond one"""
    both: bool
    """whether money goes both ways"""


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything a template draws of the graph."""

    width: float
    height: float
    x: float
    y: float
    sources: tuple[Node, ...]
    targets: tuple[Node, ...]
    came: Decimal
    went: Decimal


def graph(flows: Flows) -> Graph:
    """The main currency's edges around the account; widths by the root of the amount."""
    edges = [one for one in flows.edges if one.currency == flows.currency]
    sources = [one for one in edges if one.incoming]
    targets = [one for one in edges if not one.incoming]
    rows = max(1, *(min(len(side), MOST + 1) for side in (sources, targets)))
    height = max(LOWEST, rows * GAP + 40)
    largest = max((one.amount for one in edges), default=Decimal(1))
    both = {one.other for one in sources} & {one.other for one in targets}
    return Graph(
        WIDTH,
        height,
        CENTRE,
        height / 2,
        tuple(_side(sources, -1, height, largest, both)),
        tuple(_side(targets, 1, height, largest, both)),
        sum((one.amount for one in sources), Decimal()),
        sum((one.amount for one in targets), Decimal()),
    )


def _side(edges: Sequence[Edge], way: int, height: float, largest: Decimal, both: set[str]) -> Iterator[Node]:
    shown, rest = edges[:MOST], edges[MOST:]
    slots = _from_the_middle(len(shown) + bool(rest))
    for edge, slot in zip(shown, slots, strict=False):
        label = edge.name or edge.other
        yield _node(edge, way, slot, height, largest, label, edge.other in both)
    if rest:
        total = sum((one.amount for one in rest), Decimal())
        count = sum(one.count for one in rest)
        x, y, path = _curve(way, slots[-1], height)
        width = _width(total, largest)
        yield Node(None, x, y, path, width, f"{len(rest)} more", total, count, len(rest), False)


def _node(edge: Edge, way: int, slot: float, height: float, largest: Decimal, label: str, both: bool) -> Node:
    x, y, path = _curve(way, slot, height)
    short = label if len(label) <= SHORT else label[: SHORT - 1].rstrip() + "…"
    return Node(edge, x, y, path, _width(edge.amount, largest), short, edge.amount, edge.count, 0, both)


def _from_the_middle(count: int) -> list[float]:
    """Rows of a side, the first nearest to the middle, then by turns above and below."""
    offsets = [number - (count - 1) / 2 for number in range(count)]
    return sorted(offsets, key=lambda one: (abs(one), one))


def _curve(way: int, slot: float, height: float) -> tuple[float, float, str]:
    middle = height / 2
    edge = max(1.0, (height - 40) / GAP / 2)
    x = CENTRE + way * (REACH - BULGE * (slot / edge) ** 2)
    y = middle + slot * GAP
    start = middle + math.copysign(min(abs(slot) * 2.2, 20), slot)
    near, far = CENTRE + way * 24, CENTRE + way * 110
    one, other = (f"{near:g} {start:.1f}", f"{x:.1f} {y:.1f}")
    path = f"M{one}C{far:g} {start:.1f} {x - way * 80:.1f} {y:.1f} {other}"
    return round(x, 1), round(y, 1), path


def _width(amount: Decimal, largest: Decimal) -> float:
    share = math.sqrt(float(amount / largest)) if largest else 0.0
    return round(max(THINNEST, min(share, 1.0) * THICKEST), 1)
