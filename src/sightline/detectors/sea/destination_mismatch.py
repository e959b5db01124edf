"""A ship says that she sails to one port, and lies at another.

## What it sees

A ship that called at a port, said on the way for at least `reports` reports and until she came that she was
bound for a port, and then lay at one more than `near_km` from every port of that name: another one, or the
one she came from. Only the last destination before she came counts, sent for the last `last_hours` of the way
and heard then. One that she sent before she came to the port she left, or that is that port or the one before
it, was never typed anew and does not count. Neither does one whose port she was slow at since, or up to
`lately_days` before she first sent it, however rarely she was heard there; or could have called at unheard,
silent within `unheard_km` of it; nor a name spelt nearly as a port near the one she reached.

## Why it matters

Ships on their way to a meeting at sea, or to a port of the DPRK, said that they were bound for another port,
and came back to where they had loaded. What a ship says of her destination is typed by her crew; a lead is
what she does not do.

## Thresholds

Stand in `Params`, each with its unit and source. Ports and their names come from the World Port Index.

## Known false positives

Orders changed on the way; ports whose name another port bears too.

## Known misses

Destinations the World Port Index does not know by that name or code (it has few codes), countries and areas
in place of a port, calls that her positions do not show, ships that send no destination.

## Source

E1 of the project's typologies (reported destination other than the one reached), a proposal; the limits are a
proposal of this project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from ibis import _

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.calls import Call, Stay, calls
from sightline.detectors.sea.destinations import is_mistyped, meant
from sightline.detectors.sea.one_ship import followed
from sightline.detectors.sea.ports import Port, metres
from sightline.detectors.sea.ports import ports as all_ports
from sightline.detectors.sea.sailing import Track, runs, tracks
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of
from sightline.detectors.sea.stillness import KNOT

VERSION = 3
TABLES = ("positions",)
MEASURES = ("sts", "ais-vigilance")

_OURS = "proposal of this project"
HOUR_MS = 3_600_000
LEFT_OUT = ("fishing", "service", "pleasure")


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as another port."""

    near_km: float = param(80.0, "ports so near each other are one", "km", _OURS)
    reports: int = param(3, "fewest reports with the destination", "reports", _OURS, 1)
    last_hours: float = param(6.0, "no other destination for so long before she comes", "h", _OURS)
    lately_days: float = param(14.0, "a port she was at so long before was never typed anew", "d", _OURS)
    slow_kn: float = param(3.0, "slower than this in all near a port, she was at it", "kn", _OURS)
    slow_hours: float = param(1.5, "for so long", "h", _OURS)
    unheard_km: float = param(
        60.0, "so near a port before and after a silence she may have called", "km", _OURS
    )
    unheard_kn: float = param(12.0, "meanwhile she sails no faster", "kn", _OURS, 1)
    port_km: float = param(12.0, "so near a port she lies there", "km", _OURS)
    speed_kn: float = param(1.0, "slower than this she lies", "kn", _OURS)
    hours: float = param(2.0, "shortest call", "h", _OURS)


@dataclass(frozen=True, slots=True)
class Text:
    """A destination as one ship sent it: the words, first and last time (ms), how often."""

    text: str
    first: int
    last: int
    times: int


@dataclass(frozen=True, slots=True)
class History:
    """What one ship sent as her destination, where she was, and where she called, in the order of time."""

    sent: list[Text] = field(default_factory=list)
    ways: list[Track] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


@followed
def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Ships elsewhere than they said, by MMSI and time; see the module's own words."""
    positions = tables["positions"]
    sent = _sent(positions)
    if not sent:
        return
    some = positions.filter(_.mmsi.isin(sorted(sent)))
    stay = Stay(params.port_km, params.speed_kn, params.hours)
    by_ship = {mmsi: History(texts) for mmsi, texts in sent.items()}
    for track in tracks(some):
        by_ship[track.mmsi].ways.append(track)
        by_ship[track.mmsi].calls.extend(calls(track, stay))
    seen = []
    for _mmsi, ship in sorted(by_ship.items()):
        ship.calls.sort(key=lambda one: one.start)
        ports = [one.port for one in ship.calls]
        for at, (before, after) in enumerate(pairwise(ship.calls)):
            known = ports[max(0, at - 1) : at + 1]
            seen += list(_mismatch(before, after, ship, known, params))
    ships = ships_of(positions, seen)
    kept = [one for one in seen if ships[one.mmsi].kind not in LEFT_OUT]
    yield from report(positions, kept, ships, MEASURES)


