"""Shapes in a bank simulated as AMLSim describes it: everybody acts along ties, and ordinary fans are many.

Written from the public description of IBM's AMLSim and its successors, none of it copied: a graph of
ties, drawn once, along which accounts pay once, to several of their ties and from several of theirs, pay on
what they got, answer a payment by one to somebody else, and pay the same sum again and again; and labelled
shapes among a few accounts, of the same sums, the same sizes and as long. An ordinary fan differs from a
labelled one in nothing but that its pairs have ties. Counted as in `foreign_shapes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.accounts import Edges
from benchmarks.foreign_shapes import Make, Pay, Planting, told
from benchmarks.labelled_shapes import KINDS, Instance
from benchmarks.measure import Measure

SEED = 5


@dataclass(frozen=True, slots=True)
class Bank:
    """Accounts, ties of an account, how often each acts in each way, and the sums of it all."""

    ties: float = 5.0
    once: float = 0.8
    fans: float = 0.4
    onward: float = 1.7
    answers: float = 1.7
    again: float = 1.7
    strangers: float = 0.5
    """of what somebody answers or pays on, how much goes to an account without a tie"""
    sums: tuple[float, float] = (600.0, 240.0)


MADE = {
    "bank": (Bank(), Make(accounts=6_000, size=(4, 12), lasts=(5.0, 25.0), pool=0.9)),
    "bank, members anybody": (Bank(), Make(accounts=6_000, size=(4, 12), lasts=(5.0, 25.0))),
    "bank, answers to strangers": (
        Bank(strangers=0.9, answers=3.0),
        Make(accounts=6_000, size=(4, 12), lasts=(5.0, 25.0), pool=0.9),
    ),
}


def run(data: Path, scratch: Path) -> list[Measure]:
    """Recall and wrong signals for a right one, of each shape in each bank."""
    found = []
    for title, (bank, make) in MADE.items():
        found += told(title, *network(bank, make, np.random.default_rng(SEED)), scratch)
    return found


class _Sums(Planting):
    """Shapes of sums as everybody's."""

    def __init__(self, bank: Bank, make: Make, rng: np.random.Generator) -> None:
        super().__init__(make, rng)
        self.bank = bank

    def sums(self, count: int) -> list[float]:
        return _sums(self.bank, self.rng, count)


def _sums(bank: Bank, rng: np.random.Generator, count: int) -> list[float]:
    return [float(one) for one in np.maximum(1.0, rng.normal(*bank.sums, count))]


def network(bank: Bank, make: Make, rng: np.random.Generator) -> tuple[Edges, list[Instance]]:
    """Payments in the order of days, and what was planted."""
    life = _Life(bank, make, rng)
    planted = _Sums(bank, make, rng)
    real = [planted.one(kind) for _ in range(make.each) for kind in KINDS.values()]
    said = np.array([*life.payments(), *planted.payments])
    day = np.minimum(np.floor(said[:, 2]), make.days - 1).astype(np.int64)
    order = np.argsort(day, kind="stable")
    payer, payee = said[order, 0].astype(np.int64), said[order, 1].astype(np.int64)
    return Edges(payer, payee, day[order], np.round(said[order, 3], 2), np.zeros(len(order), np.bool_)), real


class _Life:
    """Ordinary payments along ties."""

    def __init__(self, bank: Bank, make: Make, rng: np.random.Generator) -> None:
        self.bank, self.make, self.rng = bank, make, rng
        known = rng.pareto(2.0, make.accounts) + 0.3
        known /= known.sum()
        count = int(bank.ties * make.accounts)
        pairs = np.unique(rng.choice(make.accounts, (count, 2), p=known), axis=0)
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        self.pairs = pairs
        self.pays: list[list[int]] = [[] for _ in range(make.accounts)]
        self.paid: list[list[int]] = [[] for _ in range(make.accounts)]
        for one, other in pairs.tolist():
            self.pays[one].append(other)
            self.paid[other].append(one)

    def payments(self) -> list[Pay]:
        """All of them."""
        ways: tuple[tuple[float, Callable[[float], list[Pay]]], ...] = (
            (self.bank.once, self._once), (self.bank.fans / 2, self._to_several),
            (self.bank.fans / 2, self._from_several), (self.bank.onward, self._onward),
            (self.bank.answers, self._answer), (self.bank.again, self._again),
        )  # fmt: skip
        found: list[Pay] = []
        for often, way in ways:
            for begin in self.rng.uniform(-5.0, self.make.days, int(often * self.make.accounts)).tolist():
                found += [pay for pay in way(begin) if 0.0 <= pay[2] < self.make.days]
        return found

    def _pair(self) -> tuple[int, int]:
        one, other = self.pairs[self.rng.integers(len(self.pairs))].tolist()
        return one, other

    def _sum(self) -> float:
        return _sums(self.bank, self.rng, 1)[0]

    def _later(self) -> float:
        return float(self.rng.gamma(1.5, 3.0))

    def _once(self, begin: float) -> list[Pay]:
        return [(*self._pair(), begin, self._sum())]

    def _several(self, ties: list[int]) -> list[int]:
        count = 4 + int(self.rng.poisson(1.5))
        return [] if len(ties) < 4 else self.rng.permutation(ties)[:count].tolist()

    def _to_several(self, begin: float) -> list[Pay]:
        one, _other = self._pair()
        lasts = self.rng.gamma(3.0, 5.0)
        return [
            (one, other, begin + self.rng.random() * lasts, self._sum())
            for other in self._several(self.pays[one])
        ]

    def _from_several(self, begin: float) -> list[Pay]:
        _one, other = self._pair()
        lasts = self.rng.gamma(3.0, 5.0)
        return [
            (one, other, begin + self.rng.random() * lasts, self._sum())
            for one in self._several(self.paid[other])
        ]

    def _next(self, payee: int) -> int:
        if not self.pays[payee] or self.rng.random() < self.bank.strangers:
            return int(self.rng.integers(self.make.accounts))
        return int(self.rng.choice(self.pays[payee]))

    def _onward(self, begin: float) -> list[Pay]:
        one, other = self._pair()
        if not self.pays[other]:
            return []
        paid = self._sum()
        third = int(self.rng.choice(self.pays[other]))
        return [(one, other, begin, paid), (other, third, begin + self._later(), paid)]

    def _answer(self, begin: float) -> list[Pay]:
        one, other = self._pair()
        return [
            (one, other, begin, self._sum()),
            (other, self._next(other), begin + self._later(), self._sum()),
        ]

    def _again(self, begin: float) -> list[Pay]:
        one, other = self._pair()
        paid, every = self._sum(), self.rng.gamma(3.0, 0.8)
        return [(one, other, begin + turn * every, paid) for turn in range(5 + int(self.rng.poisson(2.0)))]
