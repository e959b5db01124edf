"""Waters where nobody is ever heard: ships fall silent at one side of them and are heard again at the other.

A ship that crosses such a place is not received there, whatever those near its edge say: they are heard on
because they stay outside. It shows on other days, in the silences of other ships: their straight ways lead
across the same places, and in all the data hardly a ship was heard there. On land nobody is heard either: a
straight way that leads over it says nothing, since she sailed round it.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.gap_kernel import NAMES
from sightline.detectors.sea.lean import compiled
from sightline.detectors.sea.reception import METRES, Reports, Sea, metres_between, rows_within
from sightline.detectors.sea.shore import on_land

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

PARTS: Final = (0.3, 0.5, 0.7)
"""of the straight way, at which it is asked who crossed and who was heard"""
WITHIN_M: Final = 8_000.0
MOVED_M: Final = 10_000.0
"""silences of ships that moved on less say nothing of what lies between"""
MOST: Final = 1_000
"""ships heard at a place are counted so far"""


def crossed(sea: Sea, asked: NDArray[np.intp]) -> Longs:
    """Other ships at three places of the ways of silences, by their index: that crossed unheard, and heard.

    Those whose own silences, at any time, lead within `WITHIN_M` of a place, and those heard so near at any
    time; silence by place by these two.
    """
    table = np.column_stack([sea.silences[name] for name in NAMES])
    found = np.zeros((len(asked), len(PARTS), 2), dtype=np.int64)
    for at, gap in enumerate(table[asked]):
        for place, here in enumerate(_places(gap)):
            across = _across(table, here) & (table[:, 0] != gap[0])
            found[at, place] = (
                len(np.unique(table[across, 0])),
                _heard_ever(sea.reports, sea.first, here, gap[0]),
            )
    return found


def _places(gap: Longs) -> list[tuple[float, float]]:
    """Places on the straight way between the ends of a silence, in degrees."""
    _ship, _since, lat, lon, _until, north, east = (int(one) for one in gap)
    turn = (east - lon + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
    return [((lat + part * (north - lat)) / 1e7, (lon + part * turn) / 1e7) for part in PARTS]


def never_heard(sea: Sea, asked: NDArray[np.intp], ships: float, share: float) -> NDArray[np.bool_]:
    """Which of these silences lead over places that so many others crossed, and hardly any was heard at."""
    counted = crossed(sea, asked)
    unheard, heard = counted[:, :, 0], counted[:, :, 1]
    unheard_there = (unheard >= ships) & (heard <= share * unheard)
    found: NDArray[np.bool_] = np.all(unheard_there, axis=1)
    table = np.column_stack([sea.silences[name] for name in NAMES])[asked]
    for at in np.flatnonzero(found).tolist():
        found[at] = not any(on_land(*here) for here in _places(table[at]))
    return found


def _across(table: Longs, here: tuple[float, float]) -> NDArray[np.bool_]:
    """Which silences of ships that moved on lead by a place, on a plane that fits round it."""
    narrow = float(np.cos(np.radians(here[0])))
    (y, x), (to_y, to_x) = (_from(table[:, side], table[:, side + 1], here, narrow) for side in (2, 5))
    north, east = to_y - y, to_x - x
    long = north * north + east * east
    nearest = np.clip(-(y * north + x * east) / np.maximum(long, 1.0), 0.0, 1.0)
    away = np.hypot(y + nearest * north, x + nearest * east)
    by: NDArray[np.bool_] = (away <= WITHIN_M) & (long > MOVED_M * MOVED_M)
    return by


def _from(lat: Longs, lon: Longs, here: tuple[float, float], narrow: float) -> tuple[Any, Any]:
    """Metres north and east of a place."""
    turn = (lon / 1e7 - here[1] + 540.0) % 360.0 - 180.0
    return (lat / 1e7 - here[0]) * METRES, turn * narrow * METRES


@compiled
def _heard_ever(reports: Reports, first: int, here: tuple[float, float], mmsi: int) -> int:
    """Other ships heard near a place at any time, counted up to `MOST`."""
    ships = np.empty(MOST, dtype=np.int64)
    count = 0
    for step in range(first, first + len(reports[0]) - 1):
        low, high = rows_within(reports, first, step, here[0], WITHIN_M)
        for row in range(low, high):
            ship = reports[1][row]
            if ship == mmsi or metres_between(here[0], here[1], reports[2][row], reports[3][row]) > WITHIN_M:
                continue
            known = 0
            while known < count and ships[known] != ship:
                known += 1
            if known == count:
                ships[count] = ship
                count += 1
                if count == MOST:
                    return count
    return count
