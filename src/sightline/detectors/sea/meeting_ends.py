"""From when to when two ships that met were within reach of each other, slow or not.

What is found are the hours in which both were slow: ships that drift with a strong current, or that come to
each other at some speed, are within reach earlier and longer.
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


def to_their_ends(meetings: Sequence[Meeting], ways: Mapping[int, Track], params: Any) -> list[Meeting]:
    """The same meetings, each as long as both were within reach; those of a pair that then touch are one."""
    found: list[Meeting] = []
    for one in sorted(meetings, key=lambda one: (one.pair, one.from_k)):
        whole = _whole(one, ways[one.first], ways[one.second], params)
        last = found[-1] if found else None
        if last and last.pair == whole.pair and whole.from_k <= last.to_k:
            found[-1] = _both(last, whole)
        else:
            found.append(whole)
    return found


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
    first = begin - int(np.argmin(within[:begin][::-1])) if not within[:begin].all() else 0
    last = end + int(np.argmin(within[end + 1 :])) if not within[end + 1 :].all() else len(k) - 1
    parts = [(lat, lon, first, begin), (lat, lon, end, last)]
    parts += [(there_lat, there_lon, first, begin), (there_lat, there_lon, end, last)]
    return replace(
        one,
        from_k=int(k[first]),
        to_k=int(k[last]),
        begin=(float(lat[first]), float(lon[first])) if first < begin else one.begin,
        end=(float(lat[last]), float(lon[last])) if last > end else one.end,
        fastest=max(one.fastest, *(_fastest(*part, step) for part in parts)),
    )


def _fastest(lat: Any, lon: Any, since: int, until: int, step: int) -> float:
    part, after = slice(since, until), slice(since + 1, until + 1)
    gone = metres(lat[part], lon[part], lat[after], lon[after])
    return float(np.max(gone, initial=0.0)) / (step / 1000) / KNOT


def _at(t: Any, way: Track, params: Any) -> tuple[Any, Any, Any]:
    """Where a ship was at these times, and whether she was heard often enough to know."""
    times, lat, lon = way
    after = np.clip(np.searchsorted(times, t), 1, len(times) - 1)
    heard = times[after] - times[after - 1] <= params.apart_minutes * 60_000
    turned = np.interp(t, times, np.unwrap(lon, period=360))
    inside = (times[0] <= t) & (t <= times[-1])
    return np.interp(t, times, lat), (turned + 180) % 360 - 180, inside & heard
