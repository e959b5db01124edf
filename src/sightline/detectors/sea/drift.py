"""A ship lies across its own course and goes where wind and current take it.

## What it sees

For `minutes` or more a ship makes good between `least_kn` and `most_kn`, over half an hour at a time, while
its bow points `least_angle` to `most_angle` degrees away from where it goes, at `share` of the instants and
in the mean: it lies beam-on and drifts. A ship that makes `brisk_kn` or more, farther than `port_km` from
any port and heard every `brisk_gap_minutes`, shows it sooner: taken over ten minutes at a time, up to
`brisk_most_kn`, from `brisk_minutes` and `brisk_metres` on. Within `harbour_km` of a port neither is told,
and a compass that is off by `compass` or more under way is set right first.

Where no heading is sent, it drifts if for `blind_minutes` it makes good no more than `blind_kn`, turns no
faster than `blind_turn` degrees an hour, keeps its speed, was under way at `way_kn` before, and is as far
from any port. Speed and course come from positions.

## Why it matters

A ship that drifts waits, is broken down, or has somebody alongside. Resolution 2375 ¶11 forbids transfers
between ships at sea; a tanker that drifts for hours off a coast may be part of one whose other ship is not
seen.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Ships that hold a position by their thrusters across a current, ferries and workboats that go sideways,
trawlers that drag a net across the tide; a compass that goes wrong meanwhile.

Looked for: service craft and fishing boats, left out where they say what they are.

## Known misses

Drift along the ship's own axis, as with a strong current; drift slower than `least_kn`, as in a lee; ships
that send no heading and were not seen under way before.

## Source

Limits are a proposal of this project after how ships without way lie to wind and sea; no resolution states
them. Those of a brisk drift are the ones of the Danish Maritime Authority's AisAbnormal (DriftAnalysis: 45
degrees, 1 to 5 kn, 10 minutes and 500 m), with half its time more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.one_ship import followed
from sightline.detectors.sea.ports import nearest
from sightline.detectors.sea.sailing import (
    GRID_MS,
    Flags,
    Floats,
    Grid,
    Track,
    apart,
    compass_off,
    grid,
    heard_at,
    made_good,
    runs,
    steady,
    tracks,
)
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of

VERSION = 7
TABLES = ("positions",)
MEASURES = ("sts",)

_OURS = "proposal of this project"
_DMA = "AisAbnormal, Danish Maritime Authority"
OVER, BRISK_OVER = 3, 1
"""instants before and after, over which speed and course are taken: half an hour in all, or ten minutes"""
BRIDGED = 6
TOLD = 0.5
"""of a drift its heading has to be known"""
LEFT_OUT = ("fishing", "service", "pleasure")


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as drifting."""

    minutes: float = param(60.0, "shortest drift", "min", _OURS)
    least_kn: float = param(0.3, "slower is lying still", "kn", _OURS)
    most_kn: float = param(3.0, "faster is under way", "kn", _OURS)
    least_angle: float = param(45.0, "least angle between bow and course", "°", _OURS)
    most_angle: float = param(135.0, "most angle between bow and course", "°", _OURS)
    share: float = param(0.7, "share of the instants at which both hold", "1", _OURS)
    brisk_kn: float = param(1.0, "from this speed on a shorter drift shows", "kn", _DMA)
    brisk_most_kn: float = param(5.0, "faster is under way, for a drift at such a speed", "kn", _DMA)
    brisk_minutes: float = param(15.0, "shortest drift at such a speed", "min", f"{_DMA}; half as long again")
    brisk_metres: float = param(500.0, "shortest way of one", "m", _DMA)
    brisk_gap_minutes: float = param(15.0, "positions farther apart in time do not show one", "min", _OURS)
    harbour_km: float = param(5.0, "so near a port ships go across their bow to and from berths", "km", _OURS)
    blind_minutes: float = param(180.0, "shortest drift where no heading is sent", "min", _OURS)
    blind_kn: float = param(2.0, "most speed where no heading is sent", "kn", _OURS)
    blind_turn: float = param(60.0, "fastest turn where no heading is sent", "°/h", _OURS)
    compass: float = param(20.0, "so far a compass may be off under way, or be taken as wrong", "°", _OURS)
    way_kn: float = param(5.0, "under way at least so fast within six hours before", "kn", _OURS)
    port_km: float = param(10.0, "nearest to a port without a heading, or of a brisk drift", "km", _OURS)


@followed
def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Drifting ships, by MMSI and time; see the module's own words."""
    positions = tables["positions"]
    seen = [one for track in tracks(positions) for one in _drifts(track, params)]
    ships = ships_of(positions, seen)
    kept = [one for one in seen if ships[one.mmsi].kind not in LEFT_OUT]
    yield from report(positions, kept, ships, MEASURES)


