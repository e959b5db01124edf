"""Silences and meetings of ships on one core, beside other implementations of the same questions.

In one run over the same made-up month: the compiled kernels over Arrow, DuckDB's window function, the
expression that the meetings are held against, and MovingPandas where `.venv-movingpandas` has it
(`requirements/movingpandas.in`). pipe-gaps and the core of pipe-encounters are not on the package index, so
they are not measured here.

Figures are CPU seconds, the best of several rounds in turn. Then the rows are streamed, up to 100 million of
them, in a process of its own: the most memory it took, and a plot of time against rows,
`docs/images/sea-throughput.svg`.
"""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import Measure, cpu_seconds
from sightline.detectors.sea.encounters import encounters
from sightline.detectors.sea.gap_kernel import BATCH, scan
from sightline.detectors.sea.meeting_kernel import scan as meet
from sightline.detectors.sea.meeting_kernel import sorted_rows
from sightline.detectors.sea.ship_to_ship import Params

ROUNDS = 3
ROWS, SHIPS = 10_000_000, 5_000
FEW = 200_000
"""rows for those that take too long with all"""
ONE_IN = 250
"""ships all rows go to MovingPandas, which takes a hundredth of a second for each ship and silence"""
STEPS = (1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000)
LEAST_MS = 3_600_000
MONTH_MS = 30 * 86_400_000
SEED = 1718
ROOT = Path(__file__).resolve().parent.parent
PLOT = ROOT / "docs" / "images" / "sea-throughput.svg"
PEER = ROOT / ".venv-movingpandas" / "bin" / "python"
SQL = """
    SELECT count(*) FROM (
        SELECT t_ms, lead(t_ms) OVER (PARTITION BY mmsi ORDER BY t_ms, lat7, lon7) AS to_t
        FROM rows
    ) WHERE to_t - t_ms >= 3600000
"""
RULE = Params().rule


def run(data: Path, scratch: Path) -> list[Measure]:
    """All figures, one core."""
    parts = list(sea(ROWS))
    table = pa.Table.from_batches(parts)
    scan(parts[:1], LEAST_MS)  # compiled before the clock runs
    meet(parts[:1], RULE)
    gaps, gap_s = _best(lambda: len(scan(parts, LEAST_MS)))
    met, meet_s = _best(lambda: len(meet(parts, RULE)))
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("rows", table)
        theirs, window_s = _best(lambda: int((connection.execute(SQL).fetchone() or (0,))[0]))
    if gaps != theirs:
        raise ValueError(f"{gaps} silences here, {theirs} in DuckDB")
    load = f"load {os.getloadavg()[0]:.1f}"
    return [
        Measure("gaps, compiled, over Arrow", ROWS / gap_s, "rows a CPU s", 10e6, True, f"{gaps}, {load}"),
        Measure("gaps, DuckDB over Arrow", ROWS / window_s, "rows a CPU s"),
        Measure("gaps, compiled, beside DuckDB", window_s / gap_s, "times"),
        Measure(
            "meetings, compiled, over Arrow", ROWS / meet_s, "rows a CPU s", 10e6, True, f"{met}, {load}"
        ),
        *_slow(table, scratch, gap_s / ROWS, meet_s / ROWS),
        *_streamed(),
    ]


def _best(work: Callable[[], int]) -> tuple[int, float]:
    return min((cpu_seconds(work) for _round in range(ROUNDS)), key=lambda one: one[1])


def _slow(table: pa.Table, scratch: Path, gap_s: float, meet_s: float) -> Iterator[Measure]:
    """The expression on DuckDB, and MovingPandas, over fewer rows; `gap_s`, `meet_s`: ours, a row."""
    few = table.slice(0, FEW)
    backend = ibis.duckdb.connect(threads=1)
    theirs, seconds = cpu_seconds(encounters(backend.create_table("positions", few), RULE).to_pyarrow)
    backend.disconnect()
    if not sorted_rows(theirs).equals(meet(few.to_batches(), RULE)):
        raise ValueError("other meetings in DuckDB")
    yield Measure("meetings, the expression on DuckDB", FEW / seconds, "rows a CPU s")
    yield Measure("meetings, compiled, beside the expression", seconds / FEW / meet_s, "times")
    if PEER.is_file():
        path, some = scratch / "some.parquet", table.filter(pa.array(table["mmsi"].to_numpy() % ONE_IN == 0))
        pq.write_table(some.select(["mmsi", "t_ms", "lat7", "lon7"]), path)
        peer = [str(PEER), str(Path(__file__).with_name("movingpandas_peer.py")), str(path)]
        found = json.loads(subprocess.run(peer, capture_output=True, check=True).stdout)
        if found["gaps"] != _cuts(some):
            raise ValueError(f"{found['gaps']} silences in MovingPandas, {_cuts(some)} here")
        yield Measure(
            "gaps, MovingPandas", len(some) / found["seconds"], "rows a CPU s", note=found["version"]
        )
        yield Measure("gaps, compiled, beside MovingPandas", found["seconds"] / len(some) / gap_s, "times")


def _cuts(table: pa.Table) -> int:
    """Silences between parts of two positions and more: MovingPandas has no trajectory of a single one."""
    ship, t = table["mmsi"].to_numpy(), table["t_ms"].to_numpy()
    order = np.lexsort((t, ship))
    ship, t = ship[order], t[order]
    new = (np.diff(ship) != 0) | (np.diff(t) >= LEAST_MS)
    parts = np.diff(np.flatnonzero(np.concatenate([[True], new, [True]])))
    return int((parts > 1).sum()) - len(np.unique(ship))


