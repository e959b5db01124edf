"""Pilot boats and tugs beside ships under way, near ports and only where asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.ship_to_ship import Params, detect
from tests.detectors.sea.tracks import DEGREE_M, MINUTE, NOON, Leg, Row, placed, tables, track

SHIP, CRAFT = 412_000_001, 441_000_002
OFF_BUSAN = (34.95, 129.08)
NEAR = replace(Params(), near_ports=True)


def attended(kind: str, minutes: float = 15, apart: float = 50.0) -> list[Row]:
    """A ship on her way in, and a craft that sails beside her for so long and then turns away."""
    east = OFF_BUSAN[1] + apart / DEGREE_M / 0.82
    return track(SHIP, *OFF_BUSAN, [Leg(60, 7, 0)], every=2, ship_type="70") + track(
        CRAFT, OFF_BUSAN[0], east, [Leg(minutes, 7, 0), Leg(40, 9, 90)], every=2, ship_type=kind
    )


def found(rows: list[Row], params: Params = NEAR) -> list[Found]:
    return list(detect(tables(placed(rows)), params))


HITS = {"a pilot boat": ("50", "pilot"), "a tug": ("52", "tug"), "in words": ("Pilot vessel", "pilot")}
NO_HITS = {
    "another merchant": attended("70"),
    "a craft that says nothing": attended(""),
    "farther off": attended("50", apart=200.0),
    "a moment": attended("50", minutes=2),
    "nobody else": track(CRAFT, *OFF_BUSAN, [Leg(60, 7, 0)], every=2, ship_type="50"),
}


@pytest.mark.parametrize("name", HITS)
def test_attends(name: str) -> None:
    kind, said = HITS[name]
    (one,) = found(attended(kind))
    assert {actor.id for actor in one.actors} == {f"mmsi-{SHIP}", f"mmsi-{CRAFT}"}
    assert f"Class: {said}," in " ".join(reason.text for reason in one.reasons)
    assert one.score < 0.4 and all(reason.cites for reason in one.reasons)
    assert found(attended(kind), Params()) == []


@pytest.mark.parametrize("name", NO_HITS)
def test_does_not(name: str) -> None:
    assert found(NO_HITS[name]) == []


def test_one_that_lies_beside_a_ship_is_told_once() -> None:
    legs = [Leg(120, 0.1), Leg(30, 8, 180)]
    rows = track(SHIP, *OFF_BUSAN, legs[:1], ship_type="80")
    rows += track(CRAFT, OFF_BUSAN[0], OFF_BUSAN[1] + 0.0005, legs, ship_type="52", start=NOON + 5 * MINUTE)
    assert len(found(rows)) == 1
