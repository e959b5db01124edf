"""A ship takes the identity of another, or a second one of its own.

## What it sees

Seven things in what ships send of themselves. All but the last count where at least `reports` reports of
different times say the same.

- A ship sends a number as its IMO number that has no ship's check digit.
- One MMSI sends two or more IMO numbers.
- One IMO number is sent under two MMSIs during the same time, for `overlap_hours` or more.
- One MMSI sends, under one IMO number, lengths that differ by more than `length_m` and `length_share`.
- One MMSI says that it is two kinds of ship: a tanker, a carrier of other goods, a fishing boat.
- A ship sends a call sign of another state's series than the country digits of its MMSI claim; where more
  than `misfits` of the ships of the table do, and more than two, call signs say nothing there.
- A ship is heard of for the last time, and within `handover_hours` and `handover_km` another is heard of for
  the first time that has the same length and width to `same_m`, another name and no IMO number in common; the
  first is silent for the rest of the table and the second was silent before, for `quiet_hours` at least.

## Why it matters

Ships under measures took the number, name and call sign of others, or were given a number as if newly built.
Resolution 2397 ¶12 asks for de-registration of vessels involved in forbidden trade, 2321 ¶12 closes ports to
designated ones; both need a ship to be known again.

## Thresholds

Stand in `Params`, each with its unit and source. The check digit is that of the ship identification number.

## Known false positives

A number mistyped when the transponder was set up and never mended; an MMSI given on to another ship; a second
transponder on board; a ship that changed its flag and has not set both call sign and number, or sends what is
no call sign and looks like one; two sister ships of which one leaves the range of receivers as the other
comes in.

## Known misses

A ship that takes all of another's identity while that one is silent, one that changes its hull's shape in
what it sends too, and what only a register could contradict. Territories count as their state, whose call
signs they may use; the table of series is unverified.

## Source

Typologies E1 of the project (identity mismatch, broadcast dimensions other than the registry's, check digit
that fails); ITU-R M.1371 for what a ship sends. No resolution states the limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import ibis
from ibis import _

from sightline.clean.country_words import name as name_of
from sightline.clean.imo import is_ship as has_check_digit
from sightline.clean.mmsi import flag
from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.call_signs import fits, state_of
from sightline.detectors.sea.ports import metres
from sightline.detectors.sea.stillness import FIRST_MS, HALF, is_ship
from sightline.detectors.sea.vessels import Vessel
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 3
TABLES = ("positions",)
MEASURES = ("deregister", "vessel-designation")

_OURS = "proposal of this project"
HOUR_MS = 3_600_000
SCORE = {
    "no ship's number": 0.4,
    "several numbers": 0.7,
    "one number, two ships": 0.8,
    "the hull goes on": 0.6,
    "another length": 0.5,
    "another kind": 0.4,
    "another state's call sign": 0.4,
}
"""What each is worth; a proposal of this project. The largest counts, and each further one adds 0.1."""


FEW_MISFITS = 2
"""so many ships may send another state's call sign in any table"""
KINDS = {"tanker": "a tanker", "cargo": "a cargo ship", "fishing": "a fishing boat"}
"""kinds of which a hull is one"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as another identity."""

    reports: int = param(3, "fewest reports that say the same", "reports", _OURS, 1)
    overlap_hours: float = param(2.0, "one number under two MMSIs for so long", "h", _OURS)
    handover_hours: float = param(12.0, "from the last of one ship to the first of the other", "h", _OURS)
    handover_km: float = param(20.0, "how far apart these two places are at most", "km", _OURS)
    quiet_hours: float = param(48.0, "silent so long after and before, within the table", "h", _OURS)
    same_m: float = param(1.0, "lengths and widths that are the same differ no more", "m", _OURS)
    least_m: float = param(40.0, "shorter hulls are too many of one shape", "m", _OURS)
    length_m: float = param(10.0, "lengths that differ by more are two", "m", _OURS)
    misfits: float = param(0.1, "share of ships whose call signs may fit no number", "1", _OURS)
    length_share: float = param(0.1, "and by more than this share of the longer", "1", _OURS)