def _streamed() -> Iterator[Measure]:
    """Time and memory as the rows grow, each in a process of its own; and the plot."""
    lines = {kind: [_child(kind, rows) for rows in STEPS] for kind in ("gaps", "meetings")}
    for kind, points in lines.items():
        most = max(memory for _seconds, memory in points)
        yield Measure(f"{kind}, streamed, 100 million: memory at most", most, "GB", bar=4.0)
        first, last = (points[at][0] / STEPS[at] for at in (0, -1))
        yield Measure(f"{kind}, a row of 100 million beside one of 1 million", last / first, "times")
    PLOT.write_text(plot({kind: [one[0] for one in points] for kind, points in lines.items()}), "utf-8")


def _child(kind: str, rows: int) -> tuple[float, float]:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.sea", kind, str(rows)], capture_output=True, check=True, cwd=ROOT
    )
    seconds, memory = map(float, told.stdout.split())
    return seconds, memory


def stream(kind: str, rows: int) -> None:
    """Print the CPU seconds of a kernel over so many rows, without their making, and the most memory (GB)."""
    spent = [0.0]

    def timed() -> Iterator[pa.RecordBatch]:
        parts = sea(rows)
        while True:
            part, seconds = cpu_seconds(lambda: next(parts, None))
            spent[0] += seconds
            if part is None:
                return
            yield part

    def work(parts: Iterator[pa.RecordBatch]) -> object:
        return scan(parts, LEAST_MS) if kind == "gaps" else meet(parts, RULE)

    work(sea(100_000))  # compiled before the clock runs
    _found, seconds = cpu_seconds(lambda: work(timed()))
    print(seconds - spent[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)


def sea(rows: int) -> Iterator[pa.RecordBatch]:
    """Made-up ships of a month: half lie still, a fifth beside another, the others sail in wide curves.

    In the order of time; the ships grow with the rows, so that each is heard of some three times an hour.
    """
    chance = np.random.default_rng(SEED)
    ships = max(20, round(SHIPS * rows / ROWS))
    lat, lon = chance.uniform(30, 40, ships), chance.uniform(120, 130, ships)
    beside = np.flatnonzero(chance.random(ships - 1) < 0.2) + 1
    lat[beside], lon[beside] = lat[beside - 1] + 0.0015, lon[beside - 1]
    knots = np.where(chance.random(ships) < 0.5, 0.0, 11.0)
    for begin in range(0, rows, BATCH):
        count = min(BATCH, rows - begin)
        t = np.sort(chance.integers(MONTH_MS * begin // rows, MONTH_MS * (begin + count) // rows, count))
        ship = chance.integers(0, ships, count)
        turned = knots[ship] * 0.514444 / 111_195 / 1000 / 2.0 * t
        north = np.where(knots[ship] > 0, 2.0 * np.cos(turned) - 2.0, 0.0)
        east = np.where(knots[ship] > 0, 2.0 * np.sin(turned), 0.0)
        swung = chance.integers(-300, 300, (2, count))
        yield pa.record_batch({
            "mmsi": (200_000_000 + ship).astype(np.int32),
            "t_ms": t + 1_700_000_000_000,
            "lat7": np.round((lat[ship] + north) * 1e7 + swung[0]).astype(np.int32),
            "lon7": np.round((lon[ship] + east) * 1e7 + swung[1]).astype(np.int32),
            "sog": knots[ship].astype(np.float32),
        })  # fmt: skip


def plot(seconds: dict[str, Sequence[float]]) -> str:
    """CPU seconds against rows, both on logarithmic scales, as SVG; grey: linear."""
    wide, tall, edge = 640, 400, 60
    most = max(max(line) for line in seconds.values())
    least = min(min(line) for line in seconds.values())
    low, high = math.floor(math.log10(least)), math.ceil(math.log10(most))

    def at(rows: float, value: float) -> tuple[float, float]:
        x = edge + (wide - 2 * edge) * (math.log10(rows) - 6) / 2
        return x, tall - edge - (tall - 2 * edge) * (math.log10(value) - low) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" font-family="sans-serif" '
        'font-size="13">',
        "<title>CPU seconds against rows: silences and meetings</title>",
        f'<rect width="{wide}" height="{tall}" fill="#fff"/>',
    ]
    for rows in STEPS:
        x, bottom = at(rows, 10**low)
        parts.append(f'<path d="M{x:.1f} {edge}V{bottom:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 20:.1f}" text-anchor="middle">{rows // 10**6}</text>')
    for power in range(low, high + 1):
        x, y = at(1e6, 10.0**power)
        parts.append(f'<path d="M{x:.1f} {y:.1f}H{wide - edge}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for (kind, line), colour in zip(seconds.items(), ("#1b5e8c", "#b3541e"), strict=True):
        straight = [at(STEPS[0], line[0]), at(STEPS[-1], min(10.0**high, line[0] * 100))]
        parts.append(f'<path d="{_path(straight)}" stroke="#bbb" fill="none" stroke-dasharray="4 4"/>')
        points = [at(rows, value) for rows, value in zip(STEPS, line, strict=False)]
        parts.append(f'<path d="{_path(points)}" stroke="{colour}" fill="none" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        parts.append(
            f'<text x="{points[-1][0] + 8:.1f}" y="{points[-1][1]:.1f}" fill="{colour}">{kind}</text>'
        )
    parts.append(f'<text x="{wide / 2}" y="{tall - 14}" text-anchor="middle">million positions</text>')
    parts.append(f'<text x="{edge}" y="{edge - 24}" text-anchor="middle">CPU s</text></svg>\n')
    return "\n".join(parts)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


if __name__ == "__main__":
    stream(sys.argv[1], int(sys.argv[2]))
