"""Stolen coins followed through made-up transfers: FIFO with provenance and haircut, transfers a CPU second.

Two webs: one in which a hundred thefts touch little, and one in which most addresses hold something stolen.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Measure, cpu_seconds
from sightline.detectors.coins import taint_kernels as kernels

SIZE = int(os.environ.get("SIGHTLINE_BENCH_TRANSFERS", 10_000_000))
SEED = 1718
BAR = 5e6
WEBS = {"little taint": (100, 0.0), "much taint": (5_000, 0.6)}
"""thefts, and the share of transfers that go on from whoever was paid last"""


def run(data: Path, scratch: Path) -> list[Measure]:
    """Both rules over both webs, one core; the bar is asked of both."""
    _followed(*_web(50_000, *WEBS["much taint"]))  # compiled before the clock runs
    found = []
    for name, (thefts, chained) in WEBS.items():
        for rule, (seconds, held) in _followed(*_web(SIZE, thefts, chained)).items():
            note = f"{SIZE:,} transfers, {held:,} pieces or holders at the end"
            figure = SIZE / seconds
            found.append(
                Measure(f"{rule}, {name}", figure, "transfers a CPU s", BAR, at_least=True, note=note)
            )
    return found


def _followed(
    source: Any, target: Any, hi: Any, lo: Any, marks: Any, count: int
) -> dict[str, tuple[float, int]]:
    service = np.zeros(count, np.bool_)
    service[:50] = True
    start = kernels.openings(source, target, hi, lo, count)
    (ends, *_rest), fifo = cpu_seconds(lambda: kernels.fifo(source, target, hi, lo, marks, service, *start))
    (held_hi, held_lo, _before), haircut = cpu_seconds(
        lambda: kernels.haircut(source, target, hi, lo, marks, service, *start)
    )
    return {
        "FIFO with provenance": (fifo, len(ends)),
        "haircut": (haircut, int(np.count_nonzero(held_hi | held_lo))),
    }


def _web(size: int, thefts: int, chained: float) -> tuple[Any, Any, Any, Any, Any, int]:
    rng = np.random.default_rng(SEED)
    count = max(1000, size // 10)
    source = rng.integers(0, count, size).astype(np.int32)
    target = rng.integers(0, count, size).astype(np.int32)
    on = rng.random(size) < chained
    on[0] = False
    source[on] = target[np.flatnonzero(on) - 1]
    target = np.where(source == target, (target + 1) % count, target).astype(np.int32)
    lo = np.exp(rng.normal(20.0, 2.0, size)).astype(np.uint64) + np.uint64(1)
    marks = np.zeros(size, np.bool_)
    marks[rng.choice(size // 2, thefts, replace=False)] = True
    return source, target, np.zeros(size, np.uint64), lo, marks, count
