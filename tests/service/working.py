"""A worker in a process of its own: `python working.py OFFICE SECONDS [WORD]`.

Its clock stands SECONDS after the day of the tests; it kills itself at the first step that begins with WORD.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

from sightline.service import worker
from sightline.service.progress import Step
from sightline.service.workbench import open_workbench
from tests.service.made import AT, Clock


class Doomed(worker.Hold):
    """Dies where it is told to."""

    def tell(self, step: Step) -> None:
        super().tell(step)
        if step.text.startswith(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)


def main(office: str, seconds: str, word: str = "") -> None:
    """Do what waits, and say how much it was."""
    if word:
        worker.Hold = Doomed  # type: ignore[misc]
    bench = open_workbench(Path(office), clock=Clock(AT + timedelta(seconds=int(seconds))))
    sys.stdout.write(str(worker.work(bench, threading.Event(), once=True)))
    bench.close()


def other_worker(office: Path, seconds: int, word: str = "") -> tuple[int, str]:
    """Run one: its exit code and what it said."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, __file__, str(office), str(seconds), *([word] if word else [])],
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, done.stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
