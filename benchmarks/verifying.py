"""A bundle of 1 GB verified: by the package, and by the published file in a bare Python.

The bundle is invented and holds large items of random bytes beside an empty report: what takes the time is
that every byte is read and hashed. What a real report adds is measured with the dossier, in `report`.
"""

from __future__ import annotations

import hashlib
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import Measure
from sightline.evidence import canonical, container, verifier
from sightline.evidence.container import Source
from sightline.evidence.keys import Keyring
from sightline.evidence.ledger import Event, Ledger

ITEMS, EACH, SEED = 16, 64 * 1024 * 1024, 1718
SECONDS = 10.0
AT = datetime(2026, 3, 2, tzinfo=UTC)
ALONE = Path(__file__).resolve().parent.parent / "sightline-verify.py"


def run(data: Path, scratch: Path) -> list[Measure]:
    """CPU seconds and wall seconds of both verifiers on the same file; both must find it whole."""
    del data
    path, key = _bundle(scratch)
    size = path.stat().st_size / 1e9
    begun, cpu = time.perf_counter(), time.process_time()
    verdict = verifier.check(path, key)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - begun
    assert verdict.ok, verdict.problems
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(
        [sys.executable, "-I", "-S", str(ALONE), str(path), "--key", key], check=True, capture_output=True
    )
    alone = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return [
        Measure(f"verified: {size:.2f} GB in {ITEMS} items", cpu, "CPU s", SECONDS),
        Measure("… as waited for", wall, "s", note="no bar: other work shares the machine"),
        Measure("the published file, in a bare Python", alone, "CPU s", SECONDS),
        Measure("… as waited for", time.perf_counter() - begun, "s"),
    ]


def _bundle(folder: Path) -> tuple[Path, str]:
    draw = random.Random(SEED)
    keyring = Keyring.create(folder / "keys", AT, draw.randbytes)
    ledger = Ledger(folder / "custody", keyring, draw.randbytes)
    rows: list[dict[str, Any]] = []
    members: dict[str, Source] = {}
    custody: dict[str, list[Any]] = {}
    for number in range(ITEMS):
        path, acquisition = folder / f"{number}.bin", f"{number:032x}"
        path.write_bytes(draw.randbytes(EACH))
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        members[f"items/{sha256}"] = path
        ledger.append([Event("store", "invented", acquisition, {"sha256": sha256, "size": EACH})], AT)
        custody[acquisition] = list(ledger.entries(acquisition))
        rows.append({
            "sha256": sha256, "size": EACH, "name": path.name, "media_type": "x", "source": "invented",
            "origin": "x", "collected_at": "2026-03-02", "basis": "reconstruction", "document": "",
            "marking": "", "originator": "", "acquisition": acquisition,
        })  # fmt: skip
    small = {
        "report/report.json": {"title": "Invented", "sections": []},
        "items.json": rows,
        "custody.json": custody,
        "keys.json": keyring.statements(),
        "regime.json": {"measures": []},
    }
    members |= {name: canonical.encode(value) for name, value in small.items()}
    container.write(folder / "b.bundle", members, at=AT, signer=keyring.current, meta={})
    return folder / "b.bundle", keyring.fingerprint
