"""The lists of the UN and of OFAC from bytes to an index to screen with, and one entity looked up again.

The load runs in a process of its own, so that its memory is its own: recognise, parse, partition, index.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Measure

LOAD_SECONDS, LOAD_MEGABYTES, LOOKUP_MILLISECONDS = 15.0, 500.0, 20.0
LOOKUPS, SEED = 500, 1718


def run(data: Path, scratch: Path) -> list[Measure]:
    """CPU seconds and peak memory of the load, and the slowest and the usual lookup."""
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.list_loading", str(data), str(scratch)],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(ended.stdout)
    return [
        Measure("UN and OFAC loaded and indexed", told["seconds"], "CPU s", LOAD_SECONDS),
        Measure("… peak memory", told["megabytes"], "MB", LOAD_MEGABYTES, note="resident, imports included"),
        Measure("… entries", told["entries"], "entries"),
        Measure("an entity by its id, median", told["median"], "CPU ms", LOOKUP_MILLISECONDS),
        Measure("an entity by its id, slowest of 500", told["slowest"], "CPU ms", note="cold files"),
    ]


def measured(data: Path, scratch: Path) -> dict[str, float]:
    """What this very process needs; imports are not counted as load."""
    from benchmarks.published_lists import VIEW, build_indexes  # noqa: PLC0415 - imports are not the load
    from sightline.cli.main import SWEPT  # noqa: PLC0415
    from sightline.lake.statements import Lake  # noqa: PLC0415
    from sightline.record.entities import entity  # noqa: PLC0415

    gc.set_threshold(*SWEPT)  # as the command does
    start = time.process_time()
    indexes = build_indexes(data, scratch)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lake = Lake(scratch / "lake")
    versions = [index.version for index in indexes]
    ids = [id for version in versions for id in lake.entries(VIEW, version).ids()]
    gc.collect()
    gc.freeze()  # what the load leaves behind is no part of a lookup
    taken = []
    for id in random.Random(SEED).sample(ids, LOOKUPS):
        before = time.process_time()
        assert entity(VIEW, lake, versions, id).id == id
        taken.append(1000 * (time.process_time() - before))
    taken.sort()
    return {
        "seconds": seconds,
        "megabytes": peak,
        "entries": len(ids),
        "median": taken[LOOKUPS // 2],
        "slowest": taken[-1],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(Path(sys.argv[1]), Path(sys.argv[2]))))
