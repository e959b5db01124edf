"""Thefts of coins planted in an ordinary month of a chain, and people whose coins only look alike.

A thief takes coins of a victim in a few transfers, moves them on over addresses that are used once, peels
small parts off, lets some lie, and brings most to exchanges and mixers. Around it people pay one another and
exchanges. Traders who pay into the same exchanges, exchanges that move their own coins, and people who were
paid by an exchange are no thieves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.worlds import shift
from sightline.worlds.world import Extent, Planted, World, canonical

KIND = "crypto_taint"
ETHER = 10**18
BLOCK_S = 12
"""seconds between blocks of the made-up chain"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """A month of a chain. Amounts in whole coins, times in hours."""

    thefts: int = 12
    takings: int = 3
    amount: float = 9_000.0
    """of one taking, the median"""
    amount_spread: float = 0.9
    """of the logarithm"""
    hops: int = 5
    branches: int = 3
    hop_hours: float = 9.0
    peel_share: float = 0.12
    """what is left behind at a step"""
    rest_share: float = 0.25
    """of branches whose coins still lie at an address nobody has named"""
    mixer_share: float = 0.3
    """of branches that end at a mixer, not at an exchange"""
    people: int = 3_000
    payments: int = 24_000
    exchanges: int = 8
    mixers: int = 2
    wallets: int = 4
    """labelled addresses of each service"""
    customers_share: float = 0.45
    """of ordinary payments that have a service on one side"""
    dust: int = 40
    """tiny payments out of a thief's addresses to people who have nothing to do with it"""

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(slots=True)
class _Chain:
    """What happens on the chain while it is written: rows (at, from, to, wei) and labels."""

    extent: Extent
    rng: np.random.Generator
    rows: list[tuple[float, str, str, int]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    _made: int = 0

    def address(self) -> str:
        """A new address; made up, and its first letters say so."""
        self._made += 1
        return f"0x5a3b1e{self._made:034x}"

    def pay(self, at: float, source: str, target: str, wei: int) -> None:
        """A payment, unless it falls outside the extent."""
        if wei > 0 and 0 <= at < self.extent.seconds:
            self.rows.append((at, source, target, wei))

    def label(self, address: str, name: str, category: str, abuse: str | None = None) -> None:
        """A label of a pack made for this world."""
        self.labels.append(
            {"address": address, "label": name, "actor": name, "category": category, "abuse": abuse}
        )


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of transfers and labels, deterministic in its arguments."""
    chain = _Chain(extent, rng)
    services = _services(chain, parameters)
    people = [chain.address() for _ in range(extent.count(parameters.people))]
    _ordinary(chain, parameters, people, services)
    truth: list[Planted] = []
    for number in range(extent.count(parameters.thefts)):
        truth += _theft(chain, parameters, number, people, services)
    return World({"transfers": _transfers(chain), "labels": _labels(chain)}, tuple(truth), ())


def _services(chain: _Chain, parameters: Parameters) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, count in (("exchange", parameters.exchanges), ("mixing_service", parameters.mixers)):
        for number in range(count):
            name = f"SAMPLE {kind.upper()} {number + 1}"
            found[name] = [chain.address() for _ in range(parameters.wallets)]
            for address in found[name]:
                chain.label(address, name, kind)
    return found


def _ordinary(
    chain: _Chain, parameters: Parameters, people: list[str], services: dict[str, list[str]]
) -> None:
    rng, wallets = chain.rng, [address for several in services.values() for address in several]
    for _ in range(chain.extent.count(parameters.payments)):
        at = float(rng.random() * chain.extent.seconds)
        one, other = (people[int(index)] for index in rng.integers(0, len(people), 2))
        if rng.random() < parameters.customers_share:
            wallet = wallets[int(rng.integers(len(wallets)))]
            one, other = (one, wallet) if rng.random() < 0.5 else (wallet, one)
        chain.pay(at, one, other, _wei(float(rng.lognormal(0.0, 1.6))))
    for several in services.values():  # an exchange moves its own coins about
        for _ in range(20):
            source, target = rng.choice(several, 2)
            at = float(rng.random() * chain.extent.seconds)
            chain.pay(at, str(source), str(target), _wei(float(rng.lognormal(5.0, 1.0))))


def _wei(coins: float) -> int:
    return int(Decimal(coins).quantize(Decimal("0.000001")) * ETHER)


@dataclass(frozen=True, slots=True)
class _Piece:
    at: float
    address: str
    wei: int


def _theft(
    chain: _Chain, parameters: Parameters, number: int, people: list[str], services: dict[str, list[str]]
) -> list[Planted]:
    rng, name, thief, victim = chain.rng, f"SAMPLE THIEF {number + 1}", chain.address(), chain.address()
    chain.label(thief, name, "user", "hack" if number % 2 else "sanction")
    begin = float(rng.random() * chain.extent.seconds * 0.5)
    total, at = 0, begin
    for _ in range(parameters.takings):
        wei = _wei(parameters.amount * float(np.exp(rng.normal(0.0, parameters.amount_spread))))
        chain.pay(at, victim, thief, wei)
        total, at = total + wei, at + 60.0
    ends: dict[str, tuple[float, float]] = {}
    left = total
    for branch in range(parameters.branches):
        part = left if branch == parameters.branches - 1 else left // (parameters.branches - branch)
        left -= part
        reached, when = _branch(chain, parameters, _Piece(at, thief, part), services)
        if reached and when < chain.extent.seconds:
            first, last = ends.get(reached, (when, when))
            ends[reached] = (min(first, when), max(last, when))
    for _ in range(parameters.dust):
        later = at + float(rng.exponential(3600.0))
        chain.pay(later, thief, people[int(rng.integers(len(people)))], 1)
    start = chain.extent.start_ms
    planted = [Planted(KIND, (f"crypto-{name}",), start + round(begin) * 1000, start + round(at) * 1000)]
    return planted + [
        Planted(
            KIND,
            (f"crypto-{name}", f"crypto-{service}"),
            start + round(first) * 1000,
            start + round(last) * 1000,
        )
        for service, (first, last) in ends.items()
    ]


def _branch(
    chain: _Chain, parameters: Parameters, piece: _Piece, services: dict[str, list[str]]
) -> tuple[str, float]:
    """A part goes from address to fresh address and is peeled; where it ends, empty where it lies."""
    rng = chain.rng
    for _ in range(1 + int(rng.poisson(parameters.hops))):
        at = piece.at + float(rng.exponential(parameters.hop_hours)) * 3600.0
        peeled = int(piece.wei * Decimal(str(round(float(rng.random()) * parameters.peel_share, 4))))
        following = chain.address()
        chain.pay(at, piece.address, following, piece.wei - peeled)
        piece = _Piece(at, following, piece.wei - peeled)
    if rng.random() < parameters.rest_share:
        return "", 0.0
    kind = "MIXING" if rng.random() < parameters.mixer_share else "EXCHANGE"
    name = str(rng.choice(sorted(one for one in services if kind in one)))
    at = piece.at + float(rng.exponential(parameters.hop_hours)) * 3600.0
    wallet = str(rng.choice(services[name]))
    chain.pay(at, piece.address, wallet, piece.wei)
    return name, at


def _transfers(chain: _Chain) -> pa.Table:
    rows = sorted(chain.rows, key=lambda row: row[0])
    start = chain.extent.start_ms
    count = len(rows)
    return canonical(
        "transfers",
        {
            "chain": pa.repeat("samplechain", count),
            "block": pa.array([int(at // BLOCK_S) for at, *_ in rows]),
            "tx": pa.array([f"0x{number:064x}" for number in range(count)]),
            "index": pa.repeat(0, count),
            "time_ms": pa.array([start + round(at) * 1000 for at, *_ in rows]),
            "asset": pa.repeat("SAMPLE", count),
            "decimals": pa.repeat(18, count),
            "amount": pa.array([Decimal(wei) for *_, wei in rows], pa.decimal128(38, 0)),
            "from_address": pa.array([source for _, source, _, _ in rows]),
            "to_address": pa.array([target for _, _, target, _ in rows]),
        },
    )


def _labels(chain: _Chain) -> pa.Table:
    names = ("address", "label", "actor", "category", "abuse")
    columns: dict[str, Any] = {
        name: pa.array([label[name] for label in chain.labels], pa.string()) for name in names
    }
    columns["source"] = pa.repeat("made up for this world", len(chain.labels))
    columns["lastmod"] = pa.array([date(2017, 10, 1)] * len(chain.labels))
    return canonical("labels", columns)
