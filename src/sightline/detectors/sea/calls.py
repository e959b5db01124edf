"""Where a ship called: stays near a port that her positions show, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.sea.ports import Port, metres, nearest
from sightline.detectors.sea.sailing import GRID_MS, Flags, Grid, Track, apart, grid, heard_at, runs
from sightline.detectors.sea.stillness import KNOT

HOUR_MS = 3_600_000
BRIDGED = 12
"""instants of five minutes by which a stay may be interrupted"""
REST_MS = 12 * HOUR_MS
"""ships at berth are heard of rarely: one heard again after no longer,"""
REST_M = 1_000.0
"""and no farther off, lay there meanwhile"""


@dataclass(frozen=True, slots=True)
class Stay:
    """What counts as a call: so near a port, slower than this, for so long."""

    port_km: float = 12.0
    speed_kn: float = 1.0
    hours: float = 2.0
    away_km: float = 40.0
    """between two calls at one port she was so far off, else they are one call"""


@dataclass(frozen=True, slots=True)
class Call:
    """A stay near a port: begin and end in ms, where (degrees), how far off in metres, rows by their time."""

    mmsi: int
    port: Port
    away: float
    start: int
    end: int
    lat: float
    lon: float
    rows: tuple[int, ...]


def calls(track: Track, stay: Stay = Stay()) -> Iterator[Call]:
    """The calls of a track in order of time; stays at one port without a voyage between are one call."""
    held: Call | None = None
    for one in _stays(track, stay):
        if held and held.port == one.port and not _went(track, held, one, stay):
            held = Call(
                one.mmsi, one.port, held.away, held.start, one.end, held.lat, held.lon,
                (*held.rows[:-1], one.rows[-1]),
            )  # fmt: skip
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _went(track: Track, before: Call, after: Call, stay: Stay) -> bool:
    """Whether she was well off the port between two stays."""
    part = (track.t > before.end) & (track.t < after.start)
    away = metres(track.lat[part], track.lon[part], before.port.lat, before.port.lon)
    return bool(len(away) and away.max() >= stay.away_km * 1000)


def _rested(track: Track, at: Grid, stay: Stay) -> Flags:
    """Instants between two positions at one place, however far apart in time."""
    after = np.clip(np.searchsorted(track.t, at.t), 1, len(track.t) - 1)
    gone = apart(track.lat[:-1], track.lon[:-1], track.lat[1:], track.lon[1:])
    took = np.diff(track.t)
    rests: Flags = (gone <= REST_M) & (took <= REST_MS) & (gone < stay.speed_kn * KNOT * took / 1000)
    return rests[after - 1]


def _stays(track: Track, stay: Stay) -> Iterator[Call]:
    at = grid(track)
    slow = (np.nan_to_num(at.speed, nan=99.0) < stay.speed_kn) | _rested(track, at, stay)
    for begin, end in runs(slow, BRIDGED):
        if (end - begin) * GRID_MS < stay.hours * HOUR_MS:
            continue
        middle = (begin + end) // 2
        lat, lon = float(at.lat[middle]), float(at.lon[middle])
        port, away = nearest(lat, lon)
        if away <= stay.port_km * 1000:
            times = (int(at.t[begin]), int(at.t[middle]), int(at.t[end]))
            rows = tuple(dict.fromkeys(heard_at(track, t) for t in times))
            yield Call(track.mmsi, port, away, times[0], times[2], lat, lon, rows)
