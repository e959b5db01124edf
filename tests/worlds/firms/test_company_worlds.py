"""Worlds of front companies and of crews: what is planted shares something, and all names are made up."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sightline.worlds.firms import front_company, it_worker_cluster
from sightline.worlds.world import Extent, World

EXTENT = Extent(1_506_816_000_000, scale=0.1)


@pytest.fixture(scope="module")
def webs() -> World:
    return front_company.build(EXTENT, front_company.Parameters(), np.random.default_rng(3))


@pytest.fixture(scope="module")
def crews() -> World:
    return it_worker_cluster.build(EXTENT, it_worker_cluster.Parameters(), np.random.default_rng(3))


def test_each_front_shares_something_with_another(webs: World) -> None:
    rows = {row["company"]: row for row in webs.tables["companies"].to_pylist()}
    device = {row["holder"]: row["device"] for row in webs.tables["accounts"].to_pylist()}
    kinds = ("director", "phone", "email", "address", "owner")
    common = Counter((kind, row[kind]) for row in rows.values() for kind in kinds if row[kind])
    machines = Counter(name for name in device.values() if name)
    for one in webs.truth:
        row = rows[one.actors[0].removeprefix("company-")]
        assert any(common[kind, row[kind]] > 1 for kind in kinds) or machines[device[row["name"]]] > 1


def test_each_name_of_a_crew_is_paid_and_each_lookalike_is_one(crews: World) -> None:
    payments = crews.tables["payments"]
    paid = set(payments["creditor_account"].to_pylist())
    assert all(one.actors[0].removeprefix("account-") in paid for one in crews.truth)
    assert {one.kind for one in crews.lookalikes} == {
        "family", "studio", "hall of residence", "clients of a book-keeper",
    }  # fmt: skip


def test_every_holder_is_made_up_and_a_seed_gives_one_world(webs: World, crews: World) -> None:
    for world in (webs, crews):
        assert all(name.startswith("SAMPLE ") for name in world.tables["accounts"]["holder"].to_pylist())
    same = front_company.build(EXTENT, front_company.Parameters(), np.random.default_rng(3))
    assert all(same.tables[name].equals(table) for name, table in webs.tables.items())
