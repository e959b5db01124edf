"""Silences of ships, compiled: one pass over batches of positions as they come, whatever their number.

Rows are taken in the order of time. Of every ship only its last position is remembered, so memory does not
grow with the rows. `reference` says the same as an Ibis expression; a test holds one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any, Final, ParamSpec, TypeVar

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from numba import njit
from numpy.typing import NDArray

from sightline.detectors.sea.stillness import FIRST_MS, HALF, is_ship
from sightline.lake.engines import batches

P = ParamSpec("P")
R = TypeVar("R")
Longs = NDArray[np.int64]

COLUMNS = ("mmsi", "t_ms", "lat7", "lon7")
NAMES = ("mmsi", "from_t", "from_lat", "from_lon", "to_t", "to_lat", "to_lon")
BATCH = 1_000_000
"""rows asked of an engine at once"""
FIRST_SHIPS = 1 << 16
"""room for ships at the start; doubled whenever half of it is taken"""
FREE: Final = -1
NONE: Final = -1
"""no silence is open to a better end"""
DONE: Final = 0
FULL: Final = 1
UNORDERED: Final = 2


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at first use, keep the machine code beside the source, let other threads run meanwhile."""
    made: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Compile into the place it is called from: a call with many arrays costs more than a small kernel."""
    made: Callable[P, R] = njit(inline="always", error_model="numpy")(function)
    return made


@compiled
def _slot(ships: Longs, mmsi: int) -> int:
    """Where a ship stands in the table, or the free place for it."""
    mask = len(ships) - 1
    at = (mmsi * 2_654_435_761) & mask
    while ships[at, 0] != FREE and ships[at, 0] != mmsi:
        at = (at + 1) & mask
    return at


@compiled
def _rehashed(ships: Longs) -> Longs:
    """The same table with room for twice as many ships."""
    wider = np.full((len(ships) * 2, ships.shape[1]), FREE, dtype=np.int64)
    for at in range(len(ships)):
        if ships[at, 0] != FREE:
            wider[_slot(wider, ships[at, 0])] = ships[at]
    return wider


@compiled
def _scan(
    columns: tuple[Any, Any, Any, Any], start: int, ships: Longs, found: Longs, counts: Longs, least: int
) -> int:
    """Take rows from `start` on. `counts`: ships known, silences found, rows taken. DONE, FULL or UNORDERED.

    `ships`: MMSI, time, latitude and longitude of the last row, and the silence that ended with it.
    """
    mmsi, t, lat, lon = columns
    for row in range(start, len(mmsi)):
        if counts[0] * 2 >= len(ships) or counts[1] >= len(found):
            counts[2] = row
            return FULL
        at = _slot(ships, mmsi[row])
        ship = ships[at]
        if ship[0] == FREE:
            ship[0] = mmsi[row]
            ship[4] = NONE
            counts[0] += 1
        elif t[row] < ship[1]:
            return UNORDERED
        elif t[row] == ship[1]:
            if ship[4] != NONE:  # of several rows at the end of a silence the first by place counts
                gap = found[ship[4]]
                if lat[row] < gap[5] or (lat[row] == gap[5] and lon[row] < gap[6]):
                    gap[5] = lat[row]
                    gap[6] = lon[row]
            if lat[row] < ship[2] or (lat[row] == ship[2] and lon[row] <= ship[3]):
                continue
        elif t[row] - ship[1] >= least:
            gap = found[counts[1]]
            gap[0] = mmsi[row]
            gap[1:4] = ship[1:4]
            gap[4] = t[row]
            gap[5] = lat[row]
            gap[6] = lon[row]
            ship[4] = counts[1]
            counts[1] += 1
        else:
            ship[4] = NONE
        ship[1] = t[row]
        ship[2] = lat[row]
        ship[3] = lon[row]
    counts[2] = len(mmsi)
    return DONE


class Unordered(Exception):
    """Rows of a ship were not in the order of time."""


def scan(parts: Iterable[pa.RecordBatch], least_ms: int) -> pa.Table:
    """Silences of at least so long (ms), in the order they ended: the columns `NAMES`, 1e-7 degree.

    They hold `COLUMNS` without nulls. `Unordered` where a ship's rows do not come in the order of time.
    """
    ships = np.full((FIRST_SHIPS, 5), FREE, dtype=np.int64)
    found = np.empty((1024, 7), dtype=np.int64)
    counts = np.zeros(3, dtype=np.int64)
    for batch in parts:
        mmsi, t, lat, lon = (batch.column(name).to_numpy(zero_copy_only=False) for name in COLUMNS)
        columns = (mmsi.astype(np.int64, copy=False), t, lat, lon)
        counts[2] = 0
        while (state := _scan(columns, counts[2], ships, found, counts, least_ms)) == FULL:
            if counts[1] >= len(found):
                found = np.concatenate([found, np.empty_like(found)])
            if counts[0] * 2 >= len(ships):
                ships = _rehashed(ships)
        if state == UNORDERED:
            raise Unordered
    kept = found[: counts[1]]
    return pa.table({name: pa.array(kept[:, at]) for at, name in enumerate(NAMES)})


def gaps(positions: Any, least_ms: int) -> pa.Table:
    """Silences of ships of an Ibis table, on whatever engine it is; rows need no order."""
    rows = placed(positions)
    try:
        with closing(batches(rows, BATCH)) as unordered:
            return scan(unordered, least_ms)
    except Unordered:
        return scan(batches(rows.order_by("t_ms"), BATCH), least_ms)


def placed(positions: Any, *more: str) -> Any:
    """Rows of ships with a place and a time that can be, the columns `COLUMNS` and `more`."""
    return positions.filter(
        _.t_ms >= FIRST_MS,
        _.lat7.between(-900_000_000, 900_000_000),
        _.lon7.between(-HALF, HALF),
        is_ship(_.mmsi),
    ).select(*COLUMNS, *more)


def reference(positions: Any, least_ms: int) -> Any:
    """What `gaps` says, as an Ibis expression."""
    window = ibis.window(group_by="mmsi", order_by=["t_ms", "lat7", "lon7"])
    led = placed(positions).mutate(
        to_t=_.t_ms.lead().over(window), to_lat=_.lat7.lead().over(window), to_lon=_.lon7.lead().over(window)
    )
    silent = led.filter(_.to_t.notnull(), _.to_t - _.t_ms >= least_ms)
    return silent.select(
        **{name: silent[column].cast("int64") for name, column in zip(NAMES, _REFERENCE, strict=True)}
    )


_REFERENCE = ("mmsi", "t_ms", "lat7", "lon7", "to_t", "to_lat", "to_lon")


def sorted_rows(table: pa.Table) -> pa.Table:
    """Silences in one order, to compare or report them."""
    return table.take(pc.sort_indices(table, [(name, "ascending") for name in NAMES]))
