"""Meetings at sea: what is one, what is just not one, and what must not change the answer."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.detectors.detector import Found
from sightline.detectors.register import detector
from sightline.detectors.run import run
from sightline.detectors.sea.ship_to_ship import Params, detect
from sightline.model.signal import Signal
from tests.detectors.sea.tracks import (
    DEGREE_M,
    MINUTE,
    NAUTICAL_M,
    NOON,
    Leg,
    Row,
    placed,
    row,
    tables,
    track,
)

A, B, C = 412_000_001, 441_000_002, 477_000_003
LAT, LON = 30.0, 127.0
"""open sea: more than 100 km from any port"""
SAIL_IN, SAIL_OUT = Leg(180, 10.0, 90), Leg(180, 10.0, 90)
OUT_SOUTH = Leg(180, 9.0, 180)


def north(metres: float, lat: float = LAT) -> float:
    """A latitude so many metres farther north."""
    return lat + metres / DEGREE_M


def lying(mmsi: int, lat: float, lon: float, minutes: float, start: int = NOON, **more: Any) -> list[Row]:
    """A ship that lies still so long, then leaves."""
    away = more.pop("away", OUT_SOUTH)
    return track(mmsi, lat, lon, [Leg(minutes), away], start=start, **more)


def pair(minutes: float = 180, apart: float = 200, **more: Any) -> list[Row]:
    """Two ships that lie so far apart (m) for so long, then leave in different directions."""
    first = lying(A, LAT, LON, minutes, away=Leg(120, 10, 0), **more)
    return first + lying(B, LAT, LON + apart / DEGREE_M / 0.8660254, minutes, away=Leg(120, 10, 180), **more)


def drifting(knots: float, minutes: float = 180, **more: Any) -> list[Row]:
    """Two ships that drift side by side."""
    first = track(A, LAT, LON, [Leg(minutes, knots), Leg(120, 12, 0)], **more)
    return first + track(B, north(200), LON, [Leg(minutes, knots), Leg(120, 12, 180)], **more)


def easing(near: float, minutes: float, apart: float = 400) -> list[Row]:
    """Two ships that lie 200 m apart, then farther apart, for so many minutes in all."""
    slow = Leg(10, (apart - 200) / NAUTICAL_M * 6, 0)
    first = lying(A, LAT, LON, minutes, away=Leg(60, 10, 180))
    legs = [Leg(near), slow, Leg(minutes - near - 10), Leg(60, 10, 0)]
    return first + track(B, north(200), LON, legs)


def leaving(minutes: float, waits: float = 15, comes_from: float = 10_000) -> list[Row]:
    """One lies, another comes from so far (m) where it waited; they leave together for so many minutes."""
    out = Leg(minutes, 6.0, 0)
    lon = LON + comes_from / DEGREE_M / math.cos(math.radians(LAT))
    comes = [Leg(waits), Leg(10, comes_from / NAUTICAL_M * 6, 270)]
    first = track(A, LAT, lon, [*comes, Leg(180), out, Leg(60, 10, 90)])
    return first + track(B, north(150), LON, [Leg(waits + 190), out, Leg(60, 10, 270)])


def arriving(minutes: float) -> list[Row]:
    """Two ships that come side by side for so many minutes, lie, and part."""
    come, stay = Leg(minutes, 6.0, 90), Leg(180)
    first = track(A, LAT, LON, [come, stay, Leg(60, 10, 0)])
    return first + track(B, north(150), LON, [come, stay, Leg(60, 10, 180)])


def at_port(km: float) -> list[Row]:
    """A meeting so many kilometres north of Midway Island, the only port of those waters."""
    lat, lon = 28.1833 + km * 1000 / 111195.08, -177.3667
    first = lying(A, lat, lon, 180, away=Leg(60, 10, 0))
    return first + lying(B, north(50, lat), lon, 180, away=Leg(60, 10, 90))


def barge(km: float = 20, waits: float = 0, returns: bool = True) -> list[Row]:
    """One lies so far north of Midway; another comes out of the roads to it for two hours, and goes back."""
    lat, lon = 28.1833, -177.3667
    knots = (km - 9) * 1000 / NAUTICAL_M
    leaves = Leg(60, knots, 180) if returns else Leg(60, 12.0, 0)
    ship = track(A, lat + km * 1000 / DEGREE_M, lon, [Leg(700)])
    legs = [Leg(60, knots, 0), Leg(120), Leg(waits / 2, 2.5, 90), Leg(waits / 2, 2.5, 270), leaves, Leg(60)]
    return ship + track(B, lat + 9_000 / DEGREE_M, lon + 0.001, legs)


def crowd(ships: int, away: float = 1500, **more: Any) -> list[Row]:
    """Others that lay still so far away (m), each on a day of its own."""
    day = 24 * 60 * MINUTE
    return [
        one
        for number in range(ships)
        for one in lying(430_000_000 + number, north(away), LON, 300, start=NOON + (number + 2) * day, **more)
    ]


def mother_ship(guests: int) -> list[Row]:
    """One ship that lies still for days while others come alongside, one a day."""
    day = 24 * 60
    rows = track(A, LAT, LON, [Leg(day * guests)])
    for number in range(guests):
        begins = NOON + (number * day + 300) * MINUTE
        rows += lying(430_000_000 + number, north(80), LON, 240, start=begins)
    return rows


def unordered() -> list[Row]:
    rows = pair()
    random.Random(7).shuffle(rows)
    return rows


def twin_far_away() -> list[Row]:
    """Another ship uses the first one's MMSI on another ocean all the while."""
    return pair() + track(A, -20.0, -30.0, [Leg(400, 11.0, 45)], start=NOON + 2 * MINUTE)


