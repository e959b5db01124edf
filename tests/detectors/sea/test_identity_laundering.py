"""Identities of ships: what does not fit, and what only looks so."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.detectors.detector import Found
from sightline.detectors.register import detector
from sightline.detectors.run import run
from sightline.detectors.sea.identity_laundering import Params, detect
from tests.detectors.sea.tracks import DEGREE_M, MINUTE, NOON, Row, placed, row, tables

A, B = 412_000_001, 441_000_002
HOUR = 60 * MINUTE
IMO, OTHER, WRONG = 9_074_729, 9_241_061, 9_074_728
"""the first two have a check digit, the third has not"""


def says(mmsi: int, hours: tuple[float, float], north: float = 0, every: float = 1, **said: Any) -> list[Row]:
    """Reports from one hour to another, so many metres north."""
    count = int((hours[1] - hours[0]) / every) + 1
    sent: dict[str, Any] = {"name": f"INVENTED {mmsi % 10}", "length": 120.0, "width": 20.0} | said
    return [
        row(mmsi, NOON + round((hours[0] + n * every) * HOUR), 30 + north / DEGREE_M, 127, **sent)
        for n in range(count)
    ]


def handed(hours: float = 12, north: float = 19_900, quiet: float = 48, **said: Any) -> list[Row]:
    """A ends, B begins; a third ship, of another shape, sails all the time."""
    begin = quiet - hours / 2
    other = {"imo": OTHER} | said
    return [
        *says(A, (0, begin), imo=IMO),
        *says(B, (begin + hours, begin + hours + quiet), north, **other),
        *says(477_000_003, (0, begin + hours + quiet), 500_000, length=200.0),
    ]


HITS: dict[str, Callable[[], list[Row]]] = {
    "no ship's number": lambda: says(A, (0, 2), imo=WRONG),
    "too short a number": lambda: says(A, (0, 2), imo=12_345),
    "two numbers": lambda: says(A, (0, 5), imo=IMO) + says(A, (6, 9), imo=OTHER),
    "one number on two ships for two hours": lambda: says(A, (0, 5), imo=IMO) + says(B, (3, 9), imo=IMO),
    "another length": lambda: says(A, (0, 5), imo=IMO) + says(A, (6, 9), imo=IMO, length=134.0),
    "another kind": lambda: says(A, (0, 5), ship_type="70") + says(A, (6, 9), ship_type="tanker"),
    "a call sign of Panama": lambda: says(A, (0, 5), callsign="3EXY9"),
    "a call sign of the DPRK": lambda: says(A, (0, 5), callsign="hmzd7"),
    "the hull goes on": handed,
    "the hull goes on without a number": lambda: handed(imo=None),
    "a metre of difference": lambda: handed(length=121.0),
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "a right number": lambda: says(A, (0, 20), imo=IMO),
    "no number": lambda: says(A, (0, 20)) + says(B, (0, 20), imo=0),
    "a wrong number in two reports": lambda: says(A, (0, 1), imo=WRONG) + says(A, (2, 9), imo=IMO),
    "the same garbled report many times": lambda: says(A, (0, 0), imo=WRONG) * 5,
    "one number on two ships for an hour": lambda: says(A, (0, 5), imo=IMO) + says(B, (4, 9), imo=IMO),
    "a tenth longer": lambda: says(A, (0, 5), imo=IMO) + says(A, (6, 9), imo=IMO, length=132.0),
    "another code of one kind": lambda: says(A, (0, 5), ship_type="70") + says(A, (6, 9), ship_type="79"),
    "another kind in two reports": lambda: says(A, (0, 9), ship_type="70") + says(A, (2, 3), ship_type="80"),
    "cargo, and no kind that rules it out": lambda: (
        says(A, (0, 5), ship_type="70") + says(A, (6, 9), ship_type="90")
    ),
    "a call sign of its own": lambda: says(A, (0, 5), callsign="BABC"),
    "a call sign of a territory": lambda: says(A, (0, 5), callsign="VRAB7"),
    "a word for a call sign": lambda: says(A, (0, 5), callsign="FREEDOM"),
    "nothing for a call sign": lambda: says(A, (0, 5), callsign="0000000"),
    "another state's call sign twice": lambda: says(A, (0, 1), callsign="3EXY9"),
    "call signs that fit nobody": lambda: [
        one for n in range(3) for one in says(A + n, (0, 5), callsign=f"3EXY{n}")
    ],
    "sold, number kept": lambda: handed(imo=IMO),
    "name kept": lambda: handed(name="INVENTED 1"),
    "an hour late": lambda: handed(hours=13),
    "too far": lambda: handed(north=20_100),
    "two metres of difference": lambda: handed(length=122.0),
    "wider": lambda: handed(width=22.0),
    "a short hull": lambda: [one | {"length": 39.0} for one in handed()],
    "not silent long enough": lambda: handed(quiet=40),
    "heard of again": lambda: [*handed(), *says(A, (105, 106), imo=IMO)],
    "in 1970": lambda: [one | {"t_ms": one["t_ms"] - NOON} for one in says(A, (0, 9), imo=WRONG)],
    "nothing at all": list,
}


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(placed(rows)), Params()))


@pytest.mark.parametrize("name", HITS)
def test_hit(name: str) -> None:
    (one,) = found(HITS[name]())
    assert {actor.id for actor in one.actors} <= {f"mmsi-{A}", f"mmsi-{B}"}
    assert len(one.reasons) == 1


@pytest.mark.parametrize("name", NO_HITS)
def test_no_hit(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_what_is_said_of_a_hull_that_goes_on() -> None:
    (one,) = found(handed(hours=6))
    text = one.reasons[0].text
    assert "first 6.0 hours after MMSI 412000001 is heard of last" in text
    assert "120 by 20 m" in text
    assert [actor.caption for actor in one.actors] == [
        "INVENTED 1 (MMSI 412000001)",
        "INVENTED 2 (MMSI 441000002)",
    ]
    assert len(one.reasons[0].cites) == 4
    assert one.score == 0.6


def test_several_things_are_one_signal() -> None:
    (one,) = found(says(A, (0, 5), imo=IMO) + says(A, (6, 9), imo=WRONG))
    assert [reason.text.split()[1] for reason in one.reasons] == ["sends", "sends"]
    assert one.score == 0.8


SAMPLE = placed(handed() + says(A + 5, (0, 5), imo=WRONG))


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(0, 40))
def test_neither_order_nor_repetition_changes_signals(chance: random.Random, repeated: int) -> None:
    rows = SAMPLE + chance.choices(SAMPLE, k=repeated)
    chance.shuffle(rows)
    kind = detector("identity_laundering")
    assert list(run(kind, tables(rows), Params(), [])) == list(run(kind, tables(SAMPLE), Params(), []))
