"""The peers that are measured beside Sightline where they are installed: see `requirements.txt` here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]
PYTHON = "SIGHTLINE_PEERS_PYTHON"
"""The variable that names a Python which has nomenklatura: it wants ICU, so it stands in an environment of
its own. Where the variable is not set, this Python is tried."""


def logic_v2(pairs: Iterable[Json]) -> list[float]:
    """nomenklatura's logic-v2 on pairs of FollowTheMoney entities, `left` and `right`; nothing without it."""
    with tempfile.TemporaryDirectory(prefix="sightline-peer-") as folder:
        path = Path(folder) / "pairs.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in pairs), "utf-8")
        done = subprocess.run(
            [
                os.environ.get(PYTHON, sys.executable),
                str(Path(__file__).with_name("pairs_peer.py")),
                str(path),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    return [float(line) for line in done.stdout.split()] if done.returncode == 0 else []


def blocked(listed: Iterable[Json], asked: Sequence[str], folder: Path) -> Json:
    """nomenklatura's logic-v2 behind its blocker, asked for names of no kind among FollowTheMoney entities:
    CPU seconds `spent`, how many were `asked`, had `hits`, and `pairs` compared; nothing without it."""
    parties = [party(f"q{n}", "LegalEntity", [name]) for n, name in enumerate(asked)]
    files = (folder / "listed.jsonl", folder / "asked.jsonl")
    for path, some in zip(files, (listed, parties), strict=True):
        path.write_text("".join(json.dumps(one) + "\n" for one in some), "utf-8")
    peer = Path(__file__).with_name("blocker_peer.py")
    done = subprocess.run(
        [os.environ.get(PYTHON, sys.executable), str(peer), *map(str, files), str(folder / "blocker")],
        capture_output=True,
        text=True,
        check=False,
    )
    told: Json = json.loads(done.stdout) if done.returncode == 0 else {}
    return told


def party(id: str, schema: str, names: Sequence[str]) -> Json:
    """A party as FollowTheMoney has it."""
    return {"id": id, "schema": schema, "datasets": ["lists"], "properties": {"name": list(names)}}


def persons(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """The same for pairs of persons' names."""
    return logic_v2({"left": _person(a), "right": _person(b)} for a, b in pairs)


def _person(name: str) -> Json:
    return {"id": name, "schema": "Person", "properties": {"name": [name]}}
