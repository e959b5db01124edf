"""The tracks of the ships a signal is about, from the rows it was computed from."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ibis
import ibis.expr.types as ir

from sightline.model.citation import Citation
from sightline.model.signal import Actor, Signal
from sightline.model.view import View
from sightline.service import table_rows
from sightline.service.workbench import Workbench

TABLE = "positions"
SHIP = "mmsi-"
AROUND_MS = 6 * 3_600_000
"""how long before and after the event a track is followed, at least"""
MOST = 420
"""positions of one ship; of more, the first in each equal stretch of time"""
SILENT_MS = 3_600_000
"""between positions farther apart in time nothing is said"""
EARTH_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Fix:
    """Where a ship said it was: milliseconds since 1970 UTC, degrees WGS 84, knots where sent, the row."""

    ms: int
    lat: float
    lon: float
    speed: float | None
    cite: Citation


@dataclass(frozen=True, slots=True)
class Track:
    """A ship's positions in the order of time."""

    actor: Actor
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """How far two ships were from each other, in metres."""

    ms: int
    metres: float


@dataclass(frozen=True, slots=True)
class Tracks:
    """Tracks over a period, and the distance between the first two."""

    since: datetime
    until: datetime
    tracks: tuple[Track, ...]
    apart: tuple[Apart, ...]


def tracks(view: View, bench: Workbench, signal: Signal) -> Tracks:
    """The ships of a signal some hours around it, as far as the View may see the rows.

    Rows come from the partitions the signal pins; positions without a time are left out.
    """
    start, end = _ms(signal.start), _ms(signal.end)
    since, until = start - max(AROUND_MS, (end - start) // 2), end + max(AROUND_MS, (end - start) // 2)
    seen = table_rows.pinned(view, bench, signal.manifests, TABLE)
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        followed = tuple(
            Track(actor, _fixes(tables[TABLE], int(actor.id.removeprefix(SHIP)), since, until))
            for actor in signal.actors
            if actor.id.startswith(SHIP)
        )
    pair = followed[:2]
    between = tuple(apart(pair[0].fixes, pair[1].fixes)) if len(pair) == 2 else ()
    return Tracks(_moment(since), _moment(until), followed, between)


def _fixes(positions: ir.Table, mmsi: int, since: int, until: int) -> tuple[Fix, ...]:
    return fixes(positions.filter(positions["mmsi"] == mmsi), since, until)


def fixes(own: ir.Table, since: int, until: int) -> tuple[Fix, ...]:
    """A ship's positions between two times (ms), from the rows that are hers: `MOST` or one more."""
    stretch = max(1, (until - since) // MOST)
    asked = own.filter(own["t_ms"].between(since, until))
    columns = {name: asked[name] for name in ("t_ms", "lat7", "lon7", *table_rows.PLACE)}
    first = ibis.struct({**columns, "sog": ibis.coalesce(asked["sog"].cast("float64"), -1.0)}).min()
    rows = asked.group_by(((asked["t_ms"] - since) // stretch).name("stretch")).agg(first.name("first"))
    found = (_fix(row["first"]) for row in rows.to_pyarrow().to_pylist())
    return tuple(sorted(found, key=lambda one: one.ms))


def _fix(row: Mapping[str, Any]) -> Fix:
    speed = None if row["sog"] < 0 else row["sog"]
    return Fix(row["t_ms"], row["lat7"] / 1e7, row["lon7"] / 1e7, speed, table_rows.citation(row))


def apart(one: Sequence[Fix], other: Sequence[Fix]) -> Iterator[Apart]:
    """The distance at each instant one of the two was heard, where the other is known around it."""
    instants = sorted({fix.ms for fix in (*one, *other)})
    sides = (one, [fix.ms for fix in one]), (other, [fix.ms for fix in other])
    for ms in instants:
        here, there = (_at(ms, *side) for side in sides)
        if here and there:
            yield Apart(ms, round(metres(*here, *there), 1))


def _at(ms: int, fixes: Sequence[Fix], times: Sequence[int]) -> tuple[float, float] | None:
    """Where a ship was, on the straight line between two positions not farther apart than `SILENT_MS`."""
    after = bisect_left(times, ms)
    if after < len(times) and times[after] == ms:
        return fixes[after].lat, fixes[after].lon
    if after in (0, len(times)) or times[after] - times[after - 1] > SILENT_MS:
        return None
    left, right = fixes[after - 1], fixes[after]
    share = (ms - left.ms) / (right.ms - left.ms)
    turn = (right.lon - left.lon + 540) % 360 - 180
    return left.lat + (right.lat - left.lat) * share, left.lon + turn * share


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance on a sphere of the Earth's mean radius."""
    one, other, turn = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(turn / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(half)))


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
