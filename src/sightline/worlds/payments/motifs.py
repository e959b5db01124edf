"""Shapes of laundering planted in an ordinary quarter of payments: each kind many times, among everyday life.

Whoever takes part is an ordinary person or a new account. Days, sums and sizes vary; a share of all payments
is missing from the data. Around it people sell things to strangers, collect for gifts, and organise journeys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.book import DAY, Book, Ints
from sightline.worlds.commerce import Parameters as Commerce
from sightline.worlds.commerce import Town, ordinary
from sightline.worlds.world import Extent, Planted, World

QUARTER = 90.0
"""days: what people do every month shows itself only over several"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Shapes and life around them. Sums in units of the currency, times in days."""

    instances: int = 200
    members: float = 7.0
    """accounts on the wide side, on average"""
    length: float = 6.0
    """payments of a circle or a chain, on average"""
    lasts: float = 9.0
    """days a shape takes, on average"""
    amount: float = 2_400.0
    amount_spread: float = 0.5
    fee_share: float = 0.03
    """kept by whoever passes on"""
    new_share: float = 0.5
    """of the accounts that are opened for it"""
    parts: float = 5.0
    """of a sum paid in parts, on average"""
    sales: float = 0.5
    """things a person sells to a stranger in a month"""
    collections: int = 12
    """people who collect for a gift among friends"""
    lost_share: float = 0.01
    commerce: Commerce = field(
        default_factory=lambda: Commerce(
            persons=3_000, employers=60, shops=90, firms=90, landlords=60, freelancers=70, students=90
        )
    )

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(slots=True)
class Stage:
    """Where shapes are planted: the book, who lives there, the parameters and chance."""

    book: Book
    town: Town
    parameters: Parameters
    rng: np.random.Generator

    def accounts(self, count: int) -> Ints:
        """Different accounts, some of them new."""
        new = int(self.rng.binomial(count, self.parameters.new_share))
        old = self.rng.choice(self.town.persons, count - new, replace=False)
        return np.concatenate([self.book.open("person", "PERSON", new, self.rng), old]).astype(np.int64)

    def wide(self, least: int) -> int:
        """How many accounts are on a wide side."""
        return least + int(self.rng.poisson(max(0.1, self.parameters.members - least)))

    def begin(self) -> float:
        """A moment from which a shape still fits, in seconds."""
        room = max(1.0, self.book.extent.days - 2.5 * self.parameters.lasts)
        return float(self.rng.random() * room * DAY)

    def moments(
        self, begin: float, count: int, share: float = 1.0
    ) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """So many moments in order within a part of the time a shape takes."""
        length = self.parameters.lasts * share * float(self.rng.uniform(0.6, 1.4))
        return np.sort(begin + self.rng.random(count) * length * DAY)

    def sums(self, count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Amounts."""
        spread = self.rng.normal(0.0, self.parameters.amount_spread, count)
        return np.asarray(self.parameters.amount * np.exp(spread), dtype=np.float64)

    def pay(self, payer: int, payee: int, amount: float, at: float) -> None:
        """One payment."""
        one = np.array([payer]), np.array([payee])
        self.book.pay(*one, np.array([amount]), np.array([at]), "", "transfer")

    def planted(self, kind: str, actors: Ints, begin: float, end: float) -> Planted:
        """What was planted, with these who must be named."""
        start = self.book.extent.start_ms
        names = tuple(sorted({f"account-{self.book.number(int(at))}" for at in actors}))
        return Planted(kind, names, start + round(begin * 1000), start + round(end * 1000))


Plant = Callable[[Stage], Planted]


def quarter(plant: Plant, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A quarter in which one shape is planted many times."""
    extent = replace(extent, days=QUARTER)
    book, town = ordinary(extent, parameters.commerce, rng)
    stage = Stage(book, town, parameters, rng)
    _sales(stage)
    alike = tuple(_collection(stage) for _ in range(extent.count(parameters.collections)))
    truth = tuple(plant(stage) for _ in range(extent.count(parameters.instances)))
    payments = book.payments({}, parameters.lost_share, rng)
    return World({"payments": payments, "accounts": book.register({})}, truth, alike)


def _sales(stage: Stage) -> None:
    """People sell a thing to somebody they never meet again."""
    extent, persons = stage.book.extent, stage.town.persons
    size = int(stage.rng.poisson(stage.parameters.sales * len(persons) * extent.days / 30.0))
    buyers, sellers = stage.rng.choice(persons, size), stage.rng.choice(persons, size)
    amounts = 60.0 * np.exp(stage.rng.normal(0.0, 1.2, size))
    at = stage.rng.random(size) * extent.days * DAY
    stage.book.pay(buyers, sellers, amounts, at, "", "transfer")


def _collection(stage: Stage) -> Planted:
    """Friends give to one of them, who buys a present in a shop."""
    count = stage.wide(5)
    friends = stage.rng.choice(stage.town.persons, count + 1, replace=False)
    begin = stage.begin()
    at = stage.moments(begin, count)
    gifts = np.full(count, 25.0)
    stage.book.pay(friends[1:], friends[:1], gifts, at, "present", "transfer")
    shop = int(stage.rng.choice(stage.town.shops))
    stage.pay(int(friends[0]), shop, float(gifts.sum()), float(at[-1]) + DAY)
    return stage.planted("collection", friends[:1], float(at[0]), float(at[-1]))


def fan_in(stage: Stage) -> Planted:
    """Many pay one."""
    count = stage.wide(4)
    accounts, at = stage.accounts(count + 1), stage.moments(stage.begin(), count)
    stage.book.pay(accounts[1:], accounts[:1], stage.sums(count), at, "", "transfer")
    return stage.planted("fan_in", accounts[:1], float(at[0]), float(at[-1]))


def fan_out(stage: Stage) -> Planted:
    """One pays many."""
    count = stage.wide(4)
    accounts, at = stage.accounts(count + 1), stage.moments(stage.begin(), count)
    stage.book.pay(accounts[:1], accounts[1:], stage.sums(count), at, "", "transfer")
    return stage.planted("fan_out", accounts[:1], float(at[0]), float(at[-1]))


def gather_scatter(stage: Stage) -> Planted:
    """Many pay one, who then pays many."""
    came, went = stage.wide(4), stage.wide(4)
    accounts = stage.accounts(came + went + 1)
    hub, payers, payees = accounts[:1], accounts[1 : came + 1], accounts[came + 1 :]
    first, sums = stage.moments(stage.begin(), came, 0.5), stage.sums(came)
    then = stage.moments(float(first[-1]) + 3600.0, went, 0.5)
    parts = stage.rng.dirichlet(np.full(went, 6.0)) * sums.sum() * (1.0 - stage.parameters.fee_share)
    stage.book.pay(payers, hub, sums, first, "", "transfer")
    stage.book.pay(hub, payees, parts, then, "", "transfer")
    return stage.planted("gather_scatter", hub, float(first[0]), float(then[-1]))


def scatter_gather(stage: Stage) -> Planted:
    """One pays several, who all pay another."""
    count = stage.wide(4)
    accounts, sums = stage.accounts(count + 2), stage.sums(count)
    begin = stage.begin()
    first = stage.moments(begin, count, 0.5)
    then = first + stage.rng.exponential(0.25 * stage.parameters.lasts * DAY, count)
    stage.book.pay(accounts[:1], accounts[2:], sums, first, "", "transfer")
    kept = 1.0 - stage.parameters.fee_share
    stage.book.pay(accounts[2:], accounts[1:2], sums * kept, then, "", "transfer")
    return stage.planted("scatter_gather", accounts[:2], float(first[0]), float(then.max()))


def cycle(stage: Stage) -> Planted:
    """A sum goes round."""
    count = 3 + int(stage.rng.poisson(max(0.1, stage.parameters.length - 3)))
    count = min(count, 10)
    accounts, at = stage.accounts(count), stage.moments(stage.begin(), count)
    sums = stage.sums(1) * (1.0 - stage.parameters.fee_share) ** np.arange(count)
    stage.book.pay(accounts, np.roll(accounts, -1), sums, at, "", "transfer")
    return stage.planted("cycle", accounts, float(at[0]), float(at[-1]))


def bipartite(stage: Stage) -> Planted:
    """Each of a group pays nearly each of another."""
    one, other = stage.wide(3), stage.wide(3)
    accounts = stage.accounts(one + other)
    pairs = np.array([(a, b) for a in accounts[:one] for b in accounts[one:]])
    pairs = pairs[stage.rng.random(len(pairs)) < 0.9]
    at = stage.rng.permutation(stage.moments(stage.begin(), len(pairs), 0.6))
    stage.book.pay(pairs[:, 0], pairs[:, 1], stage.sums(len(pairs)), at, "", "transfer")
    named = np.array([account for account in accounts if (pairs == account).sum() >= 3])
    return stage.planted("bipartite", named, float(at.min()), float(at.max()))


def stack(stage: Stage) -> Planted:
    """Several pay several, who pay several others."""
    sizes = [max(2, stage.wide(2) // 2), max(2, stage.wide(2) // 2), max(2, stage.wide(2) // 2)]
    accounts = stage.accounts(sum(sizes))
    first, middle, last = np.split(accounts, np.cumsum(sizes)[:2])
    begin = stage.begin()
    early = np.array([(a, b) for a in first for b in middle])
    late = np.array([(a, b) for a in middle for b in last])
    at, then = stage.moments(begin, len(early), 0.4), stage.moments(begin + 0.4 * DAY, len(late), 0.5)
    then = then + float(np.median(at) - begin)
    stage.book.pay(early[:, 0], early[:, 1], stage.sums(len(early)), at, "", "transfer")
    stage.book.pay(late[:, 0], late[:, 1], stage.sums(len(late)), then, "", "transfer")
    return stage.planted("stack", middle, float(at[0]), float(then[-1]))


def pass_through(stage: Stage) -> Planted:
    """A sum is handed on within a day."""
    count = 3 + int(stage.rng.poisson(max(0.1, stage.parameters.length - 3)))
    accounts = stage.accounts(count + 1)
    waits = stage.rng.exponential(0.04 * stage.parameters.lasts * DAY, count)
    at = stage.begin() + np.cumsum(np.minimum(waits, 1.5 * DAY))
    sums = stage.sums(1) * (1.0 - stage.parameters.fee_share) ** np.arange(count)
    stage.book.pay(accounts[:-1], accounts[1:], sums, at, "", "transfer")
    return stage.planted("pass_through", accounts[1:3], float(at[0]), float(at[-1]))


def structuring(stage: Stage) -> Planted:
    """One sum in several parts on one day."""
    count = 3 + int(stage.rng.poisson(max(0.1, stage.parameters.parts - 3)))
    accounts = stage.accounts(2)
    begin = stage.begin()
    at = np.sort(begin + stage.rng.random(count) * 0.6 * DAY)
    sums = stage.sums(1) * stage.rng.uniform(0.85, 1.15, count)
    stage.book.pay(accounts[:1], accounts[1:], sums, at, "", "transfer")
    return stage.planted("structuring", accounts, float(at[0]), float(at[-1]))
