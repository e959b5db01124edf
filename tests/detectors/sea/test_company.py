"""Ships that lie together, and ships that keep together under way: heard often, rarely, unevenly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.detectors.sea.ship_to_ship import Params, detect
from tests.detectors.sea.tracks import DEGREE_M, Leg, Row, moved, placed, tables, track

A, B, LAT, LON = 412_000_001, 441_000_002, 30.0, 150.0
NONE_SENT = {"sog": 102.3, "cog": 360.0, "heading": 511}
LIE = Leg(240, 0.3, 90)


def meeting(every: float, apart: float = 80.0, leaves: float = 0.0) -> list[Row]:
    """One comes from the west, one from the south; they lie together, and part or leave together a while."""
    west, south = 20 * 1852 / DEGREE_M / 0.866, 20 * 1852 / DEGREE_M
    along = [Leg(leaves, 10, 90)] if leaves else []
    first = track(A, LAT, LON - west, [Leg(120, 10, 90), LIE, *along, Leg(120, 10, 90)], every=every)
    away = [Leg(120, 10, 0), LIE, *along, Leg(120, 10, 180)]
    return first + track(B, LAT - south + apart / DEGREE_M, LON, away, every=every)


def together(every: float, apart: float, knots: float = 6.0) -> list[Row]:
    """Two that come side by side, stop for four hours, and go on side by side."""
    legs = [Leg(240, knots, 90), LIE, Leg(240, knots, 90)]
    return track(A, LAT, LON, legs, every=every) + track(B, LAT + apart / DEGREE_M, LON, legs, every=every)


def unevenly(rows: list[Row]) -> list[Row]:
    """Of reports every half minute those that class B makes: half a minute to three apart."""
    kept, last = [], dict[int, int]()
    for at, one in enumerate(rows):
        if one["t_ms"] - last.get(one["mmsi"], 0) >= 30_000 * (1 + at * 7 % 6):
            kept.append(one)
            last[one["mmsi"]] = one["t_ms"]
    return kept


def of_type(rows: list[Row], kind: str) -> list[Row]:
    return [one | {"ship_type": kind if one["mmsi"] == B else "80"} for one in rows]


HITS: dict[str, Callable[[], list[Row]]] = {
    "as class B sends": lambda: unevenly(meeting(0.5)),
    "one sends as class B, one every ten minutes": lambda: (
        [one for one in unevenly(meeting(0.5)) if one["mmsi"] == A]
        + [one for one in meeting(10) if one["mmsi"] == B]
    ),
    "every twenty minutes": lambda: [one | NONE_SENT for one in meeting(20)],
    "every half hour": lambda: [one | NONE_SENT for one in meeting(30)],
    "every hour": lambda: [one | NONE_SENT for one in meeting(60)],
    "left the same way for a while, every half hour": lambda: meeting(30, leaves=90),
    "alongside, and what they are nobody says": lambda: meeting(5, 30),
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "a tow that stops, every five minutes": lambda: together(5, 150),
    "a tow that stops, every twenty minutes": lambda: [one | NONE_SENT for one in together(20, 150)],
    "a tow that stops, every half hour": lambda: [one | NONE_SENT for one in together(30, 150)],
    "a tow that stops, every hour": lambda: [one | NONE_SENT for one in together(60, 150)],
    "a barge alongside a tug that says nothing": lambda: together(10, 30),
    "a barge alongside a tug, as class B sends": lambda: of_type(unevenly(meeting(0.5, 30)), "52"),
    "a barge alongside a ship that tows": lambda: of_type(meeting(20, 30), "Towing"),
    "left the same way like a tow, every half hour": lambda: meeting(30, leaves=150),
    "a yacht": lambda: of_type(unevenly(meeting(0.5)), "37"),
    "too far apart, every half hour": lambda: meeting(30, 600),
}
CASES = {**HITS, **NO_HITS}


@pytest.fixture(scope="module")
def found() -> set[str]:
    """The cases in which something is found; all at once, each on a meridian of its own."""
    rows = [one for at, name in enumerate(CASES) for one in moved(CASES[name](), at)]
    pairs = {frozenset(actor.id for actor in one.actors) for one in detect(tables(placed(rows)), Params())}
    ships = {name: frozenset(f"mmsi-{mmsi + 10 * at}" for mmsi in (A, B)) for at, name in enumerate(CASES)}
    return {name for name, pair in ships.items() if pair in pairs}


@pytest.mark.parametrize("name", HITS)
def test_hit(name: str, found: set[str]) -> None:
    assert name in found


@pytest.mark.parametrize("name", NO_HITS)
def test_no_hit(name: str, found: set[str]) -> None:
    assert name not in found
