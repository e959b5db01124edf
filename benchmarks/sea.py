"""Silences of ships on one core, beside DuckDB's window over the same Parquet file in the same run.

Figures are CPU seconds, the best of several rounds in turn; both read the file, both keep every silence.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import Measure, cpu_seconds
from sightline.detectors.gap_kernel import BATCH, COLUMNS, scan

ROUNDS = 3
ROWS, SHIPS = 10_000_000, 5_000
LEAST_MS = 3_600_000
SEED = 1718
SQL = """
    SELECT count(*) FROM (
        SELECT t_ms, lead(t_ms) OVER (PARTITION BY mmsi ORDER BY t_ms, lat7, lon7) AS to_t, lat7, lon7
        FROM rows
    ) WHERE to_t - t_ms >= 3600000
"""


def run(data: Path, scratch: Path) -> list[Measure]:
    """All figures, one core."""
    path = scratch / "positions.parquet"
    _write(path)
    table = pq.read_table(path)
    parts = table.to_batches(max_chunksize=BATCH)
    scan(parts[:1], LEAST_MS)  # compiled before the clock runs
    alone = min(cpu_seconds(lambda: scan(parts, LEAST_MS))[1] for _round in range(ROUNDS))
    ours, read = min((_ours(path) for _round in range(ROUNDS)), key=lambda one: one[1])
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("rows", table)
        theirs, window = min((_theirs(connection) for _round in range(ROUNDS)), key=lambda one: one[1])
    if ours != theirs:
        raise ValueError(f"{ours} silences here, {theirs} in DuckDB")
    return [
        Measure("gaps, compiled, over Arrow", ROWS / alone, "rows a CPU s", bar=10e6, at_least=True),
        Measure("gaps, compiled, reading Parquet", ROWS / read, "rows a CPU s"),
        Measure("gaps, DuckDB over Arrow", ROWS / window, "rows a CPU s"),
        Measure("gaps, compiled, beside DuckDB", window / alone, "times"),
    ]


def _ours(path: Path) -> tuple[int, float]:
    with pq.ParquetFile(path) as file:
        parts = file.iter_batches(BATCH, columns=list(COLUMNS), use_threads=False)
        found, seconds = cpu_seconds(lambda: scan(parts, LEAST_MS))
    return len(found), seconds


def _theirs(connection: duckdb.DuckDBPyConnection) -> tuple[int, float]:
    row, seconds = cpu_seconds(lambda: connection.execute(SQL).fetchone())
    return (int(row[0]) if row else 0), seconds


def _write(path: Path) -> None:
    """Made-up positions of a month in the order of time, each ship heard of some three times an hour."""
    chance = np.random.default_rng(SEED)
    columns = {
        "mmsi": (200_000_000 + chance.integers(0, SHIPS, ROWS)).astype(np.int32),
        "t_ms": np.sort(chance.integers(0, 30 * 86_400_000, ROWS)) + 1_700_000_000_000,
        "lat7": chance.integers(300_000_000, 400_000_000, ROWS).astype(np.int32),
        "lon7": chance.integers(1_200_000_000, 1_300_000_000, ROWS).astype(np.int32),
    }
    pq.write_table(pa.table(columns), path, compression="zstd", row_group_size=BATCH)
