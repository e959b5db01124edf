"""A meeting is told from when to when two ships were within reach, not only while both were slow."""

from __future__ import annotations

import pytest

from sightline.detectors.sea.ship_to_ship import Params, detect
from tests.detectors.sea.tracks import DEGREE_M, MINUTE, NOON, Leg, Row, placed, tables, track

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


def drifting(mmsi: int, hours: float, north: float = 0.0, every: float = 5) -> list[Row]:
    return track(mmsi, LAT + north / DEGREE_M, LON, [Leg(60 * hours, 0.3, 90)], every=every)


def beside(
    silences: list[tuple[float, float]], hours: float = 30, away: tuple[float, float] = (0, 0)
) -> list[Row]:
    """Two that drift side by side, both silent from one minute to another, one of them away for a while."""
    rows = [one for mmsi, north in ((A, 0), (B, 80)) for one in drifting(mmsi, hours, north)]
    kept = []
    for one in rows:
        minute = (one["t_ms"] - NOON) / MINUTE
        if any(since < minute < until for since, until in silences):
            continue
        if one["mmsi"] == B and away[0] <= minute < away[1]:
            one |= {"lat7": one["lat7"] + 200_000}
        kept.append(one)
    return kept


def spans(rows: list[Row]) -> list[tuple[float, float]]:
    return sorted(
        tuple((at.timestamp() * 1000 - NOON) / MINUTE for at in (one.start, one.end))  # type: ignore[misc]
        for one in detect(tables(placed(rows)), Params())
    )


ENDS: dict[str, tuple[list[Row], list[tuple[float, float]]]] = {
    "silent for eight hours, and there again": (beside([(240, 720)]), [(0, 1800)]),
    "heard together no later than before a silence of hours": (
        [one for one in beside([(240, 480)]) if one["mmsi"] == A or one["t_ms"] < NOON + 500 * MINUTE]
        + track(B, LAT + 0.3, LON, [Leg(60, 0.3, 90)], start=NOON + 505 * MINUTE),
        [(0, 495)],
    ),
    "silent for more than a day": (beside([(240, 1690)], 40), [(0, 240), (1690, 2400)]),
    "heard apart in between": (beside([(240, 480), (540, 780)], away=(480, 541)), [(0, 240), (780, 1800)]),
}


@pytest.mark.parametrize("name", ENDS)
def test_silences(name: str) -> None:
    rows, expected = ENDS[name]
    assert spans(rows) == expected


def test_a_silence_in_a_meeting_is_told() -> None:
    (one,) = detect(tables(placed(beside([(240, 720)]))), Params())
    assert "For 7.9 hours of these" in one.reasons[0].text


def test_ships_heard_every_other_hour_meet_from_report_to_report() -> None:
    rows = drifting(A, 20, every=120) + drifting(B, 20, every=120)
    assert spans(rows) == [(0, 1200)]
