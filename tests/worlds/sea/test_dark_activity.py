"""The truth of a world of dark ships is true: they are silent, and so is a square whose receiver failed."""

from __future__ import annotations

import numpy as np

from sightline.worlds.sea.dark_activity import EDGE, KIND, PASSED, Parameters, build, untold
from sightline.worlds.sea.traffic import MADE_UP
from sightline.worlds.world import Extent, World

EXTENT = Extent(1_506_816_000_000, days=12.0, scale=0.1)


def times(world: World, actor: str) -> np.ndarray:
    table = world.tables["positions"]
    return np.asarray(table["t_ms"])[np.asarray(table["mmsi"]) == int(actor.removeprefix("mmsi-"))]


def test_who_is_dark_is_silent_and_was_heard_before_and_after() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(3))
    assert {one.kind for one in world.truth} == {KIND}
    assert {one.kind for one in world.lookalikes} == {"receiver failed", "out of range", PASSED}
    for one in (*world.truth, *(two for two in world.lookalikes if two.kind == "receiver failed")):
        heard = times(world, one.actors[0])
        within = (heard > one.start) & (heard < one.end)
        assert not within.any()
    assert min(world.tables["positions"]["mmsi"].to_pylist()) > MADE_UP


def test_who_passes_a_square_that_failed_is_named() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(3))
    failed = [one for one in world.lookalikes if one.kind == "receiver failed"]
    passed = [one for one in world.lookalikes if one.kind == PASSED]
    assert all(any(one.start <= two.end and two.start <= one.end for two in failed) for one in passed)
    assert {one.actors for one in passed} - {one.actors for one in failed}
    for one in passed:
        if one.end - one.start > 2 * 3_600_000:
            heard = times(world, one.actors[0])
            assert ((heard > one.start) & (heard < one.end)).mean() < 0.01


def test_nobody_is_heard_beyond_the_edge() -> None:
    table = build(EXTENT, Parameters(), np.random.default_rng(4)).tables["positions"]
    lat, lon = np.asarray(table["lat7"]) / 1e7, np.asarray(table["lon7"]) / 1e7
    assert not EDGE.hides(np.zeros(len(lat)), lat, lon).any()


def test_without_the_telling_feature_hardly_anybody_sails() -> None:
    assert untold(Parameters()).traffic.merchants < Parameters().traffic.merchants / 10
