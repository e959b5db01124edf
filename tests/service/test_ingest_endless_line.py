"""A line of more than two gigabytes: refused, kept, and never in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SIZE = 2 * 1024**3 + 1
"""bytes; a byte more than 31 bits count, and nearly seven times the memory allowed"""
MOST_MEMORY = 300 * 1024**2
"""bytes the process that ingests may ever hold"""

MEASURED = """
import json, resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], capture_output=True, text=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps([ended.returncode, ended.stdout, ended.stderr, peak]))
"""

BEGINNINGS = {
    "entities": ("list.ftm.json", b'{"id": "x", "schema": "Person", "properties": {"name": ["'),
    "UN list": (
        "list.xml",
        b'<CONSOLIDATED_LIST dateGenerated="2026-01-05T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL><DATAID>',
    ),
    "text": ("letter.txt", b"Dear "),
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "beginning"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_an_endless_line_is_refused_within_bounds(
    name: str, beginning: bytes, office: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(beginning)
        file.truncate(SIZE)
    call = [sys.executable, "-c", "from sightline.cli import main; main()", "--office", str(office)]
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, *call, "ingest", str(path)],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    code, out, said, peak = json.loads(ended.stdout)
    line = json.loads(out)
    assert (code, line["status"]) in ((4, "refused"), (0, "stored")), said
    assert line["status"] == "stored" or line["problem"]["remedy"]
    assert (office / "vault" / line["sha256"][:2] / line["sha256"]).stat().st_size > SIZE
    assert peak < MOST_MEMORY
