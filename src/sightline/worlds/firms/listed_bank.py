"""Listed banks that go on dealing over other banks, planted among ordinary payments between banks.

A list names each from a day within the data on, a few without a day; some by the BIC of one branch. What
came from them goes on at once, less a fee. Some are no side of a payment: they stand between the banks of
its sides, by BIC or by name, or are named as the party behind one. Lookalikes: banks that stopped dealing
with one before its day, or over one; branches of a bank of which another branch is listed, and banks whose
BIC differs in a letter, as a side or between; and listed companies that are no bank. Ordinary payments name
banks between, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.worlds import shift
from sightline.worlds.firms.interbank import BEYOND, DAY, HOUR, Clearing
from sightline.worlds.firms.interbank import Parameters as Banks
from sightline.worlds.firms.paper_trade import many
from sightline.worlds.world import Extent, Planted, World, canonical

KIND = "listed_bank"
STEPS = ("IntrmyAgt1", "InstgAgt", "InstdRmbrsmntAgt")
"""where a bank between stands, as ISO 20022 calls it"""
ON = "passed on within"
"""what a signal says of a chain"""
ROLE = ", as "
"""what it says before the role of a bank that is neither side"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Listed banks, whom they deal with, and who only looks like one. Times in hours."""

    listed: int = 25
    partners: float = 3.0
    """banks that one deals with, on average"""
    payments: float = 5.0
    """with each"""
    chained_share: float = 0.5
    """partners that pay on what came"""
    on: float = 14.0
    """hours until they do, on average"""
    kept_share: float = 0.012
    """of what is passed on"""
    branch_share: float = 0.25
    """listed by one branch's BIC"""
    dayless_share: float = 0.2
    """listed without a day"""
    named_share: float = 0.2
    """payments that name the bank and leave its BIC out"""
    stopped: int = 25
    """banks that dealt with one before its day alone"""
    branches: int = 25
    """that are not listed, of banks of which another branch is"""
    alike: int = 25
    """banks whose BIC differs in a letter"""
    companies: int = 25
    between: int = 25
    """listed banks over which others pay, or behind whose payments they are"""
    behind_share: float = 0.3
    """of these that are the party behind a side"""
    between_alike: int = 25
    """banks that look like listed ones and stand between"""
    over_share: float = 0.2
    """ordinary payments that go over a bank between"""
    lost_share: float = 0.01
    banks: Banks = field(default_factory=lambda: Banks(banks=60, customers=25, payments=150.0))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(frozen=True, slots=True)
class Bank:
    """A listed bank: its entry, its name and BIC there, and when it was listed (s; 0: no day)."""

    entity: str
    name: str
    bic: str
    since: float


