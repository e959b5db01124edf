"""Ships that lie near each other, compiled: one pass over batches of positions as they come.

The same question as `encounters` asks of an engine, with the same answer, row for row. Positions are taken in
slices of time, each of so many rows at most (`SLICE`) and so long at most (`LASTS`):

1. `meeting_fixes` puts the rows of a slice ship by ship and keeps the first of each step and half-degree
   cell.
2. `meeting_legs` joins each to the next of the same ship; such a leg counts where the ship lay still, and
   legs that follow each other in the same waters are a stay.
3. `meeting_stays` finds which ships lay near each other while both did: few.
4. `meeting_pairs` holds the legs of such two against each other; where they are within reach at an instant
   the meeting of the pair goes on.

From slice to slice go the last fix of each ship, the fixes of the last step, legs and stays for `silence_ms`,
and of pairs the meeting under way. So memory does not grow with the rows, and the work on a row does not
grow with the ships: what belongs to a ship is read once a slice. Coordinates and times are whole numbers
(1e-7 degree, ms).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from contextlib import closing
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.detectors.sea.encounters import NAMES, Rule
from sightline.detectors.sea.gap_kernel import BATCH, Unordered, placed
from sightline.detectors.sea.lean import DONE
from sightline.detectors.sea.meeting_fixes import CELLS, RECORD, begun, counted, sorted_by_ship
from sightline.detectors.sea.meeting_legs import harbour_bits, laid
from sightline.detectors.sea.meeting_pairs import METRES, NEVER, Floats, ended, met, put
from sightline.detectors.sea.meeting_stays import bands, beside_each_other
from sightline.detectors.sea.meeting_tables import (
    BESIDE,
    CONTACT,
    COUNTS,
    FIX,
    FOUND,
    HELD,
    LATER,
    LEG,
    LEGS,
    NODE,
    NODES,
    OF_BESIDE,
    OF_FOUND,
    OF_HELD,
    OF_LATER,
    OF_LEGS,
    OF_PAIRS,
    OF_STAYS,
    OF_WAITING,
    PAIR,
    PAIRS,
    REACHED,
    SHIP,
    STAY,
    STAYS,
    WAIT,
    WAITING,
    Longs,
    doubled,
    empty,
    further,
    longer,
    wider,
)
from sightline.detectors.sea.ship_codes import PIECE, ShipCodes
from sightline.detectors.sea.stillness import KNOT
from sightline.lake.engines import batches

COLUMNS = ("mmsi", "t_ms", "lat7", "lon7", "sog")
ROOM = 1 << 12
"""room in each table at the start; doubled whenever it is taken"""
SLICE = 1 << 20
"""rows in a slice, at most"""
LASTS = 4
"""a slice lasts so many times the longest silence, at most"""
LONGEST_MS = 2_000_000_000
"""and no longer than that, so that times in a slice take 32 bits"""
Columns = tuple[Any, Any, Any, Any, Any]


def _limits(rule: Rule) -> tuple[Longs, Floats]:
    """Everything the kernels compare with: whole numbers and others."""
    still = rule.still
    far = round(rule.distance_m / METRES) + 2
    whole = np.array([still.step_ms, still.silence_ms, far], dtype=np.int64)
    others = np.array(
        [
            rule.distance_m,
            still.speed_kn,
            still.impossible_kn * KNOT,
            still.jitter_m,
            rule.apart_minutes / rule.step_minutes,
            rule.hours * 60 / rule.step_minutes,
            rule.alongside_hours * 60 / rule.step_minutes,
            rule.moored_m * 10,
            rule.alongside_m * 10,
            rule.presence,
        ]
    )
    return whole, others


class _Slices:
    """Rows as they come, cut into slices."""

    def __init__(self, rule: Rule) -> None:
        self.lasts = min(LASTS * rule.still.silence_ms, LONGEST_MS)
        self.parts: list[Columns] = []
        self.rows = 0
        self.begin: int | None = None
        self.last = 0

    def taken(self, columns: Columns, at: int) -> int:
        """Take rows from `at` on until the slice is full; the row reached."""
        t = columns[1]
        if self.begin is None:
            self.begin = int(t[at])
        end = min(len(t), at + SLICE - self.rows)
        if int(t[end - 1]) >= self.begin + self.lasts:
            end = at + int(np.searchsorted(t[at:end], self.begin + self.lasts))
        if end > at:
            self.parts.append(tuple(one[at:end] for one in columns))
            self.rows += end - at
            self.last = int(t[end - 1])
        return end

    def next(self, held: Columns) -> None:
        """Begin another slice with the fixes that were held back."""
        self.parts, self.rows = ([held], 0) if len(held[0]) else ([], 0)
        self.begin = int(held[1].min()) if len(held[0]) else None


class _Pass:
    """Everything one pass over positions remembers; made wider where a table is full."""

    def __init__(self, rule: Rule) -> None:
        self.whole, self.others = _limits(rule)
        self.bands, self.ports = bands(int(self.whole[2])), harbour_bits(rule.port_km)
        self.slices, self.codes = _Slices(rule), ShipCodes()
        self.ships, self.seen = empty(ROOM, SHIP), np.full(ROOM, -1, dtype=np.int64)
        self.rows_of = np.zeros(ROOM, dtype=np.uint64)
        self.owners = np.zeros(0, dtype=np.uint32)
        self.records = np.zeros(0, dtype=np.int64)
        self.fixes, self.marks = empty(1, FIX), np.full(CELLS, -1, dtype=np.int64)
        self.held, self.waiting = empty(ROOM, FIX), empty(ROOM, WAIT)
        self.legs, self.stays, self.nodes = empty(ROOM, LEG), empty(ROOM, STAY), empty(ROOM, NODE)
        self.heads, self.beside = np.zeros(0, dtype=np.int64), np.zeros(ROOM, dtype=np.int64)
        self.pairs, self.found = empty(ROOM, PAIR), empty(ROOM, len(NAMES))
        self.later, self.near = empty(ROOM, CONTACT), np.zeros(128, dtype=np.int64)
        self.clear = np.zeros(4, dtype=np.int64)
        self.counts = np.zeros(COUNTS, dtype=np.int64)
        self.past: deque[tuple[int, int, int]] = deque()

    def batch(self, columns: Columns) -> None:
        """Rows in the order of time."""
        t = columns[1]
        if len(t) and (int(t[0]) < self.slices.last or not bool((t[1:] >= t[:-1]).all())):
            raise Unordered
        at = 0
        while at < len(t):
            at = self.slices.taken(columns, at)
            if at < len(t):
                self._slice(int(t[at]) // int(self.whole[0]))
            elif self.slices.rows >= SLICE:
                self._slice(self.slices.last // int(self.whole[0]))

    def _slice(self, upto: int) -> None:
        """Take the rows of a slice; fixes of that step and later ones wait for more rows."""
        parts = self.slices.parts
        rows = sum(len(one[0]) for one in parts)
        begin = min(int(one[1].min()) for one in parts) if parts else 0
        step_ms = int(self.whole[0])
        base = begin // step_ms * step_ms
        self._by_ship(parts, rows, base)
        edge = begin - int(self.whole[1])
        while self.past and self.past[0][0] < edge:
            self.past.popleft()
        legs, stays = int(self.counts[OF_LEGS]), int(self.counts[OF_STAYS])
        oldest = self.past[0][1:] if self.past else (legs, stays)
        self._legs(rows, (base, upto, self.codes.count), np.array([stays, *oldest], dtype=np.int64))
        self._pairs(np.array([stays, legs, oldest[1], edge], dtype=np.int64))
        self._put(edge // step_ms)
        self.past.append((self.slices.last, legs, stays))
        self.slices.next(self._held())

    def _by_ship(self, parts: list[Columns], rows: int, base: int) -> None:
        """Rows of one ship after the other into `records`; where those of each end into `rows_of`."""
        if len(self.owners) < rows:
            self.owners = np.zeros(rows, dtype=np.uint32)
            self.records = np.zeros(rows * RECORD, dtype=np.int64)
        self.rows_of[:] = 0
        at, before = 0, self.codes.count
        for mmsi, *_others in parts:
            for begin in range(0, len(mmsi), PIECE):
                codes = self.codes.of(mmsi[begin : begin + PIECE].astype(np.int64))
                if self.codes.count > len(self.ships):
                    self._more_ships()
                counted(codes, self.owners[at:], self.rows_of)
                at += len(codes)
        if self.codes.count > before:
            mmsis = self.codes.known()
            self.ships[: len(mmsis), 6] = mmsis
        known = self.rows_of[: self.codes.count]
        most = int(known.max(initial=0))
        if most > len(self.fixes):
            self.fixes = np.empty((most, FIX), dtype=np.int64)
        begun(known)
        at = 0
        for _mmsi, t, lat, lon, sog in parts:
            columns = (t, lat, lon, sog.astype(np.float64, copy=False))
            sorted_by_ship(columns, self.owners[at:], base, known, self.records)
            at += len(t)

    def _more_ships(self) -> None:
        count = self.codes.count
        self.ships = further(self.ships, count)
        more = len(self.ships) - len(self.seen)
        self.seen = np.concatenate([self.seen, np.full(more, -1, dtype=np.int64)])
        self.rows_of = np.concatenate([self.rows_of, np.zeros(more, dtype=np.uint64)])

    def _legs(self, rows: int, slice_: tuple[int, int, int], of: Longs) -> None:
        """The legs and stays of a slice; `of`: its first stay, the oldest leg and stay that still matter."""
        self.counts[REACHED] = self.counts[OF_HELD] = 0
        while True:
            tables = (self.ships, self.legs, self.stays, self.waiting, self.held, self.fixes, self.marks)
            full = laid(
                self.records, self.rows_of, slice_, tables, self.counts, self.whole, self.others, self.ports,
                self.clear, of,
            )  # fmt: skip
            if full == DONE:
                return
            if full == LEGS:
                self.legs = longer(
                    self.legs, int(of[1]), upto := int(self.counts[OF_LEGS]), upto - int(of[1]) + rows
                )
            elif full == STAYS:
                self.stays = longer(self.stays, int(of[2]), int(self.counts[OF_STAYS]), 0)
            elif full == HELD:
                self.held = doubled(self.held)
            elif full == WAITING:
                horizon = slice_[0] - int(self.whole[1])
                self.waiting, self.counts[OF_WAITING] = wider(self.waiting, 1, horizon, len(self.fixes))

    def _pairs(self, of: Longs) -> None:
        """Hold ships against each other that lay near each other in this slice.

        `of`: first stay and leg of the slice, the oldest stay that still matters, the time it ended at least.
        """
        room = 1 << int(2 * (self.counts[OF_STAYS] - of[2]) + 1).bit_length()
        if len(self.heads) < room:
            self.heads = np.zeros(room, dtype=np.int64)
        asked = self._beside(np.array([of[0], of[1], of[2], of[3]], dtype=np.int64), room)
        instants = (self.slices.last - int(of[3])) // int(self.whole[0]) + 2
        kept = np.array([of[0], of[1], of[2], instants], dtype=np.int64)
        self.counts[REACHED] = 0
        while True:
            tables = (
                self.ships, self.stays, self.legs, self.near, self.pairs, self.found, self.later
            )  # fmt: skip
            full = met(asked, tables, self.counts, self.whole, self.others, self.ports[0], kept)
            if full == DONE:
                return
            if full == PAIRS:
                self._tell(int(of[3]) // int(self.whole[0]))
                self.pairs, self.counts[OF_PAIRS] = wider(self.pairs, 3, 1)
            elif full == FOUND:
                self.found = doubled(further(self.found, instants))
            elif full == LATER:
                self.later = doubled(self.later)
            else:
                self.near = doubled(self.near)

    def _beside(self, of: Longs, room: int) -> Longs:
        """Every two ships that lay near each other, once, in one order."""
        while True:
            grid = (self.heads[:room], self.nodes, self.beside, self.seen)
            full = beside_each_other(self.stays, of, grid, self.near, self.counts, self.whole, self.bands)
            if full == DONE:
                return np.unique(self.beside[: self.counts[OF_BESIDE]])
            self.seen[:] = -1
            if full == NODES:
                self.nodes = doubled(self.nodes)
            elif full == BESIDE:
                self.beside = doubled(self.beside)
            else:
                self.near = doubled(self.near)

    def _held(self) -> Columns:
        """The fixes that wait for more rows of their step, as rows."""
        held = self.held[: self.counts[OF_HELD]]
        return (
            self.ships[held[:, 0], 6],
            held[:, 1].copy(),
            (held[:, 2] >> 32).astype(np.int32),
            held[:, 2].astype(np.int32),
            held[:, 3] / 1e6,
        )

    def _put(self, before: int) -> None:
        """Take contacts that waited, where no earlier one can come any more."""
        waited = self.later[: self.counts[OF_LATER]]
        ripe = waited[:, 1] < before
        count = int(ripe.sum())
        if not count:
            return
        ready = waited[ripe]
        order = np.lexsort((ready[:, 4], ready[:, 3], ready[:, 2], ready[:, 1], ready[:, 0]))
        if (self.counts[OF_PAIRS] + count) * 2 > len(self.pairs):
            self.pairs, self.counts[OF_PAIRS] = wider(self.pairs, 3, 1, count)
        self.found = further(self.found, int(self.counts[OF_FOUND]) + count)
        put(ready[order], self.pairs, self.found, self.counts, self.others)
        left = waited[~ripe]
        self.later[: len(left)] = left
        self.counts[OF_LATER] = len(left)

    def _tell(self, before: int) -> None:
        """Tell meetings that ended before an instant."""
        self.found = further(self.found, int(self.counts[OF_FOUND] + self.counts[OF_PAIRS]))
        ended(self.pairs, self.found, self.counts, before, self.others)

    def end(self) -> pa.Table:
        """Take what waits; every meeting, in one order."""
        if self.slices.parts:
            self._slice(NEVER)
        self._put(NEVER)
        self._tell(NEVER)
        found = self.found[: self.counts[OF_FOUND]]
        return sorted_rows(pa.table({name: pa.array(found[:, at]) for at, name in enumerate(NAMES)}))


def scan(parts: Iterable[pa.RecordBatch], rule: Rule) -> pa.Table:
    """Meetings in batches of `COLUMNS`, in the order of time: the columns `NAMES`.

    All columns without nulls but `sog`. `Unordered` where rows do not come in the order of time.
    """
    state = _Pass(rule)
    for part in parts:
        mmsi, t, lat, lon, sog = (part.column(name).to_numpy(zero_copy_only=False) for name in COLUMNS)
        whole = (t.astype(np.int64, copy=False), *(one.astype(np.int32, copy=False) for one in (lat, lon)))
        state.batch((mmsi, *whole, sog))
    return state.end()


def meetings(positions: Any, rule: Rule) -> pa.Table:
    """Meetings of an Ibis table, on whatever engine it is; rows need no order."""
    rows = placed(positions, "sog")
    try:
        with closing(batches(rows, BATCH)) as unordered:
            return scan(unordered, rule)
    except Unordered:
        return scan(batches(rows.order_by("t_ms"), BATCH), rule)


def sorted_rows(table: pa.Table) -> pa.Table:
    """Meetings in one order, to compare or report them."""
    return table.take(pc.sort_indices(table, [(name, "ascending") for name in NAMES]))
