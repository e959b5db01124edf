"""Calls at ports of the DPRK: seen, or possible during a silence; and what only comes near."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.port_call import Params, detect
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

A = 412_000_001
NAMPO = (38.7167, 125.40)
OFF = (38.2, 124.2)
"""at sea, 120 km from Nampo"""


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(placed(rows)), Params()))


def lying(hours: float, km: float = 0.0, **more: object) -> list[Row]:
    """So long so far south of Nampo's position, then away."""
    lat = NAMPO[0] - km / 111.195
    return track(A, lat, NAMPO[1], [Leg(hours * 60), Leg(300, 11, 240)], every=10, **more)


def at_anchor(lat: float, lon: float) -> list[Row]:
    """A day at one place, then away."""
    return track(A, lat, lon, [Leg(1440), Leg(300, 11, 240)], every=10)


def silent(hours: float, at: tuple[float, float] = OFF) -> list[Row]:
    """Two days at sea with a silence of so long between."""
    first = track(A, *at, [Leg(1440, 0.1)], every=10)
    return first + track(A, *at, [Leg(1440, 0.1)], every=10, start=NOON + round((1440 + hours * 60) * MINUTE))


HITS: dict[str, Callable[[], list[Row]]] = {
    "half a day at a berth": lambda: lying(12),
    "just long enough": lambda: lying(2.5),
    "just near enough": lambda: lying(12, 9.9),
    "silent long enough for a call": lambda: silent(28),
    "a day at anchor off the coast": lambda: lying(24, 12),
    "every row twice": lambda: lying(12) * 2,
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "too short": lambda: lying(1.5),
    "too far off for a short call": lambda: lying(5, 12),
    "a day at anchor beyond twelve miles": lambda: at_anchor(38.2, 124.35),
    "a day at anchor off Baengnyeong": lambda: at_anchor(37.90, 124.72),
    "a day at anchor off Dandong": lambda: at_anchor(39.75, 124.10),
    "a fishing boat": lambda: lying(12, ship_type="30"),
    "silent, too short for a call": lambda: silent(17),
    "silent far away": lambda: silent(60, (34.0, 123.0)),
    "silent off the other coast, out of reach by sea": lambda: silent(28, (38.2, 121.2)),
    "nothing": list,
}


@pytest.mark.parametrize("name", HITS)
def test_calls(name: str) -> None:
    (one,) = found(HITS[name]())
    assert "Nampo" in one.reasons[0].text
    assert all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_does_not(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_what_is_seen_is_worth_more() -> None:
    assert found(lying(12))[0].score > found(silent(28))[0].score
