"""A ship stops sending where others are still heard, long enough to have been somewhere.

## What it sees

A ship that is not heard of for `hours` or more, `region_hours` in the seas around Korea, and then again,
where what other ships sent shows that it would have been heard. Three things speak: of the ships near by
shortly before (or after), how many were heard on; whether others fell silent, or were heard again, at the
same time; and whether, where the ship would have been, others were heard or were silent like it. Together
they give the odds (natural logarithm) that the ship stopped sending rather than was not received; from
`odds` on it is a signal. Out at sea they sink where fewer others than usual were heard along the way
between. Fishing boats, service craft and yachts are left out where they say so: they carry neither coal nor
petroleum, and hide where they fish or lie.

The signal says how far the ship can have sailed meanwhile at `speed_kn`, which ports of the DPRK that
reaches, by sea around Korea, and which other ships were dark at the same time within reach.

## Why it matters

Ships switch their AIS off to load coal or to deliver refined petroleum unseen. Resolution 2397 ¶13 asks
member states for vigilance over ships that do so; 2375 ¶11, 2397 ¶5 and 2371 ¶8 forbid what they do
meanwhile. A silence alone is no breach.

## Thresholds

Stand in `Params`, each with its unit and source. `missed` keeps out ships that are heard rarely anyway;
who sailed on at sea meanwhile, and would have been heard by `sure_odds`, needs no more than `sure_missed`,
or `plain_missed` by `plain_odds`. One that sailed on and lacks `alone_missed` steps or more is told from
`alone_odds` on where no more than `alone_together` of others fell silent with it: a receiver that fails
takes all with it. In the same way `quiet_missed`, `quiet_odds` and `quiet_together` hold for one within
`port_km` of a port where hardly any others are usually heard. One at sea, along whose way others were heard
as usual from the first third of her silence to the last (`throughout`), is told whatever the ends say: no
receiver failed all the while.

A ship whose way leads over waters where nobody is ever heard is not told: where `hole_ships` others crossed
the same places unheard, on any day, and no more than `hole_heard` of so many ships was ever heard there.

Three things keep silent what many ships, looked at for long, show by chance. A ship that lay in a port before
and after is heard off and on, and has to lack `berth_missed`. One that was heard within `call_km` of a port
before and after may have lain there: where hardly anything was heard of it, or of any such port, meanwhile
(`call_heard`), nothing is told. One that was silent for `lonely_hours` where hardly anybody is ever heard
(`lonely_usual`, `lonely_thin`) can have sailed out of range and back, and is told from `lonely_odds` on.

Who is heard again at sea under another MMSI needs no such evidence, from `changed_hours` on: a number that
changes in a silence shows that somebody handled the transponder. The seas around Korea are 24 to 43 degrees
North, 117 to 135 degrees East. Weights of the kinds of evidence were fitted to gaps cut from real tracks and
stand in `reception.py`; the constant out at sea, where no such tracks are at hand, to generated seas, and so
is what is made of the way between (`along.py`). `listen_minutes` is how finely reports are counted; where
ships are heard of more rarely it is more.

## Known false positives

A broken transponder. A receiver that lost a place where nobody else was. A ship that left the area while
others stayed at its edge.

Looked for: ships that switch off at a berth for the night or a repair: a ship that lay at one place before
and after, near a port, scores half, and the signal says so.

## Known misses

A fishing boat that carries fuel or coal; a ship that goes dark where no other ship is heard, or together
with others that do the same; one that is
not heard again, under her own MMSI or one that is told to be hers; silences shorter than the limits; two
ships that share an MMSI and send in turn.

## Source

Limits of 6 and 12 hours: E1 of the project's typologies, a proposal; no resolution states them. What the
weights were fitted to: New York Harbor, a week of December 2020 (NOAA).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.cited_rows import Row, rows_at, witnesses
from sightline.detectors.citing import citations
from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.along import ENOUGH, NOTHING, Way, best_heard_ports, ways, weighed
from sightline.detectors.sea.one_ship import Joined, joined, told
from sightline.detectors.sea.ports import Port, metres, nearest, ports
from sightline.detectors.sea.reception import TRAFFIC, Reception, Sea, listen, receptions
from sightline.detectors.sea.sea_way import sea_metres
from sightline.detectors.sea.stillness import KNOT
from sightline.detectors.sea.unheard_waters import never_heard
from sightline.detectors.sea.vessels import Vessel, vessels
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 9
TABLES = ("positions",)
MEASURES = ("ais-vigilance", "sts", "refined", "coal-ban")

_TYPOLOGY = "proposal, typologies E1"
_OURS = "proposal of this project"
HOUR_MS = 3_600_000
LEFT_OUT = ("fishing", "service", "pleasure")
DPRK = "North Korea"
"""as the World Port Index calls it"""
SOUTH, NORTH, WEST, EAST = 24.0, 43.0, 117.0, 135.0
"""the seas around Korea, degrees"""
STAYED_M = 2_000.0
"""a ship heard again no farther off lay where it was, as far as anyone can tell"""
MOST_NAMED = 5
SCORE = {
    "a silence": 0.4,
    "a port of the DPRK within reach": 0.2,
    "another dark ship within reach": 0.1,
    "longer than twice the limit": 0.05,
    "flag digits of the DPRK": 0.1,
    "plain evidence of reception": 0.1,
    "heard again elsewhere": 0.05,
    "heard again under another MMSI": 0.15,
}
"""What adds to the score; a proposal of this project."""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as going dark."""

    region_hours: float = param(6.0, "shortest silence in the seas around Korea", "h", _TYPOLOGY)
    hours: float = param(12.0, "shortest silence elsewhere", "h", _TYPOLOGY)
    missed: float = param(10.0, "steps with a report it lacks, by how often it is heard", "steps", _OURS)
    sure_missed: float = param(
        6.0, "the same for one at sea that moved on, where reception is as good as sure", "steps", _OURS
    )
    sure_odds: float = param(1.2, "least log odds for that", "1", _OURS, -10)
    plain_missed: float = param(4.5, "the same, where it is plain", "steps", _OURS)
    plain_odds: float = param(2.0, "least log odds for that", "1", _OURS, -10)
    alone_missed: float = param(11.0, "from here on one at sea may be told by lower odds", "steps", _OURS)
    alone_odds: float = param(-1.0, "the least of these", "1", _OURS, -10)
    alone_together: float = param(0.1, "with no more others, weighed, that fell silent too", "ships", _OURS)
    quiet_missed: float = param(
        60.0, "from here on one in a quiet corner of a port may be told by lower odds", "steps", _OURS
    )
    quiet_odds: float = param(-1.3, "the least of these", "1", _OURS, -10)
    quiet_together: float = param(0.3, "with no more others, weighed, that fell silent too", "ships", _OURS)
    berth_missed: float = param(
        20.0, "the same for one in a port before and after: there ships are heard off and on", "steps", _OURS
    )
    throughout: float = param(
        0.55, "share of the usual heard along her way in each third: no receiver failed", "1", _OURS
    )
    call_km: float = param(
        60.0, "a ship heard so near a port before and after may have lain there meanwhile", "km", _OURS
    )
    call_heard: float = param(
        0.15, "with no larger share of the usual heard there, that explains her silence", "1", _OURS
    )
    hole_ships: float = param(
        3.0, "so many others that crossed her way unheard show waters without reception", "ships", _OURS, 1
    )
    hole_heard: float = param(0.1, "with no more ships ever heard there, of those", "1", _OURS)
    lonely_hours: float = param(36.0, "after so long she may have been out of range and back", "h", _OURS)
    lonely_usual: float = param(
        0.1, "where fewer reports of others are usual along her way", "reports a step", _OURS
    )
    lonely_thin: float = param(0.2, "and so far the ships lack that could say anything", "1", _OURS)
    lonely_odds: float = param(1.0, "least log odds there", "1", _OURS, -10)
    changed_hours: float = param(
        3.0, "shortest silence at sea after which she sends another MMSI", "h", _OURS
    )
    odds: float = param(0.0, "least log odds that it stopped sending", "1", _OURS, -10)
    speed_kn: float = param(14.0, "a dark ship sails no faster", "kn", _OURS, 1)
    listen_minutes: int = param(10, "reports are counted in steps so long", "min", _OURS, 1)
    port_km: float = param(10.0, "so near a port a ship that stays may lie at a berth", "km", _OURS)


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence of a ship (MMSI): times in ms, places in degrees, and what others say of reception."""

    number: int
    mmsi: int
    since: int
    until: int
    gone: tuple[float, float]
    back: tuple[float, float]
    reception: Reception
    changed: bool = False
    """she went on under another MMSI"""
    way: Way = NOTHING
    """what was heard along her way, where that was looked at"""

    @property
    def hours(self) -> float:
        """How long."""
        return (self.until - self.since) / HOUR_MS

    @property
    def stayed(self) -> bool:
        """Whether the ship was heard again where it was heard last."""
        return bool(metres(*self.gone, *self.back) <= STAYED_M)

    def spare_m(self, at: tuple[float, float], knots: float) -> float:
        """Metres it could still have sailed after a call at a place on its way; negative: out of reach."""
        way = sea_metres(self.gone, at) + sea_metres(at, self.back)
        return knots * KNOT * (self.until - self.since) / 1000 - way


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Ships that went dark, in the order of time; see the module's own words."""
    positions, same = joined(tables["positions"])
    yield from told(_detect(positions, same, params), same)


