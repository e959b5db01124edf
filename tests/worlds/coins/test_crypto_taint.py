"""The truth of a world of coins is true, and its addresses say that they are made up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow.compute as pc
import pytest

from sightline.worlds.coins import crypto_taint
from sightline.worlds.coins.crypto_taint import Parameters
from sightline.worlds.world import Extent, World

EXTENT = Extent(1_506_816_000_000, days=31.0, scale=0.2)


@pytest.fixture(scope="module")
def world() -> World:
    return crypto_taint.build(EXTENT, Parameters(), np.random.default_rng(3))


def test_a_thief_pays_out_no_more_than_was_taken(world: World) -> None:
    transfers, labels = world.tables["transfers"], world.tables["labels"]
    thieves = labels.filter(pc.is_valid(labels["abuse"]))["address"].to_pylist()
    assert len(thieves) == EXTENT.count(Parameters().thefts)
    for thief in thieves:
        came = pc.sum(transfers.filter(pc.equal(transfers["to_address"], thief))["amount"]).as_py()
        went = pc.sum(transfers.filter(pc.equal(transfers["from_address"], thief))["amount"]).as_py() or 0
        assert came > 0 and went <= came + 100


def test_what_is_planted_was_paid_at_that_moment(world: World) -> None:
    transfers, labels = world.tables["transfers"], world.tables["labels"]
    reached = [one for one in world.truth if len(one.actors) == 2]
    assert reached
    for one in reached:
        name = one.actors[1].removeprefix("crypto-")
        wallets = labels.filter(pc.equal(labels["label"], name))["address"]
        into = transfers.filter(pc.is_in(transfers["to_address"], wallets.combine_chunks()))
        assert one.start in into["time_ms"].to_pylist() and one.end in into["time_ms"].to_pylist()


def test_every_address_is_made_up(world: World) -> None:
    addresses = world.tables["transfers"]["from_address"].to_pylist()
    assert all(address.startswith("0x5a3b1e") and len(address) == 42 for address in addresses)


def test_a_seed_gives_one_world_and_a_shift_another() -> None:
    small = replace(EXTENT, scale=0.05)
    one = crypto_taint.build(small, Parameters(), np.random.default_rng(5))
    same = crypto_taint.build(small, Parameters(), np.random.default_rng(5))
    other = crypto_taint.build(small, Parameters().shifted(0.5), np.random.default_rng(5))
    assert one.tables["transfers"].equals(same.tables["transfers"]) and one.truth == same.truth
    assert not one.tables["transfers"].equals(other.tables["transfers"])
