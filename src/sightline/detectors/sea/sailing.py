"""Tracks of ships as arrays: one position a minute or rarer, cut into segments, and on a regular grid.

The unit is the segment, not the MMSI: where positions of one MMSI cannot be of one ship they are shared
out, each to the track it can belong to. Speeds are what positions give; what ships sent of it is not
needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import ibis
import numpy as np
from ibis import _
from numpy.typing import NDArray

from sightline.detectors.sea.lean import compiled
from sightline.detectors.sea.ports import DEGREE_M
from sightline.detectors.sea.stillness import FIRST_MS, HALF, KNOT, MOST_SPEED, is_ship

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NAMES = ("t", "lat", "lon", "heading", "sent")
MINUTE_MS: Final = 60_000
METRES: Final = float(DEGREE_M)
IMPOSSIBLE_MS: Final = 60.0 * KNOT
"""metres a second that no ship makes"""
SLACK_M: Final = 3_000.0
"""positions so near are of one ship whatever the time between"""
OPEN: Final = 8
"""tracks of one MMSI kept open at once"""
GRID_MS: Final = 5 * MINUTE_MS
STEADY: Final = 0.5
"""speeds whose middle half spreads by more than this share of the median are not the wind's"""
COMPASS: Final = 20.0
"""degrees so far a compass may be off under way, or be taken as wrong"""
FEW: Final = 6
"""instants under way, below which nothing is said of a compass"""
SILENT_MS: Final = 120 * MINUTE_MS
"""between positions farther apart in time nothing is said"""


@dataclass(frozen=True, slots=True)
class Track:
    """One segment: times in ms, degrees, heading (degrees) and speed (knots) sent, not a number without.

    `part` counts the segments of an MMSI in the order they begin.
    """

    mmsi: int
    part: int
    t: Longs
    lat: Floats
    lon: Floats
    heading: Floats
    sent: Floats


@dataclass(frozen=True, slots=True)
class Grid:
    """A track every five minutes: instants in ms, degrees, knots and course made good, where `known`.

    `speed` and `course` are taken from one instant before to one after.
    """

    t: Longs
    lat: Floats
    lon: Floats
    known: Flags
    speed: Floats
    course: Floats
    heading: Floats


