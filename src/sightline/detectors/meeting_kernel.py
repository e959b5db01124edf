"""Ships that lie near each other, compiled: one pass over batches of positions as they come.

Time goes in steps; of each ship and step the first position counts. A ship is slow in a step when it came
no farther since the last step it was heard in, up to `silence_steps` before, than `speed_kn` allows, and
`jitter_m`. Two slow ships within `distance_m` in the same step touch; steps in which a pair touches are one
meeting while they are no more than `apart_steps` apart. Everything is integers: ms, 1e-7 degree, and a
cosine in ten-thousandths for each whole degree of latitude, so that `reference`, which says the same as
Ibis expressions, gives equal rows.

Only the last position of each ship and the last contact of each pair are kept, so memory does not grow with
the rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from numpy.typing import NDArray

from sightline.detectors.gap_kernel import BATCH, COLUMNS, Unordered, compiled, placed
from sightline.detectors.ports import DEGREE_M
from sightline.detectors.stillness import HALF, KNOT, WHOLE
from sightline.lake.engines import batches

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
NAMES = ("first", "second", "from_step", "to_step", "steps", "closest", "lat", "lon")
"""`closest`: square of the least distance, 1e-7 degree; `lat,lon`: the first ship there"""
FREE: Final = -1
ROOM: Final = 1 << 14
"""room for ships and for pairs at the start; doubled whenever half of it is taken"""
SCALE: Final = 10_000
COSINES: Final[Longs] = np.array(
    [max(200, round(float(np.cos(np.radians(degree + 0.5))) * SCALE)) for degree in range(-90, 91)],
    dtype=np.int64,
)
"""by whole degree of latitude plus 90; near the poles no less than a fiftieth"""
DEGREE: Final = 10_000_000
CELLS: Final = 4
"""a cell is so many times as high and wide as ships may be apart: most ships touch one cell alone"""
SHIP: Final = 8
"""MMSI, step, time, latitude, longitude; step, latitude and longitude before"""
PAIR: Final = 8
"""both ships as one number; from, to, count, closest, latitude, longitude of the first; free"""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a meeting is. Steps are counted since 1970."""

    step_ms: int = 300_000
    distance_m: float = 500.0
    speed_kn: float = 2.0
    jitter_m: float = 100.0
    silence_steps: int = 12
    apart_steps: int = 12
    least_steps: int = 24

    @property
    def limits(self) -> Longs:
        """Everything as integers: step (ms), distance, way in a step, jitter (1e-7 degree), steps."""
        unit = 1e7 / float(DEGREE_M)
        return np.array(
            [
                self.step_ms,
                round(self.distance_m * unit),
                round(self.speed_kn * KNOT * self.step_ms / 1000 * unit),
                round(self.jitter_m * unit),
                self.silence_steps,
                self.apart_steps,
                self.least_steps,
            ],
            dtype=np.int64,
        )

    @property
    def bands(self) -> Floats:
        """By whole degree plus 90: cells in 1e-7 degree of longitude, how far they are looked for, and
        their number.

        In a row of cells whose southern edge lies in that degree; the reach holds for the degrees beside it
        too.
        """
        far = float(self.limits[1] + 1)
        narrow = np.minimum(COSINES, np.minimum(np.roll(COSINES, 1), np.roll(COSINES, -1))) / SCALE
        width = CELLS * far / (COSINES / SCALE) + 1
        around = np.maximum(1.0, np.floor(WHOLE / width))
        table: Floats = np.column_stack([around / WHOLE, far / narrow + 2, around])
        return table


@compiled
def _hash(key: int, mask: int) -> int:
    return ((key * 2_654_435_761) ^ (key >> 15)) & mask


@compiled
def _slot(table: Longs, key: int) -> int:
    """Where a key stands in a table, or the free place for it."""
    mask = len(table) - 1
    at = _hash(key, mask)
    while table[at, 0] != FREE and table[at, 0] != key:
        at = (at + 1) & mask
    return at


@compiled
def _wider(table: Longs) -> Longs:
    """The same table with room for twice as many."""
    found = np.full((len(table) * 2, table.shape[1]), FREE, dtype=np.int64)
    for at in range(len(table)):
        if table[at, 0] != FREE:
            found[_slot(found, table[at, 0])] = table[at]
    return found


