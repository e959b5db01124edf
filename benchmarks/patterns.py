"""Made-up payments through every pattern detector: CPU seconds and memory, and how they grow with size.

Partners of an account are as uneven as in life; nothing is planted, so signals are chance's. One engine, two
threads.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.drawing import draw
from benchmarks.measure import Measure, cpu_seconds
from sightline.detectors.register import detector
from sightline.detectors.run import run as run_detector
from sightline.formats.table_schemas import AMOUNT, SCHEMAS
from sightline.lake.engines import open_engine, plain

NAMES = (
    "fan_in", "fan_out", "gather_scatter", "scatter_gather", "cycle", "bipartite", "stack", "pass_through",
    "structuring",
)  # fmt: skip
SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
MOST = int(os.environ.get("SIGHTLINE_BENCH_PAYMENTS", SIZES[-1]))
"""payments of the largest run; on a small machine fewer"""
DAYS = 180
SEED = 1718
BAR_S, BAR_GB = 360.0, 8.0
TITLE = "Payments through the nine detectors of shapes"
RESULTS = Path(__file__).resolve().parent / "results"
DRAWING = "patterns.svg"
"""written into benchmarks/results; what docs/images holds is drawn alike from the figures its page gives"""
"""under three minutes on two cores are 360 CPU seconds"""


def run(data: Path, scratch: Path) -> list[Measure]:
    """CPU seconds by size, for the largest also by detector, and its peak of memory."""
    found, points = [], []
    _through(_written(scratch / "warm.parquet", 20_000))  # compiled before the clock runs
    for size in (one for one in SIZES if one <= MOST):
        seconds, signals = _through(_written(scratch / "payments.parquet", size))
        total = sum(seconds.values())
        whole = size == SIZES[-1]
        points.append((size / 1e6, round(total, 1)))
        note = f"{signals} signals"
        found.append(
            Measure(
                f"{size:,} payments, nine detectors", total, "CPU s", bar=BAR_S if whole else None, note=note
            )
        )
        if size == MOST:
            found += [Measure(f"  {name}", spent, "CPU s") for name, spent in seconds.items()]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
            found.append(Measure("peak of memory", peak, "GB", bar=BAR_GB))
    RESULTS.mkdir(exist_ok=True)
    draw(points, TITLE, "million payments", "CPU seconds", BAR_S, RESULTS / DRAWING)
    return found


def _through(path: Path) -> tuple[dict[str, float], int]:
    """CPU seconds of each detector in turn; the first bears the making of the web."""
    seconds, signals = {}, 0
    with open_engine() as engine:
        table = engine.backend.read_parquet([str(path)], table_name="payments")
        for name in NAMES:
            asked = detector(name)
            signals_of = partial(run_detector, asked, {"payments": table}, asked.params(), ())
            found, seconds[name] = cpu_seconds(partial(_count, signals_of))
            signals += found
    return seconds, signals


def _count(made: Callable[[], Iterable[object]]) -> int:
    return sum(1 for _ in made())


def _written(path: Path, size: int) -> Path:
    """Payments of accounts, one for each twenty payments, most among a few partners of each."""
    rng = np.random.default_rng(SEED)
    accounts = max(1000, size // 20)
    weight = rng.pareto(1.6, accounts) + 0.2
    payer = rng.choice(accounts, size, p=weight / weight.sum())
    near = rng.random(size) < 0.8
    payee = np.where(near, (payer + 1 + rng.integers(0, 8, size) ** 2) % accounts, rng.permutation(payer))
    t = 1_500_000_000_000 + np.sort(rng.integers(0, DAYS * 86_400_000, size))
    cents = np.maximum(1, np.exp(rng.normal(5.5, 1.4, size)) * 100).astype(np.int64)
    numbers = pa.array([f"A{at:08d}" for at in range(accounts)])
    schema = plain(SCHEMAS["payments"])
    columns = {
        "payment_id": pa.array(np.char.add("P", np.arange(size).astype(f"U{len(str(size))}"))),
        "booked_ms": pa.array(t),
        "amount": pa.array(cents).cast(pa.decimal128(19, 0)).cast(AMOUNT),
        "currency": pa.repeat("USD", size),
        "debtor_account": numbers.take(pa.array(payer)),
        "creditor_account": numbers.take(pa.array(payee)),
        "item": pa.repeat("ab" * 32, size),
        "row": pa.array(np.arange(2, size + 2)),
        "place_start": pa.array(np.arange(size) * 80),
        "place_end": pa.array(np.arange(size) * 80 + 79),
    }
    table = pa.Table.from_arrays(
        [
            columns.get(name, pa.nulls(size, kind))
            for name, kind in zip(schema.names, schema.types, strict=True)
        ],
        schema=schema,
    )
    pq.write_table(table, path, row_group_size=500_000)
    return path
