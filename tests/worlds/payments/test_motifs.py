"""The shapes planted in a world are there, and holders say that they are made up."""

from __future__ import annotations

import importlib

import numpy as np
import pyarrow.compute as pc
import pytest

from sightline.worlds.payments.motifs import Parameters
from sightline.worlds.world import Extent, World

KINDS = (
    "fan_in", "fan_out", "gather_scatter", "scatter_gather", "cycle", "bipartite", "stack", "pass_through",
    "structuring",
)  # fmt: skip
EXTENT = Extent(1_506_816_000_000, scale=0.02)


def world(kind: str, seed: int = 1) -> World:
    build = importlib.import_module(f"sightline.worlds.payments.{kind}").build
    made: World = build(EXTENT, Parameters(lost_share=0.0), np.random.default_rng(seed))
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_planted_pays_or_is_paid_at_the_time(kind: str) -> None:
    made = world(kind)
    payments = made.tables["payments"]
    assert len(made.truth) == 4 and all(one.kind == kind for one in made.truth)
    for one in made.truth:
        inside = pc.and_(
            pc.greater_equal(payments["booked_ms"], one.start - 1000),
            pc.less_equal(payments["booked_ms"], one.end + 1000),
        )
        then = payments.filter(inside)
        partners = set(then["debtor_account"].to_pylist()) | set(then["creditor_account"].to_pylist())
        assert {actor.removeprefix("account-") for actor in one.actors} <= partners


def test_every_holder_is_made_up_and_a_seed_gives_one_world() -> None:
    one, same, other = world("cycle"), world("cycle"), world("cycle", 2)
    assert all(name.startswith("SAMPLE ") for name in one.tables["accounts"]["holder"].to_pylist())
    assert one.tables["payments"].equals(same.tables["payments"]) and one.truth == same.truth
    assert not one.tables["payments"].equals(other.tables["payments"])
