"""How far it is to the nearest shore: offline, from Natural Earth.

`data/coast.bin` holds the coast lines of the world at 1:10 million (Natural Earth, public domain), rounded to
`GRID`; `scripts/coast.py` makes it. At that scale a shore may lie some hundred metres from where it is drawn,
small islands and harbour works are missing, and rivers and most harbours count as land.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.ports import DEGREE_M, metres

Floats = NDArray[np.float64]
GRID: Final = 0.001
"""degrees"""
LONGEST: Final = 1.0
"""degrees: half of no piece of coast is longer"""


@dataclass(frozen=True, slots=True)
class Coast:
    """Pieces of coast, each from one place to the next: latitude, longitude, latitude, longitude in degrees.

    In the order of `cells`, the whole degrees of their middle.
    """

    line: Floats
    cells: NDArray[np.int64]


def packed(rings: list[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> bytes:
    """Closed rings (latitudes and longitudes in steps of `GRID`) as `data/coast.bin` holds them."""
    lengths = np.array([len(lat) for lat, _lon in rings], dtype="<i4")
    starts = np.array([(lat[0], lon[0]) for lat, lon in rings], dtype="<i4")
    steps = [np.concatenate([np.diff(ring[at]) for ring in rings]).astype("<i2") for at in range(2)]
    head = np.array([len(rings)], dtype="<i4")
    return zlib.compress(b"".join(part.tobytes() for part in (head, lengths, starts, *steps)), 9)


def unpacked(data: bytes) -> list[tuple[Floats, Floats]]:
    """The rings of `packed`, in degrees."""
    raw = zlib.decompress(data)
    count = int(np.frombuffer(raw, "<i4", 1)[0])
    lengths = np.frombuffer(raw, "<i4", count, 4).astype(np.int64)
    starts = np.frombuffer(raw, "<i4", 2 * count, 4 + 4 * count).reshape(count, 2)
    whole = int((lengths - 1).sum())
    begin = 4 + 12 * count
    steps = [np.frombuffer(raw, "<i2", whole, begin + 2 * whole * at).astype(np.int64) for at in range(2)]
    ends = np.cumsum(lengths - 1)
    found = []
    for ring, (end, length) in enumerate(zip(ends.tolist(), lengths.tolist(), strict=True)):
        part = slice(end - length + 1, end)
        lat, lon = (
            np.concatenate([[0], np.cumsum(steps[at][part])]) + int(starts[ring, at]) for at in range(2)
        )
        found.append((lat * GRID, lon * GRID))
    return found


@cache
def coast() -> Coast:
    """The coast lines of the world."""
    rings = unpacked(resources.files(__package__).joinpath("data/coast.bin").read_bytes())
    line = np.concatenate([np.column_stack([lat[:-1], lon[:-1], lat[1:], lon[1:]]) for lat, lon in rings])
    cells = _cell((line[:, 0] + line[:, 2]) / 2, (line[:, 1] + line[:, 3]) / 2)
    order = np.argsort(cells, kind="stable")
    return Coast(line[order], cells[order])


def _cell(lat: Floats, lon: Floats) -> NDArray[np.int64]:
    row, column = np.floor(lat).astype(np.int64) + 90, (np.floor(lon).astype(np.int64) + 180) % 360
    found: NDArray[np.int64] = row * 360 + column
    return found


def shore_m(lat: float, lon: float) -> float:
    """Metres to the nearest shore, from the sea or from land."""
    for reach in (1, 3, 9, 30, 90):
        line = _around(lat, lon, reach)
        if len(line):
            away = nearest_m(lat, lon, line)
            if away <= (reach - LONGEST / 2) * DEGREE_M or reach == 90:
                return away
    return float("inf")


def on_land(lat: float, lon: float) -> bool:
    """Whether a place lies on land: from there to the North Pole the coast is cut an odd number of times."""
    line = coast().line
    east = (line[:, 1] - lon + 180) % 360 - 180  # rings go on beyond 180 degrees
    end = east + line[:, 3] - line[:, 1]
    cut = ((east > 0) != (end > 0)) & (np.abs(east) < 90)
    part = -east[cut] / (end - east)[cut]
    norths = line[cut, 0] + part * (line[cut, 2] - line[cut, 0])
    return bool(np.count_nonzero(norths > lat) % 2)


def _around(lat: float, lon: float, reach: int) -> Floats:
    """Pieces of coast in the whole degrees around a place."""
    known = coast()
    row, column = int(np.floor(lat)), int(np.floor(lon))
    north = min(89.0, max(abs(row - reach), abs(row + reach + 1)))
    wide = min(180, int(np.ceil((reach + 1) / max(0.006, np.cos(np.radians(north))))))
    parts = []
    for each in range(max(-90, row - reach), min(89, row + reach) + 1):
        for begin, end in _columns(column - wide, column + wide):
            low = np.searchsorted(known.cells, (each + 90) * 360 + begin)
            high = np.searchsorted(known.cells, (each + 90) * 360 + end, side="right")
            parts.append(known.line[low:high])
    return np.concatenate(parts) if parts else np.empty((0, 4))


def _columns(begin: int, end: int) -> list[tuple[int, int]]:
    """Columns from one to another (whole degrees), as numbers of 0 to 359 that go up."""
    if end - begin >= 359:
        return [(0, 359)]
    low, high = (begin + 180) % 360, (end + 180) % 360
    return [(low, high)] if low <= high else [(0, high), (low, 359)]


def nearest_m(lat: float, lon: float, line: Floats) -> float:
    """Metres to the nearest point of some pieces of coast."""
    scale = max(0.006, float(np.cos(np.radians(lat))))
    north, east = line[:, 0] - lat, ((line[:, 1] - lon + 180) % 360 - 180) * scale
    up, across = line[:, 2] - line[:, 0], ((line[:, 3] - line[:, 1] + 180) % 360 - 180) * scale
    length = up * up + across * across
    part = np.clip(-(north * up + east * across) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    at = int(np.argmin((north + part * up) ** 2 + (east + part * across) ** 2))
    place = line[at, 0] + part[at] * up[at], line[at, 1] + part[at] * across[at] / scale
    return float(metres(lat, lon, *place))
