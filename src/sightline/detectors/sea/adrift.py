"""Two ships that drift side by side faster than ships that lie still do: taken along by wind and current.

They are found as any two near each other, up to a higher speed, and then asked what tells a drift from two
ships that steam: a bow across the course or, where no heading is sent, that they kept together as ships made
fast do, neither turned nor changed speed more than wind and current, one of them was under way at some speed
when they were well apart, and they did not follow one behind the other like a tug and her tow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sightline.detectors.sea.company import HOUR_MS, seen_apart
from sightline.detectors.sea.meetings import Meeting
from sightline.detectors.sea.sailing import (
    Flags,
    Floats,
    Grid,
    Longs,
    Track,
    apart,
    compass_off,
    grid,
    made_good,
    offset,
    steady,
    tracks,
)

OVER = 3
"""instants before and after, over which speed and course are taken: half an hour in all"""
ACROSS = 45.0
"""degrees between bow and course from which a ship does not steam that way"""
SHARE = 0.7
"""of the instants at which her heading is known"""
TOLD = 0.5
"""of the instants its heading has to be known"""
IN_LINE = 0.8
"""share of the way from one ship to the other that lies along their course, of a tug and her tow"""
FEWEST = 3
"""positions around a meeting, below which nothing is said"""
HEARD = ("t", "lat", "lon")
AROUND_H = 6
"""hours before and after in which it shows where they came from and went"""
TURN = 60.0
"""degrees an hour: who turns faster steers"""
BOWS = "the bow of one of them or of both lay across her course"
KEPT = (
    "neither sent her heading, but they kept their places, turned and changed speed no faster than wind and "
    "current do, and came together or parted under way"
)


@dataclass(frozen=True, slots=True)
class Way:
    """A ship where she was heard and every five minutes, with half an hour's speed and course.

    Her heading is set right where her compass is off.
    """

    heard: tuple[Longs, Floats, Floats]
    at: Grid
    speed: Floats
    course: Floats


def together(
    positions: Any, found: Sequence[Meeting], known: Sequence[Meeting], params: Any
) -> Iterator[Meeting]:
    """Of meetings up to `adrift_kn` those of ships that drift and are not told yet, with what shows it."""
    told: dict[tuple[int, int], list[Meeting]] = {}
    for one in known:
        told.setdefault(one.pair, []).append(one)
    new = [one for one in found if not any(_at_once(one, other) for other in told.get(one.pair, ()))]
    if not new:
        return
    ways = _ways(positions.filter(positions.mmsi.isin(sorted({mmsi for one in new for mmsi in one.pair}))))
    for one in new:
        both = [_there(ways.get(mmsi, ()), one, params) for mmsi in one.pair]
        why = _why(one, [way for way in both if way], params)
        if why:
            yield replace(one, adrift=why)


def _at_once(one: Meeting, other: Meeting) -> bool:
    return one.from_k <= other.to_k and other.from_k <= one.to_k


def _ways(positions: Any) -> dict[int, list[Track]]:
    found: dict[int, list[Track]] = {}
    for track in tracks(positions):
        found.setdefault(track.mmsi, []).append(track)
    return found


def _there(parts: Sequence[Track], one: Meeting, params: Any) -> Way | None:
    """The segment of an MMSI that was at a meeting: the one that was nearest to it."""
    step = params.step_minutes * 60_000
    since, until = one.from_k * step, one.to_k * step
    best: tuple[float, Track] | None = None
    for track in parts:
        own = (track.t >= since) & (track.t <= until)
        if own.any():
            away = float(np.min(apart(one.lat, one.lon, track.lat[own], track.lon[own])))
            if best is None or away < best[0]:
                best = (away, track)
    if best is None:
        return None
    track, reach = best[1], AROUND_H * HOUR_MS
    part = (track.t >= since - reach) & (track.t <= until + reach)
    if part.sum() < FEWEST:
        return None
    columns = {name: getattr(track, name)[part] for name in (*HEARD, "heading", "sent")}
    at = grid(replace(track, **columns))
    at = replace(at, heading=(at.heading - compass_off(at, params.way_kn)) % 360)
    heard = columns["t"], columns["lat"], columns["lon"]
    return Way(heard, at, *made_good(at.t, at.lat, at.lon, at.known, OVER))


def _why(one: Meeting, both: Sequence[Way], params: Any) -> str:
    """What shows that two ships drift, in words; empty where nothing does."""
    if len(both) < 2:
        return ""
    step = params.step_minutes * 60_000
    span = one.from_k * step, one.to_k * step
    bows = [share for share in (_across(way, span) for way in both) if share is not None]
    if bows:
        return BOWS if max(bows) >= SHARE else ""
    before, after = seen_apart(both[0].heard, both[1].heard, span, params)
    came_or_left = (before or after) and any(_was_under_way(way, span, params) for way in both)
    in_line = _in_line(both, span, params)
    if not came_or_left or (in_line and not (before and after)):
        return ""
    return KEPT if all(_as_wind(way, span) for way in both) and _keep_place(both, span, params) else ""


def _across(way: Way, span: tuple[int, int]) -> float | None:
    """The share of a meeting in which a ship's bow lay across her course; nothing where she seldom says."""
    part = _during(way.at.t, span)
    angle = np.abs((way.at.heading[part] - way.course[part] + 180) % 360 - 180)
    known = ~np.isnan(angle)
    if not len(angle) or known.mean() < TOLD:
        return None
    return float((angle[known] >= ACROSS).mean())


def _was_under_way(way: Way, span: tuple[int, int], params: Any) -> bool:
    """Whether a ship made good speed in the hours before or after."""
    around = ~_during(way.at.t, span)
    return bool((way.at.speed[around] >= params.way_kn).any())


def _as_wind(way: Way, span: tuple[int, int]) -> bool:
    part = _during(way.at.t, span)
    return steady(way.speed[part], way.course[part], (span[1] - span[0]) / HOUR_MS, TURN)


def _between(both: Sequence[Way], span: tuple[int, int]) -> tuple[Floats, Floats, Floats]:
    """Metres north and east from the first ship to the second, and the course of the first, by instant."""
    own, other = (way.at for way in both)
    part = _during(own.t, span) & (own.t >= other.t[0]) & (own.t <= other.t[-1])
    t = own.t[part]
    lon = np.interp(t, other.t, np.unwrap(other.lon, period=360))
    north, east = offset(own.lat[part], own.lon[part], np.interp(t, other.t, other.lat), lon)
    return north, east, both[0].course[part]


def _keep_place(both: Sequence[Way], span: tuple[int, int], params: Any) -> bool:
    """Whether one ship stayed where she was beside the other, so that she did not overtake her."""
    north, east, _course = _between(both, span)
    third = len(north) // 3
    if not third:
        return False
    moved = [float(way[-third:].mean() - way[:third].mean()) for way in (north, east)]
    return bool(np.hypot(moved[0], moved[1]) <= params.moored_m)


def _in_line(both: Sequence[Way], span: tuple[int, int], params: Any) -> bool:
    """Whether one ship went behind the other, at a distance, as a tow goes behind her tug."""
    north, east, course = _between(both, span)
    known = ~np.isnan(course)
    away, course = np.hypot(north, east)[known], np.radians(course[known])
    if not len(away) or np.median(away) <= params.alongside_m:
        return False
    along = np.abs(north[known] * np.cos(course) + east[known] * np.sin(course)) / np.maximum(1.0, away)
    return bool(along.mean() >= IN_LINE)


def _during(t: Longs, span: tuple[int, int]) -> Flags:
    during: Flags = (t >= span[0]) & (t <= span[1])
    return during
