"""Ordinary commerce: wages, rent, utilities, shops, marketplaces, trade at home and abroad, gifts, families.

The spread of amounts is that of the labelled payments at hand, and so is the number of partners of a firm
(`fitted.json`); levels of wages, rents and bills are assumptions of a middling city. Every holder is named
`SAMPLE`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sightline.worlds.book import DAY, Book, Ints, days, hours, month_days
from sightline.worlds.fitted import Floats, draw, number
from sightline.worlds.world import Extent


@dataclass(frozen=True, slots=True)
class Parameters:
    """Ordinary commerce a month. Amounts in units of the currency, medians unless the name says else."""

    persons: int = 5_000
    employers: int = 130
    shops: int = 240
    firms: int = 240
    """traders, importers and exporters"""
    landlords: int = 160
    utilities: int = 7
    charities: int = 12
    freelancers: int = 180
    students: int = 220
    platforms: int = 4
    abroad_share: float = 0.35
    """firms that sit in another country"""
    employed_share: float = 0.8
    tenant_share: float = 0.35
    wage: float = 3_100.0
    rent: float = 950.0
    bill: float = 70.0
    bills: float = 2.2
    """a household and month"""
    basket: float = 24.0
    baskets: float = 16.0
    """purchases a person and month"""
    invoice: float = 4_200.0
    invoices: float = 6.0
    """a pair of firms and month"""
    gift: float = 30.0
    allowance: float = 650.0
    spread: float = 1.0
    """times the fitted spread of amounts"""


@dataclass(frozen=True, slots=True)
class Town:
    """The accounts of a world by what they are."""

    persons: Ints
    employers: Ints
    shops: Ints
    firms: Ints
    landlords: Ints
    utilities: Ints
    charities: Ints
    freelancers: Ints
    students: Ints
    platforms: Ints


def ordinary(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> tuple[Book, Town]:
    """A register and a journal of ordinary payments."""
    book = Book(extent)
    town = _settle(book, extent, parameters, rng)
    months = extent.days / 30.0
    _wages(book, town, parameters, rng)
    _homes(book, town, parameters, months, rng)
    _shopping(book, town, parameters, months, rng)
    _trade(book, town, parameters, months, rng)
    _families(book, town, parameters, months, rng)
    return book, town


def spread_out(median: float, size: int, parameters: Parameters, rng: np.random.Generator) -> Floats:
    """Amounts of a median with the fitted spread, a third of it in the tail of everyday things."""
    sigma = number("payment_amount_spread") * parameters.spread * 0.6
    return median * np.exp(rng.normal(0.0, sigma, size))


def _settle(book: Book, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Town:
    def some(kind: str, title: str, count: int, abroad: float = 0.0) -> Ints:
        return book.open(kind, title, extent.count(count), rng, abroad)

    return Town(
        persons=some("person", "PERSON", parameters.persons),
        employers=some("company", "EMPLOYER", parameters.employers),
        shops=some("company", "SHOP", parameters.shops),
        firms=some("company", "TRADING", parameters.firms, parameters.abroad_share),
        landlords=some("person", "PERSON", parameters.landlords),
        utilities=some("company", "UTILITY", parameters.utilities),
        charities=some("company", "CHARITY", parameters.charities),
        freelancers=some("person", "PERSON", parameters.freelancers),
        students=some("person", "PERSON", parameters.students),
        platforms=some("company", "MARKETPLACE", parameters.platforms),
    )


def _chosen(among: Ints, share: float, rng: np.random.Generator) -> Ints:
    return among[rng.random(len(among)) < share]


def _popular(among: Ints, size: int, rng: np.random.Generator) -> Ints:
    """Accounts by how well known they are: some are met far more often than others, as fitted."""
    weights = draw("payers_an_account", rng, len(among))
    picked: Ints = rng.choice(among, size, p=weights / weights.sum())
    return picked


def _wages(book: Book, town: Town, parameters: Parameters, rng: np.random.Generator) -> None:
    staff = _chosen(town.persons, parameters.employed_share, rng)
    employer = _popular(town.employers, len(staff), rng)
    wage = parameters.wage * np.exp(rng.normal(0.0, 0.35, len(staff)))
    pay_day = {int(one): int(rng.choice([24, 25, 26, 28])) for one in town.employers}
    day_of = np.array([pay_day[int(one)] for one in employer])
    for day in sorted(set(pay_day.values())):
        for begin in month_days(book.extent, day):
            due = day_of == day
            at = begin + 9 * 3600 + rng.random(int(due.sum())) * 2 * 3600
            book.pay(employer[due], staff[due], wage[due], at, "wages", "file")


def _homes(book: Book, town: Town, parameters: Parameters, months: float, rng: np.random.Generator) -> None:
    tenants = _chosen(np.concatenate([town.persons, town.students]), parameters.tenant_share, rng)
    landlord = _popular(town.landlords, len(tenants), rng)
    rent = parameters.rent * np.exp(rng.normal(0.0, 0.3, len(tenants)))
    for begin in month_days(book.extent, 1):
        at = begin + rng.integers(0, 5, len(tenants)) * DAY + hours("shops", len(tenants), rng)
        book.pay(tenants, landlord, np.round(rent, -1), at, "rent", "transfer")
    for begin in month_days(book.extent, 15):
        at = begin + hours("office", len(town.landlords), rng)
        loan = parameters.rent * np.exp(rng.normal(0.6, 0.5, len(town.landlords)))
        book.pay(
            town.landlords, _popular(town.firms, len(town.landlords), rng), loan, at, "upkeep", "transfer"
        )
    size = int(len(town.persons) * parameters.bills * months)
    at = days(book.extent, size, rng, 0.3) + hours("office", size, rng)
    payers = rng.choice(town.persons, size)
    amounts = spread_out(parameters.bill, size, parameters, rng)
    book.pay(payers, _popular(town.utilities, size, rng), amounts, at, "bill", "direct debit")


def _shopping(
    book: Book, town: Town, parameters: Parameters, months: float, rng: np.random.Generator
) -> None:
    everyone = np.concatenate([town.persons, town.landlords, town.freelancers, town.students])
    eager = np.exp(rng.normal(0.0, 0.5, len(everyone)))
    size = int(len(everyone) * parameters.baskets * months)
    who = rng.choice(everyone, size, p=eager / eager.sum())
    at = days(book.extent, size, rng, 1.5) + hours("shops", size, rng)
    where = _popular(np.concatenate([town.shops, town.platforms]), size, rng)
    book.pay(who, where, spread_out(parameters.basket, size, parameters, rng), at, "purchase", "card")
    for shop in town.shops:
        weeks = int(rng.integers(1, 4))
        bought = int(weeks * 4 * months)
        when = days(book.extent, bought, rng, 0.1) + hours("office", bought, rng)
        cost = spread_out(parameters.invoice / 2, bought, parameters, rng)
        book.pay(shop, _popular(town.firms, bought, rng), cost, when, "stock", "transfer")
    sellers = np.concatenate([town.freelancers, town.shops])
    for begin in np.arange(3.0, book.extent.days, 7.0) * DAY:
        paid = _chosen(sellers, 0.5, rng)
        earned = spread_out(parameters.basket * 20, len(paid), parameters, rng)
        at = begin + hours("office", len(paid), rng)
        book.pay(rng.choice(town.platforms, len(paid)), paid, earned, at, "payout", "file")


def _trade(book: Book, town: Town, parameters: Parameters, months: float, rng: np.random.Generator) -> None:
    partners = draw("payees_an_account", rng, len(town.firms), high=0.97).astype(int) + 1
    for firm, count in zip(town.firms, partners, strict=True):
        sellers = rng.choice(town.firms, count)
        for seller in sellers:
            size = int(rng.poisson(parameters.invoices * months))
            at = days(book.extent, size, rng, 0.05) + hours("office", size, rng)
            price = spread_out(parameters.invoice, size, parameters, rng)
            round_sum = rng.random(size) < 0.2
            book.pay(
                firm,
                np.asarray(seller),
                np.where(round_sum, np.round(price, -2), price),
                at,
                "invoice",
                "transfer",
            )
    clients = np.concatenate([town.firms, town.employers])
    for worker in town.freelancers:
        regulars = rng.choice(clients, int(rng.integers(2, 7)))
        size = int(rng.poisson(len(regulars) * 1.5 * months))
        at = days(book.extent, size, rng, 0.05) + hours("office", size, rng)
        fee = spread_out(parameters.invoice / 4, size, parameters, rng)
        book.pay(rng.choice(regulars, size), worker, np.round(fee, -1), at, "fee", "transfer")
    for employer in town.employers:
        size = int(rng.poisson(8 * months))
        at = days(book.extent, size, rng, 0.05) + hours("office", size, rng)
        cost = spread_out(parameters.invoice, size, parameters, rng)
        book.pay(employer, _popular(town.firms, size, rng), cost, at, "invoice", "transfer")
        book.pay(_popular(town.firms, size, rng), employer, cost * 1.4, at + DAY, "invoice", "transfer")


def _families(
    book: Book, town: Town, parameters: Parameters, months: float, rng: np.random.Generator
) -> None:
    parents = rng.choice(town.persons, len(town.students))
    for begin in np.arange(1.0, book.extent.days, 30.0) * DAY:
        at = begin + rng.integers(0, 6, len(parents)) * DAY + hours("shops", len(parents), rng)
        sent = parameters.allowance * np.exp(rng.normal(0.0, 0.4, len(parents)))
        book.pay(parents, town.students, np.round(sent, -1), at, "family support", "transfer")
    size = int(len(town.persons) * 0.15 * months)
    donors = rng.choice(town.persons, size)
    at = days(book.extent, size, rng, 1.0) + hours("shops", size, rng)
    given = spread_out(parameters.gift, size, parameters, rng)
    book.pay(donors, _popular(town.charities, size, rng), given, at, "donation", "card")
    grants = int(len(town.charities) * 12 * months)
    at = days(book.extent, grants, rng, 0.05) + hours("office", grants, rng)
    receivers = rng.choice(np.concatenate([town.firms, town.students]), grants)
    cost = spread_out(parameters.invoice / 3, grants, parameters, rng)
    book.pay(rng.choice(town.charities, grants), receivers, cost, at, "grant", "transfer")
    size = int(len(town.persons) * 0.8 * months)
    friends = rng.choice(town.persons, (2, size))
    at = days(book.extent, size, rng, 1.6) + hours("shops", size, rng)
    book.pay(
        friends[0], friends[1], spread_out(parameters.basket, size, parameters, rng), at, "private", "app"
    )
