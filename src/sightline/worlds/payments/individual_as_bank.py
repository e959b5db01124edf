"""Persons whose own account does the work of a bank, planted in ordinary commerce; who only looks like one.

Such a person takes in what clients owe or send and pays it on to others within a day or so, in one piece or
several, for a small fee: much passes, little stays, and payer and payee have nothing to do with each other.
Landlords, freelancers, market traders, treasurers of clubs and people who support a family look alike in
one way or another and are none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sightline.worlds import shift
from sightline.worlds.book import DAY, Book, Ints, days, hours, month_days
from sightline.worlds.commerce import Parameters as Commerce
from sightline.worlds.commerce import Town, ordinary
from sightline.worlds.fitted import Floats
from sightline.worlds.world import Extent, Planted, World

KIND = "individual_as_bank"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Persons as banks and their lookalikes, a month. Amounts in units of the currency."""

    banks: int = 15
    settlements: float = 60.0
    """orders a person carries out"""
    clients: int = 30
    payees: int = 24
    front_share: float = 0.6
    """partners that are firms nobody else deals with"""
    amount: float = 16_000.0
    """an order, the median"""
    amount_spread: float = 0.8
    """of the logarithm"""
    fee_share: float = 0.01
    delay: float = 18.0
    """hours from money in to money out, the median"""
    delay_spread: float = 0.7
    pieces: float = 0.7
    """payments out beyond the first, on average"""
    round_share: float = 0.5
    lost_share: float = 0.04
    """payments that are missing from the data"""
    landlords: int = 15
    tenants: int = 16
    traders: int = 15
    customers: int = 60
    suppliers: int = 8
    margin_share: float = 0.22
    treasurers: int = 15
    members: int = 40
    supporters: int = 15
    commerce: Commerce = field(default_factory=Commerce)

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(frozen=True, slots=True)
class Made:
    """Register and journal of a world, and what was planted."""

    book: Book
    town: Town
    truth: tuple[Planted, ...]
    lookalikes: tuple[Planted, ...]


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments, deterministic in its arguments."""
    made = make(extent, parameters, rng)
    payments = made.book.payments({}, parameters.lost_share, rng)
    tables = {"payments": payments, "accounts": made.book.register({})}
    return World(tables, made.truth, made.lookalikes)


def make(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Made:
    """Ordinary commerce, the persons as banks, and the lookalikes."""
    book, town = ordinary(extent, parameters.commerce, rng)
    truth = [plant(book, town, parameters, rng) for _ in range(extent.count(parameters.banks))]
    alike: list[Planted] = []
    for number, maker in (
        (parameters.landlords, _landlord),
        (parameters.traders, _market_trader),
        (parameters.treasurers, _treasurer),
        (parameters.supporters, _supporter),
    ):
        alike += [maker(book, town, parameters, rng) for _ in range(extent.count(number))]
    return Made(book, town, tuple(truth), tuple(alike))


def _one(book: Book, rng: np.random.Generator) -> Ints:
    return book.open("person", "PERSON", 1, rng)


def _planted(kind: str, account: Ints, at: Floats, book: Book) -> Planted:
    inside = at[(at >= 0) & (at < book.extent.seconds)]
    begin, end = (float(inside.min()), float(inside.max())) if len(inside) else (0.0, 0.0)
    start = book.extent.start_ms
    actor = f"account-{book.number(int(account[0]))}"
    return Planted(kind, (actor,), start + round(begin * 1000), start + round(end * 1000))


def plant(book: Book, town: Town, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """A person as a bank; the fronts among the partners are opened for it."""
    account = _one(book, rng)
    clients = _partners(book, town, parameters.clients, parameters, rng)
    payees = _partners(book, town, parameters.payees, parameters, rng)
    size = max(2, int(rng.poisson(parameters.settlements * book.extent.days / 30.0)))
    at = days(book.extent, size, rng, 0.3) + hours("office", size, rng)
    amount = parameters.amount * np.exp(rng.normal(0.0, parameters.amount_spread, size))
    amount = np.where(rng.random(size) < parameters.round_share, np.round(amount, -2), amount)
    book.pay(rng.choice(clients, size), account, amount, at, "goods", "transfer")
    delay = parameters.delay * np.exp(rng.normal(0.0, parameters.delay_spread, size)) * 3600
    rest = amount * (1.0 - parameters.fee_share * rng.uniform(0.5, 1.5, size))
    for order in range(size):
        pieces = 1 + int(rng.poisson(parameters.pieces))
        parts = rest[order] * rng.dirichlet(np.full(pieces, 4.0))
        when = at[order] + delay[order] * rng.uniform(0.8, 1.2, pieces)
        book.pay(account, rng.choice(payees, pieces), parts, when, "goods", "transfer")
    _living(book, town, account, rng)
    return _planted(KIND, account, at, book)


def _partners(book: Book, town: Town, count: int, parameters: Parameters, rng: np.random.Generator) -> Ints:
    fronts = round(count * parameters.front_share)
    opened = book.open("company", "TRADING", max(1, fronts), rng, 0.6)
    others = rng.choice(np.concatenate([town.firms, town.persons[:400]]), max(1, count - fronts))
    return np.concatenate([opened, others])


def _living(book: Book, town: Town, account: Ints, rng: np.random.Generator) -> None:
    """Everyday purchases, as everybody makes."""
    size = int(rng.poisson(12 * book.extent.days / 30.0))
    at = days(book.extent, size, rng, 1.5) + hours("shops", size, rng)
    book.pay(
        account, rng.choice(town.shops, size), 25 * np.exp(rng.normal(0, 0.7, size)), at, "purchase", "card"
    )


# --- Who only looks like one ----------------------------------------------------------------------


def _landlord(book: Book, town: Town, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Many pay in at the start of the month; a loan and repairs go out; the rest stays."""
    account = _one(book, rng)
    tenants = rng.choice(town.persons, max(2, int(rng.poisson(parameters.tenants))), replace=False)
    rent = parameters.commerce.rent * np.exp(rng.normal(0.0, 0.25, len(tenants)))
    at = np.zeros(1)
    for begin in month_days(book.extent, 1):
        at = begin + rng.integers(0, 6, len(tenants)) * DAY + hours("shops", len(tenants), rng)
        book.pay(tenants, account, np.round(rent, -1), at, "rent", "transfer")
        loan = np.array([rent.sum() * rng.uniform(0.4, 0.75)])
        book.pay(account, rng.choice(town.firms, 1), loan, np.array([begin + 9.4 * DAY]), "loan", "transfer")
        repairs = int(rng.poisson(4))
        when = begin + rng.random(repairs) * 20 * DAY
        cost = parameters.commerce.bill * 5 * np.exp(rng.normal(0.0, 0.6, repairs))
        book.pay(account, rng.choice(town.firms, repairs), cost, when, "repairs", "transfer")
    _living(book, town, account, rng)
    return _planted("landlord", account, at, book)


