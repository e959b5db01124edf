"""A manifest of a million coded lines and fifty thousand parties: CPU, and memory of all processes."""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measure import Measure
from sightline.regime.goods.nomenclature import wordings

LINES, PARTIES, SEED = 1_000_000, 50_000, 3
SYLLABLES = [
    "kim",
    "tan",
    "ra",
    "mo",
    "vel",
    "shi",
    "dor",
    "lun",
    "gar",
    "pet",
    "wei",
    "zhon",
    "ko",
    "mar",
    "sun",
    "eli",
    "bor",
    "tek",
    "ani",
    "ul",
]
COUNTRIES = ["CN", "RU", "VN", "KR", "DE", "FR", "US", "MY", "SG", "IN"]
HEADER = ["hs", "goods", "quantity", "unit", "value", "from", "to", "on", "consignor", "consignee"]


def run(data: Path, scratch: Path) -> list[Measure]:
    """One run of the command, as a customs office would make it."""
    manifest, office = scratch / "manifest.csv", scratch / "office"
    _write(manifest)
    command = [str(Path(sys.executable).parent / "sightline"), "--office", str(office)]
    un = data / "lists/un/un_consolidated_2026-02-27.xml"
    for words in (["init"], ["ingest", str(un), str(data / "vessels/designated_vessels_1718.csv")]):
        subprocess.run([*command, *words], check=True, capture_output=True)
    before, start = _cpu(), time.perf_counter()
    peak = _peak_of([*command, "manifest", str(manifest), "--out", str(scratch / "answers.csv")])
    spent, waited = _cpu() - before, time.perf_counter() - start
    note = f"{LINES:,} lines, {PARTIES:,} parties, UN and vessel lists"
    return [
        Measure(
            "a manifest answered, all processes", spent, "CPU s", bar=120, note=note + "; 60 s of two cores"
        ),
        Measure(
            "a manifest answered, as waited for", waited, "s", note="no bar: other work shares the machine"
        ),
        Measure(
            "memory of all processes at the most", peak / 1e9, "GB", bar=1.0, note="proportional set size"
        ),
    ]


def _write(path: Path) -> None:
    chance = random.Random(SEED)
    codes = [code for code in wordings() if len(code) == 6 and not code.startswith("99")]
    names = [_name(chance) for _ in range(PARTIES)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(LINES):
            here, there = chance.sample(COUNTRIES, 2)
            way = chance.random()
            source, target = (here, "KP") if way < 0.4 else ("KP", there) if way < 0.7 else (here, there)
            amount = round(chance.lognormvariate(5, 2), 1)
            day = date(2006, 1, 1) + timedelta(days=chance.randrange(7300))
            writer.writerow(
                [
                    chance.choice(codes), "goods as coded", amount, chance.choice(("kg", "t", "pcs", "bbl")),
                    round(amount * chance.uniform(5, 20), 2), source, target, day,
                    names[number % PARTIES], chance.choice(names),
                ]
            )  # fmt: skip


def _name(chance: random.Random) -> str:
    """An invented name."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize() for _ in range(2)]
    return " ".join([*words, chance.choice(("Trading Co", "Shipping Ltd", "LLC", "Group"))])


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak_of(command: list[str]) -> int:
    """Bytes a command and its children held at the most, looked at five times a second."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, _held(process.pid))
            time.sleep(0.2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    if process.wait() != 0:
        raise RuntimeError(f"the command left with {process.returncode}")
    watcher.join()
    return peak


def _held(pid: int) -> int:
    """Proportional set size of a process and all below it; 0 for one that is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return own * 1024 + sum(_held(int(child)) for child in children)
