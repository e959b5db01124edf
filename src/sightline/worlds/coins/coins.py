"""An ordinary month of two chains of coins, into which thefts and their laundering are planted.

Exchanges give each customer an address of his own and sweep it into their wallets; people pay one another,
shops and mixers, move coins over bridges, and have wallets that give change to a fresh address each time;
firms pay wages out of change, people tidy their wallets and collect for a present. Everybody is made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.worlds import shift
from sightline.worlds.world import Extent, Planted, World, canonical

MICRO = 10**12
"""base units of a millionth of a coin"""
HOUR = 3600.0
DAY = 24 * HOUR
BLOCK_S = 12
"""seconds between blocks of the made-up chains"""
CHAINS = ("samplechain", "otherchain")


@dataclass(frozen=True, slots=True)
class Life:
    """Ordinary life. Amounts in whole coins, times in hours."""

    people: int = 1_500
    payments: int = 5_000
    amount_spread: float = 1.6
    """of the logarithm of what people pay"""
    exchanges: int = 4
    wallets: int = 3
    """labelled addresses of an exchange"""
    customers: int = 350
    deposits: float = 3.0
    """payments into a customer's address, on average"""
    sweep_hours: float = 8.0
    shops: int = 12
    buyers: int = 40
    """of a shop that lets an exchange keep its till"""
    mixers: int = 2
    mixer_users: int = 160
    mixer_hours: float = 50.0
    bridges: int = 2
    bridge_users: int = 160
    bridge_hours: float = 0.6
    fee_share: float = 0.01
    """kept by mixers; bridges keep a tenth of it"""
    change_wallets: int = 120
    change_hours: float = 90.0
    change_steps: int = 9
    payrolls: int = 5
    employees: int = 22
    tidied: int = 30
    collections: int = 15


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is planted, and life around it. Amounts in whole coins, times in hours."""

    instances: int = 24
    loot: float = 900.0
    """what one instance moves, the median"""
    loot_spread: float = 0.8
    steps: int = 14
    """of a peel chain, on average"""
    step_hours: float = 2.5
    peel_share: float = 0.09
    """peeled at a step, at most"""
    notes: int = 5
    """payments into a mixer, on average"""
    behind_hours: float = 22.0
    """between what goes into a mixer and what comes out"""
    hop_hours: float = 0.5
    branches: int = 11
    """fresh addresses that are brought together, on average"""
    rest_hours: float = 30.0
    """how long coins lie at such an address"""
    depositors: int = 3
    """addresses of an exchange that a thief uses"""
    brokers: int = 8
    clients: int = 14
    client_factor: float = 25.0
    """what a broker's client pays, against what people pay"""
    telling: bool = True
    """whether what gives each kind away is there; a choice, and so not shifted"""
    life: Life = field(default_factory=Life)

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(slots=True)
class Stage:
    """What happens while it is written: rows (chain, at, from, to, micro-coins), labels, truth."""

    extent: Extent
    parameters: Parameters
    rng: np.random.Generator
    rows: list[tuple[int, float, str, str, int]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    truth: list[Planted] = field(default_factory=list)
    alike: list[Planted] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    hot: dict[str, list[str]] = field(default_factory=dict)
    mixers: dict[str, list[str]] = field(default_factory=dict)
    bridges: dict[str, tuple[str, str]] = field(default_factory=dict)
    _made: int = 0

    def address(self) -> str:
        """A new address; made up, and its first letters say so."""
        self._made += 1
        return f"0x5a3b1e{self._made:034x}"

    def pay(self, at: float, source: str, target: str, micro: int, chain: int = 0) -> None:
        """A payment, unless it falls outside the extent."""
        if micro > 0 and 0 <= at < self.extent.seconds:
            self.rows.append((chain, at, source, target, micro))

    def label(self, address: str, name: str, category: str, abuse: str = "", source: str = "one") -> None:
        """A label of a pack made for this world."""
        self.labels.append(
            {
                "address": address, "label": name, "actor": name, "category": category,
                "abuse": abuse or None, "source": f"https://{source}.example.org/made-up",
            }
        )  # fmt: skip

    def person(self) -> str:
        """Somebody."""
        return self.people[int(self.rng.integers(len(self.people)))]

    def sum(self, median: float = 1.0, spread: float = 0.0) -> int:
        """An amount in millionths of a coin."""
        return max(1, round(median * float(np.exp(self.rng.normal(0.0, spread))) * 1e6))

    def ordinary(self) -> int:
        """What people pay one another."""
        return self.sum(1.0, self.parameters.life.amount_spread)

    def loot(self) -> int:
        """What a thief moves in one instance."""
        return self.sum(self.parameters.loot, self.parameters.loot_spread)

    def moment(self, last: float = 1.0) -> float:
        """Some second of the first part of the extent."""
        return float(self.rng.random()) * self.extent.seconds * last

    def wait(self, hours: float) -> float:
        """Seconds, exponential."""
        return float(self.rng.exponential(hours)) * HOUR + 30.0

    def wallet(self, name: str = "") -> str:
        """A labelled address of an exchange."""
        name = name or str(self.rng.choice(sorted(self.hot)))
        return str(self.rng.choice(self.hot[name]))

    def parts(self, whole: int, count: int) -> list[int]:
        """A sum in uneven parts."""
        shares = self.rng.dirichlet(np.full(count, 4.0))
        found = [int(whole * float(share)) for share in shares[:-1]]
        return [*found, whole - sum(found)]

    def theft(self, at: float, loot: int) -> str:
        """A thief's labelled address that has just taken so much from a victim."""
        thief = self.address()
        self.label(thief, f"SAMPLE THIEF {self._made}", "user", "hack")
        self.pay(at - 60.0, self.address(), thief, loot)
        return thief

    def planted(self, kind: str, addresses: list[str], begin: float, end: float) -> Planted:
        """Something true, with the addresses that must be named."""
        start = self.extent.start_ms
        actors = tuple(f"wallet-{one}" for one in addresses)
        return Planted(kind, actors, start + round(begin) * 1000, start + round(end) * 1000)


Plant = Callable[[Stage], None]


def month(plant: Plant, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A month with one kind of laundering planted in it, deterministic in its arguments."""
    stage = Stage(extent, parameters, rng)
    life = parameters.life
    stage.people = [stage.address() for _ in range(extent.count(life.people))]
    for work in (_services, _payments, _customers, _shops, _mixers, _bridges, _change, _wages, _tidied):
        work(stage)
    for _ in range(extent.count(parameters.instances)):
        plant(stage)
    tables = {"transfers": _transfers(stage), "labels": _labels(stage)}
    return World(tables, tuple(stage.truth), tuple(stage.alike))


def _services(stage: Stage) -> None:
    life = stage.parameters.life
    for number in range(1, life.exchanges + 1):
        name = f"SAMPLE EXCHANGE {number}"
        stage.hot[name] = [stage.address() for _ in range(life.wallets)]
        for address in stage.hot[name]:
            stage.label(address, name, "exchange")
    for number in range(1, life.mixers + 1):
        name = f"SAMPLE MIXER {number}"
        stage.mixers[name] = [stage.address() for _ in range(2)]
        for address in stage.mixers[name]:
            stage.label(address, name, "mixing_service")
    for number in range(1, life.bridges + 1):
        name = f"SAMPLE BRIDGE {number}"
        stage.bridges[name] = (stage.address(), stage.address())
        for address in stage.bridges[name]:
            stage.label(address, name, "bridge")
            stage.label(address, name, "bridge", source="two")


def _payments(stage: Stage) -> None:
    for _ in range(stage.extent.count(stage.parameters.life.payments)):
        stage.pay(stage.moment(), stage.person(), stage.person(), stage.ordinary())
    for several in stage.hot.values():  # an exchange moves its own coins about
        for _ in range(15):
            source, target = (str(one) for one in stage.rng.choice(several, 2))
            stage.pay(stage.moment(), source, target, stage.sum(200.0, 0.6))


def _customers(stage: Stage) -> None:
    """Each customer's address is swept; what he takes out comes from a wallet of the exchange."""
    life = stage.parameters.life
    for _ in range(stage.extent.count(life.customers)):
        person, own, name = stage.person(), stage.address(), str(stage.rng.choice(sorted(stage.hot)))
        for _ in range(1 + int(stage.rng.poisson(life.deposits))):
            at, sum = stage.moment(), stage.ordinary()
            stage.pay(at, person, own, sum)
            stage.pay(at + stage.wait(life.sweep_hours), own, stage.wallet(name), sum)
        stage.pay(stage.moment(), stage.wallet(name), person, stage.ordinary())


def _shops(stage: Stage) -> None:
    """Many customers pay a shop, whose till is an address of an exchange."""
    life = stage.parameters.life
    for _ in range(stage.extent.count(life.shops)):
        till, name, last = stage.address(), str(stage.rng.choice(sorted(stage.hot))), 0
        times = np.sort(stage.rng.random(life.buyers)) * stage.extent.seconds
        for number, at in enumerate(times.tolist()):
            sum = stage.sum(0.6, 0.7)
            stage.pay(at, stage.person(), till, sum)
            last += sum
            if number % 8 == 7:
                stage.pay(at + stage.wait(life.sweep_hours) % HOUR, till, stage.wallet(name), last)
                last = 0
        stage.alike.append(stage.planted("till of a shop", [till], 0.0, stage.extent.seconds))


def _mixers(stage: Stage) -> None:
    """People who want to be left alone: in with one or two sums, out later to a fresh address."""
    life = stage.parameters.life
    for _ in range(stage.extent.count(life.mixer_users)):
        wallets = stage.mixers[str(stage.rng.choice(sorted(stage.mixers)))]
        person, fresh, at = stage.person(), stage.address(), stage.moment()
        for sum in stage.parts(stage.sum(4.0, 1.5), 1 + int(stage.rng.integers(2))):
            at += stage.wait(1.0)
            stage.pay(at, person, str(stage.rng.choice(wallets)), sum)
            kept = 1.0 - life.fee_share * (0.5 + float(stage.rng.random()))
            out = at + stage.wait(life.mixer_hours)
            stage.pay(out, str(stage.rng.choice(wallets)), fresh, int(sum * kept))


def _bridges(stage: Stage) -> None:
    life = stage.parameters.life
    for _ in range(stage.extent.count(life.bridge_users)):
        here, there = stage.bridges[str(stage.rng.choice(sorted(stage.bridges)))]
        _hop(stage, stage.moment(), stage.person(), stage.person(), stage.ordinary(), (here, there))


def _hop(
    stage: Stage, at: float, source: str, target: str, sum: int, bridge: tuple[str, str], hours: float = 0.0
) -> float:
    life = stage.parameters.life
    stage.pay(at, source, bridge[0], sum)
    out = at + stage.wait(hours or life.bridge_hours)
    kept = 1.0 - 0.1 * life.fee_share * (0.5 + float(stage.rng.random()))
    stage.pay(out, bridge[1], target, int(sum * kept), 1)
    return out


def _change(stage: Stage) -> None:
    """A wallet that gives the rest of every payment to a fresh address, as many do."""
    life = stage.parameters.life
    for _ in range(stage.extent.count(life.change_wallets)):
        own, held, at = stage.address(), stage.sum(60.0, 0.8), stage.moment(0.6)
        begin = at
        stage.pay(at, stage.wallet(), own, held)
        for _ in range(1 + int(stage.rng.poisson(life.change_steps))):
            at += stage.wait(life.change_hours)
            spent, change = int(held * float(stage.rng.beta(1.2, 4.0))), stage.address()
            stage.pay(at, own, stage.person(), spent)
            stage.pay(at, own, change, held - spent)
            own, held = change, held - spent
        stage.alike.append(stage.planted("change of a wallet", [own], begin, at))


def _wages(stage: Stage) -> None:
    """A firm pays its people one after the other out of the change, twice in the month."""
    life = stage.parameters.life
    for _ in range(stage.extent.count(life.payrolls)):
        staff = [stage.person() for _ in range(life.employees)]
        first = stage.moment(0.4)
        for at in (first, first + 14 * DAY):
            own, wage = stage.address(), stage.sum(2.0, 0.3)
            held = wage * (len(staff) + 1)
            stage.pay(at, stage.wallet(), own, held)
            for one in staff:
                at += 240.0
                change = stage.address()
                stage.pay(at, own, one, wage)
                stage.pay(at, own, change, held - wage)
                own, held = change, held - wage


def _tidied(stage: Stage) -> None:
    """People bring together what others paid them over weeks; friends collect for a present."""
    life = stage.parameters.life
    for _ in range(stage.extent.count(life.tidied)):
        end, own = stage.moment(0.7) + 0.3 * stage.extent.seconds, stage.address()
        for _ in range(5 + int(stage.rng.poisson(5))):
            one, sum = stage.address(), stage.ordinary()
            came = float(stage.rng.random()) * end
            stage.pay(came, stage.person() if stage.rng.random() < 0.7 else stage.wallet(), one, sum)
            stage.pay(end + float(stage.rng.random()) * HOUR, one, own, sum)
    for _ in range(stage.extent.count(life.collections)):
        at, own = stage.moment(0.9), stage.address()
        for _ in range(5 + int(stage.rng.poisson(5))):
            stage.pay(at + stage.wait(24.0), stage.person(), own, stage.sum(0.3, 0.2))


# --- What is planted ------------------------------------------------------------------------------


def peel_chain(stage: Stage) -> None:
    """Most goes on to a fresh address, a little to an exchange, over and over."""
    asked, loot = stage.parameters, stage.loot()
    at = stage.moment(0.6)
    own, held, begin = stage.theft(at, loot), loot, at
    head = stage.address()
    stage.pay(at, own, head, held)
    own = head
    names = [str(one) for one in stage.rng.choice(sorted(stage.hot), 2)]
    tills = [stage.address() for _ in range(3)]
    for _ in range(7 + int(stage.rng.poisson(max(0.1, asked.steps - 7)))):
        at += stage.wait(asked.step_hours)
        peeled = int(held * asked.peel_share * float(stage.rng.uniform(0.2, 1.0)))
        following, till = stage.address(), str(stage.rng.choice(tills))
        stage.pay(at, own, till, peeled)
        stage.pay(at, own, following, held - peeled)
        stage.pay(at + stage.wait(1.0), till, stage.wallet(names[0]), peeled)
        own, held = following, held - peeled
    stage.truth.append(stage.planted("peel_chain", [head], begin, at))


def mixer_passage(stage: Stage) -> None:
    """Through a mixer in several sums, and out to fresh addresses of which one gathers all."""
    asked, loot = stage.parameters, stage.loot()
    begin = stage.moment(0.55)
    thief, own = stage.theft(begin, loot), stage.address()
    stage.pay(begin + stage.wait(3.0), thief, own, loot)
    wallets = stage.mixers[str(stage.rng.choice(sorted(stage.mixers)))]
    at, last, gatherer = begin + 12 * HOUR, 0.0, stage.address()
    for sum in stage.parts(loot, 2 + int(stage.rng.poisson(max(0.1, asked.notes - 2)))):
        at += stage.wait(1.0)
        stage.pay(at, own, str(stage.rng.choice(wallets)), sum)
        kept = int(sum * (1.0 - stage.parameters.life.fee_share * (0.5 + float(stage.rng.random()))))
        out, fresh = at + stage.wait(asked.behind_hours), stage.address()
        stage.pay(out, str(stage.rng.choice(wallets)), fresh, kept)
        if asked.telling:
            stage.pay(out + stage.wait(4.0), fresh, gatherer, kept)
        last = max(last, out)
    if last < stage.extent.seconds - 5 * DAY:
        stage.truth.append(stage.planted("mixer_passage", [own, gatherer], begin, last))


def bridge_hop(stage: Stage) -> None:
    """Stolen coins leave a chain by a bridge and come out on another."""
    asked, loot = stage.parameters, stage.loot()
    begin = stage.moment(0.9)
    thief, own, there = stage.theft(begin, loot), stage.address(), stage.address()
    at = begin + stage.wait(3.0)
    stage.pay(at, thief, own, loot)
    bridge = stage.bridges[str(stage.rng.choice(sorted(stage.bridges)))]
    at += stage.wait(1.0)
    if asked.telling:
        out = _hop(stage, at, own, there, loot, bridge, asked.hop_hours)
    else:
        stage.pay(at, own, bridge[0], loot)
        out = at + stage.wait(asked.hop_hours)
        for part in stage.parts(int(loot * 0.999), 3):
            stage.pay(out + stage.wait(3.0), bridge[1], stage.address(), part, 1)
    if out < stage.extent.seconds:
        stage.truth.append(stage.planted("bridge_hop", [own, there], begin, out))


def consolidation(stage: Stage) -> None:
    """Spread over fresh addresses, left to lie, and brought together again."""
    asked, loot = stage.parameters, stage.loot()
    begin, gatherer = stage.moment(0.55), stage.address()
    own, count = stage.theft(begin, loot), 6 + int(stage.rng.poisson(max(0.1, asked.branches - 6)))
    together = begin + 8 * HOUR + stage.wait(asked.rest_hours)
    for part in stage.parts(loot, count):
        fresh = stage.address()
        payer = own if asked.telling else stage.address()
        stage.pay(begin + stage.wait(1.0) % (8 * HOUR), payer, fresh, part)
        last = together + float(stage.rng.random()) * 6 * HOUR
        stage.pay(last, fresh, gatherer, part)
    stage.pay(together + 7 * HOUR + stage.wait(6.0), gatherer, stage.address(), loot)
    if together + 6 * HOUR < stage.extent.seconds:
        stage.truth.append(stage.planted("consolidation", [gatherer], begin, together))


def deposit_address(stage: Stage) -> None:
    """A thief's own addresses at an exchange, and now and then a broker who takes coins of many."""
    asked, loot = stage.parameters, stage.loot()
    begin = stage.moment(0.6)
    thief = stage.theft(begin, loot)
    for part in stage.parts(loot, 1 + int(stage.rng.poisson(max(0.1, asked.depositors - 1)))):
        own, till, name = stage.address(), stage.address(), str(stage.rng.choice(sorted(stage.hot)))
        at = begin + stage.wait(6.0)
        stage.pay(at, thief, own, part)
        at += stage.wait(6.0)
        stage.pay(at, own, till, part)
        out = at + stage.wait(stage.parameters.life.sweep_hours)
        if asked.telling:
            stage.pay(out, till, stage.wallet(name), part)
        else:
            stage.pay(out, till, stage.address(), part // 2)
            stage.pay(out, till, stage.wallet(name), part - part // 2)
        if out < stage.extent.seconds:
            stage.truth.append(stage.planted("deposit_address", [till], at, out))
    if stage.rng.random() < asked.brokers / asked.instances:
        _broker(stage)


def _broker(stage: Stage) -> None:
    asked, till = stage.parameters, stage.address()
    name = str(stage.rng.choice(sorted(stage.hot)))
    count = 9 + int(stage.rng.poisson(max(0.1, asked.clients - 9)))
    times = np.sort(stage.rng.random(count) * 0.9) * stage.extent.seconds
    for at in times.tolist():
        sum = stage.sum(asked.client_factor, 0.6)
        stage.pay(at, stage.person(), till, sum)
        stage.pay(at + stage.wait(3.0) % DAY, till, stage.wallet(name), sum)
    stage.truth.append(stage.planted("deposit_address", [till], float(times[0]), float(times[-1])))


# --- Tables ---------------------------------------------------------------------------------------


def _transfers(stage: Stage) -> pa.Table:
    rows = sorted(stage.rows, key=lambda row: row[:2])
    start, count = stage.extent.start_ms, len(rows)
    return canonical(
        "transfers",
        {
            "chain": pa.array([CHAINS[chain] for chain, *_ in rows]),
            "block": pa.array([int(row[1] // BLOCK_S) for row in rows]),
            "tx": pa.array([f"0x{number:064x}" for number in range(count)]),
            "index": pa.repeat(0, count),
            "time_ms": pa.array([start + round(row[1]) * 1000 for row in rows]),
            "asset": pa.repeat("SAMPLE", count),
            "decimals": pa.repeat(18, count),
            "amount": pa.array([Decimal(row[4] * MICRO) for row in rows], pa.decimal128(38, 0)),
            "from_address": pa.array([row[2] for row in rows]),
            "to_address": pa.array([row[3] for row in rows]),
        },
    )


def _labels(stage: Stage) -> pa.Table:
    names = ("address", "label", "actor", "category", "abuse", "source")
    columns: dict[str, Any] = {
        name: pa.array([label[name] for label in stage.labels], pa.string()) for name in names
    }
    columns["lastmod"] = pa.array([date(2017, 10, 1)] * len(stage.labels))
    return canonical("labels", columns)
