"""What is said of meetings: reasons that cite the first, closest and last row of each ship, and a score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import ibis
import pyarrow as pa
from ibis import _

from sightline.detectors.citing import COLUMNS, citation, citations
from sightline.detectors.detector import Found, moment, spoken
from sightline.detectors.sea.meeting_class import DAILY, MEANING, classed
from sightline.detectors.sea.meetings import Meeting
from sightline.detectors.sea.ports import DEGREE_M
from sightline.detectors.sea.shore import shore_m
from sightline.detectors.sea.stillness import HALF, KNOT, turned
from sightline.detectors.sea.vessels import DPRK_MID, Vessel
from sightline.model.citation import Reason
from sightline.model.signal import Actor

SCORE = {
    "a meeting": 0.5,
    "alongside": 0.15,
    "twice as long as needed": 0.1,
    "far out at sea": 0.1,
    "a tanker or cargo ship": 0.1,
    "flag digits of the DPRK": 0.05,
}
"""What adds to the score; a proposal of this project. The sum is at most 1."""
DAILY_WORK = 0.4
"""what a score is multiplied by where the meeting looks like a port's daily work, or lies in a port"""
FAR_OUT = 5
"""times `port_km`"""
TOLD_H = 0.5
"""hours without a report in a meeting that are told"""
WHICH = ("first", "closest", "last")

Rows = dict[tuple[int, int, str], dict[str, Any]]
"""cited rows by meeting, MMSI and which"""


def report(
    positions: Any, meetings: Sequence[Meeting], ships: dict[int, Vessel], params: Any
) -> Iterator[Found]:
    """What is found, one for each meeting whose rows can be cited."""
    if not meetings:
        return
    rows = _cited_rows(positions, meetings, params)
    for one in meetings:
        if all((one.number, mmsi, which) in rows for mmsi in one.pair for which in WHICH):
            yield _found(one, rows, ships, params)


def _cited_rows(positions: Any, meetings: Sequence[Meeting], params: Any) -> Rows:
    """Of each ship the row nearest in time to the start, to the closest approach and to the end."""
    targets = ibis.memtable(_targets(meetings, params))
    near = positions.filter(_.mmsi.isin(sorted({mmsi for one in meetings for mmsi in one.pair})))
    ship = near.select(
        "t_ms", "lat7", "lon7", "sog", *COLUMNS, ship=_.mmsi.cast("int64")
    )  # fmt: skip
    near7 = _near7(params)
    found = targets.join(ship, [targets["mmsi"] == ship["ship"]])
    found = found.filter(
        (_.t_ms - _.at).abs() <= params.silence_minutes * 60_000,
        (_.lat7.cast("int64") - _.lat).abs() <= near7,
        turned(_.lon7.cast("int64") - _.lon).abs() <= near7 * 4,
    )
    fields = ("t_ms", "lat7", "lon7", *COLUMNS)
    best = found.group_by("number", "mmsi", "which").agg(
        row=ibis.struct({
            "away": (_.t_ms - _.at).abs(),
            **{name: _[name] for name in fields},
            "sog": ibis.coalesce(_.sog.cast("float64"), -1.0),
        }).min()
    )  # fmt: skip
    lines = best.to_pyarrow().to_pylist()
    return {(line["number"], line["mmsi"], line["which"]): line["row"] for line in lines}


def _near7(params: Any) -> int:
    """How far (1e-7 degree) a cited row may lie from where the ship was told to be.

    Whoever else uses the MMSI is farther away. The nearest row is at most half a silence away, through which
    the ship drifted.
    """
    drifted = params.speed_kn * KNOT * params.silence_minutes * 60 / 2
    reach: float = drifted + params.distance_m
    return round(reach / DEGREE_M * 1e7)


def _targets(meetings: Sequence[Meeting], params: Any) -> pa.Table:
    step = params.step_minutes * 60_000
    lines = [
        (one.number, mmsi, which, k * step, round(lat * 1e7), min(round(lon * 1e7), HALF))
        for one in meetings
        for mmsi in one.pair
        for which, k, (lat, lon) in (
            ("first", one.from_k, one.begin),
            ("closest", one.closest_k, (one.lat, one.lon)),
            ("last", one.to_k, one.end),
        )
    ]
    number, mmsi, which, at, lat, lon = zip(*lines, strict=True)
    return pa.table({
        "number": pa.array(number, pa.int64()),
        "mmsi": pa.array(mmsi, pa.int64()),
        "which": pa.array(which, pa.string()),
        "at": pa.array(at, pa.int64()),
        "lat": pa.array(lat, pa.int64()),
        "lon": pa.array(lon, pa.int64()),
    })  # fmt: skip


def _found(one: Meeting, rows: Rows, ships: dict[int, Vessel], params: Any) -> Found:
    step = params.step_minutes * 60_000
    start, end = moment(one.from_k * step), moment(one.to_k * step)
    both = [ships[mmsi] for mmsi in one.pair]
    return Found(
        actors=tuple(Actor(ship.id, ship.caption, "ship") for ship in both),
        start=start,
        end=end,
        score=_score(one, both, params),
        place=place_of(one),
        reasons=tuple(_reasons(one, rows, both, params)),
        lat=round(one.lat, 6),
        lon=round(one.lon, 6),
        measures=measures_of(both),
    )


