"""Killed, interrupted, out of space: nothing half-written is to be seen, and the next run completes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sightline.service import lists, workbench
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.conftest import ROOT, unavailable
from tests.service.made import FTM, UN, Clock, ftm_lines, now

ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
PARTITION = ("partition", "manifest", "entries", "statements")


def command(office: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-c", "from sightline.cli import main; main()", "--office", str(office),
            *map(str, words)]  # fmt: skip


def done(office: Path, *words: str | Path) -> tuple[int, list[dict[str, Any]], str]:
    ended = subprocess.run(command(office, *words), capture_output=True, text=True, env=ENVIRONMENT)
    return ended.returncode, [json.loads(line) for line in ended.stdout.splitlines()], ended.stderr


def killed(template: Path, scratch: Path, path: Path, steps: Sequence[int]) -> list[dict[str, Any]]:
    """What came of ingesting a path when it was killed at each of these steps and then run again."""
    scratch.mkdir()
    ingesting = ["ingest", str(path)]
    order = {"template": str(template), "scratch": str(scratch), "command": ingesting, "steps": list(steps),
             "after": [["lists"], ingesting, ["lists"], ingesting, ["rebuild"]]}  # fmt: skip
    (scratch / "order.json").write_text(json.dumps(order))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.service.killing", str(scratch / "order.json")],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        cwd=ROOT,
        timeout=1500,
    )
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def check(found: dict[str, Any], whole: list[dict[str, Any]], name: str) -> None:
    """Before the second run all or nothing is to be seen; after it what an unbroken run gives."""
    assert found["code"] == -signal.SIGKILL, name
    before, again, after, once_more, rebuilt = found["after"]
    pinned = [{key: line[key] for key in PARTITION} for line in whole]
    assert before["code"] == 0, name
    assert [{key: line[key] for key in PARTITION} for line in before["lines"]] in ([], pinned), name
    assert again["code"] == 0, name
    assert {line["status"] for line in again["lines"]} == {"unchanged" if before["lines"] else "parsed"}, name
    assert [{key: line[key] for key in PARTITION} for line in after["lines"]] == pinned, name
    assert {line["status"] for line in once_more["lines"]} == {"unchanged"}, name
    assert [line["status"] for line in rebuilt["lines"]] == ["equal"], name
    assert found["left"] == [], name


SPREAD = 12
"""kills, spread evenly over the steps of an ingest"""
MATTER_MOST = (
    "return /evidence/vault.py Vault.store",
    "call /lake/partitions.py Partitions._publish",
    "return /service/filing.py announce",
    "call /service/filing.py add",
)


def steps_of(template: Path, scratch: Path, path: Path) -> tuple[list[str], list[dict[str, Any]]]:
    """The steps of an unbroken run, and the version it gave."""
    (unbroken,) = killed(template, scratch, path, [])
    assert unbroken["code"] == 0
    whole: list[dict[str, Any]] = unbroken["after"][2]["lines"]
    assert len(whole) == 1
    return unbroken["steps"], whole


@pytest.mark.slow
def test_killed_at_the_moments_that_matter_most(template_office: Path, tmp_path: Path) -> None:
    steps, whole = steps_of(template_office, tmp_path / "whole", UN)
    chosen = [steps.index(moment) for moment in MATTER_MOST]
    for found in killed(template_office, tmp_path / "killed", UN, chosen):
        check(found, whole, steps[found["step"]])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["un", "ofac"])
def test_killed_all_along_the_way(kind: str, template_office: Path, tmp_path: Path) -> None:
    path = UN if kind == "un" else UN.parent / "ofac"
    steps, whole = steps_of(template_office, tmp_path / "whole", path)
    from_here = next(number for number, name in enumerate(steps) if "/service/ingest.py" in name)
    spread = range(from_here, len(steps), max(1, (len(steps) - from_here) // SPREAD))
    for found in killed(template_office, tmp_path / "killed", path, spread):
        check(found, whole, steps[found["step"]])


RUNS = [
    pytest.param(25, signal.SIGKILL, id="killed 25 times", marks=pytest.mark.slow),
    pytest.param(25, signal.SIGINT, id="interrupted 25 times", marks=pytest.mark.slow),
]


def pinned(office: Path) -> list[dict[str, object]]:
    """What the versions of an office are pinned by."""
    bench = workbench.open_workbench(office)
    seen = [one.as_json() for one in lists.held(bench.operator_view(), bench)]
    bench.close()
    return [{key: one[key] for key in PARTITION} for one in seen]


@pytest.mark.parametrize(("times", "sent"), RUNS)
def test_stopped_at_random_moments_from_outside(
    times: int, sent: signal.Signals, new_office: Callable[[], Path], tmp_path: Path
) -> None:
    path = tmp_path / "list.ftm.json"
    path.write_bytes(ftm_lines(1500))
    whole = new_office()
    begun = time.monotonic()
    assert done(whole, "ingest", path)[0] == 0
    took = time.monotonic() - begun
    expected = pinned(whole)
    chance, office = random.Random(times), new_office()
    for _ in range(times):
        running = subprocess.Popen(
            command(office, "ingest", path), env=ENVIRONMENT, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL
        )  # fmt: skip
        time.sleep(chance.uniform(0.3, 1.0) * took)
        running.send_signal(sent)
        assert running.wait() in (0, -sent, 130)
        seen = pinned(office)
        assert seen in ([], expected)
        if seen:
            office = new_office()
    code, lines, _ = done(office, "ingest", path)
    assert (code, [line["status"] for line in lines]) == (0, ["parsed"])
    assert pinned(office) == expected


class Interrupting:
    """Chance that is interrupted the nth time it is asked, as by Ctrl-C."""

    def __init__(self, entropy: Callable[[int], bytes], at: int) -> None:
        self._entropy, self._left = entropy, at

    def __call__(self, size: int) -> bytes:
        self._left -= 1
        if self._left == 0:
            raise KeyboardInterrupt
        return self._entropy(size)


PATHS = [
    pytest.param(UN, id="one file"),
    pytest.param(UN.parent / "ofac", id="three files", marks=pytest.mark.slow),
]


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_interrupted_wherever_chance_is_asked(
    path: Path, new_office: Callable[[], Path], entropy: Callable[[int], bytes]
) -> None:
    def opened(office: Path, at: int) -> Workbench:
        return workbench.open_workbench(office, clock=Clock(), entropy=Interrupting(entropy, at))

    times = 0
    while True:
        times += 1
        office = new_office()
        bench = opened(office, times)
        try:
            finished = list(ingest(now(bench), bench, [path], Options()))
        except KeyboardInterrupt:
            bench.close()
        else:
            bench.close()
            assert {one.status for one in finished} == {"parsed"}
            break
        bench = opened(office, 0)
        seen = lists.held(now(bench), bench)
        assert seen == () and not list((office / "lake").glob(".new-*"))
        assert {one.status for one in ingest(now(bench), bench, [path], Options())} == {"parsed"}
        assert len(lists.held(now(bench), bench)) == 1
        bench.close()
    assert times > 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB."""
    if os.geteuid() != 0:
        unavailable("NO SMALL DISK: only root can mount one, so the tests of a full disk did not run")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        unavailable("NO SMALL DISK: mounting is forbidden here, so the tests of a full disk did not run")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("free", (0, 4, 16, 64, 128, 192, 256, 384))
