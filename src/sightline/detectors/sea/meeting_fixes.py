"""Positions of a slice of time, ship by ship: compiled, the first stage of `meeting_kernel`.

Rows come in the order of time, of all ships mixed. A counting sort puts those of one ship beside each other,
in 16 bytes each: from there on everything about a ship is read from memory once a slice, not once a row.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.lean import inlined, lean
from sightline.detectors.sea.meeting_tables import LOW, STAMP, Longs, low
from sightline.detectors.sea.ship_codes import ROW_OF
from sightline.detectors.sea.stillness import MOST_SPEED, SPLIT

Owners = NDArray[np.uint32]
Places = NDArray[np.uint64]
"""numbers without a sign: the compiler need not ask whether an index counts from the end"""

RECORD: Final = 2
"""of a row: time since the slice began with the speed sent, as two numbers in one; its place"""
CELL_ROWS: Final = 200
CELLS_A_ROW: Final = 1_000
CELLS: Final = 2 * CELL_ROWS * CELLS_A_ROW
"""more than any number of a half-degree cell"""


@lean
def counted(codes: Longs, owners: Owners, counts: Places) -> None:
    """Count rows by ship; whose each is into `owners`."""
    for row in range(len(codes)):
        own = np.uint32(codes[row] & ROW_OF)
        owners[row] = own
        counts[own] += np.uint64(1)


@lean
def begun(counts: Places) -> None:
    """From numbers of rows to where the rows of each ship begin."""
    total = np.uint64(0)
    for ship in range(len(counts)):
        count = counts[ship]
        counts[ship] = total
        total += count * np.uint64(RECORD)


@lean
def sorted_by_ship(
    columns: tuple[Any, Any, Any, Any], owners: Owners, base: int, places: Places, records: Longs
) -> None:
    """Put rows where those of their ship go on, which is then one further; times count from `base`."""
    t, lat, lon, sog = columns
    for row in range(len(t)):
        own = owners[row]
        to = places[own]
        places[own] = to + np.uint64(RECORD)
        speed = sog[row]
        sent = int(speed * 1e6 + 0.5) if 0 <= speed <= MOST_SPEED else -1
        records[to] = ((t[row] - base) << 32) | (sent + 1)
        records[to + np.uint64(1)] = (np.int64(lat[row]) << 32) | (np.int64(lon[row]) & LOW)


@inlined
def cell_of(place: int) -> int:
    """The number of the half-degree cell of a place."""
    return ((place >> 32) // SPLIT + CELL_ROWS) * CELLS_A_ROW + low(place) // SPLIT + 400


@inlined
def _less(place: int, sent: int, other: int, other_sent: int) -> bool:
    """Whether one comes before another of the same time: by latitude, longitude, speed."""
    lat, other_lat = place >> 32, other >> 32
    if lat != other_lat:
        return lat < other_lat
    lon, other_lon = low(place), low(other)
    return lon < other_lon or (lon == other_lon and sent < other_sent)


@lean
def thinned(
    records: Longs, begin: int, end: int, base: int, step_ms: int, fixes: Longs, marks: Longs, counts: Longs
) -> int:
    """The first position of each step and half-degree cell of one ship into `fixes`; how many.

    `marks`: by cell, the fix of the step there; what is less than the stamp of the step is of no account.
    """
    count = first = which = 0
    step = until = cell = -1
    stamp = counts[STAMP]
    tied = False
    for row in range(begin, end, RECORD):
        t, place, sent = base + (records[row] >> 32), records[row + 1], (records[row] & LOW) - 1
        if t >= until:
            step = t // step_ms
            until = (step + 1) * step_ms
            first = which = count
            cell = -1
        else:
            if cell < 0:
                cell = cell_of(fixes[which, 1])
            here = cell_of(place)
            known = which
            if here != cell:
                if count - first == 1:
                    marks[cell] = stamp + first
                cell = here
                known = marks[here] - stamp
            if known >= first:
                which = known
                if fixes[which, 0] == t and _less(place, sent, fixes[which, 1], fixes[which, 2]):
                    fixes[which, 1], fixes[which, 2] = place, sent
                continue
            marks[here] = stamp + count
            which = count
            tied |= fixes[count - 1, 0] == t
        fix = fixes[count]
        fix[0], fix[1], fix[2], fix[3] = t, place, sent, step
        count += 1
    counts[STAMP] = stamp + count
    if tied:
        _in_order(fixes, count)
    return count


@lean
def _in_order(fixes: Longs, count: int) -> None:
    """Put fixes in the order of time and place (Shell's sort; they nearly are)."""
    gap = count // 2
    while gap > 0:
        for at in range(gap, count):
            t, place, sent, step = fixes[at, 0], fixes[at, 1], fixes[at, 2], fixes[at, 3]
            to = at
            while to >= gap:
                before = fixes[to - gap, 0]
                if before < t or (
                    before == t and not _less(place, sent, fixes[to - gap, 1], fixes[to - gap, 2])
                ):
                    break
                for each in range(fixes.shape[1]):
                    fixes[to, each] = fixes[to - gap, each]
                to -= gap
            fixes[to, 0], fixes[to, 1], fixes[to, 2], fixes[to, 3] = t, place, sent, step
        gap //= 2