def _detect(positions: Any, same: Sequence[Joined], params: Params) -> Iterator[Found]:
    dark = list(silences(listen(positions, params.listen_minutes * 60_000), params, same))
    if not dark:
        return
    ships = vessels(positions, sorted({one.mmsi for one in dark}))
    dark = [one for one in dark if ships[one.mmsi].kind not in LEFT_OUT]
    rows = rows_at(positions, [(one.mmsi, t) for one in dark for t in (one.since, one.until)])
    others = witnesses(positions, [asked for one in dark for asked in _asked(one)])
    for one in dark:
        ends = [rows.get((one.mmsi, t)) for t in (one.since, one.until)]
        if all(ends):
            company = _company(one, dark, params)
            seen = [*others.get(2 * one.number, []), *others.get(2 * one.number + 1, [])]
            yield _found(one, [end for end in ends if end], seen, company, ships, params)


def in_region(lat: Any, lon: Any) -> Any:
    """Whether places (degrees) are in the seas around Korea."""
    return (lat >= SOUTH) & (lat <= NORTH) & (lon >= WEST) & (lon <= EAST)


def silences(sea: Sea, params: Params, same: Sequence[Joined] = ()) -> Iterator[Silence]:
    """Silences long enough that reception does not explain, in the order they began; `same`: ships joined."""
    found = list(_weighed(sea, params, same))
    asked = np.array([one.number for one in found], dtype=np.intp)
    lost = never_heard(sea, asked, params.hole_ships, params.hole_heard)
    yield from (one for one, away in zip(found, lost.tolist(), strict=True) if one.changed or not away)


