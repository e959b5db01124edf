"""Payments between banks as a clearing house sees them: customers, their banks, and legs that go on.

Worlds of correspondent banking are built on it. Banks are named `SAMPLE BANK` and have BICs that say they are
made up (`SMP…`); a payment is a row, and a leg that a bank sends on is another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.worlds.world import Extent, Planted, canonical

HOUR, DAY = 3_600.0, 86_400.0
BEYOND = ("agents", "ultimate_debtor", "ultimate_creditor")
"""columns of a payment that name who stands between its two sides or behind them"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Ordinary payments between banks. Sums in units of the currency, times in hours."""

    banks: int = 40
    customers: int = 60
    """of a bank"""
    payments: float = 900.0
    """of a bank in a month"""
    amount: float = 4_000.0
    amount_spread: float = 1.2
    forwarded_share: float = 0.3
    """payments that a correspondent sends on"""
    wait: float = 9.0
    """hours until it does"""
    fee_share: float = 0.004
    cover_share: float = 0.02
    """legs sent on as cover, naming banks alone, at every bank"""
    silent_share: float = 0.1
    """banks that name nobody, in what they send at all"""
    nameless_share: float = 0.05
    """payments of customers whose name is missing"""


@dataclass(slots=True)
class Clearing:
    """Rows of payments and accounts while they are being written."""

    extent: Extent
    parameters: Parameters
    rng: np.random.Generator
    banks: list[str] = field(default_factory=list)
    """BICs"""
    silent: set[str] = field(default_factory=set)
    customers: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """account and name, by bank"""
    rows: list[dict[str, Any]] = field(default_factory=list)
    accounts: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def opened(cls, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Clearing:
        """With banks, their customers and ordinary payments."""
        found = cls(extent, parameters, rng)
        for _ in range(max(4, extent.count(parameters.banks))):
            bank = found.bank()
            if rng.random() < parameters.silent_share:
                found.silent.add(bank)
        found._ordinary()
        return found

    def bank(self) -> str:
        """A new bank with its customers; its BIC."""
        number = len(self.banks)
        letters = "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))
        bic = f"{letters}BSGSX"
        self.banks.append(bic)
        self.customers[bic] = []
        for _ in range(max(2, self.parameters.customers)):
            self.customer(bic)
        return bic

    def customer(self, bank: str) -> tuple[str, str]:
        """A new customer of a bank: account and name."""
        number = len(self.accounts)
        account, name = f"SMP{number:07d}", f"SAMPLE CUSTOMER {number:05d}"
        self.accounts.append({"account": account, "holder": name, "holder_type": "company", "bic": bank})
        self.customers[bank].append((account, name))
        return account, name

    def correspondent(self, holder: str, keeper: str) -> str:
        """An account that a bank holds with another."""
        account = f"SMV{len(self.accounts):07d}"
        self.accounts.append(
            {"account": account, "holder": f"SAMPLE BANK {holder}", "holder_type": "bank", "bic": keeper}
        )
        return account

    def anybody(self, bank: str) -> tuple[str, str]:
        """A customer of a bank by chance."""
        return self.customers[bank][int(self.rng.integers(len(self.customers[bank])))]

    def other(self, *but: str) -> str:
        """A bank that is none of these."""
        while True:
            bank = self.banks[int(self.rng.integers(len(self.banks)))]
            if bank not in but:
                return bank

    def worth(self) -> float:
        """An amount."""
        return float(self.parameters.amount * np.exp(self.rng.normal(0.0, self.parameters.amount_spread)))

    def moment(self) -> float:
        """A time at which the next leg still fits, in seconds."""
        room = max(DAY, self.extent.seconds - 3 * self.parameters.wait * HOUR)
        return float(self.rng.random()) * room

    def pay(
        self, debtor: dict[str, Any], creditor: dict[str, Any], amount: float, at: float, **beyond: str
    ) -> None:
        """A payment: parties as `account`, `name` and `bic`; `beyond` its two sides what columns of `BEYOND`
        say."""
        said: dict[str, Any] = {"amount": max(0.01, round(amount, 2)), "at": at, **beyond}
        for side, party in (("debtor", debtor), ("creditor", creditor)):
            said |= {f"{side}_{name}": party.get(name) for name in ("account", "name", "bic")}
        self.rows.append(said)

    def party(self, bank: str, customer: tuple[str, str]) -> dict[str, Any]:
        """A customer as a payment gives it; banks that name nobody leave the name out."""
        bare = bank in self.silent or self.rng.random() < self.parameters.nameless_share
        return {"account": customer[0], "name": None if bare else customer[1], "bic": bank}

    def house(self, bank: str) -> dict[str, Any]:
        """A bank as a party of its own payment."""
        return {"account": bank, "name": f"SAMPLE BANK {bank}", "bic": bank}

    def chain(
        self, first: str, sender: str, last: str, payer: tuple[str, str], hides: bool
    ) -> tuple[float, float]:
        """A payment to a customer of `last` over `sender`, who may put itself in the payer's place.

        When each leg was booked, in seconds.
        """
        parameters, at, amount = self.parameters, self.moment(), self.worth()
        to = self.party(last, self.anybody(last))
        named = self.party(first, payer)
        self.pay(named, to, amount, at)
        later = at + parameters.wait * HOUR * float(self.rng.uniform(0.2, 1.8))
        kept = 1.0 - parameters.fee_share * float(self.rng.uniform(0.0, 2.0))
        self.pay(self.house(sender) if hides else named, to, amount * kept, later)
        return at, later

    def _ordinary(self) -> None:
        parameters = self.parameters
        months = self.extent.days / 30.0
        for bank in list(self.banks):
            for _ in range(int(self.rng.poisson(parameters.payments * months))):
                to = self.other(bank)
                if self.rng.random() < parameters.forwarded_share:
                    sender = self.other(bank, to)
                    hides = sender in self.silent or self.rng.random() < parameters.cover_share
                    self.chain(bank, sender, to, self.anybody(bank), hides)
                    continue
                payer, payee = self.party(bank, self.anybody(bank)), self.party(to, self.anybody(to))
                self.pay(payer, payee, self.worth(), self.moment())

    def payments(self, lost: float) -> pa.Table:
        """The rows in the order of time as a canonical table; a share of them is missing."""
        rows = [
            row for row in self.rows if 0 <= row["at"] < self.extent.seconds and self.rng.random() >= lost
        ]
        rows.sort(key=lambda row: float(row["at"]))
        columns: dict[str, Any] = {
            "payment_id": [f"T{number:08d}" for number in range(len(rows))],
            "booked_ms": [self.extent.start_ms + round(row["at"]) * 1000 for row in rows],
            "amount": pa.array([f"{row['amount']:.2f}" for row in rows]).cast(pa.decimal128(38, 10)),
            "currency": pa.repeat("USD", len(rows)),
        }
        for side in ("debtor", "creditor"):
            for name in ("account", "name", "bic"):
                columns[f"{side}_{name}"] = pa.array([row[f"{side}_{name}"] for row in rows], pa.string())
        for name in BEYOND:
            columns[name] = pa.array([row.get(name) for row in rows], pa.string())
        return canonical("payments", columns)

    def register(self) -> pa.Table:
        """The accounts as a canonical table."""
        return canonical(
            "accounts",
            {
                name: [one[name] for one in self.accounts]
                for name in ("account", "holder", "holder_type", "bic")
            },
        )

    def planted(self, kind: str, actors: list[str], times: list[float]) -> Planted:
        """What was planted between the first and the last of these times (seconds)."""
        start = self.extent.start_ms
        return Planted(
            kind, tuple(actors), start + round(min(times)) * 1000, start + round(max(times)) * 1000
        )
