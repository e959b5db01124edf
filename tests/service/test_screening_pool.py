"""Long screenings: the same answers in the same order, whatever process gives them."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from sightline.service import screening, screening_pool
from sightline.service.workbench import Workbench
from tests.conftest import ROOT
from tests.service.made import now
from tests.service.test_decisions import bank, listed

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


def answers(bench: Workbench, count: int, processes: int) -> list[tuple[object, ...]]:
    names = "".join(f"Invented Bank {'Two' if n % 7 == 0 else n}\n" for n in range(count)) + "\x00\n"
    found = screening.screen_file(
        now(bench), bench, io.BytesIO(names.encode()), "names", screening.Choice(processes=processes)
    )
    return [(one.query.name, one.hits, one.problem, bool(one.certificate)) for one in found]


@pytest.mark.slow
def test_two_processes_answer_as_one(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(bench, tmp_path, bank(country="kp"), 1)
    alone = answers(bench, 1200, 1)
    monkeypatch.setattr(screening_pool, "POOL_FROM", 300)
    assert answers(bench, 1200, 2) == alone
    assert len(alone) == 1201 and alone[-1][2]


def test_lines_written_elsewhere_are_the_lines(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_pool, "POOL_FROM", 1)
    listed(bench, tmp_path, bank(country="kp"), 1)
    found = list(
        screening.screen_file(
            now(bench), bench, io.BytesIO(b"Invented Bank Two\n" * 3), "names", screening.Choice(processes=2)
        )
    )
    assert all(one.written for one in found)
    for one in found:
        written = one.line()
        assert written and msgspec.structs.replace(one, written="").line() == written
    body = screening.certificate(now(bench), bench, found[1].certificate)
    assert body["id"] == found[1].certificate and body["hits"][0]["entity"] == "bank-two"


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
