"""Tracks: shared out where one MMSI is two ships, regular in time, and cut where a ship is silent."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.detectors.sea.sailing import apart, grid, heard_at, runs, tracks
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, row, tables, track

A = 412_000_001


def segments(rows: list[Row]) -> list[int]:
    return [len(one.t) for one in tracks(tables(placed(rows))["positions"])]


def test_two_ships_under_one_mmsi_are_two_segments() -> None:
    here, there = track(A, 30, 127, [Leg(120, 10)]), track(A, -20, -30, [Leg(120, 10)], start=NOON + MINUTE)
    assert segments(here) == [25]
    assert segments(here + there) == [25, 25]


def test_a_damaged_position_is_of_no_ship() -> None:
    rows = track(A, 30, 127, [Leg(120, 10)])
    assert segments([*rows, row(A, NOON + 32 * MINUTE, -50, 10)]) == [25]


def test_an_hour_full_of_rows_is_one_a_minute() -> None:
    assert segments([row(A, NOON + n * 180, 30, 127) for n in range(20_000)]) == [60]


@pytest.mark.parametrize(
    "rows", [[], [row(A, 5, 30, 127)] * 5, [row(A, NOON, 30, 127) | {"lon7": 1_810_000_000}] * 5]
)
def test_nothing_to_follow(rows: list[Row]) -> None:
    assert segments(rows) == []


def test_speed_and_course_across_the_180th_meridian() -> None:
    (one,) = tracks(tables(placed(track(A, 10, 179.9, [Leg(240, 12, 90)])))["positions"])
    at = grid(one)
    known = ~np.isnan(at.speed)
    assert at.speed[known] == pytest.approx(12, abs=0.1)
    assert at.course[known] == pytest.approx(90, abs=0.5)
    assert at.lon.min() < -179


def test_nothing_is_said_of_a_long_silence() -> None:
    rows = [
        row(A, NOON, 30, 127),
        row(A, NOON + 10 * MINUTE, 30, 127.01),
        row(A, NOON + 190 * MINUTE, 30, 127.5),
    ]
    (one,) = tracks(tables(placed(rows))["positions"])
    assert np.isnan(grid(one).speed[5:-1]).all()
    assert heard_at(one, NOON + 20 * MINUTE) == NOON + 10 * MINUTE


def test_runs_are_bridged() -> None:
    flags = np.array([1, 1, 0, 1, 0, 0, 1], dtype=bool)
    assert runs(flags) == [(0, 1), (3, 3), (6, 6)]
    assert runs(flags, 1) == [(0, 3), (6, 6)]
    assert runs(flags, 2) == [(0, 6)]
    assert runs(np.zeros(3, dtype=bool)) == []


def test_metres() -> None:
    assert apart(60.0, 179.9, 60.0, -179.9) == pytest.approx(11_120, rel=0.01)
