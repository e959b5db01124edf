"""Fronts that pay for goods of others, planted in ordinary trade with its papers.

Lookalikes: the treasury of a group (same address and directors), a factor who pays for many buyers, a buyer
whom the paper names beside the consignee, and a friend who pays once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.firms.paper_trade import QUARTER, Desk, many, pick
from sightline.worlds.firms.paper_trade import Parameters as Trade
from sightline.worlds.world import Extent, Planted, World

KIND = "payer_not_consignee"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Fronts and their lookalikes."""

    fronts: int = 40
    goods: float = 6.0
    """shipments a front pays for, on average"""
    sellers: float = 2.0
    treasuries: int = 20
    factors: int = 6
    clients: float = 14.0
    """buyers a factor pays for"""
    buyers: int = 20
    friends: int = 30
    lost_share: float = 0.02
    trade: Trade = field(default_factory=Trade)

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments and papers, deterministic in its arguments."""
    extent = replace(extent, days=QUARTER)
    desk = Desk.opened(extent, parameters.trade, rng)
    truth = [_front(desk, parameters) for _ in range(extent.count(parameters.fronts))]
    alike = [_treasury(desk) for _ in range(extent.count(parameters.treasuries))]
    alike += [_factor(desk, parameters) for _ in range(extent.count(parameters.factors))]
    alike += [_buyer(desk) for _ in range(extent.count(parameters.buyers))]
    alike += [_friend(desk) for _ in range(extent.count(parameters.friends))]
    return desk.world(truth, alike, parameters.lost_share)


def _front(desk: Desk, parameters: Parameters) -> Planted:
    """A company pays for goods that go to one it has nothing to do with."""
    front, consignee = desk.company("SERVICES"), desk.company("IMPORT")
    sellers = pick(desk.rng, desk.town.firms, many(desk.rng, parameters.sellers, 1))
    times = [
        desk.trade(int(desk.rng.choice(sellers)), consignee, front)
        for _ in range(many(desk.rng, parameters.goods, 3))
    ]
    return desk.planted(KIND, [desk.account(front)], min(times), max(times))


def _treasury(desk: Desk) -> Planted:
    """A group pays for its daughters from one account."""
    treasury, daughter = desk.company("HOLDING"), desk.company("IMPORT")
    stated = desk.registry.stated
    stated[daughter] |= {name: stated[treasury][name] for name in ("address", "director", "phone")}
    seller = pick(desk.rng, desk.town.firms, 1)[0]
    times = [desk.trade(seller, daughter, treasury) for _ in range(many(desk.rng, 5.0, 3))]
    return desk.planted("treasury", [desk.account(treasury)], min(times), max(times))


def _factor(desk: Desk, parameters: Parameters) -> Planted:
    """A factor pays sellers for the goods of many buyers."""
    factor = desk.company("FACTORING")
    times = []
    for buyer in pick(desk.rng, desk.town.firms, many(desk.rng, parameters.clients, 3)):
        seller = next(one for one in pick(desk.rng, desk.town.firms, 2) if one != buyer)
        times += [desk.trade(seller, buyer, factor) for _ in range(many(desk.rng, 3.0, 1))]
    return desk.planted("factor", [desk.account(factor)], min(times), max(times))


def _buyer(desk: Desk) -> Planted:
    """Goods go to a warehouse or an end user; the paper names who bought them."""
    seller, buyer = pick(desk.rng, desk.town.firms, 2)
    user = desk.company("WAREHOUSE")
    told = str(desk.rng.choice(["buyer", "notify"]))
    times = [
        desk.trade(seller, user, buyer, **{told: f"{desk.name(buyer)} Co. Ltd."})
        for _ in range(many(desk.rng, 4.0, 2))
    ]
    return desk.planted("buyer", [desk.account(buyer)], min(times), max(times))


def _friend(desk: Desk) -> Planted:
    """Somebody pays once for another firm."""
    seller, consignee, friend = pick(desk.rng, desk.town.firms, 3)
    at = desk.trade(seller, consignee, friend)
    return desk.planted("friend", [desk.account(friend)], at - 86_400.0, at)
