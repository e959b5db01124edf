"""The truth of a world for `speed_change` is planted, and its lookalikes are not."""

from __future__ import annotations

import numpy as np

from sightline.worlds.sea.speed_change import KIND, Parameters, build
from sightline.worlds.sea.traffic import MADE_UP
from sightline.worlds.world import Extent

EXTENT = Extent(1_506_816_000_000, days=8.0, scale=0.05)


def test_equal_seeds_give_equal_worlds_of_made_up_ships() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(3))
    again = build(EXTENT, Parameters(), np.random.default_rng(3))
    assert world.tables["positions"].equals(again.tables["positions"])
    assert set(np.asarray(world.tables["positions"]["mmsi"]) // 1_000_000) == {MADE_UP // 1_000_000}


def test_truth_and_lookalikes_are_different_ships() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(4))
    assert {one.kind for one in world.truth} <= {KIND}
    assert KIND not in {one.kind for one in world.lookalikes}
    assert not {one.actors for one in world.truth} & {one.actors for one in world.lookalikes}
    assert all(one.start < one.end for one in world.truth)
