"""A ship under way suddenly stops, or leaps from slow to fast, far from port.

## What it sees

The speed that positions give, in the `window_minutes` before and after, differs by `change_kn` or more and by
`share` of the larger, and is steady on both sides: within each window it changes by no more than `steady` of
the difference, and for `even_share` of the time it keeps so near to its middle from each position to the
next. Where the ship sent its speed, that changes too: a turn that nobody heard, between two positions, looks
like slow speed alone. Most of the difference (`sharp`) shows right before and right after the change, which
tells it from one by and by.

The change itself takes `within_minutes` at most. Or it falls into a silence of no more than
`unheard_minutes`, where the speeds sent on either side are those that the positions give (`agree_kn`), and
the way made meanwhile is one of a ship that does no more than change its speed. Positions farther apart than
`gap_minutes` tell a steady speed only where the speeds sent at both say the same.

A ship that lies near a port, within `call_km`, in the `call_hours` after it slowed down or before it sped up,
arrives or leaves: that is left out, and so is everything within `port_km` of a port.

## Why it matters

A ship that stops at sea without a reason its voyage gives meets somebody, waits for somebody, or is in
trouble; what it does next is to be looked at (2375 ¶11, 2397 ¶5). A change of speed alone is no breach.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Pilots boarded off a coast, engine trouble, collisions avoided, patrol boats and fast craft at work.

## Known misses

Ships that slow down by and by, or out of an uneven speed, as ferries between landings and craft at work do;
changes shorter than the windows; changes during a silence of more than `unheard_minutes`, or of more than
`gap_minutes` where no speed is sent.

## Source

Limits are a proposal of this project; no resolution states them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.one_ship import followed
from sightline.detectors.sea.ports import nearest
from sightline.detectors.sea.sailing import GRID_MS, Flags, Floats, Grid, Track, apart, grid, heard_at, tracks
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of
from sightline.detectors.sea.stillness import KNOT

VERSION = 6
TABLES = ("positions",)
MEASURES = ("sts",)

_OURS = "proposal of this project"
LYING_KN = 0.7
LEFT_OUT = ("fishing", "service", "pleasure")


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as sudden."""

    change_kn: float = param(4.0, "least difference", "kn", _OURS)
    share: float = param(0.5, "least difference, of the larger speed", "1", _OURS)
    within_minutes: float = param(15.0, "the change takes no longer", "min", _OURS, 5)
    window_minutes: float = param(30.0, "looked at before and after", "min", _OURS, 10)
    steady: float = param(0.25, "share of the difference by which each side may change", "1", _OURS)
    even_share: float = param(
        0.7, "least share of the time on either side at a speed so steady, by each position", "1", _OURS
    )
    gap_minutes: float = param(
        30.0, "positions farther apart in time tell no speed: a turn between them looks slow", "min", _OURS, 1
    )
    unheard_minutes: float = param(
        60.0, "longest silence in which a change counts as sudden", "min", _OURS, 5
    )
    agree_kn: float = param(1.5, "speeds sent and made good agree within this", "kn", _OURS)
    sharp: float = param(0.75, "share of the difference that shows right before and after it", "1", _OURS)
    sent_share: float = param(
        0.5, "of the least difference, that the speeds sent show too, where any are", "1", _OURS
    )
    port_km: float = param(3.0, "nearest to a port", "km", _OURS)
    call_km: float = param(15.0, "a ship that lies so near a port calls there", "km", _OURS)
    call_hours: float = param(6.0, "so long after or before", "h", _OURS)


@followed
def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Sudden changes, by MMSI and time; see the module's own words."""
    positions = tables["positions"]
    seen = [one for track in tracks(positions) for one in _changes(track, params)]
    ships = ships_of(positions, seen)
    kept = [one for one in seen if ships[one.mmsi].kind not in LEFT_OUT]
    yield from report(positions, kept, ships, MEASURES)


