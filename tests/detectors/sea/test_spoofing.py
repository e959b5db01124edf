"""Positions that cannot be: two places, leaps, circles; and what is only odd."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.spoofing import Params, detect
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, row, tables, track

A, LAT, LON = 412_000_001, 30.0, 127.0


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(placed(rows)), Params()))


def home(minutes: float = 300) -> list[Row]:
    return track(A, LAT, LON, [Leg(minutes, 10)])


def also(minutes: float, lat: float = 20.0, start: int = NOON + MINUTE) -> list[Row]:
    return track(A, lat, LON, [Leg(minutes, 10)], start=start)


def leap(reports: int, degrees: float = 5.0) -> list[Row]:
    lon = home()[-1]["lon7"] / 1e7
    far = [row(A, NOON + (305 + 5 * n) * MINUTE, LAT + degrees, lon) for n in range(reports)]
    return home() + far


def circle(turns: float, radius: float = 3_000, wobble: float = 0.0, every: float = 5) -> list[Row]:
    """Round a point in an hour and a half."""
    rows = []
    for n in range(round(turns * 90 / every) + 1):
        angle = n * every / 90 * 2 * math.pi
        away = radius * (1 + wobble * math.sin(3.3 * angle))
        north, east = away * math.cos(angle) / 111_195, away * math.sin(angle) / 111_195 / 0.866
        rows.append(row(A, round(NOON + n * every * MINUTE), LAT + north, LON + east))
    return rows


HITS: dict[str, Callable[[], list[Row]]] = {
    "two places for an hour": lambda: home() + also(65),
    "a leap and nothing after": lambda: leap(3),
    "round and round": lambda: circle(4),
    "just round enough": lambda: circle(4, wobble=0.05),
    "rows of 1970 among them": lambda: [*circle(4), row(A, 5, 0, 0)],
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "an honest way": home,
    "two damaged positions": lambda: leap(2),
    "a leap a ship can make": lambda: leap(4, 0.03),
    "two turns": lambda: circle(2.2),
    "swinging at anchor": lambda: circle(6, 300),
    "not round": lambda: circle(6, wobble=0.5),
    "nothing": list,
}


@pytest.mark.parametrize("name", HITS)
def test_cannot_be(name: str) -> None:
    (one,) = found(HITS[name]())
    assert all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_can_be(name: str) -> None:
    assert found(NO_HITS[name]()) == []
