"""A file of many names put to UN and OFAC by the command, as a bank would: CPU, memory, answers on record.

The names are made up: the seed draws first names and surnames from the words of ordinary merchant ships' and
listed names, so that most are nobody's and some come near. `SIGHTLINE_BENCH_BATCH` says how many; the bar is
for 1000000, and two smaller runs say what it comes to for so many.
"""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure
from benchmarks.published_lists import FILES, SEED, merchant_ships

NAMES = int(os.environ.get("SIGHTLINE_BENCH_BATCH", "50000"))
FEW = NAMES // 4
"""names of a smaller run: what processes take to begin is in both, and is counted once for a million"""
LISTED = 0.2
"""part of the words that stand on the OFAC list"""
BAR, CORES, MILLION = 120, 2, 1_000_000
_WORD = re.compile(r"[^\W\d_]{2,}")


def run(data: Path, scratch: Path) -> list[Measure]:
    """One run of `sightline screen` with as many processes as there are cores."""
    office, names, answers = scratch / "office", scratch / "names.txt", scratch / "answers.jsonl"
    command = [str(Path(sys.executable).parent / "sightline"), "--office", str(office)]
    for words in (["init"], ["ingest", *[str(data / file) for file in FILES]]):
        subprocess.run([*command, *words], check=True, capture_output=True)
    names.write_text("name\n" + "".join(f"{name}\n" for name in made(data, NAMES)), "utf-8")
    first = scratch / "first.txt"
    first.write_text("name\nnobody at all\n", "utf-8")
    subprocess.run([*command, "screen", str(first)], check=True, capture_output=True)
    few = scratch / "few.txt"
    few.write_text("name\n" + "".join(f"{name}\n" for name in made(data, FEW)), "utf-8")
    before = _cpu()
    _screened([*command, "screen", str(few)], answers, FEW)
    begun = _cpu() - before
    before, start = _cpu(), time.perf_counter()
    peak, alerts = _screened([*command, "screen", str(names)], answers, NAMES)
    spent, waited = _cpu() - before, time.perf_counter() - start
    each = (spent - begun) / (NAMES - FEW)
    load = os.getloadavg()[0]
    note = (
        f"{NAMES:,} made-up names, {alerts:,} with an alert; load average {load:.1f}, {waited:.0f} s waited"
    )
    rest = f"each name more as from {FEW:,} to {NAMES:,}"
    whole = spent + each * (MILLION - NAMES)
    return [
        Measure("a file screened, all processes", spent, "CPU s", note=note),
        Measure(
            "a million at that rate",
            whole,
            "CPU s",
            bar=BAR * CORES,
            note=f"{BAR} s on {CORES} cores; {rest}",
        ),
        Measure("memory of all processes, at most", peak / 2**20, "MB", bar=1024),
        Measure("names a second and core, reading and writing included", 1 / each, "names/s", note=rest),
    ]


def made(data: Path, count: int) -> Iterator[str]:
    """Made-up names of two or three words: the same seed gives the same."""
    draw = random.Random(SEED)
    strange = sorted({word for ship in merchant_ships(data) for word in _WORD.findall(ship)})
    listed = sorted(set(_WORD.findall((data / FILES[1]).read_text("latin-1"))))
    for _ in range(count):
        parts = [
            draw.choice(listed if draw.random() < LISTED else strange) for _ in range(draw.choice((2, 2, 3)))
        ]
        yield " ".join(parts)


def _screened(command: list[str], answers: Path, asked: int) -> tuple[int, int]:
    """Bytes of memory of the command and its processes at most, and answers with an alert."""
    with answers.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
        peak = [0]
        watching = threading.Thread(target=_watch, args=(process.pid, peak))
        watching.start()
        process.wait()
        watching.join()
    with answers.open("rb") as file:
        lines = [b'"alert":true' in line for line in file]
    if len(lines) != asked:
        raise RuntimeError(f"{len(lines)} answers to {asked} names, exit code {process.returncode}")
    return peak[0], sum(lines)


def _watch(pid: int, peak: list[int]) -> None:
    """Proportional memory, so that the pages of an index that processes share count once."""
    while Path(f"/proc/{pid}/smaps_rollup").exists():
        total = sum(_memory(one) for one in (pid, *_children(pid)))
        if total == 0:
            return
        peak[0] = max(peak[0], total)
        time.sleep(0.5)


def _children(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [one for child in map(int, told) for one in (child, *_children(child))]


def _memory(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", told, re.M)
    return int(found[1]) * 1024 if found else 0


def _cpu() -> float:
    """CPU seconds of all processes that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
