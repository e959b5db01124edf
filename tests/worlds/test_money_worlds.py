"""The truth of the worlds of trade, banks, wages and missions is true, and what only looks alike is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow.compute as pc
import pytest

from sightline.worlds.firms import (
    listed_bank,
    mission_accounts,
    nesting,
    offset_settlement,
    payer_not_consignee,
    stripping,
    wage_skimming,
)
from sightline.worlds.firms.interbank import Parameters as Banks
from sightline.worlds.world import Extent, World

EXTENT = Extent(1_506_816_000_000, days=30.0, scale=0.1)
MAKERS: dict[str, Any] = {
    "listed_bank": listed_bank,
    "mission_accounts": mission_accounts,
    "nesting": nesting,
    "offset_settlement": offset_settlement,
    "payer_not_consignee": payer_not_consignee,
    "wage_skimming": wage_skimming,
}


def made(name: str) -> World:
    build: Callable[..., World] = MAKERS[name].build
    return build(EXTENT, MAKERS[name].Parameters(), np.random.default_rng(5))


def rows(world: World, name: str) -> list[dict[str, Any]]:
    return world.tables[name].to_pylist()


@pytest.mark.parametrize("name", MAKERS)
def test_a_world_is_made_again_from_its_seed_and_has_truth_and_lookalikes(name: str) -> None:
    one, again = made(name), made(name)
    assert one.truth == again.truth and all(one.tables[at].equals(again.tables[at]) for at in one.tables)
    assert one.truth and one.lookalikes
    assert {planted.kind for planted in one.truth} == {name}
    known = {f"account-{at}" for at in one.tables["accounts"]["account"].to_pylist()}
    named = {actor for planted in one.truth for actor in planted.actors if actor.startswith("account-")}
    assert named <= known


def test_a_front_is_no_party_of_what_it_pays_for() -> None:
    world = made("payer_not_consignee")
    holders = {row["account"]: row["holder"] for row in rows(world, "accounts")}
    papers = {row["invoice"]: row for row in rows(world, "shipments")}
    fronts = {planted.actors[0].removeprefix("account-") for planted in world.truth}
    told = [
        row for row in rows(world, "payments") if row["debtor_account"] in fronts and "INV-" in row["purpose"]
    ]
    assert told
    for row in told:
        paper = papers[row["purpose"].split()[-1]]
        assert holders[row["debtor_account"]] not in (paper["consignee"], paper["buyer"], paper["notify"])
        assert row["creditor_name"] == paper["shipper"]


def test_nobody_pays_for_what_is_settled_against_goods() -> None:
    world = made("offset_settlement")
    names = {row["company"]: row["name"] for row in rows(world, "companies")}
    pairs = {
        frozenset(names[one.removeprefix("company-")] for one in planted.actors) for planted in world.truth
    }
    assert not [
        row
        for row in rows(world, "payments")
        if frozenset((row["debtor_name"], row["creditor_name"])) in pairs
    ]


def test_workers_keep_less_than_they_would_and_missions_hold_several() -> None:
    world = made("wage_skimming")
    for planted in world.truth:
        collector = planted.actors[0].removeprefix("account-")
        into = world.tables["payments"].filter(
            pc.equal(world.tables["payments"]["creditor_account"], collector)
        )
        assert pc.count_distinct(into["debtor_account"]).as_py() >= 6
    assert all(len(planted.actors) >= 2 for planted in made("mission_accounts").truth)


def test_a_stripped_leg_names_the_bank_in_the_customers_place() -> None:
    parameters = stripping.Parameters(banks=Banks(banks=8, customers=5, payments=40.0))
    world = stripping.build(Extent(EXTENT.start_ms, 30.0, 0.5), parameters, np.random.default_rng(3))
    sent = Counter(row["debtor_account"] for row in rows(world, "payments"))
    for planted in world.truth:
        assert sent[planted.actors[0].removeprefix("bank-")] >= 4
