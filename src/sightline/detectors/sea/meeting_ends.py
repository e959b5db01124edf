"""From when to when two ships that met were within reach of each other, slow or not.

What is found are the hours in which both were slow: ships that drift with a strong current, or that come to
each other at some speed, are within reach earlier and longer. And positions between two reports far apart in
time are told on the straight way between them: a meeting begins and ends where both were heard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sightline.detectors.sea.company import HOUR_MS, Track
from sightline.detectors.sea.meetings import Meeting
from sightline.detectors.sea.ports import metres
from sightline.detectors.sea.stillness import KNOT

MOST_HOURS = 48
"""no longer before and after is looked at"""
RARELY = 1.5
"""times her usual interval: a ship that sends rarely is heard for so long"""


def to_their_ends(meetings: Sequence[Meeting], ways: Mapping[int, Track], params: Any) -> list[Meeting]:
    """The same meetings, each as long as both were heard within reach.

    Those of a pair that then touch are one, and those between which neither was heard away from the other.
    """
    found: list[Meeting] = []
    for one in sorted(meetings, key=lambda one: (one.pair, one.from_k)):
        own, other = ways[one.first], ways[one.second]
        whole = _whole(one, own, other, params)
        last = found[-1] if found else None
        if last and last.pair == whole.pair and _goes_on(last, whole, own, other, params):
            found[-1] = _both(last, whole)
        else:
            found.append(whole)
    return [replace(one, unheard_h=_unheard(one, ways, params)) for one in found]


def _goes_on(last: Meeting, one: Meeting, own: Track, other: Track, params: Any) -> bool:
    """Whether two meetings of a pair are one: they touch, or nothing heard in between says they parted."""
    if one.from_k <= last.to_k:
        return True
    step = params.step_minutes * 60_000
    since, until = last.to_k * step, one.from_k * step
    if until - since > params.joined_hours * HOUR_MS:
        return False
    return all(
        _stays_by(way, there, since, until, params) for way, there in ((own, other), (other, own))
    )  # fmt: skip


def _stays_by(way: Track, there: Track, since: int, until: int, params: Any) -> bool:
    """Whether a ship was slow, and near the straight way of the other wherever she was heard meanwhile."""
    t, lat, lon = way
    low = max(0, int(np.searchsorted(t, since, side="right")) - 1)
    part = slice(low, int(np.searchsorted(t, until)) + 1)
    t, lat, lon = t[part], lat[part], lon[part]
    gone = metres(lat[:-1], lon[:-1], lat[1:], lon[1:])
    if (gone > params.speed_kn * KNOT * np.diff(t) / 1000 + params.distance_m).any():
        return False
    there_lat, there_lon = _straight(t, there)
    return bool((metres(lat, lon, there_lat, there_lon) <= params.distance_m).all())


def _unheard(one: Meeting, ways: Mapping[int, Track], params: Any) -> float:
    """Hours of a meeting in which one of the two, or both, was not heard for long."""
    step = params.step_minutes * 60_000
    t = np.arange(one.from_k, one.to_k + 1) * step
    heard = np.ones(len(t), dtype=bool)
    for mmsi in one.pair:
        heard &= _at(t, ways[mmsi], params)[2]
    return float((~heard).sum() * step / HOUR_MS)


def _both(one: Meeting, other: Meeting) -> Meeting:
    nearer = min(one, other, key=lambda each: each.apart)
    later = max(one, other, key=lambda each: each.to_k)
    return replace(
        nearer, number=one.number, from_k=one.from_k, begin=one.begin, to_k=later.to_k, end=later.end,
        fastest=max(one.fastest, other.fastest), others=max(one.others, other.others),
    )  # fmt: skip


def _whole(one: Meeting, own: Track, other: Track, params: Any) -> Meeting:
    step = params.step_minutes * 60_000
    most = MOST_HOURS * HOUR_MS // step
    k = np.arange(one.from_k - most, one.to_k + most + 1)
    lat, lon, known = _at(k * step, own, params)
    there_lat, there_lon, seen = _at(k * step, other, params)
    within = known & seen & (metres(lat, lon, there_lat, there_lon) <= params.distance_m)
    begin, end = most, len(k) - 1 - most
    heard = np.flatnonzero(within[begin : end + 1])
    if len(heard):  # what was told along the way through a silence is no beginning and no end
        begin, end = begin + int(heard[0]), begin + int(heard[-1])
    first = begin - int(np.argmin(within[:begin][::-1])) if not within[:begin].all() else 0
    last = end + int(np.argmin(within[end + 1 :])) if not within[end + 1 :].all() else len(k) - 1
    parts = [(lat, lon, first, begin), (lat, lon, end, last)]
    parts += [(there_lat, there_lon, first, begin), (there_lat, there_lon, end, last)]
    return replace(
        one,
        from_k=int(k[first]),
        to_k=int(k[last]),
        begin=(float(lat[first]), float(lon[first])),
        end=(float(lat[last]), float(lon[last])),
        fastest=max(one.fastest, *(_fastest(*part, step) for part in parts)),
    )


def _fastest(lat: Any, lon: Any, since: int, until: int, step: int) -> float:
    part, after = slice(since, until), slice(since + 1, until + 1)
    gone = metres(lat[part], lon[part], lat[after], lon[after])
    return float(np.max(gone, initial=0.0)) / (step / 1000) / KNOT


def _at(t: Any, way: Track, params: Any) -> tuple[Any, Any, Any]:
    """Where a ship was at these times, and whether she was heard often enough to know."""
    times = way[0]
    took = np.diff(times)
    usual = float(np.median(took)) if len(took) else 0.0
    most = (params.apart_minutes + params.step_minutes) * 60_000  # one position a step is kept
    after = np.clip(np.searchsorted(times, t), 1, len(times) - 1)
    heard = (times[after] - times[after - 1] <= max(most, RARELY * usual)) | (times[after] == t)
    return *_straight(t, way), (times[0] <= t) & (t <= times[-1]) & heard


def _straight(t: Any, way: Track) -> tuple[Any, Any]:
    """Where a ship was at these times on straight ways between her positions, degrees."""
    times, lat, lon = way
    turned = np.interp(t, times, np.unwrap(lon, period=360))
    return np.interp(t, times, lat), (turned + 180) % 360 - 180
