"""The truth of a world of identities is true."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from sightline.clean.imo import is_ship
from sightline.worlds.sea.identity_laundering import Parameters, build
from sightline.worlds.sea.traffic import MADE_UP
from sightline.worlds.world import Extent

EXTENT = Extent(1_506_816_000_000, days=10.0, scale=0.15)


def test_equal_seeds_give_equal_worlds_whose_ships_are_made_up() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(3))
    again = build(EXTENT, Parameters(), np.random.default_rng(3))
    assert world.tables["positions"].equals(again.tables["positions"])
    assert set(pc.unique(pc.divide(world.tables["positions"]["mmsi"], 1_000_000)).to_pylist()) == {
        MADE_UP // 1_000_000
    }
    assert {one.kind for one in world.truth} == {"identity_laundering"}
    assert {one.kind for one in world.lookalikes} == {
        "resold", "garbled", "mended", "sister ships", "another code of its kind"
    }  # fmt: skip


def test_ships_that_are_what_they_say_have_a_check_digit() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(4))
    planted = {actor for one in (*world.truth, *world.lookalikes) for actor in one.actors}
    told = world.tables["positions"].group_by(["mmsi", "imo"]).aggregate([]).to_pylist()
    assert any(line["imo"] is None for line in told)
    for line in told:
        known = line["imo"] is None or is_ship(str(line["imo"]))
        assert known or f"mmsi-{line['mmsi']}" in planted
