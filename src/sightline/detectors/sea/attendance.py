"""Pilot boats and tugs alongside a ship under way: brief, and faster than ships that lie together.

Only craft that say what they are count. Both are told every five minutes on the straight line between their
positions; a craft attends a ship while both are known to be within reach of each other.
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
from sightline.detectors.sea.sailing import GRID_MS, apart, grid, tracks
from sightline.detectors.sea.vessels import Vessel

CELL = 0.01
"""degrees; ships in cells that do not touch are farther apart than `attended_m`"""
ROWS, COLUMNS = 18_100, 36_100
"""more than there are cells from south to north and from west to east"""
HEARD_MS = 20 * 60_000
"""between positions farther apart in time it is not known who was beside whom"""
BRIDGED = 2
MOVES_KN = 1.5


@dataclass(frozen=True, slots=True)
class Places:
    """Where ships were, instant by instant (`k` counts five minutes): arrays of equal length."""

    mmsi: Any
    k: Any
    lat: Any
    lon: Any
    speed: Any

    def of(self, chosen: Any) -> Places:
        """Those chosen."""
        every = (self.mmsi, self.k, self.lat, self.lon, self.speed)
        return Places(*(values[chosen] for values in every))


def attendances(positions: Any, met: Sequence[Meeting], params: Any) -> list[Meeting]:
    """Pilot boats and tugs beside ships under way, numbered on from those met; of those none again."""
    craft = _craft(positions)
    if not craft:
        return []
    every, step_ms = _places(positions), params.step_minutes * 60_000
    own = np.isin(every.mmsi, craft)
    both = _beside(every.of(own), every.of(~own), params)
    known: dict[tuple[int, int], list[Meeting]] = {}
    for one in met:
        known.setdefault(one.pair, []).append(one)
    found = (_meeting(*one, step_ms) for one in _runs(*both, params))
    new = [one for one in found if not any(_at_once(one, other) for other in known.get(one.pair, ()))]
    return [one.numbered(len(met) + at) for at, one in enumerate(new)]


def _at_once(one: Meeting, other: Meeting) -> bool:
    return one.from_k <= other.to_k and other.from_k <= one.to_k


def _craft(positions: Any) -> list[int]:
    told = positions.filter(_.ship_type.notnull()).group_by("mmsi").agg(ship_type=_.ship_type.max())
    rows = told.to_pyarrow().to_pylist()
    return sorted(
        row["mmsi"] for row in rows if is_attendant(Vessel(row["mmsi"], ship_type=row["ship_type"]))
    )


def _places(positions: Any) -> Places:
    parts: list[tuple[Any, ...]] = [tuple(np.empty(0) for _each in range(5))]
    for track in tracks(positions, 2):
        at = grid(track)
        after = np.clip(np.searchsorted(track.t, at.t), 1, len(track.t) - 1)
        heard = track.t[after] - track.t[after - 1] <= HEARD_MS
        speed = np.nan_to_num(at.speed[heard])
        parts.append(
            (np.full(heard.sum(), track.mmsi), at.t[heard] // GRID_MS, at.lat[heard], at.lon[heard], speed)
        )
    mmsi, k, lat, lon, speed = (np.concatenate(several) for several in zip(*parts, strict=True))
    return Places(mmsi.astype(np.int64), k.astype(np.int64), lat, lon, speed)


def _cell(k: Any, row: Any, column: Any) -> Any:
    return (k * ROWS + row) * COLUMNS + column


def _beside(craft: Places, ships: Places, params: Any) -> tuple[Places, Places]:
    """Every instant at which a craft was within reach of a ship: of both, arrays of equal length."""
    row, column = (
        np.floor((values + half) / CELL).astype(np.int64) + 1
        for values, half in ((ships.lat, 90.0), (ships.lon, 180.0))
    )
    order = np.argsort(_cell(ships.k, row, column), kind="stable")
    cells, ships = _cell(ships.k, row, column)[order], ships.of(order)
    row, column = (
        np.floor((values + half) / CELL).astype(np.int64) + 1
        for values, half in ((craft.lat, 90.0), (craft.lon, 180.0))
    )
    pairs: list[tuple[Any, Any]] = []
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            asked = _cell(craft.k, row + north, column + east)
            low, high = np.searchsorted(cells, asked), np.searchsorted(cells, asked, side="right")
            counts = high - low
            which = np.repeat(np.arange(len(asked)), counts)
            other = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + low[which]
            pairs.append((which, other))
    which, other = (np.concatenate([pair[at] for pair in pairs]) for at in range(2))
    away = apart(craft.lat[which], craft.lon[which], ships.lat[other], ships.lon[other])
    near = away <= params.attended_m
    return craft.of(which[near]), ships.of(other[near])


def _runs(craft: Places, ships: Places, params: Any) -> Iterator[tuple[Places, Places]]:
    """Instants of one craft and one ship that follow each other, long enough and under way."""
    order = np.lexsort((craft.k, ships.mmsi, craft.mmsi))
    craft, ships = craft.of(order), ships.of(order)
    new = (np.diff(craft.mmsi) != 0) | (np.diff(ships.mmsi) != 0) | (np.diff(craft.k) > BRIDGED)
    cuts: Sequence[int] = [0, *(np.flatnonzero(new) + 1).tolist(), len(craft.k)]
    for begin, end in pairwise(cuts):
        if end == begin or (craft.k[end - 1] - craft.k[begin]) * 5 < params.attended_minutes:
            continue
        part = slice(begin, end)
        if max(craft.speed[part].max(), ships.speed[part].max()) >= MOVES_KN:
            yield craft.of(part), ships.of(part)


def _meeting(craft: Places, ships: Places, step_ms: int) -> Meeting:
    """What the other parts of `ship_to_ship` take, its instants counted in their steps."""
    one, other = (craft, ships) if craft.mmsi[0] < ships.mmsi[0] else (ships, craft)
    away = apart(one.lat, one.lon, other.lat, other.lon)
    at = int(away.argmin())
    places = [(float(one.lat[which]), float(one.lon[which])) for which in (0, at, -1)]
    first, last, closest = (int(one.k[which]) * GRID_MS // step_ms for which in (0, -1, at))
    knots = float(max(one.speed.max(), other.speed.max()))
    return Meeting(
        0, int(one.mmsi[0]), int(other.mmsi[0]), first, last, closest, float(away[at]), places[1][0],
        places[1][1], places[0], places[2], knots, under_way=True,
    )  # fmt: skip
