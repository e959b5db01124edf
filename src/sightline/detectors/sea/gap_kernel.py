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

from sightline.detectors.sea.lean import DONE, EARLIER, FREE, FULL, UNORDERED, inlined, lean
from sightline.detectors.sea.meeting_tables import empty, further, low, packed
from sightline.detectors.sea.ship_codes import AHEAD, PIECE, ROW_OF, ShipCodes
from sightline.detectors.sea.stillness import FIRST_MS, HALF, is_ship
from sightline.lake.engines import batches

Longs = NDArray[np.int64]

COLUMNS = ("mmsi", "t_ms", "lat7", "lon7")
NAMES = ("mmsi", "from_t", "from_lat", "from_lon", "to_t", "to_lat", "to_lon")
BATCH = 1_000_000
"""rows asked of an engine at once"""
ROOM = 1 << 14
"""silences that a table holds"""
FEWEST = 1 << 10
"""room for ships at the start; doubled whenever it is taken"""
SILENT: Final = 4
"""of a ship's last row: time, place (`packed`), and the silence that ended with it; one is free, so that two
ships share a line of the processor's cache"""


@inlined
def _first(lat: int, lon: int, other_lat: int, other_lon: int) -> bool:
    """Of rows of one time the first by place ends a silence, the last begins one."""
    return lat < other_lat or (lat == other_lat and lon < other_lon)


@lean
def _scan(
    columns: tuple[Any, Any, Any, Any],
    start: int,
    ships: Longs,
    found: Longs,
    before: int,
    count: int,
    least: int,
    mended: int,
) -> tuple[int, int, int]:
    """Take rows from `start` on; the first column are ships. What stopped it, the row and the silences then.

    `ships`: columns as `SILENT`. `found`: rows as `NAMES`, a column a silence from number `before` on.
    EARLIER: the row may end a silence that was found before those, unless it is `mended`.
    """
    codes, t, lat, lon = columns
    ahead, read = start, 0
    for row in range(start, len(codes)):
        if row == ahead:
            ahead = min(row + AHEAD, len(codes))
            for each in range(row, ahead):  # so that the waits for memory fall into one
                read ^= ships[codes[each] & ROW_OF, 0]
        at = codes[row] & ROW_OF
        now, last = t[row], ships[at, 0]
        if last < 0:
            ships[at, 2] = FREE
        elif now < last:
            return UNORDERED, row, count
        elif now == last:
            silence = ships[at, 2] - before if ships[at, 2] != FREE else FREE
            if ships[at, 2] != FREE and silence < 0 and row != mended:
                return EARLIER, row, count
            if silence >= 0 and _first(lat[row], lon[row], found[5, silence], found[6, silence]):
                found[5, silence], found[6, silence] = lat[row], lon[row]
            if not _first(ships[at, 1] >> 32, low(ships[at, 1]), lat[row], lon[row]):
                continue
        elif now - last >= least:
            if count - before == found.shape[1]:
                return FULL, row, count
            to = count - before
            found[0, to], found[1, to] = codes[row] >> 32, last
            found[2, to], found[3, to] = ships[at, 1] >> 32, low(ships[at, 1])
            found[4, to], found[5, to], found[6, to] = now, lat[row], lon[row]
            ships[at, 2] = count
            count += 1
        else:
            ships[at, 2] = FREE
        ships[at, 0], ships[at, 1] = now, packed(lat[row], lon[row])
    ships[0, 3] = read
    return DONE, len(codes), count


class Unordered(Exception):
    """Rows of a ship were not in the order of time."""


def scan(parts: Iterable[pa.RecordBatch], least_ms: int, room: int = ROOM) -> pa.Table:
    """Silences of at least so long (ms), in the order they ended: the columns `NAMES`, 1e-7 degree.

    They hold `COLUMNS` without nulls. `Unordered` where a ship's rows do not come in the order of time. What
    is found is kept in tables of `room` silences, and none is copied.
    """
    codes = ShipCodes()
    ships = empty(FEWEST, SILENT)
    tables = [np.empty((len(NAMES), room), dtype=np.int64)]
    count = 0
    for mmsi, *columns in pieces(parts, COLUMNS):
        rows = (codes.of(mmsi), *columns)
        ships = further(ships, codes.count)
        row, mended = 0, -1
        while True:
            before = (len(tables) - 1) * room
            state, row, count = _scan(rows, row, ships, tables[-1], before, count, least_ms, mended)
            if state == UNORDERED:
                raise Unordered
            if state == DONE:
                break
            if state == FULL:
                tables.append(np.empty_like(tables[0]))
            else:
                table, at = divmod(int(ships[rows[0][row] & ROW_OF, 2]), room)
                _mend(tables[table][:, at], int(columns[1][row]), int(columns[2][row]))
                mended = row
    kept = [table[:, : count - number * room] for number, table in enumerate(tables)]
    return pa.table(
        {name: pa.chunked_array([pa.array(one[at]) for one in kept]) for at, name in enumerate(NAMES)}
    )


def _mend(silence: Longs, lat: int, lon: int) -> None:
    """Let a silence end with the first by place of the rows of its time."""
    if (lat, lon) < (silence[5], silence[6]):
        silence[5], silence[6] = lat, lon


def pieces(parts: Iterable[pa.RecordBatch], columns: Sequence[str]) -> Iterator[list[Any]]:
    """The columns of batches, at most `PIECE` rows at once: whole numbers of 64 bits, or reals of 64 bits.

    Each stands in the same memory as the one before.
    """
    held = [np.empty(PIECE, dtype=np.float64 if name == "sog" else np.int64) for name in columns]
    for part in parts:
        arrays = [part.column(name).to_numpy(zero_copy_only=False) for name in columns]
        for at in range(0, len(part), PIECE):
            rows = min(PIECE, len(part) - at)
            for into, one in zip(held, arrays, strict=True):
                np.copyto(into[:rows], one[at : at + rows], casting="unsafe")
            yield [one[:rows] for one in held]


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
