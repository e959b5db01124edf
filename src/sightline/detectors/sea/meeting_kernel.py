"""Ships that lie near each other, compiled: one pass over batches of positions as they come.

The same question as `encounters` asks of an engine, with the same answer, row for row. Three stages follow
one another, batch by batch:

1. `_fixes` keeps of each ship, step and half-degree cell the first position.
2. `_take` joins each position to the next of the same ship; such a leg counts where the ship lay still.
3. A leg that closes belongs to a stay (`meeting_stays`), which knows the stays near by. It is held against
   the legs of those that lasted at the same time; where two are within reach at an instant the meeting of the
   pair goes on. Most ships lie alone, and their legs are held against nothing.

Legs and stays are forgotten after `silence_ms`; of pairs only the meeting under way is kept. So memory does
not grow with the rows. Coordinates and times are whole numbers (1e-7 degree, ms).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from itertools import product
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.detectors.sea.encounters import NAMES, PORT_CELL, Rule, harbours
from sightline.detectors.sea.gap_kernel import BATCH, Unordered, pieces, placed
from sightline.detectors.sea.lean import DONE, FREE, FULL, UNORDERED, inlined, lean
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
from sightline.detectors.sea.meeting_stays import NARROW, bands, company, headed, settled, within
from sightline.detectors.sea.meeting_tables import (
    FIX,
    FOUND,
    LAST,
    LEG,
    LEGS,
    LINK,
    LINKS,
    NEAR,
    NODE,
    NODES,
    PAIR,
    PAIRS,
    SHIP,
    STAY,
    STAYS,
    WAITING,
    WIDE,
    Longs,
    empty,
    further,
    longer,
    packed,
    slot,
    wider,
)
from sightline.detectors.sea.ship_codes import AHEAD, ROW_OF, ShipCodes
from sightline.detectors.sea.stillness import HALF, KNOT, MOST_SPEED, SPLIT, SURE_S, WHOLE
from sightline.lake.engines import batches

COLUMNS = ("mmsi", "t_ms", "lat7", "lon7", "sog")
ROOM: Final = 1 << 14
"""room in each table at the start; doubled whenever it is taken"""
MILLION: Final = 1_000_000
NEAR_M: Final = 5_000.0
"""a ship does not jump that is no farther from where it was"""
BLOCK: Final = 10
"""a block is so many cells near ports high and wide"""
LONG: Final = 3
"""a leg over more such cells is not looked at"""
SURELY: Final = 0.999
"""part of a limit up to which a rough distance is enough"""


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


@cache
def _harbours(port_km: float) -> tuple[Bits, Bits]:
    """A bit for each cell of `PORT_CELL` on Earth: whether it lies wholly within so far of a port.

    And a number for each block of `BLOCK` such cells either way, 1 where one lies in it or a few beside it:
    small enough to be looked up for every leg.
    """
    cells = harbours(port_km)
    blocks = np.zeros((2 * PORT_ROWS // BLOCK + 1, 2 * PORT_COLUMNS // BLOCK + 1), dtype=np.uint8)
    bits = np.zeros((2 * PORT_ROWS + 1) * (2 * PORT_COLUMNS + 1) // 8 + 1, dtype=np.uint8)
    if len(cells):
        at = (cells[:, 0] + PORT_ROWS) * (2 * PORT_COLUMNS + 1) + cells[:, 1] + PORT_COLUMNS
        np.bitwise_or.at(bits, at >> 3, np.left_shift(1, at & 7).astype(np.uint8))
        for up, along in product((-LONG, 0, LONG), repeat=2):
            row = np.clip((cells[:, 0] + PORT_ROWS + up) // BLOCK, 0, blocks.shape[0] - 1)
            blocks[row, (cells[:, 1] + PORT_COLUMNS + along) // BLOCK % (blocks.shape[1] - 1)] = 1
    return bits, blocks


# --- 1: the first position of each ship, step and cell ---------------------------------------------


@lean
def _fixes(
    columns: tuple[Any, Any, Any, Any, Any], start: int, step_ms: int, ships: Longs, cells: Longs,
    fixes: Longs, counts: Longs,
) -> int:  # fmt: skip
    """Take rows from `start` on; the first column are ships. DONE, FULL where `cells` is, UNORDERED.

    `counts`: nothing, cells known, fixes held, number of the first of them, the row reached, the time of
    the last row, whether two fixes of a ship are of one time. `cells` knows where else a ship was in a step.
    """
    codes, t, lat, lon, sog = columns
    step = counts[5] // step_ms
    until = (step + 1) * step_ms
    ahead = start
    for row in range(start, len(codes)):
        if row == ahead:
            ahead = min(row + AHEAD, len(codes))
            for each in range(row, ahead):  # so that the waits for memory fall into one
                counts[0] += ships[codes[each] & ROW_OF, 0]
        now = t[row]
        if now < counts[5]:
            return UNORDERED
        if now >= until:
            step = now // step_ms
            until = (step + 1) * step_ms
        cell = (lat[row] // SPLIT + 200) * 1_000 + lon[row] // SPLIT + 400
        code = codes[row]
        own = code & ROW_OF
        number = -1
        if ships[own, 0] == step:
            number = ships[own, 3]
            if ships[own, 2] != cell:
                if counts[1] * 2 + 4 >= len(cells):
                    counts[4] = row
                    return FULL
                for key, known in ((_celled(code, ships[own, 2]), number), (_celled(code, cell), -1)):
                    at = slot(cells, key)
                    if known >= 0:
                        counts[1] += cells[at, 0] == FREE
                        cells[at, 0], cells[at, 1], cells[at, 2] = key, step, known
                        number = -1
                    elif cells[at, 0] != FREE and cells[at, 1] == step:
                        number = cells[at, 2]
        counts[5] = now
        if number >= 0:
            ships[own, 2], ships[own, 3] = cell, number
            if ships[own, 1] != now:
                continue
        speed = sog[row]
        sent = int(speed * 1e6 + 0.5) if 0 <= speed <= MOST_SPEED else -1
        if number >= 0:
            at = number - counts[3]
            if at >= 0 and fixes[at, 1] == now:
                here = lat[row] == fixes[at, 2]
                less = lat[row] < fixes[at, 2] or (here and lon[row] < fixes[at, 3])
                if less or (here and lon[row] == fixes[at, 3] and sent < fixes[at, 5]):
                    fixes[at, 2], fixes[at, 3], fixes[at, 5] = lat[row], lon[row], sent
            continue
        if ships[own, 1] == now:
            counts[6] = 1
        at = counts[2]
        ships[own, 0], ships[own, 1], ships[own, 2], ships[own, 3] = step, now, cell, counts[3] + at
        fixes[at, 0], fixes[at, 1], fixes[at, 2], fixes[at, 3] = code, now, lat[row], lon[row]
        fixes[at, 4], fixes[at, 5], fixes[at, 6] = cell, sent, step
        counts[2] = at + 1
    counts[4] = len(codes)
    return DONE


@inlined
def _celled(ship: int, cell: int) -> int:
    """One number for a ship and a half-degree cell."""
    return (ship >> 32) * MILLION + cell


# --- 2: legs, and which of them are near ------------------------------------------------------------


@lean
def _harbour(leg: Longs, harbours: Bits, blocks: Bits) -> int:
    """2 where a leg lies wholly in cells near a port, 1 where it may in part, else 0."""
    south, north = min(leg[2], leg[5]) // PORT_CELL, max(leg[2], leg[5]) // PORT_CELL
    west, east = min(leg[3], leg[6]) // PORT_CELL, max(leg[3], leg[6]) // PORT_CELL
    if north - south > LONG or east - west > LONG or west < -PORT_COLUMNS or east > PORT_COLUMNS:
        return 1
    if not blocks[(south + PORT_ROWS) // BLOCK, (west + PORT_COLUMNS) // BLOCK]:
        return 0
    count = 0
    for row in range(south, north + 1):
        for column in range(west, east + 1):
            count += harboured(harbours, row * PORT_CELL, column * PORT_CELL)
    return 0 if count == 0 else 2 if count == (north - south + 1) * (east - west + 1) else 1


@inlined
def _left(number: int, stays: Longs, legs: Longs, counts: Longs) -> None:
    """A ship has left a stay: it lasted until the end of its newest leg."""
    if number != FREE and number + len(stays) >= counts[8]:
        newest = stays[number & (len(stays) - 1), 5]
        stays[number & (len(stays) - 1), 0] = legs[newest & (len(legs) - 1), 2]


@inlined
def _closed(
    leg: Longs, last: Longs, legs: Longs, stays: Longs, nodes: Longs, heads: Longs, links: Longs,
    pairs: Longs, found: Longs, near: Longs, counts: Longs, whole: Longs, others: Floats, bands: Floats,
    harbours: Bits, late: int,
) -> int:  # fmt: skip
    """A leg is over: hold it against those near it, and make it one of its ship's stay.

    DONE, or which table has no room for it; then no leg is taken. `counts`: 1 positions that wait for the
    next of their cell, 2 legs, 3 pairs, 4 meetings, 5 nodes, 6 those that still wait, 7 the row reached, 8
    stays, 9 links, 10 looks around; 0 says nothing. `late`: 1 where a position waited.
    """
    number, ship = counts[2], leg[0] & ROW_OF
    own = number & (len(legs) - 1)
    if legs[own, 2] >= leg[4] - whole[1]:
        return LEGS
    if not within(stays, last[ship, 7], leg, counts):
        state = settled(leg, stays, nodes, heads, links, near, counts, whole, bands)
        if state != DONE:
            return state
        _left(last[ship, 7], stays, legs, counts)
        last[ship, 7] = counts[8] - 1
    home = last[ship, 7] & (len(stays) - 1)
    count = 0
    if stays[home, 6] != FREE:
        wide = bands[min(180, max(0, leg[2] // 10_000_000 + 90)), 1]
        count = company(leg, stays[home, 6], stays, links, legs, near, counts, whole[2], wide)
        if count < 0:
            return NEAR
        if (counts[3] + count) * 2 >= len(pairs):
            return PAIRS
        if counts[4] + count * (leg[8] - leg[7] + 2) >= len(found):
            return FOUND
    legs[own, 0], legs[own, 1], legs[own, 2] = leg[0], leg[1], leg[4]
    legs[own, 3], legs[own, 4] = packed(leg[2], leg[3]), packed(leg[5], leg[6] - leg[3])
    legs[own, 5], legs[own, 6] = leg[7], packed(4 * (leg[8] - leg[7]) + 2 * late + leg[10], leg[9])
    legs[own, 7], stays[home, 5] = stays[home, 5], number
    counts[2] += 1
    for each in range(count):
        other = near[each] & (len(legs) - 1)
        touch(legs, own, other, whole, others, harbours, pairs, found, counts)
    return DONE


@inlined
def _made(
    before: tuple[int, int, int, int, int], after: tuple[int, int, int, int, int], whole: Longs,
    others: Floats, leg: Longs,
) -> int:  # fmt: skip
    """From one fix of a ship to another: 0 where it was under way, 1 where it lay still, 2 for a jump.

    Of each: time, latitude, longitude, speed sent, step. `leg` is filled where it lay still at an instant or
    more. What a rough distance tells is told by it.
    """
    t, lat, lon, sent, step = before
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
    slack = others[3] if sure else 0.0
    most = others[1] * KNOT * seconds + slack
    jump = others[2] * seconds
    rough = north + east
    if rough > SURELY * most or rough > SURELY * NEAR_M:
        least = east * NARROW[lat // 10_000_000 + 90] * 0.98 if abs(lat) < 870_000_000 else 0.0
        if max(north, least) > most + 1.0 and rough <= max(NEAR_M, jump):
            return 0
        along = turn / 1e7 * math.cos(math.radians((lat + after[1]) / 2e7))
        up = (after[1] - lat) / 1e7
        gone = math.sqrt(along * along + up * up) * METRES * 1e7
        if gone > jump and gone > NEAR_M:
            return 2
        made = gone / seconds / KNOT
        if made >= others[1] + slack / seconds / KNOT:
            return 0
    if sure and sent / 1e6 >= others[1]:
        return 0
    first, last = step + (t != step * whole[0]), after[4]
    if last < first:
        return 0
    leg[1], leg[2], leg[3] = t, lat, lon
    leg[4], leg[5], leg[6] = after[0], after[1], lon + turn
    leg[7], leg[8], leg[9] = first, last, int(sent / 1e6 * 1000 + 0.5) if sure else -1
    return 1


@lean
def _looked_up(
    fixes: Longs, begin: int, end: int, last: Longs, legs: Longs, stays: Longs, links: Longs, at: Longs
) -> int:  # fmt: skip
    """Read what the next fixes will want, in time; what it returns says nothing."""
    count = total = 0
    for row in range(begin, end):
        at[count] = last[fixes[row, 0] & ROW_OF, 7]
        count += at[count] != FREE
    for each in range(count):
        at[each] = stays[at[each] & (len(stays) - 1), 6]
    for each in range(count):
        at[each] = links[at[each] & (len(links) - 1), 0]
    for each in range(count):
        at[each] = stays[at[each] & (len(stays) - 1), 5]
    for each in range(count):
        total += legs[at[each] & (len(legs) - 1), 2]
    return total


@lean
def _take(
    fixes: Longs, upto: int, last: Longs, waiting: Longs, tables: tuple[Any, ...],
    counts: Longs, whole: Longs, others: Floats, bands: Floats, ports: tuple[Bits, Bits],
    leg: Longs, seen: Longs,
) -> int:  # fmt: skip
    """Take fixes in the order of time and place: DONE, or which table has no room.

    Where the next position of an MMSI cannot be of the same ship, the position waits for the next of its
    cell: `waiting`. Once widened, the same fix is taken again.
    """
    legs, stays, nodes, heads, links, pairs, found, near = tables
    harbours, blocks = ports
    ahead = counts[7]
    for row in range(counts[7], upto):
        counts[7] = row
        if row == ahead:
            ahead = min(row + AHEAD, upto)
            counts[0] = _looked_up(fixes, row, ahead, last, legs, stays, links, seen)
        if counts[1] * 2 >= len(waiting):
            return WAITING
        ship = fixes[row, 0] & ROW_OF
        after = (fixes[row, 1], fixes[row, 2], fixes[row, 3], fixes[row, 5], fixes[row, 6])
        held = -1
        if counts[6] > 0:
            held = slot(waiting, _celled(fixes[row, 0], fixes[row, 4]))
            if waiting[held, 0] == FREE or waiting[held, 1] < 0:
                held = -1
        known = last[ship, 0] != FREE
        for way in range(2):
            if (way == 0 and held < 0) or (way == 1 and not known):
                continue
            if way == 0:
                before = (
                    waiting[held, 1], waiting[held, 2], waiting[held, 3], waiting[held, 5], waiting[held, 6]
                )  # fmt: skip
            else:
                before = (last[ship, 1], last[ship, 2], last[ship, 3], last[ship, 5], last[ship, 6])
            made = _made(before, after, whole, others, leg)
            leg[0] = fixes[row, 0]
            if made == 1:
                leg[10] = _harbour(leg, harbours, blocks)
            if made == 1 and leg[10] < 2:
                state = _closed(
                    leg, last, legs, stays, nodes, heads, links, pairs, found, near, counts, whole, others,
                    bands, harbours, int(held >= 0),
                )  # fmt: skip
                if state != DONE:
                    return state
            if way == 0:
                waiting[held, 1] = -1
                counts[6] -= 1
            elif made == 2:
                key = _celled(last[ship, 0], last[ship, 4])
                again = slot(waiting, key)
                counts[1] += int(waiting[again, 0] == FREE)
                counts[6] += 1
                waiting[again, 0] = key
                for each in range(1, FIX):
                    waiting[again, each] = last[ship, each]
        for each in range(FIX):
            last[ship, each] = fixes[row, each]
    counts[7] = 0
    return DONE


# --- All three, batch by batch ----------------------------------------------------------------------


class _Pass:
    """Everything one pass over positions remembers; made wider where a table is full."""

    def __init__(self, rule: Rule) -> None:
        self.whole, self.others = _limits(rule)
        self.bands, self.ports = bands(int(self.whole[2])), _harbours(rule.port_km)
        self.codes = ShipCodes()
        self.ships, self.last = empty(ROOM, SHIP), empty(ROOM, LAST)
        self.cells, self.waiting = empty(ROOM, 3), empty(ROOM, FIX)
        self.fixes = empty(0, FIX)
        self.seen = np.zeros(7, dtype=np.int64)
        self.pairs, self.found = empty(ROOM, PAIR), empty(ROOM, len(NAMES))
        self.legs, self.stays, self.nodes = empty(ROOM, LEG), empty(ROOM, STAY), empty(ROOM, NODE)
        self.heads, self.links = np.full(2 * ROOM, FREE, dtype=np.int64), empty(ROOM, LINK)
        self.near = np.zeros(64, dtype=np.int64)
        self.leg, self.ahead = np.zeros(WIDE, dtype=np.int64), np.zeros(AHEAD, dtype=np.int64)
        self.counts = np.zeros(11, dtype=np.int64)

    def batch(self, mmsi: Longs, *columns: Any) -> None:
        """At most `PIECE` rows in the order of time; the fixes of the last time wait for more rows."""
        held = int(self.seen[2])
        if len(self.fixes) < held + len(mmsi):
            self.fixes = np.concatenate([self.fixes[:held], empty(len(mmsi), FIX)])
        rows = (self.codes.of(mmsi), *columns)
        ships = self.codes.count
        self.ships, self.last = further(self.ships, ships), further(self.last, ships)
        row, step_ms = 0, int(self.whole[0])
        while True:
            done = _fixes(rows, row, step_ms, self.ships, self.cells, self.fixes, self.seen)
            if done == DONE:
                break
            if done == UNORDERED:
                raise Unordered
            self.cells, self.seen[1] = wider(self.cells, 1, int(self.seen[5]) // step_ms)
            row = int(self.seen[4])
        self._take(int(np.searchsorted(self.fixes[: self.seen[2], 1], self.seen[5])))

    def _take(self, upto: int) -> None:
        """Take the first so many fixes; those after them move to the front."""
        left = int(self.seen[2]) - upto
        if self.seen[6]:
            held = self.fixes[:upto]
            held[:] = held[np.lexsort((held[:, 3], held[:, 2], held[:, 1]))]
            self.seen[6] = left > 1
        while True:
            tables = (
                self.legs, self.stays, self.nodes, self.heads, self.links, self.pairs, self.found, self.near
            )  # fmt: skip
            full = _take(
                self.fixes, upto, self.last, self.waiting, tables, self.counts, self.whole,
                self.others, self.bands, self.ports, self.leg, self.ahead,
            )  # fmt: skip
            if full == DONE:
                break
            self._widen(full)
        self.fixes[:left] = self.fixes[upto : upto + left].copy()
        self.seen[2] = left
        self.seen[3] += upto

    def _widen(self, full: int) -> None:
        """Make room in one table."""
        horizon = int(self.fixes[self.counts[7], 1] - self.whole[1])
        if full == WAITING:
            self.waiting, self.counts[1] = wider(self.waiting, 1, horizon)
            self.counts[6] = self.counts[1]
        elif full == LEGS:
            self.legs = longer(self.legs, int(self.counts[2]))
        elif full == STAYS:
            self.stays = longer(self.stays, int(self.counts[8]))
        elif full == LINKS:
            self.links = longer(self.links, int(self.counts[9]))
        elif full == NODES:
            self.nodes = longer(self.nodes, int(self.counts[5]))
            self.heads = np.full(2 * len(self.nodes), FREE, dtype=np.int64)
            upto = int(self.counts[5])
            headed(self.nodes, self.heads, max(0, upto - len(self.nodes) // 2), upto)
        elif full == PAIRS:
            self._tell(horizon // int(self.whole[0]))
            self.pairs, self.counts[3] = wider(self.pairs, 3, 1, len(self.near))
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
    for piece in pieces(parts, COLUMNS):
        state.batch(*piece)
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
