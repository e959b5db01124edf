"""Pilot boats and tugs alongside a ship under way: brief, and faster than ships that lie together.

Only craft that say what they are count. Whenever one of the two is heard, the other is somewhere between the
positions before and after: on the line between them, and no farther along it than her speed allows. A craft
attends a ship while every position of either fits; what neither shows is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from ibis import _

from sightline.detectors.sea.meeting_class import is_attendant
from sightline.detectors.sea.meetings import Meeting
from sightline.detectors.sea.sailing import GRID_MS, Flags, Floats, Longs, apart, offset, tracks
from sightline.detectors.sea.stillness import KNOT
from sightline.detectors.sea.vessels import Vessel

CELL = 0.01
"""degrees; ships in cells that do not touch are farther apart than `attended_m`"""
ROWS, COLUMNS = 18_100, 36_100
"""more than there are cells from south to north and from west to east"""
ON_MS, LAIN_MS = 45 * 60_000, 90 * 60_000
"""between positions farther apart in time it is not known where a ship was; the second where she lay"""
HEARD_MS = 30 * 60_000
"""instants farther apart in time are not of one errand; and so long before it a craft comes"""
LAIN_M = 500.0
"""a ship heard again no farther off lay there"""
WANDER_KN = 0.5
"""off her line, by wind and tide and helm"""
SPARE_KN = 1.0
"""faster than a ship was heard to be between two positions"""
UNTOLD = 1.5
"""times what she made good, where she sent no speed"""
MOVES_KN = 1.5
SHARED = 0.5
"""of the time beside one ship, in which a craft was beside another"""
TOGETHER = 3.0
"""times `attended_m`: who went so far together was under way together"""
BRIDGED = 1
"""positions that do not fit, between two that do: one may be wrong"""
VISIT_MS = 60 * 60_000
"""a craft that came to a ship that lies, and left again within so long, attended her"""


@dataclass(frozen=True, slots=True)
class Heard:
    """Positions of ships, by ship and time: arrays of equal length; ms, degrees, knots.

    `on`: whether the next position is of the same way and near enough in time to know where she was between.
    """

    mmsi: Longs
    t: Longs
    lat: Floats
    lon: Floats
    speed: Floats
    on: Flags


@dataclass(frozen=True, slots=True)
class Beside:
    """Instants at which a craft can have been beside a ship: arrays of equal length, by pair and time.

    Places are of the one that was heard, `away` metres from the line the other was on.
    """

    craft: Longs
    ship: Longs
    t: Longs
    lat: Floats
    lon: Floats
    away: Floats
    speed: Floats
    by_craft: Flags
    """whether it is the craft that was heard then"""


def attendances(positions: Any, met: Sequence[Meeting], params: Any) -> list[Meeting]:
    """Pilot boats and tugs beside ships under way, numbered from 0; none of those met already."""
    craft = _craft(positions)
    if not craft:
        return []
    every, step_ms = _heard(positions), params.step_minutes * 60_000
    own = np.isin(every.mmsi, craft)
    crafts, ships = _of(every, own), _of(every, ~own)
    if not len(ships.t):
        return []
    instants = _instants(crafts, ships, params.attended_m)
    known: dict[tuple[int, int], list[Meeting]] = {}
    for one in met:
        known.setdefault(one.pair, []).append(one)
    runs = one_at_a_time(list(_runs(instants, crafts, ships, params)))
    found = (_meeting(one, step_ms) for one in runs)
    new = [one for one in found if not any(_at_once(one, other) for other in known.get(one.pair, ()))]
    return [one.numbered(at) for at, one in enumerate(new)]


def _at_once(one: Meeting, other: Meeting) -> bool:
    return one.from_k <= other.to_k and other.from_k <= one.to_k


def _craft(positions: Any) -> list[int]:
    told = positions.filter(_.ship_type.notnull()).group_by("mmsi").agg(ship_type=_.ship_type.max())
    rows = told.to_pyarrow().to_pylist()
    return sorted(
        row["mmsi"] for row in rows if is_attendant(Vessel(row["mmsi"], ship_type=row["ship_type"]))
    )


def _heard(positions: Any) -> Heard:
    parts: list[tuple[Any, ...]] = [tuple(np.empty(0) for _each in range(6))]
    for track in tracks(positions, 2):
        gone = apart(track.lat[:-1], track.lon[:-1], track.lat[1:], track.lon[1:])
        took = np.diff(track.t)
        on = (took <= ON_MS) | ((took <= LAIN_MS) & (gone <= LAIN_M))
        made = np.append(gone / np.maximum(1, took) * 1000 / KNOT, 0.0)
        speed = np.where(np.isnan(track.sent), UNTOLD * np.maximum(made, np.roll(made, 1)), track.sent)
        mmsi = np.full(len(track.t), track.mmsi)
        parts.append((mmsi, track.t, track.lat, track.lon, speed, np.append(on, False)))
    mmsi, t, lat, lon, speed, on = (np.concatenate(several) for several in zip(*parts, strict=True))
    return Heard(mmsi.astype(np.int64), t.astype(np.int64), lat, lon, speed, on.astype(bool))


def _of(every: Heard, chosen: Flags) -> Heard:
    at = np.flatnonzero(chosen)
    mmsi, t = every.mmsi[at], every.t[at]
    return Heard(mmsi, t, every.lat[at], every.lon[at], every.speed[at], every.on[at])


def _rows_of(lat: Floats) -> Longs:
    found: Longs = np.floor((lat + 90.0) / CELL).astype(np.int64) + 1
    return found


def _columns_of(lon: Floats) -> Longs:
    found: Longs = np.floor((lon + 180.0) / CELL).astype(np.int64) + 1
    return found


def _cell(k: Any, row: Any, column: Any) -> Any:
    return (k * ROWS + row) * COLUMNS + column


def _found(heard: Heard, others: Heard, reach: float) -> tuple[Longs, Longs]:
    """Positions of the one, by index, and the lines of the other, by the index of their begin, that fit."""
    keys, lines = _drawn(others, _cells_around(heard))
    order = np.argsort(keys, kind="stable")
    keys, lines = keys[order], lines[order]
    row, column, k = _rows_of(heard.lat), _columns_of(heard.lon), heard.t // GRID_MS
    pairs: list[Longs] = []
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            asked = _cell(k, row + north, column + east)
            low, high = np.searchsorted(keys, asked), np.searchsorted(keys, asked, side="right")
            counts = high - low
            which = np.repeat(np.arange(len(asked)), counts)
            at = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + low[which]
            pairs.append(np.column_stack([which, lines[at]]))
    both = np.unique(np.concatenate(pairs), axis=0)
    fits = _fits(heard, both[:, 0], others, both[:, 1], reach)
    return both[fits, 0], both[fits, 1]


def _cells_around(heard: Heard) -> Longs:
    """Cells in which positions lie, and those beside them, whatever the time."""
    row, column = _rows_of(heard.lat), _columns_of(heard.lon)
    around = [_cell(0, row + north, column + east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    found: Longs = np.unique(np.concatenate(around))
    return found


def _drawn(others: Heard, wanted: Longs) -> tuple[Longs, Longs]:
    """Cells and instants that lines between positions touch, of the cells wanted; and of which line."""
    begin = np.flatnonzero(others.on)
    north, east = others.lat[begin + 1] - others.lat[begin], others.lon[begin + 1] - others.lon[begin]
    east = (east + 180) % 360 - 180
    points = np.ceil(np.maximum(np.abs(north), np.abs(east)) / CELL).astype(np.int64) + 1
    which = np.repeat(np.arange(len(begin)), points)
    part = np.arange(points.sum()) - np.repeat(np.cumsum(points) - points, points)
    share = part / np.maximum(1, points[which] - 1)
    lat = others.lat[begin[which]] + share * north[which]
    lon = (others.lon[begin[which]] + share * east[which] + 180) % 360 - 180
    row, column = _rows_of(lat), _columns_of(lon)
    near = np.isin(_cell(0, row, column), wanted)
    which, row, column = which[near], row[near], column[near]
    first = others.t[begin[which]] // GRID_MS
    steps = others.t[begin[which] + 1] // GRID_MS - first + 1
    each = np.repeat(np.arange(len(which)), steps)
    ahead = np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)
    keys = _cell(first[each] + ahead, row[each], column[each])
    both = np.unique(np.column_stack([keys, begin[which[each]]]), axis=0)
    return both[:, 0], both[:, 1]


def _fits(heard: Heard, at: Longs, others: Heard, line: Longs, reach: float) -> Flags:
    """Whether the other, on her way along a line, can have been within reach of a position at its time."""
    t = heard.t[at]
    since, until = others.t[line], others.t[line + 1]
    timely = (since <= t) & (t <= until)
    spans = (others.lat[line], others.lon[line], others.lat[line + 1], others.lon[line + 1])
    made = apart(*spans) / np.maximum(1, until - since) * 1000
    sent = np.maximum(others.speed[line], others.speed[line + 1]) * KNOT
    fastest = np.maximum(made, sent) + SPARE_KN * KNOT
    before = apart(heard.lat[at], heard.lon[at], spans[0], spans[1])
    after = apart(heard.lat[at], heard.lon[at], spans[2], spans[3])
    there = (before <= reach + fastest * (t - since) / 1000) & (after <= reach + fastest * (until - t) / 1000)
    wanders = WANDER_KN * KNOT * np.minimum(t - since, until - t) / 1000
    fits: Flags = timely & there & (_aside(heard, at, others, line) <= reach + wanders)
    return fits


def _aside(heard: Heard, at: Longs, others: Heard, line: Longs) -> Floats:
    """Metres from a position to the nearest place of a line."""
    begin = others.lat[line], others.lon[line]
    north, east = offset(*begin, others.lat[line + 1], others.lon[line + 1])
    up, across = offset(*begin, heard.lat[at], heard.lon[at])
    length = north * north + east * east
    share = np.clip((up * north + across * east) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    found: Floats = np.hypot(up - share * north, across - share * east)
    return found


def _instants(crafts: Heard, ships: Heard, reach: float) -> Beside:
    """Every instant at which a craft can have been beside a ship, by pair and time."""
    at, line = _found(crafts, ships, reach)
    other, way = _found(ships, crafts, reach)
    columns = (
        (crafts.mmsi[at], crafts.mmsi[way]),
        (ships.mmsi[line], ships.mmsi[other]),
        (crafts.t[at], ships.t[other]),
        (crafts.lat[at], ships.lat[other]),
        (crafts.lon[at], ships.lon[other]),
        (_away(crafts, at, ships, line), _away(ships, other, crafts, way)),
        (crafts.speed[at], ships.speed[other]),
        (np.ones(len(at), dtype=bool), np.zeros(len(other), dtype=bool)),
    )
    joined = [np.concatenate(several) for several in columns]
    order = np.lexsort((joined[2], joined[1], joined[0]))
    return Beside(*(values[order] for values in joined))


def _away(heard: Heard, at: Longs, others: Heard, line: Longs) -> Floats:
    """Metres from a position to where the other was, had she kept her speed along the line."""
    since, until = others.t[line], others.t[line + 1]
    share = (heard.t[at] - since) / np.maximum(1, until - since)
    turn = (others.lon[line + 1] - others.lon[line] + 180) % 360 - 180
    lat = others.lat[line] + share * (others.lat[line + 1] - others.lat[line])
    found: Floats = apart(heard.lat[at], heard.lon[at], lat, others.lon[line] + share * turn)
    return found


def _runs(instants: Beside, crafts: Heard, ships: Heard, params: Any) -> Iterator[Beside]:
    """Instants of one craft and one ship that follow each other, long enough and under way."""
    t, craft, ship = instants.t, instants.craft, instants.ship
    new = (np.diff(craft) != 0) | (np.diff(ship) != 0) | (np.diff(t) > HEARD_MS)
    unfit = _between(crafts, craft, t) + _between(ships, ship, t) > BRIDGED
    cuts: Sequence[int] = [0, *(np.flatnonzero(new | unfit) + 1).tolist(), len(t)]
    for begin, end in pairwise(cuts):
        if end - begin < 2 or t[end - 1] - t[begin] < params.attended_minutes * 60_000:
            continue
        run = Beside(*(getattr(instants, name)[begin:end] for name in Beside.__slots__))
        far = TOGETHER * params.attended_m
        if _came(run, crafts, far) and (_gone(run) >= far or _visits(run, crafts)):
            yield run


def one_at_a_time(runs: list[Beside]) -> list[Beside]:
    """Of what a craft did at one time what shows longest: who else was near her is not attended.

    A ship under way counts for twice as long as one that lay there too.
    """
    kept: list[Beside] = []
    for run in sorted(runs, key=lambda one: int(one.t[0] - one.t[-1]) * (2 if _moves(one) else 1)):
        if not any(run.craft[0] == one.craft[0] and _overlap(run, one) > SHARED for one in kept):
            kept.append(run)
    return sorted(kept, key=lambda one: (int(one.t[0]), int(one.craft[0]), int(one.ship[0])))


def _moves(run: Beside) -> bool:
    """Whether the ship was under way at one of the times at which she was heard."""
    return bool((run.speed[~run.by_craft] >= MOVES_KN).any())


def _overlap(one: Beside, other: Beside) -> float:
    """The share of the first's time in which the second was too."""
    both = min(one.t[-1], other.t[-1]) - max(one.t[0], other.t[0])
    return float(both / max(1, one.t[-1] - one.t[0]))