@compiled
def _square(lat: int, lon: int, other_lat: int, other_lon: int, cosines: Longs) -> int:
    """The square of a distance in 1e-7 degree, by the cosine of the southern place's whole degree."""
    north = other_lat - lat
    turn = abs(other_lon - lon)
    turn = min(turn, WHOLE - turn)
    east = turn * cosines[min(lat, other_lat) // DEGREE + 90] // SCALE
    return int(north * north + east * east)


@compiled
def _met(
    pairs: Longs, found: Longs, counts: Longs, pair: tuple[int, int, int, int, int], limits: Longs
) -> None:
    """Take one contact: the pair's number, step, square of the distance, place of the first ship."""
    key, step, square, lat, lon = pair
    held = pairs[_slot(pairs, key)]
    if held[0] == FREE:
        held[0] = key
        counts[1] += 1
    elif step - held[2] <= limits[5]:
        held[2] = step
        held[3] += 1
        if square < held[4]:
            held[4], held[5], held[6] = square, lat, lon
        return
    else:
        _told(held, found, counts, limits)
    held[1], held[2], held[3], held[4], held[5], held[6] = step, step, 1, square, lat, lon


@compiled
def _told(held: Longs, found: Longs, counts: Longs, limits: Longs) -> None:
    if held[2] - held[1] >= limits[6]:
        row = found[counts[2]]
        row[0], row[1] = held[0] // 1_000_000_000, held[0] % 1_000_000_000
        row[2:8] = held[1:7]
        counts[2] += 1


@compiled
def _close(
    ships: Longs, active: Longs, grid: tuple[Longs, Longs, Longs], pairs: Longs, found: Longs,
    counts: Longs, limits: Longs, cosines: Longs, bands: Floats,
) -> tuple[Longs, Longs]:  # fmt: skip
    """A step is over: pairs of slow ships that touch in it, and the tables, wider where they were full.

    `grid`: stamp and head of each cell, next in it.
    """
    stamps, heads, nexts = grid
    mask = len(stamps) - 1
    height = CELLS * (limits[1] + 1)
    tall = 1.0 / height
    degrees = height / DEGREE
    farthest = limits[1] * limits[1]
    for index in range(counts[3]):
        ship = ships[active[index]]
        since = ship[1] - ship[5]
        if ship[5] == FREE or since > limits[4]:
            continue
        way = limits[2] * since + limits[3]
        lat, lon = ship[3], ship[4]
        if abs(lat - ship[6]) > way or _square(ship[6], ship[7], lat, lon, cosines) > way * way:
            continue
        row = int(np.floor(lat * tall))
        east = float(lon + HALF)
        for near in range(
            int(np.floor((lat - limits[1]) * tall)), int(np.floor((lat + limits[1]) * tall)) + 1
        ):
            band = bands[min(180, max(0, int(np.floor(near * degrees)) + 90))]
            begin = int(np.floor((east - band[1]) * band[0]))
            end = int(np.floor((east + band[1]) * band[0]))
            columns = int(band[2])
            for column in range(begin, end + 1):
                at = column + columns if column < 0 else column
                at = at - columns if at >= columns else at
                cell = _hash(near * 100_003 + at, mask)
                if stamps[cell] != ship[1]:
                    continue
                other = heads[cell]
                while other != FREE:
                    two = ships[active[other]]
                    square = _square(lat, lon, two[3], two[4], cosines)
                    if square <= farthest:
                        before = ship[0] < two[0]
                        one = ship if before else two
                        last = two if before else ship
                        pair = (one[0] * 1_000_000_000 + last[0], ship[1], square, one[3], one[4])
                        known = pairs[_slot(pairs, pair[0])]
                        if known[0] == FREE or known[7] != ship[1]:
                            if counts[1] * 2 + 2 >= len(pairs):
                                pairs = _wider(pairs)
                            if counts[2] + 1 >= len(found):
                                found = np.concatenate((found, np.empty_like(found)))
                            _met(pairs, found, counts, pair, limits)
                            pairs[_slot(pairs, pair[0])][7] = ship[1]
                    other = nexts[other]
        band = bands[min(180, max(0, int(np.floor(row * degrees)) + 90))]
        at = min(int(band[2]) - 1, int(np.floor(east * band[0])))
        own = _hash(row * 100_003 + at, mask)
        if stamps[own] != ship[1]:
            stamps[own] = ship[1]
            heads[own] = FREE
        nexts[index] = heads[own]
        heads[own] = index
    for index in range(counts[3]):
        ship = ships[active[index]]
        ship[5], ship[6], ship[7] = ship[1], ship[3], ship[4]
    counts[3] = 0
    return pairs, found


@compiled
def _scan(
    columns: tuple[Any, Any, Any, Any], start: int, state: tuple[Longs, Longs, Longs, Longs],
    grid: tuple[Longs, Longs, Longs], counts: Longs, limits: Longs, cosines: Longs, bands: Floats,
) -> tuple[int, Longs, Longs]:  # fmt: skip
    """Take rows from `start` on: 0 when all are taken, 1 when there is no room, 2 when out of order.

    `counts`: ships, pairs and meetings known, ships of the step, the step, the row reached, the time of the
    last row.
    """
    ships, active, pairs, found = state
    mmsi, t, lat, lon = columns
    for row in range(start, len(mmsi)):
        if t[row] < counts[6]:
            return 2, pairs, found
        step = counts[4]
        if not step * limits[0] <= t[row] < (step + 1) * limits[0]:
            step = t[row] // limits[0]
        if step != counts[4]:
            pairs, found = _close(ships, active, grid, pairs, found, counts, limits, cosines, bands)
            counts[4] = step
        counts[6] = t[row]
        at = _slot(ships, mmsi[row])
        ship = ships[at]
        if ship[0] == FREE:
            if counts[0] * 2 + 2 >= len(ships):
                counts[5] = row
                return 1, pairs, found
            ship[0] = mmsi[row]
            ship[1] = FREE
            ship[5] = FREE
            counts[0] += 1
        if ship[1] == step:
            same = t[row] == ship[2]
            if same and (lat[row] < ship[3] or (lat[row] == ship[3] and lon[row] < ship[4])):
                ship[3], ship[4] = lat[row], lon[row]
            continue
        ship[1], ship[2], ship[3], ship[4] = step, t[row], lat[row], lon[row]
        active[counts[3]] = at
        counts[3] += 1
    counts[5] = len(mmsi)
    return 0, pairs, found


@compiled
def _finish(
    ships: Longs, active: Longs, grid: tuple[Longs, Longs, Longs], pairs: Longs, found: Longs,
    counts: Longs, limits: Longs, cosines: Longs, bands: Floats,
) -> Longs:  # fmt: skip
    """Close the last step and tell the meetings that still go on: all meetings."""
    pairs, found = _close(ships, active, grid, pairs, found, counts, limits, cosines, bands)
    if len(found) < counts[1] + counts[2]:
        found = np.concatenate((found, np.empty((counts[1], found.shape[1]), dtype=np.int64)))
    for at in range(len(pairs)):
        if pairs[at, 0] != FREE:
            _told(pairs[at], found, counts, limits)
    return found


class _State:
    """Everything one pass remembers; made wider when it is full."""

    def __init__(self) -> None:
        self.ships = np.full((ROOM, SHIP), FREE, dtype=np.int64)
        self.pairs = np.full((ROOM, PAIR), FREE, dtype=np.int64)
        self.found = np.empty((ROOM, len(NAMES)), dtype=np.int64)
        self.counts = np.zeros(7, dtype=np.int64)
        self._of_ships()

    def _of_ships(self) -> None:
        """Arrays as long as there can be ships in a step."""
        room = len(self.ships)
        self.active = np.zeros(room, dtype=np.int64)
        self.grid = (
            np.full(room * 2, FREE, dtype=np.int64),
            np.zeros(room * 2, dtype=np.int64),
            np.zeros(room, dtype=np.int64),
        )

    @property
    def all(self) -> tuple[Longs, Longs, Longs, Longs]:
        """For the kernel."""
        return self.ships, self.active, self.pairs, self.found

    def widen(self) -> None:
        """Room for more ships; those of the step under way are found again."""
        named = [int(self.ships[at, 0]) for at in self.active[: self.counts[3]]]
        self.ships = _wider(self.ships)
        self._of_ships()
        for index, mmsi in enumerate(named):
            self.active[index] = _slot(self.ships, mmsi)


def scan(parts: Iterable[pa.RecordBatch], rule: Rule) -> pa.Table:
    """Meetings in batches of `COLUMNS` without nulls, in the order of time: the columns `NAMES`.

    `Unordered` where rows do not come in the order of time.
    """
    state, limits, bands = _State(), rule.limits, rule.bands
    for batch in parts:
        mmsi, t, lat, lon = (batch.column(name).to_numpy(zero_copy_only=False) for name in COLUMNS)
        columns = (mmsi.astype(np.int64, copy=False), t, lat.astype(np.int64), lon.astype(np.int64))
        row = 0
        while True:
            done, state.pairs, state.found = _scan(
                columns, row, state.all, state.grid, state.counts, limits, COSINES, bands
            )
            if done == 0:
                break
            if done == 2:
                raise Unordered
            state.widen()
            row = int(state.counts[5])
    ships, active, pairs, found = state.all
    state.found = _finish(ships, active, state.grid, pairs, found, state.counts, limits, COSINES, bands)
    kept = state.found[: state.counts[2]]
    return pa.table({name: pa.array(kept[:, at]) for at, name in enumerate(NAMES)})


def meetings(positions: Any, rule: Rule) -> pa.Table:
    """Meetings of an Ibis table, on whatever engine it is; rows need no order."""
    rows = placed(positions)
    try:
        with closing(batches(rows, BATCH)) as unordered:
            return scan(unordered, rule)
    except Unordered:
        return scan(batches(rows.order_by("t_ms"), BATCH), rule)


def reference(positions: Any, rule: Rule) -> Any:
    """What `meetings` says, as an Ibis expression."""
    step_ms, distance, way, jitter, silence, apart, least = (int(one) for one in rule.limits)
    keyed = placed(positions).select(
        ship=_.mmsi.cast("int64"),
        step=_.t_ms // step_ms,
        first=ibis.struct({"t": _.t_ms, "lat": _.lat7.cast("int64"), "lon": _.lon7.cast("int64")}),
    )
    seen = keyed.group_by("ship", "step").agg(first=_["first"].min())
    seen = seen.select("ship", "step", lat=_["first"]["lat"], lon=_["first"]["lon"])
    along = ibis.window(group_by="ship", order_by="step")
    led = seen.mutate(
        before=_.step.lag().over(along), lat0=_.lat.lag().over(along), lon0=_.lon.lag().over(along)
    )
    led = led.filter(_.before.notnull(), _.step - _.before <= silence)
    led = led.mutate(gone=_squared(_.lat0, _.lon0, _.lat, _.lon), may=(_.step - _.before) * way + jitter)
    slow = led.filter(_.gone <= _.may * _.may).select("ship", "step", "lat", "lon")
    slow = slow.mutate(row=_.lat // (distance + 1))
    near = slow.mutate(near=ibis.range(-1, 2).unnest())
    near = near.select("step", first="ship", lat="lat", lon="lon", row=_.row + _.near)
    both = near.join(slow.view().rename(lat2="lat", lon2="lon"), ["step", "row"])
    both = both.filter(_["first"] < _.ship).mutate(square=_squared(_.lat, _.lon, _.lat2, _.lon2))
    both = both.filter(_.square <= distance * distance)
    pair = ibis.window(group_by=["first", "ship"], order_by="step")
    run = both.mutate(before=_.step.lag().over(pair))
    run = run.mutate(new=(_.before.isnull() | (_.step - _.before > apart)).ifelse(1, 0))
    upto = ibis.window(group_by=["first", "ship"], order_by="step", preceding=None, following=0)
    run = run.mutate(run=_.new.sum().over(upto))
    met = run.group_by("first", "ship", "run").agg(
        from_step=_.step.min(),
        to_step=_.step.max(),
        steps=_.step.count(),
        closest=ibis.struct({"d": _.square, "k": _.step, "lat": _.lat, "lon": _.lon}).min(),
    )
    met = met.filter(_.to_step - _.from_step >= least)
    whole = {
        "first": met["first"],
        "second": met["ship"],
        **{name: met[name] for name in ("from_step", "to_step", "steps")},
        "closest": met["closest"]["d"],
        "lat": met["closest"]["lat"],
        "lon": met["closest"]["lon"],
    }
    return met.select(**{name: one.cast("int64") for name, one in whole.items()})


def _squared(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """`_square` as an expression."""
    north = other_lat - lat
    turn = (other_lon - lon).abs()
    turn = ibis.least(turn, WHOLE - turn)
    degree = ibis.least(lat, other_lat) // DEGREE
    cosine = ibis.greatest(
        ((degree.cast("float64") + 0.5).radians().cos() * SCALE).round().cast("int64"), 200
    )
    east = turn * cosine // SCALE
    return north * north + east * east


def sorted_rows(table: pa.Table) -> pa.Table:
    """Meetings in one order, to compare or report them."""
    return table.take(pc.sort_indices(table, [(name, "ascending") for name in NAMES]))
