"""Even hand: counts by state and group of states, each a share with its interval, and nothing said about it.

A share has the Wilson interval at 95 %, which stays within 0 and 1 and is of use where there are few. The
population is the signals: what detectors saw by rules that know no state. Where a state's share of a row lies
outside the interval of its share of the signals, both are printed; what it means is for readers to judge.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

import yaml

FILE = Path(__file__).parent / "blocs.yaml"
Z = 1.959963984540054
"""the normal deviate of a two-sided 95 % interval"""
UNKNOWN = "not known"
POPULATION = "signals"


@dataclass(frozen=True, slots=True)
class Bloc:
    """A group of states with its source; for counting alone."""

    id: str
    title: str
    members: frozenset[str]
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `total`, and between which shares the true one lies at 95 %; all 0 without a total."""

    count: int
    total: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share itself; 0 without a total."""
        return self.count / self.total if self.total else 0.0

    def as_json(self) -> dict[str, float | int]:
        """The published shape, shares with four decimals."""
        return {
            "count": self.count, "total": self.total, "share": round(self.share, 4),
            "low": round(self.low, 4), "high": round(self.high, 4),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is counted: the states it concerns, none where they are not known."""

    states: frozenset[str]
    days: int | None = None
    """a length of time in days, where the row measures one"""


@dataclass(frozen=True, slots=True)
class Row:
    """One state or group in one dimension; `days` is the median length where there is one."""

    who: str
    title: str
    bloc: bool
    share: Share
    days: float | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """What was counted, by state and by group."""

    id: str
    title: str
    what: str
    total: int
    rows: tuple[Row, ...]


def wilson(count: int, total: int) -> Share:
    """The Wilson score interval of a share at 95 %."""
    if total <= 0:
        return Share(0, 0, 0.0, 0.0)
    share, square = count / total, Z * Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = Z / (1 + square / total) * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == total else min(1.0, middle + half)
    return Share(count, total, low, high)


@cache
def blocs() -> tuple[Bloc, ...]:
    """Every group of states, in the file's order."""
    held = yaml.safe_load(FILE.read_text("utf-8"))["blocs"]
    return tuple(
        Bloc(one["id"], one["title"], frozenset(one["members"]), one["source"], one["mark"]) for one in held
    )


def dimension(id: str, title: str, what: str, kept: Iterable[Kept], names: Mapping[str, str]) -> Dimension:
    """Count things by state and group. One that concerns several states counts for each of them, once."""
    held = tuple(kept)
    by_state: Counter[str] = Counter(state for one in held for state in (one.states or {UNKNOWN}))
    rows = [
        Row(state, names.get(state, state.upper() if state != UNKNOWN else "State not known"), False,
            wilson(count, len(held)), _median(held, {state} if state != UNKNOWN else set()))
        for state, count in sorted(by_state.items(), key=lambda pair: (-pair[1], pair[0]))
    ]  # fmt: skip
    for bloc in blocs():
        count = sum(bool(one.states & bloc.members) for one in held)
        rows.append(Row(bloc.id, bloc.title, True, wilson(count, len(held)), _median(held, bloc.members)))
    return Dimension(id, title, what, len(held), tuple(rows))


def _median(kept: Iterable[Kept], states: Collection[str]) -> float | None:
    lengths = [
        one.days
        for one in kept
        if one.days is not None and (one.states & set(states) if states else not one.states)
    ]
    return float(median(lengths)) if lengths else None


def apart(one: Share, population: Share) -> bool:
    """Whether two intervals do not touch; false where one of them has no total."""
    if not one.total or not population.total:
        return False
    return one.low > population.high or one.high < population.low
