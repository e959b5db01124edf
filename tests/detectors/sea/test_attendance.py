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


def attended(
    kind: str, minutes: float = 15, apart: float = 50.0, knots: float = 7.0, every: float = 2
) -> list[Row]:
    """A ship on her way in, and a craft that sails beside her for so long and then turns away."""
    east = OFF_BUSAN[1] + apart / DEGREE_M / 0.82
    return track(SHIP, *OFF_BUSAN, [Leg(60, knots, 0)], every=every, ship_type="70") + track(
        CRAFT, OFF_BUSAN[0], east, [Leg(minutes, knots, 0), Leg(40, 9, 90)], every=every, ship_type=kind
    )


def found(rows: list[Row], params: Params = NEAR) -> list[Found]:
    return list(detect(tables(placed(rows)), params))


HITS = {"a pilot boat": ("50", "pilot"), "a tug": ("52", "tug"), "in words": ("Pilot vessel", "pilot")}


def heard_rarely() -> list[Row]:
    """The ship lies at anchor and is heard again under way, the craft beside her twice meanwhile."""
    ship = track(SHIP, *OFF_BUSAN, [Leg(30, 0.0), Leg(30, 6, 0)], every=2, ship_type="70")
    craft = track(CRAFT, OFF_BUSAN[0], OFF_BUSAN[1] - 0.05, [Leg(17, 8.7, 90), Leg(13, 0.0), Leg(8, 6, 0)],
                  every=1, ship_type="50")  # fmt: skip
    return [one for one in ship if not 14 * MINUTE < one["t_ms"] - NOON < 33 * MINUTE] + [
        one for one in craft if (one["t_ms"] - NOON) // MINUTE in (0, 8, 12, 19, 26, 31, 36)
    ]


def unheard(minutes: float) -> list[Row]:
    """The ship is not heard for so long from the time on at which the craft comes beside her."""
    return [
        one for one in attended("50") if one["mmsi"] == CRAFT or not 0 < one["t_ms"] - NOON < minutes * MINUTE
    ]


def from_home(minutes: float) -> list[Row]:
    """The craft lies at home two miles off, and is heard again when she is nearly there."""
    home = track(CRAFT, OFF_BUSAN[0], OFF_BUSAN[1] + 0.05, [Leg(2)], start=NOON - round(minutes * MINUTE),
                 every=2, ship_type="50")  # fmt: skip
    near = track(CRAFT, OFF_BUSAN[0], OFF_BUSAN[1] + 0.003, [Leg(0)], start=NOON - 3 * MINUTE, ship_type="50")
    return home + near + [one for one in attended("50") if one["mmsi"] == SHIP or one["t_ms"] >= NOON]


def beside_its_berth() -> list[Row]:
    """A tug lies at its berth, and a ship leaves the next one."""
    ship = track(SHIP, *OFF_BUSAN, [Leg(50, 0.0), Leg(60, 6, 0)], every=2, ship_type="70")
    return ship + track(CRAFT, OFF_BUSAN[0], OFF_BUSAN[1] + 0.001, [Leg(54, 0.0), Leg(30, 8, 0)], every=2,
                        ship_type="52")  # fmt: skip


NO_HITS = {
    "at its own berth, the ship in the next": beside_its_berth(),
    "another merchant": attended("70"),
    "a craft that says nothing": attended(""),
    "farther off": attended("50", apart=200.0),
    "the ship unheard for longer than is known": unheard(50),
    "a moment": attended("50", minutes=2),
    "overtakes at twelve knots": track(SHIP, *OFF_BUSAN, [Leg(60, 7, 0)], every=1, ship_type="70")
    + track(CRAFT, OFF_BUSAN[0] - 0.02, OFF_BUSAN[1] + 0.0005, [Leg(60, 12, 0)], every=1, ship_type="50"),
    "the other way": track(SHIP, *OFF_BUSAN, [Leg(60, 7, 0)], every=2, ship_type="70")
    + track(CRAFT, OFF_BUSAN[0] + 0.11, OFF_BUSAN[1], [Leg(60, 7, 180)], every=2, ship_type="50"),
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


def test_one_heard_rarely_attends() -> None:
    (one,) = found(heard_rarely())
    assert {actor.id for actor in one.actors} == {f"mmsi-{SHIP}", f"mmsi-{CRAFT}"}


RARELY = {
    "at eight knots, every five minutes": attended("50", 20, knots=8, every=5),
    "at twelve knots, every five minutes": attended("50", 20, knots=12, every=5),
    "a ship not heard for forty minutes": unheard(40),
    "a craft not heard since she left home": from_home(40),
}


@pytest.mark.parametrize("name", RARELY)
def test_what_is_heard_rarely(name: str) -> None:
    assert len(found(RARELY[name])) == 1
