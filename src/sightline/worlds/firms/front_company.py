"""Webs of front companies planted in ordinary commerce, with groups, start-ups and agents' customers beside.

A web is a handful of companies made within months of each other for one purpose. Whoever runs them answers
several of their telephones, signs for several, logs in from one machine, and now and then slips: no two webs
share the same things. Large sums from traders abroad come in soon and go on within days. Some webs have a
director whose name stands on a list.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from sightline.worlds import shift
from sightline.worlds.book import DAY, Book, Ints, days, hours
from sightline.worlds.commerce import Parameters as Commerce
from sightline.worlds.commerce import Town, ordinary
from sightline.worlds.firms.companies import Registry
from sightline.worlds.fitted import Floats
from sightline.worlds.world import Extent, Planted, World, canonical

KIND = "front_company"
GOODS = ("steel coil", "crude oil", "coal", "electronic parts", "machinery", "frozen squid", "garments")
TRADES = (
    "SEAFOOD",
    "FURNITURE",
    "TEXTILE",
    "SOFTWARE",
    "TRAVEL",
    "FOOD",
    "MEDICAL",
    "HOLDINGS",
    "INTERNATIONAL",
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Webs and what resembles them. Sums in units of the currency, times in days."""

    webs: int = 14
    fronts: float = 6.0
    """companies of a web, on average"""
    shared_share: float = 0.7
    """of a web's companies that use a given common thing"""
    things: int = 3
    """kinds of common things of a web"""
    age: float = 110.0
    """before its first payment, on average"""
    amount: float = 60_000.0
    amount_spread: float = 0.8
    deals: float = 7.0
    """a front and month"""
    wait: float = 1.5
    """days until the money goes on, on average"""
    fee_share: float = 0.015
    listed_share: float = 0.5
    """webs with a listed director"""
    houses: int = 14
    """groups of companies under one roof"""
    founders: int = 14
    """people with several young companies"""
    agents: int = 6
    towers: int = 5
    age_of_others: float = 3_200.0
    lost_share: float = 0.01
    devices_unknown_share: float = 0.1
    commerce: Commerce = field(
        default_factory=lambda: Commerce(persons=2_000, employers=80, shops=120, firms=160, landlords=40)
    )

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(slots=True)
class Stage:
    """Where webs are planted."""

    book: Book
    town: Town
    registry: Registry
    parameters: Parameters
    rng: np.random.Generator
    listed: list[str] = field(default_factory=list)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments, accounts, companies and a list, deterministic in its arguments."""
    book, town = ordinary(extent, parameters.commerce, rng)
    registry = Registry(book, rng)
    towers = [registry.fresh("address") for _ in range(max(1, parameters.towers))]
    agents = [
        {kind: registry.fresh(kind) for kind in ("address", "phone", "agent")}
        for _ in range(max(1, parameters.agents))
    ]
    others = np.concatenate([town.employers, town.shops, town.firms, town.platforms, town.charities])
    registry.enrol(others, parameters.age_of_others, towers, agents)
    stage = Stage(book, town, registry, parameters, rng)
    truth = tuple(one for _ in range(extent.count(parameters.webs)) for one in _web(stage, agents))
    alike = [one for _ in range(extent.count(parameters.houses)) for one in _house(stage)]
    alike += [one for _ in range(extent.count(parameters.founders)) for one in _founder(stage, towers)]
    tables = {
        "payments": book.payments({}, parameters.lost_share, rng),
        "accounts": registry.accounts(parameters.devices_unknown_share),
        "companies": registry.companies(),
        "listed": _list(stage.listed),
    }
    return World(tables, truth, tuple(alike))


def _list(names: list[str]) -> pa.Table:
    """A made-up list that names these people."""
    return canonical(
        "listed",
        {
            "entity": [f"sample-{at}" for at in range(len(names))],
            "caption": names,
            "list": ["sample"] * len(names),
            "prop": ["name"] * len(names),
            "value": names,
            "label": [f"row {at + 2}" for at in range(len(names))],
        },
    )


def _opened(stage: Stage, count: int, days_old: float) -> Ints:
    accounts = stage.book.open("company", "TRADING", count, stage.rng, 0.4)
    for at in accounts.tolist():
        trade = str(stage.rng.choice(TRADES))
        stage.registry.stated[at] = {"name": f"SAMPLE {trade} {at:05d} LTD"}
        for kind in ("address", "phone", "email", "director", "owner", "device"):
            stage.registry.stated[at][kind] = stage.registry.fresh(kind)
        stage.registry.began(at, max(3.0, days_old * float(stage.rng.uniform(0.4, 1.6))))
    return accounts


def _web(stage: Stage, agents: list[dict[str, str]]) -> list[Planted]:
    parameters, rng, registry = stage.parameters, stage.rng, stage.registry
    count = 3 + int(rng.poisson(max(0.1, parameters.fronts - 3)))
    fronts = _opened(stage, count, parameters.age)
    kinds = ["director", "phone", "email", "device", "address", "owner"]
    chosen = rng.choice(kinds, min(len(kinds), max(2, parameters.things)), replace=False)
    _slips(stage, fronts, chosen.tolist())
    if rng.random() < 0.5:
        for at in fronts.tolist():
            registry.stated[at] |= agents[int(rng.integers(len(agents)))] if rng.random() < 0.3 else {}
    if rng.random() < parameters.listed_share:
        name = f"SAMPLE LISTED PERSON {len(stage.listed):03d}"
        stage.listed.append(name)
        registry.stated[int(fronts[0])]["director"] = name
    size = max(3, int(rng.poisson(parameters.deals * count * stage.book.extent.days / 30.0)))
    at = days(stage.book.extent, size, rng, 0.2) + hours("office", size, rng)
    amount = parameters.amount * np.exp(rng.normal(0.0, parameters.amount_spread, size))
    via = fronts[np.arange(size) % count]
    goods = str(rng.choice(GOODS))
    payers, payees = rng.choice(stage.town.firms, 12), rng.choice(stage.town.firms, 9)
    stage.book.pay(rng.choice(payers, size), via, amount, at, goods, "transfer")
    on = amount * (1.0 - parameters.fee_share * rng.uniform(0.4, 1.6, size))
    then = at + rng.exponential(parameters.wait, size) * DAY
    inner = rng.random(size) < 0.35
    target = np.where(inner, rng.choice(fronts, size), rng.choice(payees, size))
    stage.book.pay(via, target, on, then, goods, "transfer")
    again = inner & (target != via)
    last = then + rng.exponential(parameters.wait, size) * DAY
    stage.book.pay(
        target[again], rng.choice(payees, int(again.sum())), on[again] * 0.99, last[again], goods, "transfer"
    )
    return _planted(stage, fronts, KIND, at)


def _slips(stage: Stage, fronts: Ints, kinds: list[str]) -> None:
    """Each common thing is used by some of the web, at least two; each company uses one of them at least."""
    rng, stated = stage.rng, stage.registry.stated
    common = {kind: stage.registry.fresh(kind) for kind in kinds}
    using = rng.random((len(kinds), len(fronts))) < stage.parameters.shared_share
    for row in using:
        row[rng.choice(len(fronts), 2, replace=False)] = True
    for column in range(len(fronts)):
        if not using[:, column].any():
            using[rng.integers(len(kinds)), column] = True
    for number, kind in enumerate(kinds):
        for at in fronts[using[number]].tolist():
            stated[at][kind] = common[kind]


def _planted(stage: Stage, accounts: Ints, kind: str, at: Floats) -> list[Planted]:
    """Each company is planted on its own: who names half of a web has found half of it."""
    start = stage.book.extent.start_ms
    begin, end = (start + round(float(one) * 1000) for one in (at.min(), at.max()))
    return [Planted(kind, (f"company-REG{one:07d}",), begin, end) for one in accounts.tolist()]


# --- Who only looks like one ----------------------------------------------------------------------


def _house(stage: Stage) -> list[Planted]:
    """An old group under one roof: one board, one switchboard, staff, customers, and a treasury."""
    rng, registry = stage.rng, stage.registry
    count = int(rng.integers(3, 8))
    members = _opened(stage, count, stage.parameters.age_of_others)
    for kind in ("address", "phone", "director", "owner"):
        common = registry.fresh(kind)
        for at in members.tolist():
            registry.stated[at][kind] = common
    return _trading(stage, members, "group", 4.0)


def _founder(stage: Stage, towers: list[str]) -> list[Planted]:
    """Somebody with three or four young companies that have real customers, staff and bills."""
    rng, registry = stage.rng, stage.registry
    members = _opened(stage, int(rng.integers(3, 5)), stage.parameters.age * 2)
    director, phone = registry.fresh("director"), registry.fresh("phone")
    for at in members.tolist():
        registry.stated[at] |= {"director": director, "phone": phone, "address": str(rng.choice(towers))}
    return _trading(stage, members, "founder", 0.5)


def _trading(stage: Stage, members: Ints, kind: str, size_of: float) -> list[Planted]:
    """Sales to firms, wages to the same people every month, purchases and rent; a margin stays."""
    rng, book, town = stage.rng, stage.book, stage.town
    every = np.zeros(0)
    for at in members.tolist():
        months = book.extent.days / 30.0
        size = max(2, int(rng.poisson(14 * months)))
        when = days(book.extent, size, rng, 0.1) + hours("office", size, rng)
        sold = stage.parameters.commerce.invoice * size_of * np.exp(rng.normal(0.0, 0.5, size))
        trade = stage.registry.stated[at]["name"].split()[1].lower()
        book.pay(rng.choice(town.firms, size), np.asarray(at), sold, when, trade, "transfer")
        staff = rng.choice(town.persons, int(rng.integers(2, 9)), replace=False)
        for month in range(max(1, int(np.ceil(months)))):
            wage = stage.parameters.commerce.wage * np.exp(rng.normal(0.0, 0.3, len(staff)))
            pay_day = np.full(len(staff), (month * 30 + 25) * DAY + 9.5 * 3600)
            book.pay(np.asarray(at), staff, wage, pay_day, "wages", "file")
        bought = max(1, size // 2)
        then = days(book.extent, bought, rng, 0.1) + hours("office", bought, rng)
        cost = sold.sum() * 0.6 * rng.dirichlet(np.full(bought, 3.0))
        book.pay(np.asarray(at), rng.choice(town.firms, bought), cost, then, "supplies", "transfer")
        every = np.concatenate([every, when])
    treasury = rng.random(len(members)) * book.extent.days * DAY
    book.pay(
        members,
        members[:1],
        np.full(len(members), stage.parameters.commerce.invoice * 2),
        treasury,
        "cash pool",
        "file",
    )
    return _planted(stage, members, kind, every)
