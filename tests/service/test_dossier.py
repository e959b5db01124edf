"""The whole line from a dossier, killed on its way: the next run goes on and ends with the same office."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.small_dossier import small

ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
SOMEWHERE = 2
"""kills, spread evenly over the steps of the run"""
MATTER_MOST = (
    "/service/cases.py record_finding",
    "/service/cases.py hear",
    "/service/signals.py take",
    "/service/reports.py open_report",
)
"""after each of these something is on record, and something that belongs to it is not"""


def command_of(folder: Path) -> list[str]:
    """The command that runs the dossier with little of the ordinary."""
    return ["run", str(small(folder)), "--no-serve"]


def killed(scratch: Path, command: list[str], steps: list[int]) -> list[dict[str, Any]]:
    scratch.mkdir()
    order = {"template": None, "scratch": str(scratch), "command": command, "steps": steps,
             "after": [command, ["lists"], ["case", "list"], ["report", "list"]]}  # fmt: skip
    (scratch / "order.json").write_text(json.dumps(order))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.service.killing", str(scratch / "order.json")],
        capture_output=True, text=True, env=ENVIRONMENT, cwd=ROOT, timeout=1500,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def told(found: dict[str, Any]) -> dict[str, Any]:
    """What an office holds at the end, without ids and times."""
    run, versions, cases, reports = found["after"]
    assert run["code"] == 0, run
    steps = {line["step"]: line["result"] for line in run["lines"] if "result" in line}
    return {
        "lists": sorted((one["list"], one["manifest"]) for one in versions["lines"]),
        "cases": sorted((one["title"], one["state"], one["findings"]) for one in cases["lines"]),
        "reports": sorted((one["symbol"], one["title"]) for one in reports["lines"]),
        "editions": {name: result for name, result in steps.items() if name.endswith("edition")},
        "verification": steps["verification"],
        "detectors": steps["detectors"],
        "signals": steps["signals"],
    }


@pytest.mark.slow
def test_a_run_that_is_killed_is_completed_by_the_next(tmp_path: Path) -> None:
    command = command_of(tmp_path / "dossier")
    (unbroken,) = killed(tmp_path / "whole", command, [])
    assert unbroken["code"] == 0
    whole, steps = told(unbroken), unbroken["steps"]
    assert "0 lint problems" in whole["editions"]["public edition"]
    chosen = [steps.index(f"return {name}") for name in MATTER_MOST]
    chosen += range(len(steps) // SOMEWHERE, len(steps), len(steps) // SOMEWHERE)
    for found in killed(tmp_path / "killed", command, chosen):
        assert found["code"] == -signal.SIGKILL, steps[found["step"]]
        assert told(found) == whole, steps[found["step"]]
