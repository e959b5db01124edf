"""Where a ship can have been in a silence.

That is every place whose way from where she was last heard, and on to where she was heard again, is no longer
than she sails in that time.

On a sphere that is an ellipse with these two places as its foci; around Korea the way goes by sea. Other land
is not looked at, so the region is never too small.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.ports import DEGREE_M, Port, metres, ports
from sightline.detectors.sea.sea_way import ROUND, SPINE, Point, sea_metres
from sightline.detectors.sea.stillness import KNOT

CELLS = 96
"""cells of the grid along each side"""
WIDEST_M = 6_000_000.0
"""a way so long leads nearly anywhere: nothing is drawn of it"""
HIGHEST = 84.0
"""degrees of latitude up to which a region is drawn"""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reach:
    """Last heard at `gone`, heard again at `back` (degrees), so many hours later, at `knots` at most."""

    gone: Point
    back: Point
    hours: float
    knots: float

    @property
    def metres(self) -> float:
        """How far she can have sailed."""
        return self.knots * KNOT * self.hours * 3600


@dataclass(frozen=True, slots=True)
class Grid:
    """Metres to spare (negative: out of reach) at the corners of cells; `lats` by `lons` in degrees."""

    lats: Floats
    lons: Floats
    spare: Floats


def ways(one: Point, lats: Floats, lons: Floats) -> Floats:
    """`sea_metres` from one place to many, in metres."""
    straight: Floats = metres(*one, lats, lons)
    cut = _crossed(one, lats, lons)
    if not cut.any():
        return straight
    west, middle, east = ROUND
    round_: Floats = np.minimum(*(
        sum(float(metres(*a, *b)) for a, b in pairwise((one, *way))) + metres(*way[-1], lats, lons)
        for way in ((west, middle, east), (east, middle, west))
    ))  # fmt: skip
    return np.where(cut, round_, straight)


def _crossed(one: Point, lats: Floats, lons: Floats) -> NDArray[np.bool_]:
    found = np.zeros(np.broadcast(lats, lons).shape, dtype=bool)
    for c, d in pairwise(SPINE):
        first = _side(one, (lats, lons), c) * _side(one, (lats, lons), d)
        found |= (first < 0) & (_side(c, d, one) * _side(c, d, (lats, lons)) < 0)
    return found


def _side(a: Any, b: Any, at: Any) -> Any:
    return (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0])


def grid(reach: Reach) -> Grid | None:
    """The region on a grid; None where she can have been nearly anywhere, or had no time for the way."""
    if reach.metres > WIDEST_M or sea_metres(reach.gone, reach.back) > reach.metres:
        return None
    east = (reach.back[1] - reach.gone[1] + 540) % 360 - 180
    lat, lon = (reach.gone[0] + reach.back[0]) / 2, reach.gone[1] + east / 2
    far = reach.metres / 2 / DEGREE_M * 1.02
    lats = np.linspace(max(-HIGHEST, lat - far), min(HIGHEST, lat + far), CELLS + 1)
    across = min(180.0, far / np.cos(np.radians(np.abs(lats).max())))
    lons = np.linspace(lon - across, lon + across, CELLS + 1)
    every_lat, every_lon = np.meshgrid(lats, lons, indexing="ij")
    turned = (every_lon + 540) % 360 - 180
    spare = reach.metres - ways(reach.gone, every_lat, turned) - ways(reach.back, every_lat, turned)
    return Grid(lats, lons, spare)


def ports_within(reach: Reach) -> list[tuple[Port, float]]:
    """Ports she can have called at, with the hours left for a stay; most first."""
    known = ports()
    lats, lons = np.array([port.lat for port in known]), np.array([port.lon for port in known])
    spare = reach.metres - ways(reach.gone, lats, lons) - ways(reach.back, lats, lons)
    hours = spare / (reach.knots * KNOT) / 3600
    found = [(known[at], float(hours[at])) for at in np.flatnonzero(hours >= 0).tolist()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].name))
