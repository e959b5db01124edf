"""Two ships meet at sea and lie together long enough to transfer a cargo.

## What it sees

Two ships that lie or drift within `distance_m` of each other for at least `hours`, both slower than
`speed_kn`, at least `port_km` from any port, in a place that is neither berth nor anchorage. For half of the
time they are within `moored_m`: ships made fast to each other keep their distance, ships that lie at their
own anchors do not come so near. Ships within `alongside_m` for half of the time are taken from
`alongside_hours` on. Where a ship was is told every `step_minutes` from its own positions; speed is what it
sent, or what its positions give where it sent none or is heard of seldom. A meeting that is found is told
from when to when both were heard within `distance_m`, also where they drifted or came faster: it neither
begins nor ends in a silence, of which only the straight way through it is known. Two meetings of a pair
within `joined_hours` are one where neither was heard away from the other in between and both were slow; the
reasons say for how long one or both were not heard. They cite the
first, the closest and the last position of each ship, wherever they drifted meanwhile.

Ships that wind and current take along faster, up to `adrift_kn`, meet as well where something shows that they
drift: the bow of one of them lies 45 degrees and more across her course for 70 % of the time. Where neither
sends a heading they have to keep their places beside each other, turn no more than 60 degrees an hour and
hold their speed, one of them makes `way_kn` in the six hours before or after, and they are heard `apart_km`
apart then; two of which one goes behind the other, farther than `alongside_m`, both before and after, since a
tug and her tow go so.

## Why it matters

Transfers between ships at sea brought refined petroleum beyond the cap to the DPRK and coal out of it.
Resolution 2375 ¶11 forbids help to ship-to-ship transfers of any goods to or from vessels that fly the DPRK
flag; 2397 ¶5 caps refined petroleum; 2371 ¶8 bans coal. A meeting alone is no breach: who the ships are and
what was moved has to be established.

## Thresholds

Stand in `Params`, each with its unit and source. Ports come from the World Port Index. Berths and
anchorages are also learned from the table itself: where `berth_ships` other ships or more lay still within
`berth_km` for `berth_hours` each, without a meeting of their own that explains it, ships lie still for other
reasons than to meet. The roads off a port are wider: where `roads_ships` others or more lay still within
`roads_km`, ships are there to wait or to take bunkers. Fishing boats that lie near two merchant ships make
no anchorage: merchant ships do not lie in fishing harbours.

Ships sail in company when they move side by side for `company_minutes` before the meeting, or before and
after it. Two that were seen `apart_km` apart shortly before, and only leave the same way, do not, unless
they stay together for `tow_minutes` like a tow. Within `errand_km` of a port, a ship that was within
`port_km` of it no more than `errand_hours` before and again as shortly after is one of its craft: it brings
bunkers or stores to a ship in the roads.

Each meeting has a class, by what the ships say they are: `transfer` (two merchant ships), `bunkering` (a
tanker beside another kind of ship, or beside a tanker twice as long, within `errand_km` of a port),
`pilot`, `tug`, `service`, `fishing`, or `unclear`. With `near_ports` meetings within `port_km` of a port,
at berths and anchorages and of service craft are told too, for whoever asks who lay beside whom in a
harbour, and pilot boats and tugs within `attended_m` of a ship under way for `attended_minutes`; most of
them are a port's daily work, so their score is low and it is not so unless asked for. There a tanker that
came out of the port for the meeting and went back is a barge, whatever the sizes, and one that did not is
none; and two ships of which neither moved more than 40 m about are of the class `berth`, unless what
little they moved is the same: ships at anchor swing, and two made fast to each other swing together. So is
a tug or pilot boat that lies at her own berth, where she is for 30 % of the rest of the time and more. Two
merchant ships that lay farther apart than `attended_m` for half of the time are of the class `anchored`,
each at her own anchor.

## Known false positives

Bunkering and provisioning outside ports;
ships that wait for orders beside each other; repairs at sea; crews and stores that change ship within an
hour or two; a tow taken up at sea and soon left, a tow slower than 4 kn that stops; two that trawl
straight on beside each other and do not say what they are; a ship and its own second transponder where
neither sends an IMO number, or a name and a call sign.

Looked for: tugs, pilots, tenders, dredgers and patrol boats, and pairs of fishing boats, left out where the
ship type was sent; ships that sail in company before or after, left out.

## Known misses

Ships that switch their AIS off, that come out of a port to its roads and go back, that transfer while they
steam at more than `speed_kn` or drift at more than `adrift_kn`, that drift faster than `speed_kn` and send no
heading and are heard of nowhere else, or within `port_km` of a port; a place so busy that it looks like an
anchorage; goods that go over by boat or between ships that lie farther apart than `moored_m`; two ships that
share one MMSI and meet each other.

## Source

The thresholds are a proposal after what the Panel of Experts described (E1 of the project's typologies:
two vessels within 500 m for at least 2 hours at less than 2 knots, at least 10 km from anchorage or port);
no resolution states them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
from ibis import _

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.sea import still_places
from sightline.detectors.sea.adrift import together
from sightline.detectors.sea.attendance import attendances
from sightline.detectors.sea.company import explained, ship_tracks
from sightline.detectors.sea.encounters import Rule
from sightline.detectors.sea.meeting_ends import to_their_ends
from sightline.detectors.sea.meeting_kernel import meetings
from sightline.detectors.sea.meeting_report import report
from sightline.detectors.sea.meetings import Meeting
from sightline.detectors.sea.mooring import told_apart
from sightline.detectors.sea.one_ship import followed
from sightline.detectors.sea.ports import nearest
from sightline.detectors.sea.still_places import Lying
from sightline.detectors.sea.stillness import Still, fixes
from sightline.detectors.sea.vessels import Vessel, is_service_pair, vessels

VERSION = 10
TABLES = ("positions",)
MEASURES = ("sts", "refined", "coal-ban")

_PROPOSAL = "proposal, typologies E1"
_OURS = "proposal of this project"
_LENGTH = "proposal of this project: about the length of an Aframax tanker"
MERCHANT = frozenset(("cargo", "tanker"))
"""kinds of ship that lie in no fishing harbour"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as a meeting."""

    distance_m: float = param(500.0, "farthest apart", "m", _PROPOSAL)
    hours: float = param(2.0, "shortest meeting", "h", _PROPOSAL)
    moored_m: float = param(250.0, "half of the time they are no farther apart", "m", _LENGTH)
    alongside_m: float = param(100.0, "antennas of ships that lie alongside are no farther apart", "m", _OURS)
    alongside_hours: float = param(1.0, "shortest meeting of ships that lie alongside", "h", _OURS)
    speed_kn: float = param(2.0, "both ships are slower than this", "kn", _PROPOSAL)
    adrift_kn: float = param(4.0, "two that drift together are slower than this", "kn", _OURS)
    way_kn: float = param(5.0, "under way at least so fast before or after a drift", "kn", _OURS)
    port_km: float = param(10.0, "nearest to a port", "km", _PROPOSAL)
    step_minutes: int = param(5, "a position is told this often", "min", _OURS, 1)
    silence_minutes: int = param(
        360, "longest time between two positions; silent for longer is a gap", "min", _PROPOSAL, 1
    )
    apart_minutes: int = param(60, "apart or unseen so long, the meeting is over", "min", _OURS)
    presence: float = param(0.7, "share of the meeting during which they are within reach", "1", _OURS)
    joined_hours: float = param(
        24.0, "two meetings of a pair so soon after each other are one, if nothing shows them apart", "h",
        "pipe-encounters (Global Fishing Watch) joins those of a pair within 24 hours",
    )  # fmt: skip
    berth_ships: int = param(4, "so many other ships lie still: berth or anchorage", "ships", _OURS, 1)
    berth_km: float = param(2.0, "how far around a place other ships count", "km", _OURS)
    berth_hours: float = param(2.0, "so long another ship lies still to count", "h", _OURS)
    roads_ships: int = param(10, "so many other ships lie still: roads of a port", "ships", _OURS, 1)
    roads_km: float = param(5.0, "how far around a place they count", "km", _OURS)
    company_minutes: int = param(30, "together under way so long, they sail in company", "min", _OURS)
    apart_km: float = param(3.7, "seen so far apart (2 nm) before, they did not come in company", "km", _OURS)
    tow_minutes: int = param(120, "so long for ships that did not come in company", "min", _OURS)
    errand_km: float = param(25.0, "within so far of a port its own craft go out to ships", "km", _OURS)
    errand_hours: float = param(6.0, "they were in that port so shortly before and after", "h", _OURS)
    near_ports: bool = param(
        False, "also meetings near ports, at anchorages and of service craft", "yes or no", _OURS
    )
    attended_m: float = param(
        150.0, "so near a pilot boat or tug attends a ship under way, and ships made fast lie", "m", _OURS
    )
    attended_minutes: float = param(5.0, "for so long", "min", _OURS, 5)
    impossible_kn: float = param(60.0, "faster than any ship: two ships under one MMSI", "kn", _OURS, 1)
    jitter_m: float = param(100.0, "error of a position, where the speed was sent", "m", _OURS)

    @property
    def still(self) -> Still:
        """What counts as lying still."""
        minute = 60_000
        return Still(
            self.speed_kn,
            self.step_minutes * minute,
            self.silence_minutes * minute,
            self.impossible_kn,
            self.jitter_m,
        )

    @property
    def rule(self) -> Rule:
        """What ships near each other are held against."""
        return Rule(
            self.still,
            self.distance_m,
            self.hours,
            self.moored_m,
            self.alongside_m,
            self.alongside_hours,
            self.apart_minutes,
            self.presence,
            0.0 if self.near_ports else self.port_km,
        )

    @property
    def adrift(self) -> Rule:
        """The same for ships that wind and current take along: away from ports, and faster."""
        still = replace(self.still, speed_kn=self.adrift_kn)
        return replace(self.rule, still=still, port_km=self.port_km)


