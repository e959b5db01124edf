"""Silences of an hour and more by MovingPandas, in an environment that has it: `benchmarks/sea.py` asks.

Prints how many there are and the CPU seconds it took, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta

import movingpandas
import pandas
import pyarrow.parquet as pq


def main(path: str) -> None:
    """Split the trajectories of a Parquet file where they are silent; count the cuts."""
    rows = pq.read_table(path).to_pandas()
    rows["t"] = pandas.to_datetime(rows["t_ms"], unit="ms")
    rows["lat"], rows["lon"] = rows["lat7"] / 1e7, rows["lon7"] / 1e7
    start = time.process_time()
    ships = movingpandas.TrajectoryCollection(
        rows[["mmsi", "t", "lat", "lon"]], traj_id_col="mmsi", t="t", x="lon", y="lat", crs=4326
    )
    gap = timedelta(hours=1) - timedelta(milliseconds=1)
    parts = movingpandas.ObservationGapSplitter(ships).split(gap=gap, min_length=0)
    spent = time.process_time() - start
    kept = {str(one.id).rsplit("_", 1)[0] for one in parts}
    told = {
        "gaps": len(parts.trajectories) - len(kept),
        "seconds": spent,
        "version": movingpandas.__version__,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