def test_a_full_disk(free: int, template_office: Path, small_disk: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.ftm.json"
    path.write_bytes(ftm_lines(2000))
    office = workbench_on(small_disk, template_office)
    filler = small_disk / "filler"
    fill(filler, free * 1024)
    code, lines, said = done(office, "ingest", path)
    assert (code, lines) == (7, [])
    assert "No space left" in said or "its disk has room" in said or "disk is full" in said
    assert "remedy" in said
    filler.unlink()
    assert done(office, "lists")[:2] == (0, [])
    code, lines, said = done(office, "ingest", path)
    assert (code, [line["status"] for line in lines]) == (0, ["parsed"]), said
    assert not list((office / "vault" / "incoming").iterdir())
    assert not list((office / "lake").glob(".new-*"))
    assert [line["status"] for line in done(office, "rebuild")[1]] == ["equal"]


def workbench_on(disk: Path, template: Path) -> Path:
    office = disk / "office"
    subprocess.run(["cp", "-r", template, office], check=True)
    bench = workbench.open_workbench(office)
    list(ingest(bench.operator_view(), bench, [FTM.parent / "letter.txt"], Options()))
    bench.close()
    return office


def fill(path: Path, free: int) -> None:
    """Take all space but so many bytes."""
    space = os.statvfs(path.parent)
    with path.open("wb") as file:
        file.write(bytes(max(0, space.f_bavail * space.f_frsize - free)))
