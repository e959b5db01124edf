"""Ships that keep together under way: a tow and its tug, a convoy, or one ship with two transponders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from ibis import _

from sightline.detectors.meetings import Meeting
from sightline.detectors.ports import metres
from sightline.detectors.stillness import KNOT

UNDER_WAY_KN = 4.0
HOURS = 3
"""how long before and after a meeting is looked at"""
GAP_S = 900
"""seconds: positions farther apart in time say nothing of what was between"""
HOUR_MS = 3_600_000

Track = tuple[Any, Any, Any]
"""times (ms), latitudes and longitudes (degrees) of a ship, in the order of time"""


def in_company(seen: Any, meetings: Sequence[Meeting], params: Any) -> set[Meeting]:
    """Meetings of ships that also moved side by side for `company_minutes` shortly before or after."""
    if not meetings:
        return set()
    tracks = _tracks(seen, sorted({mmsi for one in meetings for mmsi in one.pair}))
    return {
        one
        for one in meetings
        if _minutes(one, tracks[one.first], tracks[one.second], params) >= params.company_minutes
    }


def _tracks(seen: Any, ships: list[int]) -> dict[int, Track]:
    rows = seen.filter(_.mmsi.isin(ships)).select("mmsi", "t", "lat", "lon")
    table = rows.order_by("mmsi", "t", "lat", "lon").to_pyarrow()
    mmsi, t = np.asarray(table["mmsi"]), np.asarray(table["t"])
    lat, lon = np.asarray(table["lat"]) / 1e7, np.asarray(table["lon"]) / 1e7
    cuts = {ship: slice(*np.searchsorted(mmsi, [ship, ship + 1])) for ship in ships}
    return {ship: (t[cut], lat[cut], lon[cut]) for ship, cut in cuts.items()}


def _minutes(one: Meeting, own: Track, other: Track, params: Any) -> float:
    """Minutes the first ship was under way with the second within reach, in the hours around."""
    step = params.step_minutes * 60_000
    since, until = one.from_k * step - HOURS * HOUR_MS, one.to_k * step + HOURS * HOUR_MS
    t, lat, lon = (part[(own[0] >= since) & (own[0] <= until)] for part in own)
    if len(t) < 2 or len(other[0]) < 2:
        return 0.0
    there_lat, there_lon, known = _at(t, other)
    close = known & (metres(lat, lon, there_lat, there_lon) <= params.distance_m)
    took = np.diff(t) / 1000
    gone = metres(lat[:-1], lon[:-1], lat[1:], lon[1:])
    moving = (took > 0) & (took <= GAP_S) & (gone >= UNDER_WAY_KN * KNOT * took)
    return float(took[moving & close[:-1] & close[1:]].sum() / 60)


def _at(t: Any, track: Track) -> Track:
    """Where a ship was at these times, and whether that is known within `GAP_S`."""
    times, lat, lon = track
    after = np.clip(np.searchsorted(times, t), 1, len(times) - 1)
    gap = (times[after] - times[after - 1]) / 1000
    inside = (times[0] <= t) & (t <= times[-1])
    turning = np.unwrap(lon, period=360)
    there = (np.interp(t, times, turning) + 180) % 360 - 180
    return np.interp(t, times, lat), there, inside & (gap <= GAP_S)
