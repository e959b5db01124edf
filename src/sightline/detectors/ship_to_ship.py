"""Two ships meet at sea and lie together long enough to transfer a cargo.

## What it sees

Two ships that lie or drift within `distance_m` of each other for at least `hours`, both slower than
`speed_kn`, at least `port_km` from any port, in a place that is neither berth nor anchorage. Where a ship
was is told every `step_minutes` from its own positions; speed is what it sent, or what its positions give
where it sent none or is heard of seldom. The reasons cite
the first, the closest and the last position of each ship.

## Why it matters

Transfers between ships at sea brought refined petroleum beyond the cap to the DPRK and coal out of it.
Resolution 2375 ¶11 forbids help to ship-to-ship transfers of any goods to or from vessels that fly the DPRK
flag; 2397 ¶5 caps refined petroleum; 2371 ¶8 bans coal. A meeting alone is no breach: who the ships are and
what was moved has to be established.

## Thresholds

Stand in `Params`, each with its unit and source. Ports come from the World Port Index. Berths and
anchorages are also learned from the table itself: where `berth_ships` other ships or more lay still within
`berth_km` for `berth_hours` each, without a meeting of their own that explains it, ships lie still for other
reasons than to meet.

## Known false positives

Tugs, pilots, tenders, dredgers and patrol boats, pairs of fishing boats (left out where the ship type was
sent) and ships that sail in company before or after (left out). Bunkering and provisioning outside ports,
ships that wait for orders beside each other, repairs at sea, a ship and its own second transponder.

## Known misses

Ships that switch their AIS off, that transfer under way at more than `speed_kn`, or within `port_km` of a
port; a place so busy that it looks like an anchorage; two ships that share one MMSI and meet each other.

## Source

The thresholds are a proposal after what the Panel of Experts described (E1 of the project's typologies:
two vessels within 500 m for at least 2 hours at less than 2 knots, at least 10 km from anchorage or port);
no resolution states them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa
from ibis import _

from sightline.detectors import still_places, stillness
from sightline.detectors.company import in_company
from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.meeting_report import report
from sightline.detectors.meetings import Meeting
from sightline.detectors.ports import DEGREE_M, nearest
from sightline.detectors.still_places import Lying
from sightline.detectors.stillness import WHOLE, Still, metres_between, turned
from sightline.detectors.vessels import Vessel, is_service_pair, vessels

VERSION = 1
TABLES = ("positions",)
MEASURES = ("sts", "refined", "coal-ban")

_PROPOSAL = "proposal, typologies E1"
_OURS = "proposal of this project"
PORT_CELL = 200_000
"""0.02 degree in 1e-7: cells wholly near a port are left out before ships are compared"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as a meeting."""

    distance_m: float = param(500.0, "farthest apart", "m", _PROPOSAL)
    hours: float = param(2.0, "shortest meeting", "h", _PROPOSAL)
    speed_kn: float = param(2.0, "both ships are slower than this", "kn", _PROPOSAL)
    port_km: float = param(10.0, "nearest to a port", "km", _PROPOSAL)
    step_minutes: int = param(5, "a position is told this often", "min", _OURS, 1)
    silence_minutes: int = param(
        360, "longest time between two positions; silent for longer is a gap", "min", _PROPOSAL, 1
    )
    apart_minutes: int = param(60, "apart or unseen so long, the meeting is over", "min", _OURS)
    presence: float = param(0.7, "share of the meeting during which they are within reach", "1", _OURS)
    berth_ships: int = param(4, "so many other ships lie still: berth or anchorage", "ships", _OURS, 1)
    berth_km: float = param(2.0, "how far around a place other ships count", "km", _OURS)
    berth_hours: float = param(2.0, "so long another ship lies still to count", "h", _OURS)
    company_minutes: int = param(30, "together under way so long, they sail in company", "min", _OURS)
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


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Meetings, in no particular order; see the module's own words."""
    positions = tables["positions"]
    seen = stillness.fixes(positions, params.still)
    with seen.cache() as seen_once, stillness.instants(seen_once, params.still).cache() as lying:
        meetings = _meetings(encounters(_away_from_ports(lying, params), params).to_pyarrow())
        if not meetings:
            return
        lain = still_places.lying(lying, [(one.lat, one.lon) for one in meetings], params)
        ships = vessels(positions, sorted({mmsi for one in meetings for mmsi in one.pair}))
        kept = list(_kept(meetings, lain, ships, params))
        company = in_company(seen_once, kept, params)
        yield from report(positions, [one for one in kept if one not in company], ships, params)


def _kept(
    meetings: Sequence[Meeting], lain: Lying, ships: dict[int, Vessel], params: Params
) -> Iterator[Meeting]:
    for one in meetings:
        if is_service_pair(ships[one.first], ships[one.second]):
            continue
        port, away = nearest(one.lat, one.lon)
        if away < params.port_km * 1000:
            continue
        others = still_places.others(one, meetings, lain, params)
        if others < params.berth_ships:
            yield one.placed(port, away, others)