def towed() -> list[Row]:
    legs = [Leg(120, 6.0, 90), Leg(180), Leg(120, 6.0, 90)]
    return track(A, LAT, LON, legs) + track(B, north(150), LON, legs)


def million(count: int) -> list[Row]:
    """The first ship also sends a position every few milliseconds for an hour."""
    return pair() + [row(A, NOON + 3_600_000 * n // count, LAT, LON, 0.0) for n in range(count)]


def service(kind: str) -> list[Row]:
    return [*pair(ship_type=None), row(B, NOON, LAT, LON + 0.0024, 0.0, ship_type=kind)]


HITS: dict[str, Callable[[], list[Row]]] = {
    "three hours side by side": pair,
    "exactly two hours": lambda: pair(minutes=120),
    "exactly the longest distance": lambda: easing(95, 120, 499.9),
    "exactly as near as moored ships": lambda: pair(apart=249.9),
    "near for half of the time": lambda: easing(90, 180),
    "alongside for one hour": lambda: pair(minutes=60, apart=99.9),
    "adrift for thirty hours": lambda: drifting(1.95, 1800),
    "adrift for thirty hours, heard of every five": lambda: drifting(1.95, 1800, every=300, speed=False),
    "together for less than half an hour before": lambda: arriving(25),
    "came from apart and left the same way": lambda: leaving(115),
    "just seen apart": lambda: leaving(60, comes_from=3_710),
    "seen apart twice": lambda: leaving(60, waits=5, comes_from=4_000),
    "just slow enough": lambda: drifting(1.99),
    "just slow enough by position alone": lambda: drifting(1.95, speed=False),
    "no speed sent": lambda: pair(speed=False),
    "one position in an hour": lambda: pair(minutes=240, every=60),
    "just ten kilometres from port": lambda: at_port(10.001),
    "three others lay still nearby": lambda: pair() + crowd(3),
    "nine others lay still farther off": lambda: pair() + crowd(9, 4000),
    "ten others lay still too far off": lambda: pair() + crowd(10, 5600),
    "two tankers beside a fishing fleet": lambda: pair(ship_type="80") + crowd(4, ship_type="30"),
    "out of a port and not back": lambda: barge(returns=False),
    "out of a port and late back": lambda: barge(waits=320),
    "out of a port farther off": lambda: barge(km=26),
    "a mother ship and six guests": lambda: mother_ship(6),
    "unordered": unordered,
    "every row twice": lambda: pair() * 2,
    "another ship under the same MMSI far away": twin_far_away,
    "rows of 1970 and of the future among them": lambda: (
        [
            *pair(),
            row(A, 5, LAT, LON, 0.0),
            row(B, 5, LAT, LON, 0.0),
            row(A, 4_102_444_800_000, 1.0, 1.0, 9.0),
        ]
    ),
    "impossible coordinates among them": lambda: (
        [*pair(), row(A, NOON + 60_000, LAT, 181.0, 0.0) | {"lon7": 1_810_000_000}]
    ),
    "a ship that sends without end": lambda: million(20_000),
    "across the 180th meridian": lambda: (
        lying(A, LAT, 179.9995, 180) + lying(B, LAT, -179.9995, 180, away=Leg(60, 10, 0))
    ),
    "two tankers": lambda: pair(ship_type="80"),
    "one fishing boat and a cargo ship": lambda: (
        [*service("70"), row(A, NOON, LAT, LON, 0.0, ship_type="30")]
    ),
    "gone for twenty-five minutes in the middle": lambda: (
        [one for one in pair(minutes=240) if not 60 < (one["t_ms"] - NOON) / MINUTE < 80]
    ),
}

NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "one step short of two hours": lambda: pair(minutes=115),
    "just too far apart": lambda: easing(95, 120, 502),
    "farther apart than moored ships": lambda: pair(apart=250.5),
    "near for less than half of the time": lambda: easing(85, 180),
    "one step short of an hour alongside": lambda: pair(minutes=55, apart=99.9),
    "not quite alongside for an hour": lambda: pair(minutes=60, apart=100.5),
    "together for half an hour before": lambda: arriving(30),
    "came from apart and left like a tow": lambda: leaving(120),
    "not seen quite apart": lambda: leaving(60, comes_from=3_690),
    "seen apart once": lambda: leaving(60, waits=0, comes_from=4_000),
    "just too fast to lie, of unknown ways": lambda: [
        one for one in drifting(2.05) if one["t_ms"] <= NOON + 180 * MINUTE
    ],
    "just within ten kilometres of a port": lambda: at_port(9.999),
    "out of a port and back": barge,
    "out of a port and back in six hours": lambda: barge(waits=290),
    "four others lay still nearby": lambda: pair() + crowd(4),
    "ten others lay still farther off": lambda: pair() + crowd(10, 4000),
    "in a harbour of fishing boats, of unknown kind": lambda: pair() + crowd(4, ship_type="30"),
    "in a harbour of fishing boats, one of them": lambda: service("30") + crowd(4, ship_type="30"),
    "alone": lambda: lying(A, LAT, LON, 600),
    "at the same place on two days": lambda: (
        lying(A, LAT, LON, 300) + lying(B, LAT, LON, 300, start=NOON + 86_400_000)
    ),
    "a tow that stops": towed,
    "a tug by code": lambda: service("52"),
    "a pilot by word": lambda: service("Pilot Vessel"),
    "two fishing boats": lambda: pair(ship_type="30"),
    "one MMSI twice": lambda: lying(A, LAT, LON, 300) + lying(A, north(100), LON, 300),
    "both in 1970": lambda: [one | {"t_ms": one["t_ms"] - NOON} for one in pair()],
    "a buoy": lambda: lying(A, LAT, LON, 300) + lying(992_471_001, north(50), LON, 300),
    "nothing at all": list,
}


def found(rows: list[Row], params: Params = Params()) -> list[Found]:  # noqa: B008
    return list(detect(tables(placed(rows)), params))


def signals(rows: list[Row]) -> list[Signal]:
    return list(run(detector("ship_to_ship"), tables(rows), Params(), ["f" * 64]))


@pytest.mark.parametrize("name", HITS)
def test_hit(name: str) -> None:
    pairs = {tuple(actor.id for actor in one.actors) for one in found(HITS[name]())}
    if name == "a mother ship and six guests":
        assert len(pairs) == 6
    else:
        assert pairs == {(f"mmsi-{A}", f"mmsi-{B}")}


@pytest.mark.parametrize("name", NO_HITS)
def test_no_hit(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_what_is_said_of_a_meeting() -> None:
    (one,) = signals(placed(pair(ship_type="Tanker", name="INVENTED STAR", imo=9_000_001)))
    assert one.start.isoformat() == "2023-05-04T12:00:00+00:00"
    assert one.end.isoformat() == "2023-05-04T15:00:00+00:00"
    assert one.measures == ("sts", "refined")
    assert one.place.startswith("30.000°N 127.000°E, ")
    assert one.lat == pytest.approx(30.0)
    assert {actor.caption for actor in one.actors} == {
        f"INVENTED STAR (MMSI {mmsi}, IMO 9000001)" for mmsi in (A, B)
    }
    first = one.reasons[0]
    assert "within 500 m of each other for 3.0 hours" in first.text
    assert "at least half of the time they were within 250 m" in first.text
    assert first.cites[0].item == "ab" * 32
    assert len(first.cites) >= 4, "first, closest and last of each ship; the closest may be the first"
    assert str(first.cites[0].place) == "row 2 · bytes 200-299"


def test_a_cargo_ship_concerns_coal_and_not_petroleum() -> None:
    (one,) = signals(placed(pair(ship_type="70")))
    assert one.measures == ("sts", "coal-ban")


def test_before_the_measures_were_adopted_none_is_named() -> None:
    years = 10 * 365 * 86_400_000
    (one,) = signals(placed([line | {"t_ms": line["t_ms"] - years} for line in pair()]))
    assert one.measures == ()


def test_the_id_names_the_event_not_the_file() -> None:
    (one,) = signals(placed(pair()))
    (again,) = signals(placed(pair(), item="cd" * 32))
    assert one.id == again.id
    assert one.id.startswith("s-")
    (later,) = signals(placed(pair(start=NOON + 60 * MINUTE)))
    assert later.id != one.id


def test_a_longer_stay_near_the_start_keeps_the_id() -> None:
    assert signals(placed(pair()))[0].id == signals(placed(pair(minutes=400)))[0].id


def test_params_change_the_answer() -> None:
    assert found(pair(apart=600), replace(Params(), distance_m=700.0, moored_m=700.0))
    assert not found(pair(minutes=180), replace(Params(), hours=3.5))


SAMPLE = placed(pair() + crowd(2) + track(C, 31, 128, [SAIL_IN, Leg(60), SAIL_OUT]))


@pytest.mark.slow
@settings(max_examples=2, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 40))
def test_neither_order_nor_repetition_changes_signals(chance: random.Random, repeated: int) -> None:
    rows = SAMPLE + chance.choices(SAMPLE, k=repeated)
    chance.shuffle(rows)
    assert signals(rows) == signals(SAMPLE)
