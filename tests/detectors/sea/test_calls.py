"""Stays near ports, as a track shows them."""

from __future__ import annotations

import pytest

from sightline.detectors.sea.calls import Call, Stay, calls
from sightline.detectors.sea.sailing import tracks
from tests.detectors.sea.tracks import Leg, tables, track

YOSU = (34.7333, 127.75)
SHIP = 440_000_001


def seen(*legs: Leg, start: tuple[float, float] = YOSU) -> list[Call]:
    return [one for each in tracks(tables(track(SHIP, *start, legs))["positions"]) for one in calls(each)]


def test_a_call_has_its_port_its_hours_and_its_rows() -> None:
    (one,) = seen(Leg(180), Leg(300, 10, 180))
    assert one.port.name == "Yosu" and one.away < 200
    assert (one.end - one.start) / 3_600_000 == pytest.approx(3, abs=0.3) and len(one.rows) >= 2


def test_out_and_back_is_one_call_until_she_was_well_away() -> None:
    (one,) = seen(Leg(180), Leg(120, 10, 180), Leg(120, 10, 0), Leg(180))
    assert one.end - one.start > 9 * 3_600_000, "20 nautical miles are no voyage"
    first, second = seen(Leg(180), Leg(150, 10, 180), Leg(150, 10, 0), Leg(180))
    assert first.port == second.port and first.end < second.start


NO_CALLS = {
    "too short": (Leg(100), Leg(300, 10, 180)),
    "passing": (Leg(600, 3, 90),),
}


@pytest.mark.parametrize("legs", NO_CALLS.values(), ids=NO_CALLS)
def test_no_call(legs: tuple[Leg, ...]) -> None:
    assert seen(*legs) == []


def test_lying_still_far_from_any_port_is_no_call() -> None:
    assert seen(Leg(600), start=(33.0, 124.5)) == []
    assert Stay().port_km * 1000 < 13_000
