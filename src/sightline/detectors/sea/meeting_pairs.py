"""Meetings of pairs, contact by contact, compiled: the last stage of `meeting_kernel`.

Of each pair only the meeting under way is kept; one that is over is told where it lasted long enough.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.encounters import PORT_CELL
from sightline.detectors.sea.gap_kernel import FREE, compiled
from sightline.detectors.sea.meeting_tables import Longs, slot
from sightline.detectors.sea.ports import DEGREE_M
from sightline.detectors.sea.stillness import HALF, WHOLE

Floats = NDArray[np.float64]
Bits = NDArray[np.uint8]

BILLION: Final = 1_000_000_000
METRES: Final = float(DEGREE_M) / 1e7
"""metres in 1e-7 degree"""
PORT_ROWS: Final = 4_500
PORT_COLUMNS: Final = 9_000


@compiled
def _told(pairs: Longs, at: int, found: Longs, count: int, others: Floats) -> int:
    """The meeting of a pair is over: whether it counts, 1 or 0; then it stands in `found`."""
    lasted = pairs[at, 2] - pairs[at, 1]
    lasting = lasted >= others[5] and pairs[at, 4] * 2 >= pairs[at, 3]
    beside = lasted >= others[6] and pairs[at, 5] * 2 >= pairs[at, 3]
    if not (lasting or beside) or pairs[at, 3] < (lasted + 1) * others[9]:
        return 0
    found[count, 0], found[count, 1] = pairs[at, 0] // BILLION, pairs[at, 0] % BILLION
    found[count, 2], found[count, 3] = pairs[at, 1], pairs[at, 2]
    for each in range(4):
        found[count, 4 + each] = pairs[at, 10 + each]
        found[count, 8 + each] = pairs[at, 6 + each]
    found[count, 12] = pairs[at, 14]
    return 1


@compiled
def _met(
    pairs: Longs, found: Longs, counts: Longs, key: int, contact: tuple[int, int, int, int, int],
    others: Floats,
) -> None:  # fmt: skip
    """Take one contact of a pair: instant, decimetres, place of the first ship, speed."""
    k, apart, lat, lon, speed = contact
    at = slot(pairs, key)
    moored, alongside = int(apart <= others[7]), int(apart <= others[8])
    before, begun = pairs[at, 2], pairs[at, 0] != FREE
    if begun and k < before:
        return  # of ships that share an MMSI: told already
    if begun and k == before:
        # the end of one leg and the begin of the next: the nearer counts
        if apart > pairs[at, 15]:
            pairs[at, 14] = max(pairs[at, 14], speed)
            return
        if apart == pairs[at, 15] and (lat > pairs[at, 8] or (lat == pairs[at, 8] and lon >= pairs[at, 9])):
            pairs[at, 14] = max(pairs[at, 14], speed)
            return
        pairs[at, 4] += moored - int(pairs[at, 15] <= others[7])
        pairs[at, 5] += alongside - int(pairs[at, 15] <= others[8])
        if pairs[at, 1] == k:
            pairs[at, 6], pairs[at, 7] = lat, lon
        if pairs[at, 11] == k:
            pairs[at, 10] = apart + 1
    elif begun and k - before <= others[4]:
        pairs[at, 3] += 1
        pairs[at, 4] += moored
        pairs[at, 5] += alongside
    else:
        if begun:
            counts[4] += _told(pairs, at, found, counts[4], others)
        else:
            counts[3] += 1
        pairs[at, 0], pairs[at, 1], pairs[at, 3], pairs[at, 4], pairs[at, 5] = key, k, 1, moored, alongside
        pairs[at, 6], pairs[at, 7], pairs[at, 10], pairs[at, 14] = lat, lon, apart + 1, speed
    pairs[at, 2], pairs[at, 8], pairs[at, 9], pairs[at, 15] = k, lat, lon, apart
    pairs[at, 14] = max(pairs[at, 14], speed)
    pairs[at, 16] = 1
    if apart < pairs[at, 10]:
        pairs[at, 10], pairs[at, 11], pairs[at, 12], pairs[at, 13] = apart, k, lat, lon


@compiled
def ended(pairs: Longs, found: Longs, counts: Longs, before: int, others: Floats) -> None:
    """Tell the meetings that ended before an instant; their pairs are marked as over."""
    for at in range(len(pairs)):
        if pairs[at, 0] != FREE and pairs[at, 16] != 0 and pairs[at, 2] + others[4] < before:
            counts[4] += _told(pairs, at, found, counts[4], others)
            pairs[at, 16] = 0


@compiled
def harboured(harbours: Bits, lat: int, lon: int) -> bool:
    """Whether a place is in a cell wholly near a port."""
    at = (lat // PORT_CELL + PORT_ROWS) * (2 * PORT_COLUMNS + 1) + lon // PORT_CELL + PORT_COLUMNS
    return bool((harbours[at >> 3] >> (at & 7)) & 1)


@compiled
def _at(legs: Longs, at: int, when: int) -> tuple[int, int]:
    """Where a leg is at a time, rounded half away from zero."""
    part = float(when - legs[at, 1]) / float(legs[at, 4] - legs[at, 1])
    up, along = part * (legs[at, 5] - legs[at, 2]), part * (legs[at, 6] - legs[at, 3])
    lat = legs[at, 2] + int(math.copysign(math.floor(abs(up) + 0.5), up))
    lon = legs[at, 3] + int(math.copysign(math.floor(abs(along) + 0.5), along))
    if lon > HALF:
        return lat, lon - WHOLE
    return lat, lon + WHOLE if lon < -HALF else lon


@compiled
def touch(
    legs: Longs, one: int, other: int, whole: Longs, others: Floats, harbours: Bits, pairs: Longs,
    found: Longs, counts: Longs,
) -> None:  # fmt: skip
    """Hold two legs against each other, instant by instant."""
    far = whole[2]
    if min(legs[one, 2], legs[one, 5]) - far > max(legs[other, 2], legs[other, 5]):
        return
    if min(legs[other, 2], legs[other, 5]) - far > max(legs[one, 2], legs[one, 5]):
        return
    lower, upper = (one, other) if legs[one, 0] < legs[other, 0] else (other, one)
    key = legs[lower, 0] * BILLION + legs[upper, 0]
    speed = max(legs[one, 9], legs[other, 9])
    for k in range(max(legs[one, 7], legs[other, 7]), min(legs[one, 8], legs[other, 8]) + 1):
        lat, lon = _at(legs, lower, k * whole[0])
        lat1, lon1 = _at(legs, upper, k * whole[0])
        if abs(lat1 - lat) > far:
            continue
        turn = lon1 - lon
        turn = turn - WHOLE if turn > HALF else turn + WHOLE if turn < -HALF else turn
        along = turn / 1e7 * math.cos(math.radians((lat + lat1) / 2e7))
        up = (lat1 - lat) / 1e7
        apart = math.sqrt(along * along + up * up) * METRES * 1e7
        if apart > others[0]:
            continue
        if len(harbours) and (harboured(harbours, lat, lon) or harboured(harbours, lat1, lon1)):
            continue
        _met(pairs, found, counts, key, (k, int(apart * 10 + 0.5), lat, lon, speed), others)