def _market_trader(book: Book, town: Town, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Buys from some, sells to many, on an own account; keeps a margin and lives on it."""
    account = _one(book, rng)
    size = int(rng.poisson(parameters.customers * 4 * book.extent.days / 30.0))
    at = days(book.extent, size, rng, 1.4) + hours("shops", size, rng)
    sold = parameters.commerce.basket * 2 * np.exp(rng.normal(0.0, 0.8, size))
    buyers = rng.choice(town.persons, max(3, parameters.customers))
    book.pay(rng.choice(buyers, size), account, sold, at, "sale", "app")
    sellers = rng.choice(town.firms, max(2, parameters.suppliers))
    restocks = max(2, int(8 * book.extent.days / 30.0))
    cost = sold.sum() * (1.0 - parameters.margin_share) * rng.dirichlet(np.full(restocks, 6.0))
    when = days(book.extent, restocks, rng, 0.1) + hours("office", restocks, rng)
    book.pay(account, rng.choice(sellers, restocks), cost, when, "stock", "transfer")
    _living(book, town, account, rng)
    return _planted("market trader", account, at, book)


def _treasurer(book: Book, town: Town, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Collects what a club's members owe and pays the club's bills: in and out are nearly equal."""
    account = _one(book, rng)
    members = rng.choice(town.persons, max(3, int(rng.poisson(parameters.members))), replace=False)
    due = float(rng.choice([20.0, 30.0, 50.0, 80.0]))
    at = days(book.extent, len(members), rng, 1.0) + hours("shops", len(members), rng)
    book.pay(members, account, np.full(len(members), due), at, "membership", "transfer")
    bills = int(rng.integers(3, 8))
    when = days(book.extent, bills, rng, 0.2) + hours("office", bills, rng)
    spent = due * len(members) * rng.uniform(0.85, 1.0) * rng.dirichlet(np.full(bills, 3.0))
    payees = rng.choice(np.concatenate([town.firms, town.shops]), bills)
    book.pay(account, payees, spent, when, "club", "transfer")
    return _planted("treasurer", account, at, book)


def _supporter(book: Book, town: Town, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Earns a wage, gathers what brothers and sisters give, and sends it to the family abroad."""
    account = _one(book, rng)
    siblings = rng.choice(town.persons, int(rng.integers(2, 6)), replace=False)
    family = book.open("person", "PERSON", 3, rng, 1.0)
    weeks = np.arange(2.0, book.extent.days, 7.0) * DAY
    at = np.repeat(weeks, len(siblings)) + rng.random(len(weeks) * len(siblings)) * DAY
    given = parameters.commerce.allowance / 3 * np.exp(rng.normal(0.0, 0.4, len(at)))
    book.pay(np.tile(siblings, len(weeks)), account, np.round(given, -1), at, "family", "transfer")
    for week in weeks:
        sent = given.reshape(len(weeks), -1)[0].sum() * rng.uniform(0.9, 1.1, 2) / 2
        book.pay(
            account, rng.choice(family, 2), sent, week + DAY * rng.uniform(1.0, 2.0, 2), "family", "transfer"
        )
    for begin in month_days(book.extent, 25):
        wage = np.array([parameters.commerce.wage * 0.7])
        book.pay(
            rng.choice(town.employers, 1), account, wage, np.array([begin + 9.5 * 3600]), "wages", "file"
        )
    _living(book, town, account, rng)
    return _planted("supports a family", account, at, book)
