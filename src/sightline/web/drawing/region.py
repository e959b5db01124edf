"""The region a ship can have been in, as one path on a sheet, with the ports within it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.sea.reach import Grid
from sightline.service.reachable import HOME, Reachable
from sightline.web.drawing.mercator import Projection, Spot

LABEL_WIDE, LABEL_HIGH = 86.0, 12.0
"""room the name of a port takes"""


@dataclass(frozen=True, slots=True)
class PortMark:
    """A port within reach; without `label` where its name has no room."""

    x: float
    y: float
    text: str
    label: str
    home: bool
    """a port of the DPRK"""


def corners(grid: Grid) -> list[Spot]:
    """Places between which everything lies that is within reach."""
    inside = grid.spare >= 0
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows):
        return []
    return [Spot(float(grid.lats[row]), float(grid.lons[column]))
            for row in (rows[0], rows[-1]) for column in (columns[0], columns[-1])]  # fmt: skip


def path(grid: Grid, sheet: Projection) -> str:
    """The region as a closed path, its edge on straight lines between corners of the grid's cells."""
    return "".join(_cells(grid, sheet))


def _cells(grid: Grid, sheet: Projection) -> Iterator[str]:
    across = [(lon - sheet.west) * sheet.scale for lon in _unturned(grid, sheet)]
    up = [sheet.y(float(lat)) for lat in grid.lats]
    spare = grid.spare
    whole = (spare[:-1, :-1] >= 0) & (spare[1:, :-1] >= 0) & (spare[:-1, 1:] >= 0) & (spare[1:, 1:] >= 0)
    some = (spare[:-1, :-1] >= 0) | (spare[1:, :-1] >= 0) | (spare[:-1, 1:] >= 0) | (spare[1:, 1:] >= 0)
    for row in range(len(up) - 1):
        begin = -1
        for column in range(len(across)):
            full = column < len(across) - 1 and bool(whole[row, column])
            if full and begin < 0:
                begin = column
            if not full and begin >= 0:
                yield (
                    f"M{across[begin]:.1f} {up[row]:.1f}H{across[column]:.1f}V{up[row + 1]:.1f}"
                    f"H{across[begin]:.1f}Z"
                )
                begin = -1
        for column in np.flatnonzero(some[row] & ~whole[row]).tolist():
            yield _part(row, column, across, up, spare)


def _unturned(grid: Grid, sheet: Projection) -> list[float]:
    """Longitudes of the grid, turned as a whole to where the sheet is."""
    middle = float(grid.lons.mean())
    turn = 360.0 * round((sheet.middle - middle) / 360.0)
    return [float(lon) + turn for lon in grid.lons]


def _part(row: int, column: int, across: list[float], up: list[float], spare: np.ndarray) -> str:
    """The part of a cell that is within reach."""
    round_ = ((row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column))
    points = []
    for (r, c), (s, d) in zip(round_, (*round_[1:], round_[0]), strict=True):
        here, there = float(spare[r, c]), float(spare[s, d])
        if here >= 0:
            points.append((across[c], up[r]))
        if (here >= 0) != (there >= 0):
            share = here / (here - there)
            points.append((across[c] + (across[d] - across[c]) * share, up[r] + (up[s] - up[r]) * share))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def port_marks(found: Reachable, sheet: Projection) -> Iterator[PortMark]:
    """Ports within reach on the sheet, those of the DPRK first; a name where it has room."""
    taken: list[tuple[float, float]] = []
    for port in (*found.home, *(one for _, several in found.elsewhere for one in several)):
        x, y = sheet.x(port.lon), sheet.y(port.lat)
        free = x < sheet.width - LABEL_WIDE and all(
            abs(x - left) > LABEL_WIDE or abs(y - top) > LABEL_HIGH for left, top in taken
        )
        if free:
            taken.append((x, y))
        text = f"{port.name} ({port.country}): {port.hours:.0f} hours to spare"
        yield PortMark(x, y, text, port.name if free else "", port.country == HOME)
