"""Meetings of pairs, contact by contact, compiled: the last stage of `meeting_kernel`.

Legs of two ships that lay near each other are held against each other in the order of time. Of each pair
only the meeting under way is kept; one that is over is told where it lasted long enough. Contacts of an MMSI
that was seen to jump, so that two ships may share it, do not come in that order: they wait until no earlier
one can come (`put`).
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.encounters import PORT_CELL
from sightline.detectors.sea.lean import DONE, FREE, inlined, lean
from sightline.detectors.sea.meeting_tables import (
    FOUND,
    LATER,
    LOW,
    NEAR,
    OF_FOUND,
    OF_LATER,
    OF_PAIRS,
    PAIRS,
    REACHED,
    Longs,
    low,
    packed,
    slot,
)
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
NEVER: Final = 1 << 62
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
            counts[OF_FOUND] += _told(pairs, at, found, counts[OF_FOUND], others)
        else:
            counts[OF_PAIRS] += 1
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
            counts[OF_FOUND] += _told(pairs, at, found, counts[OF_FOUND], others)
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
    part = float(when - legs[at, 0]) / float(legs[at, 1] - legs[at, 0])
    lat, lon = legs[at, 2] >> 32, low(legs[at, 2])
    up, along = part * ((legs[at, 3] >> 32) - lat), part * low(legs[at, 3])
    lat += int(math.copysign(math.floor(abs(up) + 0.5), up))
    lon += int(math.copysign(math.floor(abs(along) + 0.5), along))
    return lat, lon - WHOLE if lon > HALF else lon + WHOLE if lon < -HALF else lon


@lean
def _speed(legs: Longs, at: int) -> int:
    """How fast a ship was on a leg (thousandths of a knot); asked of few, so told when it is asked."""
    speed = low(legs[at, 5])
    if speed < 0:
        lat, lat1 = legs[at, 2] >> 32, legs[at, 3] >> 32
        along = low(legs[at, 3]) / 1e7 * math.cos(math.radians((lat + lat1) / 2e7))
        up = (lat1 - lat) / 1e7
        gone = math.sqrt(along * along + up * up) * METRES * 1e7
        speed = int(gone / ((legs[at, 1] - legs[at, 0]) / 1000) / KNOT * 1000 + 0.5)
        legs[at, 5] = packed(legs[at, 5] >> 32, speed)
    return int(speed)


@lean
def _touch(
    legs: Longs, lower: int, upper: int, key: int, late: bool, whole: Longs, others: Floats, harbours: Bits,
    pairs: Longs, place: int, found: Longs, later: Longs, counts: Longs,
) -> int:  # fmt: skip
    """Hold two legs against each other, instant by instant: DONE or LATER. `place`: where the pair stands.

    `lower` is of the ship with the lower MMSI.
    """
    far = whole[2]
    lat, lat1 = legs[lower, 2] >> 32, legs[lower, 3] >> 32
    lat2, lat3 = legs[upper, 2] >> 32, legs[upper, 3] >> 32
    if min(lat, lat1) - far > max(lat2, lat3) or min(lat2, lat3) - far > max(lat, lat1):
        return DONE
    first = max(legs[lower, 4], legs[upper, 4])
    last = min(legs[lower, 4] + (legs[lower, 5] >> 33), legs[upper, 4] + (legs[upper, 5] >> 33))
    if late and counts[OF_LATER] + last - first + 1 > len(later):
        return LATER
    near_port = ((legs[lower, 5] | legs[upper, 5]) >> 32) & 1
    speed = -1
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
        if speed < 0:
            speed = max(_speed(legs, lower), _speed(legs, upper))
        near = int(apart * 10 + 0.5)
        if late:
            at = counts[OF_LATER]
            later[at, 0], later[at, 1], later[at, 2], later[at, 3] = key, k, near, lat
            later[at, 4], later[at, 5] = lon, speed
            counts[OF_LATER] += 1
        elif pairs[place, 2] == k - 1 and pairs[place, 3] > 0 and near >= pairs[place, 10] and others[4] >= 1:
            pairs[place, 2], pairs[place, 8], pairs[place, 9], pairs[place, 15] = k, lat, lon, near
            pairs[place, 3] += 1
            pairs[place, 4] += int(near <= others[7])
            pairs[place, 5] += int(near <= others[8])
            pairs[place, 14] = max(pairs[place, 14], speed)
        else:
            _met(pairs, place, found, counts, key, (k, near, lat, lon, speed), others)
    return DONE


@lean
def _new_from(ship: int, ships: Longs, stays: Longs, of: Longs) -> int:
    """When the first leg of a ship in this slice began; later than anything where there is none."""
    begin = NEVER
    number = ships[ship, 4]
    while number >= of[0]:
        at = number & (len(stays) - 1)
        begin = min(begin, stays[at, 1])
        number = stays[at, 9]
    return begin


@lean
def _legs_of(
    ship: int, since: int, ships: Longs, stays: Longs, legs: Longs, into: Longs, of: Longs
) -> int:  # fmt: skip
    """Legs of a ship in this slice, earlier ones that ended since, as they ended; how many, -1: no room."""
    count = 0
    number = ships[ship, 4]
    while number >= of[2]:
        at = number & (len(stays) - 1)
        if number < of[0] and stays[at, 2] < since:
            break
        for each in range(stays[at, 8] - 1, -1, -1):
            leg = (stays[at, 7] + each) & (len(legs) - 1)
            if number < of[0] and legs[leg, 1] < since:
                break
            if count == len(into):
                return -1
            into[count] = stays[at, 7] + each
            count += 1
        number = stays[at, 9]
    for each in range(count // 2):
        into[each], into[count - 1 - each] = into[count - 1 - each], into[each]
    return count


@lean
def met(
    asked: Longs, tables: tuple[Any, ...], counts: Longs, whole: Longs, others: Floats, harbours: Bits,
    of: Longs,
) -> int:  # fmt: skip
    """Hold each two ships against each other, by their numbers: DONE, or which table has no room.

    Once widened, the same two are taken again, which changes nothing of what was taken: `counts[REACHED]`.
    `of`: first stay and first leg of the slice, the oldest stay that still matters, instants of the slice.
    """
    ships, stays, legs, near, pairs, found, later = tables
    mask = len(legs) - 1
    half = len(near) // 2
    for row in range(counts[REACHED], len(asked)):
        counts[REACHED] = row
        if counts[OF_FOUND] + of[3] > len(found):
            return FOUND
        if (counts[OF_PAIRS] + 1) * 2 > len(pairs):
            return PAIRS
        one, other = asked[row] >> 32, asked[row] & LOW
        if ships[one, 6] > ships[other, 6]:
            one, other = other, one
        key = ships[one, 6] * BILLION + ships[other, 6]
        late = ships[one, 5] == 1 or ships[other, 5] == 1
        left, right = near[:half], near[half:]
        ones = _legs_of(one, _new_from(other, ships, stays, of), ships, stays, legs, left, of)
        several = _legs_of(other, _new_from(one, ships, stays, of), ships, stays, legs, right, of)
        if ones < 0 or several < 0:
            return NEAR
        place = 0 if late else slot(pairs, key)
        begin = 0
        for at in range(ones):
            mine = left[at] & mask
            # those that ended before this leg began end before all that follow begin, too
            while begin < several and legs[right[begin] & mask, 1] < (
                legs[mine, 1] - whole[1] if late else legs[mine, 0]
            ):
                begin += 1
            for beside in range(begin, several):
                theirs = right[beside] & mask
                if legs[theirs, 0] > legs[mine, 1]:
                    if not late or legs[theirs, 1] > legs[mine, 1] + whole[1]:
                        break
                    continue
                if legs[theirs, 1] < legs[mine, 0] or (left[at] < of[1] and right[beside] < of[1]):
                    continue
                if (
                    _touch(
                        legs,
                        mine,
                        theirs,
                        key,
                        late,
                        whole,
                        others,
                        harbours,
                        pairs,
                        place,
                        found,
                        later,
                        counts,
                    )
                    != DONE
                ):
                    return LATER
    counts[REACHED] = len(asked)
    return DONE


@lean
def put(later: Longs, pairs: Longs, found: Longs, counts: Longs, others: Floats) -> None:
    """Take contacts that waited, in the order of pair and instant, the nearest first; there is room."""
    for at in range(len(later)):
        contact = (later[at, 1], later[at, 2], later[at, 3], later[at, 4], later[at, 5])
        _met(pairs, slot(pairs, later[at, 0]), found, counts, later[at, 0], contact, others)
