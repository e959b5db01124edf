"""The truth of a world of payments is true: what comes in to a person as a bank goes out again."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc
import pytest

from sightline.worlds.payments import individual_as_bank
from sightline.worlds.payments.individual_as_bank import Parameters
from sightline.worlds.world import Extent, World

EXTENT = Extent(1_506_816_000_000, days=31.0, scale=0.25)


@pytest.fixture(scope="module")
def world() -> World:
    return individual_as_bank.build(EXTENT, Parameters(lost_share=0.0), np.random.default_rng(7))


def flows(world: World, actor: str) -> tuple[float, float, int]:
    account = actor.removeprefix("account-")
    payments = world.tables["payments"]
    into = payments.filter(pc.equal(payments["creditor_account"], account))
    out = payments.filter(pc.equal(payments["debtor_account"], account))
    partners = set(into["debtor_account"].to_pylist()) | set(out["creditor_account"].to_pylist())
    return (
        float(pc.sum(into["amount"]).as_py() or 0),
        float(pc.sum(out["amount"]).as_py() or 0),
        len(partners),
    )


def test_little_stays_with_a_person_as_a_bank(world: World) -> None:
    for planted in world.truth:
        into, out, partners = flows(world, planted.actors[0])
        assert 0.85 < out / into < 1.05
        assert partners > 20


def test_a_market_trader_keeps_a_margin(world: World) -> None:
    for planted in world.lookalikes:
        if planted.kind == "market trader":
            into, out, _ = flows(world, planted.actors[0])
            assert out / into < 0.9


def test_every_account_is_on_the_register_and_says_that_it_is_made_up(world: World) -> None:
    accounts = world.tables["accounts"]
    known = set(accounts["account"].to_pylist())
    payments = world.tables["payments"]
    assert (
        set(payments["debtor_account"].to_pylist()) | set(payments["creditor_account"].to_pylist()) <= known
    )
    assert all(name.startswith("SAMPLE ") for name in accounts["holder"].to_pylist())


@pytest.mark.slow
def test_a_month_holds_a_hundred_thousand_payments() -> None:
    whole = individual_as_bank.build(Extent(1_506_816_000_000), Parameters(), np.random.default_rng(1))
    assert len(whole.tables["payments"]) >= 100_000


def test_payments_are_in_order_and_inside_the_extent(world: World) -> None:
    booked = np.asarray(world.tables["payments"]["booked_ms"])
    assert (np.diff(booked) >= 0).all()
    assert EXTENT.start_ms <= booked[0]
    assert booked[-1] < EXTENT.start_ms + EXTENT.seconds * 1000


def test_whoever_has_the_pot_of_a_savings_club_pays_into_it(world: World) -> None:
    clubs = [planted for planted in world.lookalikes if planted.kind == "savings club"]
    assert clubs
    payments = world.tables["payments"]
    for planted in clubs:
        account = planted.actors[0].removeprefix("account-")
        into = payments.filter(pc.equal(payments["creditor_account"], account))
        out = payments.filter(pc.equal(payments["debtor_account"], account))
        pots = out.filter(pc.equal(out["purpose"], "pot"))["creditor_account"].to_pylist()
        assert set(pots) <= set(into["debtor_account"].to_pylist())
        assert {"wages", "club"} <= set(into["purpose"].to_pylist())
        assert {"rent", "purchase"} <= set(out["purpose"].to_pylist())
