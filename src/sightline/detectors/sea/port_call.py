"""A ship calls at a port of the DPRK, seen there or off its coast, or silent for as long as a call takes.

## What it sees

- *Seen*: a ship that makes less than `speed_kn` for `hours` or more within `port_km` of a port of the DPRK.
- *Off the coast*: a ship that does so for `anchored_hours` or more farther from any such port, within twelve
  nautical miles of the coast of the DPRK and nearer to no other shore: at an anchorage, or at a berth that
  the index of ports does not have.
- *Could have*: a ship that is not heard of for `silent_hours` or more, within `near_km` of such a port both
  before and after, with `stay_hours` to spare for a stay if it sails there and back at `dark_kn`, by sea
  around Korea. The silence has to lack `missed` steps in which the ship is usually heard.

## Why it matters

A call at a port of the DPRK after which a ship goes on to another state's port is where coal, iron ore,
seafood or refined petroleum change hands (2371 ¶8, 2375 ¶11, 2397 ¶5 and ¶9). A call alone is no breach.

## Thresholds

Stand in `Params`, each with its unit and source. Ports are those of the World Port Index.

## Known false positives

Ships that shelter or are broken down off the coast; ships that turn off Nampo or Rason and wait out of
every receiver's range; fishing boats near a port that send no type; humanitarian cargo, which is exempt.

## Known misses

Shorter calls at berths that the World Port Index does not have; ships heard of last farther away than
`near_km`. The twelve miles are those of the territorial sea it is generally taken to claim (unverified).

## Source

E1 of the project's typologies for silences, a proposal; the other limits are a proposal of this project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.claimed_waters import territorial
from sightline.detectors.sea.dark_activity import DPRK
from sightline.detectors.sea.one_ship import followed
from sightline.detectors.sea.ports import Port, metres, ports
from sightline.detectors.sea.reception import Sea, listen, missed_steps
from sightline.detectors.sea.sailing import GRID_MS, Track, grid, heard_at, runs, tracks
from sightline.detectors.sea.sea_way import sea_metres
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of
from sightline.detectors.sea.stillness import KNOT

VERSION = 4
TABLES = ("positions",)
MEASURES = ("coal-ban", "refined", "sts", "ais-vigilance")

_OURS = "proposal of this project"
HOUR_MS = 3_600_000
LEFT_OUT = ("fishing",)
BRIDGED = 12
"""instants of five minutes by which a stay may be interrupted"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as a call."""

    port_km: float = param(10.0, "so near a port", "km", _OURS)
    speed_kn: float = param(1.0, "slower than this", "kn", _OURS)
    hours: float = param(2.0, "shortest stay that is seen", "h", _OURS)
    anchored_hours: float = param(6.0, "shortest stay off the coast, away from its ports", "h", _OURS)
    silent_hours: float = param(12.0, "shortest silence", "h", "proposal, typologies E1")
    near_km: float = param(250.0, "so near a port before and after the silence", "km", _OURS)
    stay_hours: float = param(8.0, "time to spare for a stay", "h", _OURS)
    dark_kn: float = param(11.0, "a dark ship sails so fast", "kn", _OURS, 1)
    missed: float = param(10.0, "steps with a report it lacks, by how often it is heard", "steps", _OURS)
    listen_minutes: int = param(10, "reports are counted in steps so long", "min", _OURS, 1)


