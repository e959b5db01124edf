"""Missions and their officials with more accounts than one, in registers of several banks.

Lookalikes: missions with one account, missions of other states, one account that two registers state,
officials of one mission with an account each, and firms that trade under the country's name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from sightline.worlds import shift
from sightline.worlds.book import Book
from sightline.worlds.commerce import Parameters as Commerce
from sightline.worlds.commerce import Town, ordinary
from sightline.worlds.firms.companies import changed
from sightline.worlds.world import Extent, Planted, World

KIND = "mission_accounts"
WRITTEN = (
    "EMBASSY OF THE DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA SAMPLE {0}", "SAMPLE {0} DPRK EMBASSY",
    "CONSULATE GENERAL OF THE D.P.R.K. SAMPLE {0}", "DPRK PERMANENT MISSION SAMPLE {0}",
)  # fmt: skip
OTHERS = ("EMBASSY OF SAMPLELAND {0}", "CONSULATE OF THE REPUBLIC OF KOREA SAMPLE {0}")
COUNTRIES = ("at", "de", "pl", "bg", "ro", "se", "ch", "sg", "my", "id")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Who holds how many accounts."""

    several: int = 40
    accounts: float = 2.6
    """of one that holds several, on average"""
    official_share: float = 0.4
    """of them that are officials"""
    one: int = 40
    others: int = 30
    firms: int = 20
    payments: float = 12.0
    """of an account in a month"""
    amount: float = 900.0
    commerce: Commerce = field(
        default_factory=lambda: Commerce(
            persons=800, employers=20, shops=40, firms=40, landlords=20, freelancers=20, students=20
        )
    )

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(slots=True)
class Desk:
    """The register being made: what is said of the holders of accounts, by their numbers."""

    book: Book
    town: Town
    parameters: Parameters
    rng: np.random.Generator
    said: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    """holder, kind and country"""

    def open(self, holder: str, kind: str, country: str) -> int:
        """An account of this holder that is used as such accounts are; its number."""
        at = int(self.book.open("company", "MISSION", 1, self.rng)[0])
        self.said[at] = (holder, kind, country)
        size = 1 + int(self.rng.poisson(self.parameters.payments * self.book.extent.days / 30.0))
        when = self.rng.random(size) * self.book.extent.seconds
        sums = self.parameters.amount * np.exp(self.rng.normal(0.0, 0.8, size))
        self.book.pay(np.array([at]), self.rng.choice(self.town.shops, size), sums, when, "", "transfer")
        fees = max(1, size // 3)
        self.book.pay(
            self.rng.choice(self.town.persons, fees), np.array([at]), np.full(fees, 60.0),
            self.rng.random(fees) * self.book.extent.seconds, "visa", "transfer",
        )  # fmt: skip
        return at

    def planted(self, kind: str, accounts: list[int]) -> Planted:
        """What was planted, over the whole time."""
        start, end = (
            self.book.extent.start_ms,
            self.book.extent.start_ms + round(self.book.extent.seconds * 1000),
        )
        return Planted(kind, tuple(f"account-{self.book.number(at)}" for at in accounts), start, end)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of registers and payments, deterministic in its arguments."""
    book, town = ordinary(extent, parameters.commerce, rng)
    desk = Desk(book, town, parameters, rng)
    truth = [_several(desk, at) for at in range(extent.count(parameters.several))]
    alike = [_one(desk, 10_000 + at) for at in range(extent.count(parameters.one))]
    alike += [_other(desk, 20_000 + at) for at in range(extent.count(parameters.others))]
    alike += [_firm(desk, 30_000 + at) for at in range(extent.count(parameters.firms))]
    tables = {"payments": book.payments({}, 0.01, rng), "accounts": _register(desk)}
    return World(tables, tuple(truth), tuple(alike))


def _register(desk: Desk) -> pa.Table:
    """All accounts; some of the missions' stand there twice."""
    table = desk.book.register({})
    columns = {
        name: [
            desk.said[at][place] if at in desk.said else value
            for at, value in enumerate(table[name].to_pylist())
        ]
        for place, name in enumerate(("holder", "holder_type", "country"))
    }
    whole = changed("accounts", table, columns)
    twice = [at for at in sorted(desk.said) if desk.rng.random() < 0.2]
    return changed("accounts", pa.concat_tables([whole, whole.take(twice)]).combine_chunks(), {})


def _several(desk: Desk, number: int) -> Planted:
    """More accounts than one, by chance written in other order."""
    rng, country = desk.rng, str(desk.rng.choice(COUNTRIES))
    count = 2 + int(rng.poisson(max(0.05, desk.parameters.accounts - 2)))
    if rng.random() < desk.parameters.official_share:
        name = [f"SAMPLE OFFICIAL {number:05d}", f"OFFICIAL {number:05d} SAMPLE"]
        kind = str(rng.choice(["DPRK diplomat", "consul of the DPRK", "attache of North Korea"]))
        accounts = [desk.open(name[at % 2], kind, country) for at in range(count)]
    else:
        holder = str(rng.choice(WRITTEN)).format(f"{number:05d}")
        accounts = [
            desk.open(holder if at % 2 else holder.title(), "mission", country) for at in range(count)
        ]
    return desk.planted(KIND, accounts)


def _one(desk: Desk, number: int) -> Planted:
    """One account, or one in each of two countries."""
    holder = str(desk.rng.choice(WRITTEN)).format(f"{number:05d}")
    countries = desk.rng.choice(COUNTRIES, 1 + int(desk.rng.random() < 0.3), replace=False)
    return desk.planted("one account", [desk.open(holder, "mission", str(one)) for one in countries])


def _other(desk: Desk, number: int) -> Planted:
    """A mission of another state with several."""
    holder = str(desk.rng.choice(OTHERS)).format(f"{number:05d}")
    return desk.planted("another state", [desk.open(holder, "mission", "de") for _ in range(3)])


def _firm(desk: Desk, number: int) -> Planted:
    """A firm that trades under the country's name."""
    holder = f"NORTH KOREA TRAVEL SAMPLE {number:05d}"
    return desk.planted("firm", [desk.open(holder, "company", "de") for _ in range(2)])