def _away_from_ports(lying: Any, params: Params) -> Any:
    """Instants outside the cells that lie wholly within `port_km` of a port."""
    cells = lying.mutate(row_cell=_.lat // PORT_CELL, column_cell=_.lon // PORT_CELL)
    occupied = cells.select("row_cell", "column_cell").distinct().to_pyarrow()
    known = zip(occupied["row_cell"].to_pylist(), occupied["column_cell"].to_pylist(), strict=True)
    left_out = still_places.near_ports(known, PORT_CELL, params.port_km * 1000)
    if not left_out:
        return lying
    rows, columns = zip(*left_out, strict=True)
    harbour = ibis.memtable(
        pa.table({"row_cell": pa.array(rows, pa.int64()), "column_cell": pa.array(columns, pa.int64())})
    )
    return cells.anti_join(harbour, ["row_cell", "column_cell"]).drop("row_cell", "column_cell")


def encounters(lying: Any, params: Params) -> Any:
    """Runs of instants at which two ships are within reach, long enough: one row a meeting.

    Columns: `first,second` (MMSI, the lower first), `from_k,to_k` (instants), `apart` (metres), `closest_k`,
    `lat,lon` (1e-7 degree, of the first ship at the closest), `fastest` (knots).
    """
    step = params.step_minutes
    close = _close(lying, params)
    along = ibis.window(group_by=["first", "second"], order_by="k")
    runs = close.mutate(before=_.k.lag().over(along))
    new = _.before.isnull() | (((_.k - _.before) * step) > params.apart_minutes)
    runs = runs.mutate(new=new.ifelse(1, 0))
    upto = ibis.window(group_by=["first", "second"], order_by="k", preceding=None, following=0)
    runs = runs.mutate(run=_.new.sum().over(upto))
    met = runs.group_by("first", "second", "run").agg(
        from_k=_.k.min(),
        to_k=_.k.max(),
        count=_.k.count(),
        closest=ibis.struct({"apart": _.apart, "k": _.k, "lat": _.lat, "lon": _.lon}).min(),
        fastest=_.speed.max(),
    )
    lasted = _.to_k - _.from_k
    met = met.filter(
        lasted * step >= params.hours * 60, _["count"] >= (lasted + 1).cast("float64") * params.presence
    )
    return met.select(
        "first",
        "second",
        "from_k",
        "to_k",
        "fastest",
        apart=_.closest["apart"],
        closest_k=_.closest["k"],
        lat=_.closest["lat"],
        lon=_.closest["lon"],
    )


def _close(lying: Any, params: Params) -> Any:
    """Pairs within reach at an instant: `first,second,k,apart,lat,lon,speed`, once a pair and instant."""
    height = int(params.distance_m * 1.02 / DEGREE_M * 1e7) + 1
    around = max(1, WHOLE // (height * 4))
    celled = lying.mutate(
        row_cell=_.lat // height,
        column_cell=((_.lon + WHOLE // 2).cast("float64") / (WHOLE / around)).floor().cast("int64") % around,
    )
    # a cell itself, then half of its neighbours (right; below left, below, below right): each pair once
    ahead = celled.mutate(ahead=ibis.range(0, 5).unnest())
    left = ahead.select(
        "k",
        own="mmsi",
        own_lat="lat",
        own_lon="lon",
        own_speed="speed",
        row_cell=_.row_cell + ibis.ifelse(_.ahead >= 2, 1, 0),
        column_cell=(_.column_cell + ibis.ifelse(_.ahead < 2, _.ahead, _.ahead - 3) + around) % around,
        same=_.ahead == 0,
    )
    both = left.join(celled.view(), ["k", "row_cell", "column_cell"])
    both = both.filter((_.own < _.mmsi) | (~_.same & (_.own != _.mmsi)))
    both = both.mutate(apart=metres_between(_.own_lat, _.own_lon, _.lat, _.lon))
    both = both.filter(_.apart <= params.distance_m)
    lower = _.own < _.mmsi
    pairs = both.select(
        "k",
        first=ibis.least(_.own, _.mmsi),
        second=ibis.greatest(_.own, _.mmsi),
        at=ibis.struct({
            "apart": _.apart.round(1),
            "lat": ibis.ifelse(lower, _.own_lat, _.lat),
            "lon": turned(ibis.ifelse(lower, _.own_lon, _.lon)),
        }),
        speed=ibis.greatest(_.own_speed, _.speed),
    )  # fmt: skip
    once = pairs.group_by("first", "second", "k").agg(at=_["at"].min(), speed=_.speed.max())
    return once.select(
        "first", "second", "k", "speed", apart=_["at"]["apart"], lat=_["at"]["lat"], lon=_["at"]["lon"]
    )


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
            row["apart"],
            row["lat"] / 1e7,
            row["lon"] / 1e7,
            row["fastest"],
        )
        for number, row in enumerate(rows)
    ]
