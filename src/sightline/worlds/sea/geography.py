"""Ports, approaches and sea lanes of the Yellow Sea, the East China Sea and the Korea Strait.

Positions of ports are those of the World Port Index (Pub. 150), to a sixtieth of a degree. Approaches
and lanes are waypoints set by hand from the shape of the coast, so that straight legs keep off land well
enough for a sample; they are no chart.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from functools import cache

import numpy as np

METRES = 111_195.0
"""metres a degree of latitude"""
KNOT = 0.514444

Point = tuple[float, float]
"""latitude, longitude in degrees"""


@dataclass(frozen=True, slots=True)
class Port:
    """A port: its position, the way out as waypoints, and the lane the way ends at."""

    name: str
    at: Point
    way: tuple[Point, ...]
    lane: str


PORTS: dict[str, Port] = {
    port.name: port
    for port in (
        Port("Dalian", (38.9167, 121.6667), ((38.85, 121.75), (38.75, 121.95)), "N1"),
        Port("Qingdao", (36.0333, 120.2667), ((35.97, 120.36), (35.80, 120.75)), "Q1"),
        Port("Lianyungang", (34.7333, 119.45), ((34.80, 119.60), (34.85, 120.10)), "L1"),
        Port("Shanghai", (31.2167, 121.50), ((31.38, 121.62), (31.25, 122.00), (31.05, 122.60)), "N6"),
        Port("Ningbo", (29.8833, 121.55), ((29.98, 121.78), (29.80, 122.20), (29.62, 122.55)), "N7"),
        Port("Inchon", (37.4667, 126.6167), ((37.32, 126.45), (37.05, 126.00)), "Y1"),
        Port("Kunsan", (35.9833, 126.6167), ((35.97, 126.45), (35.90, 125.90)), "Y2"),
        Port("Mokpo", (34.7833, 126.3833), ((34.76, 126.22), (34.60, 125.75)), "M1"),
        Port("Yosu", (34.7333, 127.75), ((34.65, 127.85), (34.30, 127.95)), "J2"),
        Port("Busan", (35.10, 129.0333), ((35.03, 129.06), (34.92, 129.08)), "K2"),
        Port("Ulsan", (35.45, 129.40), ((35.42, 129.47), (35.35, 129.65)), "K4"),
        Port("Pohang", (36.05, 129.3833), ((36.07, 129.46), (36.12, 129.70)), "K5"),
        Port("Cheju", (33.5167, 126.5333), ((33.57, 126.52), (33.75, 126.50)), "J1"),
        Port("Hakata", (33.60, 130.40), ((33.64, 130.30), (33.75, 130.15)), "H1"),
        Port("Nagasaki", (32.7167, 129.85), ((32.69, 129.76), (32.60, 129.45)), "G1"),
        Port("Keelung", (25.1333, 121.7667), ((25.18, 121.78), (25.40, 121.90)), "N8"),
    )
}
LANES: dict[str, Point] = {
    "N1": (38.30, 122.80), "N2": (37.20, 123.40), "N3": (35.80, 123.30), "N4": (34.00, 123.60),
    "N5": (32.40, 124.00), "N6": (31.00, 123.60), "N7": (29.20, 123.30), "N8": (27.20, 122.30),
    "Q1": (35.50, 122.00), "L1": (34.70, 121.60), "Y1": (36.90, 125.50), "Y2": (35.80, 125.20),
    "M1": (34.20, 125.00), "J1": (33.85, 126.30), "J2": (33.85, 127.50), "K1": (34.30, 128.50),
    "K2": (34.85, 129.12), "K4": (35.30, 129.80), "K5": (36.10, 130.00), "K3": (33.90, 128.60),
    "H1": (33.98, 129.65), "J3": (32.50, 126.40), "J4": (32.20, 128.20), "G1": (32.30, 129.20),
}  # fmt: skip
EDGES = (
    "N1-N2 N2-N3 N3-N4 N4-N5 N5-N6 N6-N7 N7-N8 Q1-N3 L1-N4 Y1-N2 Y1-N3 Y1-Y2 Y2-N3 Y2-M1 M1-N4 "
    "M1-J1 J1-J2 J2-K1 K1-K2 K2-K4 K4-K5 K1-K3 J2-K3 K3-H1 N5-J3 J3-J4 J4-G1 J4-K3 Q1-L1"
)


def metres(a: Point, b: Point) -> float:
    """Distance in metres on a plane that fits the region."""
    east = (b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return METRES * math.hypot(east, b[0] - a[0])


def moved(at: Point, east: float, north: float) -> Point:
    """The point so many metres east and north."""
    return at[0] + north / METRES, at[1] + east / (METRES * math.cos(math.radians(at[0])))


def towards(a: Point, b: Point, distance: float) -> Point:
    """The point so many metres from `a` on the way to `b`, not beyond it."""
    part = min(1.0, distance / max(metres(a, b), 1.0))
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def from_ports(at: Point) -> float:
    """Metres to the nearest port of the table."""
    return min(metres(at, port.at) for port in PORTS.values())


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {name: [] for name in LANES}
    for edge in EDGES.split():
        a, _, b = edge.partition("-")
        found[a].append(b)
        found[b].append(a)
    return {name: tuple(several) for name, several in found.items()}


@cache
def lane(a: str, b: str) -> tuple[Point, ...]:
    """The shortest way over the lanes from one waypoint to another, both included."""
    best: dict[str, tuple[str, ...]] = {}
    queue: list[tuple[float, str, tuple[str, ...]]] = [(0.0, a, (a,))]
    while b not in best:
        gone, at, path = heapq.heappop(queue)
        if at in best:
            continue
        best[at] = path
        for beside in _neighbours()[at]:
            heapq.heappush(queue, (gone + metres(LANES[at], LANES[beside]), beside, (*path, beside)))
    return tuple(LANES[name] for name in best[b])


def passage(a: str, b: str) -> tuple[Point, ...]:
    """From port to port: out of the one, over the lanes, into the other; neither berth included."""
    start, end = PORTS[a], PORTS[b]
    return (*start.way, *lane(start.lane, end.lane), *reversed(end.way))


def to_sea(name: str, at: Point) -> tuple[Point, ...]:
    """From a port to a point at sea, by the lane's waypoint nearest to it; the point included."""
    port = PORTS[name]
    nearest = min(LANES, key=lambda one: metres(LANES[one], at))
    return (*port.way, *lane(port.lane, nearest), at)


OPEN_SEA = (
    ((33.2, 122.6), (37.0, 124.7)),
    ((27.6, 123.2), (32.8, 126.3)),
    ((31.0, 126.3), (32.6, 128.3)),
    ((35.4, 130.0), (37.6, 131.6)),
)
"""boxes of open water (south-west, north-east): Yellow Sea, East China Sea, off Kyushu, off Ulsan"""


def off_shore(rng: np.random.Generator, low: float, high: float) -> Point:
    """A point in open water, so many metres from the nearest port (between `low` and `high`).

    Where no such point is found in 400 throws, the nearest to the range that was seen.
    """
    areas = np.array([(b[0] - a[0]) * (b[1] - a[1]) for a, b in OPEN_SEA])
    best, miss = (33.5, 123.5), math.inf
    for _ in range(400):
        a, b = OPEN_SEA[int(rng.choice(len(OPEN_SEA), p=areas / areas.sum()))]
        at = (float(rng.uniform(a[0], b[0])), float(rng.uniform(a[1], b[1])))
        away = from_ports(at)
        wrong = max(low - away, away - high, 0.0)
        if wrong < miss:
            best, miss = at, wrong
        if not wrong:
            break
    return best