def tracks(positions: Any, least: int = 3) -> Iterator[Track]:
    """Segments of at least so many positions, by MMSI and begin."""
    ships = positions.filter(
        _.t_ms >= FIRST_MS,
        _.lat7.between(-900_000_000, 900_000_000),
        _.lon7.between(-HALF, HALF),
        is_ship(_.mmsi),
    )
    heading = ibis.coalesce(_.heading.cast("int64"), ibis.literal(-1))
    sog = ibis.coalesce(_.sog.cast("float64"), ibis.literal(-1.0))
    first = ibis.struct({
        "t": _.t_ms,
        "lat": _.lat7.cast("int64"),
        "lon": _.lon7.cast("int64"),
        "heading": ibis.ifelse((heading >= 0) & (heading < 360), heading, -1),
        "sent": ibis.ifelse((sog >= 0) & (sog <= MOST_SPEED), (sog * 10).round().cast("int64"), -1),
    })  # fmt: skip
    cells = {"row_cell": _.lat7 // 5_000_000, "column_cell": _.lon7 // 5_000_000}
    keyed = ships.select("mmsi", minute=_.t_ms // MINUTE_MS, first=first, **cells)
    grouped = keyed.group_by("mmsi", "minute", "row_cell", "column_cell").agg(first=_["first"].min())
    flat = grouped.select("mmsi", **{name: _["first"][name] for name in NAMES})
    table = flat.order_by("mmsi", "t", "lat", "lon").to_pyarrow()
    mmsi, t, lat, lon, heading, sent = (np.asarray(table[name]).astype(np.int64) for name in ("mmsi", *NAMES))
    told = (np.where(heading < 0, np.nan, heading), np.where(sent < 0, np.nan, sent / 10))
    yield from _segments(mmsi, (t, lat / 1e7, lon / 1e7, *told), least)


def _segments(mmsi: Longs, columns: tuple[Any, ...], least: int) -> Iterator[Track]:
    cuts = np.flatnonzero(np.diff(mmsi)) + 1
    for begin, end in zip([0, *cuts.tolist()], [*cuts.tolist(), len(mmsi)], strict=True):
        if end == begin:
            continue
        own_columns = [values[begin:end] for values in columns]
        t, lat, lon = own_columns[:3]
        parts = _shared_out(t, lat, lon)
        kept = 0
        for part in range(int(parts.max()) + 1):
            own = parts == part
            if own.sum() >= least:
                yield Track(int(mmsi[begin]), kept, *(values[own] for values in own_columns))
                kept += 1


@compiled
def _shared_out(t: Longs, lat: Floats, lon: Floats) -> Longs:
    """Which track each position of an MMSI belongs to: the nearest it can have come from, else a new one."""
    found = np.zeros(len(t), dtype=np.int64)
    tracks_ = np.full(OPEN, -1, dtype=np.int64)
    last = np.zeros(OPEN, dtype=np.int64)
    made = 0
    for row in range(len(t)):
        best, nearest = -1, 0.0
        for at in range(OPEN):
            if tracks_[at] < 0:
                continue
            before = last[at]
            turn = abs(lon[row] - lon[before])
            east = min(turn, 360.0 - turn) * np.cos(np.radians((lat[row] + lat[before]) / 2))
            north = lat[row] - lat[before]
            away = np.sqrt(east * east + north * north) * METRES
            if away <= SLACK_M + IMPOSSIBLE_MS * (t[row] - t[before]) / 1000 and (best < 0 or away < nearest):
                best, nearest = at, away
        if best < 0:
            oldest = 0
            for at in range(OPEN):
                if tracks_[at] < 0:
                    oldest = at
                    break
                if last[at] < last[oldest]:
                    oldest = at
            best = oldest
            tracks_[best] = made
            made += 1
        last[best] = row
        found[row] = tracks_[best]
    return found


def grid(track: Track) -> Grid:
    """The track every five minutes on the straight line between its positions."""
    t = np.arange(-(-int(track.t[0]) // GRID_MS), int(track.t[-1]) // GRID_MS + 1) * GRID_MS
    after = np.clip(np.searchsorted(track.t, t), 1, len(track.t) - 1)
    known = (track.t[after] - track.t[after - 1]) <= SILENT_MS
    lat = np.interp(t, track.t, track.lat)
    lon = (np.interp(t, track.t, np.unwrap(track.lon, period=360)) + 180) % 360 - 180
    speed, course = made_good(t, lat, lon, known, 1)
    near = np.where(np.abs(track.t[after - 1] - t) <= np.abs(track.t[after] - t), after - 1, after)
    close = np.abs(track.t[near] - t) <= 3 * GRID_MS
    heading = np.where(close & known, track.heading[near], np.nan)
    return Grid(t, lat, lon, known, speed, course, heading)


def made_good(t: Longs, lat: Floats, lon: Floats, known: Flags, steps: int) -> tuple[Floats, Floats]:
    """Knots and degrees made good from so many instants before to as many after; not a number at the ends."""
    speed, course = np.full(len(t), np.nan), np.full(len(t), np.nan)
    if len(t) > 2 * steps:
        a, b = slice(None, -2 * steps), slice(2 * steps, None)
        north, east = offset(lat[a], lon[a], lat[b], lon[b])
        middle = slice(steps, -steps)
        speed[middle] = np.hypot(north, east) / ((t[b] - t[a]) / 1000) / KNOT
        course[middle] = np.degrees(np.arctan2(east, north)) % 360
        missing = np.convolve(~known, np.ones(2 * steps + 1), mode="same") > 0
        speed[missing] = np.nan
    return speed, course


def steady(speed: Floats, course: Floats, hours: float, turn: float) -> bool:
    """Whether a ship turned at most so many degrees an hour, at about one speed, as wind and current do."""
    known = ~np.isnan(speed)
    if not known.any():
        return False
    low, middle, high = np.quantile(speed[known], [0.25, 0.5, 0.75])
    turned = np.abs(np.diff(np.unwrap(course[known], period=360)))
    return bool(high - low <= STEADY * middle and turned.sum() / hours <= turn)


def compass_off(at: Grid, way_kn: float, least: float = COMPASS) -> float:
    """Degrees a compass is off, by where the ship goes under way; 0 where it is right or nobody can tell."""
    under_way = (at.speed >= way_kn) & ~np.isnan(at.heading) & ~np.isnan(at.course)
    if under_way.sum() < FEW:
        return 0.0
    angle = np.radians(at.heading[under_way] - at.course[under_way])
    mean = np.exp(1j * angle).mean()
    off = float(np.degrees(np.angle(mean)))
    return off if abs(mean) >= np.cos(np.radians(least)) and abs(off) >= least else 0.0


def offset(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> tuple[Any, Any]:
    """Metres north and east from one place to another near it."""
    turn = (np.asarray(other_lon) - lon + 180) % 360 - 180
    middle = np.cos(np.radians((np.asarray(lat) + other_lat) / 2))
    return (np.asarray(other_lat) - lat) * METRES, turn * middle * METRES


def apart(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """Metres from one place to another near it."""
    return np.hypot(*offset(lat, lon, other_lat, other_lon))


def runs(flags: Flags, bridged: int = 0) -> list[tuple[int, int]]:
    """First and last index of each run of true, runs no more than `bridged` instants apart joined."""
    at = np.flatnonzero(flags)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > bridged + 1)
    begins = [int(at[0]), *at[cuts + 1].tolist()]
    ends = [*at[cuts].tolist(), int(at[-1])]
    return list(zip(begins, ends, strict=True))


def heard_at(track: Track, t: int) -> int:
    """The time of the track's own position nearest to an instant, to cite it."""
    at = int(np.clip(np.searchsorted(track.t, t), 1, len(track.t) - 1)) if len(track.t) > 1 else 0
    near = at - 1 if at and abs(int(track.t[at - 1]) - t) <= abs(int(track.t[at]) - t) else at
    return int(track.t[near])