def _sent(positions: Any) -> dict[int, list[Text]]:
    """What each ship said, hour by hour: spells of one destination in the order of time."""
    told = positions.filter(_.destination.notnull(), _.t_ms.notnull())
    by_hour = told.group_by("mmsi", "destination", hour=_.t_ms // HOUR_MS).agg(
        first=_.t_ms.min(), last=_.t_ms.max(), times=_.t_ms.nunique()
    )
    rows = by_hour.order_by("mmsi", "first", "destination").to_pyarrow().to_pylist()
    found: dict[int, list[Text]] = defaultdict(list)
    for row in rows:
        spells = found[row["mmsi"]]
        if spells and spells[-1].text == row["destination"]:
            held = spells[-1]
            spells[-1] = Text(held.text, held.first, row["last"], held.times + row["times"])
        else:
            spells.append(Text(row["destination"], row["first"], row["last"], row["times"]))
    return found


def _mismatch(
    before: Call, after: Call, ship: History, known: Sequence[Port], params: Params
) -> Iterator[Sighting]:
    way = [one for one in ship.sent if one.last > before.end and one.first < after.start]
    late = after.start - params.last_hours * HOUR_MS
    if not way or way[-1].times < params.reports or not way[-1].first <= late <= way[-1].last:
        return
    said = way[-1]
    bound = meant(said.text)
    near = params.near_km * 1000
    if not bound or any(_apart(one, after.port) <= near for one in bound):
        return
    around = (port for port in all_ports() if _apart(port, after.port) <= near)
    if said.first <= before.start or any(is_mistyped(said.text, port) for port in around):
        return
    if any(_apart(one, port) <= near for one in bound for port in known):
        return  # never typed anew since she came from there
    since = said.first - round(params.lately_days * 24 * HOUR_MS)
    if any(_was_at(track, port, (since, after.start), params) for track in ship.ways for port in bound):
        return
    times = (max(said.first, before.end), min(said.last, after.start))
    words = (
        f"{{ship}} left {before.port.name} ({before.port.country}) after {spoken(moment(before.end))}, "
        f"said that she was bound for {said.text!r}, and lay at {after.port.name} ({after.port.country}) "
        f"from {spoken(moment(after.start))} on."
    )
    away = min(_apart(one, after.port) for one in bound) / 1000
    far = f"The nearest port of that name is {away:.0f} km from where she lay."
    back = after.port == before.port
    yield Sighting(
        after.mmsi, before.end, after.start, after.lat, after.lon, 0.5 if back else 0.4,
        (
            Said(words, (before.rows[-1], *_marks(ship.sent, times), after.rows[0])),
            Said(far, (after.rows[0],)),
        ),
    )  # fmt: skip


def _was_at(track: Track, port: Port, span: tuple[int, int], params: Params) -> bool:
    """Whether she was slow near a port within two times, or may have called there in a silence."""
    part = (track.t >= span[0]) & (track.t <= span[1])
    t, lat, lon = (values[part] for values in (track.t, track.lat, track.lon))
    if len(t) < 2:
        return False
    away = metres(lat, lon, port.lat, port.lon)
    for begin, end in runs(away <= params.port_km * 1000):
        hours = (t[end] - t[begin]) / HOUR_MS
        gone = metres(lat[begin], lon[begin], lat[end], lon[end])
        if hours >= params.slow_hours and gone <= params.slow_kn * KNOT * hours * 3600:
            return True
    hours = np.diff(t) / HOUR_MS
    both = away[:-1] + away[1:]
    spare = hours - both / (params.unheard_kn * KNOT) / 3600
    near = np.maximum(away[:-1], away[1:]) <= params.unheard_km * 1000
    return bool((near & (spare >= params.hours)).any())


def _marks(sent: Sequence[Text], times: tuple[int, int]) -> tuple[int, ...]:
    """Times of rows that carry the destination."""
    return tuple(dict.fromkeys(t for one in sent for t in (one.first, one.last) if times[0] <= t <= times[1]))


def _apart(one: Port, other: Port) -> float:
    return float(metres(one.lat, one.lon, other.lat, other.lon))
