"""What a meeting looks like, by what both ships say they are; and near a port, told only where asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.meeting_class import DAILY, MEANING, classed
from sightline.detectors.sea.ship_to_ship import Params, detect
from sightline.detectors.sea.vessels import Vessel
from tests.detectors.sea.tracks import DEGREE_M, Leg, Row, placed, tables, track

A, B = 412_000_001, 441_000_002
NAMPO = (38.7167, 125.40)


def of(kind: str, length: float = 0.0) -> Vessel:
    return Vessel(A, ship_type=kind, length=length)


CLASSES = {
    "two tankers at sea": (of("80"), of("80"), False, "transfer"),
    "two tankers of a length near a port": (of("80", 90), of("tanker", 120), True, "transfer"),
    "a tanker and one twice as long near a port": (of("80", 60), of("80", 120), True, "bunkering"),
    "the same far from any port": (of("80", 60), of("80", 120), False, "transfer"),
    "a tanker and a container ship near a port": (of("80"), of("70"), True, "bunkering"),
    "the same at sea": (of("80"), of("70"), False, "transfer"),
    "a tanker and nobody knows what": (of("80"), of(""), True, "unclear"),
    "a pilot": (of("50"), of("70"), True, "pilot"),
    "a pilot in words": (of("Pilot vessel"), of("70"), True, "pilot"),
    "a tug": (of("52"), of("80"), True, "tug"),
    "a tow": (of("Towing"), of("80"), False, "tug"),
    "a patrol boat": (of("55"), of("80"), False, "service"),
    "two trawlers": (of("30"), of("30"), False, "fishing"),
}


@pytest.mark.parametrize("name", CLASSES)
def test_classes(name: str) -> None:
    one, other, near, said = CLASSES[name]
    assert classed(one, other, near) == classed(other, one, near) == said
    assert said in MEANING and set(MEANING) > DAILY


def beside(at: tuple[float, float], kinds: tuple[str, str]) -> list[Row]:
    legs = [Leg(180, 0.1), Leg(120, 10, 0)]
    east = at[1] + 60 / DEGREE_M / 0.8
    return track(A, *at, legs, ship_type=kinds[0]) + track(
        B, at[0], east, [legs[0], Leg(120, 10, 180)], ship_type=kinds[1]
    )


def found(rows: list[Row], near: bool) -> list[Found]:
    return list(detect(tables(placed(rows)), replace(Params(), near_ports=near)))


NEAR = {
    "two tankers": (("80", "80"), "transfer"),
    "a tug": (("52", "80"), "tug"),
    "bunkers": (("80", "70"), "bunkering"),
}


@pytest.mark.parametrize("name", NEAR)
def test_near_a_port_where_asked_for(name: str) -> None:
    kinds, said = NEAR[name]
    assert found(beside(NAMPO, kinds), near=False) == []
    (one,) = found(beside(NAMPO, kinds), near=True)
    assert f"Class: {said}," in " ".join(reason.text for reason in one.reasons)
    assert one.score < 0.5 and all(reason.cites for reason in one.reasons)


def test_at_sea_the_class_is_told_too() -> None:
    (one,) = found(beside((30.2, 127.0), ("80", "80")), near=False)
    assert "Class: transfer," in " ".join(reason.text for reason in one.reasons) and one.score > 0.5
