"""Loitering: long, slow, far from port, not at anchor and not among others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.loitering import Params, detect
from tests.detectors.sea.tracks import Leg, Row, placed, tables, track

A, LAT, LON = 412_000_001, 30.0, 127.0
SAIL = Leg(120, 11.0, 90)


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(placed(rows)), Params()))


def stay(
    hours: float, knots: float = 0.8, *, lat: float = LAT, lon: float = LON, mmsi: int = A, **more: object
) -> list[Row]:
    """Comes, goes to and fro for so long, an hour and a half each way, and leaves."""
    turns = max(1, round(hours / 1.5))
    legs = [SAIL, *(Leg(hours * 60 / turns, knots, 180 * (n % 2)) for n in range(turns)), SAIL]
    return track(mmsi, lat, lon, legs, every=10, **more)


def back_to_its_place(minutes: float) -> list[Row]:
    legs = [SAIL, Leg(300, 0.8, 0), Leg(minutes, 5.0, 180), Leg(300, 0.8, 0), SAIL]
    return track(A, LAT, LON, legs)


def crowd(ships: int) -> list[Row]:
    return [
        one for n in range(ships) for one in stay(12, mmsi=430_000_000 + n, lat=LAT + 0.02, ship_type="30")
    ]


HITS: dict[str, Callable[[], list[Row]]] = {
    "twelve hours": lambda: stay(12),
    "just eight hours": lambda: stay(9),
    "just slow enough": lambda: stay(12, 1.8),
    "back to its place meanwhile": lambda: back_to_its_place(50),
    "no speed sent": lambda: stay(12, speed=False),
    "three others around": lambda: stay(12) + crowd(3),
    "every row twice": lambda: stay(12) * 2,
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "seven hours": lambda: stay(7),
    "too fast": lambda: stay(12, 2.4),
    "away for too long meanwhile": lambda: back_to_its_place(80),
    "swings at anchor": lambda: stay(12, 0.2),
    "near a port": lambda: stay(12, lat=28.1833 + 0.3, lon=-177.3667 - 0.41),
    "four others around": lambda: stay(12) + crowd(4),
    "a fishing boat": lambda: stay(12, ship_type="30"),
    "nothing": list,
}


@pytest.mark.parametrize("name", HITS)
def test_loiters(name: str) -> None:
    (one,) = found(HITS[name]())
    assert one.actors[0].id == f"mmsi-{A}"
    assert all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_does_not(name: str) -> None:
    assert found(NO_HITS[name]()) == []