@followed
def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Meetings, in no particular order; see the module's own words."""
    positions = tables["positions"]
    met = _meetings(meetings(positions, params.rule))
    at_sea = [*_at_sea(met, params), *_adrift(positions, met, params)]
    if not at_sea:
        yield from _attended(positions, (), params) if params.near_ports else ()
        return
    reach = max(params.berth_km, params.roads_km)
    lain = still_places.lying(positions, [(one.lat, one.lon) for one in at_sea], reach, params)
    pairs = {mmsi for one in at_sea for mmsi in one.pair}
    ships = vessels(positions, sorted(pairs | set(lain.mmsi.tolist())))
    kept = list(_kept(at_sea, met, lain, ships, params))
    theirs = positions.filter(_.mmsi.isin(sorted({mmsi for one in kept for mmsi in one.pair})))
    seen = fixes(theirs, params.still)
    ordinary = explained(seen, kept, params) if kept else set()
    left = [one for one in kept if one not in ordinary]
    if left:
        ways = ship_tracks(seen, sorted({mmsi for one in left for mmsi in one.pair}))
        left = to_their_ends(left, ways, params)
    if params.near_ports:
        left = list(told_apart(theirs, left, ships, params))
    yield from report(positions, left, ships, params)
    if params.near_ports:
        yield from _attended(positions, [one for one in left if not one.at_berths], params)