def _changes(track: Track, params: Params) -> Iterator[Sighting]:
    """Changes that were heard, and changes in a silence; of those near each other in time the first alone."""
    at = grid(track)
    window = round(params.window_minutes * 60_000 / GRID_MS)
    within = max(1, round(params.within_minutes * 60_000 / GRID_MS))
    if len(at.t) < 2 * window + within + 1:
        return
    gone = apart(at.lat[:-1], at.lon[:-1], at.lat[1:], at.lon[1:])
    speed = gone / (GRID_MS / 1000) / KNOT
    known = _dense(track, at, params.gap_minutes * 60_000) | _steady(track, at, params)
    speed[~(known[:-1] & known[1:])] = np.nan
    views = _windows(speed, window)
    changes = [*_heard(speed, views, window, within, params), *_unheard(track, at, views, window, params)]
    told: list[int] = []
    for first, later in changes:
        middle = (first + window + later) // 2
        if any(abs(middle - other) <= window for other in told) or not _alone(
            track, at, views, (first, later), window, params
        ):
            continue
        told.append(middle)
        span = (first, first + window, later, later + window)
        yield _sighting(
            track, [int(at.t[index]) for index in span], (at.lat[middle], at.lon[middle]),
            (float(views[0][first]), float(views[0][later])),
        )  # fmt: skip


def _alone(
    track: Track, at: Grid, views: tuple[Floats, Floats], ends: tuple[int, int], window: int, params: Params
) -> bool:
    """Whether the speeds sent changed too, and neither a port nor a call at one explains the change."""
    first, later = ends
    if not _as_sent(track, at, ends, window, params) or _uneven(track, at, views, ends, window, params):
        return False
    middle = (first + window + later) // 2
    away = nearest(float(at.lat[middle]), float(at.lon[middle]))[1]
    slower = views[0][later] < views[0][first]
    return away >= params.port_km * 1000 and not _calls(at, middle, bool(slower), params)


def _heard(
    speed: Floats, views: tuple[Floats, Floats], window: int, within: int, params: Params
) -> Iterator[tuple[int, int]]:
    """Where a window before and one after a change begin, the change between them heard all the way."""
    before = views[0]
    first = np.arange(len(before) - window - within)
    later = first + window + within
    difference = np.abs(before[later] - before[first])
    edges = (
        np.abs((speed[later] + speed[later + 1]) - (speed[later - within - 1] + speed[later - within - 2]))
        / 2
    )
    sudden = _sudden(views, first, later, params) & (edges >= params.sharp * difference)
    for which in _sharpest(np.where(sudden, difference, 0.0), window):
        yield which, int(later[which])


def _sudden(views: tuple[Floats, Floats], first: Any, later: Any, params: Params) -> Flags:
    """Whether speeds of two windows differ enough, each steady in itself."""
    before, change = views
    difference = np.abs(before[later] - before[first])
    limit = params.steady * difference
    flags: Flags = (
        (difference >= params.change_kn)
        & (difference >= params.share * np.maximum(before[later], before[first]))
        & (change[first] <= limit)
        & (change[later] <= limit)
    )
    return flags


def _unheard(
    track: Track, at: Grid, views: tuple[Floats, Floats], window: int, params: Params
) -> Iterator[tuple[int, int]]:
    """The same for changes that fall into a silence.

    Sent speeds tell them: without any, a turn in the silence and a change look alike.
    """
    took = np.diff(track.t) / 60_000
    silent = (took > params.gap_minutes / 2) & (took <= params.unheard_minutes)
    for index in np.flatnonzero(silent).tolist():
        first = int(np.searchsorted(at.t, track.t[index], side="right")) - 1 - window
        later = int(np.searchsorted(at.t, track.t[index + 1]))
        if first < 0 or later >= len(views[0]) or not _sudden(views, first, later, params):
            continue
        speeds = [float(views[0][begin]) for begin in (first, later)]
        sent = [_sent(track, at, begin, window) for begin in (first, later)]
        if any(not abs(one - two) <= params.agree_kn for one, two in zip(sent, speeds, strict=True)):
            continue
        step = abs(float(track.sent[index + 1]) - float(track.sent[index]))
        if not step >= params.sharp * abs(speeds[1] - speeds[0]):
            continue
        made = _made(track, index)
        if min(speeds) - params.agree_kn <= made <= max(speeds) + params.agree_kn:
            yield first, later


def _made(track: Track, index: int) -> float:
    """Knots made good from one position to the next."""
    place = slice(index, index + 1), slice(index + 1, index + 2)
    gone = apart(track.lat[place[0]], track.lon[place[0]], track.lat[place[1]], track.lon[place[1]])
    return float(gone[0]) / (int(track.t[index + 1] - track.t[index]) / 1000) / KNOT


def _steady(track: Track, at: Grid, params: Params) -> Flags:
    """Instants between two positions of which both speeds sent are what the ship made good between them."""
    made, _took = _legs(track)
    off = np.maximum(np.abs(track.sent[:-1] - made), np.abs(track.sent[1:] - made))
    after = np.clip(np.searchsorted(track.t, at.t), 1, len(track.t) - 1)
    steady: Flags = at.known & (np.nan_to_num(off, nan=np.inf)[after - 1] <= params.agree_kn)
    return steady


