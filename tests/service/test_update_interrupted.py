"""`lists update` killed anywhere: nothing half visible, no decision or judgement lost, nobody told twice."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sightline.model.resolution import Verdict
from sightline.service import judgements, list_decisions, lists, publishers, watching, workbench
from sightline.service.ingest import Options, ingest
from sightline.service.watching import Ask
from tests.conftest import ROOT
from tests.service import publishing
from tests.service.made import Clock, now
from tests.service.publishing import Server, publisher, serving, whole
from tests.service.test_list_update import NEWER, of_persons

KILLS, SEED = int(os.environ.get("SIGHTLINE_KILLS", "4")), int(os.environ.get("SIGHTLINE_KILL_SEED", "1"))
"""random moments each command is killed at, and what they are drawn with"""
ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
MANY, FEW = of_persons(9), of_persons(6)
ONE, OTHER = "un-KPi.801", "un-KPi.802"
AFTER = ("lists", "watch list", f"judge history {ONE}", "notification list --all")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as made:
        made.answers = {"/un.xml": whole(of_persons(9, NEWER), ETag='"newer"')}
        yield made


@pytest.fixture
def decided(new_office: Callable[[], Path], server: Server, tmp_path: Path) -> Path:
    """An office in which somebody decided, somebody watches, and a newer list waits at its publisher."""
    folder = new_office()
    bench = workbench.open_workbench(folder, clock=Clock())
    for number, body in enumerate((MANY, FEW.replace(b"2026-01-05", b"2026-01-06"))):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(body)
        list(ingest(now(bench), bench, [path], Options()))
    refused = next(one for one in list_lines(bench) if one["decision"] == "refused")
    list_decisions.accept(now(bench), bench, str(refused["version"]), "an invented reason to keep")
    book = watching.open_book(now(bench), bench, Ask("Customers"), "trade")
    said = judgements.Said(Verdict.SAME, "an invented likeness")
    judgements.judge(now(bench), bench, ONE, OTHER, said)
    names = io.BytesIO(b"Newer Person One\nInvented Person One\n")
    watching.add(now(bench), bench, book, names, "c.txt", "customers")
    bench.close()
    rows = {"un-sc": publisher(("list", server.address("/un.xml")))}
    (folder / publishers.OWN).write_text(publishing.table(**rows))
    (folder / "newer.xml").write_bytes(of_persons(9, NEWER))
    return folder


def list_lines(bench: workbench.Workbench) -> list[dict[str, object]]:
    return lists.shelf(now(bench), bench).lines()


def killed(template: Path, scratch: Path, command: list[str], steps: Sequence[int]) -> list[dict[str, Any]]:
    scratch.mkdir()
    look = [one.split() for one in AFTER]
    order = {
        "template": str(template),
        "scratch": str(scratch),
        "command": command,
        "steps": list(steps),
        "after": [*look[:3], command, *look, command, ["rebuild"]],
    }
    (scratch / "order.json").write_text(json.dumps(order))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.service.killing", str(scratch / "order.json")],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        cwd=ROOT,
    )
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def seen(held: dict[str, Any], books: dict[str, Any], said: dict[str, Any]) -> tuple[Any, ...]:
    """What `lists`, `watch list` and `judge history` show, what differs from run to run left out."""
    pinned = ("dated", "manifest", "entries", "decision", "why", "current")
    return (
        [tuple(one[name] for name in pinned) for one in held["lines"]],
        [(one["name"], one["parties"]) for one in books["lines"]],
        [(one["left"], one["right"], one["verdict"], one["why"]) for one in said["lines"]],
    )


def told(news: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What `notification list` shows."""
    return sorted((one["kind"], one["entity"], one["text"]) for one in news["lines"])


@pytest.mark.slow
@pytest.mark.parametrize("what", ["update", "ingest"])
def test_killed_at_random_moments(what: str, decided: Path, tmp_path: Path) -> None:
    given = str(tmp_path / "given.xml")
    shutil.move(decided / "newer.xml", given)
    command = ["lists", "update", "un-sc"] if what == "update" else ["ingest", given]
    (unbroken,) = killed(decided, tmp_path / "whole", command, [])
    held, books, judged = seen(*unbroken["after"][0:3])
    news = told(unbroken["after"][7])
    assert judged == [(ONE, OTHER, "same", "an invented likeness")]
    assert [one[3] for one in held] == ["accepted"] * 3 and held[1][4] == "an invented reason to keep"
    assert books == [("Customers", 2)]
    steps = unbroken["steps"]
    own = "list_update.py" if what == "update" else "ingest.py"
    first = next(number for number, name in enumerate(steps) if f"/service/{own}" in name)
    chosen = sorted(random.Random(SEED).sample(range(first, len(steps)), min(KILLS, len(steps) - first)))
    for found in killed(decided, tmp_path / "killed", command, chosen):
        name = steps[found["step"]]
        before, again, after = seen(*found["after"][0:3]), found["after"][3], found["after"][4:8]
        once_more, rebuilt = found["after"][8:10]
        assert found["code"] == -signal.SIGKILL, name
        assert before in ((held, books, judged), (old_of(held), books, judged)), name
        assert (again["code"], once_more["code"]) == (0, 0), name
        assert (seen(*after[:3]), told(after[3])) == ((held, books, judged), news), name
        assert [line["status"] for line in once_more["lines"]] in (["not modified"], ["unchanged"]), name
        assert {line["status"] for line in rebuilt["lines"]} == {"equal"}, name
        assert found["left"] == [], name


def old_of(held: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """What was held before the newest came: the second holds."""
    return [(*one[:5], number == 1) for number, one in enumerate(held[:2])]
