"""Shapes in networks of another making: habits along ties of a few hubs and many, strangers by chance.

Another hand than that of the worlds: ties are drawn once by how well known accounts are, habits pay
along them by chance, days are whole, and 30 of each shape are planted among anybody. Counted as in
`labelled_shapes`; what is wrong may be part of another planted shape, and the note says how much is of
none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accounts import BEGINS_MS, DAY_MS, Edges, write
from benchmarks.labelled_shapes import BAR_RECALL, BAR_WRONG, KINDS, Instance, counted
from benchmarks.measure import Measure, cpu_seconds
from sightline.detectors.register import detector
from sightline.lake.engines import open_engine

SEED = 5
Pay = tuple[int, int, float, float]
"""payer, payee, day, amount"""


@dataclass(frozen=True, slots=True)
class Make:
    """A network: days, accounts, habits a month, ties of an account, strangers a habit, and its shapes."""

    days: int = 180
    accounts: int = 20_000
    habits: float = 6.0
    ties: float = 3.0
    strangers: float = 0.15
    size: tuple[int, int] = (3, 12)
    lasts: tuple[float, float] = (2.0, 20.0)
    again: float = 0.0
    """payments of a shape that are followed by another of the same pair within two days"""
    pool: float = 0.0
    """members drawn from one account in twenty"""
    each: int = 30


MADE = {
    "half a year": Make(),
    "30 days": Make(days=30, lasts=(2.0, 10.0)),
    "shapes of 10 to 60 days": Make(days=200, lasts=(10.0, 60.0)),
    "10 days, dense": Make(days=10, accounts=30_000, habits=20.0, ties=4.0, strangers=0.5, lasts=(2.0, 8.0)),
    "a sparse year": Make(days=365, accounts=10_000, habits=2.0),
    "many strangers": Make(strangers=0.8),
    "in parts, by the same few": Make(again=0.2, pool=0.5),
    "three to five members": Make(size=(3, 5)),
}


def run(data: Path, scratch: Path) -> list[Measure]:
    """Recall and wrong signals for a right one, of each shape in each network."""
    found = []
    for title, make in MADE.items():
        found += told(title, *network(make, np.random.default_rng(SEED)), scratch)
    return found


def told(title: str, edges: Edges, real: list[Instance], scratch: Path) -> list[Measure]:
    """Recall and wrong signals for a right one, of each shape in one network."""
    path = scratch / "payments.parquet"
    write(edges, path)
    with open_engine() as engine:
        table = engine.backend.read_parquet([str(path)], table_name="payments")
        found = [one for kind in KINDS.values() for one in _told(f"{title}: {kind}", table, kind, real)]
    path.unlink()
    return found


def _told(title: str, table: Any, kind: str, real: list[Instance]) -> list[Measure]:
    asked = detector(kind)
    signals, seconds = cpu_seconds(partial(_said, asked, table))
    own = [one for one in real if one.kind == kind]
    hits, right, wrong = counted(own, signals)
    nothing = sum(not any(one.found_by(signal) for one in real) for signal in signals)
    note = (
        f"{hits} of {len(own)}; {right} right and {wrong} wrong, {nothing} of no shape; {seconds:.1f} CPU s"
    )
    return [
        Measure(f"{title}, recall", hits / len(own), "share", bar=BAR_RECALL, at_least=True, note=note),
        Measure(f"{title}, wrong for a right one", wrong / max(1, hits), "times", bar=BAR_WRONG),
    ]


def _said(asked: Any, table: Any) -> list[Any]:
    return list(asked.detect({"payments": table}, asked.params()))


def network(make: Make, rng: np.random.Generator) -> tuple[Edges, list[Instance]]:
    """Payments in the order of days, and what was planted."""
    known = rng.pareto(1.8, make.accounts) + 0.3
    known /= known.sum()
    count = int(make.accounts * make.ties)
    one, other = (rng.choice(make.accounts, count, p=known) for _ in range(2))
    one, other = one[one != other], other[one != other]
    times = rng.poisson(make.habits / make.ties * make.days / 60, len(one))
    usual = np.repeat(np.exp(rng.normal(5.0, 1.0, len(one))), times)
    met = int(times.sum() * make.strangers)
    parts = [
        (np.repeat(one, times), np.repeat(other, times), usual * np.exp(rng.normal(0.0, 0.1, len(usual)))),
        (
            rng.choice(make.accounts, met, p=known), rng.choice(make.accounts, met, p=known),
            np.exp(rng.normal(4.5, 1.2, met)),
        ),
    ]  # fmt: skip
    days = [rng.random(len(part[0])) * make.days for part in parts]
    planted = Planting(make, rng)
    real = [planted.one(kind) for _ in range(make.each) for kind in KINDS.values()]
    said = np.array(planted.payments)
    payer = np.concatenate([*(part[0] for part in parts), said[:, 0]]).astype(np.int64)
    payee = np.concatenate([*(part[1] for part in parts), said[:, 1]]).astype(np.int64)
    day = np.floor(np.concatenate([*days, said[:, 2]])).astype(np.int64)
    amount = np.round(np.maximum(0.01, np.concatenate([*(part[2] for part in parts), said[:, 3]])), 2)
    order = np.argsort(day, kind="stable")
    unlabelled = np.zeros(len(order), np.bool_)
    return Edges(payer[order], payee[order], day[order], amount[order], unlabelled), real


class Planting:
    """Plants shapes and keeps their payments."""

    def __init__(self, make: Make, rng: np.random.Generator) -> None:
        self.make, self.rng = make, rng
        self.payments: list[Pay] = []
        self._few = rng.choice(make.accounts, max(200, make.accounts // 20), replace=False)

    def one(self, kind: str) -> Instance:
        """Plant one of a kind."""
        lasts = min(self.rng.uniform(*self.make.lasts), self.make.days * 0.6)
        begin = self.rng.random() * (self.make.days - lasts)
        shapes: dict[str, Callable[[float, float], list[Pay]]] = {
            "fan_in": self._fan_in, "fan_out": self._fan_out, "cycle": self._cycle,
            "scatter_gather": self._scatter_gather, "gather_scatter": self._gather_scatter,
            "bipartite": self._bipartite, "stack": self._stack,
        }  # fmt: skip
        made = shapes[kind](begin, lasts)
        days = [int(day) for _payer, _payee, day, _amount in made]
        for payer, payee, day, amount in made:
            self.payments.append((payer, payee, day, amount))
            if self.rng.random() < self.make.again:
                late = min(self.make.days - 0.01, day + self.rng.random() * 2)
                self.payments.append((payer, payee, late, amount * self.rng.uniform(0.5, 1.5)))
        accounts = frozenset(str(one) for payer, payee, *_ in made for one in (payer, payee))
        return Instance(
            kind, accounts, BEGINS_MS + min(days) * DAY_MS, BEGINS_MS + max(days) * DAY_MS, len(made)
        )

    def _members(self, count: int) -> list[int]:
        among = self._few if self.rng.random() < self.make.pool else self.make.accounts
        return [int(one) for one in self.rng.choice(among, count, replace=False)]

    def _wide(self) -> int:
        return int(self.rng.integers(self.make.size[0], self.make.size[1] + 1))

    def sums(self, count: int) -> list[float]:
        """Sums of a shape."""
        return [float(one) for one in np.exp(self.rng.normal(6.2, 0.6, count))]

    def _at(self, begin: float, lasts: float) -> float:
        return begin + float(self.rng.random()) * lasts

    def _fan_in(self, begin: float, lasts: float) -> list[Pay]:
        hub, *payers = self._members(self._wide() + 1)
        sums = self.sums(len(payers))
        return [(one, hub, self._at(begin, lasts), paid) for one, paid in zip(payers, sums, strict=True)]

    def _fan_out(self, begin: float, lasts: float) -> list[Pay]:
        return [(hub, one, day, paid) for one, hub, day, paid in self._fan_in(begin, lasts)]

    def _cycle(self, begin: float, lasts: float) -> list[Pay]:
        members = self._members(int(self.rng.integers(3, 9)))
        days = np.sort(begin + self.rng.random(len(members)) * lasts).tolist()
        paid = self.sums(1)[0]
        behind = [*members[1:], members[0]]
        return [
            (one, other, day, paid * 0.97**n)
            for n, (one, other, day) in enumerate(zip(members, behind, days, strict=True))
        ]

    def _scatter_gather(self, begin: float, lasts: float) -> list[Pay]:
        source, target, *middles = self._members(self._wide() + 2)
        made: list[Pay] = []
        for middle, paid in zip(middles, self.sums(len(middles)), strict=True):
            day = self._at(begin, lasts / 2)
            later = self._at(day + 0.1, lasts / 2)
            made += [(source, middle, day, paid), (middle, target, later, paid * 0.97)]
        return made

    def _gather_scatter(self, begin: float, lasts: float) -> list[Pay]:
        came, went = self._wide(), self._wide()
        hub, *others = self._members(came + went + 1)
        sums = self.sums(came)
        shares = self.rng.dirichlet(np.full(went, 5.0)) * sum(sums) * 0.95
        made = [
            (one, hub, self._at(begin, lasts / 2), paid)
            for one, paid in zip(others[:came], sums, strict=True)
        ]
        return made + [
            (hub, one, self._at(begin + lasts / 2, lasts / 2), float(paid))
            for one, paid in zip(others[came:], shares, strict=True)
        ]

    def _bipartite(self, begin: float, lasts: float) -> list[Pay]:
        count = int(self.rng.integers(2, 6))
        members = self._members(count + int(self.rng.integers(2, 6)))
        return [
            (one, other, self._at(begin, lasts), self.sums(1)[0])
            for a, one in enumerate(members[:count])
            for b, other in enumerate(members[count:])
            if not a or not b or self.rng.random() < 0.9
        ]

    def _stack(self, begin: float, lasts: float) -> list[Pay]:
        sizes = [int(self.rng.integers(2, 5)) for _ in range(3)]
        members = self._members(sum(sizes))
        first, middle, last = (
            members[: sizes[0]], members[sizes[0] : sizes[0] + sizes[1]], members[sizes[0] + sizes[1] :]
        )  # fmt: skip
        half = lasts / 2
        early = [(a, b, self._at(begin, half), self.sums(1)[0]) for a in first for b in middle]
        return early + [(b, c, self._at(begin + half, half), self.sums(1)[0]) for b in middle for c in last]