@dataclass(slots=True)
class Desk:
    """Where payments with listed banks are written."""

    clearing: Clearing
    parameters: Parameters
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    """of the list: entry, caption, property, value"""
    banks: list[Bank] = field(default_factory=list)

    def enter(self, entity: str, name: str, **said: str) -> None:
        """A line of the list, with these properties."""
        for prop, value in {"name": name, **said}.items():
            self.rows.append((entity, name, prop, value))

    def bank(self) -> Bank:
        """A bank, and what the list says of it."""
        rng, number = self.clearing.rng, len(self.banks)
        letters = "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))
        branch = rng.random() < self.parameters.branch_share
        bic = f"{letters}LKPPY" + ("001" if branch else str(rng.choice(["", "XXX"])))
        day = int(self.clearing.extent.days * float(rng.uniform(0.2, 0.6)))
        since = 0.0 if rng.random() < self.parameters.dayless_share else day * DAY
        found = Bank(f"sample-bank-{number}", f"SAMPLE LISTED BANK {number:03d}", bic, since)
        dated = {"listingDate": self.day(since)} if since else {}
        self.enter(found.entity, found.name, swiftBic=bic, **dated)
        self.banks.append(found)
        return found

    def day(self, at: float) -> str:
        """The day of a moment (s)."""
        return datetime.fromtimestamp(self.clearing.extent.start_ms / 1000 + at, UTC).date().isoformat()

    def deal(self, bic: str, name: str, partner: str, at: float, chained: bool = False) -> None:
        """A payment between a bank and a customer of another, who may pay it on."""
        clearing, rng = self.clearing, self.clearing.rng
        theirs = clearing.customer(partner)
        ours: dict[str, Any] = {"account": f"SMK{bic}", "name": f"SAMPLE CUSTOMER OF {bic}", "bic": bic}
        if name and rng.random() < self.parameters.named_share:
            ours = {"account": f"SMK{bic}", "name": name, "bic": None}
        amount = clearing.worth()
        one = {"account": theirs[0], "name": theirs[1], "bic": partner}
        if not chained and rng.random() < 0.5:
            clearing.pay(one, ours, amount, at)
            return
        clearing.pay(ours, one, amount, at)
        if chained:
            last = clearing.other(partner)
            kept = 1.0 - self.parameters.kept_share * float(rng.uniform(0.0, 2.0))
            later = at + self.parameters.on * HOUR * float(rng.uniform(0.2, 1.8))
            clearing.pay(one, clearing.party(last, clearing.anybody(last)), amount * kept, later)

    def dealt(
        self, kind: str, actors: list[str], deals: list[tuple[str, str, str, float]], says: str
    ) -> Planted:
        """All of these payments, and what they are."""
        for bic, name, partner, at in deals:
            self.deal(bic, name, partner, at, bool(says))
        planted = self.clearing.planted(kind, actors, [at for *_, at in deals])
        return Planted(planted.kind, planted.actors, planted.start, planted.end, says=says)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments between banks and a list, deterministic in its arguments."""
    clearing = Clearing.opened(extent, parameters.banks, rng)
    desk = Desk(clearing, parameters)
    truth = [one for _ in range(extent.count(parameters.listed)) for one in _connected(desk, desk.bank())]
    truth += [_over(desk, desk.bank()) for _ in range(extent.count(parameters.between))]
    alike = [_stopped(desk) for _ in range(extent.count(parameters.stopped))]
    alike += [_over_alike(desk) for _ in range(extent.count(parameters.between_alike))]
    alike += [_branch(desk) for _ in range(extent.count(parameters.branches))]
    alike += [_letter(desk) for _ in range(extent.count(parameters.alike))]
    alike += [_company(desk, at) for at in range(extent.count(parameters.companies))]
    _name_between(desk)
    tables = {
        "payments": clearing.payments(parameters.lost_share),
        "accounts": clearing.register(),
        "listed": _list(desk.rows),
    }
    return World(tables, tuple(truth), tuple(alike))


def _list(rows: list[tuple[str, str, str, str]]) -> pa.Table:
    columns: dict[str, Any] = {
        name: [row[at] for row in rows] for at, name in enumerate(("entity", "caption", "prop", "value"))
    }
    columns |= {"list": ["sample"] * len(rows), "label": [f"row {at + 2}" for at in range(len(rows))]}
    return canonical("listed", columns)


def _connected(desk: Desk, bank: Bank) -> list[Planted]:
    """Its partners after its day; some dealt with it before, too."""
    clearing, rng, found = desk.clearing, desk.clearing.rng, list[Planted]()
    partners = rng.permutation(clearing.banks)[: many(rng, desk.parameters.partners, 1)].tolist()
    room = clearing.extent.seconds - 3 * DAY
    for partner in partners:
        if rng.random() < 0.5 and bank.since:
            desk.deal(bank.bic, bank.name, partner, float(rng.random()) * bank.since)
        times = bank.since + rng.random(many(rng, desk.parameters.payments, 2)) * (room - bank.since)
        deals = [(bank.bic, bank.name, partner, float(at)) for at in times]
        says = ON if rng.random() < desk.parameters.chained_share else ""
        found.append(desk.dealt(KIND, [bank.entity, f"bank-{partner}"], deals, says))
    return found


def _over(desk: Desk, bank: Bank) -> Planted:
    """Customers of one bank pay those of others over a listed one, or for it, after its day."""
    clearing, rng = desk.clearing, desk.clearing.rng
    behind = rng.random() < desk.parameters.behind_share
    room = clearing.extent.seconds - bank.since
    times = bank.since + rng.random(many(rng, desk.parameters.payments, 2)) * room
    planted = _between(desk, "behind" if behind else "between", bank, bank.bic, times.tolist())
    return replace(planted, kind=KIND, says=ROLE)


def _over_alike(desk: Desk) -> Planted:
    """The same over a bank that only looks listed: before its day, another branch, a letter, a company."""
    clearing, rng = desk.clearing, desk.clearing.rng
    bank = desk.banks[int(rng.integers(len(desk.banks)))]
    end = clearing.extent.seconds
    ways = [("a letter of its BIC, between", f"{bank.bic[:7]}{rng.choice(list('ABCZ'))}{bank.bic[8:]}", end)]
    if bank.since:
        ways.append(("before its day, between", bank.bic, max(1.0, bank.since - HOUR)))
    if bank.bic.endswith("001"):
        ways.append(("another branch, between", f"{bank.bic[:8]}002", end))
    kind, bic, until = ways[int(rng.integers(len(ways)))]
    times = rng.random(many(rng, desk.parameters.payments, 2)) * until
    return _between(desk, kind, bank, bic, times.tolist())


def _between(desk: Desk, kind: str, bank: Bank, bic: str, times: list[float]) -> Planted:
    """Payments of one bank's customers in which this BIC stands between, or the bank's name behind."""
    clearing, rng = desk.clearing, desk.clearing.rng
    first = clearing.bank()
    for at in times:
        last = clearing.other(first)
        payer, payee = (clearing.party(one, clearing.anybody(one)) for one in (first, last))
        said = bic
        if kind in ("between", "behind") and rng.random() < desk.parameters.named_share:
            said = f"name: {bank.name}"
        beyond = {"agents": f"{rng.choice(STEPS)} {said}"}
        if kind == "behind":
            beyond = {str(rng.choice(["ultimate_debtor", "ultimate_creditor"])): bank.name}
        clearing.pay(payer, payee, clearing.worth(), at, **beyond)
    return clearing.planted(kind, [bank.entity, f"bank-{first}"], times)


def _name_between(desk: Desk) -> None:
    """Ordinary payments that name a bank between, which is nobody's."""
    clearing, rng = desk.clearing, desk.clearing.rng
    for row in clearing.rows:
        if not any(row.get(name) for name in BEYOND) and rng.random() < desk.parameters.over_share:
            sides = (row["debtor_bic"], row["creditor_bic"])
            row["agents"] = f"{rng.choice(STEPS)} {clearing.other(*sides)}"


