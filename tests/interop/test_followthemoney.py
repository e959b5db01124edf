"""What we hand out as FollowTheMoney is FollowTheMoney: the package itself says so. `make test-interop`."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.formats import ftm_json
from sightline.formats.source import ItemSet, Local
from sightline.service import list_export, lists, workbench
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Settings, Workbench
from tests.conftest import ROOT
from tests.service.made import FTM, OFAC, UN, Clock, now

PYTHON = ROOT / ".venv-interop" / "bin" / "python"
VALIDATE = Path(__file__).with_name("validate.py")
BELIEVED = 4
"""telephone numbers of the UN list that the package takes for none (it knows few of the DPRK)"""

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="followthemoney is not here: `make test-interop` installs it and runs this"
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    made = workbench.create(tmp_path / "office", Settings("Invented office"), clock=Clock())
    yield made
    made.close()


def judged(bench: Workbench, path: Path, folder: Path) -> tuple[dict[str, Any], Path, Path]:
    """A list taken in, handed out, and read by the package: what it says, our file, its file."""
    outcomes = list(ingest(now(bench), bench, [path], Options(dated=date(2026, 1, 5))))
    assert {one.status for one in outcomes} == {"parsed"}
    (held,) = lists.held(now(bench), bench)
    ours, theirs = folder / "ours.ftm.json", folder / "theirs.ftm.json"
    list_export.write(list_export.export(now(bench), bench, held.version.id, "ftm"), ours)
    ended = subprocess.run(
        [PYTHON, VALIDATE, ours, theirs], capture_output=True, text=True, check=False, cwd=folder
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout), ours, theirs


def values(path: Path) -> dict[str, dict[str, list[str]]]:
    """By id, what a file says, read by our own reader, spelling and quotes aside.

    Telephone numbers too: the package writes them anew and drops those it does not believe.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for entry in ftm_json.read(ItemSet({"entities": Local(path)})):
        for said in entry.statements:
            if said.prop not in {*ftm_json.OWN_KEYS.values(), "phone"}:
                found.setdefault(said.entity, {}).setdefault(said.prop, []).append(loose(said.value))
    return {id: {prop: sorted(set(each)) for prop, each in props.items()} for id, props in found.items()}


def loose(text: str) -> str:
    """What stays of a value however the package spells it: it takes off quotes and writes URLs in full."""
    return re.sub(r"^https?://|[\W_]", "", text.casefold())


def holds(verdict: dict[str, Any], ours: Path, theirs: Path, unbelieved: int = 0) -> None:
    assert verdict["lines"] == verdict["entities"], "an id stands twice"
    assert verdict["dangling"] == []
    assert {key.rpartition(".")[2] for key in verdict["invalid"]} <= {"phone"}, verdict
    assert sum(verdict["invalid"].values()) <= unbelieved, verdict
    assert values(ours) == values(theirs)


@pytest.mark.parametrize("path", [UN, OFAC, FTM], ids=["un", "ofac", "ftm"])
def test_samples(path: Path, bench: Workbench, tmp_path: Path) -> None:
    holds(*judged(bench, path, tmp_path))


REAL = {
    "un": ("lists/un/un_consolidated_2026-02-27.xml", BELIEVED),
    "ofac": ("lists/ofac/2022-01-31", 0),
    "canada": ("lists/ca/ca_sema_2025-05.xml", 0),
    "ships": ("vessels/designated_vessels_1718.csv", 0),
}


@pytest.mark.slow
@pytest.mark.parametrize(("path", "unbelieved"), REAL.values(), ids=REAL)
def test_real_lists(path: str, unbelieved: int, bench: Workbench, tmp_path: Path, shared_data: Path) -> None:
    holds(*judged(bench, shared_data / path, tmp_path), unbelieved)
