"""Two ships that wind and current take along together; and convoys, tows and lanes, which are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.ship_to_ship import Params, detect
from tests.detectors.sea.tracks import DEGREE_M, MINUTE, NOON, Leg, Row, moved, placed, tables, track

A, B, LAT, LON = 412_000_001, 441_000_002, 30.0, 150.0
NONE_SENT = {"sog": 102.3, "cog": 360.0, "heading": 511}


def off(north: float, east: float) -> tuple[float, float]:
    """A place so many metres off."""
    return LAT + north / DEGREE_M, LON + east / DEGREE_M / 0.866


def both(
    legs: list[Leg],
    comes: Leg | None,
    goes: Leg | None,
    beside: tuple[float, float] = (120.0, 0.0),
    **more: Any,
) -> list[Row]:
    """Two on the same way, so many metres apart; the other comes and goes another way, or as the first does.

    The first comes from the west at 10 kn and goes on to the east.
    """
    first, last = Leg(120, 10, 90), Leg(100, 10, 90)
    back = 2 * 10 * 1852
    rows = track(A, *off(0, -back), [first, *legs, last], **more)
    come, go = comes or first, goes or last
    south = come.minutes / 60 * come.knots * 1852 if come.course == 0 else 0.0
    west = come.minutes / 60 * come.knots * 1852 if come.course == 90 else 0.0
    return rows + track(B, *off(beside[0] - south, beside[1] - west), [come, *legs, go], **more)


def bare(rows: list[Row]) -> list[Row]:
    """Without speed, course and heading, by the numbers that say so."""
    return [one | NONE_SENT for one in rows]


def headed(rows: list[Row], degrees: int, since: float = 120, until: float = 480) -> list[Row]:
    """With a heading of so many degrees while they drift, and none before and after."""
    return [
        one | {"heading": degrees if since <= (one["t_ms"] - NOON) / MINUTE < until else 511} for one in rows
    ]


def going(knots: float, apart: tuple[float, float], minutes: float = 600) -> list[Row]:
    """Two at one speed from the first report to the last, so many metres apart."""
    legs = [Leg(minutes, knots, 90)]
    return track(A, LAT, LON, legs) + track(B, *off(*apart), legs)


FROM_SOUTH, TO_NORTH = Leg(120, 10, 0), Leg(120, 10, 0)
DRIFT = [Leg(180, 2.6, 80), Leg(180, 2.9, 100)]
SLOW = [Leg(360, 2.8, 90)]

HITS: dict[str, Callable[[], list[Row]]] = {
    "in a current": lambda: both(DRIFT, FROM_SOUTH, TO_NORTH),
    "nothing but ship, time and place": lambda: bare(both(DRIFT, FROM_SOUTH, TO_NORTH)),
    "every ten minutes": lambda: bare(both(DRIFT, FROM_SOUTH, TO_NORTH, every=10)),
    "every half hour": lambda: bare(both(DRIFT, FROM_SOUTH, TO_NORTH, every=30)),
    "every hour": lambda: bare(both(DRIFT, FROM_SOUTH, TO_NORTH, every=60)),
    "as class B sends": lambda: both(DRIFT, FROM_SOUTH, TO_NORTH, every=0.5),
    "came together from apart, left the same way": lambda: both(DRIFT, FROM_SOUTH, None),
    "one behind the other, apart before and after": lambda: both(DRIFT, FROM_SOUTH, TO_NORTH, (0, 220)),
    "one behind the other, as near as ships made fast": lambda: both(DRIFT, FROM_SOUTH, None, (0, 90)),
    "just slow enough": lambda: both([Leg(360, 3.9, 90)], FROM_SOUTH, TO_NORTH),
    "across their course, and nothing else heard of them": lambda: headed(going(2.8, (150, 0), 360), 10, 0),
    "one of them across her course": lambda: (
        [one if one["mmsi"] == A else one | {"heading": 511} for one in headed(going(2.8, (150, 0)), 10, 0)]
    ),
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "on one lane all the time": lambda: going(3.4, (150, 0)),
    "a tow all the time": lambda: going(3.0, (0, 220)),
    "a tow taken up at sea": lambda: both(SLOW, FROM_SOUTH, None, (0, 220)),
    "a convoy that slows down": lambda: both(SLOW, None, None),
    "bows along their course": lambda: headed(both(DRIFT, FROM_SOUTH, TO_NORTH), 90),
    "just too fast": lambda: both([Leg(360, 4.1, 90)], FROM_SOUTH, TO_NORTH),
    "one overtakes the other": lambda: (
        track(A, *off(0, -37_040), [Leg(120, 10, 90), Leg(360, 3.2, 90), Leg(120, 10, 90)])
        + track(B, *off(-37_040 + 120, 450), [Leg(120, 10, 0), Leg(360, 3.05, 90), Leg(120, 10, 0)])
    ),
    "a tug with her barge": lambda: (
        [one | {"ship_type": "52" if one["mmsi"] == A else None} for one in both(DRIFT, FROM_SOUTH, TO_NORTH)]
    ),
    "two that trawl to and fro": lambda: both(
        [Leg(60, 3.2, 90 if at % 2 else 270) for at in range(6)], FROM_SOUTH, TO_NORTH
    ),
    "farther apart than ships made fast": lambda: both(DRIFT, FROM_SOUTH, TO_NORTH, (300, 0)),
    "for less than two hours": lambda: both([Leg(90, 2.8, 90)], FROM_SOUTH, TO_NORTH),
}


CASES = {**HITS, **NO_HITS}
Ships = frozenset[str]


def numbers(at: int) -> Ships:
    return frozenset(f"mmsi-{mmsi + 10 * at}" for mmsi in (A, B))


@pytest.fixture(scope="module")
def found() -> dict[Ships, list[Found]]:
    """What is found in all cases at once, each on a meridian of its own, by the ships."""
    rows = [one for at, name in enumerate(CASES) for one in moved(CASES[name](), at)]
    by_ships: dict[Ships, list[Found]] = {}
    for one in detect(tables(placed(rows)), Params()):
        by_ships.setdefault(frozenset(actor.id for actor in one.actors), []).append(one)
    return by_ships


@pytest.mark.parametrize("name", HITS)
def test_hit(name: str, found: dict[Ships, list[Found]]) -> None:
    (one,) = found[numbers(list(CASES).index(name))]
    assert "without steaming" in " ".join(reason.text for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_no_hit(name: str, found: dict[Ships, list[Found]]) -> None:
    assert numbers(list(CASES).index(name)) not in found


@pytest.mark.parametrize(
    ("name", "step"), [("as class B sends", 10), ("every half hour", 30), ("every hour", 60)]
)
def test_from_when_to_when(name: str, step: int, found: dict[Ships, list[Found]]) -> None:
    (one,) = found[numbers(list(CASES).index(name))]
    begin, end = ((at.timestamp() * 1000 - NOON) / MINUTE for at in (one.start, one.end))
    assert begin == pytest.approx(120, abs=step) and end == pytest.approx(480, abs=step)
