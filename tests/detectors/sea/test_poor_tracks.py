"""Ships of which little is sent: rarely, without speed, course or heading, or the numbers for none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea import drift, loitering, ship_to_ship, speed_change
from tests.detectors.sea.tracks import DEGREE_M, MINUTE, NOON, Leg, Row, placed, tables, track

A, B, LAT, LON = 412_000_001, 441_000_002, 30.0, 127.0
BARE = ("mmsi", "t_ms", "lat7", "lon7")
NONE_SENT = {"sog": 102.3, "cog": 360.0, "heading": 511}
SENT: dict[str, Callable[[Row], Row]] = {
    "as it is": lambda one: one,
    "ship, time and position alone": lambda one: {name: one[name] for name in BARE},
    "the numbers that stand for none": lambda one: one | NONE_SENT,
}
ALONE = "ship, time and position alone"
POOR = [(5, "the numbers that stand for none"), (3, ALONE), (20, ALONE), (60, ALONE)]


def drifting(mmsi: int, north: float, every: float, legs: list[Leg]) -> list[Row]:
    return track(mmsi, LAT + north / DEGREE_M, LON, legs, every=every)


def run(detector: object, rows: list[Row], sent: str) -> list[Found]:
    found = detector.detect(tables(placed([SENT[sent](one) for one in rows])), detector.Params())  # type: ignore[attr-defined]
    return list(found)


def minutes(one: Found) -> tuple[float, float]:
    begin, end = ((at.timestamp() * 1000 - NOON) / MINUTE for at in (one.start, one.end))
    return begin, end


def meeting(every: float, apart: float) -> list[Row]:
    """One lies from the start; the other comes after six hours, lies so far off for six, and goes on."""
    comes = [Leg(360, 10, 90), Leg(360, 0.4, 90), Leg(360, 10, 90)]
    east = 60 * 1852 / DEGREE_M / 0.866
    return track(A, LAT, LON + east, [Leg(1080, 0.4, 90)], every=every) + track(
        B, LAT + apart / DEGREE_M, LON + 0.046, comes, every=every
    )


@pytest.mark.parametrize(("every", "sent"), POOR)
def test_a_meeting(every: int, sent: str) -> None:
    (one,) = run(ship_to_ship, meeting(every, 60), sent)
    begin, end = minutes(one)
    assert begin == pytest.approx(360, abs=max(10, every)) and end == pytest.approx(720, abs=max(10, every))


@pytest.mark.parametrize("every", [5, 60])
def test_two_that_lie_farther_apart(every: int) -> None:
    assert run(ship_to_ship, meeting(every, 900), ALONE) == []


STAY = [Leg(300, 11, 90), *(Leg(60, 1.2, 90 * (n % 4)) for n in range(14)), Leg(300, 11, 90)]


@pytest.mark.parametrize(("every", "sent"), POOR)
def test_a_long_stay(every: int, sent: str) -> None:
    (one,) = run(loitering, track(A, LAT, LON, STAY, every=every), sent)
    begin, end = minutes(one)
    assert begin == pytest.approx(300, abs=max(15, every)) and end == pytest.approx(1140, abs=max(15, every))


@pytest.mark.parametrize("every", [5, 60])
def test_a_ship_that_sails_on_slowly_does_not_stay(every: int) -> None:
    slow = track(A, LAT, LON, [Leg(300, 11, 90), Leg(840, 4, 90), Leg(300, 11, 90)], every=every)
    assert run(loitering, slow, ALONE) == []


@pytest.mark.parametrize("every", [5, 20])
def test_a_sudden_stop_without_speeds(every: int) -> None:
    rows = track(A, LAT, LON, [Leg(240, 12, 90), Leg(240, 0.3, 90)], every=every)
    (one,) = run(speed_change, rows, ALONE)
    assert minutes(one)[0] == pytest.approx(240, abs=max(15, every))


@pytest.mark.parametrize("every", [5, 30, 60])
def test_a_ship_that_slows_down_by_and_by(every: int) -> None:
    legs = [Leg(240, 12, 90), *(Leg(60, speed, 90) for speed in (10, 8, 6, 4, 2)), Leg(240, 0.5, 90)]
    assert run(speed_change, track(A, LAT, LON, legs, every=every), ALONE) == []


def across(every: float, compass: float) -> list[Row]:
    """Five hours under way, six adrift, five under way, her compass so many degrees off."""
    rows = track(A, LAT, LON, [Leg(300, 11, 90), Leg(360, 1.6, 90), Leg(300, 11, 90)], every=every)
    for one in rows:
        adrift = 300 <= (one["t_ms"] - NOON) / MINUTE < 660
        one["heading"] = round(90 + compass + (90 if adrift else 0)) % 360
    return rows


@pytest.mark.parametrize("every", [5, 30, 60])
def test_a_drift(every: int) -> None:
    (one,) = run(drift, across(every, 0.0), "as it is")
    begin, end = minutes(one)
    assert begin == pytest.approx(300, abs=max(30, every)) and end == pytest.approx(660, abs=max(30, every))


@pytest.mark.parametrize(("every", "sent"), POOR)
def test_a_drift_without_heading(every: int, sent: str) -> None:
    assert run(drift, across(every, 0.0), sent)


def slow_along(compass: float) -> list[Row]:
    """Slow ahead for six hours along her bow, her compass so many degrees off all the time."""
    rows = track(A, LAT, LON, [Leg(300, 11, 90), Leg(360, 2.6, 90), Leg(300, 11, 90)])
    return [one | {"heading": round(90 + compass) % 360} for one in rows]


def test_a_wrong_compass_is_no_drift() -> None:
    assert run(drift, slow_along(70.0), "as it is") == []


def test_an_anchored_swing_is_no_drift() -> None:
    legs = [Leg(300, 11, 90), *(Leg(30, 0.35, 90 * (n % 4)) for n in range(40)), Leg(300, 11, 90)]
    rows = [one | {"heading": n * 7 % 360} for n, one in enumerate(track(A, LAT, LON, legs))]
    assert run(drift, rows, "as it is") == []


def test_a_wrong_compass_hides_no_drift() -> None:
    assert run(drift, across(5, 70.0), "as it is")
