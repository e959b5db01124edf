"""The 70 labelled shapes of a simulation nobody here wrote: found and wrong, by detector and half of time.

Detectors look at all payments at once; an instance and a signal belong to the half in which they begin, and
parameters were chosen on the first. A signal finds an instance of its own shape where it names at least half
of its accounts, they are at least half of those it names, and the times overlap. What finds none is wrong,
though it be a labelled instance of another shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks.accounts import BEGINS_MS, DAY_MS, log, write
from benchmarks.measure import Measure, cpu_seconds
from sightline.detectors.detector import Detector, Found
from sightline.detectors.register import detector
from sightline.lake.engines import open_engine

KINDS = {
    1: "fan_out", 2: "fan_in", 3: "cycle", 4: "bipartite", 5: "stack", 7: "scatter_gather",
    8: "gather_scatter",
}  # fmt: skip
"""how the log numbers its shapes"""
LEAST = 0.5
"""of an instance's accounts, and of a signal's"""
BAR_RECALL, BAR_WRONG = 0.8, 5.0
LOG = Path("payments") / "generated_labelled" / "tx_log.parquet"


@dataclass(frozen=True, slots=True)
class Instance:
    """One labelled shape: its accounts, when it begins and ends (ms), how many payments it has."""

    kind: str
    accounts: frozenset[str]
    start: int
    end: int
    payments: int

    def found_by(self, signal: Found) -> bool:
        """Whether a signal of the same shape is of this instance."""
        named = {actor.id.removeprefix("account-") for actor in signal.actors}
        common = len(named & self.accounts)
        if common < LEAST * len(self.accounts) or common < LEAST * len(named):
            return False
        return _ms(signal.start) <= self.end and _ms(signal.end) >= self.start


def run(data: Path, scratch: Path) -> list[Measure]:
    """Recall and wrong signals for a right one, of each shape in each half."""
    return [one for kind, values in by_kind(data, scratch).items() for one in _told(kind, *values)]


def by_kind(data: Path, scratch: Path) -> dict[str, tuple[float, list[Instance], list[Found]]]:
    """For each shape the CPU seconds, its instances, and what its detector says."""
    edges = log(data / LOG)
    write(edges, scratch / "payments.parquet")
    real = instances(data / LOG)
    found = {}
    with open_engine() as engine:
        table = engine.backend.read_parquet([str(scratch / "payments.parquet")], table_name="payments")
        for kind in KINDS.values():
            asked = detector(kind)
            signals, seconds = cpu_seconds(partial(_said, asked, table))
            found[kind] = (seconds, [one for one in real if one.kind == kind], signals)
    return found


def _said(asked: Detector, table: Any) -> list[Found]:
    return list(asked.detect({"payments": table}, asked.params()))


def instances(path: Path) -> list[Instance]:
    """The labelled shapes of the log."""
    table = pq.read_table(path, columns=["nameOrig", "nameDest", "step", "isSAR", "patternID", "modelType"])
    columns: dict[str, Any] = {name: table[name].to_numpy() for name in table.column_names}
    found = []
    for number in np.unique(columns["patternID"][columns["isSAR"] == 1]).tolist():
        own = (columns["patternID"] == number) & (columns["isSAR"] == 1)
        accounts = {*columns["nameOrig"][own].tolist(), *columns["nameDest"][own].tolist()}
        days = columns["step"][own]
        found.append(
            Instance(
                KINDS[int(columns["modelType"][own][0])],
                frozenset(str(account) for account in accounts),
                BEGINS_MS + int(days.min()) * DAY_MS,
                BEGINS_MS + int(days.max()) * DAY_MS,
                int(own.sum()),
            )
        )
    return found


def counted(real: list[Instance], signals: list[Found]) -> tuple[int, int, int]:
    """Instances found, signals that find one, signals that find none."""
    right = [any(one.found_by(signal) for one in real) for signal in signals]
    found = sum(any(one.found_by(signal) for signal in signals) for one in real)
    return found, sum(right), len(right) - sum(right)


def halves(
    real: list[Instance], signals: list[Found], middle: int
) -> dict[str, tuple[list[Instance], list[Found]]]:
    """Instances and signals that begin up to the middle day, and those after it."""
    return {
        "first half": (
            [one for one in real if one.start <= middle],
            [one for one in signals if _ms(one.start) <= middle],
        ),
        "second half": (
            [one for one in real if one.start > middle],
            [one for one in signals if _ms(one.start) > middle],
        ),
    }


def _told(kind: str, seconds: float, real: list[Instance], signals: list[Found]) -> list[Measure]:
    found = []
    for half, (some, said) in halves(real, signals, BEGINS_MS + 89 * DAY_MS).items():
        hits, right, wrong = counted(some, said)
        note = f"{hits} of {len(some)}; {right} right and {wrong} wrong signals; {seconds:.1f} CPU s"
        title = f"{kind}, {half}"
        found += [
            Measure(f"{title}: recall", hits / len(some), "share", bar=BAR_RECALL, at_least=True, note=note),
            Measure(f"{title}: wrong for a right one", wrong / max(1, hits), "times", bar=BAR_WRONG),
        ]
    return found


def _ms(when: datetime) -> int:
    return round(when.timestamp() * 1000)