def _weighed(sea: Sea, params: Params, same: Sequence[Joined]) -> Iterator[Silence]:
    """Silences that what was heard at the time does not explain."""
    columns = sea.silences
    inside = in_region(columns["from_lat"] / 1e7, columns["from_lon"] / 1e7)
    least = np.where(inside, params.region_hours, params.hours) * HOUR_MS
    changed = _changed(sea, same)
    least[changed] = np.minimum(least[changed], params.changed_hours * HOUR_MS)
    long = np.flatnonzero(columns["to_t"] - columns["from_t"] >= least)
    said = receptions(sea, long)
    along = _along(sea, long, said, params)
    for at, which in enumerate(long.tolist()):
        silence = Silence(
            which,
            int(columns["mmsi"][which]),
            int(columns["from_t"][which]),
            int(columns["to_t"][which]),
            (int(columns["from_lat"][which]) / 1e7, int(columns["from_lon"][which]) / 1e7),
            (int(columns["to_lat"][which]) / 1e7, int(columns["to_lon"][which]) / 1e7),
            weighed(said[at], along[at]),
            bool(changed[which]),
            along[at],
        )
        if is_told(silence, params):
            yield silence


def _along(sea: Sea, long: NDArray[np.intp], said: Sequence[Reception], params: Params) -> list[Way]:
    """What was heard along the ways of those that lack enough steps: out at sea, and in ports on the way."""
    found = [NOTHING] * len(long)
    lacking = [at for at, one in enumerate(said) if one.missed >= params.plain_missed]
    at_sea = [at for at in lacking if said[at].usual < TRAFFIC]
    for at, way in zip(at_sea, ways(sea, long[at_sea]), strict=True):
        found[at] = way
    ports_heard = best_heard_ports(sea, long[lacking], params.call_km * 1000)
    for at, share in zip(lacking, ports_heard, strict=True):
        found[at] = replace(found[at], port=share)
    return found


