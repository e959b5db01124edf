"""Which ships lay near each other while both did: compiled, the third stage of `meeting_kernel`.

A stay holds legs of one ship that lie within the same waters. The cells of a grid tell which stays are near
each other; only ships that have such are held against each other, leg by leg.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.lean import DONE, FREE, inlined, lean
from sightline.detectors.sea.meeting_tables import (
    BESIDE,
    NEAR,
    NODES,
    OF_BESIDE,
    OF_NODES,
    OF_STAYS,
    Longs,
)
from sightline.detectors.sea.stillness import HALF, WHOLE

Floats = NDArray[np.float64]

SIDES: Final = 6
"""a cell is so many times as high and wide as ships may be apart, and a stay of many legs no more"""
COSINES: Final[Floats] = np.array(
    [max(0.02, float(np.cos(np.radians(degree + 0.5)))) for degree in range(-90, 91)]
)
"""by whole degree of latitude plus 90; near the poles no less than a fiftieth"""
NARROW: Final[Floats] = np.minimum(COSINES, np.minimum(np.roll(COSINES, 1), np.roll(COSINES, -1)))
"""the least of a degree and of those beside it"""


def bands(far: int) -> Floats:
    """By whole degree plus 90, in a row of cells whose southern edge lies there: columns in 1e-7 degree of
    longitude, how far to either side ships are looked for, and the number of columns."""
    around = np.maximum(1.0, np.floor(WHOLE * COSINES / (SIDES * far)))
    table: Floats = np.column_stack([around / WHOLE, far / NARROW + 2, around])
    return table


@inlined
def _band(degrees: float) -> int:
    return min(180, max(0, math.floor(degrees) + 90))


@lean
def _marked(waters: tuple[int, int, int, int], cells: Longs, far: int, bands: Floats) -> int:
    """The cells that a stay in such waters may share with others, into `cells`; how many, at most their room.

    `waters`: south, north, west, east.
    """
    south, north, west, east = waters
    tall, degrees = 1.0 / (SIDES * far), SIDES * far / 1e7
    half = far // 2 + 1
    count = 0
    for row in range(math.floor((south - half) * tall), math.floor((north + half) * tall) + 1):
        band = _band(row * degrees)
        scale, wide, columns = bands[band, 0], bands[band, 1] / 2, int(bands[band, 2])
        begin = math.floor((west + HALF - wide) * scale)
        for column in range(begin, min(math.floor((east + HALF + wide) * scale), begin + columns - 1) + 1):
            if count == len(cells):
                return count
            cells[count] = (row << 32) + column % columns
            count += 1
    return count


@inlined
def _beside(stays: Longs, one: int, other: int, far: int, wide: float) -> bool:
    """Whether two stays lasted at the same time, in waters no farther apart."""
    return (
        stays[one, 1] <= stays[other, 2]
        and stays[other, 1] <= stays[one, 2]
        and stays[one, 3] - far <= stays[other, 4]
        and stays[other, 3] - far <= stays[one, 4]
        and not wide < max(stays[one, 5] - stays[other, 6], stays[other, 5] - stays[one, 6]) < HALF
    )


@lean
def beside_each_other(
    stays: Longs, of: Longs, grid: tuple[Any, ...], near: Longs, counts: Longs, whole: Longs, bands: Floats
) -> int:
    """Every two ships of which a stay of this slice lay beside another, into `pairs`: DONE, or what is full.

    Once widened, all is done again. `of`: first stay of the slice, and of those that still matter; the least
    time at which such a one has to end. A pair can be told more than once.
    """
    heads, nodes, pairs, seen = grid
    mask, of_heads = len(stays) - 1, len(heads) - 1
    far = whole[2]
    heads[:] = FREE
    counts[OF_NODES] = counts[OF_BESIDE] = 0
    for number in range(of[2], counts[OF_STAYS]):
        own = number & mask
        if stays[own, 2] < of[3] or (number < of[0] and stays[own, 10] == 1):
            continue
        waters = (stays[own, 3], stays[own, 4], stays[own, 5], stays[own, 6])
        room = _marked(waters, near, far, bands)
        if room == len(near):
            return NEAR
        if counts[OF_NODES] + room > len(nodes):
            return NODES
        wide = bands[_band(waters[0] / 1e7), 1]
        ship = stays[own, 0]
        for which in range(room):
            cell = near[which]
            head = ((cell * 2_654_435_761) >> 20) & of_heads
            node = heads[head]
            while node != FREE and number >= of[0]:
                at = nodes[node, 0] & mask
                beside = stays[at, 0]
                if (
                    nodes[node, 2] == cell
                    and beside != ship
                    and seen[beside] != number
                    and _beside(stays, own, at, far, wide)
                ):
                    if counts[OF_BESIDE] == len(pairs):
                        return BESIDE
                    seen[beside] = number
                    pairs[counts[OF_BESIDE]] = (min(ship, beside) << 32) | max(ship, beside)
                    counts[OF_BESIDE] += 1
                node = nodes[node, 1]
            at = counts[OF_NODES]
            nodes[at, 0], nodes[at, 1], nodes[at, 2] = number, heads[head], cell
            heads[head] = at
            counts[OF_NODES] += 1
    return DONE
