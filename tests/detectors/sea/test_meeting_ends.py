"""A meeting is told from when to when two ships were within reach, not only while both were slow."""

from __future__ import annotations

import pytest

from sightline.detectors.sea.ship_to_ship import Params, detect
from tests.detectors.sea.tracks import DEGREE_M, MINUTE, NOON, Leg, placed, tables, track

A, B, LAT, LON = 412_000_001, 441_000_002, 30.0, 127.0
STAY = [Leg(60, 2.4, 90), Leg(240, 1.0, 90), Leg(90, 2.4, 90)]
"""an hour in a strong current, four hours in a weak one, an hour and a half in a strong one"""


def minutes(apart: float, since: float = 0.0) -> tuple[float, float]:
    """When two that drift together meet, from and to in minutes, the other heard from `since` on."""
    rows = track(A, LAT, LON, STAY, every=3)
    rows += [
        one
        for one in track(B, LAT + apart / DEGREE_M, LON, STAY, every=3)
        if one["t_ms"] >= NOON + since * MINUTE
    ]
    (one,) = detect(tables(placed(rows)), Params())
    return tuple((at.timestamp() * 1000 - NOON) / MINUTE for at in (one.start, one.end))  # type: ignore[return-value]


@pytest.mark.parametrize(("since", "begins"), [(0.0, 0.0), (29.0, 30.0), (90.0, 90.0)])
def test_from_when_to_when(since: float, begins: float) -> None:
    assert minutes(80.0, since) == (begins, 390.0)


def test_one_that_comes_and_goes_is_within_reach_for_minutes_more() -> None:
    """At three knots, half a nautical mile off: she is within 500 m for the last minutes of her way."""
    there = [Leg(20, 3, 90), Leg(240, 0.2, 90), Leg(20, 3, 270)]
    rows = track(A, LAT, LON + 0.0195, [Leg(280, 0.2, 90)], every=2) + track(B, LAT, LON, there, every=2)
    (one,) = detect(tables(placed(rows)), Params())
    begin, end = ((at.timestamp() * 1000 - NOON) / MINUTE for at in (one.start, one.end))
    assert 10 <= begin <= 20 and 255 <= end <= 270