@dataclass(frozen=True, slots=True)
class Said:
    """What a ship said of itself for a while: zero or empty where it said nothing."""

    mmsi: int
    imo: int
    name: str
    callsign: str
    ship_type: str
    length: float
    width: float
    reports: int
    first: dict[str, Any]
    last: dict[str, Any]
    """`t,lat,lon` and the place of a row"""

    @property
    def kind(self) -> str:
        """What it says it carries or does; empty for what may lie beside any of these."""
        kind = Vessel(self.mmsi, ship_type=self.ship_type).kind
        return kind if kind in KINDS else ""


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that does not fit."""

    kind: str
    ships: tuple[int, ...]
    said: tuple[Said, ...]
    text: str


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Ships, or pairs of them, in the order of their MMSIs; see the module's own words."""
    rows = spells(tables["positions"])
    names = {one.mmsi: one.name for one in rows if one.name}
    steady = [one for one in rows if one.reports >= params.reports]
    clues: dict[tuple[int, ...], list[Clue]] = {}
    for clue in (*_alone(steady, params), *_twice(steady, params), *_handed_over(rows, params)):
        clues.setdefault(clue.ships, []).append(clue)
    for ships, several in sorted(clues.items()):
        yield _found(ships, several, names)


def spells(positions: Any) -> list[Said]:
    """Every combination of number, name and dimensions that each ship sent, in the order of MMSI and time."""
    ships = positions.filter(
        _.t_ms >= FIRST_MS,
        _.lat7.between(-900_000_000, 900_000_000),
        _.lon7.between(-HALF, HALF),
        is_ship(_.mmsi),
    )
    at = ibis.struct({"t": _.t_ms, "lat": _.lat7, "lon": _.lon7, **{name: _[name] for name in COLUMNS}})
    told = ships.select(
        "mmsi",
        imo=_.imo.fill_null(0),
        name=_["name"].fill_null("").strip(),
        callsign=_.callsign.fill_null("").strip().upper(),
        ship_type=_.ship_type.fill_null("").strip(),
        length=_.length.cast("float64").fill_null(0.0),
        width=_.width.cast("float64").fill_null(0.0),
        at=at,
    )
    rows = told.group_by("mmsi", "imo", "name", "callsign", "ship_type", "length", "width").agg(
        reports=_["at"]["t"].nunique(), first=_["at"].min(), last=_["at"].max()
    )
    found = [Said(**line) for line in rows.to_pyarrow().to_pylist()]
    return sorted(found, key=_order)


def _order(one: Said) -> tuple[int | float | str, ...]:
    return (
        one.mmsi, int(one.first["t"]), one.imo, one.name, one.callsign, one.ship_type, one.length, one.width
    )  # fmt: skip


def _by_ship(rows: Iterable[Said]) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = {}
    for one in rows:
        found.setdefault(one.mmsi, []).append(one)
    return found


def _alone(steady: Sequence[Said], params: Params) -> Iterator[Clue]:
    """What does not fit in what one MMSI sends."""
    misfits = _misfits(steady, params)
    for mmsi, rows in _by_ship(steady).items():
        numbers = {one.imo: one for one in rows if one.imo > 0}
        for imo, one in numbers.items():
            if not (1_000_000 <= imo <= 9_999_999 and has_check_digit(str(imo))):
                text = f"It sends {imo} as its IMO number, which has no ship's check digit."
                yield Clue("no ship's number", (mmsi,), (one,), text)
        if len(numbers) > 1:
            text = f"It sends {len(numbers)} IMO numbers: {', '.join(str(imo) for imo in numbers)}."
            yield Clue("several numbers", (mmsi,), tuple(numbers.values()), text)
        for one, other in pairwise(row for row in rows if row.length > 0):
            apart, longer = abs(one.length - other.length), max(one.length, other.length)
            if one.imo == other.imo and apart > params.length_m and apart > params.length_share * longer:
                text = f"It says that it is {one.length:.0f} m long, and {other.length:.0f} m."
                yield Clue("another length", (mmsi,), (one, other), text)
        kinds = {one.kind: one for one in rows if one.kind}
        if len(kinds) > 1:
            text = f"It says that it is {', and '.join(KINDS[kind] for kind in kinds)}."
            yield Clue("another kind", (mmsi,), tuple(kinds.values()), text)
        for sign, one in misfits.get(mmsi, {}).items():
            text = (
                f"Its call sign {sign} is of a series of {name_of(state_of(sign))}; the digits "
                f"{mmsi // 1_000_000} of its number are of {name_of(flag(mmsi))}."
            )
            yield Clue("another state's call sign", (mmsi,), (one,), text)


