"""Correspondent accounts over which another bank's customers pay, planted among ordinary ones.

Lookalikes: accounts of a clearing house over which everybody pays, branches of the account's bank under
BICs of their own, and the odd payment that a wrong BIC was put on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sightline.worlds import shift
from sightline.worlds.firms.interbank import Clearing
from sightline.worlds.firms.interbank import Parameters as Banks
from sightline.worlds.firms.paper_trade import many
from sightline.worlds.world import Extent, Planted, World

KIND = "nesting"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Accounts that banks hold with banks, a month."""

    accounts: int = 50
    payments: float = 120.0
    """over an account"""
    nested: int = 15
    uses: float = 14.0
    """payments of a nested bank's customers"""
    clearers: int = 5
    branches: float = 2.0
    """further BICs of an account's bank"""
    wrong_share: float = 0.004
    lost_share: float = 0.02
    banks: Banks = field(default_factory=lambda: Banks(banks=60, customers=25, payments=150.0))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments between banks, deterministic in its arguments."""
    clearing = Clearing.opened(extent, parameters.banks, rng)
    held = [_account(clearing, parameters) for _ in range(extent.count(parameters.accounts))]
    truth = [
        _nested(clearing, parameters, *held[int(rng.integers(len(held)))])
        for _ in range(extent.count(parameters.nested))
    ]
    alike = [_clearer(clearing, parameters) for _ in range(extent.count(parameters.clearers))]
    tables = {"payments": clearing.payments(parameters.lost_share), "accounts": clearing.register()}
    unique = {planted.actors: planted for planted in truth}
    return World(tables, tuple(unique.values()), tuple(alike))


def _over(clearing: Clearing, account: str, bank: str) -> float:
    """A customer of a bank pays, or is paid, over an account; when."""
    rng, at = clearing.rng, clearing.moment()
    name = clearing.anybody(
        bank.removesuffix("XXX")[:8] if bank[:8] in clearing.customers else clearing.other()
    )[1]
    ours = {"account": account, "name": name, "bic": bank}
    to = clearing.other(bank[:8])
    theirs = clearing.party(to, clearing.anybody(to))
    payer, payee = (ours, theirs) if rng.random() < 0.6 else (theirs, ours)
    clearing.pay(payer, payee, clearing.worth(), at)
    return at


def _account(clearing: Clearing, parameters: Parameters) -> tuple[str, str]:
    """An ordinary correspondent account: its bank's customers, some of its branches, the odd wrong BIC."""
    rng = clearing.rng
    bank = clearing.other()
    account = clearing.correspondent(bank, clearing.other(bank))
    branches = [
        f"{bank}{letters}" for letters in ("001", "002", "003")[: int(rng.poisson(parameters.branches))]
    ]
    for _ in range(int(rng.poisson(parameters.payments * clearing.extent.days / 30.0))):
        wrong = rng.random() < parameters.wrong_share
        name = clearing.other(bank) if wrong else str(rng.choice([bank, bank, *branches]))
        _over(clearing, account, name)
    return account, bank


def _nested(clearing: Clearing, parameters: Parameters, account: str, bank: str) -> Planted:
    guest = clearing.other(bank)
    times = [_over(clearing, account, guest) for _ in range(many(clearing.rng, parameters.uses, 6))]
    return clearing.planted(KIND, [f"account-{account}", f"bank-{guest}"], times)


def _clearer(clearing: Clearing, parameters: Parameters) -> Planted:
    """Everybody pays over it."""
    account = clearing.correspondent("CLEARING HOUSE", clearing.other())
    times = [_over(clearing, account, clearing.other()) for _ in range(round(parameters.payments) + 5)]
    return clearing.planted("clearing house", [f"account-{account}"], times)
