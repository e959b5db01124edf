"""Ships beside each other near a port: made fast to a quay, or at anchor; and barges that came out for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sightline.detectors.sea.company import HOUR_MS, Track, ship_tracks
from sightline.detectors.sea.meeting_class import is_attendant
from sightline.detectors.sea.meetings import Meeting
from sightline.detectors.sea.ports import DEGREE_M, metres
from sightline.detectors.sea.stillness import fixes
from sightline.detectors.sea.vessels import Vessel

BERTHED_M = 40.0
"""a ship made fast to a quay moves no farther about; what shows of her is the error of positions"""
MOST_OF_IT = 0.9
"""share of her positions that lie so near their middle"""
HOME_M = 100.0
"""a craft that lies so near a place lies at it"""
HOME = 0.3
"""share of the rest of her time a craft lies at her own berth"""
FEWEST, FEWEST_OF_OTHER = 6, 4
"""positions of the two, below which nothing is said of how they swing"""
LEAST_M = 10.0
"""the root mean square of what they move alike; at a quay tide and surge move both by some metres"""
ALIKE = 0.6
"""correlation of the ways of two ships that swing together"""
FAR_OUT = 3.0
"""times the middle distance"""
CLOSER = 0.5
"""of the meeting's distance from the port: who was nearer than that before and after came out of it"""


def told_apart(
    positions: Any, meetings: Sequence[Meeting], ships: Mapping[int, Vessel], params: Any
) -> Iterator[Meeting]:
    """The same meetings: whether both lay fast, how far apart, and whether one of them is a port's barge.

    A tug or pilot boat that lies at her own berth lies fast, whoever comes beside her.
    """
    if not meetings:
        return
    pairs = sorted({mmsi for one in meetings for mmsi in one.pair})
    ways = ship_tracks(fixes(positions, params.still), pairs)
    for one in meetings:
        both = [ways[mmsi] for mmsi in one.pair]
        fast = all(_lies_fast(one, way, params) for way in both) and not _swing_together(one, both, params)
        fast |= any(is_attendant(ships[mmsi]) and _at_home(one, ways[mmsi], params) for mmsi in one.pair)
        came = [_came_out(one, way, params) for way in both]
        known = True in came or None not in came
        middle = _middle(one, both, params)
        yield replace(one, at_berths=fast, barge=(True in came) if known else None, middle_m=middle)


def _middle(one: Meeting, ways: Sequence[Track], params: Any) -> float:
    """How far apart two ships lay half of the time, by the positions of the one heard more often; metres."""
    step = params.step_minutes * 60_000
    heard = [way[0][(way[0] >= one.from_k * step) & (way[0] <= one.to_k * step)] for way in ways]
    t = max(heard, key=len)
    if not len(t):
        return 0.0
    places = [[np.interp(t, times, values) for values in rest] for times, *rest in ways]
    return float(np.median(metres(*places[0], *places[1])))


def _lies_fast(one: Meeting, way: Track, params: Any) -> bool:
    step = params.step_minutes * 60_000
    t, lat, lon = way
    part = (t >= one.from_k * step) & (t <= one.to_k * step)
    if part.sum() < 3:
        return False
    away = metres(lat[part], lon[part], np.median(lat[part]), np.median(lon[part]))
    return bool(np.quantile(away, MOST_OF_IT) <= BERTHED_M)


def _at_home(one: Meeting, way: Track, params: Any) -> bool:
    """Whether a ship did not move, and lies there for much of the time before and after too."""
    step = params.step_minutes * 60_000
    t, lat, lon = way
    part = (t >= one.from_k * step) & (t <= one.to_k * step)
    if not part.any() or len(t) == part.sum():
        return False
    there = metres(lat, lon, np.median(lat[part]), np.median(lon[part])) <= HOME_M
    rest = ~(part[:-1] & part[1:])
    took = np.diff(t)[rest]
    return bool(
        there[part].mean() >= MOST_OF_IT and took[(there[:-1] & there[1:])[rest]].sum() >= HOME * took.sum()
    )


def _swing_together(one: Meeting, ways: Sequence[Track], params: Any) -> bool:
    """Whether the small ways both made while they lay are the same: one anchor holds both."""
    step = params.step_minutes * 60_000
    parts = [(way[0] >= one.from_k * step) & (way[0] <= one.to_k * step) for way in ways]
    often = int(parts[1].sum() > parts[0].sum())
    t, lat, lon = (values[parts[often]] for values in ways[often])
    if len(t) < FEWEST or parts[1 - often].sum() < FEWEST_OF_OTHER:
        return False
    other = [np.interp(t, ways[1 - often][0], values) for values in ways[1 - often][1:]]
    narrow = np.cos(np.radians(one.lat))
    ways_ = [_about(lat, lon * narrow), _about(other[0], other[1] * narrow)]
    own, theirs, both = (float((ways_[a] * ways_[b]).sum()) for a, b in ((0, 0), (1, 1), (0, 1)))
    if both < len(t) * (LEAST_M / DEGREE_M) ** 2:
        return False
    return bool(both >= ALIKE * np.sqrt(own * theirs))


def _about(north: Any, east: Any) -> Any:
    """A way from its middle, as two columns; what lies far out is drawn in, since one place may be wrong."""
    way = np.column_stack([north - np.median(north), east - np.median(east)])
    size = np.hypot(way[:, 0], way[:, 1])
    most = FAR_OUT * np.median(size)
    return way * np.minimum(1.0, most / np.maximum(size, 1e-12))[:, None]


def _came_out(one: Meeting, way: Track, params: Any) -> bool | None:
    """Whether a ship was well nearer the port shortly before, and again shortly after; nothing if unheard."""
    if one.port is None:
        return None
    step, reach = params.step_minutes * 60_000, params.errand_hours * HOUR_MS
    t, lat, lon = way
    home = metres(lat, lon, one.port.lat, one.port.lon) <= CLOSER * one.port_m
    before = (t < one.from_k * step) & (t >= one.from_k * step - reach)
    after = (t > one.to_k * step) & (t <= one.to_k * step + reach)
    if not before.any() or not after.any():
        return None
    return bool((home & before).any() and (home & after).any())