def _changed(sea: Sea, same: Sequence[Joined]) -> NDArray[np.bool_]:
    """After which silences a ship went on under another MMSI, or under the one she had before."""
    columns = sea.silences
    found = np.zeros(len(columns["mmsi"]), dtype=bool)
    for one in same:
        own = columns["mmsi"] == one.mmsi
        found |= own & ((columns["to_t"] == one.since) | (columns["from_t"] == one.until))
    return found


def is_told(one: Silence, params: Params) -> bool:
    """Whether reception does not explain a silence: wherever the ship was, or of one at sea."""
    if one.changed and _off_ports(one, params):
        return True
    if one.hours < (params.region_hours if in_region(*one.gone) else params.hours) or _lonely(one, params):
        return False
    said, in_ports = one.reception, _in_ports(one, params)
    if one.way.port <= params.call_heard and not in_ports:
        return False
    if said.odds >= params.odds and said.missed >= params.missed:
        return said.missed >= params.berth_missed or not in_ports
    if _quiet(one, params):
        return True
    at_sea = not one.stayed and _off_ports(one, params)
    return at_sea and (known_silent(said, params) or _passed_by(one, params))


def _passed_by(one: Silence, params: Params) -> bool:
    """Whether others were heard along her way as usual, from the first third of a silence to the last."""
    return one.reception.missed >= params.alone_missed and one.way.throughout >= params.throughout


def _lonely(one: Silence, params: Params) -> bool:
    """Whether she was silent so long, where hardly anybody is heard, that she can have been out of range."""
    long = one.hours >= params.lonely_hours and one.reception.odds < params.lonely_odds
    return long and one.way.usual < params.lonely_usual and one.reception.thin >= params.lonely_thin


def _quiet(one: Silence, params: Params) -> bool:
    """Whether a ship that is heard all the time fell silent alone, in a port where few others are heard."""
    said = one.reception
    alone = said.usual < TRAFFIC and said.together <= params.quiet_together
    steady = said.odds >= params.quiet_odds and said.missed >= params.quiet_missed
    return alone and steady and _in_ports(one, params)


def known_silent(one: Reception, params: Params) -> bool:
    """Whether reception does not explain the silence of a ship at sea that moved on."""
    sure = one.odds >= params.sure_odds and one.missed >= params.sure_missed
    plain = one.odds >= params.plain_odds and one.missed >= params.plain_missed
    long = one.odds >= params.alone_odds and one.missed >= params.alone_missed
    alone = long and one.together <= params.alone_together
    return sure or plain or alone


def _in_ports(one: Silence, params: Params) -> bool:
    """Whether a ship was near ports both before a silence and after it."""
    return all(nearest(*at)[1] <= params.port_km * 1000 for at in (one.gone, one.back))


def _off_ports(one: Silence, params: Params) -> bool:
    """Whether a ship was far from ports before a silence and after it."""
    away = params.port_km * 1000
    return all(nearest(*at)[1] >= away for at in (one.gone, one.back))


def _asked(one: Silence) -> tuple[tuple[int, int, int, float, float, float], ...]:
    reach = 2 * one.reception.scale_m
    return (
        (2 * one.number, one.mmsi, one.since + 1, *one.gone, reach),
        (2 * one.number + 1, one.mmsi, one.until - HOUR_MS, *one.back, reach),
    )


def _company(one: Silence, dark: Sequence[Silence], params: Params) -> list[Silence]:
    """Other dark ships that could have met it half way between where both were last heard."""
    found = []
    for other in dark:
        if other.mmsi == one.mmsi or min(one.until, other.until) - max(one.since, other.since) < HOUR_MS:
            continue
        half = ((one.gone[0] + other.gone[0]) / 2, (one.gone[1] + other.gone[1]) / 2)
        if min(one.spare_m(half, params.speed_kn), other.spare_m(half, params.speed_kn)) > 0:
            found.append(other)
    return sorted(found, key=lambda other: float(metres(*one.gone, *other.gone)))


def _harbours(one: Silence, params: Params) -> list[tuple[float, Port]]:
    """Ports of the DPRK within reach, with the hours left for a stay, most first."""
    found = [
        (one.spare_m((port.lat, port.lon), params.speed_kn) / (params.speed_kn * KNOT) / 3600, port)
        for port in ports()
        if port.country == DPRK
    ]
    return sorted(
        ((hours, port) for hours, port in found if hours > 0), key=lambda pair: (-pair[0], pair[1].name)
    )