def _adrift(positions: Any, met: Sequence[Meeting], params: Params) -> Iterator[Meeting]:
    """Meetings of ships that drift faster than ships lie still, whatever else is looked at far from ports."""
    found = _at_sea(_meetings(meetings(positions, params.adrift)), replace(params, near_ports=False))
    for at, one in enumerate(together(positions, list(found), met, params), len(met)):
        yield one.numbered(at)


def _attended(positions: Any, met: Sequence[Meeting], params: Params) -> Iterator[Found]:
    """Pilot boats and tugs beside ships under way, whatever the place."""
    found = [one.placed(*nearest(one.lat, one.lon)) for one in attendances(positions, met, params)]
    ships = vessels(positions, sorted({mmsi for one in found for mmsi in one.pair}))
    yield from report(positions, found, ships, params)


def _at_sea(meetings: Sequence[Meeting], params: Params) -> Iterator[Meeting]:
    """Meetings far enough from the nearest port, which is named."""
    for one in meetings:
        port, away = nearest(one.lat, one.lon)
        if params.near_ports or away >= params.port_km * 1000:
            yield one.placed(port, away)


def _kept(
    at_sea: Sequence[Meeting],
    meetings: Sequence[Meeting],
    lain: Lying,
    ships: dict[int, Vessel],
    params: Params,
) -> Iterator[Meeting]:
    """Meetings that neither the two ships' work nor a berth, an anchorage or roads explain."""
    fishing = frozenset(mmsi for mmsi, ship in ships.items() if ship.kind == "fishing")
    for one in at_sea:
        both = ships[one.first], ships[one.second]
        if is_service_pair(*both) and not params.near_ports:
            continue
        ignored = fishing if {ship.kind for ship in both} <= MERCHANT else frozenset()
        others = len(still_places.others(one, meetings, lain, params.berth_km, params) - ignored)
        in_roads = len(still_places.others(one, meetings, lain, params.roads_km, params) - ignored)
        if params.near_ports or (others < params.berth_ships and in_roads < params.roads_ships):
            yield one.among(others)


def _meetings(found: pa.Table) -> list[Meeting]:
    rows = sorted(found.to_pylist(), key=lambda row: (row["first"], row["second"], row["from_k"]))
    return [
        Meeting(
            number,
            row["first"],
            row["second"],
            row["from_k"],
            row["to_k"],
            row["closest_k"],
            row["apart"] / 10,
            row["lat"] / 1e7,
            row["lon"] / 1e7,
            (row["from_lat"] / 1e7, row["from_lon"] / 1e7),
            (row["to_lat"] / 1e7, row["to_lon"] / 1e7),
            row["fastest"] / 1000,
        )
        for number, row in enumerate(rows)
    ]
