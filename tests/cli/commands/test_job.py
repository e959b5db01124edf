"""Jobs from the command line: list, show, wait, cancel; a worker in a process of its own."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sightline.cli.output import _plain
from sightline.service import jobs, uploads
from sightline.service.job_kinds import IngestArgs
from sightline.service.progress import Step
from sightline.service.workbench import Workbench, open_workbench
from tests.cli.conftest import Sightline
from tests.conftest import ROOT
from tests.service.made import FTM

CALL = "from sightline.cli import main; main()"


@pytest.fixture
def bench(office: Path) -> Iterator[Workbench]:
    """The office of the command line."""
    with closing(open_workbench(office)) as opened:
        yield opened


def ordered(bench: Workbench, content: bytes = FTM.read_bytes(), name: str = FTM.name) -> str:
    view = bench.operator_view()
    upload = uploads.receive(view, bench, name, io.BytesIO(content))
    return jobs.enqueue(view, bench, "ingest", IngestArgs((upload.id,)))


def worker(office: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CALL, "--office", str(office), "worker", *words],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_list_show_cancel(sightline: Sightline, bench: Workbench) -> None:
    assert sightline("job", "list").lines == []
    id = ordered(bench)
    (line,) = sightline("job", "list").lines
    assert (line["id"], line["kind"], line["state"], line["by"]) == (id, "ingest", "queued", "operator")
    assert sightline("job", "show", id).line["args"]["uploads"]
    assert sightline("job", "cancel", id).line["state"] == "cancelled"
    assert sightline("job", "wait", id).code == 1
    assert sightline("job", "show", "j-aaaaaaaa").code == 2


def test_for_another_user_it_is_not_there(sightline: Sightline, bench: Workbench) -> None:
    sightline("user", "add", "expert-one", "--role", "expert")
    id = ordered(bench)
    assert sightline("job", "list", "--user", "expert-one").lines == []
    for what in ("show", "cancel", "wait"):
        assert sightline("job", what, id, "--user", "expert-one").code == 2
    assert sightline("job", "show", id).line["state"] == "queued"


def test_a_worker_does_what_waits(sightline: Sightline, bench: Workbench) -> None:
    good, bad = ordered(bench), ordered(bench, FTM.read_bytes()[:-40], "cut.ftm.json")
    assert sightline("worker", "--once").line == {"done": 2}
    done = sightline("job", "wait", good)
    assert done.code == 0 and done.line["result"]["parsed"] == 1
    assert sightline("job", "wait", bad).line["result"]["refused"] == 1


def test_waiting_gives_the_exit_code_of_the_problem(sightline: Sightline, bench: Workbench) -> None:
    sightline("user", "add", "expert-one", "--role", "expert")
    view = bench.operator_view()
    upload = uploads.receive(view, bench, "x", io.BytesIO(b"x\n"))
    with bench.office.write(view) as session:
        from_disabled = jobs.queue.Order("ingest", {"uploads": [upload.id]}, view.clearance)
        session.info["view"] = type(view)("expert-one", view.clearance, view.as_of, view.known_at)
        id = jobs.queue.enqueue(session, from_disabled, bench.clock(), bench.entropy)
    sightline("user", "disable", "expert-one")
    sightline("worker", "--once")
    done = sightline("job", "wait", id)
    assert (done.code, done.line["problem"]["kind"]) == (6, "NotAllowed")


@pytest.mark.parametrize(
    ("number", "code"), [pytest.param(signal.SIGTERM, 0, marks=pytest.mark.slow), (signal.SIGINT, 130)]
)
def test_a_worker_leaves_when_told_to(office: Path, number: int, code: int) -> None:
    running = worker(office)
    assert running.stderr is not None
    assert running.stderr.readline() == "waiting for jobs\n"
    running.send_signal(number)
    out, said = running.communicate(timeout=60)
    assert (running.returncode, "Traceback" in said) == (code, False)
    assert '"done": 0' in out


def test_plain_progress_says_how_much_and_how_long_at_most_once_a_second(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seconds = iter([0.0, *(value for tenth in range(40) for value in (tenth / 10, tenth / 10))])
    tell = _plain(lambda: next(seconds))
    for number in range(40):
        tell(Step("reading", number, 40))
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "reading, 0 of 40",
        "reading, 10 of 40, about 3 s left",
        "reading, 20 of 40, about 2 s left",
        "reading, 30 of 40, about 1 s left",
    ]
