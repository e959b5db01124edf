"""The waters that the DPRK claims, as far as they can be told: from the distance to its coast.

The military boundary is as the Korean Central News Agency announced it on 1 August 1977, which Choon-ho
Park prints in "The 50-Mile Military Boundary Zone of North Korea" (American Journal of International
Law): 50 miles from the starting line of the territorial waters in the East Sea, and the boundary line of
the economic zone in the West Sea. The economic zone, of 21 June 1977 and never given in coordinates, is
taken from an encyclopaedia, and the breadth of the territorial sea from general knowledge: both are
unverified, and say so. Baselines are not known, so that each distance is from the coast as Natural Earth
draws it; what is inside by this may lie farther inside, as bays are enclosed. A claim says nothing about
whose waters they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.shore import coast, nearest_m, shore_m

NM: Final = 1852.0
TERRITORIAL_NM, MILITARY_NM, ECONOMIC_NM = 12.0, 50.0, 200.0
NEARER_NM: Final = 0.01
"""so much nearer another shore has to be"""
EAST_SEA: Final = 127.0
"""degrees east: the coast beyond is that of the East Sea (Sea of Japan), the rest of the West (Yellow) Sea"""
_SOUTH_WEST, _SOUTH_EAST, _NORTH = 37.75, 38.62, 42.30
"""degrees north at which its coast begins in the west and the east, and ends in the east (read from maps)"""
_FIRST, _LAST = 124.35, 130.70
"""degrees east between which it lies: the mouths of the Amnok (Yalu) and the Tuman"""
_OTHERS = ((37.70, 38.05, 124.50, 124.85), (37.60, 37.86, 126.15, 126.80))
"""south, north, west, east of islands and mouths there that are not its own: Baengnyeong and its neighbours,
the mouth of the Han"""


@dataclass(frozen=True, slots=True)
class Waters:
    """How far a place is from the DPRK's coast, and what it claims there, in words, the nearest first."""

    away_nm: float
    claims: tuple[str, ...]


def claimed_waters(lat: float, lon: float) -> Waters | None:
    """What the DPRK claims of a place; None farther than 200 nautical miles from its coast."""
    if not (30 <= lat <= 48 and 117 <= lon <= 141):
        return None
    away = nearest_m(lat, lon, _own()) / NM
    if away > ECONOMIC_NM:
        return None
    east = lon > EAST_SEA
    nearer = shore_m(lat, lon) / NM < away - NEARER_NM
    other = ", nearer to another shore, so that others may claim it" if nearer else ""
    claims = []
    if territorial(lat, lon) is not None:
        claims.append("territorial sea of 12 nautical miles (unverified)")
    if east and away <= MILITARY_NM:
        claims.append(f"military boundary of 50 miles in the East Sea, of 1 August 1977{other}")
    if not east:
        claims.append(f"military boundary to the limit of the economic zone in the West Sea{other}")
    claims.append(f"economic zone of 200 nautical miles, of 21 June 1977 (unverified){other}")
    return Waters(round(away, 1), tuple(claims))


def territorial(lat: float, lon: float) -> float | None:
    """Nautical miles to the DPRK's coast, where it is within twelve and no other shore is nearer."""
    if not (_SOUTH_WEST - 1 <= lat <= _NORTH + 1 and _FIRST - 1 <= lon <= _LAST + 1):
        return None
    away = nearest_m(lat, lon, _own()) / NM
    near = away <= TERRITORIAL_NM and shore_m(lat, lon) / NM >= away - NEARER_NM
    return round(away, 1) if near else None


@cache
def _own() -> NDArray[np.float64]:
    """The pieces of coast that are the DPRK's."""
    line = coast().line
    lat, lon = (line[:, 0] + line[:, 2]) / 2, ((line[:, 1] + line[:, 3]) / 2 + 180) % 360 - 180
    south = np.where(lon > EAST_SEA, _SOUTH_EAST, _SOUTH_WEST)
    own = (lat >= south) & (lat <= _NORTH) & (lon >= _FIRST) & (lon <= _LAST)
    for low, high, west, east in _OTHERS:
        own &= ~((lat >= low) & (lat <= high) & (lon >= west) & (lon <= east))
    return line[own]
