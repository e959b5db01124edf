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
HELD: Final = 15
PAIRS: Final = 16
FOUND: Final = 17
NEAR: Final = 18
LATER: Final = 19
BESIDE: Final = 20

LOW: Final = (1 << 32) - 1
SIGN: Final = 1 << 31
LINE: Final = 8
"""numbers in a line of the processor's cache: 64 bytes"""

# Columns of the tables.
FIX: Final = 4
"""of a ship: time, place (`packed`: latitude, longitude), speed sent (millionths of a knot, -1: none) and
step"""
SHIP: Final = 8
"""of a ship: its last fix, its newest stay, whether its MMSI was seen to jump, its MMSI; the rest is free"""
WAIT: Final = 5
"""ship and cell as one number, and the fix that waits for the next of its cell; time -1: none waits"""
LEG: Final = 6
"""begin and end; where it begins, where it ends, as two numbers in one (`packed`): latitude, longitude, of
the end its longitude beyond that of the begin; first instant; twice the instants after it, one more for a
harbour near by, with the speed (thousandths of a knot, -1 where nobody asked yet)"""
STAY: Final = 11
"""ship; begin and end; south, north, west, east of its legs; the first of them, how many; the stay before;
whether a stay of the next slice goes on with it, in waters that hold its own"""
NODE: Final = 3
"""a stay in a cell: its number, next node of the cell, cell"""
PAIR: Final = 16
"""both ships as one number; from, to, contacts, those moored, those alongside; place at the begin; at the
end; decimetres, instant, place at the closest; most speed; decimetres of the last contact. Once told
it has no contacts"""
CONTACT: Final = 6
"""both ships as one number, instant, decimetres, place of the first ship, speed"""

# How many there are so far.
OF_LEGS: Final = 0
OF_STAYS: Final = 1
OF_WAITING: Final = 2
OF_PAIRS: Final = 3
OF_FOUND: Final = 4
OF_LATER: Final = 5
OF_HELD: Final = 6
OF_NODES: Final = 7
OF_BESIDE: Final = 8
REACHED: Final = 9
"""where to go on when a table has been made wider"""
STAMP: Final = 10
COUNTS: Final = 11


@inlined
def packed(high: int, low: int) -> int:
    """Two numbers of 32 bits in one."""
    return (high << 32) | (low & LOW)


@inlined
def low(both: int) -> int:
    """The second of two numbers in one; the first is `both >> 32`."""
    return ((both & LOW) ^ SIGN) - SIGN


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


def longer(ring: Longs, begin: int, upto: int, room: int) -> Longs:
    """A ring for at least so many rows, in which each row from one number to another stands at its place."""
    found = np.empty((1 << max(room, 2 * len(ring) - 1).bit_length(), ring.shape[1]), dtype=np.int64)
    copied(ring, found, max(begin, upto - len(ring)), upto)
    return found


@lean
def copied(ring: Longs, found: Longs, begin: int, upto: int) -> None:
    """Copy the rows from one number to another between two rings."""
    for number in range(begin, upto):
        for each in range(ring.shape[1]):
            found[number & (len(found) - 1), each] = ring[number & (len(ring) - 1), each]


def doubled(table: Longs) -> Longs:
    """The same rows, and as many free ones after them."""
    found = np.empty((2 * len(table), *table.shape[1:]), dtype=np.int64)
    found[: len(table)] = table
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
