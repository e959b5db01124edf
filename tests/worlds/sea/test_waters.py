"""A sea to plant in: what ships say and when, who is not heard, and numbers with a check digit."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.clean.imo import is_ship
from sightline.worlds.sea.geography import metres
from sightline.worlds.sea.traffic import CARGO, Parameters
from sightline.worlds.sea.waters import Deaf, Waters, aside, imo_number, ringed
from sightline.worlds.world import Extent

EXTENT = Extent(1_506_816_000_000, days=3.0, scale=0.01)


@pytest.fixture
def sea() -> Waters:
    return Waters(EXTENT, Parameters(), np.random.default_rng(5))


def launched(sea: Waters) -> int:
    log, home = sea.bound_for((33.0, 124.0), 30_000.0)
    sea.drift(log, 20.0, 1.0)
    sea.home_again(log, home)
    return sea.launch(CARGO, log)


def test_what_a_ship_says_holds_for_its_time(sea: Waters) -> None:
    ship = launched(sea)
    sea.say(ship, 10_000.0, 50_000.0, name="OTHER", draught=3.5, destination="BUSAN")
    rows = sea.world().tables["positions"].to_pylist()
    named = {row["t_ms"] - EXTENT.start_ms for row in rows if row["name"] == "OTHER"}
    assert min(named) >= 10_000_000
    assert max(named) < 50_000_000
    assert {row["draught"] for row in rows if row["name"] == "OTHER"} == {3.5}
    assert {row["destination"] for row in rows} == {None, "BUSAN"}
    assert {row["imo"] for row in rows} == {imo_number(1)}


def test_hidden_columns_are_empty(sea: Waters) -> None:
    launched(sea)
    table = sea.world("sog heading").tables["positions"]
    assert table["sog"].null_count == table["heading"].null_count == len(table)


def test_a_deaf_box_hears_nothing(sea: Waters) -> None:
    launched(sea)
    sea.deaf.append(Deaf(20.0, 110.0, 50.0, 140.0, 0.0, 100_000.0))
    times = sea.world().tables["positions"]["t_ms"].to_pylist()
    assert min(times) >= EXTENT.start_ms + 100_000_000


def test_numbers_places_and_circles() -> None:
    assert all(is_ship(str(imo_number(count))) for count in (1, 77, 940))
    at = (33.0, 124.0)
    assert metres(at, aside(at, 5_000.0, np.random.default_rng(1))) == pytest.approx(5_000.0, rel=0.01)
    lat, lon = ringed(at, 2_000.0, 600.0, 0.0)(np.array([0.0, 150.0, 600.0]))
    away = [metres(at, (float(a), float(b))) for a, b in zip(lat, lon, strict=True)]
    assert away == pytest.approx([2_000.0] * 3, rel=0.01)
    assert lat[0] == pytest.approx(lat[2])
