"""A ship says that she sails to one port, and lies at another.

## What it sees

A ship that called at a port, said on the way for at least `reports` reports and until she came that she was
bound for a port, and then lay at one more than `near_km` from every port of that name: another one, or the
one she came from. Only the last destination before she came counts, one that she sends for the last
`last_hours` of the way. One that she sent before she came to the port she left, or that is that port or the
one before it, was never typed anew and does not count; nor does a name spelt nearly as the port she reached.

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
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ibis import _

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.calls import Call, Stay, calls
from sightline.detectors.sea.destinations import is_mistyped, meant
from sightline.detectors.sea.ports import Port, metres
from sightline.detectors.sea.sailing import tracks
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of

VERSION = 1
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


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Ships elsewhere than they said, by MMSI and time; see the module's own words."""
    positions = tables["positions"]
    sent = _sent(positions)
    if not sent:
        return
    some = positions.filter(_.mmsi.isin(sorted(sent)))
    stay = Stay(params.port_km, params.speed_kn, params.hours)
    by_ship: dict[int, list[Call]] = defaultdict(list)
    for track in tracks(some):
        by_ship[track.mmsi] += calls(track, stay)
    seen = []
    for mmsi, called in sorted(by_ship.items()):
        called.sort(key=lambda one: one.start)
        ports = [one.port for one in called]
        for at, (before, after) in enumerate(pairwise(called)):
            known = ports[max(0, at - 1) : at + 1]
            seen += list(_mismatch(before, after, sent[mmsi], known, params))
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
    before: Call, after: Call, sent: Sequence[Text], known: Sequence[Port], params: Params
) -> Iterator[Sighting]:
    way = [one for one in sent if one.last > before.end and one.first < after.start]
    if not way or way[-1].times < params.reports or way[-1].first > after.start - params.last_hours * HOUR_MS:
        return
    said = way[-1]
    bound = meant(said.text)
    near = params.near_km * 1000
    if not bound or any(_apart(one, after.port) <= near for one in bound):
        return
    if is_mistyped(said.text, after.port) or said.first < before.start:
        return
    if any(_apart(one, port) <= near for one in bound for port in known):
        return  # never typed anew since she came from there
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
        (Said(words, (before.rows[-1], *_marks(sent, times), after.rows[0])), Said(far, (after.rows[0],))),
    )  # fmt: skip


def _marks(sent: Sequence[Text], times: tuple[int, int]) -> tuple[int, ...]:
    """Times of rows that carry the destination."""
    return tuple(dict.fromkeys(t for one in sent for t in (one.first, one.last) if times[0] <= t <= times[1]))


def _apart(one: Port, other: Port) -> float:
    return float(metres(one.lat, one.lon, other.lat, other.lon))