def _misfits(steady: Sequence[Said], params: Params) -> dict[int, dict[str, Said]]:
    """By ship the call signs of another state's series; none where too many have one."""
    found: dict[int, dict[str, Said]] = {}
    for one in steady:
        if not fits(one.callsign, one.mmsi):
            found.setdefault(one.mmsi, {})[one.callsign] = one
    ships = len({one.mmsi for one in steady if state_of(one.callsign)})
    return found if len(found) <= max(FEW_MISFITS, params.misfits * ships) else {}


def _twice(steady: Iterable[Said], params: Params) -> Iterator[Clue]:
    """One number under two MMSIs during the same time."""
    by_number: dict[int, dict[int, list[Said]]] = {}
    for one in steady:
        if one.imo > 0:
            by_number.setdefault(one.imo, {}).setdefault(one.mmsi, []).append(one)
    for imo, ships in by_number.items():
        for (a, own), (b, others) in combinations(sorted(ships.items()), 2):
            since = max(_begin(own), _begin(others))
            hours = (min(_end(own), _end(others)) - since) / HOUR_MS
            if hours >= params.overlap_hours:
                text = f"Both send the IMO number {imo}, for {hours:.0f} hours from {spoken(moment(since))}."
                yield Clue("one number, two ships", (a, b), (own[0], others[0]), text)


def _handed_over(rows: Iterable[Said], params: Params) -> Iterator[Clue]:
    """A hull that goes on under another MMSI: one ends where and when the other begins."""
    ships = _by_ship(rows)
    if not ships:
        return
    quiet = params.quiet_hours * HOUR_MS
    begins = min(_begin(several) for several in ships.values())
    ends = max(_end(several) for several in ships.values())
    gone = [one for one in ships.values() if _end(one) <= ends - quiet]
    new = [one for one in ships.values() if _begin(one) >= begins + quiet]
    for old in gone:
        for other in new:
            if _is_same_hull(old, other, params):
                first, last = min(other, key=_starts), max(old, key=_stops)
                hours = (first.first["t"] - last.last["t"]) / HOUR_MS
                text = (
                    f"MMSI {first.mmsi:09d} is heard of first {hours:.1f} hours after MMSI {last.mmsi:09d} "
                    f"is heard of last, close by, and is as long and as wide: {first.length:.0f} by "
                    f"{first.width:.0f} m."
                )
                pair = (min(first.mmsi, last.mmsi), max(first.mmsi, last.mmsi))
                yield Clue("the hull goes on", pair, (last, first), text)


def _is_same_hull(old: list[Said], new: list[Said], params: Params) -> bool:
    last, first = max(old, key=_stops), min(new, key=_starts)
    hours = (first.first["t"] - last.last["t"]) / HOUR_MS
    if not 0 <= hours <= params.handover_hours or first.length < params.least_m or not first.width:
        return False
    if abs(first.length - last.length) > params.same_m or abs(first.width - last.width) > params.same_m:
        return False
    if {one.imo for one in old if one.imo} & {one.imo for one in new if one.imo} or first.name == last.name:
        return False
    place, other = ((row["lat"] / 1e7, row["lon"] / 1e7) for row in (last.last, first.first))
    return bool(metres(*place, *other) <= params.handover_km * 1000)


def _starts(one: Said) -> int:
    return int(one.first["t"])


def _stops(one: Said) -> int:
    return int(one.last["t"])


def _begin(rows: Iterable[Said]) -> int:
    return min(_starts(one) for one in rows)


def _end(rows: Iterable[Said]) -> int:
    return max(_stops(one) for one in rows)


def _found(ships: tuple[int, ...], clues: list[Clue], names: dict[int, str]) -> Found:
    said = [one for clue in clues for one in clue.said]
    first = min(said, key=_starts).first
    lat, lon = first["lat"] / 1e7, first["lon"] / 1e7
    worth = max(SCORE[clue.kind] for clue in clues) + 0.1 * (len(clues) - 1)
    return Found(
        actors=tuple(Actor(f"mmsi-{mmsi:09d}", _caption(mmsi, names), "ship") for mmsi in ships),
        start=moment(_begin(said)),
        end=moment(_end(said)),
        score=round(min(1.0, worth), 2),
        place=f"{lat:.3f}°, {lon:.3f}°",
        reasons=tuple(
            Reason(clue.text, citations(row for one in clue.said for row in (one.first, one.last)))
            for clue in clues
        ),
        lat=round(lat, 6),
        lon=round(lon, 6),
        measures=MEASURES,
    )


def _caption(mmsi: int, names: dict[int, str]) -> str:
    return f"{names[mmsi]} (MMSI {mmsi:09d})" if mmsi in names else f"MMSI {mmsi:09d}"