def _sent(track: Track, at: Grid, begin: int, window: int) -> float:
    """The median of the speeds sent in a window; not a number where there are none."""
    part = (track.t >= at.t[begin]) & (track.t <= at.t[min(begin + window, len(at.t) - 1)])
    told = track.sent[part][~np.isnan(track.sent[part])]
    return float(np.median(told)) if len(told) else float("nan")


def _as_sent(track: Track, at: Grid, begins: tuple[int, int], window: int, params: Params) -> bool:
    """Whether the speeds sent, where any were, changed too: a turn between two positions looks slow alone."""
    before, after = (_sent(track, at, begin, window) for begin in begins)
    return not abs(after - before) < params.sent_share * params.change_kn


def _uneven(
    track: Track, at: Grid, views: tuple[Floats, Floats], begins: tuple[int, int], window: int, params: Params
) -> bool:
    """Whether a ship went now fast and now slow before the change, or after it.

    By her own positions: every five minutes a ferry between two landings may look steady.
    """
    speeds = [float(views[0][begin]) for begin in begins]
    most = params.steady * abs(speeds[1] - speeds[0])
    made, took = _legs(track)
    for begin, speed in zip(begins, speeds, strict=True):
        inside = (track.t[:-1] >= at.t[begin]) & (track.t[1:] <= at.t[min(begin + window, len(at.t) - 1)])
        time = took[inside].sum()
        even = took[inside & (np.abs(made - speed) <= most)].sum()
        if time and even < params.even_share * time:
            return True
    return False


def _legs(track: Track) -> tuple[Floats, Floats]:
    """Knots made good from each position to the next, and the seconds it took."""
    gone = apart(track.lat[:-1], track.lon[:-1], track.lat[1:], track.lon[1:])
    took = np.maximum(1.0, np.diff(track.t) / 1000)
    return gone / took / KNOT, took


def _dense(track: Track, at: Grid, gap_ms: float) -> Flags:
    """Instants between two positions no farther apart in time."""
    after = np.clip(np.searchsorted(track.t, at.t), 1, len(track.t) - 1)
    dense: Flags = (track.t[after] - track.t[after - 1]) <= gap_ms
    return dense


def _calls(at: Grid, middle: int, slower: bool, params: Params) -> bool:
    """Whether the ship lies near a port soon after it slowed down, or did before it sped up."""
    reach = round(params.call_hours * 3_600_000 / GRID_MS)
    part = slice(middle, middle + reach) if slower else slice(max(0, middle - reach), middle)
    lying = np.flatnonzero(at.speed[part] < LYING_KN)[::6]
    return any(
        nearest(float(at.lat[part][one]), float(at.lon[part][one]))[1] <= params.call_km * 1000
        for one in lying
    )


def _windows(speed: Floats, window: int) -> tuple[Floats, Floats]:
    """Of each window its median speed, and how much its halves differ; not a number where one is unknown."""
    views = np.lib.stride_tricks.sliding_window_view(speed, window)
    half = window // 2
    change = np.abs(views[:, :half].mean(axis=1) - views[:, -half:].mean(axis=1))
    return np.median(views, axis=1), change


def _sharpest(size: Floats, window: int) -> Iterator[int]:
    """Where a change is largest, one within a window: the middle of the largest values."""
    left = size.copy()
    while len(left) and left.max() > 0:
        peak = left.max()
        at = int(left.argmax())
        near = np.flatnonzero(left[at : at + window] >= 0.95 * peak)
        middle = at + int(near[len(near) // 2])
        yield middle
        left[max(0, middle - 2 * window) : middle + 2 * window] = 0.0


def _sighting(
    track: Track, times: list[int], place: tuple[float, float], speeds: tuple[float, float]
) -> Sighting:
    before, after = speeds
    _begin, since, until, _end = times
    verb = "slowed down" if after < before else "sped up"
    marks = tuple(heard_at(track, t) for t in times)
    words = (
        f"{{ship}} {verb} from {before:.1f} to {after:.1f} kn between {spoken(moment(since))} and "
        f"{spoken(moment(until))}, after and before half an hour of steady speed."
    )
    score = 0.35 + 0.02 * min(10.0, abs(after - before)) + (0.1 if after < 1.0 else 0.0)
    return Sighting(track.mmsi, since, until, float(place[0]), float(place[1]), score, (Said(words, marks),))
