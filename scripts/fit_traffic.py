"""Fit how real ships report and real payments spread, and write the figures the generated worlds draw from.

    python scripts/fit_traffic.py ../shared/data src/sightline/worlds/fitted.json

Reads the New York week and hour, the Danish hour and two labelled payment networks. What is written are
statistics, each with the file it comes from; no position and no payment is taken over. Equal input gives
equal bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import tarfile
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from pyais import decode

QUANTILES = np.linspace(0.0, 1.0, 41)
METRES = 111_195.0
"""metres a degree of latitude"""
KNOT = 0.514444
STILL_KNOTS = 0.5
"""a ship is called still below this speed over the ground"""
GAP_SECONDS = 900.0
"""an interval longer than this is called a gap"""
AWAY_SECONDS = 7200.0
"""after a gap longer than this a ship was out of the area rather than unheard; the file cannot tell"""

Floats = np.ndarray[Any, np.dtype[np.float64]]


def main(shared: Path, target: Path) -> None:
    """Write the fitted figures."""
    week = read_week(shared / "ais/NYHarbor_2020_12_first_week.traj")
    fitted = week_figures(week)
    fitted |= hour_figures(shared / "ais/NYHarbor_2020_06_30_first_hour.csv")
    fitted |= danish_figures(shared / "ais/denmark_2013-11-12.nmea.gz")
    fitted |= payment_figures(shared / "payments")
    target.write_text(json.dumps(fitted, indent=1, sort_keys=True) + "\n", "utf-8")


def figure(values: Floats, unit: str, source: str, decimals: int = 2) -> dict[str, Any]:
    """Quantiles of a sample in 40 equal steps."""
    quantiles = [round(float(value), decimals) for value in np.quantile(values, QUANTILES)]
    return {"quantiles": quantiles, "unit": unit, "sample": len(values), "source": source}


def share(value: float, sample: int, unit: str, source: str) -> dict[str, Any]:
    """One number."""
    return {"value": round(value, 5), "unit": unit, "sample": sample, "source": source}


def read_week(path: Path) -> dict[str, Floats]:
    """Tracks of the Tracktable file by ship: seconds, longitude, latitude; repeats of a time dropped."""
    points: dict[str, set[tuple[float, float, float]]] = defaultdict(set)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split(",")[11:]
            for ship, at, lon, lat in zip(*(cells[start::4] for start in range(4)), strict=False):
                if len(at) == 19:
                    points[ship].add((datetime.fromisoformat(at).timestamp(), float(lon), float(lat)))
    tracks = {ship: np.array(sorted(held)) for ship, held in sorted(points.items()) if len(held) > 50}
    return {ship: track[np.diff(track[:, 0], prepend=-1.0) > 0] for ship, track in tracks.items()}


def week_figures(week: dict[str, Floats]) -> dict[str, Any]:
    """Intervals while still and under way, gaps, the share of still time, the scatter of a moored ship."""
    name = "NYHarbor_2020_12_first_week.traj"
    still, moving, gaps, scatter = [], [], [], []
    still_time = whole_time = 0.0
    for track in week.values():
        seconds = np.diff(track[:, 0])
        east = np.diff(track[:, 1]) * METRES * np.cos(np.radians(track[:-1, 2]))
        north = np.diff(track[:, 2]) * METRES
        slow = np.hypot(east, north) / seconds < STILL_KNOTS * KNOT
        short = seconds <= GAP_SECONDS
        still.append(seconds[slow & short])
        moving.append(seconds[~slow & short])
        gaps.append(seconds[~short & (seconds < AWAY_SECONDS)])
        still_time += float(seconds[slow & short].sum())
        whole_time += float(seconds[short].sum())
        run = slow & short
        scatter.append(np.abs(np.hypot(east, north))[run] / np.sqrt(2))
    lengths = sum(len(one) for one in still) + sum(len(one) for one in moving)
    silent = np.concatenate(gaps)
    return {
        "interval_still": figure(np.concatenate(still), "s", name),
        "interval_moving": figure(np.concatenate(moving), "s", name),
        "gap": figure(silent, "s", name),
        "gaps_a_report": share(len(silent) / lengths, lengths, "1", name),
        "still_share": share(still_time / whole_time, lengths, "1", name),
        "scatter_still": figure(np.concatenate(scatter), "m", name),
    }


def hour_figures(path: Path) -> dict[str, Any]:
    """Speeds of ships under way in a harbour."""
    with path.open(encoding="utf-8") as stream:
        speeds = [float(row["SOG"]) for row in csv.DictReader(stream)]
    under_way = np.array([speed for speed in speeds if STILL_KNOTS < speed < 40])
    return {"speed_harbour": figure(under_way, "kn", path.name)}


def danish_figures(path: Path) -> dict[str, Any]:
    """The median speed over the hour of each ship under way at sea."""
    speeds: dict[int, list[float]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="ascii", errors="replace") as lines:
        for line in lines:
            if not line.startswith("!") or line.split(",")[1] != "1":
                continue
            try:
                said: dict[str, Any] = dict(decode(line.strip()).asdict())
            except Exception:  # noqa: BLE001 - the decoder raises its own kinds; a bad line is no sample
                continue
            if said["msg_type"] in (1, 2, 3, 18) and STILL_KNOTS < said["speed"] < 40:
                speeds[said["mmsi"]].append(said["speed"])
    medians = np.array(sorted(float(np.median(held)) for held in speeds.values()))
    return {"speed_sea": figure(medians, "kn", path.name)}


def payment_figures(folder: Path) -> dict[str, Any]:
    """Amounts, and how many partners an account pays or is paid by."""
    log = folder / "generated_labelled/tx_log.parquet"
    table = pq.read_table(log, columns=["type", "amount", "isSAR"])
    ordinary = table.to_pandas().query("isSAR == 0 and type == 'TRANSFER' and amount > 0")["amount"]
    logs = np.log(ordinary.to_numpy())
    with tarfile.open(folder / "20K_fanin200.tgz") as archive:
        held = archive.extractfile("20K_fanin200/transactions.csv")
        assert held is not None
        pairs = {
            (row["sourceNodeId"], row["targetNodeId"])
            for row in csv.DictReader(io.TextIOWrapper(held, "utf-8"))
        }
    paid_by = np.array(sorted(Counter(target for _, target in pairs).values()), dtype=float)
    pays = np.array(sorted(Counter(payer for payer, _ in pairs).values()), dtype=float)
    return {
        "payment_amount_spread": share(float(logs.std()), len(logs), "ln of the amount", log.name),
        "payees_an_account": figure(pays, "accounts", "20K_fanin200.tgz"),
        "payers_an_account": figure(paid_by, "accounts", "20K_fanin200.tgz"),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
