"""How far it is by sea, at least: straight, or around Korea where a straight line would cross it.

Other land is not looked at, so a distance is never too long and what could be reached never too little.
"""

from __future__ import annotations

from itertools import pairwise

from sightline.detectors.sea.ports import metres

Point = tuple[float, float]
"""latitude and longitude in degrees"""

SPINE: tuple[Point, ...] = ((42.0, 127.5), (39.5, 126.6), (38.0, 127.3), (36.5, 127.8), (34.9, 127.2))
"""a line along the middle of the peninsula, from its root to its southern end"""
ROUND: tuple[Point, ...] = ((34.0, 125.6), (33.9, 127.2), (34.8, 129.4))
"""sea off the south-west, the south and the south-east of it"""


def sea_metres(one: Point, other: Point) -> float:
    """The shortest way in metres that does not cross the spine of Korea."""
    if not crosses(one, other):
        return float(metres(*one, *other))
    west, middle, east = ROUND
    ways = ((west, middle, east), (east, middle, west))
    return min(
        sum(float(metres(*a, *b)) for a, b in pairwise((one, *way, other)))
        for way in ways
    )  # fmt: skip


def crosses(one: Point, other: Point) -> bool:
    """Whether the straight line between two places crosses the spine."""
    return any(_cut(one, other, a, b) for a, b in pairwise(SPINE))


def _cut(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, at: Point) -> float:
    return (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0])
