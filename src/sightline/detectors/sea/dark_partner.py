"""A ship rises or sinks in the water at sea, and nobody is seen beside her.

## What it sees

A ship whose draught, as she sends it, changes by `draught_m` or more and stays so for `reports` reports. At
most `window_hours` before she lay or drifted at sea for `hours` or more, slower than `speed_kn`, at least
`port_km` from any port; no other ship was heard of within `near_m` of her while she did, she lay near no port
from then on until she sent the new draught, and she was heard of all that time.

## Why it matters

A cargo that goes over at sea needs a second ship. Where none is seen, she was dark. Resolution 2375 ¶11
forbids help to transfers at sea with vessels of the DPRK; 2397 ¶5 caps refined petroleum.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Ballast water taken in or let out at sea while she waits; a draught typed after she left port and lay at
sea; a partner without AIS for good reason, as a naval or small fishing vessel; a partner
whom the receivers in reach did not hear.

## Known misses

Crews that do not type the new draught. A ship that loiters alone and sends no draught is a matter for
`loitering`; one that is silent herself for `dark_activity`.

## Source

E1 of the project's typologies (draught change of 0.3 m or more around a gap, a proposal); the other limits
are a proposal of this project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
from ibis import _

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.one_ship import followed
from sightline.detectors.sea.ports import nearest
from sightline.detectors.sea.sailing import GRID_MS, Grid, Track, apart, grid, heard_at, runs, tracks
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of

VERSION = 3
TABLES = ("positions",)
MEASURES = ("sts", "refined", "coal-ban")

_OURS = "proposal of this project"
HOUR_MS = 3_600_000
LEFT_OUT = ("fishing", "service", "pleasure")
LYING_KN = 1.0
LYING = 12
"""instants of five minutes so near a port that she may have called"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as a change of draught with nobody beside her."""

    draught_m: float = param(0.3, "least change of draught", "m", "proposal, typologies E1")
    reports: int = param(3, "fewest reports with the draught before and after", "reports", _OURS, 1)
    window_hours: float = param(36.0, "looked back from the first new draught", "h", _OURS, 1)
    speed_kn: float = param(2.0, "she lay slower than this", "kn", "proposal, typologies E1")
    hours: float = param(2.0, "she lay so long", "h", "proposal, typologies E1")
    port_km: float = param(20.0, "nearest to a port", "km", _OURS)
    near_m: float = param(1500.0, "nobody was heard of so near", "m", _OURS)
    silence_hours: float = param(3.0, "unheard of for longer, and nothing is said", "h", _OURS)


@dataclass(frozen=True, slots=True)
class Change:
    """A new draught: metres before and after, last time of the old one, first of the new one (ms)."""

    mmsi: int
    before: float
    after: float
    last: int
    first: int


@followed
def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Changes at sea, by MMSI and time; see the module's own words."""
    positions = tables["positions"]
    changed = list(_changes(positions, params))
    if not changed:
        return
    by_ship: dict[int, list[Track]] = defaultdict(list)
    for track in tracks(positions):
        by_ship[track.mmsi].append(track)
    seen = [one for change in changed for one in _at_sea(change, by_ship, params)]
    ships = ships_of(positions, seen)
    kept = [one for one in seen if ships[one.mmsi].kind not in LEFT_OUT]
    yield from report(positions, kept, ships, MEASURES)


def _changes(positions: Any, params: Params) -> Iterator[Change]:
    """Where the draught a ship sends goes from one steady value to another."""
    told = positions.filter(_.draught > 0, _.t_ms.notnull())
    series = told.select("mmsi", "t_ms", draught=_.draught.cast("float64").round(1))
    along = ibis.window(group_by="mmsi", order_by=["t_ms", "draught"])
    upto = ibis.window(group_by="mmsi", order_by=["t_ms", "draught"], preceding=None, following=0)
    new = series.mutate(was=_.draught.lag().over(along))
    spells = new.mutate(spell=ibis.ifelse(_.was.isnull() | (_.was != _.draught), 1, 0).sum().over(upto))
    steady = spells.group_by("mmsi", "spell", "draught").agg(
        first=_.t_ms.min(), last=_.t_ms.max(), times=_.t_ms.nunique()
    )
    held: dict[int, dict[str, Any]] = {}
    rows = steady.filter(_.times >= params.reports).order_by("mmsi", "first").to_pyarrow().to_pylist()
    for row in rows:
        before = held.get(row["mmsi"])
        if before and abs(row["draught"] - before["draught"]) >= params.draught_m - 1e-6:
            yield Change(row["mmsi"], before["draught"], row["draught"], before["last"], row["first"])
        held[row["mmsi"]] = row


