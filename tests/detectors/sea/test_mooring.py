"""Beside each other near a port: at anchor, at berths, and with a barge that came out for it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sightline.detectors.sea.meeting_class import classed
from sightline.detectors.sea.ship_to_ship import Params, detect
from sightline.detectors.sea.vessels import Vessel
from tests.detectors.sea.tracks import DEGREE_M, MINUTE, NOON, Leg, Row, placed, row, tables, track

A, B = 412_000_001, 441_000_002
PORT, ROADS = (35.10, 129.0333), (35.04, 129.06)
"""Busan, and some seven kilometres off it"""
NEAR = replace(Params(), near_ports=True)


def lying(mmsi: int, kind: str, swing: float, aside: float = 60.0, hours: float = 4.0) -> list[Row]:
    """A ship in the roads that swings so many metres to either side, and lies so far aside of the place."""
    return [
        row(
            mmsi, NOON + minute * MINUTE, ROADS[0] + swing * math.sin(minute / 40) / DEGREE_M,
            ROADS[1] + aside / DEGREE_M / 0.82, 0.1, ship_type=kind,
        )
        for minute in range(0, round(hours * 60) + 1, 5)
    ]  # fmt: skip


def passage(mmsi: int, kind: str, end: int, north: float, out: bool) -> list[Row]:
    """Half an hour's way between the roads and a place so many degrees north, before or after the meeting."""
    steps = [part / 6 for part in range(1, 7)]
    return [
        row(mmsi, end + round(minutes * MINUTE), ROADS[0] + north * part, ROADS[1], 9.0, ship_type=kind)
        for part, minutes in ((part, 30 * part * (1 if out else -1)) for part in steps)
    ]


def out_and_back(kind: str, home: float) -> list[Row]:
    rows = passage(B, kind, NOON, home, out=False) + lying(B, kind, 150.0, 0.0)
    return rows + passage(B, kind, NOON + 240 * MINUTE, home, out=True)


OTHER = passage(A, "80", NOON, -0.1, out=False) + lying(A, "80", 150.0)
OTHER += passage(A, "80", NOON + 240 * MINUTE, -0.1, out=True)
CLASSES = {
    "two that swing together": (lying(A, "80", 150.0) + lying(B, "80", 150.0, 0.0), "transfer"),
    "two that swing a little, together": (lying(A, "80", 30.0) + lying(B, "80", 30.0, 0.0), "transfer"),
    "two at their own anchors": (lying(A, "80", 150.0, 160.0) + lying(B, "80", 150.0, 0.0), "anchored"),
    "two just near enough": (lying(A, "80", 150.0, 145.0) + lying(B, "80", 150.0, 0.0), "transfer"),
    "two that lie fast": (lying(A, "80", 10.0) + lying(B, "80", 10.0, 0.0), "berth"),
    "a tanker out of the port and back": (OTHER + out_and_back("80", 0.05), "bunkering"),
    "a tanker from sea and back to sea": (OTHER + out_and_back("80", -0.08), "transfer"),
    "a tanker and a merchant from sea": (OTHER + out_and_back("70", -0.08), "transfer"),
}


@pytest.mark.parametrize("name", CLASSES)
def test_class(name: str) -> None:
    rows, said = CLASSES[name]
    (one,) = detect(tables(placed(rows)), NEAR)
    assert f"Class: {said}," in " ".join(reason.text for reason in one.reasons)


def test_what_is_not_known_is_told_by_the_ships_alone() -> None:
    tanker, box = Vessel(A, ship_type="80"), Vessel(B, ship_type="70")
    assert classed(tanker, box, True) == "bunkering" == classed(tanker, box, True, barge=True)
    assert classed(tanker, box, True, barge=False) == "transfer"
    assert classed(tanker, box, True, at_berths=True) == "berth"


def test_a_tug_at_the_next_berth_is_no_tug_at_work() -> None:
    rows = lying(A, "80", 10.0) + lying(B, "52", 10.0, 0.0) + track(A, 34.0, 130.0, [Leg(0)])
    (one,) = detect(tables(placed(rows)), NEAR)
    assert "Class: berth," in " ".join(reason.text for reason in one.reasons)


HOMES = {"at her own berth": (0.0, "berth"), "at another berth": (0.02, "tug")}


@pytest.mark.parametrize("name", HOMES)
def test_a_tug_whose_positions_scatter(name: str) -> None:
    """She lies beside a ship for four hours, and for the day before there too, or so many degrees off."""
    off, said = HOMES[name]
    day = [
        one | {"t_ms": one["t_ms"] - 26 * 60 * MINUTE, "lat7": one["lat7"] + round(off * 1e7)}
        for one in lying(B, "52", 60.0, 0.0, hours=24.0)
    ]
    (one,) = detect(tables(placed(lying(A, "80", 60.0) + lying(B, "52", 60.0, 0.0) + day)), NEAR)
    assert f"Class: {said}," in " ".join(reason.text for reason in one.reasons)