def _found(
    one: Silence,
    ends: Sequence[Row],
    seen: Sequence[Row],
    company: Sequence[Silence],
    ships: dict[int, Vessel],
    params: Params,
) -> Found:
    ship = ships[one.mmsi]
    harbours = _harbours(one, params)
    port, away = nearest(*one.gone)
    berthed = one.stayed and away <= params.port_km * 1000
    return Found(
        actors=(Actor(ship.id, ship.caption, "ship"),),
        start=moment(one.since),
        end=moment(one.until),
        score=_score(one, ship, bool(harbours), bool(company), berthed, params),
        place=place_of(one.gone, port, away),
        reasons=tuple(_reasons(one, ends, seen, company, ships, harbours, berthed, params)),
        lat=round(float(one.gone[0]), 6),
        lon=round(float(one.gone[1]), 6),
        measures=MEASURES,
    )


def place_of(at: tuple[float, float], port: Port, away: float) -> str:
    """Where it was, in words: position, and how far (metres) the nearest port."""
    return f"{at[0]:.3f}°, {at[1]:.3f}°, {away / 1000:.0f} km from {port.name} ({port.country})"


def _score(one: Silence, ship: Vessel, harbours: bool, company: bool, berthed: bool, params: Params) -> float:
    holds = {
        "a silence": True,
        "a port of the DPRK within reach": harbours,
        "another dark ship within reach": company,
        "longer than twice the limit": one.hours >= 2 * params.hours,
        "flag digits of the DPRK": ship.is_dprk,
        "plain evidence of reception": one.reception.odds >= params.odds + 1.5,
        "heard again elsewhere": not one.stayed,
        "heard again under another MMSI": one.changed,
    }
    total = min(1.0, sum(SCORE[name] for name, held in holds.items() if held))
    return round(total / 2 if berthed else total, 2)


def _reasons(
    one: Silence,
    ends: Sequence[Row],
    seen: Sequence[Row],
    company: Sequence[Silence],
    ships: dict[int, Vessel],
    harbours: Sequence[tuple[float, Port]],
    berthed: bool,
    params: Params,
) -> Iterator[Reason]:
    ship = ships[one.mmsi]
    apart = float(metres(*one.gone, *one.back)) / 1000
    yield Reason(
        f"{ship.caption} was not heard of for {one.hours:.1f} hours, from {spoken(moment(one.since))} to "
        f"{spoken(moment(one.until))}, and was then {apart:.0f} km from where it was last heard.",
        citations(ends),
    )
    yield Reason(_of_reception(one.reception) + _of_way(one.way), citations([*ends, *seen]))
    far = params.speed_kn * 1.852 * one.hours
    text = f"At {params.speed_kn:g} kn it can have sailed {far:.0f} km meanwhile"
    if harbours:
        named = ", ".join(f"{port.name} ({hours:.0f} h to spare)" for hours, port in harbours[:MOST_NAMED])
        text += f", enough to call at {named} in the DPRK"
    else:
        text += ", not enough to call at a port of the DPRK by sea"
    yield Reason(text + ".", citations(ends))
    if company:
        named = ", ".join(ships[other.mmsi].caption for other in company[:MOST_NAMED])
        yield Reason(f"Dark at the same time and within reach of a meeting: {named}.", citations(ends))
    if berthed:
        yield Reason(
            "Speaks against it: it lay at the same place before and after, near a port, as ships do that are "
            "laid up or switch off at their berth.",
            citations(ends),
        )


def _of_reception(one: Reception) -> str:
    """What others say of reception, in words."""
    all_ = one.neighbours + one.vanished
    near = f"within {4 * one.scale_m / 1000:g} km"
    told = (
        f"Of {all_} other ships heard {near} at the end that speaks least for it, {one.neighbours} were "
        "heard on"
        if all_
        else f"No other ship was heard {near} at one of the ends"
    )
    joint = "no other fell silent with it" if one.together < 0.1 else "others near by fell silent with it too"
    return (
        f"{told}; {joint}. The log odds that it stopped sending rather than was not received are "
        f"{one.odds:.1f}."
    )


def _of_way(one: Way) -> str:
    """What was heard along her way, in words; nothing where too little is usual there."""
    if one.expected < ENOUGH:
        return ""
    return (
        f" Along the straight way between, others sent {one.heard:.0f} reports within "
        f"{one.circle_m / 1000:g} km meanwhile, where {one.expected:.0f} are usual."
    )
