"""The truth of a world of ships is true: who meets is together, and who looks alike is not planted."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.worlds.sea import ship_to_ship
from sightline.worlds.sea.geography import PORTS, metres
from sightline.worlds.sea.ship_to_ship import Made, Parameters
from sightline.worlds.sea.traffic import MADE_UP
from sightline.worlds.world import Extent

EXTENT = Extent(1_506_816_000_000, scale=0.2)


@pytest.fixture(scope="module")
def made() -> Made:
    return ship_to_ship.make(EXTENT, Parameters(), np.random.default_rng(7))


def test_who_meets_lies_side_by_side_far_from_port(made: Made) -> None:
    ships = {f"mmsi-{ship.mmsi}": ship for ship in made.fleet.ships}
    for planted in made.truth:
        middle = np.array([((planted.start + planted.end) / 2 - EXTENT.start_ms) / 1000])
        places = [ships[actor].log.at(middle) for actor in planted.actors]
        a, b = ((float(lat[0]), float(lon[0])) for lat, lon in places)
        assert metres(a, b) < 150
        assert min(metres(a, port.at) for port in PORTS.values()) > 25_000


def test_lookalikes_are_not_planted(made: Made) -> None:
    assert len({one.kind for one in made.lookalikes}) == 4
    assert not {one.actors for one in made.lookalikes} & {one.actors for one in made.truth}


def test_ships_say_that_they_are_made_up(made: Made) -> None:
    assert all(ship.name.startswith("SAMPLE ") for ship in made.fleet.ships)
    assert {ship.mmsi // 1_000_000 for ship in made.fleet.ships} == {MADE_UP // 1_000_000}
    assert not any(ship.imo for ship in made.fleet.ships)


def test_a_month_holds_two_hundred_ships_and_more() -> None:
    parameters = Parameters()
    whole = parameters.traffic.merchants + parameters.traffic.fleets * parameters.traffic.boats
    assert whole + parameters.traffic.ferries + 3 * len(PORTS) >= 200


def test_equal_seeds_give_equal_worlds() -> None:
    small = Extent(1_506_816_000_000, days=4.0, scale=0.05)
    worlds = [ship_to_ship.build(small, Parameters(), np.random.default_rng(1)) for _ in range(2)]
    assert worlds[0].tables["positions"].equals(worlds[1].tables["positions"])
    assert worlds[0].truth == worlds[1].truth


def test_shifted_moves_nested_parameters_too() -> None:
    moved = Parameters().shifted(-0.5)
    assert moved.hours == Parameters().hours / 2
    assert moved.traffic.hearing.kept_every == Parameters().traffic.hearing.kept_every / 2
