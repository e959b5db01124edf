"""Waters where nobody is ever heard, told by the silences of others on other days."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.detectors.sea.dark_activity import Params, detect
from sightline.detectors.sea.reception import Sea, listen
from sightline.detectors.sea.unheard_waters import crossed, never_heard
from tests.detectors.sea.dark import LAT, LON, SUBJECT
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

WEST, EAST = LON + 0.6, LON + 1.9
"""edges of waters without reception: 120 km, six and a half hours at ten knots"""
STEP = 10 * MINUTE


def crossing(mmsi: int, at: int, heard: bool = False) -> list[Row]:
    """A ship that sails east across them, after the one before and some way north of her."""
    begin = NOON + at * 780 * MINUTE
    rows = track(mmsi, LAT + 0.01 * at, LON, [Leg(12 * 60, 10, 90)], every=5, start=begin)
    return [one for one in rows if heard or not WEST < one["lon7"] / 1e7 < EAST]


def lying(mmsi: int, lon: float, every: float = 10, north: float = 0.0) -> list[Row]:
    """A ship that lies at one place for four days."""
    return track(mmsi, LAT + north, lon, [Leg(96 * 60)], every=every, start=NOON - 720 * MINUTE)


def sea_of(others: int, heard: int = 0) -> list[Row]:
    """The subject and so many others that cross, and ships that stay at either edge."""
    rows = crossing(SUBJECT, 0)
    for at in range(3):
        rows += lying(430_000_001 + at, WEST - 0.05 * at, north=0.08)
        rows += lying(430_000_011 + at, EAST + 0.05 * at, north=0.08)
    for at in range(others + heard):
        rows += crossing(441_000_001 + at, at + 1, heard=at >= others)
    return rows


def listened(rows: list[Row]) -> tuple[Sea, np.ndarray]:
    sea = listen(tables(placed(rows))["positions"], STEP)
    own = np.flatnonzero(sea.silences["mmsi"] == SUBJECT)
    return sea, own


CASES = {"three others": (3, 0, True), "two others": (2, 0, False), "one was heard there": (3, 1, False)}


@pytest.mark.parametrize("name", CASES)
def test_never_heard(name: str) -> None:
    others, heard, said = CASES[name]
    sea, own = listened(sea_of(others, heard))
    assert crossed(sea, own).tolist() == [[[others, heard]] * 3]
    assert never_heard(sea, own, 3.0, 0.1).tolist() == [said]


def test_a_ship_that_crosses_them_is_not_told() -> None:
    def told(others: int) -> bool:
        found = detect(tables(placed(sea_of(others))), Params())
        return any(one.actors[0].id == f"mmsi-{SUBJECT}" for one in found)

    assert told(2)
    assert not told(3)


def test_a_way_over_land_says_nothing() -> None:
    over = [one | {"lat7": one["lat7"] + 30_000_000, "lon7": one["lon7"] + 37_000_000} for one in sea_of(3)]
    sea, own = listened(over)
    assert crossed(sea, own).tolist() == [[[3, 0]] * 3]
    assert never_heard(sea, own, 3.0, 0.1).tolist() == [False]


def test_one_that_lies_there_and_is_rarely_heard_crosses_nothing() -> None:
    sea, own = listened([*sea_of(0), *lying(440_000_001, (WEST + EAST) / 2, every=240)])
    assert crossed(sea, own).tolist() == [[[0, 0], [0, 1], [0, 0]]]
