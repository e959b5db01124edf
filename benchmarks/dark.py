"""Switched off or not received, told apart on gaps cut from real tracks of New York Harbor.

One half of the gaps: a ship's rows are left out for 12 to 30 hours. The other half: a square of so many
degrees loses all its rows for as long, and whoever lay in it falls silent. Gaps the tracks have themselves
are not counted, since nobody knows what they are. Squares lie where rows are, in proportion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.measure import Measure, interval
from sightline.detectors.sea.dark_activity import Params, silences
from sightline.detectors.sea.gap_kernel import NAMES
from sightline.detectors.sea.reception import HUSH, Sea, by_step, in_order, sea_of, usual_step

HOUR = 3_600_000
HOURS = (12.0, 30.0)
SQUARES = (0.03, 0.05, 0.1, 0.2, 0.3)
SHIPS, FAILURES, SEEDS = 12, 8, range(7_100, 7_106)
Rows = tuple[Any, Any, Any, Any]
"""MMSI, time, latitude and longitude (1e-7 degree) in the order of ship and time"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A gap that was cut: whether the ship switched off, and what was said of it."""

    switched_off: bool
    said: bool


def run(data: Path, scratch: Path) -> list[Measure]:
    """Precision and recall over all squares and seeds, and for each size of square."""
    rows = week(data / "ais" / "NYHarbor_2020_12_first_week.traj")
    by_square = {size: [one for seed in SEEDS for one in judged(rows, size, seed)] for size in SQUARES}
    every = [one for several in by_square.values() for one in several]
    found = [*measures("all squares", every, bar=0.9)]
    for size, several in by_square.items():
        found += measures(f"squares of {size:g}°", several)
    return found


def measures(name: str, every: list[Judged], bar: float | None = None) -> Iterator[Measure]:
    """Precision and recall of what was said to be switched off."""
    right = [one.switched_off for one in every if one.said]
    found = [one.said for one in every if one.switched_off]
    for share, hits in (("precision", right), ("recall", found)):
        yield Measure(
            f"dark or not received, {name}: {share}",
            sum(hits) / max(1, len(hits)),
            "share",
            bar=bar,
            at_least=True,
            note=f"{sum(hits)} of {len(hits)}, {interval(hits)}",
        )


def week(path: Path) -> Rows:
    """The tracks of a file in Tracktable's format."""
    mmsi: list[int] = []
    when: list[str] = []
    lat: list[float] = []
    lon: list[float] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split(",")
            if cells[0] != "*T*":
                continue
            points = cells[cells.index("*P*") + 6 :]
            mmsi += map(int, points[0::4])
            when += points[1::4]
            lon += map(float, points[2::4])
            lat += map(float, points[3::4])
    t = np.array(when, dtype="datetime64[ms]").astype(np.int64)
    ships = np.array(mmsi, dtype=np.int64)
    order = np.lexsort((t, ships))
    north, east = (np.rint(np.array(one)[order] * 1e7).astype(np.int64) for one in (lat, lon))
    return ships[order], t[order], north, east


def judged(rows: Rows, square: float, seed: int) -> list[Judged]:
    """Every gap cut in one go, with what `dark_activity` says of it."""
    mmsi, t, lat, lon = rows
    kept, off = cut(rows, square, np.random.default_rng([seed, round(square * 100)]))
    left = mmsi[kept], t[kept], lat[kept], lon[kept]
    sea = sea_of_rows(left, Params().listen_minutes * 60_000)
    silent = sea.silences
    told = {(one.mmsi, one.since) for one in silences(sea, Params())}
    found = []
    for which in np.flatnonzero(silent["to_t"] - silent["from_t"] >= HOURS[0] * HOUR).tolist():
        ship, since, until = (int(silent[name][which]) for name in ("mmsi", "from_t", "to_t"))
        ends = [
            abs(since - begin) < HOUR and abs(until - over) < HOUR for who, begin, over in off if who == ship
        ]
        own = t[(mmsi == ship) & (t >= since) & (t <= until)]
        if any(ends) or int(np.diff(own).max()) < 2 * HOUR:
            found.append(Judged(any(ends), (ship, since) in told))
    return found


def cut(rows: Rows, square: float, rng: np.random.Generator) -> tuple[Any, list[tuple[int, int, int]]]:
    """Which rows are left, and the gaps of single ships: MMSI, from, to (ms)."""
    mmsi, t, lat, lon = rows
    kept = np.ones(len(t), dtype=bool)
    off: list[tuple[int, int, int]] = []
    for _throw in range(4_000):
        ship = int(rng.choice(np.unique(mmsi)))
        own = np.flatnonzero(mmsi == ship)
        lasts = float(rng.uniform(*HOURS)) * HOUR
        since = float(t[own[0]] + rng.uniform() * (t[own[-1]] - t[own[0]] - lasts))
        around = t[own][(t[own] >= since - HOUR) & (t[own] <= since + lasts + HOUR)]
        if ship in {one[0] for one in off} or not _followed(around, since, since + lasts):
            continue
        kept[own[(t[own] >= since) & (t[own] < since + lasts)]] = False
        off.append((ship, round(since), round(since + lasts)))
        if len(off) == SHIPS:
            break
    for _failure in range(FAILURES):
        seen = int(rng.integers(len(t)))
        lasts = float(rng.uniform(*HOURS)) * HOUR
        since = float(rng.uniform(t.min() + HOUR, t.max() - lasts - HOUR))
        side = square * 1e7
        same = (lat // side == lat[seen] // side) & (lon // side == lon[seen] // side)
        kept &= ~(same & (t >= since) & (t < since + lasts))
    return kept, off


def _followed(around: Any, since: float, until: float) -> bool:
    """Whether a ship is heard all the time between, so that a gap there is one of ours."""
    enough = len(around) >= max(2, (until - since) / HOUR * 4)
    return bool(
        enough
        and np.diff(around).max() <= HOUR
        and around[0] <= since - HOUR / 2
        and around[-1] >= until + HOUR / 2
    )


def sea_of_rows(rows: Rows, listen_ms: int) -> Sea:
    """What `reception.listen` makes of a table, from arrays in the order of ship and time."""
    mmsi, t, lat, lon = rows
    step = t // listen_ms
    first = np.ones(len(t), dtype=bool)
    first[1:] = (mmsi[1:] != mmsi[:-1]) | (step[1:] != step[:-1])
    columns = [values[first] for values in (mmsi, t, lat, lon)]
    step_ms = usual_step(columns[0], columns[1], listen_ms)
    reports, begins = by_step(columns, step_ms)
    quiet = np.flatnonzero((mmsi[1:] == mmsi[:-1]) & (np.diff(t) >= HUSH * step_ms))
    ends = (mmsi[quiet], t[quiet], lat[quiet], lon[quiet], t[quiet + 1], lat[quiet + 1], lon[quiet + 1])
    silences = in_order(pa.table(dict(zip(NAMES, ends, strict=True))))
    return sea_of(reports, begins, silences, step_ms)
