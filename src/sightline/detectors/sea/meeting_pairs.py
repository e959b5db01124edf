"""Meetings of pairs, contact by contact, compiled: the last stage of `meeting_kernel`.

Of each pair only the meeting under way is kept; one that is over is told where it lasted long enough.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.encounters import PORT_CELL
from sightline.detectors.sea.lean import FREE, inlined, lean
from sightline.detectors.sea.meeting_tables import Longs, low, packed, slot
from sightline.detectors.sea.ports import DEGREE_M
from sightline.detectors.sea.stillness import HALF, KNOT, WHOLE

Floats = NDArray[np.float64]
Bits = NDArray[np.uint8]

BILLION: Final = 1_000_000_000
METRES: Final = float(DEGREE_M) / 1e7
"""metres in 1e-7 degree"""
TWICE: Final = 200_000
"""0.01 degree in 1e-7, twice: latitudes in a table"""
AT_ZERO: Final = 9_000
RADIANS: Final = math.pi / 180 / 2e7
"""of twice a latitude"""
_DEGREES = np.radians(np.arange(-AT_ZERO, AT_ZERO + 1) / 100)
TRIGONOMETRY: Final[Floats] = np.column_stack([np.cos(_DEGREES), np.sin(_DEGREES)])
"""cosine and sine of each latitude in the table"""
PORT_ROWS: Final = 4_500
PORT_COLUMNS: Final = 9_000


@lean
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


@lean
def _met(
    pairs: Longs, at: int, found: Longs, counts: Longs, key: int, contact: tuple[int, int, int, int, int],
    others: Floats,
) -> None:  # fmt: skip
    """Take one contact of the pair that stands there: instant, decimetres, place of the first ship, speed."""
    k, apart, lat, lon, speed = contact
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
    if apart < pairs[at, 10]:
        pairs[at, 10], pairs[at, 11], pairs[at, 12], pairs[at, 13] = apart, k, lat, lon


@lean
def ended(pairs: Longs, found: Longs, counts: Longs, before: int, others: Floats) -> None:
    """Tell the meetings that ended before an instant; their pairs are marked as over."""
    for at in range(len(pairs)):
        if pairs[at, 0] != FREE and pairs[at, 3] > 0 and pairs[at, 2] + others[4] < before:
            counts[4] += _told(pairs, at, found, counts[4], others)
            pairs[at, 3] = 0


@lean
def harboured(harbours: Bits, lat: int, lon: int) -> bool:
    """Whether a place is in a cell wholly near a port."""
    at = (lat // PORT_CELL + PORT_ROWS) * (2 * PORT_COLUMNS + 1) + lon // PORT_CELL + PORT_COLUMNS
    return bool((harbours[at >> 3] >> (at & 7)) & 1)


@inlined
def cosine(twice: int) -> float:
    """Of half so many 1e-7 degree: from the nearest in a table, to the last bit or the next."""
    nearest = (twice + TWICE // 2) // TWICE
    turn = (twice - nearest * TWICE) * RADIANS
    half = turn * turn * 0.5
    return float(
        TRIGONOMETRY[nearest + AT_ZERO, 0] * (1.0 - half)
        - TRIGONOMETRY[nearest + AT_ZERO, 1] * (turn - half * turn / 3.0)
    )


@inlined
def _at(legs: Longs, at: int, when: int) -> tuple[int, int]:
    """Where a leg is at a time, rounded half away from zero."""
    part = float(when - legs[at, 1]) / float(legs[at, 2] - legs[at, 1])
    lat, lon = legs[at, 3] >> 32, low(legs[at, 3])
    up, along = part * ((legs[at, 4] >> 32) - lat), part * low(legs[at, 4])
    lat += int(math.copysign(math.floor(abs(up) + 0.5), up))
    lon += int(math.copysign(math.floor(abs(along) + 0.5), along))
    return lat, lon - WHOLE if lon > HALF else lon + WHOLE if lon < -HALF else lon


@lean
def _speed(legs: Longs, at: int) -> int:
    """How fast a ship was on a leg (thousandths of a knot); asked of few, so told when it is asked."""
    speed = low(legs[at, 6])
    if speed < 0:
        lat, lat1 = legs[at, 3] >> 32, legs[at, 4] >> 32
        along = low(legs[at, 4]) / 1e7 * math.cos(math.radians((lat + lat1) / 2e7))
        up = (lat1 - lat) / 1e7
        gone = math.sqrt(along * along + up * up) * METRES * 1e7
        speed = int(gone / ((legs[at, 2] - legs[at, 1]) / 1000) / KNOT * 1000 + 0.5)
        legs[at, 6] = packed(legs[at, 6] >> 32, speed)
    return int(speed)


@lean
def touch(
    legs: Longs, one: int, other: int, whole: Longs, others: Floats, harbours: Bits, pairs: Longs,
    found: Longs, counts: Longs,
) -> None:  # fmt: skip
    """Hold two legs against each other, instant by instant."""
    far = whole[2]
    lat, lat1 = legs[one, 3] >> 32, legs[one, 4] >> 32
    lat2, lat3 = legs[other, 3] >> 32, legs[other, 4] >> 32
    if min(lat, lat1) - far > max(lat2, lat3) or min(lat2, lat3) - far > max(lat, lat1):
        return
    lower, upper = (one, other) if legs[one, 0] < legs[other, 0] else (other, one)
    key = (legs[lower, 0] >> 32) * BILLION + (legs[upper, 0] >> 32)
    at, speed = -1, 0
    near_port = ((legs[one, 6] | legs[other, 6]) >> 32) & 1
    first = max(legs[one, 5], legs[other, 5])
    last = min(legs[one, 5] + (legs[one, 6] >> 34), legs[other, 5] + (legs[other, 6] >> 34))
    for k in range(first, last + 1):
        lat, lon = _at(legs, lower, k * whole[0])
        lat1, lon1 = _at(legs, upper, k * whole[0])
        if abs(lat1 - lat) > far:
            continue
        turn = lon1 - lon
        turn = turn - WHOLE if turn > HALF else turn + WHOLE if turn < -HALF else turn
        along = turn / 1e7 * cosine(lat + lat1)
        up = (lat1 - lat) / 1e7
        apart = math.sqrt(along * along + up * up) * METRES * 1e7
        if apart > others[0]:
            continue
        if near_port and (harboured(harbours, lat, lon) or harboured(harbours, lat1, lon1)):
            continue
        if at < 0:
            at, speed = slot(pairs, key), max(_speed(legs, one), _speed(legs, other))
        near = int(apart * 10 + 0.5)
        if pairs[at, 2] == k - 1 and pairs[at, 3] > 0 and near >= pairs[at, 10] and others[4] >= 1:
            pairs[at, 2], pairs[at, 8], pairs[at, 9], pairs[at, 15] = k, lat, lon, near
            pairs[at, 3] += 1
            pairs[at, 4] += int(near <= others[7])
            pairs[at, 5] += int(near <= others[8])
            pairs[at, 14] = max(pairs[at, 14], speed)
        else:
            _met(pairs, at, found, counts, key, (k, near, lat, lon, speed), others)
