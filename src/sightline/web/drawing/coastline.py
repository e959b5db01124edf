"""The coast as far as a drawing shows it: cut to the sheet and no finer than it can show.

The lines are Natural Earth's at 1:50 million. The front-end build writes them; without it a map has none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sightline.web.drawing.mercator import FULL_TURN, Projection

FILE = Path(__file__).parent.parent / "static" / "build" / "coastline.json"
STEPS = 1000.0
"""the file's numbers are thousandths of a degree"""
OUTSIDE = 12.0
"""units: rings are cut so far outside the sheet that the cut is not seen"""
FINEST = 0.7
"""units: points nearer to each other than that are one"""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ring:
    """The outline of an island or a lake: longitudes and latitudes in degrees, and the box around it."""

    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float


@cache
def rings(file: Path = FILE) -> tuple[Ring, ...]:
    """Every ring of the file; none where it has not been built."""
    if not file.is_file():
        return ()
    return tuple(_ring(flat) for flat in json.loads(file.read_bytes())["rings"])


def _ring(flat: Sequence[int]) -> Ring:
    points = tuple((lon / STEPS, lat / STEPS) for lon, lat in zip(flat[::2], flat[1::2], strict=True))
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return Ring(points, min(lons), min(lats), max(lons), max(lats))


def land(sheet: Projection, known: Sequence[Ring]) -> str:
    """The land on the sheet as the data of one SVG path for the even-odd rule; empty on the high sea."""
    return "".join(_path(cut) for ring in known for cut in _on_sheet(ring, sheet))


def _on_sheet(ring: Ring, sheet: Projection) -> Iterator[list[Point]]:
    if ring.north < sheet.south or ring.south > sheet.north:
        return
    for turn in (-FULL_TURN, 0.0, FULL_TURN):
        if ring.east + turn < sheet.west or ring.west + turn > sheet.east:
            continue
        drawn = [((lon + turn - sheet.west) * sheet.scale, sheet.y(lat)) for lon, lat in ring.points]
        cut = thinned(cut_to(drawn, sheet.width, sheet.height))
        if len(cut) > 2:
            yield cut


def cut_to(points: Sequence[Point], width: float, height: float) -> list[Point]:
    """A closed ring cut to a sheet and `OUTSIDE` around it, after Sutherland and Hodgman."""
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, -OUTSIDE, float.__ge__),
        (0, width + OUTSIDE, float.__le__),
        (1, -OUTSIDE, float.__ge__),
        (1, height + OUTSIDE, float.__le__),
    )
    kept = list(points)
    for axis, edge, inside in sides:
        kept = list(_cut_side(kept, axis, edge, inside))
    return kept


def _cut_side(
    points: Sequence[Point], axis: int, edge: float, inside: Callable[[float, float], bool]
) -> Iterator[Point]:
    for number, point in enumerate(points):
        before = points[number - 1]
        if inside(float(before[axis]), edge) != inside(float(point[axis]), edge):
            yield _crossing(before, point, axis, edge)
        if inside(float(point[axis]), edge):
            yield point


def _crossing(one: Point, other: Point, axis: int, edge: float) -> Point:
    share = (edge - one[axis]) / (other[axis] - one[axis])
    between = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (edge, between) if axis == 0 else (between, edge)


def thinned(points: Sequence[Point]) -> list[Point]:
    """The points without those that stand within `FINEST` of the one before."""
    kept: list[Point] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= FINEST:
            kept.append(point)
    return kept


def _path(points: Sequence[Point]) -> str:
    first, *rest = (f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{first}L{' '.join(rest)}Z"