def _at_sea(change: Change, by_ship: dict[int, list[Track]], params: Params) -> Iterator[Sighting]:
    since = change.first - round(params.window_hours * HOUR_MS)
    for track in by_ship.get(change.mmsi, ()):
        if not track.t[0] <= change.first <= track.t[-1]:
            continue
        at = grid(track)
        part = (at.t >= since) & (at.t <= change.first)
        stay = _lay(at, part, params)
        if stay is None or _beside(at, stay, change.mmsi, by_ship, params):
            continue
        begin = int(at.t[stay[0]])
        after = (at.t >= begin) & (at.t <= change.first)
        if _unheard(track, begin, change.first, params) or _near_port(at, after, params):
            continue
        yield _sighting(track, at, stay, change, params)


def _unheard(track: Track, since: int, until: int, params: Params) -> bool:
    t = track.t[(track.t >= since - HOUR_MS) & (track.t <= until + HOUR_MS)]
    return len(t) < 2 or bool(np.diff(t).max() > params.silence_hours * HOUR_MS)


def _near_port(at: Grid, part: Any, params: Params) -> bool:
    """Whether she lay near a port in that time; passing one is no call."""
    slow = np.flatnonzero(part & (np.nan_to_num(at.speed, nan=0.0) < LYING_KN))
    near = [one for one in slow[::6] if _port_m(at, int(one)) < params.port_km * 1000]
    return len(near) * 6 >= LYING


def _port_m(at: Grid, index: int) -> float:
    return nearest(float(at.lat[index]), float(at.lon[index]))[1]


def _lay(at: Grid, part: Any, params: Params) -> tuple[int, int] | None:
    """The last time in which she lay at sea for long enough: first and last instant."""
    slow = part & (np.nan_to_num(at.speed, nan=99.0) < params.speed_kn)
    for begin, end in reversed(runs(slow, 2)):
        long = (end - begin) * GRID_MS >= params.hours * HOUR_MS
        if long and _port_m(at, (begin + end) // 2) >= params.port_km * 1000:
            return begin, end
    return None


def _beside(
    at: Grid, stay: tuple[int, int], mmsi: int, by_ship: dict[int, list[Track]], params: Params
) -> bool:
    """Whether any other ship was heard of near her while she lay."""
    begin, end = stay
    t, lat, lon = (values[begin : end + 1] for values in (at.t, at.lat, at.lon))
    degrees = params.near_m / 100_000 + (lat.max() - lat.min())
    for other, several in by_ship.items():
        for track in several if other != mmsi else ():
            heard = (track.t >= t[0] - GRID_MS) & (track.t <= t[-1] + GRID_MS)
            heard &= np.abs(track.lat - lat.mean()) <= degrees
            if heard.any():
                own_lat, own_lon = (np.interp(track.t[heard], t, values) for values in (lat, lon))
                away = apart(own_lat, own_lon, track.lat[heard], track.lon[heard])
                if away.min() <= params.near_m:
                    return True
    return False


def _sighting(track: Track, at: Grid, stay: tuple[int, int], change: Change, params: Params) -> Sighting:
    begin, end = stay
    since, until = int(at.t[begin]), int(at.t[end])
    middle = (begin + end) // 2
    more = "deeper" if change.after > change.before else "higher"
    words = (
        f"{{ship}} sent a draught of {change.before:.1f} m until {spoken(moment(change.last))} and of "
        f"{change.after:.1f} m from {spoken(moment(change.first))} on: she lies {more} in the water, and lay "
        f"near no port since {spoken(moment(since))}."
    )
    alone = (
        f"She lay at sea for {(until - since) / HOUR_MS:.1f} hours from {spoken(moment(since))} to "
        f"{spoken(moment(until))}, and no other ship was heard of within {params.near_m:g} m of her."
    )
    marks: Sequence[int] = tuple(heard_at(track, one) for one in (since, int(at.t[middle]), until))
    score = 0.45 + 0.1 * min(2.0, abs(change.after - change.before))
    return Sighting(
        track.mmsi, since, max(until, change.first), float(at.lat[middle]), float(at.lon[middle]), score,
        (
            Said(words, tuple(dict.fromkeys((change.last, change.first)))),
            Said(alone, tuple(dict.fromkeys(marks))),
        ),
    )  # fmt: skip
