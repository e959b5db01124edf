"""Traders who settle goods against goods, planted in ordinary trade with its papers.

Lookalikes: traders who send to each other and pay for it, groups that net, one-way credit that is not yet
paid, and goods that come back for repair.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.book import DAY
from sightline.worlds.firms.paper_trade import QUARTER, Desk, many, pick
from sightline.worlds.firms.paper_trade import Parameters as Trade
from sightline.worlds.world import Extent, Planted, World

KIND = "offset_settlement"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Ledgers and their lookalikes."""

    ledgers: int = 40
    goods: float = 6.0
    """shipments each way, on average"""
    rest_share: float = 0.12
    """by which both ways differ, on average"""
    mutual: int = 30
    """traders who send to each other and pay"""
    groups: int = 15
    credit: int = 20
    repairs: int = 20
    lost_share: float = 0.02
    trade: Trade = field(default_factory=Trade)

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments and papers, deterministic in its arguments."""
    extent = replace(extent, days=QUARTER)
    desk = Desk.opened(extent, parameters.trade, rng)
    truth = [_ledger(desk, parameters) for _ in range(extent.count(parameters.ledgers))]
    alike = [_mutual(desk, parameters) for _ in range(extent.count(parameters.mutual))]
    alike += [_group(desk, parameters) for _ in range(extent.count(parameters.groups))]
    alike += [_credit(desk, parameters) for _ in range(extent.count(parameters.credit))]
    alike += [_repair(desk) for _ in range(extent.count(parameters.repairs))]
    return desk.world(truth, alike, parameters.lost_share)


def _named(desk: Desk, kind: str, both: list[int], times: list[float]) -> Planted:
    ids = [f"company-REG{at:07d}" for at in both]
    return desk.planted(kind, ids, min(times), max(times))


def _swap(desk: Desk, both: list[int], parameters: Parameters) -> list[float]:
    """Goods both ways whose sums nearly meet; when each was sent."""
    times: list[float] = []
    ways = [many(desk.rng, parameters.goods, 2) for _ in both]
    total = desk.worth() * min(ways)
    for at, count in enumerate(ways):
        whole = total * (1.0 - at * parameters.rest_share * float(desk.rng.uniform(0.2, 1.8)))
        for part in desk.rng.dirichlet(np.full(count, 4.0)):
            when = float(desk.rng.random()) * desk.extent.seconds
            desk.ship(both[at], both[1 - at], whole * float(part), when)
            times.append(when)
    return times


def _ledger(desk: Desk, parameters: Parameters) -> Planted:
    """Both send, nobody pays; both deal with others as firms do."""
    both = [desk.company("TRADE"), desk.company("TRADE")]
    for one in both:
        for _ in range(many(desk.rng, 6.0, 4)):
            other = pick(desk.rng, desk.town.firms, 1)[0]
            desk.trade(other, one, one) if desk.rng.random() < 0.5 else desk.trade(one, other, other)
    return _named(desk, KIND, both, _swap(desk, both, parameters))


def _mutual(desk: Desk, parameters: Parameters) -> Planted:
    """Both send and both pay."""
    both = [desk.company("TRADE"), desk.company("TRADE")]
    times = []
    for at in (0, 1):
        for _ in range(many(desk.rng, parameters.goods, 2)):
            times.append(desk.trade(both[at], both[1 - at], both[1 - at]))
    return _named(desk, "pay each other", both, times)


def _group(desk: Desk, parameters: Parameters) -> Planted:
    """Daughters of one house net on its books."""
    both = [desk.company("TRADE"), desk.company("TRADE")]
    stated = desk.registry.stated
    stated[both[1]] |= {name: stated[both[0]][name] for name in ("address", "owner", "director")}
    for one in both:
        for _ in range(5):
            desk.trade(pick(desk.rng, desk.town.firms, 1)[0], one, one)
    return _named(desk, "one group", both, _swap(desk, both, parameters))


def _credit(desk: Desk, parameters: Parameters) -> Planted:
    """One sends on credit; nothing is due yet."""
    both = pick(desk.rng, desk.town.firms, 2)
    times = [
        float(desk.rng.random()) * desk.extent.seconds for _ in range(many(desk.rng, parameters.goods, 2))
    ]
    for when in times:
        desk.ship(both[0], both[1], desk.worth(), when)
    return _named(desk, "credit", both, times)


def _repair(desk: Desk) -> Planted:
    """A machine goes out for repair and comes back."""
    both = pick(desk.rng, desk.town.firms, 2)
    value, when = desk.worth(), float(desk.rng.random()) * 0.6 * desk.extent.seconds
    desk.ship(both[0], both[1], value, when)
    desk.ship(both[1], both[0], value, when + 14 * DAY)
    desk.pay(both[0], both[1], 0.1 * value, when + 16 * DAY, "REPAIR")
    return _named(desk, "repair", both, [when, when + 14 * DAY])
