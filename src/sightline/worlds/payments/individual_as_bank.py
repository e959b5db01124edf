"""Persons whose own account does the work of a bank, planted in ordinary commerce; who only looks like one.

Such a person takes in what clients owe or send and pays it on to others within a day or so, in one piece or
several, for a small fee: much passes, little stays, and payer and payee have nothing to do with each other.
Landlords, freelancers, market traders, treasurers of clubs and of savings clubs and people who support a
family look alike in one way or another and are none. They, and some who are banks, have a life of their own
beside: a wage, a rent, groceries, bills, friends.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

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
    savers: int = 15
    """treasurers of savings clubs"""
    circle: int = 12
    """members of a savings club, the median"""
    stake: float = 120.0
    """what a member pays into the pot at a time, the median"""
    tallies: int = 15
    """market traders and treasurers who live on the account they trade or collect with"""
    life_share: float = 0.5
    """of those who are banks, and of lookalikes that need none, with a wage and a home on the account"""
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
        (parameters.savers, _saver),
        (parameters.tallies, _lived_on),
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
    if rng.random() < parameters.life_share:
        _household(book, town, account, parameters, rng)
    else:
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


def _household(
    book: Book, town: Town, account: Ints, parameters: Parameters, rng: np.random.Generator
) -> None:
    """A wage, a rent, bills, groceries, and small sums to and from friends: all on this account."""
    ways, months = parameters.commerce, book.extent.days / 30.0
    wage = ways.wage * np.exp(rng.normal(0.0, 0.4, 1))
    employer, landlord = rng.choice(town.employers, 1), rng.choice(town.landlords, 1)
    for begin in month_days(book.extent, int(rng.choice([24, 26, 28]))):
        book.pay(employer, account, wage, np.array([begin + 9.5 * 3600]), "wages", "file")
    rent = np.minimum(np.round(ways.rent * np.exp(rng.normal(0.0, 0.3, 1)), -1), wage * 0.5)
    for begin in month_days(book.extent, 1):
        book.pay(account, landlord, rent, np.array([begin + rng.uniform(0.4, 4.8) * DAY]), "rent", "transfer")
    for among, rate, size, purpose in (
        (town.utilities, ways.bills, ways.bill, "bill"),
        (town.firms, 1.0, ways.bill * 3, "repairs"),
        (town.persons, 3.0, ways.gift, "private"),
    ):
        count = int(rng.poisson(rate * months))
        at = days(book.extent, count, rng, 1.0) + hours("shops", count, rng)
        cost = size * np.exp(rng.normal(0.0, 0.6, count))
        book.pay(account, rng.choice(among, count), cost, at, purpose, "transfer")
    count = int(rng.poisson(3 * months))
    at = days(book.extent, count, rng, 1.5) + hours("shops", count, rng)
    given = ways.gift * np.exp(rng.normal(0.0, 0.5, count))
    book.pay(rng.choice(town.persons, count), account, given, at, "private", "app")
    _living(book, town, account, rng)


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


def _saver(book: Book, town: Town, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """Keeps the pot of a savings club: all pay in, one has the pot; lives on the same account."""
    account = _one(book, rng)
    members = rng.choice(town.persons, max(4, int(rng.poisson(parameters.circle))), replace=False)
    stake = float(np.maximum(np.round(parameters.stake * np.exp(rng.normal(0.0, 0.5)), -1), 10.0))
    every = float(rng.choice([3.0, 7.0, 14.0])) * DAY
    at = np.zeros(1)
    for turn, begin in enumerate(np.arange(rng.uniform(0, 3) * DAY, book.extent.seconds, every)):
        at = begin + rng.uniform(0.0, 1.5, len(members)) * DAY
        paying = rng.random(len(members)) < 0.95
        book.pay(members[paying], account, np.full(int(paying.sum()), stake), at[paying], "club", "transfer")
        pot = np.array([stake * (len(members) + (rng.random() < 0.5))])
        has = members[[turn % len(members)]]
        book.pay(account, has, pot, np.array([begin + rng.uniform(1.6, 2.5) * DAY]), "pot", "transfer")
    _household(book, town, account, parameters, rng)
    return _planted("savings club", account, at, book)


def _lived_on(book: Book, town: Town, parameters: Parameters, rng: np.random.Generator) -> Planted:
    """A market trader or a club's treasurer whose wage and home are on the account as well."""
    planted = (_market_trader, _treasurer)[int(rng.integers(2))](book, town, parameters, rng)
    account = np.array([len(book.accounts) - 1])
    _household(book, town, account, parameters, rng)
    return replace(planted, kind=f"{planted.kind} with a wage")


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
