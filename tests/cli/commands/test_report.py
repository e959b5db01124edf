"""`run`, `report`, `verify`, `rebuild`, `backup`, `restore`, on the office of the dossier."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Done, calling

Told = Callable[..., Done]


@pytest.fixture
def report(told: Told) -> str:
    """The id of the dossier's report."""
    id: str = told("report", "list").line["id"]
    return id


def test_reports_are_listed_and_clean(told: Told, report: str) -> None:
    assert told("report", "list").line.keys() >= {"id", "symbol", "title", "dated"}
    for edition in ("public", "internal"):
        done = told("report", "lint", report, "--edition", edition)
        assert (done.code, done.lines) == (0, [])
    assert told("report", "lint", "r-aaaaaaaa").code == 2
    assert told("report", "lint", report, "--edition", "secret").code == 2


def test_an_edition_is_built_in_the_formats_asked_for(told: Told, report: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = told("report", "build", report, "--format", "json,html", "--out", out)
    assert done.code == 0
    assert [line["format"] for line in done.lines] == ["json", "html"]
    for line in done.lines:
        raw = Path(line["path"]).read_bytes()
        assert (line["sha256"], line["size"]) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert {path.suffix for path in out.iterdir()} == {".json", ".html"}
    assert told("report", "build", report, "--format", "json,odt").code == 2


def bundle_of(office: Path, edition: str) -> Path:
    (found,) = (office / "editions").glob(f"*-{edition}.bundle")
    return found


def test_a_bundle_verifies_and_a_flipped_byte_does_not(told: Told, told_office: Path, tmp_path: Path) -> None:
    key = told("key", "fingerprint").line["fingerprint"]
    bundle = tmp_path / "report.bundle"
    shutil.copy(bundle_of(told_office, "public"), bundle)
    done = told("verify", bundle, "--key", key)
    assert done.code == 0 and done.line["ok"] is True and done.line["problems"] == []
    raw = bytearray(bundle.read_bytes())
    raw[len(raw) // 2] ^= 1
    bundle.write_bytes(raw)
    done = told("verify", bundle, "--key", key)
    assert done.code == 5 and done.line["ok"] is False
    assert all(problem["member"] for problem in done.line["problems"])


def test_a_bundle_under_another_key_does_not_verify(told: Told, told_office: Path, tmp_path: Path) -> None:
    other = told("init", office=tmp_path / "other").line["fingerprint"]
    assert told("verify", bundle_of(told_office, "public"), "--key", other).code == 5
    assert told("verify", bundle_of(told_office, "public"), "--key", "SL1-NONSENSE").code == 2
    assert told("verify", tmp_path / "nothing.bundle").code == 2


def test_verify_needs_no_office(told: Told, told_office: Path, tmp_path: Path) -> None:
    done = told("verify", bundle_of(told_office, "public"), office=tmp_path / "no office here")
    assert done.code == 0
    assert not (tmp_path / "no office here").exists()


@pytest.mark.slow
def test_rebuild_gives_equal_rows_or_makes_them_again(
    capsys: pytest.CaptureFixture[str], told: Told, tmp_path: Path
) -> None:
    first = told("rebuild")
    assert first.code == 0
    assert {line["status"] for line in first.lines} == {"equal"}
    shutil.rmtree(tmp_path / "told" / "lake")
    shutil.rmtree(tmp_path / "told" / "index")
    assert {line["status"] for line in told("rebuild").lines} == {"restored"}
    assert {line["status"] for line in told("rebuild").lines} == {"equal"}


def test_rebuild_tells_a_broken_vault(told: Told, tmp_path: Path) -> None:
    version = told("lists").lines[0]
    office = tmp_path / "told"
    items = json.loads((office / "lake" / version["partition"] / "manifest.json").read_text())["items"]
    (office / "vault" / items[0][:2] / items[0]).unlink()
    done = told("rebuild")
    assert done.code == 5
    assert {line["version"]: line["status"] for line in done.lines}[version["version"]] == "broken"


@pytest.mark.slow
def test_a_backup_restores_to_an_equal_office(
    capsys: pytest.CaptureFixture[str], told: Told, tmp_path: Path, report: str
) -> None:
    file, new = tmp_path / "office.backup", tmp_path / "restored"
    done = told("backup", file)
    assert done.code == 0 and file.stat().st_size > 0
    assert told("backup", file).code == 2
    restored = told("restore", file, office=new)
    assert restored.code == 0, restored
    assert told("restore", file, office=new).code == 2
    again = calling(capsys, new)
    for words in (["lists"], ["case", "list"], ["item"], ["report", "list"], ["key", "history"]):
        assert again(*words).lines == told(*words).lines, words
    built = again("report", "build", report, "--format", "json", "--out", tmp_path / "new").line
    held = told("report", "build", report, "--format", "json", "--out", tmp_path / "old").line
    assert built["sha256"] == held["sha256"]


def test_a_backup_that_was_changed_is_not_restored(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "office.backup"
    told("backup", file)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    done = told("restore", file, office=tmp_path / "restored")
    assert done.code == 5
    assert told("lists", office=tmp_path / "restored").code == 2


def test_a_run_goes_on_in_its_own_office_and_in_no_other(told: Told, tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    other = tmp_path / "dossier"
    shutil.copytree(root / "examples" / "dossier", other)
    (other / "README.md").write_text("changed")
    refused = told("run", other, "--no-serve")
    assert refused.code == 2 and "another office" in refused.said
