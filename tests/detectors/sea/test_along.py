"""What is heard along the way of a silent ship, and in ports near both ends of it."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.detectors.sea.along import Way, best_heard_ports, ways, weighed
from sightline.detectors.sea.reception import TRAFFIC, Reception, Sea, listen
from tests.detectors.sea.dark import DAY, LAT, LON, SUBJECT, fleet
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

STEP = 10 * MINUTE
BEGIN, HOURS = NOON + DAY * MINUTE, 10
MIDDLE = LON + 0.02 + (DAY + HOURS * 30) / 60 * 5 / 60 / 0.829
"""where she is half way through her silence, five knots to the east"""
BUSAN = (35.10, 129.03)


def hidden(rows: list[Row], since: float, until: float) -> list[Row]:
    """Without the rows from one hour of her silence to another."""
    low, high = (BEGIN + hours * 60 * MINUTE for hours in (since, until))
    return [one for one in rows if not low < one["t_ms"] < high]


def passing(lost: tuple[float, float] | None = None, ships: int = 5) -> Sea:
    """A ship that sails east, silent for ten hours; others lie about her way, some hours of them lost."""
    own = hidden(track(SUBJECT, LAT, LON, [Leg(2.5 * DAY, 5.0)], every=5), 0, HOURS)
    others = fleet(60, ships=ships, lon=MIDDLE)
    return listen(tables(placed([*own, *(hidden(others, *lost) if lost else others)]))["positions"], STEP)


def longest(sea: Sea) -> np.ndarray:
    own = np.flatnonzero(sea.silences["mmsi"] == SUBJECT)
    return own[[np.argmax((sea.silences["to_t"] - sea.silences["from_t"])[own])]]


def way(sea: Sea) -> Way:
    return ways(sea, longest(sea))[0]


def test_where_others_went_on_nothing_lacks_in_any_third() -> None:
    one = way(passing())
    assert one.lack == pytest.approx(0.0, abs=0.1)
    assert one.throughout > 0.8
    assert one.heard == pytest.approx(one.expected, rel=0.2)


def test_where_nobody_was_heard_meanwhile_all_lacks() -> None:
    one = way(passing(lost=(-0.5, HOURS + 0.5)))
    assert (one.lack, one.throughout, one.heard) == (-2.5, 0.0, 0.0)


def test_a_failure_of_a_third_leaves_a_third_without_others() -> None:
    assert way(passing(lost=(0.0, 4.0))).throughout < 0.4
    assert way(passing(lost=(0.0, 1.0))).throughout > 0.8


def test_where_hardly_anybody_is_usual_nothing_is_said() -> None:
    one = way(passing(ships=0))
    assert (one.lack, one.throughout, one.usual) == (0.0, 0.0, 0.0)


def test_the_ship_herself_does_not_count() -> None:
    assert way(passing(ships=0)).heard == 0.0


def test_what_lacks_counts_out_at_sea_and_not_in_traffic() -> None:
    at_sea = Reception(1.0, 0.8, 5, 1, 0.0, 0.1, 0.1, 16_000.0, 0.0, 20.0, TRAFFIC - 0.1)
    in_traffic = Reception(1.0, 0.8, 5, 1, 0.0, 0.1, 0.1, 16_000.0, 0.0, 20.0, TRAFFIC)
    assert weighed(at_sea, Way(lack=-1.0)).odds == pytest.approx(0.4)
    assert weighed(in_traffic, Way(lack=-1.0)).odds == 1.0


def calling(lost: tuple[float, float] | None, away: float) -> float:
    """A ship silent for ten hours so many degrees off Busan, where ships lie of which some hours are lost."""
    lat, lon = BUSAN
    own = hidden(track(SUBJECT, lat - away, lon, [Leg(2.5 * DAY, 0.1)], every=5), 0, HOURS)
    port = [
        one
        for at in range(3)
        for one in track(430_000_000 + at, lat + 0.01 * at, lon, [Leg(2.5 * DAY)], every=5)
    ]
    sea = listen(tables(placed([*own, *(hidden(port, *lost) if lost else port)]))["positions"], STEP)
    return best_heard_ports(sea, longest(sea), 60_000.0)[0]


def test_of_a_port_near_both_ends_it_counts_whether_it_was_heard() -> None:
    assert calling(lost=(-0.5, HOURS + 0.5), away=0.4) == 0.0
    assert calling(lost=(0.0, 5.0), away=0.4) == pytest.approx(0.5, abs=0.15)
    assert calling(lost=None, away=0.4) > 0.9


def test_a_port_too_far_off_or_never_heard_does_not_count() -> None:
    assert calling(lost=(-0.5, HOURS + 0.5), away=0.8) == 1.0