def _drifts(track: Track, params: Params) -> Iterator[Sighting]:
    at = grid(track)
    if len(at.t) <= 2 * OVER:
        return
    at = replace(at, heading=(at.heading - compass_off(at, params.way_kn, params.compass)) % 360)
    speed, course = made_good(at.t, at.lat, at.lon, at.known, OVER)
    long = list(_across(at, speed, course, (params.least_kn, params.most_kn), params))
    dense = _dense(track, at, params.brisk_gap_minutes * 60_000)
    brisk_speed, brisk_course = made_good(at.t, at.lat, at.lon, dense, BRISK_OVER)
    told: list[tuple[int, int]] = []
    fine, _ = made_good(at.t, at.lat, at.lon, at.known, BRISK_OVER)
    for inner, text in long:
        span = _to_its_ends(inner, fine, params)
        if _lasts(at, span, params.minutes, 0.0) and _off_ports(at, span, params.harbour_km):
            told.append(span)
            yield _sighting(track, at, span, speed, text, 0.6)
    brisk_kn = (params.brisk_kn, params.brisk_most_kn)
    for span, text in _across(at, brisk_speed, brisk_course, brisk_kn, params):
        known = any(span[0] <= end and begin <= span[1] for begin, end in told)
        brisk = _lasts(at, span, params.brisk_minutes, params.brisk_metres)
        if brisk and not known and _off_ports(at, span, params.port_km):
            yield _sighting(track, at, span, brisk_speed, text, 0.4)
    slow = (speed >= params.least_kn) & (speed <= params.most_kn)
    blind = slow & (speed <= params.blind_kn) & np.isnan(at.heading)
    for begin, end in runs(blind, 1):
        if (end - begin) * GRID_MS / 60_000 >= params.blind_minutes and _as_if(
            at, (begin, end), speed, course, params
        ):
            text = "it sent no heading; its speed and course changed as slowly as wind and current do"
            yield _sighting(track, at, (begin, end), speed, text, 0.35)


def _across(
    at: Grid, speed: Floats, course: Floats, between: tuple[float, float], params: Params
) -> Iterator[tuple[tuple[int, int], str]]:
    """Spans of instants at which a ship lay across her course, and how it is told."""
    slow = (speed >= between[0]) & (speed <= between[1])
    angle = np.abs((at.heading - course + 180) % 360 - 180)
    across = (angle >= params.least_angle) & (angle <= params.most_angle)
    for begin, end in runs(slow & across, BRIDGED):
        part = slice(begin, end + 1)
        lain, told = across[part], ~np.isnan(angle[part])
        if told.mean() >= TOLD and float((slow[part] & lain)[told].mean()) >= params.share:
            mean = float(angle[part][told].mean())
            text = (
                f"its bow pointed {mean:.0f}° away from its course in the mean, "
                f"and {100 * float(lain[told].mean()):.0f} % of the time it lay across it"
            )
            yield (begin, end), text


def _to_its_ends(span: tuple[int, int], fine: Floats, params: Params) -> tuple[int, int]:
    """A span of instants half an hour around which she drifted, with what ten minutes show of that."""
    begin, end = span
    drifts = (fine >= params.least_kn) & (fine <= params.most_kn)
    for _ in range(OVER - BRISK_OVER):
        begin -= int(begin > 0 and drifts[begin - 1])
        end += int(end + 1 < len(fine) and drifts[end + 1])
    return max(0, begin - BRISK_OVER), min(len(fine) - 1, end + BRISK_OVER)


def _lasts(at: Grid, span: tuple[int, int], minutes: float, metres: float) -> bool:
    """Whether a span is as long as it has to be, in time and in the straight way made."""
    begin, end = span
    gone = float(apart(at.lat[begin], at.lon[begin], at.lat[end], at.lon[end]))
    return (end - begin) * GRID_MS / 60_000 >= minutes and gone >= metres


def _off_ports(at: Grid, span: tuple[int, int], km: float) -> bool:
    """Whether a span begins so far from any port."""
    return bool(nearest(float(at.lat[span[0]]), float(at.lon[span[0]]))[1] >= km * 1000)


def _dense(track: Track, at: Grid, gap_ms: float) -> Flags:
    """Instants between two positions no farther apart in time."""
    after = np.clip(np.searchsorted(track.t, at.t), 1, len(track.t) - 1)
    dense: Flags = (track.t[after] - track.t[after - 1]) <= gap_ms
    return dense


def _as_if(at: Grid, span: tuple[int, int], speed: Floats, course: Floats, params: Params) -> bool:
    """Whether speed and course of a slow ship that sends no heading are those of one that drifts."""
    begin, end = span
    part = slice(begin, end + 1)
    hours = (end - begin) * GRID_MS / 3_600_000
    before = at.speed[max(0, begin - 72) : begin]
    was_under_way = bool((before[~np.isnan(before)] >= params.way_kn).any())
    return bool(
        was_under_way
        and steady(speed[part], course[part], hours, params.blind_turn)
        and _off_ports(at, span, params.port_km)
    )


def _sighting(
    track: Track, at: Grid, span: tuple[int, int], speed: Floats, text: str, score: float
) -> Sighting:
    begin, end = span
    since, until = int(at.t[begin]), int(at.t[end])
    hours = (until - since) / 3_600_000
    knots = float(np.nanmean(speed[begin : end + 1]))
    marks = tuple(heard_at(track, t) for t in (since, (since + until) // 2, until))
    words = (
        f"{{ship}} made good {knots:.1f} kn for {hours:.1f} hours, from {spoken(moment(since))} to "
        f"{spoken(moment(until))}: {text}."
    )
    longer = 0.1 if hours >= 6 else 0.0
    return Sighting(
        track.mmsi,
        since,
        until,
        float(at.lat[begin]),
        float(at.lon[begin]),
        score + longer,
        (Said(words, marks),),
    )
