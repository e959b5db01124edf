"""Silences and meetings of ships on one core, beside DuckDB over the same rows in the same run.

pipe-gaps, the core of pipe-encounters and MovingPandas are not run here: no package of the project's lock
holds them.

Figures are CPU seconds, the best of several rounds in turn; both read the file, both keep every silence.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import Measure, cpu_seconds
from sightline.detectors.gap_kernel import BATCH, COLUMNS, scan
from sightline.detectors.meeting_kernel import Rule, reference, sorted_rows
from sightline.detectors.meeting_kernel import scan as meet

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
        *_meetings(),
        Measure("gaps, compiled, over Arrow", ROWS / alone, "rows a CPU s", bar=10e6, at_least=True),
        Measure("gaps, compiled, reading Parquet", ROWS / read, "rows a CPU s"),
        Measure("gaps, DuckDB over Arrow", ROWS / window, "rows a CPU s"),
        Measure("gaps, compiled, beside DuckDB", window / alone, "times"),
    ]


def _meetings() -> list[Measure]:
    """Meetings in the kernel, and in its reference on DuckDB over a tenth of the rows."""
    rule = Rule()
    table = _sea(ROWS)
    parts = table.to_batches(max_chunksize=BATCH)
    meet(parts[:1], rule)  # compiled before the clock runs
    met, alone = min(
        (cpu_seconds(lambda: meet(parts, rule)) for _round in range(ROUNDS)), key=lambda one: one[1]
    )
    few = table.slice(0, ROWS // 10)
    backend = ibis.duckdb.connect(threads=1)
    expression = reference(backend.create_table("positions", few), rule)
    theirs, seconds = cpu_seconds(expression.to_pyarrow)
    backend.disconnect()
    ours = meet(few.to_batches(max_chunksize=BATCH), rule)
    if not sorted_rows(ours).equals(sorted_rows(theirs)):
        raise ValueError(f"{len(ours)} meetings here, {len(theirs)} in DuckDB, or other ones")
    return [
        Measure(
            "meetings, compiled, over Arrow", ROWS / alone, "rows a CPU s", 10e6, True, f"{len(met)} meetings"
        ),
        Measure("meetings, the reference on DuckDB", len(few) / seconds, "rows a CPU s"),
        Measure("meetings, compiled, beside DuckDB", ROWS / alone * seconds / len(few), "times"),
    ]


def _sea(rows: int) -> pa.Table:
    """Made-up ships of a month: half lie still, a fifth beside another, the others sail in wide curves."""
    chance = np.random.default_rng(SEED)
    t = np.sort(chance.integers(0, 30 * 86_400_000, rows))
    ship = chance.integers(0, SHIPS, rows)
    lat, lon = chance.uniform(30, 40, SHIPS), chance.uniform(120, 130, SHIPS)
    beside = np.flatnonzero(chance.random(SHIPS - 1) < 0.2) + 1
    lat[beside], lon[beside] = lat[beside - 1] + 0.0015, lon[beside - 1]
    knots = np.where(chance.random(SHIPS) < 0.5, 0.0, 11.0)
    turned = knots[ship] * 0.514444 / 111_195 / 1000 / 2.0 * t
    north = np.where(knots[ship] > 0, 2.0 * np.cos(turned) - 2.0, 0.0)
    east = np.where(knots[ship] > 0, 2.0 * np.sin(turned), 0.0)
    return pa.table({
        "mmsi": (200_000_000 + ship).astype(np.int32),
        "t_ms": t + 1_700_000_000_000,
        "lat7": np.round((lat[ship] + north) * 1e7).astype(np.int32),
        "lon7": np.round((lon[ship] + east) * 1e7).astype(np.int32),
    })  # fmt: skip


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
