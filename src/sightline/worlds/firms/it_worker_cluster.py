"""Crews that work under many names, planted among freelancers, families, studios and halls of residence.

A crew is a handful of people with more accounts than hands: machines, numbers and postal addresses are used
for several names, pay comes from clients in other countries, and most of it is collected. Honest freelancers
have clients too; families share everything; students share an address; partners of a studio share an office
and a landlord; a book-keeper files for many.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sightline.worlds import shift
from sightline.worlds.book import DAY, Book, Ints, days, hours, month_days
from sightline.worlds.commerce import Parameters as Commerce
from sightline.worlds.commerce import Town, ordinary
from sightline.worlds.firms.companies import changed
from sightline.worlds.fitted import Floats
from sightline.worlds.world import Extent, Planted, World

KIND = "it_worker_cluster"
FAMILY = (
    "ALDER",
    "BIRCH",
    "CEDAR",
    "DOGWOOD",
    "ELM",
    "FIR",
    "GINKGO",
    "HAZEL",
    "IVY",
    "JUNIPER",
    "LARCH",
    "MAPLE",
)
GIVEN = (
    "AMBER",
    "BERYL",
    "CORAL",
    "DIAMOND",
    "EMERALD",
    "FLINT",
    "GARNET",
    "JADE",
    "ONYX",
    "OPAL",
    "PEARL",
    "RUBY",
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Crews and who resembles them. Sums in units of the currency, a month."""

    crews: int = 15
    names: float = 6.0
    """accounts of a crew, on average"""
    machines: float = 2.0
    same_share: float = 0.7
    """accounts that show a thing they have in common"""
    clients: float = 4.0
    jobs: float = 6.0
    """payments a name and month"""
    fee: float = 1_900.0
    fee_spread: float = 0.6
    handed_share: float = 0.7
    """of what is earned"""
    freelancers: int = 120
    families: int = 60
    studios: int = 15
    halls: int = 4
    hall_rooms: int = 40
    bookkeepers: int = 4
    book_clients: int = 20
    lost_share: float = 0.01
    commerce: Commerce = field(
        default_factory=lambda: Commerce(persons=2_500, employers=80, shops=120, firms=160, landlords=50)
    )

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(slots=True)
class Stage:
    """The book, who lives there, and what is known of each account."""

    book: Book
    town: Town
    parameters: Parameters
    rng: np.random.Generator
    stated: dict[int, dict[str, str]] = field(default_factory=dict)
    made: int = 0

    def fresh(self, kind: str) -> str:
        """A value nobody else has."""
        self.made += 1
        return {
            "device": f"DEV-{self.made:06d}",
            "phone": f"+65 0000 {self.made:06d}",
            "email": f"sample{self.made}@mail.example",
            "address": f"{self.made} SAMPLE LANE",
        }[kind]

    def name(self, family: str = "") -> str:
        """A made-up name."""
        self.made += 1
        return f"{self.rng.choice(GIVEN)} {family or self.rng.choice(FAMILY)}{'' if family else self.made}"

    def persons(self, count: int, abroad: float = 0.0) -> Ints:
        """New accounts, each with things of its own."""
        opened = self.book.open("person", "PERSON", count, self.rng, abroad)
        for at in opened.tolist():
            self.stated[at] = {kind: self.fresh(kind) for kind in ("device", "phone", "email", "address")}
            self.stated[at]["holder"] = f"SAMPLE {self.name()}"
        return opened

    def share(self, members: Ints, kind: str, share: float) -> None:
        """Some of them, at least two, show one and the same."""
        common = self.fresh(kind)
        using = self.rng.random(len(members)) < share
        using[self.rng.choice(len(members), min(2, len(members)), replace=False)] = True
        for at in members[using].tolist():
            self.stated[at][kind] = common


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments and accounts, deterministic in its arguments."""
    book, town = ordinary(extent, parameters.commerce, rng)
    stage = Stage(book, town, parameters, rng)
    for at in np.concatenate([town.persons, town.freelancers, town.students]).tolist():
        stage.stated[at] = {kind: stage.fresh(kind) for kind in ("device", "phone", "email", "address")}
    truth = [one for _ in range(extent.count(parameters.crews)) for one in _crew(stage)]
    alike: list[Planted] = []
    for number, maker in (
        (parameters.families, _family),
        (parameters.studios, _studio),
        (parameters.halls, _hall),
        (parameters.bookkeepers, _bookkeeper),
    ):
        alike += [one for _ in range(extent.count(number)) for one in maker(stage)]
    _earn(stage, stage.persons(extent.count(parameters.freelancers)), 3.0)
    return World(
        {"payments": book.payments({}, parameters.lost_share, rng), "accounts": _register(stage)},
        tuple(truth),
        tuple(alike),
    )


def _register(stage: Stage) -> object:
    table = stage.book.register({})
    count = len(stage.book.accounts)
    said = {
        kind: [stage.stated.get(at, {}).get(kind) for at in range(count)]
        for kind in ("device", "phone", "email", "address")
    }
    said["holder"] = [
        stage.stated.get(at, {}).get("holder", stage.book.accounts[at].holder) for at in range(count)
    ]
    return changed("accounts", table, said)


def _earn(stage: Stage, workers: Ints, clients: float) -> Floats:
    """Clients of their own pay each of them; what each earned."""
    rng, parameters, book = stage.rng, stage.parameters, stage.book
    earned = np.zeros(len(workers))
    firms = np.concatenate([stage.town.firms, stage.town.employers, stage.town.platforms])
    for number, worker in enumerate(workers.tolist()):
        own = rng.choice(firms, 2 + int(rng.poisson(max(0.1, clients - 2))), replace=False)
        size = max(len(own), int(rng.poisson(parameters.jobs * book.extent.days / 30.0)))
        payer = np.concatenate([own, rng.choice(own, size - len(own))])
        fee = parameters.fee * np.exp(rng.normal(0.0, parameters.fee_spread, size))
        at = days(book.extent, size, rng, 0.3) + hours("office", size, rng)
        book.pay(payer, np.asarray(worker), fee, at, "invoice", "transfer")
        earned[number] = fee.sum()
        _spend(stage, worker, fee.sum() * 0.25)
    return earned


def _spend(stage: Stage, worker: int, total: float) -> None:
    rng, book = stage.rng, stage.book
    size = 6 + int(rng.poisson(10 * book.extent.days / 30.0))
    at = days(book.extent, size, rng, 1.3) + hours("shops", size, rng)
    book.pay(
        np.asarray(worker),
        rng.choice(stage.town.shops, size),
        total * rng.dirichlet(np.full(size, 2.0)),
        at,
        "purchase",
        "card",
    )


def _hand_over(stage: Stage, workers: Ints, target: Ints, sums: Floats, purpose: str) -> None:
    """Each sends a sum to one account, in a few parts."""
    rng, book = stage.rng, stage.book
    for worker, total in zip(workers.tolist(), sums.tolist(), strict=True):
        parts = 1 + int(rng.poisson(2))
        at = (0.3 + 0.7 * rng.random(parts)) * book.extent.days * DAY
        book.pay(
            np.asarray(worker), target, total * rng.dirichlet(np.full(parts, 4.0)), at, purpose, "transfer"
        )


def _crew(stage: Stage) -> list[Planted]:
    rng, parameters = stage.rng, stage.parameters
    count = 3 + int(rng.poisson(max(0.1, parameters.names - 3)))
    names = stage.persons(count, 0.4)
    machines = max(1, min(count // 2, round(parameters.machines)))
    for part in np.array_split(rng.permutation(names), machines):
        if len(part) > 1:
            stage.share(part, "device", parameters.same_share)
    for kind in rng.choice(["phone", "email", "address"], 2, replace=False).tolist():
        stage.share(names, kind, parameters.same_share)
    earned = _earn(stage, names, parameters.clients)
    collector = stage.persons(1, 1.0)
    _hand_over(stage, names, collector, earned * parameters.handed_share * rng.uniform(0.8, 1.2, count), "")
    return _planted(stage, names, KIND)


def _planted(stage: Stage, accounts: Ints, kind: str) -> list[Planted]:
    start = stage.book.extent.start_ms
    end = start + round(stage.book.extent.seconds * 1000)
    return [Planted(kind, (f"account-{stage.book.number(at)}",), start, end) for at in accounts.tolist()]


# --- Who only looks like one ----------------------------------------------------------------------


def _family(stage: Stage) -> list[Planted]:
    """One address, one telephone, one computer; some work for themselves; they help one another."""
    rng = stage.rng
    members = stage.persons(int(rng.integers(3, 6)))
    name = f"{rng.choice(FAMILY)}{stage.made}"
    for at in members.tolist():
        stage.stated[at]["holder"] = f"SAMPLE {rng.choice(GIVEN)} {name}"
    for kind in ("address", "phone", "device"):
        stage.share(members, kind, 0.9)
    own = members[rng.random(len(members)) < 0.6]
    earned = _earn(stage, own, 3.0)
    _hand_over(stage, own, members[:1], earned * 0.3, "household")
    return _planted(stage, members, "family")


def _studio(stage: Stage) -> list[Planted]:
    """Partners with their own machines in one office: one address, one telephone, one landlord."""
    rng = stage.rng
    members = stage.persons(int(rng.integers(3, 8)))
    stage.share(members, "address", 1.0)
    if rng.random() < 0.5:
        stage.share(members, "phone", 1.0)
    earned = _earn(stage, members, 4.0)
    landlord = rng.choice(stage.town.landlords, 1)
    _hand_over(stage, members, landlord, earned.mean() * rng.uniform(0.08, 0.15, len(members)), "rent")
    return _planted(stage, members, "studio")


def _hall(stage: Stage) -> list[Planted]:
    """A hall of residence: one address, a computer room, one landlord; parents and small jobs pay."""
    rng, book = stage.rng, stage.book
    members = stage.persons(max(3, stage.parameters.hall_rooms))
    for at in members.tolist():
        stage.stated[at]["address"] = f"HALL {members[0]}"
    for part in np.array_split(members, max(1, len(members) // 12)):
        stage.share(part, "device", 0.5)
    parents = rng.choice(stage.town.persons, len(members))
    jobs = members[rng.random(len(members)) < 0.3]
    for begin in month_days(book.extent, 3):
        at = np.full(len(members), begin) + rng.random(len(members)) * DAY
        book.pay(
            parents, members, 600 * np.exp(rng.normal(0, 0.3, len(members))), at, "allowance", "transfer"
        )
        book.pay(
            members,
            rng.choice(stage.town.landlords, 1),
            np.full(len(members), 300.0),
            at + DAY,
            "rent",
            "transfer",
        )
        payers = rng.choice(stage.town.employers, len(jobs))
        book.pay(
            payers,
            jobs,
            250 * np.exp(rng.normal(0, 0.4, len(jobs))),
            at[: len(jobs)] + 5 * DAY,
            "wages",
            "file",
        )
    return _planted(stage, members, "hall of residence")


def _bookkeeper(stage: Stage) -> list[Planted]:
    """Somebody files for many freelancers from one machine; all pay the same taxes and the same fee."""
    rng = stage.rng
    members = stage.persons(max(4, stage.parameters.book_clients))
    stage.share(members, "device", 0.6)
    earned = _earn(stage, members, 4.0)
    office = stage.book.open("company", "TAX OFFICE", 1, rng)
    _hand_over(stage, members, office, earned * rng.uniform(0.1, 0.2, len(members)), "tax")
    return _planted(stage, members, "clients of a book-keeper")