def place_of(one: Meeting) -> str:
    """Where it was, in words: position, and how far the nearest port."""
    north = f"{abs(one.lat):.3f}°{'N' if one.lat >= 0 else 'S'}"
    east = f"{abs(one.lon):.3f}°{'E' if one.lon >= 0 else 'W'}"
    port = f", {one.port_m / 1000:.0f} km from {one.port.name} ({one.port.country})" if one.port else ""
    return f"{north} {east}{port}"


def measures_of(both: Iterable[Vessel]) -> tuple[str, ...]:
    """Ids of the measures a meeting may concern: by what the ships carry, as far as they said."""
    kinds = {ship.kind for ship in both}
    found = ["sts"]
    if "tanker" in kinds or not kinds & {"cargo"}:
        found.append("refined")
    if "cargo" in kinds or not kinds & {"tanker"}:
        found.append("coal-ban")
    return tuple(found)


def _score(one: Meeting, both: Sequence[Vessel], params: Any) -> float:
    hours = (one.to_k - one.from_k) * params.step_minutes / 60
    holds = {
        "a meeting": True,
        "alongside": one.apart <= params.alongside_m,
        "twice as long as needed": hours >= 2 * params.hours,
        "far out at sea": one.port_m >= FAR_OUT * params.port_km * 1000,
        "a tanker or cargo ship": any(ship.kind in ("tanker", "cargo") for ship in both),
        "flag digits of the DPRK": any(ship.is_dprk for ship in both),
    }
    whole = min(1.0, sum(SCORE[name] for name, held in holds.items() if held))
    daily = class_of(one, both, params) in DAILY or one.port_m < params.port_km * 1000
    return round(whole * (DAILY_WORK if daily else 1.0), 2)


def class_of(one: Meeting, both: Sequence[Vessel], params: Any) -> str:
    """What the meeting looks like."""
    near = one.port is not None and one.port_m <= params.errand_km * 1000
    loose = one.middle_m > params.attended_m
    return classed(both[0], both[1], near, barge=one.barge, at_berths=one.at_berths, loose=loose)


def _reasons(one: Meeting, rows: Rows, both: Sequence[Vessel], params: Any) -> Iterator[Reason]:
    at = {which: [rows[one.number, mmsi, which] for mmsi in one.pair] for which in WHICH}
    yield Reason(
        (_attended if one.under_way else _stayed)(one, both, params),
        citations(row for which in WHICH for row in at[which]),
    )
    yield Reason(
        f"Neither made more than {one.fastest:.1f} kn meanwhile.",
        citations([*at["first"], *at["last"]]),
    )
    if one.adrift:
        yield Reason(
            f"Both went the same way faster than {params.speed_kn:g} kn without steaming: {one.adrift}.",
            citations([*at["first"], *at["last"]]),
        )
    if one.port:
        crowd = f"{one.others} other ship{'s' if one.others != 1 else ''}" if one.others else "no other ship"
        shore = shore_m(one.lat, one.lon) / 1000
        yield Reason(
            f"The nearest port, {one.port.name} ({one.port.country}), is {one.port_m / 1000:.0f} km away, "
            f"the nearest shore {shore:.0f} km, and {crowd} lay still within {params.berth_km:g} km of the "
            "place in these data.",
            citations(at["closest"]),
        )
    looks = class_of(one, both, params)
    typed = [ship.type_row for ship in both if ship.type_row]
    yield Reason(f"Class: {looks}, {MEANING[looks]}.", citations(typed or at["closest"]))
    for ship, row in zip(both, at["closest"], strict=True):
        if ship.is_dprk:
            yield Reason(
                f"{ship.caption} sends an MMSI with the country digits of the DPRK, {DPRK_MID}.",
                citations([row]),
            )
    for ship in both:
        if ship.kind in ("tanker", "cargo") and ship.type_row:
            yield Reason(f"{ship.caption} says it is a {ship.kind} ship.", (citation(ship.type_row),))


def _stayed(one: Meeting, both: Sequence[Vessel], params: Any) -> str:
    """How long two ships lay beside each other, in words."""
    step = params.step_minutes * 60_000
    hours = (one.to_k - one.from_k) * params.step_minutes / 60
    return (
        f"{both[0].caption} and {both[1].caption} stayed within {params.distance_m:.0f} m of each other for "
        f"{hours:.1f} hours, from {spoken(moment(one.from_k * step))} to {spoken(moment(one.to_k * step))}; "
        f"the closest was {one.apart:.0f} m at {spoken(moment(one.closest_k * step))}, and at least half of "
        f"the time they were within {params.moored_m:.0f} m.{_silence(one)}"
    )


def _silence(one: Meeting) -> str:
    """For how long of a meeting one of the ships was not heard, in words."""
    if one.unheard_h < TOLD_H:
        return ""
    return (
        f" For {one.unheard_h:.1f} hours of these one of them or both were not heard; neither was heard away "
        "from the other."
    )


def _attended(one: Meeting, both: Sequence[Vessel], params: Any) -> str:
    """How long a craft was beside a ship under way, in words."""
    step = params.step_minutes * 60_000
    return (
        f"From {spoken(moment(one.from_k * step))} to {spoken(moment(one.to_k * step))} each position of "
        f"{both[0].caption} and {both[1].caption} is one at which they can have been within "
        f"{params.attended_m:.0f} m of each other, by where the other was heard before and after; on "
        f"straight ways at steady speed they were {one.apart:.0f} m apart at the closest, at "
        f"{spoken(moment(one.closest_k * step))}."
    )
