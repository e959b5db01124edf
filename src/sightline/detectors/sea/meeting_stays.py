"""Where ships lie, and which of them lie near each other: compiled, a stage of `meeting_kernel`.

A stay holds the legs of one ship that lie within the same waters, until it leaves them or a day or so is
over. When it begins, the cells of a grid tell which other stays are near; they are linked, and a leg that
closes asks its links alone. Whatever lies in the rings longer than it can matter is overwritten.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.lean import DONE, FREE, inlined, lean
from sightline.detectors.sea.meeting_tables import LINKS, NEAR, NODES, STAYS, Longs
from sightline.detectors.sea.stillness import HALF, WHOLE

Floats = NDArray[np.float64]

LASTS: Final = 4
"""a stay takes legs for so many times the longest silence"""
CELLS: Final = 6
"""a cell is so many times as high and wide as ships may be apart"""
COSINES: Final[Floats] = np.array(
    [max(0.02, float(np.cos(np.radians(degree + 0.5)))) for degree in range(-90, 91)]
)
"""by whole degree of latitude plus 90; near the poles no less than a fiftieth"""
NARROW: Final[Floats] = np.minimum(COSINES, np.minimum(np.roll(COSINES, 1), np.roll(COSINES, -1)))
"""the least of a degree and of those beside it"""


def bands(far: int) -> Floats:
    """By whole degree plus 90, in a row of cells whose southern edge lies there: columns in 1e-7 degree of
    longitude, how far to either side ships are looked for, and the number of columns."""
    around = np.maximum(1.0, np.floor(WHOLE * COSINES / (CELLS * far)))
    table: Floats = np.column_stack([around / WHOLE, far / NARROW + 2, around])
    return table


@inlined
def _band(degrees: float) -> int:
    return min(180, max(0, math.floor(degrees) + 90))


@lean
def headed(nodes: Longs, heads: Longs, begin: int, upto: int) -> None:
    """Chain the nodes from one number to another, each as the newest of its cell."""
    for number in range(begin, upto):
        at = number & (len(nodes) - 1)
        into = nodes[at, 3] & (len(heads) - 1)
        nodes[at, 1] = heads[into]
        heads[into] = number


@inlined
def within(stays: Longs, number: int, leg: Longs, counts: Longs) -> bool:
    """Whether a leg belongs to a stay: while it takes legs, in its waters."""
    at = number & (len(stays) - 1)
    return (
        number != FREE
        and number + len(stays) >= counts[8]
        and leg[4] <= stays[at, 0]
        and stays[at, 1] <= min(leg[2], leg[5])
        and max(leg[2], leg[5]) <= stays[at, 2]
        and stays[at, 3] <= min(leg[3], leg[6])
        and max(leg[3], leg[6]) <= stays[at, 4]
    )


@lean
def _marked(waters: tuple[int, int, int, int], cells: Longs, far: int, bands: Floats) -> int:
    """The cells that a stay in such waters may share with others, into `cells`; how many, at most their room.

    `waters`: south, north, west, east.
    """
    south, north, west, east = waters
    tall, degrees = 1.0 / (CELLS * far), CELLS * far / 1e7
    half = far // 2 + 1
    count = 0
    for row in range(math.floor((south - half) * tall), math.floor((north + half) * tall) + 1):
        band = _band(row * degrees)
        scale, wide, columns = bands[band, 0], bands[band, 1] / 2, int(bands[band, 2])
        begin = math.floor((west + HALF - wide) * scale)
        for column in range(begin, min(math.floor((east + HALF + wide) * scale), begin + columns - 1) + 1):
            if count == len(cells):
                return count
            cells[count] = row * 2_654_435_761 + column % columns
            count += 1
    return count


@lean
def settled(
    leg: Longs, stays: Longs, nodes: Longs, heads: Longs, links: Longs, near: Longs, counts: Longs,
    whole: Longs, bands: Floats,
) -> int:  # fmt: skip
    """Begin a stay with a leg and link it with those near by: DONE, or which table has no room for it.

    Then nothing is changed. `counts[5]`, `[8]` and `[9]`: nodes, stays, links so far; `[10]`: looks around.
    """
    far, expired = whole[2], leg[4] - whole[1]
    number, mask = counts[8], len(stays) - 1
    own, until = number & mask, leg[4] + LASTS * whole[1]
    if stays[own, 0] >= expired:
        return STAYS
    south, north = min(leg[2], leg[5]), max(leg[2], leg[5])
    west, east = min(leg[3], leg[6]), max(leg[3], leg[6])
    wide = int(bands[_band(south / 1e7), 1])
    lowest, highest, left, right = south - far, north + far, west - wide, east + wide
    room = _marked((lowest, highest, left, right), near, far, bands)
    if room == len(near):
        return NEAR
    if room > len(nodes) or nodes[(counts[5] + room - 1) & (len(nodes) - 1), 2] >= expired:
        return NODES
    count = room
    counts[10] += 1
    look = counts[10]
    for which in range(room):
        cell = near[which]
        node = heads[cell & (len(heads) - 1)]
        while node != FREE and node + len(nodes) >= counts[5]:
            at = node & (len(nodes) - 1)
            other = nodes[at, 0]
            if nodes[at, 2] < expired:
                break
            node = nodes[at, 1]
            beside = other & mask
            if nodes[at, 3] != cell or nodes[at, 4] == leg[0] or stays[beside, 7] == look:
                continue
            if stays[beside, 0] < expired:
                continue
            if stays[beside, 1] - far > highest or lowest - far > stays[beside, 2]:
                continue
            if count == len(near):
                return NEAR
            stays[beside, 7] = look
            near[count] = other
            count += 1
    met = 2 * (count - room)
    if met > len(links) or (
        met > 0 and links[(counts[9] + met - 1) & (len(links) - 1), 2] >= expired - LASTS * whole[1]
    ):
        return LINKS
    stays[own, 0], stays[own, 1], stays[own, 2], stays[own, 3] = until, lowest, highest, left
    stays[own, 4], stays[own, 5], stays[own, 6], stays[own, 7] = right, FREE, FREE, FREE
    counts[8] += 1
    for each in range(room, count):
        for one, other in ((number, near[each]), (near[each], number)):
            at = counts[9] & (len(links) - 1)
            links[at, 0], links[at, 1], links[at, 2] = other, stays[one & mask, 6], leg[4]
            stays[one & mask, 6] = counts[9]
            counts[9] += 1
    for which in range(room):
        cell = near[which]
        at, into = counts[5] & (len(nodes) - 1), cell & (len(heads) - 1)
        nodes[at, 0], nodes[at, 1], nodes[at, 2], nodes[at, 3] = number, heads[into], until, cell
        nodes[at, 4], heads[into] = leg[0], counts[5]
        counts[5] += 1
    return DONE


@lean
def company(
    leg: Longs, link: int, stays: Longs, links: Longs, legs: Longs, near: Longs, counts: Longs, far: int,
    wide: float,
) -> int:  # fmt: skip
    """The legs that lasted while this one did near by, into `near`, by number; how many, -1 for no room."""
    south, north = min(leg[2], leg[5]) - far, max(leg[2], leg[5]) + far
    west, east = min(leg[3], leg[6]), max(leg[3], leg[6])
    of_stays, of_links, of_legs = len(stays) - 1, len(links) - 1, len(legs) - 1
    count = 0
    while link != FREE:
        number, link = links[link & of_links, 0], links[link & of_links, 1]
        other = number & of_stays
        if number + len(stays) < counts[8] or stays[other, 0] < leg[1]:
            continue
        if stays[other, 1] > north or stays[other, 2] < south:
            continue
        if wide < max(west - stays[other, 4], stays[other, 3] - east) < HALF:
            continue
        held = stays[other, 5]
        while held != FREE and held + len(legs) >= counts[2] and legs[held & of_legs, 2] >= leg[1]:
            at = held & of_legs
            if legs[at, 5] <= leg[8] and leg[7] <= legs[at, 5] + (legs[at, 6] >> 34):
                if count == len(near):
                    return -1
                near[count] = held
                count += 1
            # the stay's leg before ended by then, unless a position waited for the end of this one
            held = FREE if legs[at, 1] < leg[1] and not (legs[at, 6] >> 33) & 1 else legs[at, 7]
    if count > 1:
        _sorted(near, count)
    return count


@lean
def _sorted(numbers: Longs, count: int) -> None:
    """Put the first so many numbers in order (Shell's sort; they are few)."""
    gap = count // 2
    while gap > 0:
        for at in range(gap, count):
            held = numbers[at]
            before = at - gap
            while before >= 0 and numbers[before] > held:
                numbers[before + gap] = numbers[before]
                before -= gap
            numbers[before + gap] = held
        gap //= 2
