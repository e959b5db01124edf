"""The truth of the world near ports is planted, its classes are those of who takes part."""

from __future__ import annotations

import numpy as np

from sightline.worlds.sea.near_ports import COUNTS, Parameters, build, untold
from sightline.worlds.sea.traffic import MADE_UP
from sightline.worlds.world import Extent

EXTENT = Extent(1_506_816_000_000, days=4.0, scale=0.06)


def test_equal_seeds_give_equal_worlds_of_made_up_ships() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(3))
    again = build(EXTENT, Parameters(), np.random.default_rng(3))
    assert world.tables["positions"].equals(again.tables["positions"])
    assert set(np.asarray(world.tables["positions"]["mmsi"]) // 1_000_000) == {MADE_UP // 1_000_000}


def test_each_class_is_planted_and_says_what_finds_it() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(4))
    assert all(f"Class: {one.kind}," == one.says in COUNTS for one in world.truth)
    assert len({one.kind for one in world.truth}) >= 3
    assert {one.kind for one in world.lookalikes} <= {"neighbouring berths", "own anchors"}
    assert all(one.start < one.end and len(set(one.actors)) == 2 for one in world.truth)


def test_without_the_telling_feature_nobody_says_what_she_is() -> None:
    table = build(EXTENT, untold(Parameters()), np.random.default_rng(5)).tables["positions"]
    assert table["ship_type"].null_count == len(table)
