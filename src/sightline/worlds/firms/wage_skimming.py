"""Employers whose workers hand on most of their wages, planted in a quarter of ordinary commerce.

Lookalikes: dormitories that take a part of the wage, unions, a bank to which the staff repay loans, workers
who send home to their own families, and clubs whose members take turns with the pot.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.book import DAY, Book, Ints
from sightline.worlds.commerce import Parameters as Commerce
from sightline.worlds.commerce import Town, ordinary
from sightline.worlds.firms.paper_trade import QUARTER, many
from sightline.worlds.world import Extent, Planted, World

KIND = "wage_skimming"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Crews and their lookalikes. Sums in units of the currency."""

    crews: int = 20
    workers: float = 16.0
    """of a crew, on average"""
    wage: float = 900.0
    wage_spread: float = 0.2
    handed_share: float = 0.72
    wait: float = 2.0
    """days until it is handed on"""
    missed_share: float = 0.05
    """times a worker does not hand on"""
    dormitories: int = 12
    rent_share: float = 0.3
    unions: int = 8
    banks: int = 6
    loan_share: float = 0.4
    clubs: int = 10
    lost_share: float = 0.02
    commerce: Commerce = field(
        default_factory=lambda: Commerce(
            persons=2_000, employers=50, shops=60, firms=60, landlords=40, freelancers=40, students=40
        )
    )

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(slots=True)
class Site:
    """Where crews are planted."""

    book: Book
    town: Town
    parameters: Parameters
    rng: np.random.Generator

    def crew(self, size: int) -> tuple[Ints, Ints]:
        """An employer and workers of its own."""
        employer = self.book.open("company", "EMPLOYER", 1, self.rng)
        return employer, self.book.open("person", "WORKER", size, self.rng)

    def pay_days(self) -> list[float]:
        """When wages are paid, in seconds."""
        first = float(self.rng.uniform(2.0, 12.0)) * DAY
        return [first + month * 30 * DAY for month in range(3) if first + month * 30 * DAY < self.end]

    @property
    def end(self) -> float:
        """When the world ends."""
        return self.book.extent.seconds

    def paid(self, employer: Ints, workers: Ints) -> list[tuple[float, np.ndarray]]:
        """Wages on each pay day; when, and how much to each."""
        wage = self.parameters.wage * np.exp(self.rng.normal(0.0, self.parameters.wage_spread, len(workers)))
        found = []
        for day in self.pay_days():
            amount = wage * self.rng.uniform(0.9, 1.1, len(workers))
            self.book.pay(employer, workers, amount, np.full(len(workers), day + 9 * 3600), "wages", "file")
            found.append((day + 9 * 3600, amount))
        return found

    def hand(self, workers: Ints, to: Ints, paid: float, amount: np.ndarray, wait: float) -> None:
        """Each pays so much to one, within about so many days."""
        kept = self.rng.random(len(workers)) >= self.parameters.missed_share
        at = paid + wait * DAY * self.rng.uniform(0.1, 1.9, len(workers))
        self.book.pay(workers[kept], to, amount[kept], at[kept], "", "transfer")

    def living(self, workers: Ints) -> None:
        """What is left is spent in shops."""
        size = len(workers) * 15
        at = self.rng.random(size) * self.end
        spent = 12 * np.exp(self.rng.normal(0.0, 0.6, size))
        self.book.pay(
            self.rng.choice(workers, size),
            self.rng.choice(self.town.shops, size),
            spent,
            at,
            "purchase",
            "card",
        )

    def planted(self, kind: str, actors: list[Ints], times: list[float]) -> Planted:
        """What was planted."""
        start = self.book.extent.start_ms
        names = tuple(f"account-{self.book.number(int(one[0]))}" for one in actors)
        return Planted(kind, names, start + round(min(times)) * 1000, start + round(max(times)) * 1000)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments, deterministic in its arguments."""
    extent = replace(extent, days=QUARTER)
    book, town = ordinary(extent, parameters.commerce, rng)
    site = Site(book, town, parameters, rng)
    truth = [_crew(site) for _ in range(extent.count(parameters.crews))]
    alike = [
        _part(site, "dormitory", parameters.rent_share) for _ in range(extent.count(parameters.dormitories))
    ]
    alike += [_part(site, "union", 0.04) for _ in range(extent.count(parameters.unions))]
    alike += [_bank(site) for _ in range(extent.count(parameters.banks))]
    alike += [_club(site) for _ in range(extent.count(parameters.clubs))]
    payments = book.payments({}, parameters.lost_share, rng)
    return World({"payments": payments, "accounts": book.register({})}, tuple(truth), tuple(alike))


def _crew(site: Site) -> Planted:
    """Most of the wage goes on to one account within days."""
    parameters = site.parameters
    employer, workers = site.crew(many(site.rng, parameters.workers, 6))
    collector = site.book.open(str(site.rng.choice(["person", "company"])), "COLLECTOR", 1, site.rng)
    times = []
    for paid, amount in site.paid(employer, workers):
        share = np.clip(parameters.handed_share * site.rng.uniform(0.85, 1.15, len(workers)), 0.0, 0.97)
        site.hand(workers, collector, paid, amount * share, parameters.wait)
        times.append(paid)
    site.living(workers)
    return site.planted(KIND, [collector, employer], times)


def _part(site: Site, kind: str, share: float) -> Planted:
    """A part of the wage goes to a dormitory or a union."""
    employer, workers = site.crew(many(site.rng, site.parameters.workers, 6))
    taker = site.book.open("company", kind.upper(), 1, site.rng)
    times = []
    for paid, amount in site.paid(employer, workers):
        site.hand(workers, taker, paid, np.full(len(workers), float(amount.mean()) * share), 3.0)
        times.append(paid)
    site.living(workers)
    return site.planted(kind, [taker, employer], times)


def _bank(site: Site) -> Planted:
    """Staff of many firms repay loans to one bank, those of one firm among them."""
    employer, workers = site.crew(many(site.rng, site.parameters.workers, 6))
    bank = site.book.open("company", "SAVINGS", 1, site.rng)
    times = []
    for paid, amount in site.paid(employer, workers):
        site.hand(workers, bank, paid, amount * site.parameters.loan_share * site.rng.uniform(0.6, 1.6), 4.0)
        others = site.rng.choice(site.town.persons, 4 * len(workers), replace=False)
        site.book.pay(
            others,
            bank,
            np.full(len(others), 300.0),
            paid + site.rng.random(len(others)) * 20 * DAY,
            "loan",
            "file",
        )
        times.append(paid)
    site.living(workers)
    return site.planted("bank", [bank, employer], times)


def _club(site: Site) -> Planted:
    """Colleagues pay into a pot that one of them gets each month."""
    employer, workers = site.crew(many(site.rng, site.parameters.workers, 6))
    pot = site.book.open("person", "TREASURER", 1, site.rng)
    times = []
    for number, (paid, amount) in enumerate(site.paid(employer, workers)):
        site.hand(workers, pot, paid, amount * 0.6, 2.0)
        site.book.pay(
            pot,
            workers[number : number + 1],
            np.array([amount.sum() * 0.55]),
            np.array([paid + 6 * DAY]),
            "pot",
            "app",
        )
        times.append(paid)
    site.living(workers)
    return site.planted("club", [pot, employer], times)
