"""AIS payloads: the position reports a recording is full of as arrays, every other message by pyais.

The field layout of types 1, 2, 3 and 18 is that of ITU-R M.1371-5; a test holds what comes out against
pyais on every message of the real recordings.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from pyais.bit_vector import bit_vector
from pyais.messages import MSG_CLASS

from sightline.formats.cells import Mask

Ints = npt.NDArray[np.int64]
LETTERS = 28
"""letters of a position report of types 1, 2, 3 and 18: 168 bits"""
NO_LON7, NO_LAT7 = 181 * 10**7, 91 * 10**7
"""1e-7 degree that AIS sends for `not available`"""
_ILLEGAL = 64
ARMOUR = np.full(256, _ILLEGAL, np.uint8)
ARMOUR[48:88] = np.arange(40)
ARMOUR[96:120] = np.arange(40, 64)
REPORTS = (1, 2, 3, 18)
"""types read here; their payload has `LETTERS` letters and no fill bits"""


class Reports(NamedTuple):
    """Position reports as AIS sends them: 1e-7 degree, tenths of a knot and of a degree, whole degrees."""

    mmsi: Ints
    lat7: Ints
    lon7: Ints
    sog10: Ints
    cog10: Ints
    heading: Ints
    status: Ints
    """navigational status; 15, not defined, for type 18, which has none"""


def sixbits(octets: npt.NDArray[np.uint8], starts: Ints) -> npt.NDArray[np.uint8]:
    """The letters from each start as numbers 0 to 63, 64 for a letter that is none; shape (n, LETTERS)."""
    found: npt.NDArray[np.uint8] = ARMOUR[octets[starts[:, None] + np.arange(LETTERS)]]
    return found


def legal(letters: npt.NDArray[np.uint8]) -> Mask:
    """Rows without an illegal letter."""
    found: Mask = letters.max(axis=1, initial=0) < _ILLEGAL
    return found


def reports(letters: npt.NDArray[np.uint8]) -> Reports:
    """What position reports say; `letters` of shape (n, LETTERS), all of a type in `REPORTS`."""
    wide = np.ascontiguousarray(letters.T).astype(np.int64)
    other = wide[0] == 18
    found = _fields(wide, {"sog10": 50, "lon": 61, "lat": 89, "cog10": 116, "heading": 128})
    status = _bits(wide, 38, 4)
    if other.any():
        class_b = _fields(wide, {"sog10": 46, "lon": 57, "lat": 85, "cog10": 112, "heading": 124})
        found = {name: np.where(other, class_b[name], found[name]) for name in found}
        status = np.where(other, 15, status)
    return Reports(
        _bits(wide, 8, 30),
        _degrees(found["lat"], 27),
        _degrees(found["lon"], 28),
        found["sog10"],
        found["cog10"],
        found["heading"],
        status,
    )


_WIDTHS = {"sog10": 10, "lon": 28, "lat": 27, "cog10": 12, "heading": 9}


def _fields(letters: Ints, at: dict[str, int]) -> dict[str, Ints]:
    return {name: _bits(letters, first, _WIDTHS[name]) for name, first in at.items()}


def _bits(letters: Ints, first: int, width: int) -> Ints:
    """The unsigned number in `width` bits from bit `first`; `letters` of shape (LETTERS, n)."""
    last = first + width - 1
    value = letters[first // 6].copy()
    for column in range(first // 6 + 1, last // 6 + 1):
        value = (value << 6) | letters[column]
    found: Ints = (value >> (5 - last % 6)) & ((1 << width) - 1)
    return found


def _degrees(value: Ints, width: int) -> Ints:
    """Two's complement of 1/600,000 degree as 1e-7 degree, rounded to even as pyais rounds 1e-6 degree."""
    signed = np.where(value >= 1 << (width - 1), value - (1 << width), value)
    return np.rint(signed / 0.6).astype(np.int64) * 10


def decode(payload: bytes, fill: int) -> Any:
    """Any message by pyais; raises whatever pyais raises for what it cannot read."""
    bits = bit_vector(payload, fill)
    return MSG_CLASS[bits.get(0, 6)].from_vector(bits)
