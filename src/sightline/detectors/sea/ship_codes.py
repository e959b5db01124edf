"""Ships as small numbers, compiled: which row of a table is a ship's own.

A ship is one number: its MMSI above 32 bits, below them which row is its own, counted from 0 as ships come.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.lean import FREE, lean

Longs = NDArray[np.int64]

ROW_OF: Final = (1 << 32) - 1
"""bits of a ship's number that say which row is its own"""
FIRST_SHIPS = 1 << 13
"""room for ships at the start; doubled whenever half of it is taken"""
PIECE: Final = 1 << 14
"""rows taken at once, so that what is kept of them stays near the processor"""

AHEAD: Final = 32
"""rows for which memory is read at once"""


@lean
def _coded(mmsi: Longs, start: int, keys: Longs, codes: Longs, ships: int) -> tuple[int, int]:
    """The number of the ship of each row from `start` on, into `codes`; how many ships there are then.

    And the row reached: fewer than there are where `keys` has no room.
    """
    mask = len(keys) - 1
    for row in range(start, len(mmsi)):
        ship = mmsi[row]
        at = ((ship * 2_654_435_761) >> 18) & mask
        while keys[at] != FREE and keys[at] >> 32 != ship:
            at = (at + 1) & mask
        if keys[at] == FREE:
            if ships * 2 >= len(keys):
                return ships, row
            keys[at] = (ship << 32) | ships
            ships += 1
        codes[row] = keys[at]
    return ships, len(mmsi)


@lean
def _moved(keys: Longs, into: Longs) -> None:
    """The same numbers in a wider table."""
    mask = len(into) - 1
    for key in keys:
        if key != FREE:
            at = (((key >> 32) * 2_654_435_761) >> 18) & mask
            while into[at] != FREE:
                at = (at + 1) & mask
            into[at] = key


class ShipCodes:
    """The ships known so far."""

    def __init__(self) -> None:
        self.count = 0
        self._keys = np.full(FIRST_SHIPS, FREE, dtype=np.int64)
        self._codes = np.zeros(PIECE, dtype=np.int64)

    def of(self, mmsi: Longs) -> Longs:
        """The numbers of the ships of at most `PIECE` rows; valid until asked again."""
        row = 0
        while True:
            self.count, row = _coded(mmsi, row, self._keys, self._codes, self.count)
            if row == len(mmsi):
                return self._codes[: len(mmsi)]
            wider = np.full(2 * len(self._keys), FREE, dtype=np.int64)
            _moved(self._keys, wider)
            self._keys = wider

    def known(self) -> Longs:
        """The MMSI of each ship, in the order of their numbers."""
        keys = self._keys[self._keys != FREE]
        found = np.empty(self.count, dtype=np.int64)
        found[keys & ROW_OF] = keys >> 32
        return found
