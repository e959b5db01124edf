"""Banks that put themselves in the place of another bank's customers, planted among ordinary correspondents.

Lookalikes: covers that name banks alone, here and there at every bank; banks that name nobody in anything
they send; a bank that pays its own debts in sums like those that came.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sightline.worlds import shift
from sightline.worlds.firms.interbank import Clearing
from sightline.worlds.firms.interbank import Parameters as Banks
from sightline.worlds.firms.paper_trade import many
from sightline.worlds.world import Extent, Planted, World

KIND = "stripping"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Who strips for whom."""

    strippers: int = 12
    legs: float = 9.0
    """payments stripped for one bank's customers, on average"""
    customers: float = 3.0
    """whose names are taken out"""
    own: int = 10
    """banks that pay their own debts"""
    lost_share: float = 0.02
    banks: Banks = field(default_factory=Banks)

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments between banks, deterministic in its arguments."""
    clearing = Clearing.opened(extent, parameters.banks, rng)
    truth = [_strip(clearing, parameters) for _ in range(extent.count(parameters.strippers))]
    alike = [_own(clearing) for _ in range(extent.count(parameters.own))]
    tables = {"payments": clearing.payments(parameters.lost_share), "accounts": clearing.register()}
    return World(tables, tuple(truth), tuple(alike))


def _strip(clearing: Clearing, parameters: Parameters) -> Planted:
    origin = clearing.other(*clearing.silent)
    sender = clearing.other(origin, *clearing.silent)
    hidden = [clearing.customer(origin) for _ in range(many(clearing.rng, parameters.customers, 1))]
    times: list[float] = []
    for _ in range(many(clearing.rng, parameters.legs, 4)):
        payer = hidden[int(clearing.rng.integers(len(hidden)))]
        times += clearing.chain(origin, sender, clearing.other(origin, sender), payer, hides=True)
    return clearing.planted(KIND, [f"bank-{sender}", f"bank-{origin}"], times)


def _own(clearing: Clearing) -> Planted:
    """A bank pays what it owes itself."""
    bank = clearing.other()
    times = []
    for _ in range(8):
        to, at = clearing.other(bank), clearing.moment()
        payee = clearing.party(to, clearing.anybody(to))
        clearing.pay(clearing.house(bank), payee, clearing.worth(), at)
        times.append(at)
    return clearing.planted("own debts", [f"bank-{bank}"], times)
