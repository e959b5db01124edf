"""Certificates and decisions by the command line: issued, verified anywhere, asked again, decided on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Sightline
from tests.conftest import ROOT
from tests.service.made import OFAC, UN


@pytest.fixture
def asked(sightline: Sightline, tmp_path: Path) -> tuple[str, str]:
    """A screening with a hit and one without: their certificates."""
    assert sightline("ingest", UN, OFAC).code == 0
    (tmp_path / "names").write_text("INVENTED BANK\nNobody At All\n")
    hit, miss = sightline("screen", tmp_path / "names").lines
    return hit["certificate"], miss["certificate"]


def test_issued_it_verifies_without_the_office(
    sightline: Sightline, asked: tuple[str, str], tmp_path: Path
) -> None:
    for id in asked:  # the second one proves a "no match"
        path = tmp_path / f"{id}.json"
        issued = sightline("certificate", "issue", id, "--out", path)
        assert issued.code == 0
        key = issued.line["key"]
        told = sightline("verify", path, "--key", key)
        assert told.code == 0 and told.line["counts"]["certificates"] == 1
        alone = subprocess.run(
            [sys.executable, "-I", str(ROOT / "sightline-verify.py"), str(path), "--key", key],
            capture_output=True,
            text=True,
            check=False,
        )
        assert alone.returncode == 0, alone.stdout
        record = json.loads(path.read_bytes())
        record["certificate"]["threshold"] = 0.1
        path.write_text(json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
        broken = sightline("verify", path, "--key", key)
        assert broken.code == 5 and "signature does not hold" in broken.line["problems"][0]["message"]


def test_asked_again_by_id_and_from_a_file(
    sightline: Sightline, asked: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "one.json"
    sightline("certificate", "issue", asked[0], "--out", path)
    for named in (*asked, path):
        told = sightline("certificate", "replay", named)
        assert told.code == 0 and told.line["same"] is True
    record = json.loads(path.read_bytes())
    record["certificate"]["hits"][0]["score"] = 0.5
    path.write_text(json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
    told = sightline("certificate", "replay", path)
    assert told.code == 5 and told.line["differences"]
    sightline("certificate", "issue", asked[0], "--out", path)
    record = json.loads(path.read_bytes())
    record["decisions"] = [{"verdict": "false positive"}]
    path.write_text(json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
    told = sightline("certificate", "replay", path)
    assert told.code == 5 and told.line["differences"] == [] and told.line["same"] is False
    assert "changed after it was signed" in told.line["unsigned"][0]
    path.write_text("{}\n")
    assert sightline("certificate", "replay", path).code == 4
    assert sightline("certificate", "show", "0-0").code == 2


def test_decided_shown_and_withdrawn(sightline: Sightline, asked: tuple[str, str], tmp_path: Path) -> None:
    hit = sightline("certificate", "show", asked[0]).line["hits"][0]
    words = ("--verdict", "false positive", "--why", "another bank")
    made = sightline("decision", "add", asked[0], hit["entity"], *words)
    assert made.code == 0 and made.line["until"]
    again = sightline("screen", tmp_path / "names", "--fail-on-hit").lines[0]["hits"]
    (cleared,) = (one for one in again if one["entity"] == hit["entity"])
    assert cleared["alert"] is False and cleared["decision"]["why"] == "another bank"
    path = tmp_path / "one.json"
    key = sightline("certificate", "issue", asked[0], "--out", path).line["key"]
    assert json.loads(path.read_bytes())["decisions"][0]["by"] == "operator"
    assert sightline("verify", path, "--key", key).line["counts"]["decisions"] == 1
    assert sightline("decision", "list").line["stands"] is True
    assert sightline("decision", "withdraw", made.line["id"], "--why", "wrong register").code == 0
    assert sightline("screen", tmp_path / "names", "--fail-on-hit").code == 1
    assert (
        sightline("decision", "add", asked[0], hit["entity"], "--verdict", "unsure", "--why", " ").code == 2
    )
