"""Trade with its papers: firms that ship to firms and are paid, late and mostly with the invoice's number.

Worlds of trade are built on it. Names of parties are those of the register; companies are enrolled in it with
addresses, telephones and directors of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.worlds.book import DAY, Book, Ints
from sightline.worlds.commerce import Parameters as Commerce
from sightline.worlds.commerce import Town, ordinary
from sightline.worlds.firms.companies import Registry
from sightline.worlds.world import Extent, Planted, World, canonical

QUARTER = 90.0
"""days: goods are paid weeks after they were sent"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Trade with papers around what is planted. Sums in units of the currency, times in days."""

    pairs: int = 160
    """firms that buy from one another"""
    shipments: float = 4.0
    """of a pair in the quarter"""
    value: float = 21_000.0
    value_spread: float = 0.8
    due: float = 18.0
    """days until it is paid"""
    named_share: float = 0.8
    """payments that give the invoice's number"""
    unpaid_share: float = 0.06
    age: float = 2_500.0
    """days since a company was made"""
    commerce: Commerce = field(
        default_factory=lambda: Commerce(
            persons=1_200, employers=40, shops=50, firms=140, landlords=30, freelancers=30, students=30
        )
    )


@dataclass(slots=True)
class Desk:
    """Where trade is written: the book, the register, the papers, and chance."""

    extent: Extent
    parameters: Parameters
    rng: np.random.Generator
    book: Book
    town: Town
    registry: Registry
    papers: dict[str, list[Any]] = field(
        default_factory=lambda: {
            name: []
            for name in ("shipment_id", "shipped_on", "shipper", "consignee", "buyer", "notify", "invoice",
                         "value", "currency")
        }
    )  # fmt: skip

    @classmethod
    def opened(cls, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Desk:
        """With ordinary commerce and ordinary trade in it."""
        book, town = ordinary(extent, parameters.commerce, rng)
        desk = cls(extent, parameters, rng, book, town, Registry(book, rng))
        tower = [desk.registry.fresh("address") for _ in range(2)]
        agents = [
            {"address": desk.registry.fresh("address"), "agent": desk.registry.fresh("agent")}
            for _ in range(3)
        ]
        for some in (town.firms, town.employers, town.shops):
            desk.registry.enrol(some, parameters.age, tower, agents)
        for _ in range(extent.count(parameters.pairs)):
            seller, buyer = rng.choice(town.firms, 2, replace=False)
            for _one in range(int(rng.poisson(parameters.shipments))):
                desk.trade(int(seller), int(buyer), int(buyer))
        return desk

    def company(self, title: str) -> int:
        """A new company with an entry of its own in the register."""
        account = self.book.open("company", title, 1, self.rng, 0.3)
        self.registry.enrol(account, self.parameters.age, [self.registry.fresh("address")], [{}])
        return int(account[0])

    def name(self, account: int) -> str:
        """Who holds an account."""
        return self.book.accounts[account].holder

    def worth(self) -> float:
        """What a shipment is worth."""
        return float(self.parameters.value * np.exp(self.rng.normal(0.0, self.parameters.value_spread)))

    def ship(self, shipper: int, consignee: int, value: float, at: float, **more: str) -> str:
        """A shipment and its invoice; `at` seconds since the start. Gives the invoice's number."""
        number = len(self.papers["shipment_id"]) + 1
        day = self.extent.start_ms // 86_400_000 + int(at // DAY)
        said: dict[str, Any] = {
            "shipment_id": f"BL{number:06d}", "shipped_on": day, "shipper": self.name(shipper),
            "consignee": self.name(consignee), "buyer": more.get("buyer"), "notify": more.get("notify"),
            "invoice": f"INV-{40_000 + 7 * number}", "value": round(value, 2), "currency": "USD",
        }  # fmt: skip
        for name, values in self.papers.items():
            values.append(said[name])
        return str(said["invoice"])

    def pay(self, payer: int, payee: int, value: float, at: float, purpose: str) -> None:
        """One payment."""
        one = np.array([payer]), np.array([payee])
        self.book.pay(*one, np.array([value]), np.array([at]), purpose, "transfer")

    def trade(self, shipper: int, consignee: int, payer: int, **more: str) -> float:
        """A shipment that somebody pays for some weeks later; when it was paid, in seconds."""
        late = self.parameters.due * DAY * float(self.rng.uniform(0.3, 1.7))
        at = float(self.rng.random()) * max(DAY, self.extent.seconds - late - DAY)
        value = self.worth()
        invoice = self.ship(shipper, consignee, value, at, **more)
        if self.rng.random() >= self.parameters.unpaid_share:
            said = f"PAYMENT {invoice}" if self.rng.random() < self.parameters.named_share else "GOODS"
            self.pay(payer, shipper, value, at + late, said)
        return at + late

    def world(self, truth: list[Planted], alike: list[Planted], lost: float) -> World:
        """All tables."""
        tables = {
            "payments": self.book.payments({}, lost, self.rng),
            "accounts": self.registry.accounts(0.3),
            "companies": self.registry.companies(),
            "shipments": self.table(),
        }
        return World(tables, tuple(truth), tuple(alike))

    def table(self) -> pa.Table:
        """The papers as a canonical table."""
        columns: dict[str, Any] = dict(self.papers)
        columns["shipped_on"] = pa.array(self.papers["shipped_on"], pa.int32()).cast(pa.date32())
        for name in ("buyer", "notify"):
            columns[name] = pa.array(self.papers[name], pa.string())
        columns["value"] = pa.array([f"{value:.2f}" for value in self.papers["value"]]).cast(
            pa.decimal128(38, 10)
        )
        return canonical("shipments", columns)

    def account(self, number: int) -> str:
        """An account as signals name it."""
        return f"account-{self.book.number(number)}"

    def planted(self, kind: str, actors: list[str], begin: float, end: float) -> Planted:
        """What was planted between two times (seconds)."""
        start = self.extent.start_ms
        return Planted(kind, tuple(actors), start + round(begin * 1000), start + round(end * 1000))


def many(rng: np.random.Generator, mean: float, least: int) -> int:
    """A number of at least so many, so many on average."""
    return least + int(rng.poisson(max(0.1, mean - least)))


def pick(rng: np.random.Generator, among: Ints, count: int) -> list[int]:
    """So many different accounts."""
    return [int(at) for at in rng.choice(among, count, replace=False)]
