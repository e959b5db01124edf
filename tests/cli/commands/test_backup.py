"""Backup, restore, rebuild, audit and keys on the command line: what they print, and their exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Sightline
from tests.service.made import FTM


@pytest.fixture
def file(sightline: Sightline, tmp_path: Path) -> Path:
    """A backup of an office that holds a list."""
    assert sightline("ingest", FTM, "--source", "invented").code == 0
    assert sightline("backup", tmp_path / "office.tar").code == 0
    return tmp_path / "office.tar"


def test_there_and_back(sightline: Sightline, file: Path, tmp_path: Path) -> None:
    key = sightline("key", "fingerprint").line["fingerprint"]
    again = tmp_path / "again"
    done = sightline("restore", file, "--key", key, office=again)
    assert done.code == 0
    assert done.lines[0]["fingerprint"] == key
    assert [line["status"] for line in done.lines[1:]] == ["restored"]
    assert [line["status"] for line in sightline("rebuild", office=again).lines] == ["equal"]
    told = sightline("audit", "--key", key, office=again)
    assert (told.code, told.line["broken"]) == (0, 0)
    assert sightline("lists", office=again).lines == sightline("lists").lines


def test_a_changed_byte_is_5_and_an_office_in_the_way_is_2(
    sightline: Sightline, file: Path, tmp_path: Path, office: Path
) -> None:
    assert sightline("restore", file).code == 2
    assert sightline("backup", file).code == 2
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    done = sightline("restore", file, office=tmp_path / "again")
    assert (done.code, done.lines) == (5, [])
    assert "remedy" in done.said
    assert not (tmp_path / "again").exists()


def test_what_is_broken_is_named_and_is_5(sightline: Sightline, file: Path, office: Path) -> None:
    shutil.rmtree(office / "lake")
    told = sightline("audit")
    assert told.code == 5
    assert [line["kind"] for line in told.lines[:-1]] == ["version"]
    assert sightline("rebuild").code == 0
    assert sightline("audit").code == 0
    next((office / "vault").glob("??/*.key")).unlink()
    assert sightline("rebuild").code == 5
    assert sightline("audit").code == 5


def test_a_lost_key_begins_a_new_line(sightline: Sightline, office: Path) -> None:
    old = sightline("key", "fingerprint").line["fingerprint"]
    assert sightline("key", "lost", "--why", "a mistake").code == 2
    (office / "keys" / f"{old}.pem").unlink()
    assert sightline("lists").code == 2
    fresh = sightline("key", "lost", "--why", "the disk is gone").line["fingerprint"]
    assert fresh != old
    assert sightline("key", "fingerprint").line["fingerprint"] == fresh
    assert [line["kind"] for line in sightline("key", "history").lines] == ["creation", "creation"]
    assert sightline("audit", "--key", fresh).code == 0
    assert sightline("audit", "--key", old).code == 5


def test_a_passphrase_from_the_environment(
    sightline: Sightline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_PASSPHRASE", "an invented one")
    assert sightline("init", "--passphrase", office=tmp_path / "sealed").code == 0
    assert sightline("key", "rotate", "--why", "yearly", office=tmp_path / "sealed").code == 0
    monkeypatch.setenv("SIGHTLINE_PASSPHRASE", "another")
    assert sightline("key", "fingerprint", office=tmp_path / "sealed").code == 6
    assert sightline("key", "fingerprint").code == 0
