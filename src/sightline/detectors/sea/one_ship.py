"""One ship that sends under two MMSIs, taken for one where what she sends and where she is allow no other.

A detector follows ships, not numbers. Two MMSIs are of one ship where both send, for `REPORTS` reports or
more, one IMO number with a ship's check digit and no other (1234567 and the like are none), or, where
neither sends such a number, one name and one call sign; where their lengths do not contradict; and where all
positions of both, in the order of time, can be of one ship. Then her positions count as those of the MMSI
that was heard first. Two ships that send one number in two places are not joined: `identity_laundering`
names them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import combinations
from typing import Any

import ibis
import numpy as np
from ibis import _

from sightline.clean.imo import is_ship as has_check_digit
from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.detector import Found, Tables, moment, spoken
from sightline.detectors.sea.sailing import apart
from sightline.detectors.sea.stillness import FIRST_MS, HALF, KNOT, is_ship
from sightline.model.citation import Reason
from sightline.model.signal import Actor

REPORTS = 3
"""fewest reports that say the same"""
MOST = 3
"""MMSIs that one ship can have had in a table; a number that more send says nothing"""
LENGTH_M, LENGTH_SHARE = 10.0, 0.1
"""lengths (metres) that differ by more, and by more than this share of the longer, are of two ships"""
FASTEST_KN = 30.0
SLACK_M = 3_000.0
"""positions so near may be of one ship whatever the time between; beyond it she sailed at most so fast"""
UP = "0123456789"
"""who types seven of these in a row, as in 1234567, fills in a field and gives no number"""
CALL_SIGN = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{4,7}")
SHORTEST_NAME = 3


Detect = Callable[[Tables, Any], Iterator[Found]]


def followed(detect: Detect) -> Detect:
    """A detector that follows ships: it is shown each under one MMSI, and says which were joined."""

    @wraps(detect)
    def whole(tables: Tables, params: Any) -> Iterator[Found]:
        positions, same = joined(tables["positions"])
        yield from told(detect({**tables, "positions": positions}, params), same)

    return whole


@dataclass(frozen=True, slots=True)
class Joined:
    """Two MMSIs of one ship: the one she is followed under, the other and its times (ms), why, rows."""

    mmsi: int
    other: int
    since: int
    until: int
    why: str
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class _Said:
    mmsi: int
    key: str
    length: float
    first: dict[str, Any]
    last: dict[str, Any]


def joined(positions: Any) -> tuple[Any, tuple[Joined, ...]]:
    """The table with each ship under one MMSI, and which were joined."""
    same = tuple(_joins(positions))
    if not same:
        return positions, ()
    renamed = [(_.mmsi == one.other, ibis.literal(one.mmsi).cast(positions.mmsi.type())) for one in same]
    return positions.mutate(mmsi=ibis.cases(*renamed, else_=_.mmsi)), same


def told(found: Iterable[Found], same: Sequence[Joined]) -> Iterator[Found]:
    """What was found, with every MMSI a ship had meanwhile, and why it is held to be hers."""
    for one in found:
        hers = [
            join
            for join in same
            if f"mmsi-{join.mmsi:09d}" in {actor.id for actor in one.actors}
            and moment(join.since) <= one.end
            and one.start <= moment(join.until)
        ]
        actors = tuple(Actor(f"mmsi-{join.other:09d}", f"MMSI {join.other:09d}", "ship") for join in hers)
        reasons = tuple(Reason(_words(join), citations(join.rows)) for join in hers)
        yield dataclasses.replace(one, actors=one.actors + actors, reasons=one.reasons + reasons)


def _words(join: Joined) -> str:
    return (
        f"MMSI {join.other:09d}, heard from {spoken(moment(join.since))} to {spoken(moment(join.until))}, is "
        f"the same ship as MMSI {join.mmsi:09d}: both send {join.why}, and all their positions can be of one "
        "ship."
    )


def _joins(positions: Any) -> Iterator[Joined]:
    by_key: dict[str, list[_Said]] = {}
    for one in _said(positions):
        by_key.setdefault(one.key, []).append(one)
    several = {key: said for key, said in by_key.items() if 2 <= len(said) <= MOST}
    if not several:
        return
    ways = _ways(positions, sorted({one.mmsi for said in several.values() for one in said}))
    taken: set[int] = set()
    for key, said in sorted(several.items()):
        ordered = sorted(said, key=lambda one: (int(one.first["t"]), one.mmsi))
        if taken & {one.mmsi for one in ordered} or any(_differ(*pair) for pair in combinations(ordered, 2)):
            continue
        if not _can_be_one([ways[one.mmsi] for one in ordered if one.mmsi in ways]):
            continue
        taken |= {one.mmsi for one in ordered}
        for other in ordered[1:]:
            rows = (ordered[0].last, other.first)
            since, until = int(ways[other.mmsi][0][0]), int(ways[other.mmsi][0][-1])
            yield Joined(ordered[0].mmsi, other.mmsi, since, until, key, rows)


def _said(positions: Any) -> Iterator[_Said]:
    """What each MMSI sends of herself, steadily and alone: an IMO number, or a name and a call sign."""
    at = ibis.struct({"t": _.t_ms, **{name: _[name] for name in COLUMNS}})
    told_ = _of_ships(positions).select(
        "mmsi",
        imo=_.imo.fill_null(0).cast("int64"),
        name=_["name"].fill_null("").strip().upper(),
        callsign=_.callsign.fill_null("").strip().upper(),
        length=_.length.cast("float64").fill_null(0.0),
        at=at,
    )
    rows = told_.group_by("mmsi", "imo", "name", "callsign").agg(
        reports=_.count(), length=_.length.max(), first=_["at"].min(), last=_["at"].max()
    )
    by_ship: dict[int, list[dict[str, Any]]] = {}
    for row in rows.filter(_.reports >= REPORTS).to_pyarrow().to_pylist():
        by_ship.setdefault(row["mmsi"], []).append(row)
    for mmsi, said in by_ship.items():
        keys = {_key(row) for row in said} - {""}
        if len(keys) != 1:
            continue
        (key,) = keys
        hers = [row for row in said if _key(row) == key]
        first, last = min(hers, key=_starts)["first"], max(hers, key=_stops)["last"]
        yield _Said(mmsi, key, max(row["length"] for row in said), first, last)


def _starts(row: dict[str, Any]) -> int:
    return int(row["first"]["t"])


def _stops(row: dict[str, Any]) -> int:
    return int(row["last"]["t"])


def _key(row: dict[str, Any]) -> str:
    """What tells this ship from all others, in words; empty where nothing does."""
    if row["imo"]:
        return f"the IMO number {row['imo']}" if _is_number(row["imo"]) else ""
    if CALL_SIGN.fullmatch(row["callsign"]) and len(row["name"]) >= SHORTEST_NAME:
        return f"the name {row['name']} and the call sign {row['callsign']}"
    return ""


def _is_number(imo: int) -> bool:
    digits = str(imo)
    typed = digits in UP or digits in UP[::-1] or len(set(digits)) == 1
    return 1_000_000 <= imo <= 9_999_999 and has_check_digit(digits) and not typed


def _of_ships(positions: Any) -> Any:
    return positions.filter(
        _.t_ms >= FIRST_MS,
        _.lat7.between(-900_000_000, 900_000_000),
        _.lon7.between(-HALF, HALF),
        is_ship(_.mmsi),
    )


def _ways(positions: Any, ships: Sequence[int]) -> dict[int, tuple[Any, Any, Any]]:
    """Times, latitudes and longitudes of these MMSIs in the order of time."""
    rows = _of_ships(positions).filter(_.mmsi.isin(list(ships))).select("mmsi", "t_ms", "lat7", "lon7")
    table = rows.order_by("mmsi", "t_ms", "lat7", "lon7").to_pyarrow()
    mmsi = np.asarray(table["mmsi"])
    columns = np.asarray(table["t_ms"]), np.asarray(table["lat7"]) / 1e7, np.asarray(table["lon7"]) / 1e7
    found = {}
    for ship in ships:
        begin, end = np.searchsorted(mmsi, [ship, ship + 1])
        found[ship] = (columns[0][begin:end], columns[1][begin:end], columns[2][begin:end])
    return found


def _differ(one: _Said, other: _Said) -> bool:
    """Whether lengths, where both send one, contradict."""
    lengths = sorted((one.length, other.length))
    gap = lengths[1] - lengths[0]
    return lengths[0] > 0 and gap > LENGTH_M and gap > LENGTH_SHARE * lengths[1]


def _can_be_one(ways: Sequence[tuple[Any, Any, Any]]) -> bool:
    """Whether every change from one MMSI to another, in the order of time, can be one ship's way."""
    which = np.repeat(np.arange(len(ways)), [len(way[0]) for way in ways])
    t, lat, lon = (np.concatenate([way[at] for way in ways]) for at in range(3))
    order = np.argsort(t, kind="stable")
    which, t, lat, lon = which[order], t[order], lat[order], lon[order]
    change = np.flatnonzero(which[1:] != which[:-1])
    gone = apart(lat[change], lon[change], lat[change + 1], lon[change + 1])
    took = (t[change + 1] - t[change]) / 1000
    return bool(np.all(gone <= SLACK_M + FASTEST_KN * KNOT * took))
