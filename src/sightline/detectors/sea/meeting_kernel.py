"""Ships that lie near each other, compiled: one pass over batches of positions as they come.

The same question as `encounters` asks of an engine, with the same answer, row for row. Three stages follow
one another, batch by batch:

1. `_fixes` keeps of each ship, step and half-degree cell the first position.
2. `_take` joins each position to the next of the same ship; such a leg counts where the ship lay still.
3. A leg that closes is held against the legs of other ships near by that lasted at the same time, and where
   two are within reach at an instant the meeting of the pair goes on.

Legs lie in a grid of cells, newest first, and are forgotten after `silence_ms`; of pairs only the meeting
under way is kept. So memory does not grow with the rows. Coordinates and times are whole numbers (1e-7
degree, ms).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from sightline.detectors.sea.encounters import NAMES, PORT_CELL, Rule, harbours
from sightline.detectors.sea.gap_kernel import (
    BATCH,
    DONE,
    FREE,
    FULL,
    UNORDERED,
    Unordered,
    compiled,
    inlined,
    placed,
)
from sightline.detectors.sea.meeting_pairs import (
    METRES,
    PORT_COLUMNS,
    PORT_ROWS,
    Bits,
    Floats,
    ended,
    harboured,
    touch,
)
from sightline.detectors.sea.meeting_tables import (
    FIX,
    FOUND,
    HEAD,
    LEG,
    LEGS,
    NEAR,
    NODE,
    NODES,
    PAIR,
    PAIRS,
    SHIP,
    SHIPS,
    WAITING,
    Longs,
    empty,
    longer,
    slot,
    wider,
)
from sightline.detectors.sea.stillness import HALF, KNOT, MOST_SPEED, SPLIT, SURE_S, WHOLE
from sightline.lake.engines import batches

COLUMNS = ("mmsi", "t_ms", "lat7", "lon7", "sog")
ROOM: Final = 1 << 14
"""room in each table at the start; doubled whenever it is taken"""
PIECE: Final = 1 << 15
"""rows taken at once, so that what is kept of them stays near the processor"""
MILLION: Final = 1_000_000
NEAR_M: Final = 5_000.0
"""a ship does not jump that is no farther from where it was"""
CELLS: Final = 4
"""a cell is so many times as high and wide as ships may be apart: most legs touch one cell alone"""
COSINES: Final[Floats] = np.array(
    [max(0.02, float(np.cos(np.radians(degree + 0.5)))) for degree in range(-90, 91)]
)
"""by whole degree of latitude plus 90; near the poles no less than a fiftieth"""
NARROW: Final[Floats] = np.minimum(COSINES, np.minimum(np.roll(COSINES, 1), np.roll(COSINES, -1)))
"""the least of a degree and of those beside it"""


def _limits(rule: Rule) -> tuple[Longs, Floats]:
    """Everything the kernel compares with: whole numbers and others."""
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


def _bands(far: int) -> Floats:
    """By whole degree plus 90, in a row of cells whose southern edge lies there: columns in 1e-7 degree of
    longitude, how far to either side ships are looked for, and the number of columns."""
    around = np.maximum(1.0, np.floor(WHOLE * COSINES / (CELLS * far)))
    table: Floats = np.column_stack([around / WHOLE, far / NARROW + 2, around])
    return table


@cache
def _harbours(port_km: float) -> Bits:
    """A bit for each cell of `PORT_CELL` on Earth: whether it lies wholly within so far of a port."""
    cells = harbours(port_km)
    if not len(cells):
        return np.zeros(0, dtype=np.uint8)
    bits = np.zeros((2 * PORT_ROWS + 1) * (2 * PORT_COLUMNS + 1) // 8 + 1, dtype=np.uint8)
    at = (cells[:, 0] + PORT_ROWS) * (2 * PORT_COLUMNS + 1) + cells[:, 1] + PORT_COLUMNS
    np.bitwise_or.at(bits, at >> 3, np.left_shift(1, at & 7).astype(np.uint8))
    return bits


# --- 1: the first position of each ship, step and cell ---------------------------------------------


@compiled
def _fixes(
    columns: tuple[Any, Any, Any, Any, Any], start: int, step_ms: int, ships: Longs, cells: Longs,
    fixes: Longs, counts: Longs,
) -> int:  # fmt: skip
    """Take rows from `start` on. DONE, FULL where a table is, UNORDERED.

    `counts`: ships known, cells known, fixes held, number of the first of them, the row reached, the time of
    the last row, whether two fixes of a ship are of one time. `cells` knows where else a ship was in a step.
    """
    mmsi, t, lat, lon, sog = columns
    step = counts[5] // step_ms
    for row in range(start, len(mmsi)):
        now = t[row]
        if now < counts[5]:
            return UNORDERED
        if counts[0] * 2 >= len(ships) or counts[1] * 2 + 4 >= len(cells):
            counts[4] = row
            return FULL
        counts[5] = now
        if not step * step_ms <= now < (step + 1) * step_ms:
            step = now // step_ms
        cell = (lat[row] // SPLIT + 200) * 1_000 + lon[row] // SPLIT + 400
        speed = sog[row]
        sent = int(speed * 1e6 + 0.5) if 0 <= speed <= MOST_SPEED else -1
        ship = ships[slot(ships, mmsi[row])]
        number = -1
        if ship[0] == FREE:
            ship[0], ship[2] = mmsi[row], -1
            counts[0] += 1
        elif ship[1] == step and ship[3] == cell:
            number = ship[4]
        elif ship[1] == step:
            for key, known in ((mmsi[row] * MILLION + ship[3], ship[4]), (mmsi[row] * MILLION + cell, -1)):
                held = cells[slot(cells, key)]
                if known >= 0:
                    counts[1] += held[0] == FREE
                    held[0], held[1], held[2] = key, step, known
                elif held[0] != FREE and held[1] == step:
                    number = held[2]
        if number >= 0:
            ship[3], ship[4] = cell, number
            at = number - counts[3]
            if at >= 0 and fixes[at, 1] == now:
                held = fixes[at]
                less = lat[row] < held[2] or (lat[row] == held[2] and lon[row] < held[3])
                if less or (lat[row] == held[2] and lon[row] == held[3] and sent < held[5]):
                    held[2], held[3], held[5] = lat[row], lon[row], sent
            continue
        if ship[2] == now:
            counts[6] = 1
        ship[1], ship[2], ship[3], ship[4] = step, now, cell, counts[3] + counts[2]
        fix = fixes[counts[2]]
        fix[0], fix[1], fix[2], fix[3], fix[4], fix[5] = mmsi[row], now, lat[row], lon[row], cell, sent
        counts[2] += 1
    counts[4] = len(mmsi)
    return DONE


# --- 2: legs, and which of them are near ------------------------------------------------------------


@compiled
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


@compiled
def _in_harbour(leg: Longs, harbours: Bits) -> bool:
    """Whether a leg lies wholly in cells near a port; a long one is not looked at."""
    south, north = min(leg[2], leg[5]) // PORT_CELL, max(leg[2], leg[5]) // PORT_CELL
    west, east = min(leg[3], leg[6]) // PORT_CELL, max(leg[3], leg[6]) // PORT_CELL
    if north - south > 3 or east - west > 3 or west < -PORT_COLUMNS or east > PORT_COLUMNS:
        return False
    for row in range(south, north + 1):
        for column in range(west, east + 1):
            if not harboured(harbours, row * PORT_CELL, column * PORT_CELL):
                return False
    return True


@inlined
def _chained(nodes: Longs, at: int, heads: Longs, number: int) -> None:
    """Make a node the newest of its cell."""
    into = nodes[at, 4] & (len(heads) - 1)
    nodes[at, 1] = heads[into, 0]
    if heads[into, 1] != nodes[at, 3]:
        heads[into, 1], heads[into, 3] = nodes[at, 3], heads[into, 2]
    heads[into, 0], heads[into, 2] = number, nodes[at, 2]


@compiled
def _headed(nodes: Longs, heads: Longs, begin: int, upto: int) -> None:
    """Chain the nodes from one number to another."""
    for number in range(begin, upto):
        _chained(nodes, number & (len(nodes) - 1), heads, number)


@inlined
def _closed(
    leg: Longs, legs: Longs, nodes: Longs, heads: Longs, pairs: Longs, found: Longs, near: Longs,
    counts: Longs, whole: Longs, others: Floats, bands: Floats, harbours: Bits,
) -> int:  # fmt: skip
    """A leg is over: hold it against those near it, and put it into the grid.

    DONE, or which table has no room for it; then nothing is changed. `counts`: ships and positions that wait
    for the next of their cell, legs, pairs, meetings, nodes, those that still wait, the row reached, looks.
    """
    far, expired = whole[2], leg[4] - whole[1]
    number = counts[2]
    of_legs, of_nodes, of_heads = len(legs) - 1, len(nodes) - 1, len(heads) - 1
    if number > of_legs and legs[number & of_legs, 4] >= expired:
        return LEGS
    counts[8] += 1
    look = counts[8]
    tall = 1.0 / (CELLS * far)
    degrees = CELLS * far / 1e7
    south, north = min(leg[2], leg[5]), max(leg[2], leg[5])
    west, east = min(leg[3], leg[6]) + HALF, max(leg[3], leg[6]) + HALF
    first_row, last_row = math.floor(south * tall), math.floor(north * tall)
    count = room = 0
    for row in range(math.floor((south - far) * tall), math.floor((north + far) * tall) + 1):
        band = min(180, max(0, math.floor(row * degrees) + 90))
        scale, wide, columns = bands[band, 0], bands[band, 1], int(bands[band, 2])
        if first_row <= row <= last_row:
            room += math.floor(east * scale) - math.floor(west * scale) + 1
        begin = math.floor((west - wide) * scale)
        for column in range(begin, min(math.floor((east + wide) * scale), begin + columns - 1) + 1):
            turned = column + columns if column < 0 else column
            cell = turned - columns if turned >= columns else turned
            into = (row * 2_654_435_761 + cell) & of_heads
            if heads[into, 3 if heads[into, 1] == leg[0] else 2] < leg[1]:
                continue  # nobody else was here meanwhile
            node = heads[into, 0]
            while node != FREE and node >= counts[5] - len(nodes):
                at = node & of_nodes
                if nodes[at, 2] < leg[1]:
                    break
                node = nodes[at, 1]
                if nodes[at, 3] == leg[0]:
                    continue
                other = nodes[at, 0] & of_legs
                if legs[other, 10] == look:
                    continue
                legs[other, 10] = look
                if max(legs[other, 7], leg[7]) <= min(legs[other, 8], leg[8]):
                    if count == len(near):
                        return NEAR
                    near[count] = nodes[at, 0]
                    count += 1
    if counts[5] + room > of_nodes and nodes[(counts[5] + room) & of_nodes, 2] >= expired:
        return NODES
    if (counts[3] + count) * 2 >= len(pairs):
        return PAIRS
    if counts[4] + count * (leg[8] - leg[7] + 2) >= len(found):
        return FOUND
    own = number & of_legs
    for each in range(LEG - 1):
        legs[own, each] = leg[each]
    legs[own, 10] = FREE
    counts[2] += 1
    if count > 1:
        _sorted(near, count)
    for each in range(count):
        touch(legs, own, near[each] & of_legs, whole, others, harbours, pairs, found, counts)
    for row in range(first_row, last_row + 1):
        band = min(180, max(0, math.floor(row * degrees) + 90))
        scale, columns = bands[band, 0], int(bands[band, 2])
        begin = math.floor(west * scale)
        for column in range(begin, min(math.floor(east * scale), begin + columns - 1) + 1):
            turned = column + columns if column < 0 else column
            cell = turned - columns if turned >= columns else turned
            at = counts[5] & of_nodes
            nodes[at, 0], nodes[at, 2], nodes[at, 3] = number, leg[4], leg[0]
            nodes[at, 4] = row * 2_654_435_761 + cell
            _chained(nodes, at, heads, counts[5])
            counts[5] += 1
    return DONE


@inlined
def _made(
    before: tuple[int, int, int, int], after: tuple[int, int, int, int], whole: Longs, others: Floats,
    leg: Longs,
) -> int:  # fmt: skip
    """From one fix of a ship to another: 0 where it was under way, 1 where it lay still, 2 for a jump.

    Of each: time, latitude, longitude, speed sent. `leg` is filled where it lay still at an instant or more.
    """
    t, lat, lon, sent = before
    took = after[0] - t
    if took > whole[1]:
        return 0
    if took == 0:
        return 2
    seconds = took / 1000
    turn = after[2] - lon
    turn = turn - WHOLE if turn > HALF else turn + WHOLE if turn < -HALF else turn
    north, east = abs(after[1] - lat) * METRES, abs(turn) * METRES
    sure = sent >= 0 and seconds < SURE_S
    most = others[1] * KNOT * seconds + (others[3] if sure else 0.0) + 1.0
    jump = others[2] * seconds
    least = east * NARROW[lat // 10_000_000 + 90] * 0.98 if abs(lat) < 870_000_000 else 0.0
    if max(north, least) > most and north + east <= max(NEAR_M, jump):
        return 0
    along = turn / 1e7 * math.cos(math.radians((lat + after[1]) / 2e7))
    up = (after[1] - lat) / 1e7
    gone = math.sqrt(along * along + up * up) * METRES * 1e7
    if gone > jump and gone > NEAR_M:
        return 2
    made = gone / seconds / KNOT
    speed = sent / 1e6 if sure else made
    if speed >= others[1] or made >= others[1] + (others[3] / seconds / KNOT if sure else 0.0):
        return 0
    first, last = math.ceil(t / whole[0]), math.floor(after[0] / whole[0])
    if last < first:
        return 0
    leg[1], leg[2], leg[3] = t, lat, lon
    leg[4], leg[5], leg[6] = after[0], after[1], lon + turn
    leg[7], leg[8], leg[9] = first, last, int(speed * 1000 + 0.5)
    return 1


@compiled
def _take(
    fixes: Longs, upto: int, last: Longs, waiting: Longs, legs: Longs, nodes: Longs, heads: Longs,
    pairs: Longs, found: Longs, near: Longs, counts: Longs, whole: Longs, others: Floats, bands: Floats,
    harbours: Bits, leg: Longs,
) -> int:  # fmt: skip
    """Take fixes in the order of time and place: DONE, or which table has no room.

    Where the next position of an MMSI cannot be of the same ship, the position waits for the next of its
    cell: `waiting`. Once widened, the same fix is taken again.
    """
    for row in range(counts[7], upto):
        counts[7] = row
        if counts[0] * 2 >= len(last):
            return SHIPS
        if counts[1] * 2 >= len(waiting):
            return WAITING
        ship = slot(last, fixes[row, 0])
        after = (fixes[row, 1], fixes[row, 2], fixes[row, 3], fixes[row, 5])
        held = -1
        if counts[6] > 0:
            held = slot(waiting, fixes[row, 0] * MILLION + fixes[row, 4])
            if waiting[held, 0] == FREE or waiting[held, 1] < 0:
                held = -1
        known = last[ship, 0] != FREE
        for way in range(2):
            if (way == 0 and held < 0) or (way == 1 and not known):
                continue
            table, at = (waiting, held) if way == 0 else (last, ship)
            before = (table[at, 1], table[at, 2], table[at, 3], table[at, 5])
            made = _made(before, after, whole, others, leg)
            leg[0] = fixes[row, 0]
            if made == 1 and not (len(harbours) and _in_harbour(leg, harbours)):
                state = _closed(
                    leg, legs, nodes, heads, pairs, found, near, counts, whole, others, bands, harbours
                )
                if state != DONE:
                    return state
            if way == 0:
                waiting[held, 1] = -1
                counts[6] -= 1
            elif made == 2:
                key = last[ship, 0] * MILLION + last[ship, 4]
                again = slot(waiting, key)
                counts[1] += int(waiting[again, 0] == FREE)
                counts[6] += 1
                waiting[again, 0] = key
                for each in range(1, FIX):
                    waiting[again, each] = last[ship, each]
        counts[0] += int(not known)
        for each in range(FIX):
            last[ship, each] = fixes[row, each]
    counts[7] = 0
    return DONE


# --- All three, batch by batch ----------------------------------------------------------------------


class _Pass:
    """Everything one pass over positions remembers; made wider where a table is full."""

    def __init__(self, rule: Rule) -> None:
        self.whole, self.others = _limits(rule)
        self.bands, self.harbours = _bands(int(self.whole[2])), _harbours(rule.port_km)
        self.ships, self.cells = empty(ROOM, SHIP), empty(ROOM, 3)
        self.fixes = empty(0, FIX)
        self.seen = np.zeros(7, dtype=np.int64)
        self.last, self.waiting, self.pairs = empty(ROOM, FIX), empty(ROOM, FIX), empty(ROOM, PAIR)
        self.legs, self.nodes, self.found = empty(ROOM, LEG), empty(ROOM, NODE), empty(ROOM, len(NAMES))
        self.heads, self.near = empty(2 * ROOM, HEAD), np.zeros(64, dtype=np.int64)
        self.leg = np.zeros(LEG, dtype=np.int64)
        self.counts = np.zeros(9, dtype=np.int64)

    def batch(self, columns: tuple[Any, ...]) -> None:
        """Rows in the order of time; the fixes of the last time wait for more rows."""
        held = int(self.seen[2])
        if len(self.fixes) < held + len(columns[0]):
            self.fixes = np.concatenate([self.fixes[:held], empty(len(columns[0]), FIX)])
        row = 0
        while True:
            step_ms = int(self.whole[0])
            done = _fixes(columns, row, step_ms, self.ships, self.cells, self.fixes, self.seen)
            if done == DONE:
                break
            if done == UNORDERED:
                raise Unordered
            if self.seen[0] * 2 >= len(self.ships):
                self.ships, _count = wider(self.ships)
            step = int(self.seen[5]) // step_ms
            self.cells, self.seen[1] = wider(self.cells, 1, step)
            row = int(self.seen[4])
        self._take(int(np.searchsorted(self.fixes[: self.seen[2], 1], self.seen[5])))

    def _take(self, upto: int) -> None:
        """Take the first so many fixes; those after them move to the front."""
        left = int(self.seen[2]) - upto
        if self.seen[6]:
            held = self.fixes[:upto]
            held[:] = held[np.lexsort((held[:, 3], held[:, 2], held[:, 1]))]
            self.seen[6] = left > 1
        while (
            full := _take(
                self.fixes, upto, self.last, self.waiting, self.legs, self.nodes, self.heads, self.pairs,
                self.found, self.near, self.counts, self.whole, self.others, self.bands, self.harbours,
                self.leg,
            )
        ) != DONE:  # fmt: skip
            self._widen(full)
        self.fixes[:left] = self.fixes[upto : upto + left].copy()
        self.seen[2] = left
        self.seen[3] += upto

    def _widen(self, full: int) -> None:
        """Make room in one table."""
        horizon = int(self.fixes[self.counts[7], 1] - self.whole[1])
        if full == SHIPS:
            self.last, self.counts[0] = wider(self.last)
        elif full == WAITING:
            self.waiting, self.counts[1] = wider(self.waiting, 1, horizon)
            self.counts[6] = self.counts[1]
        elif full == LEGS:
            self.legs = longer(self.legs, int(self.counts[2]))
        elif full == NODES:
            self.nodes = longer(self.nodes, int(self.counts[5]))
            self.heads = empty(2 * len(self.nodes), HEAD)
            upto = int(self.counts[5])
            _headed(self.nodes, self.heads, max(0, upto - len(self.nodes) // 2), upto)
        elif full == PAIRS:
            self._tell(horizon // int(self.whole[0]))
            self.pairs, self.counts[3] = wider(self.pairs, 16, 1, len(self.near))
        elif full == FOUND:
            self.found = np.concatenate([self.found, np.empty_like(self.found)])
        else:
            self.near = np.zeros(2 * len(self.near), dtype=np.int64)

    def _tell(self, before: int) -> None:
        """Tell meetings that ended before an instant."""
        room = int(self.counts[4] + self.counts[3])
        if room > len(self.found):
            self.found = np.concatenate([self.found, empty(room, len(NAMES))])
        ended(self.pairs, self.found, self.counts, before, self.others)

    def end(self) -> pa.Table:
        """Take what waits; every meeting, in one order."""
        self._take(int(self.seen[2]))
        self._tell(1 << 60)
        found = self.found[: self.counts[4]]
        return sorted_rows(pa.table({name: pa.array(found[:, at]) for at, name in enumerate(NAMES)}))


def scan(parts: Iterable[pa.RecordBatch], rule: Rule) -> pa.Table:
    """Meetings in batches of `COLUMNS`, in the order of time: the columns `NAMES`.

    All columns without nulls but `sog`. `Unordered` where rows do not come in the order of time.
    """
    state = _Pass(rule)
    for part in parts:
        for at in range(0, len(part), PIECE):
            piece = part.slice(at, PIECE)
            numbers = [piece.column(name).to_numpy(zero_copy_only=False) for name in COLUMNS]
            whole = [one.astype(np.int64, copy=False) for one in numbers[:-1]]
            state.batch((*whole, numbers[-1].astype(np.float64, copy=False)))
    return state.end()


def meetings(positions: Any, rule: Rule) -> pa.Table:
    """Meetings of an Ibis table, on whatever engine it is; rows need no order."""
    rows = placed(positions, "sog").mutate(sog=_.sog.cast("float64"))
    try:
        with closing(batches(rows, BATCH)) as unordered:
            return scan(unordered, rule)
    except Unordered:
        return scan(batches(rows.order_by("t_ms"), BATCH), rule)


def sorted_rows(table: pa.Table) -> pa.Table:
    """Meetings in one order, to compare or report them."""
    return table.take(pc.sort_indices(table, [(name, "ascending") for name in NAMES]))
