"""What stands beside an answer: statistics whose sides disagree, within and beyond a quarter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.model.marking import PUBLIC
from sightline.service import check
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import RED, now

HEAD = "period,reporter,partner,flow,hs,hs_version,quantity,unit,value_usd\n"
COAL = {"hs": "270112", "from": "KP", "to": "CN", "on": "2020-05-01"}


def held(bench: Workbench, tmp_path: Path, exported: int, options: Options | None = None) -> None:
    """Statistics of an invented year: what one side imported, and what the other says that it exported."""
    path = tmp_path / "trade.csv"
    rows = f"2016,CN,KP,import,2701,HS 2012,,,100\n2016,KP,CN,export,2701,HS 2012,,,{exported}\n"
    path.write_text(HEAD + rows)
    (outcome,) = ingest(now(bench), bench, [path], options or Options())
    assert outcome.status == "parsed"


@pytest.mark.parametrize(("exported", "told"), [(80, False), (79, True), (125, False), (126, True)])
def test_mirror_statistics_that_disagree(bench: Workbench, tmp_path: Path, exported: int, told: bool) -> None:
    held(bench, tmp_path, exported)
    found = check.check(now(bench), bench, COAL)
    assert any("Mirror statistics disagree" in line for line in found.beside) is told
    assert found.as_json()["beside"] == list(found.beside)


NEAR = {
    "other goods": {"hs": "610910"},
    "another state": {"to": "RU"},
    "before the year was over": {"on": "2016-12-30"},
    "nothing of the DPRK": {"from": "MN"},
}


@pytest.mark.parametrize("name", NEAR)
def test_other_questions_are_not_told(bench: Workbench, tmp_path: Path, name: str) -> None:
    held(bench, tmp_path, 10)
    assert not any("Mirror" in line for line in check.check(now(bench), bench, COAL | NEAR[name]).beside)


def test_statistics_one_may_not_see_are_not_there(bench: Workbench, tmp_path: Path) -> None:
    held(bench, tmp_path, 10, Options(marking=RED))
    assert check.check(now(bench), bench, COAL).beside
    assert not check.check(replace(now(bench), clearance=PUBLIC), bench, COAL).beside
