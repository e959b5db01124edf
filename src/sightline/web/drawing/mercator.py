"""Mercator: which part of the sea a drawing shows, and where in it a position stands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FULL_TURN = 360.0
HIGHEST = 85.0
"""degrees: beyond it the projection runs away"""
EARTH_NM = 60.0
"""nautical miles to a degree of latitude"""
MARGIN = 0.1
"""of the span, left free on each side"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A position in degrees WGS 84."""

    lat: float
    lon: float


def upward(lat: float) -> float:
    """Mercator's ordinate of a latitude, in degrees of longitude at the equator."""
    held = math.radians(max(-HIGHEST, min(HIGHEST, lat)))
    return math.degrees(math.asinh(math.tan(held)))


def latitude(up: float) -> float:
    """The inverse of `upward`."""
    return math.degrees(math.atan(math.sinh(math.radians(up))))


def near(lon: float, middle: float) -> float:
    """The longitude as it is written within half a turn of another: 179 and -179 are 2 degrees apart."""
    return lon + FULL_TURN * round((middle - lon) / FULL_TURN)


@dataclass(frozen=True, slots=True)
class Projection:
    """A part of the sea on a sheet of `width` by `height` units. `west` and `east` may lie beyond ±180."""

    west: float
    low: float
    scale: float
    width: float
    height: float

    @property
    def east(self) -> float:
        """The longitude at the right edge."""
        return self.west + self.width / self.scale

    @property
    def south(self) -> float:
        """The latitude at the lower edge."""
        return latitude(self.low)

    @property
    def north(self) -> float:
        """The latitude at the upper edge."""
        return latitude(self.low + self.height / self.scale)

    @property
    def middle(self) -> float:
        """The longitude half way."""
        return (self.west + self.east) / 2

    @property
    def unit_nm(self) -> float:
        """Nautical miles to a unit of the sheet, at its middle."""
        across = math.cos(math.radians(latitude(self.low + self.height / self.scale / 2)))
        return EARTH_NM * across / self.scale

    def x(self, lon: float) -> float:
        """Units from the left."""
        return round((near(lon, self.middle) - self.west) * self.scale, 1)

    def y(self, lat: float) -> float:
        """Units from the top."""
        return round(self.height - (upward(lat) - self.low) * self.scale, 1)

    def shows(self, spot: Spot) -> bool:
        """Whether a position stands on the sheet."""
        return 0 <= self.x(spot.lon) <= self.width and 0 <= self.y(spot.lat) <= self.height


def fit(spots: Sequence[Spot], width: float, height: float, least_nm: float) -> Projection:
    """The sheet that shows these positions (at least one), nowhere narrower than `least_nm`."""
    lons = _unturned(one.lon for one in spots)
    ups = [upward(one.lat) for one in spots]
    middle, centre = (min(lons) + max(lons)) / 2, (min(ups) + max(ups)) / 2
    least = least_nm / EARTH_NM / max(0.05, math.cos(math.radians(latitude(centre))))
    room = 1 - 2 * MARGIN
    across = max((max(lons) - min(lons)) / room, least)
    up = max((max(ups) - min(ups)) / room, least * height / width)
    scale = min(width / across, height / up)
    return Projection(middle - width / scale / 2, centre - height / scale / 2, scale, width, height)


def _unturned(lons: Iterable[float]) -> list[float]:
    """Longitudes written on one side of the first, so that a track over the date line stays in one piece."""
    given = list(lons)
    return [near(lon, given[0]) for lon in given]
