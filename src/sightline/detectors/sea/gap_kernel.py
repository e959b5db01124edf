"""Silences of ships, compiled: one pass over batches of positions as they come, whatever their number.

Rows are taken in the order of time. Of every ship only its last position is remembered, so memory does not
grow with the rows. `reference` says the same as an Ibis expression; a test holds one against the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, Final

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from numpy.typing import NDArray

from sightline.detectors.sea.lean import DONE, FREE, FULL, UNORDERED, inlined, lean
from sightline.detectors.sea.meeting_tables import empty, further
from sightline.detectors.sea.ship_codes import AHEAD, PIECE, ROW_OF, ShipCodes
from sightline.detectors.sea.stillness import FIRST_MS, HALF, is_ship
from sightline.lake.engines import batches

Longs = NDArray[np.int64]

COLUMNS = ("mmsi", "t_ms", "lat7", "lon7")
NAMES = ("mmsi", "from_t", "from_lat", "from_lon", "to_t", "to_lat", "to_lon")
BATCH = 1_000_000
"""rows asked of an engine at once"""
ROOM = 1 << 10
"""silences found and ships known at the start; doubled whenever it is taken"""
SILENT: Final = 8
"""of a ship's last row: time, latitude, longitude, and the silence that ended with it; the rest is free"""


@inlined
def _first(lat: int, lon: int, other_lat: int, other_lon: int) -> bool:
    """Of rows of one time the first by place ends a silence, the last begins one."""
    return lat < other_lat or (lat == other_lat and lon < other_lon)


@lean
def _scan(
    columns: tuple[Any, Any, Any, Any], start: int, ships: Longs, found: Longs, count: int, least: int
) -> tuple[int, int, int]:
    """Take rows from `start` on; the first column are ships. DONE, FULL or UNORDERED, row and silences then.

    `ships`: columns as `SILENT`. `found`: columns as `NAMES`.
    """
    codes, t, lat, lon = columns
    ahead, read = start, 0
    for row in range(start, len(codes)):
        if row == ahead:
            ahead = min(row + AHEAD, len(codes))
            for each in range(row, ahead):  # so that the waits for memory fall into one
                read ^= ships[codes[each] & ROW_OF, 0]
        at = codes[row] & ROW_OF
        now, before = t[row], ships[at, 0]
        if before < 0:
            ships[at, 3] = FREE
        elif now < before:
            return UNORDERED, row, count
        elif now == before:
            silence = ships[at, 3]
            if silence != FREE and _first(lat[row], lon[row], found[silence, 5], found[silence, 6]):
                found[silence, 5], found[silence, 6] = lat[row], lon[row]
            if not _first(ships[at, 1], ships[at, 2], lat[row], lon[row]):
                continue
        elif now - before >= least:
            if count == len(found):
                return FULL, row, count
            found[count, 0], found[count, 1] = codes[row] >> 32, before
            found[count, 2], found[count, 3] = ships[at, 1], ships[at, 2]
            found[count, 4], found[count, 5], found[count, 6] = now, lat[row], lon[row]
            ships[at, 3] = count
            count += 1
        else:
            ships[at, 3] = FREE
        ships[at, 0], ships[at, 1], ships[at, 2] = now, lat[row], lon[row]
    ships[0, 4] = read
    return DONE, len(codes), count


class Unordered(Exception):
    """Rows of a ship were not in the order of time."""


def scan(parts: Iterable[pa.RecordBatch], least_ms: int) -> pa.Table:
    """Silences of at least so long (ms), in the order they ended: the columns `NAMES`, 1e-7 degree.

    They hold `COLUMNS` without nulls. `Unordered` where a ship's rows do not come in the order of time.
    """
    codes = ShipCodes()
    ships = empty(ROOM, SILENT)
    found = np.empty((ROOM, len(NAMES)), dtype=np.int64)
    count = 0
    for mmsi, *columns in pieces(parts, COLUMNS):
        rows = (codes.of(mmsi), *columns)
        ships = further(ships, codes.count)
        state, row, count = _scan(rows, 0, ships, found, count, least_ms)
        while state == FULL:
            found = np.concatenate([found, np.empty_like(found)])
            state, row, count = _scan(rows, row, ships, found, count, least_ms)
        if state == UNORDERED:
            raise Unordered
    return pa.table({name: pa.array(found[:count, at]) for at, name in enumerate(NAMES)})


def pieces(parts: Iterable[pa.RecordBatch], columns: Sequence[str]) -> Iterator[list[Any]]:
    """The columns of batches, at most `PIECE` rows at once: whole numbers of 64 bits, or reals of 64 bits."""
    for part in parts:
        arrays = [part.column(name).to_numpy(zero_copy_only=False) for name in columns]
        kinds = [np.float64 if name == "sog" else np.int64 for name in columns]
        for at in range(0, len(part), PIECE):
            yield [one[at : at + PIECE].astype(kind) for one, kind in zip(arrays, kinds, strict=True)]


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
