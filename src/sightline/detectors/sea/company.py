"""Meetings that are explained: ships that keep together under way, and a harbour's own craft on an errand.

A tow and its tug, a convoy, one ship with two transponders; a barge that comes out of a port and goes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ibis import _

from sightline.detectors.sea.meetings import Meeting
from sightline.detectors.sea.ports import metres
from sightline.detectors.sea.stillness import KNOT

UNDER_WAY_KN = 4.0
HOURS, APART_HOURS = 3, 6
"""how long before and after a meeting is looked at for company, and for where ships that drift came from"""
GAP_S, MOST_GAP_S = 900.0, 5_400.0
"""seconds: positions farther apart in time do not say what was between; the second of ships heard rarely"""
RARELY = 1.5
"""times her usual interval"""
HOUR_MS = 3_600_000
SEEN_APART = 2
"""positions that show two ships apart; one alone may be wrong"""

Track = tuple[Any, Any, Any]
"""times (ms), latitudes and longitudes (degrees) of a ship, in the order of time"""


@dataclass(frozen=True, slots=True)
class Together:
    """Some hours of two ships: minutes under way within reach, and whether they were seen well apart."""

    minutes: float
    apart: bool


def explained(seen: Any, meetings: Sequence[Meeting], params: Any) -> set[Meeting]:
    """Meetings of ships that sailed in company, or of a harbour's own craft on an errand."""
    if not meetings:
        return set()
    tracks = ship_tracks(seen, sorted({mmsi for one in meetings for mmsi in one.pair}))
    return {
        one
        for one in meetings
        if _keep_company(one, tracks[one.first], tracks[one.second], params)
        or (not params.near_ports and any(_on_errand(one, tracks[mmsi], params) for mmsi in one.pair))
    }


def _on_errand(one: Meeting, track: Track, params: Any) -> bool:
    """Whether a ship came out of the port in whose roads the meeting is, and went back there soon."""
    if one.port is None or one.port_m > params.errand_km * 1000:
        return False
    step, reach = params.step_minutes * 60_000, params.errand_hours * HOUR_MS
    t, lat, lon = track
    home = metres(lat, lon, one.port.lat, one.port.lon) <= params.port_km * 1000
    before = home & (t < one.from_k * step) & (t >= one.from_k * step - reach)
    after = home & (t > one.to_k * step) & (t <= one.to_k * step + reach)
    return bool(before.any() and after.any())


def _keep_company(one: Meeting, own: Track, other: Track, params: Any) -> bool:
    """Side by side under way for `company_minutes` before or after.

    Ships that came from apart may leave the same way; they are in company from `tow_minutes` on.
    """
    step = params.step_minutes * 60_000
    middle = (one.from_k + one.to_k) * step // 2
    before = _together(own, other, one.from_k * step - HOURS * HOUR_MS, middle, params)
    after = _together(own, other, middle, one.to_k * step + HOURS * HOUR_MS, params)
    if before.minutes >= params.company_minutes:
        return True
    needed = params.tow_minutes if before.apart else params.company_minutes
    return bool(before.minutes + after.minutes >= needed)


def seen_apart(own: Track, other: Track, span: tuple[int, int], params: Any) -> tuple[bool, bool]:
    """Whether two ships were seen well apart in the hours before a span (ms), and in those after it."""
    reach = APART_HOURS * HOUR_MS
    since, until = span
    before = _together(own, other, since - reach, since, params).apart
    return before, _together(own, other, until, until + reach, params).apart


def ship_tracks(seen: Any, ships: list[int]) -> dict[int, Track]:
    """The ways of these ships, from fixes."""
    rows = seen.filter(_.mmsi.isin(ships)).select("mmsi", "t", "lat", "lon")
    table = rows.order_by("mmsi", "t", "lat", "lon").to_pyarrow()
    mmsi, t = np.asarray(table["mmsi"]), np.asarray(table["t"])
    lat, lon = np.asarray(table["lat"]) / 1e7, np.asarray(table["lon"]) / 1e7
    cuts = {ship: slice(*np.searchsorted(mmsi, [ship, ship + 1])) for ship in ships}
    return {ship: (t[cut], lat[cut], lon[cut]) for ship, cut in cuts.items()}


def _together(own: Track, other: Track, since: int, until: int, params: Any) -> Together:
    t, lat, lon = (part[(own[0] >= since) & (own[0] <= until)] for part in own)
    if len(t) < 2 or len(other[0]) < 2:
        return Together(0.0, apart=False)
    gap_s = max(_patience(t), _patience(other[0][(other[0] >= since) & (other[0] <= until)]))
    there_lat, there_lon, known = _at(t, other, gap_s)
    away = metres(lat, lon, there_lat, there_lon)
    close = known & (away <= params.distance_m)
    took = np.diff(t) / 1000
    gone = metres(lat[:-1], lon[:-1], lat[1:], lon[1:])
    moving = (took > 0) & (took <= gap_s) & (gone >= UNDER_WAY_KN * KNOT * took)
    minutes = float(took[moving & close[:-1] & close[1:]].sum() / 60)
    return Together(minutes, bool((known & (away >= params.apart_km * 1000)).sum() >= SEEN_APART))


def _patience(t: Any) -> float:
    """Seconds between two positions of a ship up to which it is known where she was."""
    usual = float(np.median(np.diff(t))) / 1000 if len(t) > 2 else 0.0
    return min(MOST_GAP_S, max(GAP_S, RARELY * usual))


def _at(t: Any, track: Track, gap_s: float) -> Track:
    """Where a ship was at these times, and whether that is known within so many seconds."""
    times, lat, lon = track
    after = np.clip(np.searchsorted(times, t), 1, len(times) - 1)
    gap = (times[after] - times[after - 1]) / 1000
    inside = (times[0] <= t) & (t <= times[-1])
    turning = np.unwrap(lon, period=360)
    there = (np.interp(t, times, turning) + 180) % 360 - 180
    return np.interp(t, times, lat), there, inside & (gap <= gap_s)
