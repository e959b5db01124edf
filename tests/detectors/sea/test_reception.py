"""What others say of reception: figures of small seas, and that nothing of the ship itself counts."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.detectors.sea.reception import Reception, listen, receptions
from tests.detectors.sea.dark import SUBJECT, fleet, quiet
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

STEP = 10 * MINUTE


def said(rows: list[Row]) -> Reception:
    """What is said of the subject's longest silence."""
    sea = listen(tables(placed(rows))["positions"], STEP)
    own = np.flatnonzero(sea.silences["mmsi"] == SUBJECT)
    longest = own[np.argmax((sea.silences["to_t"] - sea.silences["from_t"])[own])]
    return receptions(sea, np.array([longest]))[0]


def test_others_that_go_on_speak_for_it() -> None:
    one = said(quiet(7))
    assert (one.neighbours, one.vanished, one.together) == (5, 0, 0.0)
    assert one.odds > 0
    assert one.missed == pytest.approx(7 * 6, abs=3)


def test_others_that_vanish_with_it_speak_against() -> None:
    one = said(quiet(7, with_it=5))
    assert (one.neighbours, one.vanished) == (0, 5)
    assert one.together > 0.3
    assert one.odds < -2


def beside(rows: list[Row]) -> list[Row]:
    """The others within two kilometres."""
    nearer = {"lat7": -150_000, "lon7": -150_000}
    return [
        one if one["mmsi"] == SUBJECT else one | {name: one[name] + by for name, by in nearer.items()}
        for one in rows
    ]


def test_where_others_are_usually_heard_the_place_speaks() -> None:
    assert said(beside(quiet(7))).odds > 1
    assert said(beside(quiet(7, with_it=5))).odds < -3


def test_nobody_near_says_nothing_and_that_is_not_enough() -> None:
    alone = quiet(7, away=9.0)
    assert said(alone).thin == 1.0
    assert said(alone).odds < 0


def test_a_ship_that_sends_rarely_misses_little() -> None:
    rare = [
        one for one in quiet(7) if one["mmsi"] != SUBJECT or (one["t_ms"] - NOON) % (240 * MINUTE) < MINUTE
    ]
    assert said(rare).missed < 5


def test_steps_follow_how_often_ships_are_heard() -> None:
    slow = track(SUBJECT, 30, 127, [Leg(600)], every=40)
    assert listen(tables(placed(slow))["positions"], STEP).step_ms == 40 * MINUTE
    assert listen(tables(placed(fleet(24)))["positions"], STEP).step_ms == STEP
    assert listen(tables([])["positions"], STEP).silences["mmsi"].tolist() == []
