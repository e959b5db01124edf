"""A ship under way suddenly stops, or leaps from slow to fast, far from port.

## What it sees

The speed that positions give, in the `window_minutes` before and after, differs by `change_kn` or more and by
`share` of the larger, and is steady on both sides: within each window it changes by no more than `steady` of
the difference. Where the ship sent its speed, that changes too: a turn that nobody heard, between two
positions, looks like slow speed alone. The change itself takes `within_minutes` at most. A ship that lies
near a port, within `call_km`, in the `call_hours` after it slowed down or before it sped up, arrives or
leaves: that is left out, and so is everything within `port_km` of a port.

## Why it matters

A ship that stops at sea without a reason its voyage gives meets somebody, waits for somebody, or is in
trouble; what it does next is to be looked at (2375 ¶11, 2397 ¶5). A change of speed alone is no breach.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Pilots boarded off a coast, engine trouble, collisions avoided, patrol boats and fast craft at work.

## Known misses

Ships that slow down by and by; changes shorter than the windows; changes during a silence, or where
positions are farther apart than `gap_minutes`.

## Source

Limits are a proposal of this project; no resolution states them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.ports import nearest
from sightline.detectors.sea.sailing import GRID_MS, Flags, Floats, Grid, Track, apart, grid, heard_at, tracks
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of
from sightline.detectors.sea.stillness import KNOT

VERSION = 3
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
    gap_minutes: float = param(
        30.0, "positions farther apart in time tell no speed: a turn between them looks slow", "min", _OURS, 1
    )
    sent_share: float = param(
        0.5, "of the least difference, that the speeds sent show too, where any are", "1", _OURS
    )
    port_km: float = param(3.0, "nearest to a port", "km", _OURS)
    call_km: float = param(15.0, "a ship that lies so near a port calls there", "km", _OURS)
    call_hours: float = param(6.0, "so long after or before", "h", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Sudden changes, by MMSI and time; see the module's own words."""
    positions = tables["positions"]
    seen = [one for track in tracks(positions) for one in _changes(track, params)]
    ships = ships_of(positions, seen)
    kept = [one for one in seen if ships[one.mmsi].kind not in LEFT_OUT]
    yield from report(positions, kept, ships, MEASURES)


def _changes(track: Track, params: Params) -> Iterator[Sighting]:
    at = grid(track)
    window = round(params.window_minutes * 60_000 / GRID_MS)
    within = max(1, round(params.within_minutes * 60_000 / GRID_MS))
    if len(at.t) < 2 * window + within + 1:
        return
    gone = apart(at.lat[:-1], at.lon[:-1], at.lat[1:], at.lon[1:])
    speed = gone / (GRID_MS / 1000) / KNOT
    known = _dense(track, at, params.gap_minutes * 60_000)
    speed[~(known[:-1] & known[1:])] = np.nan
    before, before_change = _windows(speed, window)
    first = np.arange(len(before) - window - within)
    later = first + window + within
    difference = before[later] - before[first]
    larger = np.maximum(before[later], before[first])
    limit = params.steady * np.abs(difference)
    sudden = (
        (np.abs(difference) >= params.change_kn)
        & (np.abs(difference) >= params.share * larger)
        & (before_change[first] <= limit)
        & (before_change[later] <= limit)
    )
    for which in _sharpest(np.where(sudden, np.abs(difference), 0.0), window):
        middle = which + window + within // 2
        away = nearest(float(at.lat[middle]), float(at.lon[middle]))[1]
        slower = before[later[which]] < before[which]
        if not _as_sent(track, at, (which, int(later[which])), window, params):
            continue
        if away >= params.port_km * 1000 and not _calls(at, middle, bool(slower), params):
            span = (which, which + window, later[which], int(later[which]) + window)
            yield _sighting(
                track, [int(at.t[index]) for index in span], (at.lat[middle], at.lon[middle]),
                (float(before[which]), float(before[later[which]])),
            )  # fmt: skip


def _as_sent(track: Track, at: Grid, begins: tuple[int, int], window: int, params: Params) -> bool:
    """Whether the speeds sent, where any were, changed too: a turn between two positions looks slow alone."""
    middles = []
    for begin in begins:
        part = (track.t >= at.t[begin]) & (track.t <= at.t[min(begin + window, len(at.t) - 1)])
        told = track.sent[part][~np.isnan(track.sent[part])]
        if not len(told):
            return True
        middles.append(float(np.median(told)))
    return abs(middles[1] - middles[0]) >= params.sent_share * params.change_kn


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
