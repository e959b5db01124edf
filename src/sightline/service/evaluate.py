"""How well detectors do where the truth is known: generated worlds, and worlds that are not as assumed."""

from __future__ import annotations

import importlib
import math
import pkgutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sightline import worlds
from sightline.detectors.detector import read_params
from sightline.detectors.register import detector
from sightline.detectors.run import run
from sightline.errors import UsageError
from sightline.formats.table_schemas import SCHEMAS
from sightline.lake.engines import open_engine, plain
from sightline.model.signal import Signal
from sightline.service.progress import Progress, Step, silent
from sightline.worlds.world import Extent, Planted, World

BAR = 0.9
"""what precision and recall are asked to reach"""
BEGINS_MS = 1_506_816_000_000
"""2017-10-01: a day on which the measures concerned were in force"""
SHIFTS: tuple[tuple[str, float, bool], ...] = (
    ("as written", 0.0, False),
    ("all parameters -50 %", -0.5, False),
    ("all parameters +50 %", 0.5, False),
    ("each parameter ±50 % by chance", 0.5, True),
)
UNTOLD = "the telling feature absent"
"""a further world of those whose file can leave it out (`untold`); no bar is held there"""
Z = 1.959963984540054
"""of the normal distribution, for 95 %"""


@dataclass(frozen=True, slots=True)
class Ask:
    """Which detectors, from which seed, in worlds of which size (1: some 360 ships) and length."""

    names: tuple[str, ...] = ()
    seed: int = 1
    scale: float = 1.0
    days: float = 30.0
    as_written: bool = False
    """only the worlds as written, none of the shifted ones"""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the worlds are: as `Ask` says."""

    scale: float
    days: float


FULL = Size(1.4, 60.0)
"""some 500 ships, 60 days"""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the Wilson interval at 95 %."""

    hit: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; none where there is nothing to share."""
        return self.hit / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval (1927) at 95 %; all of 0 to 1 where there is nothing."""
        return wilson(self.hit, self.of)

    def text(self) -> str:
        """For a reader: `0.93 (0.84 to 0.97; 42 of 45)`."""
        low, high = self.interval
        said = "none" if self.value is None else f"{self.value:.2f}"
        return f"{said} ({low:.2f} to {high:.2f}; {self.hit} of {self.of})"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One detector in one world."""

    detector: str
    version: int
    world: str
    seed: int
    scale: float
    rows: int
    precision: Share
    recall: Share
    missed: tuple[str, ...]
    """actors of what was planted and not found"""
    false: Mapping[str, int]
    """signals that are none, by the lookalike they fell for"""

    @property
    def reached(self) -> bool:
        """Whether both shares reach the bar."""
        return all((share.value or 0.0) >= BAR for share in (self.precision, self.recall))

    def as_json(self) -> dict[str, object]:
        """One line of `sightline evaluate`."""
        return {
            "detector": self.detector,
            "version": self.version,
            "world": self.world,
            "seed": self.seed,
            "scale": self.scale,
            "rows": self.rows,
            "planted": self.recall.of,
            "found": self.recall.hit,
            "signals": self.precision.of,
            "right": self.precision.hit,
            "precision": self.precision.value,
            "precision_interval": list(self.precision.interval),
            "recall": self.recall.value,
            "recall_interval": list(self.recall.interval),
            "reached": self.reached,
            "missed": list(self.missed),
            "false": dict(self.false),
        }

    def text(self) -> str:
        """For a reader."""
        fell = ", ".join(f"{count} {kind}" for kind, count in self.false.items())
        lines = [
            f"{self.detector} {self.version} · {self.world}{'' if self.reached else f' · below {BAR}'}",
            f"  precision {self.precision.text()}{f'; wrong: {fell}' if fell else ''}",
            f"  recall    {self.recall.text()}{'; missed: ' + ', '.join(self.missed) if self.missed else ''}",
        ]
        return "\n".join(lines)


def known() -> tuple[str, ...]:
    """The names that have a world: files of the rooms of `worlds` that build one."""
    return tuple(_worlds())


def evaluate(ask: Ask, progress: Progress = silent) -> Iterator[Evaluation]:
    """Each detector in each world; `UsageError` for a name that has no world or no detector."""
    names = ask.names or known()
    if wrong := sorted(set(names) - set(known())):
        raise UsageError(f"no generated world for {wrong[0]!r}", remedy="use " + ", ".join(known()))
    for name in names:
        asked = list(worlds_of(name, ask.seed))[: 1 if ask.as_written else None]
        for number, (world, parameters) in enumerate(asked):
            progress(Step(f"{name}: {world}", number, len(asked)))
            yield _in_world(name, ask, world, parameters)


def worlds_of(name: str, seed: int) -> Iterator[tuple[str, Any]]:
    """The worlds a detector is held against: a title each, and the parameters of its generator."""
    for world, factor, by_chance in SHIFTS:
        yield world, _parameters(name, factor, by_chance, seed)
    if hasattr(_world(name), "untold"):
        yield UNTOLD, _world(name).untold(_world(name).Parameters())


def _world(name: str) -> ModuleType:
    return _worlds()[name]


@cache
def _worlds() -> dict[str, ModuleType]:
    found = {}
    for module in pkgutil.walk_packages(worlds.__path__, f"{worlds.__name__}."):
        loaded = importlib.import_module(module.name)
        if hasattr(loaded, "build"):
            found[module.name.rpartition(".")[2]] = loaded
    return dict(sorted(found.items()))


def _parameters(name: str, factor: float, by_chance: bool, seed: int) -> Any:
    parameters = _world(name).Parameters()
    if not factor:
        return parameters
    return parameters.shifted(factor, np.random.default_rng([seed, 50]) if by_chance else None)


def _in_world(name: str, ask: Ask, title: str, parameters: Any) -> Evaluation:
    build: Callable[..., World] = _world(name).build
    world = build(Extent(BEGINS_MS, ask.days, ask.scale), parameters, np.random.default_rng(ask.seed))
    asked, given = asks(name)
    found = [one for one in signals(asked, world, given) if _counts(name, one)]
    precision, recall, missed, false = compared(found, world)
    rows = sum(len(table) for table in world.tables.values())
    version = detector(asked).version
    return Evaluation(name, version, title, ask.seed, ask.scale, rows, precision, recall, missed, false)


def asks(name: str) -> tuple[str, Mapping[str, Any]]:
    """Which detector a world is for, and the parameters it is run with: its own, and those by default."""
    found: tuple[str, Mapping[str, Any]] = getattr(_world(name), "ASKS", (name, {}))
    return found


def _counts(name: str, signal: Signal) -> bool:
    """Whether a signal claims what the world is about: one of its words `COUNTS`, where it has any."""
    words: tuple[str, ...] = getattr(_world(name), "COUNTS", ())
    return not words or any(word in reason.text for word in words for reason in signal.reasons)


def signals(name: str, world: World, given: Mapping[str, Any] | None = None) -> tuple[Signal, ...]:
    """What a detector with its default parameters, or those given, finds in a world."""
    asked = detector(name)
    params = read_params(asked.params, given or {})
    with open_engine() as engine, tempfile.TemporaryDirectory() as scratch:
        held = {
            table: _attached(engine.backend, table, rows, Path(scratch))
            for table, rows in (_none_of(asked.tables) | dict(world.tables)).items()
        }
        return tuple(run(asked, held, params, ()))


def _none_of(tables: Iterable[str]) -> dict[str, pa.Table]:
    """Tables without a row: of a world that has no register, say."""
    return {name: plain(SCHEMAS[name]).empty_table() for name in tables if name in SCHEMAS}


def _attached(backend: Any, name: str, rows: pa.Table, scratch: Path) -> Any:
    path = scratch / f"{name}.parquet"
    pq.write_table(rows.cast(plain(rows.schema)), path)
    return backend.read_parquet([str(path)], table_name=name)


# --- Holding signals against the truth ------------------------------------------------------------


def compared(found: Sequence[Signal], world: World) -> tuple[Share, Share, tuple[str, ...], dict[str, int]]:
    """Precision, recall, what was missed, and what wrong signals fell for."""
    right = [one for one in found if any(agrees(one, planted) for planted in world.truth)]
    missed = [one for one in world.truth if not any(agrees(signal, one) for signal in found)]
    wrong = [one for one in found if one not in right]
    false = Counter(_fell_for(one, world.lookalikes) for one in wrong)
    recall = Share(len(world.truth) - len(missed), len(world.truth))
    named = tuple(" and ".join(one.actors) for one in missed)
    return Share(len(right), len(found)), recall, named, dict(sorted(false.items()))


def agrees(signal: Signal, planted: Planted) -> bool:
    """Whether a signal names all who took part, at a time that overlaps, and says what it has to."""
    actors = {actor.id for actor in signal.actors}
    begins, ends = _ms(signal.start), _ms(signal.end)
    at_once = begins <= planted.end and planted.start <= ends
    told = not planted.says or any(planted.says in reason.text for reason in signal.reasons)
    return set(planted.actors) <= actors and at_once and told


def _fell_for(signal: Signal, lookalikes: Iterable[Planted]) -> str:
    return next((one.kind for one in lookalikes if agrees(signal, one)), "ordinary life")


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def wilson(hit: int, of: int) -> tuple[float, float]:
    """Wilson's score interval for a share, at 95 %."""
    if not of:
        return 0.0, 1.0
    share, weight = hit / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    half = Z * math.sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)