def _stopped(desk: Desk) -> Planted:
    """A bank that dealt with a listed one until the evening before its day."""
    clearing, rng = desk.clearing, desk.clearing.rng
    dated = [one for one in desk.banks if one.since] or [desk.bank()]
    bank, partner = dated[int(rng.integers(len(dated)))], clearing.bank()
    times = rng.random(many(rng, desk.parameters.payments, 2)) * max(1.0, bank.since - HOUR)
    deals = [(bank.bic, bank.name, partner, float(at)) for at in times]
    return desk.dealt("before its day", [bank.entity, f"bank-{partner}"], deals, "")


def _branch(desk: Desk) -> Planted:
    """A branch that is not listed, of a bank of which another branch is."""
    rng = desk.clearing.rng
    by_branch = [one for one in desk.banks if one.bic.endswith("001")]
    bank = by_branch[int(rng.integers(len(by_branch)))] if by_branch else desk.bank()
    bic = bank.bic[:8] + "002" if by_branch else f"ZZ{bank.bic[2:8]}"
    return _ordinary(desk, "another branch", bank.entity, bic)


def _letter(desk: Desk) -> Planted:
    """A bank whose BIC is a listed one's but for a letter."""
    rng = desk.clearing.rng
    bank = desk.banks[int(rng.integers(len(desk.banks)))]
    return _ordinary(
        desk, "a letter of its BIC", bank.entity, f"{bank.bic[:7]}{rng.choice(list('ABCZ'))}{bank.bic[8:]}"
    )


def _company(desk: Desk, number: int) -> Planted:
    """A listed company, which is no bank."""
    name = f"SAMPLE LISTED TRADING {number:03d}"
    desk.enter(f"sample-company-{number}", name)
    clearing, bank = desk.clearing, desk.clearing.other()
    times = clearing.rng.random(many(clearing.rng, desk.parameters.payments, 2)) * clearing.extent.seconds
    for at in times.tolist():
        to = clearing.other(bank)
        payer = {"account": f"SMC{number:05d}", "name": name, "bic": bank}
        clearing.pay(payer, clearing.party(to, clearing.anybody(to)), clearing.worth(), at)
    return clearing.planted("a listed company", [f"sample-company-{number}"], times.tolist())


def _ordinary(desk: Desk, kind: str, entity: str, bic: str) -> Planted:
    """Payments of a bank of this BIC, over the whole time."""
    rng, partner = desk.clearing.rng, desk.clearing.bank()
    times = rng.random(many(rng, desk.parameters.payments, 2)) * desk.clearing.extent.seconds
    deals = [(bic, "", partner, float(at)) for at in times]
    return desk.dealt(kind, [entity, f"bank-{partner}"], deals, "")
