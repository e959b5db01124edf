"""The tables in which a pass over positions remembers what it needs, and how they are made wider.

A table is an array of whole numbers: places found by a key in the first column (`slot`), one row a ship, or
a ring in which the row of a number stands at the place of its last bits (`longer`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.lean import FREE, inlined, lean

Longs = NDArray[np.int64]

# Which table has no room.
WAITING: Final = 11
LEGS: Final = 12
STAYS: Final = 13
NODES: Final = 14
LINKS: Final = 15
PAIRS: Final = 16
FOUND: Final = 17
NEAR: Final = 18

LOW: Final = (1 << 32) - 1
SIGN: Final = 1 << 31
LINE: Final = 8
"""numbers in a line of the processor's cache: 64 bytes"""

# Columns of the tables.
SHIP: Final = 4
"""of a ship's last fix: step, time, cell and number"""
FIX: Final = 7
"""ship (`ship_codes`), time, latitude, longitude, cell, speed sent (millionths of a knot, -1: none), step"""
LEG: Final = 8
"""ship; begin and end; where it begins, where it ends, as two numbers in one (`packed`): latitude, longitude,
of the end its longitude beyond that of the begin; first instant; four times the instants after it, two where
a position waited for its end, one for a harbour near by, with the speed (thousandths of a knot, -1 where
nobody asked yet); the leg of the stay before"""
WIDE: Final = 11
"""a leg not packed: ship; time, latitude, longitude of its begin; of its end, where longitude counts on from
the begin; first and last instant; speed; whether a harbour is near by"""
LAST: Final = 8
"""of a ship its last fix, and the number of its stay"""
STAY: Final = 8
"""until when it takes legs; south, north, west, east of the waters they lie in; its newest leg and link; the
last look around that saw it"""
NODE: Final = 5
"""a stay in a cell: number of the stay, next node of the cell, until when that takes legs, cell, ship"""
LINK: Final = 3
"""a stay near another: number of the other, next link of the stay, when it was made"""
PAIR: Final = 16
"""both ships as one number; from, to, contacts, those moored, those alongside; place at the begin; at the
end; decimetres, instant, place at the closest; most speed; decimetres of the last contact. Once told
it has no contacts"""


@inlined
def packed(high: int, low: int) -> int:
    """Two numbers of 32 bits in one."""
    return (high << 32) | (low & LOW)


@inlined
def low(both: int) -> int:
    """The second of two numbers in one; the first is `both >> 32`."""
    half = both & LOW
    return half - ((half & SIGN) << 1)


@lean
def slot(table: Longs, key: int) -> int:
    """Where a key stands in a table, or the free place for it."""
    mask = len(table) - 1
    at = ((key * 2_654_435_761) ^ (key >> 15)) & mask
    while table[at, 0] != FREE and table[at, 0] != key:
        at = (at + 1) & mask
    return at


@lean
def refilled(table: Longs, found: Longs, column: int, least: int) -> int:
    """Put what is younger than that into another table; how much it is."""
    count = 0
    for at in range(len(table)):
        if table[at, 0] != FREE and table[at, column] >= least:
            into = slot(found, table[at, 0])
            for each in range(table.shape[1]):
                found[into, each] = table[at, each]
            count += 1
    return count


def empty(rows: int, columns: int) -> Longs:
    """A free table; rows of `LINE` columns each lie in one line of the processor's cache."""
    whole = np.full(rows * columns + LINE, FREE, dtype=np.int64)
    begin = -(whole.ctypes.data // 8) % LINE
    return whole[begin : begin + rows * columns].reshape(rows, columns)


def wider(table: Longs, column: int = 0, least: int = 0, more: int = 4) -> tuple[Longs, int]:
    """The same table without what is older than that, at least three quarters of it free, and so many more.

    And how much is left in it.
    """
    kept = int(((table[:, 0] != FREE) & (table[:, column] >= least)).sum())
    room = len(table)
    while room < 4 * (kept + more):
        room *= 2
    found = empty(room, table.shape[1])
    return found, refilled(table, found, column, least)


def longer(ring: Longs, upto: int) -> Longs:
    """A ring of twice the length, in which each of the rows up to a number stands at its place."""
    numbers = np.arange(max(0, upto - len(ring)), upto)
    found = empty(2 * len(ring), ring.shape[1])
    found[numbers & (len(found) - 1)] = ring[numbers & (len(ring) - 1)]
    return found


def further(table: Longs, rows: int) -> Longs:
    """A table of so many rows, with free ones at its end."""
    room = len(table)
    while room < rows:
        room *= 2
    if room == len(table):
        return table
    found = empty(room, table.shape[1])
    found[: len(table)] = table
    return found
