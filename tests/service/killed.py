"""Another process that does one thing to an office and is killed while it does it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os, resource, signal, sys
from pathlib import Path
from sightline.service import backup, workbench
from tests.service.made import Clock

deed, office, file, word = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]

def progress(step):
    if word == "full disk" and step.text == "packing the vault":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    elif step.text.startswith(word):
        os.kill(os.getpid(), signal.SIGKILL)

if deed == "backup":
    bench = workbench.open_workbench(office, clock=Clock())
    backup.backup(bench.operator_view(), bench, file, progress)
else:
    list(backup.restore(file, backup.Target(office), progress, clock=Clock()))
"""


def other_process(deed: str, office: Path, file: Path, word: str) -> subprocess.CompletedProcess[str]:
    """Back up or restore; the process is killed at the first step that begins with `word`."""
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, deed, str(office), str(file), word],
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        capture_output=True,
        text=True,
        check=False,
    )


def was_killed(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether it ended by the signal, not by itself."""
    return done.returncode == -signal.SIGKILL
