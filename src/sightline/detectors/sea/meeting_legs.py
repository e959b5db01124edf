"""Where ships lie still, from fix to fix: compiled, the second stage of `meeting_kernel`.

Each position is joined to the next of the same ship; such a leg counts where the ship lay still. Legs of a
ship that follow each other in the same waters are a stay.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import product
from typing import Any, Final

import numpy as np

from sightline.detectors.sea.encounters import PORT_CELL, harbours
from sightline.detectors.sea.lean import DONE, FREE, inlined, lean
from sightline.detectors.sea.meeting_fixes import Places, cell_of, thinned
from sightline.detectors.sea.meeting_pairs import (
    METRES,
    NEVER,
    PORT_COLUMNS,
    PORT_ROWS,
    Bits,
    Floats,
    harboured,
)
from sightline.detectors.sea.meeting_stays import NARROW, SIDES
from sightline.detectors.sea.meeting_tables import (
    HELD,
    LEGS,
    OF_HELD,
    OF_LEGS,
    OF_STAYS,
    OF_WAITING,
    REACHED,
    STAYS,
    WAITING,
    Longs,
    low,
    packed,
    slot,
)
from sightline.detectors.sea.stillness import HALF, KNOT, SURE_S, WHOLE

MILLION: Final = 1_000_000
NEAR_M: Final = 5_000.0
"""a ship does not jump that is no farther from where it was"""
UNTOLD: Final = 3
SURELY: Final = 0.999
"""part of a limit up to which a rough distance is enough"""
BLOCK: Final = 10
"""a block is so many cells near ports high and wide"""
LONG: Final = 3
"""a leg over more such cells is not looked at"""


@cache
def harbour_bits(port_km: float) -> tuple[Bits, Bits]:
    """A bit for each cell of `PORT_CELL` on Earth: whether it lies wholly within so far of a port.

    And a number for each block of `BLOCK` such cells either way, 1 where one lies in it or a few beside it:
    small enough to be looked up for every leg.
    """
    cells = harbours(port_km)
    blocks = np.zeros((2 * PORT_ROWS // BLOCK + 1, 2 * PORT_COLUMNS // BLOCK + 1), dtype=np.uint8)
    bits = np.zeros((2 * PORT_ROWS + 1) * (2 * PORT_COLUMNS + 1) // 8 + 1, dtype=np.uint8)
    if len(cells):
        at = (cells[:, 0] + PORT_ROWS) * (2 * PORT_COLUMNS + 1) + cells[:, 1] + PORT_COLUMNS
        np.bitwise_or.at(bits, at >> 3, np.left_shift(1, at & 7).astype(np.uint8))
        for up, along in product((-LONG, 0, LONG), repeat=2):
            row = np.clip((cells[:, 0] + PORT_ROWS + up) // BLOCK, 0, blocks.shape[0] - 1)
            blocks[row, (cells[:, 1] + PORT_COLUMNS + along) // BLOCK % (blocks.shape[1] - 1)] = 1
    return bits, blocks


@inlined
def _harbour(
    south: int, north: int, west: int, east: int, harbours: Bits, blocks: Bits, clear: Longs
) -> int:  # fmt: skip
    """2 where a leg between these lies wholly in cells near a port, 1 where it may in part, else 0.

    `clear`: south, north, west, east between which a leg may begin that is near no port, however it goes on.
    """
    if (
        clear[0] <= south < clear[1]
        and clear[2] <= west < clear[3]
        and north - south < (LONG - 1) * PORT_CELL
        and east - west < (LONG - 1) * PORT_CELL
    ):
        return 0
    return _looked_up(south, north, west, east, harbours, blocks, clear)


@lean
def _looked_up(
    south: int, north: int, west: int, east: int, harbours: Bits, blocks: Bits, clear: Longs
) -> int:
    lowest, highest, left, right = (
        south // PORT_CELL,
        north // PORT_CELL,
        west // PORT_CELL,
        east // PORT_CELL,
    )
    if highest - lowest > LONG or right - left > LONG or left < -PORT_COLUMNS or right > PORT_COLUMNS:
        return 1
    row, column = (lowest + PORT_ROWS) // BLOCK, (left + PORT_COLUMNS) // BLOCK
    if not blocks[row, column]:
        clear[0], clear[2] = (
            (row * BLOCK - PORT_ROWS) * PORT_CELL,
            (column * BLOCK - PORT_COLUMNS) * PORT_CELL,
        )
        clear[1], clear[3] = (
            clear[0] + BLOCK * PORT_CELL,
            min(clear[2] + BLOCK * PORT_CELL, (PORT_COLUMNS - LONG) * PORT_CELL),
        )
        return 0
    count = 0
    for up in range(lowest, highest + 1):
        for along in range(left, right + 1):
            count += harboured(harbours, up * PORT_CELL, along * PORT_CELL)
    return 0 if count == 0 else 2 if count == (highest - lowest + 1) * (right - left + 1) else 1


@inlined
def _roughly(
    took: int, said: int, lat: int, lat1: int, turn: int, still_kn: float, impossible: float, jitter_m: float
) -> int:
    """What `_made` says where a rough distance tells it: of most legs."""
    seconds = took * 0.001
    sure = said >= 0 and seconds < SURE_S
    most = still_kn * KNOT * seconds + (jitter_m if sure else 0.0)
    north, east = abs(lat1 - lat) * METRES, abs(turn) * METRES
    rough = north + east
    least = east * NARROW[lat // 10_000_000 + 90] * 0.97 if abs(lat) < 870_000_000 else 0.0
    made = UNTOLD
    if rough < SURELY * min(most, NEAR_M):
        knots = said * 1e-6 if sure else 0.0
        made = 0 if knots > still_kn + 1e-5 else 1 if knots < still_kn - 1e-5 else UNTOLD
    elif max(north, least) > most + 2.0 and rough < max(NEAR_M, SURELY * impossible * seconds):
        made = 0
    return made


@lean
def _made(
    took: int, said: int, lat: int, lat1: int, turn: int, still_kn: float, impossible: float, jitter_m: float
) -> int:
    """From one fix of a ship to another: 0 where it was under way, 1 where it lay still, 2 for a jump.

    `took` ms, 1e-7 degree, `still_kn` knots, `impossible` metres a second.
    """
    seconds = took / 1000
    sure = said >= 0 and seconds < SURE_S
    slack = jitter_m if sure else 0.0
    along = turn / 1e7 * math.cos(math.radians((lat + lat1) / 2e7))
    up = (lat1 - lat) / 1e7
    gone = math.sqrt(along * along + up * up) * METRES * 1e7
    if gone > impossible * seconds and gone > NEAR_M:
        return 2
    made = gone / seconds / KNOT
    if made >= still_kn + slack / seconds / KNOT or (sure and said / 1e6 >= still_kn):
        return 0
    return 1


@lean
def _in_waters(
    waters: tuple[int, int, int, int], t0: int, stays: Longs, stay: int, ship: int, far: int, counts: Longs,
    of: Longs,
) -> int:  # fmt: skip
    """The waters of a stay are made wider for a leg that begins then, or another stay begins: the number.

    `waters`: south, north, west, east. Where the leg goes on with a stay of an earlier slice, the new one
    lies in the waters of both, so that whoever was near the old one is near the new.
    """
    south, north, west, east = waters
    at = stay & (len(stays) - 1)
    own = stay >= of[0]
    if own or (stay >= of[2] and stays[at, 2] == t0):
        lowest, highest = min(south, stays[at, 3]), max(north, stays[at, 4])
        left, right = min(west, stays[at, 5]), max(east, stays[at, 6])
        wide = SIDES * far / NARROW[lowest // 10_000_000 + 90]
        if highest - lowest <= SIDES * far and right - left <= wide:
            if own:
                stays[at, 3], stays[at, 4], stays[at, 5], stays[at, 6] = lowest, highest, left, right
                return stay
            stays[at, 10] = 1
            south, north, west, east = lowest, highest, left, right
    number = counts[OF_STAYS]
    at = number & (len(stays) - 1)
    counts[OF_STAYS] += 1
    stays[at, 0], stays[at, 1], stays[at, 3], stays[at, 4] = ship, NEVER, south, north
    stays[at, 5], stays[at, 6], stays[at, 7], stays[at, 8] = west, east, counts[OF_LEGS], 0
    stays[at, 9], stays[at, 10] = stay, 0
    return int(number)


@lean
def laid(
    records: Longs, ends: Places, slice_: tuple[int, int, int], tables: tuple[Any, ...], counts: Longs,
    whole: Longs, others: Floats, ports: tuple[Bits, Bits], clear: Longs, of: Longs,
) -> int:  # fmt: skip
    """Take the rows of one ship after the other: DONE, or which table has no room.

    `slice_`: time from which records count, first step not taken yet (its fixes are held), ships. `of`: the
    first stay of the slice, the oldest leg and stay that still matter. Once widened, the same ship is taken
    again: `counts[REACHED]`.
    """
    ships, legs, stays, waiting, held, fixes, marks = tables
    harbours, blocks = ports
    base, upto, known = slice_
    step_ms, silence_ms, far = whole[0], whole[1], whole[2]
    still_kn, impossible, jitter_m = others[1], others[2], others[3]
    of_legs, of_stays = len(legs) - 1, len(stays) - 1
    for ship in range(counts[REACHED], known):
        begin, end = int(ends[ship - 1]) if ship > 0 else 0, int(ends[ship])
        if begin == end:
            continue
        counts[REACHED] = ship
        count = thinned(records, begin, end, base, step_ms, fixes, marks, counts)
        if counts[OF_LEGS] + 2 * count - of[1] > len(legs):
            return LEGS
        if counts[OF_STAYS] + 2 * count - of[2] > len(stays):
            return STAYS
        if (counts[OF_WAITING] + count) * 2 > len(waiting):
            return WAITING
        if counts[OF_HELD] + count > len(held):
            return HELD
        t, place, sent, step = ships[ship, 0], ships[ship, 1], ships[ship, 2], ships[ship, 3]
        stay, jumped = ships[ship, 4], ships[ship, 5] == 1
        into = np.uint64(stay & of_stays)
        for row in range(count):
            fix = fixes[row]
            t1, place1, sent1, step1 = fix[0], fix[1], fix[2], fix[3]
            if step1 >= upto:
                back = held[counts[OF_HELD]]
                back[0], back[1], back[2], back[3] = ship, t1, place1, sent1
                counts[OF_HELD] += 1
                continue
            waits = -1
            if jumped:
                waits = slot(waiting, ship * MILLION + cell_of(place1))
                if waiting[waits, 0] == FREE or waiting[waits, 1] < 0:
                    waits = -1
            for way in range(0 if waits >= 0 else 1, 2 if t >= 0 else 1):
                t0, from_, said, first = t, place, sent, step
                if way == 0:
                    t0, from_ = waiting[waits, 1], waiting[waits, 2]
                    said, first = waiting[waits, 3], waiting[waits, 4]
                    waiting[waits, 1] = -1
                took = t1 - t0
                if took > silence_ms:
                    continue
                lat, lon, lat1 = from_ >> 32, low(from_), place1 >> 32
                turn = low(place1) - lon
                turn = turn - WHOLE if turn > HALF else turn + WHOLE if turn < -HALF else turn
                made = 2
                if took > 0:
                    made = _roughly(took, said, lat, lat1, turn, still_kn, impossible, jitter_m)
                    if made == UNTOLD:
                        made = _made(took, said, lat, lat1, turn, still_kn, impossible, jitter_m)
                if made == 2 and way == 1:
                    jumped = True
                    _waits((t, place, sent, step), place1, ship, waiting, counts)
                first += int(t0 != first * step_ms)
                if made != 1 or step1 < first:
                    continue
                south, north = min(lat, lat1), max(lat, lat1)
                west, east = min(lon, lon + turn), max(lon, lon + turn)
                near_port = _harbour(south, north, west, east, harbours, blocks, clear)
                if near_port == 2:
                    continue
                speed = int(said / 1e6 * 1000 + 0.5) if said >= 0 and took / 1000 < SURE_S else -1
                at = np.uint64(counts[OF_LEGS] & of_legs)
                legs[at, 0], legs[at, 1], legs[at, 2] = t0, t1, from_
                legs[at, 3], legs[at, 4] = packed(lat1, turn), first
                legs[at, 5] = packed(2 * (step1 - first) + near_port, speed)
                if (
                    stay < of[0]
                    or south < stays[into, 3]
                    or north > stays[into, 4]
                    or west < stays[into, 5]
                    or east > stays[into, 6]
                ):
                    stay = _in_waters((south, north, west, east), t0, stays, stay, ship, far, counts, of)
                    into = np.uint64(stay & of_stays)
                stays[into, 1], stays[into, 2] = min(stays[into, 1], t0), t1
                stays[into, 8] += 1
                counts[OF_LEGS] += 1
            t, place, sent, step = t1, place1, sent1, step1
        ships[ship, 0], ships[ship, 1], ships[ship, 2], ships[ship, 3] = t, place, sent, step
        ships[ship, 4], ships[ship, 5] = stay, int(jumped)
    counts[REACHED] = known
    return DONE


@inlined
def _waits(last: tuple[int, int, int, int], place: int, ship: int, waiting: Longs, counts: Longs) -> None:
    """The next position of an MMSI cannot be of the same ship: the last waits for the next of its cell."""
    cell = cell_of(last[1])
    if cell != cell_of(place):
        key = ship * MILLION + cell
        at = slot(waiting, key)
        counts[OF_WAITING] += int(waiting[at, 0] == FREE)
        waiting[at, 0], waiting[at, 1], waiting[at, 2] = key, last[0], last[1]
        waiting[at, 3], waiting[at, 4] = last[2], last[3]
