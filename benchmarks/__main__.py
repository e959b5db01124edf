"""Run every benchmark, print a table, and write `results/<benchmark>.json`."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import benchmarks
from benchmarks import quality_page
from benchmarks.measure import Measure, yardstick
from sightline.screening.engine import ENGINE_VERSION

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results"


def shared_data() -> Path | None:
    """The folder of real public data, where it is."""
    folder = Path(os.environ.get("SIGHTLINE_SHARED_DATA") or FOLDER.parent.parent / "shared" / "data")
    return folder if (folder / "README.md").is_file() else None


def main(names: list[str]) -> int:
    """Run all benchmarks, or those named; 0 when every bar holds, 1 when one does not, 2 without data."""
    data = shared_data()
    if data is None:
        print("SKIPPED: the real data is not here; set SIGHTLINE_SHARED_DATA to its folder", file=sys.stderr)
        return 2
    held = True
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name == "__main__" or (names and module.name not in names):
            continue
        benchmark = importlib.import_module(f"benchmarks.{module.name}")
        if not hasattr(benchmark, "run"):
            continue
        before = yardstick()
        with tempfile.TemporaryDirectory(prefix="sightline-bench-") as scratch:
            measures: list[Measure] = benchmark.run(data, Path(scratch))
        worth = (before, yardstick())
        show(module.name, measures, worth)
        write(module.name, measures, worth)
        held = held and all(measure.held for measure in measures)
    quality_page.write(RESULTS, ENGINE_VERSION)
    return 0 if held else 1


def show(name: str, measures: list[Measure], worth: tuple[float, float]) -> None:
    """The table of one benchmark, and what the yardstick took before and after it."""
    print(f"\n{name} (yardstick {worth[0]:.2f} and {worth[1]:.2f} CPU s)")
    for one in measures:
        bar = "" if one.bar is None else f"  bar {'≥' if one.at_least else '≤'} {one.bar:g}"
        kept = "" if one.held else "  NOT HELD"
        note = f"  ({one.note})" if one.note else ""
        print(f"  {one.name:<52} {one.value:>12,.3f} {one.unit}{bar}{kept}{note}")


def write(name: str, measures: list[Measure], worth: tuple[float, float]) -> None:
    """The same as JSON, with the machine it was measured on."""
    RESULTS.mkdir(exist_ok=True)
    shape = {
        "benchmark": name,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "yardstick": worth,
        "measures": [measure.as_json() for measure in measures],
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(shape, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