@followed
def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Calls, seen ones first; see the module's own words."""
    positions = tables["positions"]
    harbours = [port for port in ports() if port.country == DPRK]
    seen = [
        one
        for track in tracks(positions)
        for one in (*_calls(track, harbours, params), *_lain(track, harbours, params))
    ]
    called = {(one.mmsi, one.start // HOUR_MS // 24) for one in seen}
    sea = listen(positions, params.listen_minutes * 60_000)
    could = [
        one
        for one in _could_have(sea, harbours, params)
        if not {(one.mmsi, day) for day in range(one.start // HOUR_MS // 24, one.end // HOUR_MS // 24 + 1)}
        & called
    ]
    every = [*seen, *could]
    ships = ships_of(positions, every)
    kept = [one for one in every if ships[one.mmsi].kind not in LEFT_OUT]
    yield from report(positions, kept, ships, MEASURES)


def _calls(track: Track, harbours: list[Port], params: Params) -> Iterator[Sighting]:
    at = grid(track)
    slow = np.nan_to_num(at.speed, nan=99.0) < params.speed_kn
    for port in harbours:
        near = metres(at.lat, at.lon, port.lat, port.lon) <= params.port_km * 1000
        for begin, end in runs(slow & near, BRIDGED):
            hours = (end - begin) * GRID_MS / HOUR_MS
            if hours >= params.hours:
                since, until = int(at.t[begin]), int(at.t[end])
                marks = tuple(heard_at(track, t) for t in (since, (since + until) // 2, until))
                words = (
                    f"{{ship}} lay within {params.port_km:g} km of {port.name} in the DPRK for "
                    f"{hours:.1f} hours, from {spoken(moment(since))} to {spoken(moment(until))}."
                )
                place = float(at.lat[begin]), float(at.lon[begin])
                yield Sighting(track.mmsi, since, until, *place, 0.8, (Said(words, marks),))


def _lain(track: Track, harbours: list[Port], params: Params) -> Iterator[Sighting]:
    """Stays off the coast of the DPRK, where none of its ports is near."""
    at = grid(track)
    slow = np.nan_to_num(at.speed, nan=99.0) < params.speed_kn
    for begin, end in runs(slow, BRIDGED):
        hours, middle = (end - begin) * GRID_MS / HOUR_MS, (begin + end) // 2
        lat, lon = float(at.lat[middle]), float(at.lon[middle])
        if hours < params.anchored_hours or (away := territorial(lat, lon)) is None:
            continue
        port = min(harbours, key=lambda one: float(metres(lat, lon, one.lat, one.lon)))
        off_km = float(metres(lat, lon, port.lat, port.lon)) / 1000
        if off_km <= params.port_km:
            continue
        since, until = int(at.t[begin]), int(at.t[end])
        marks = tuple(heard_at(track, t) for t in (since, (since + until) // 2, until))
        words = (
            f"{{ship}} lay {away:.1f} nautical miles off the coast of the DPRK, {off_km:.0f} km from "
            f"{port.name}, for {hours:.1f} hours, from {spoken(moment(since))} to {spoken(moment(until))}."
        )
        yield Sighting(track.mmsi, since, until, lat, lon, 0.6, (Said(words, marks),))


def _could_have(sea: Sea, harbours: list[Port], params: Params) -> Iterator[Sighting]:
    found = sea.silences
    long = np.flatnonzero(found["to_t"] - found["from_t"] >= params.silent_hours * HOUR_MS)
    lacking = missed_steps(sea, long)
    for which, missed in zip(long.tolist(), lacking.tolist(), strict=True):
        gone = found["from_lat"][which] / 1e7, found["from_lon"][which] / 1e7
        back = found["to_lat"][which] / 1e7, found["to_lon"][which] / 1e7
        since, until = int(found["from_t"][which]), int(found["to_t"][which])
        best = max(
            ((_spare(gone, back, port, until - since, params), port.name) for port in harbours),
            default=(-1.0, ""),
        )
        if missed < params.missed or best[0] < params.stay_hours:
            continue
        words = (
            f"{{ship}} was not heard of for {(until - since) / HOUR_MS:.1f} hours, "
            f"from {spoken(moment(since))} to {spoken(moment(until))}. At {params.dark_kn:g} kn it can have "
            f"called at {best[1]} in the DPRK and stayed {best[0]:.0f} hours."
        )
        yield Sighting(
            int(found["mmsi"][which]), since, until, float(gone[0]), float(gone[1]), 0.4,
            (Said(words, (since, until)),),
        )  # fmt: skip


def _spare(
    gone: tuple[float, float], back: tuple[float, float], port: Port, lasted: int, params: Params
) -> float:
    """Hours for a stay at a port; negative where it is out of reach or too far off."""
    ways = [sea_metres(end, (port.lat, port.lon)) for end in (gone, back)]
    if max(ways) > params.near_km * 1000:
        return -1.0
    return lasted / HOUR_MS - sum(ways) / (params.dark_kn * KNOT) / 3600