def _came(run: Beside, crafts: Heard, far: float) -> bool:
    """Whether a craft was elsewhere before, and does not lie where a ship comes or goes."""
    earlier = np.flatnonzero((crafts.mmsi == run.craft[0]) & (crafts.t < run.t[0]))
    recent = int((crafts.t[earlier] >= run.t[0] - HEARD_MS).sum())
    asked = earlier[-recent - 1 :]
    away = apart(run.lat[0], run.lon[0], crafts.lat[asked], crafts.lon[asked])
    return not len(away) or bool(away.max() > far)


def _gone(run: Beside) -> float:
    """How far the one of them that was heard to move more went meanwhile, in metres."""
    found = 0.0
    for own in (run.by_craft, ~run.by_craft):
        if own.any():
            lat, lon = run.lat[own], run.lon[own]
            found = max(found, float(apart(lat[0], lon[0], lat, lon).max()))
    return found


def _between(heard: Heard, mmsi: Longs, t: Longs) -> Longs:
    """How many positions of these ships lie between one instant and the next."""
    known, own = np.unique(heard.mmsi, return_inverse=True)
    first = int(heard.t.min())
    span = int(heard.t.max()) - first + 2
    keys, rank = own * span + (heard.t - first), np.searchsorted(known, mmsi)
    low = np.searchsorted(keys, rank * span + (t - first), side="right")
    high = np.searchsorted(keys, rank * span + (t - first))
    found: Longs = high[1:] - low[:-1]
    return found


def _visits(run: Beside, crafts: Heard) -> bool:
    """Whether a craft came under way shortly before, and left under way shortly after."""
    if run.t[-1] - run.t[0] > VISIT_MS:
        return False
    own = crafts.mmsi == run.craft[0]
    t, speed = crafts.t[own], crafts.speed[own]
    before = speed[(t < run.t[0]) & (t >= run.t[0] - HEARD_MS)]
    after = speed[(t > run.t[-1]) & (t <= run.t[-1] + HEARD_MS)]
    return bool(len(before) and len(after) and min(before[-1], after[0]) >= MOVES_KN)


def _meeting(run: Beside, step_ms: int) -> Meeting:
    """What the other parts of `ship_to_ship` take, its instants counted in their steps."""
    craft, ship = int(run.craft[0]), int(run.ship[0])
    at = int(run.away.argmin())
    places = [(float(run.lat[which]), float(run.lon[which])) for which in (0, at, -1)]
    first, closest, last = (int(run.t[which]) // step_ms for which in (0, at, -1))
    return Meeting(
        0, min(craft, ship), max(craft, ship), first, last, closest, float(run.away[at]), places[1][0],
        places[1][1], places[0], places[2], float(run.speed.max()), under_way=True,
    )  # fmt: skip
