"""Where ships lie still or drift, instant by instant: one position every few minutes from whatever was sent.

Shared by detectors of meetings and loitering. Repeated and unordered rows, a ship with a million rows in an
hour, two ships under one MMSI and the 180° meridian are dealt with here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis
from ibis import _

from sightline.detectors.sea.ports import DEGREE_M

FIRST_MS = 946_684_800_000
"""2000-01-01: no earlier AIS time is taken; ships carry AIS since SOLAS V/19 of 2002"""
WHOLE, HALF = 3_600_000_000, 1_800_000_000
"""a turn and half a turn in 1e-7 degree"""
KNOT = 0.514444
"""metres a second"""
SPLIT = 5_000_000
"""0.5 degree in 1e-7: cell in which the positions of ships that share an MMSI are told apart"""
NO_SPEED = -1.0
SURE_S = 600
"""seconds: over so long the positions say more of a ship's speed than the one value it sent at the start"""
MOST_SPEED = 102.2
"""knots: AIS sends 102.3 for a speed that is not available (ITU-R M.1371)"""
NOT_A_SHIP = (0, 97, 98, 99)
"""leading two digits of MMSIs that are no ship: shore stations, rescue beacons, craft of a ship, buoys"""


@dataclass(frozen=True, slots=True)
class Still:
    """What counts as still: slower than `speed_kn`, seen every `silence_ms`, told every `step_ms`."""

    speed_kn: float
    step_ms: int
    silence_ms: int
    impossible_kn: float
    jitter_m: float


def fixes(positions: Any, rule: Still) -> Any:
    """One position a ship, step and half-degree cell: `mmsi,t,lat,lon,sog,row_cell,column_cell`.

    The first of the step counts, whatever the order of the rows; `sog` is `NO_SPEED` where none was sent.
    """
    ships = positions.filter(
        _.t_ms >= FIRST_MS,
        _.lat7.between(-900_000_000, 900_000_000),
        _.lon7.between(-HALF, HALF),
        is_ship(_.mmsi),
    )
    sog = ibis.ifelse((_.sog >= 0) & (_.sog <= MOST_SPEED), _.sog.cast("float64"), NO_SPEED)
    keyed = ships.select(
        "mmsi",
        step=_.t_ms // rule.step_ms,
        row_cell=_.lat7 // SPLIT,
        column_cell=_.lon7 // SPLIT,
        first=ibis.struct({
            "t": _.t_ms,
            "lat": _.lat7.cast("int64"),
            "lon": _.lon7.cast("int64"),
            "sog": ibis.coalesce(sog, NO_SPEED),
        }),
    )  # fmt: skip
    grouped = keyed.group_by("mmsi", "step", "row_cell", "column_cell").agg(first=_["first"].min())
    return grouped.select(
        "mmsi",
        "row_cell",
        "column_cell",
        t=_["first"]["t"],
        lat=_["first"]["lat"],
        lon=_["first"]["lon"],
        sog=_["first"]["sog"],
    )


def is_ship(mmsi: Any) -> Any:
    """Whether a number is one that ships have: no shore station, beacon, buoy or aircraft."""
    return (
        (mmsi // 10_000_000).notin(NOT_A_SHIP) & ((mmsi // 1_000_000) != 111) & mmsi.between(0, 999_999_999)
    )


def metres_between(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """Distance in metres of near points in 1e-7 degree, across the 180° meridian too (equirectangular)."""
    middle = (lat + other_lat).cast("float64") / 2e7
    along = turned(other_lon - lon).cast("float64") / 1e7 * middle.radians().cos()
    up = (other_lat - lat).cast("float64") / 1e7
    return (along * along + up * up).sqrt() * DEGREE_M


def turned(lon: Any) -> Any:
    """A longitude, or a difference of two, brought back between -180° and 180° (1e-7 degree)."""
    return ibis.ifelse(lon > HALF, lon - WHOLE, ibis.ifelse(lon < -HALF, lon + WHOLE, lon))


def legs(seen: Any, rule: Still) -> Any:
    """From each position to the next of the same ship.

    Where the next position of the MMSI cannot be of the same ship, to the next in the same cell.
    """
    order = ["t", "lat", "lon"]
    plain = ibis.window(group_by="mmsi", order_by=order)
    celled = ibis.window(group_by=("mmsi", "row_cell", "column_cell"), order_by=order)
    led = seen.mutate(
        **{f"{name}1": seen[name].lead().over(plain) for name in order},
        **{f"{name}2": seen[name].lead().over(celled) for name in order},
    )
    took = (_.t1 - _.t).cast("float64") / 1000
    gone = metres_between(_.lat, _.lon, _.lat1, _.lon1)
    led = led.mutate(jump=(_.t1 == _.t) | ((gone > rule.impossible_kn * KNOT * took) & (gone > 5_000)))
    led = led.mutate(**{f"{name}1": ibis.ifelse(_.jump, _[f"{name}2"], _[f"{name}1"]) for name in order})
    found = led.filter(_.t1.notnull(), _.t1 > _.t)
    found = found.mutate(gone=metres_between(_.lat, _.lon, _.lat1, _.lon1))
    return found.mutate(took=(_.t1 - _.t).cast("float64") / 1000)


def instants(seen: Any, rule: Still) -> Any:
    """Where each ship was at every full step while it lay still: `mmsi,k,lat,lon,speed`.

    `k * step_ms` is the instant; positions between two fixes are taken along the straight line. `speed`
    (knots) is what the ship sent at the fix before or, where it sent none or the next fix is late, what its
    positions give.
    """
    made = _.gone / _.took / KNOT
    slow = legs(seen, rule).mutate(made=made, known=(_.sog >= 0) & (_.took < SURE_S))
    slow = slow.mutate(speed=ibis.ifelse(_.known, _.sog, _.made))
    slack = ibis.ifelse(_.known, rule.jitter_m / _.took / KNOT, 0.0)
    slow = slow.filter(_.t1 - _.t <= rule.silence_ms, _.speed < rule.speed_kn, _.made < rule.speed_kn + slack)
    first, last = (_.t + (rule.step_ms - 1)) // rule.step_ms, _.t1 // rule.step_ms
    told = slow.mutate(first=first, last=last).filter(_.last >= _["first"])
    told = told.mutate(k=lambda t: ibis.range(t["first"], t["last"] + 1).unnest())
    part = (_.k * rule.step_ms - _.t).cast("float64") / (_.t1 - _.t).cast("float64")
    told = told.mutate(part=part)
    told = told.select(
        "mmsi",
        "k",
        "speed",
        lat=(_.lat + (_.part * (_.lat1 - _.lat)).round().cast("int64")),
        lon=turned(_.lon + (_.part * turned(_.lon1 - _.lon)).round().cast("int64")),
    )
    return told.group_by("mmsi", "k", "lat", "lon").agg(speed=_.speed.max())
