"""A screening that is killed leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

POOL = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from sightline.service.screening_pool import _begin
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def alive(process: int) -> bool:
    """Whether a process runs; one that ended and that nobody has fetched does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="asks Linux what runs")
def test_a_worker_ends_with_whoever_hands_out_the_work(tmp_path: Path) -> None:
    path = tmp_path / "pool.py"
    path.write_text(POOL, "utf-8")
    running = subprocess.Popen(
        [sys.executable, path], stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert running.stdout is not None
    worker = int(running.stdout.readline())
    assert alive(worker)
    running.send_signal(signal.SIGKILL)
    running.wait()
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if not alive(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker outlived the process that handed out the work")
