"""What is planted in a month of coins is there, adds up, and says that it is made up."""

from __future__ import annotations

import importlib

import numpy as np
import pyarrow.compute as pc
import pytest

from sightline.worlds.coins.coins import Parameters
from sightline.worlds.world import Extent, World

KINDS = ("peel_chain", "mixer_passage", "bridge_hop", "consolidation", "deposit_address")
EXTENT = Extent(1_506_816_000_000, scale=0.04)


def world(kind: str, seed: int = 1, telling: bool = True) -> World:
    module = importlib.import_module(f"sightline.worlds.coins.{kind}")
    parameters = Parameters() if telling else module.untold(Parameters())
    made: World = module.build(EXTENT, parameters, np.random.default_rng(seed))
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_planted_pays_or_is_paid(kind: str) -> None:
    made = world(kind)
    rows = made.tables["transfers"]
    known = {*rows["from_address"].to_pylist(), *rows["to_address"].to_pylist()}
    assert made.truth and all(one.kind == kind for one in made.truth)
    for one in made.truth:
        assert {actor.removeprefix("wallet-") for actor in one.actors} <= known and one.start <= one.end


@pytest.mark.parametrize("kind", KINDS)
def test_a_thief_pays_out_no_more_than_was_taken(kind: str) -> None:
    made = world(kind)
    labels, rows = made.tables["labels"], made.tables["transfers"]
    for thief in labels.filter(pc.is_valid(labels["abuse"]))["address"].to_pylist():
        came = pc.sum(rows.filter(pc.equal(rows["to_address"], thief))["amount"]).as_py() or 0
        went = pc.sum(rows.filter(pc.equal(rows["from_address"], thief))["amount"]).as_py() or 0
        assert went <= came


def test_addresses_are_made_up_a_seed_gives_one_world_and_a_choice_is_not_shifted() -> None:
    one, same, other = world("peel_chain"), world("peel_chain"), world("peel_chain", 2)
    assert all(text.startswith("0x5a3b1e") for text in one.tables["transfers"]["to_address"].to_pylist())
    assert one.tables["transfers"].equals(same.tables["transfers"]) and one.truth == same.truth
    assert not one.tables["transfers"].equals(other.tables["transfers"])
    assert Parameters().shifted(-0.5).telling and Parameters().shifted(0.5).instances == 36


@pytest.mark.parametrize("kind", KINDS)
def test_the_telling_feature_can_be_left_out(kind: str) -> None:
    assert not world(kind).tables["transfers"].equals(world(kind, telling=False).tables["transfers"])
