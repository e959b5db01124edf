"""Kill a command of Sightline at a chosen step of its work: `python -m tests.service.killing ORDER.json`.

A step is the first time a function of Sightline is entered or left, so that every place the work passes
can be chosen. The order is `{"template", "scratch", "command", "steps", "after"}`: for every step an
office is copied (none where there is no template), the command killed in it, the commands of `after` run, and
one JSON line is printed with what they gave. Without steps the command runs through, and the line tells the
steps there are.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import sightline
from sightline.cli import commands
from sightline.cli.main import run

HOME = str(Path(sightline.__file__).parent)


class Steps:
    """Counts steps as a profiler; kills the process at one of them."""

    def __init__(self, kill_at: int) -> None:
        self.met: set[tuple[CodeType, str]] = set()
        self.names: list[str] = []
        self._kill_at = kill_at

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event not in ("call", "return") or (code, event) in self.met:
            return
        self.met.add((code, event))
        if not code.co_filename.startswith(HOME):
            return
        if len(self.names) == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.names.append(f"{event} {code.co_filename.removeprefix(HOME)} {code.co_qualname}")


def in_child(work: Callable[[], int]) -> int:
    """The exit code of some work in a process of its own, negative for the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            code = work()
            sys.stdout.flush()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def commanded(office: Path, command: list[str], output: Path, steps: Steps | None = None) -> int:
    """Run a command with its standard output in a file."""

    def work() -> int:
        with output.open("w") as sys.stdout, Path(os.devnull).open("w") as sys.stderr:
            sys.setprofile(steps)
            code = run(["--office", str(office), *command])
            sys.setprofile(None)
            if steps:
                output.with_suffix(".steps").write_text(json.dumps(steps.names))
        return code

    return in_child(work)


def tried(order: dict[str, Any], step: int | None) -> dict[str, Any]:
    """One office, one kill, and what the commands after it gave."""
    scratch = Path(order["scratch"])
    office, output = scratch / f"office-{step}", scratch / "output"
    if order["template"]:
        shutil.copytree(order["template"], office)
    code = commanded(office, order["command"], output, Steps(-1 if step is None else step))
    found: dict[str, Any] = {"step": step, "code": code, "after": []}
    if step is None:
        found["steps"] = json.loads(output.with_suffix(".steps").read_text())
    for command in order["after"]:
        again = commanded(office, command, output)
        lines = [json.loads(line) for line in output.read_text().splitlines()]
        found["after"].append({"code": again, "lines": lines})
    found["left"] = sorted(
        str(path.relative_to(office))
        for path in office.rglob("*")
        if ".new" in path.name or path.parent.name == "incoming"
    )
    shutil.rmtree(office)
    return found


def warm(order: dict[str, Any]) -> None:
    """Import and configure all that the commands need, once, before any child is made."""
    office = Path(order["scratch"]) / "warm"
    shutil.copytree(order["template"], office)
    told = sys.stdout
    with Path(os.devnull).open("w") as sys.stdout:
        for command in (order["command"], *order["after"]):
            run(["--office", str(office), *command])
    sys.stdout = told
    shutil.rmtree(office)


def main(order_file: str) -> None:
    """Carry an order out."""
    for module in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{module.name}")
    order = json.loads(Path(order_file).read_text())
    if order["template"]:
        warm(order)
    for step in order["steps"] or [None]:
        sys.stdout.write(json.dumps(tried(order, step)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
