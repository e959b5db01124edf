"""A ship meets ships under measures at sea, again and again.

## What it sees

A ship that met listed ships, or ships with the country digits of the DPRK, at least `meetings` times on at
least `days` different days, each meeting as `ship_to_ship` sees it with its own thresholds. A ship is listed
when a list in force gives the IMO number she sends; or her MMSI, where she sends no IMO number. Who is
listed herself is no supplier.

## Why it matters

One meeting may have an innocent cause; a tanker that comes back to listed ships supplies them. Resolution
2375 ¶11 forbids help to transfers at sea with vessels of the DPRK, 2397 ¶5 caps refined petroleum.

## Thresholds

Stand in `Params`, each with its unit and source; those of a meeting in `ship_to_ship`.

## Known false positives

A ship that supplies water, provisions or spare parts; one that brings exempted goods; a listed ship's number
sent by another.

## Known misses

Meetings of which one side is dark (see `dark_partner`), receivers that send neither their listed number nor
digits of the DPRK, suppliers that change their own identity between two meetings.

## Source

E1 and E8 of the project's typologies for what suppliers did; the limits are a proposal of this project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.detectors.citing import citation
from sightline.detectors.detector import Found, Tables, param, spoken
from sightline.detectors.sea import listed_ships, ship_to_ship
from sightline.detectors.sea.listed_ships import ListedShips
from sightline.detectors.sea.vessels import Vessel, vessels
from sightline.model.citation import Citation, Reason
from sightline.model.signal import Actor

VERSION = 1
TABLES = ("positions", "listed")
MEASURES = ("sts", "refined", "coal-ban")

_OURS = "proposal of this project"
SHIP = "mmsi-"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as again and again."""

    meetings: int = param(2, "fewest meetings with listed ships", "meetings", _OURS, 1)
    days: int = param(2, "on so many different days", "days", _OURS, 1)


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting seen from one side: what was found, who the other is, and why she counts."""

    found: Found
    other: Actor
    why: str
    cites: tuple[Citation, ...]


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Suppliers, by the id of the ship; see the module's own words."""
    meetings = list(ship_to_ship.detect(tables, ship_to_ship.Params()))
    numbers = sorted({int(one.id.removeprefix(SHIP)) for found in meetings for one in found.actors})
    ships = vessels(tables["positions"], numbers) if numbers else {}
    listed = listed_ships.read(tables["listed"])
    by_ship: dict[Actor, list[Met]] = defaultdict(list)
    for found in meetings:
        both = found.actors[:2]  # a further MMSI of one of them stands behind
        for own, other in (both, tuple(reversed(both))):
            told = _counts(ships[int(other.id.removeprefix(SHIP))], listed)
            if told and not _counts(ships[int(own.id.removeprefix(SHIP))], listed):
                by_ship[own].append(Met(found, other, *told))
    for own, met in sorted(by_ship.items()):
        days = {one.found.start.date() for one in met}
        if len(met) >= params.meetings and len(days) >= params.days:
            yield _supplier(own, sorted(met, key=lambda one: (one.found.start, one.other)))


def _counts(ship: Vessel, listed: ListedShips) -> tuple[str, tuple[Citation, ...]] | None:
    """Why a ship counts as listed, with the row of the list; nothing where she does not."""
    if entry := listed.of(ship):
        return f"which stands on the list {entry.list} as {entry.caption}", (citation(entry.row),)
    return ("whose MMSI has the country digits of the DPRK", ()) if ship.is_dprk else None


def _supplier(own: Actor, met: Sequence[Met]) -> Found:
    others: Mapping[str, Actor] = {one.other.id: one.other for one in met}
    reasons = [
        Reason(
            f"{own.caption} met {one.other.caption}, {one.why}, from {spoken(one.found.start)} to "
            f"{spoken(one.found.end)} at {one.found.place}.",
            (*one.found.reasons[0].cites, *one.cites),
        )
        for one in met
    ]
    many = f"These are {len(met)} meetings with {len(others)} such ship{'s' if len(others) > 1 else ''}."
    reasons.append(Reason(many, tuple(one.found.reasons[0].cites[0] for one in met)))
    last = met[-1].found
    return Found(
        actors=(
            Actor(own.id, own.caption, "supplier"),
            *(Actor(one.id, one.caption, "receiver") for one in others.values()),
        ),
        start=met[0].found.start,
        end=max(one.found.end for one in met),
        score=round(min(1.0, 0.6 + 0.1 * (len(met) - 1)), 2),
        place=last.place,
        reasons=tuple(reasons),
        lat=last.lat,
        lon=last.lon,
        measures=tuple(dict.fromkeys(name for one in met for name in one.found.measures)),
    )
