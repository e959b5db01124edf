"""A ship stays about a place at sea for hours, slow, without anchor and without port.

## What it sees

A ship that makes less than `speed_kn` for `hours` or more, at least `port_km` from any port, and moves
about meanwhile: it is farther than `anchor_km` from the middle of its stay at times, as a ship at anchor is
not. Bursts of speed of up to `burst_minutes`, with which a ship goes back to its place, do not end the
stay. Where `crowd` other ships or more are slow within `crowd_km` at the same time, it is a roadstead or a
fishing ground and left out.

## Why it matters

Ships wait at sea for the partner of a transfer, or take goods from one that cannot be seen. Resolutions
2375 ¶11 and 2397 ¶5 concern such transfers. To loiter is no breach.

## Thresholds

Stand in `Params`, each with its unit and source. Speeds come from positions.

## Known false positives

Ships that wait for orders, for a berth or for weather; repairs; cable layers and survey ships that do not
say what they are.

Looked for: fishing boats, service craft and yachts, left out where they say so.

## Known misses

Stays near ports, at anchor, among other ships, shorter than `hours`, or at more than `speed_kn`.

## Source

A proposal of this project after how Global Fishing Watch describes loitering (a carrier's slow time at sea,
20 nautical miles off and more); no resolution states limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.one_ship import followed
from sightline.detectors.sea.ports import nearest
from sightline.detectors.sea.sailing import GRID_MS, Grid, Track, apart, grid, heard_at, runs, tracks
from sightline.detectors.sea.shore import shore_m
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of

VERSION = 3
TABLES = ("positions",)
MEASURES = ("sts", "refined")

_OURS = "proposal of this project"
LEFT_OUT = ("fishing", "service", "pleasure")


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as loitering."""

    hours: float = param(8.0, "shortest stay", "h", _OURS)
    speed_kn: float = param(2.0, "slower than this", "kn", _OURS)
    burst_minutes: float = param(60.0, "faster for so long, and it still stays", "min", _OURS)
    port_km: float = param(37.0, "nearest to a port: 20 nautical miles", "km", _OURS)
    anchor_km: float = param(0.8, "a ship at anchor swings no farther", "km", _OURS)
    crowd: int = param(4, "so many other slow ships: roads or a fishing ground", "ships", _OURS, 1)
    crowd_km: float = param(10.0, "how far around they count", "km", _OURS)


@dataclass(frozen=True, slots=True)
class Stay:
    """A slow time of a ship: from which to which instant of its grid, and the middle of it in degrees."""

    track: Track
    at: Grid
    begin: int
    end: int
    lat: float
    lon: float

    @property
    def since(self) -> int:
        """When it began, ms."""
        return int(self.at.t[self.begin])

    @property
    def until(self) -> int:
        """When it ended, ms."""
        return int(self.at.t[self.end])

    @property
    def hours(self) -> float:
        """How long."""
        return (self.until - self.since) / 3_600_000

    @property
    def wandered_m(self) -> float:
        """The farthest from the middle, in metres."""
        part = slice(self.begin, self.end + 1)
        return float(apart(self.lat, self.lon, self.at.lat[part], self.at.lon[part]).max())


@followed
def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Ships that loiter, by MMSI and time; see the module's own words."""
    positions = tables["positions"]
    slow = [stay for track in tracks(positions) for stay in stays(track, params)]
    long = [stay for stay in slow if stay.hours >= params.hours]
    kept = [
        stay
        for stay in long
        if stay.wandered_m > params.anchor_km * 1000
        and nearest(stay.lat, stay.lon)[1] >= params.port_km * 1000
        and around(stay, slow, params.crowd_km) < params.crowd
    ]
    seen = [_sighting(stay, params) for stay in kept]
    ships = ships_of(positions, seen)
    yield from report(
        positions, [one for one in seen if ships[one.mmsi].kind not in LEFT_OUT], ships, MEASURES
    )


def stays(track: Track, params: Params, least_hours: float = 1.0) -> Iterator[Stay]:
    """Slow times of a track of an hour and more."""
    at = grid(track)
    bridged = round(params.burst_minutes * 60_000 / GRID_MS)
    for begin, end in runs(at.speed < params.speed_kn, bridged):
        if (end - begin) * GRID_MS < least_hours * 3_600_000:
            continue
        part = slice(begin, end + 1)
        if np.nanmean(at.speed[part]) < params.speed_kn:
            turn = np.unwrap(at.lon[part], period=360)
            middle = (float(turn.mean()) + 180) % 360 - 180
            yield Stay(track, at, begin, end, float(at.lat[part].mean()), middle)


def around(stay: Stay, slow: Sequence[Stay], km: float) -> int:
    """How many other ships were slow near a stay while it lasted."""
    return len({
        other.track.mmsi
        for other in slow
        if other.track.mmsi != stay.track.mmsi
        and other.since <= stay.until
        and stay.since <= other.until
        and apart(stay.lat, stay.lon, other.lat, other.lon) <= km * 1000
    })  # fmt: skip


def _sighting(stay: Stay, params: Params) -> Sighting:
    port, away = nearest(stay.lat, stay.lon)
    knots = float(np.nanmean(stay.at.speed[stay.begin : stay.end + 1]))
    marks = tuple(heard_at(stay.track, t) for t in (stay.since, (stay.since + stay.until) // 2, stay.until))
    words = (
        f"{{ship}} stayed about one place for {stay.hours:.1f} hours, from {spoken(moment(stay.since))} to "
        f"{spoken(moment(stay.until))}, at {knots:.1f} kn in the mean and within "
        f"{stay.wandered_m / 1000:.1f} km of the middle."
    )
    far = f"The nearest port, {port.name} ({port.country}), is {away / 1000:.0f} km away, the nearest shore "
    far += f"{shore_m(stay.lat, stay.lon) / 1000:.0f} km."
    score = 0.4 + (0.1 if stay.hours >= 3 * params.hours else 0) + (0.1 if away >= 100_000 else 0)
    return Sighting(
        stay.track.mmsi,
        stay.since,
        stay.until,
        stay.lat,
        stay.lon,
        score,
        (Said(words, marks), Said(far, marks[:1])),
    )
