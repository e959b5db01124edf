"""The tables in which a pass over positions remembers what it needs, and how they are made wider.

A table is an array of whole numbers: places found by a key in the first column (`slot`), or a ring in which
the row of a number stands at the place of its last bits (`longer`).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.gap_kernel import FREE, compiled

Longs = NDArray[np.int64]

# Which table has no room.
SHIPS: Final = 11
WAITING: Final = 12
LEGS: Final = 13
NODES: Final = 14
PAIRS: Final = 15
FOUND: Final = 16
NEAR: Final = 17

# Columns of the tables.
SHIP: Final = 5
"""MMSI, step, time, cell and number of the last fix"""
FIX: Final = 6
"""MMSI, time, latitude, longitude, cell, speed sent (millionths of a knot, -1 where none was)"""
LEG: Final = 11
"""MMSI; time, latitude, longitude of its begin; of its end, where longitude counts on from the begin; first
and last instant; speed (thousandths of a knot); the last leg it was held against"""
NODE: Final = 5
"""a leg in a cell: number of the leg, next node of the cell, time of its end, MMSI, number of the cell"""
HEAD: Final = 4
"""a cell: its newest node, the MMSI of that, the latest end of a leg in it, the same of any other ship"""
PAIR: Final = 17
"""both ships as one number; from, to, contacts, those moored, those alongside; place at the begin; at the
end; decimetres, instant and place at the closest; most speed; decimetres of the last contact"""


@compiled
def slot(table: Longs, key: int) -> int:
    """Where a key stands in a table, or the free place for it."""
    mask = len(table) - 1
    at = ((key * 2_654_435_761) ^ (key >> 15)) & mask
    while table[at, 0] != FREE and table[at, 0] != key:
        at = (at + 1) & mask
    return at


@compiled
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
    return np.full((rows, columns), FREE, dtype=np.int64)


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
