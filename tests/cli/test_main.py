"""The root command: quick help, and an exit code for every way a call can end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from sightline.cli.main import Folder, root, run, summary
from tests.cli.conftest import Done, Sightline
from tests.conftest import ROOT
from tests.service.made import FTM, UN

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "src")}
CALL = "from sightline.cli import main; main()"


def started(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", CALL, *map(str, words)], capture_output=True, text=True, env=ENVIRONMENT
    )


def commands() -> list[str]:
    return sorted(
        path.stem.replace("_", "-")
        for path in (ROOT / "src" / "sightline" / "cli" / "commands").glob("[a-z]*.py")
    )


def test_help_names_every_command_and_imports_neither_database_nor_server() -> None:
    code = """
import json, sys
from sightline.cli.main import run
code = run(["--help"])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=True
    )
    *told, last = ended.stdout.splitlines()
    exit_code, modules = json.loads(last)
    assert exit_code == 0
    assert not {"sqlalchemy", "litestar", "pyarrow", "numpy", "typst", "alembic"} & set(modules)
    listed = {line.split()[0] for line in told if line.startswith("  ") and line.strip()}
    assert listed >= set(commands())


@pytest.mark.parametrize("name", commands())
def test_every_command_has_a_summary_and_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert summary(name).endswith(".")
    assert run([name, "--help"]) == 0
    assert "Usage: sightline" in capsys.readouterr().out


def test_the_folder_is_the_register() -> None:
    assert isinstance(root.info.cls, type) and issubclass(root.info.cls, Folder)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sightline ")


def test_an_error_is_told_on_standard_error_with_its_remedy_and_nothing_on_standard_output(
    tmp_path: Path,
) -> None:
    ended = started("--office", tmp_path / "none", "lists")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "no office" in ended.stderr and "sightline init" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
def test_the_office_is_named_by_the_environment_too(office: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CALL, "key", "fingerprint"],
        capture_output=True,
        text=True,
        env=ENVIRONMENT | {"SIGHTLINE_OFFICE": str(office)},
    )
    assert ended.returncode == 0 and json.loads(ended.stdout)["fingerprint"].startswith("SL1-")


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["lists", "--nonsense"], ["screen"], ["ingest"], ["lists", "--as-of", "today"],
     ["lists", "--known-at", "now"], ["lists", "diff", "a@1", "b@2"], ["item", "0" * 64],
     ["case", "show", "c-aaaaaaaa"], ["lists", "--user", "nobody"]],
    ids=" ".join,
)  # fmt: skip
def test_2_wrong_usage(words: list[str], sightline: Sightline) -> None:
    done = sightline(*words)
    assert (done.code, done.lines) == (2, [])
    assert done.said


def test_0_done(sightline: Sightline) -> None:
    assert sightline("lists").code == 0


def test_1_a_check_found_something(sightline: Sightline, tmp_path: Path) -> None:
    sightline("ingest", FTM, "--source", "invented", "--dated", "2020-01-01")
    fewer = tmp_path / "fewer.ftm.json"
    fewer.write_bytes(FTM.read_bytes().partition(b"\n")[0] + b"\n")
    sightline("ingest", fewer, "--source", "invented", "--dated", "2021-01-01")
    old, new = (line["version"] for line in sightline("lists").lines)
    assert sightline("lists", "diff", old, new, "--check").code == 1
    assert sightline("lists", "diff", old, new).code == 0
    assert sightline("lists", "diff", old, old, "--check").code == 0


def test_3_some_input_refused_and_4_nothing_done(sightline: Sightline, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_bytes(UN.read_bytes()[:-40])
    assert sightline("ingest", FTM, bad).code == 3
    assert sightline("ingest", bad).code == 4


def test_5_integrity_broken(sightline: Sightline, office: Path) -> None:
    sightline("ingest", UN)
    ledger = office / "custody" / "ledger.jsonl"
    held = ledger.read_bytes()
    ledger.write_bytes(held[:-10])
    done = sightline("ingest", FTM)
    assert done.code == 5 and "cut" in done.said
    ledger.write_bytes(held)
    assert sightline("ingest", FTM).code == 0


def test_5_a_bit_in_the_vault(sightline: Sightline, office: Path) -> None:
    line = sightline("ingest", UN).line
    held = office / "vault" / line["sha256"][:2] / line["sha256"]
    raw = bytearray(held.read_bytes())
    raw[len(raw) // 2] ^= 1
    held.write_bytes(raw)
    done = sightline("item", line["sha256"], "--place", "bytes 0-100")
    assert done.code == 5, done
    raw[len(raw) // 2] ^= 1
    held.write_bytes(raw)
    assert sightline("item", line["sha256"], "--place", "bytes 0-100").code == 0


def test_6_not_allowed(sightline: Sightline) -> None:
    sightline("user", "add", "reader", "--role", "reader")
    sightline("user", "add", "expert", "--role", "expert")
    assert sightline("ingest", UN, "--user", "reader").code == 6
    assert sightline("ingest", UN, "--user", "expert").code == 0
    sightline("user", "disable", "expert")
    assert sightline("ingest", FTM, "--user", "expert").code == 6


def test_7_the_environment_failed(sightline: Sightline, office: Path) -> None:
    database = office / "office.db"
    held = database.read_bytes()
    database.write_bytes(b"not a database, and long enough to be told apart from one" * 20)
    for beside in office.glob("office.db-*"):
        beside.unlink()
    done = sightline("lists")
    assert done.code == 7 and "remedy" in done.said
    database.write_bytes(held)
    assert sightline("lists").code == 0


def opened(pipe: Path, reading: subprocess.Popen[str]) -> BinaryIO:
    """The writing end, once the other process reads; fails where that process is gone."""
    while reading.poll() is None:
        try:
            end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.02)
        else:
            os.set_blocking(end, True)
            return os.fdopen(end, "wb")
    pytest.fail(f"the command ended with {reading.returncode} before it read")


@pytest.mark.slow
def test_130_interrupted_and_the_next_run_goes_on(office: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        [sys.executable, "-c", CALL, "--office", str(office), "ingest", str(FTM), str(pipe)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT,
    )  # fmt: skip
    with opened(pipe, running) as end:
        end.write(b"x")
        end.flush()
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        out, said = running.communicate()
    assert (running.returncode, out) == (130, "")
    assert "run it again" in said and "Traceback" not in said
    assert list((office / "vault" / "incoming").iterdir()) == []
    again = started("--office", office, "ingest", FTM)
    assert again.returncode == 0 and json.loads(again.stdout)["status"] == "parsed"


@pytest.mark.slow
def test_a_pipe_is_read_to_its_end(office: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "list.ftm.json"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        [sys.executable, "-c", CALL, "--office", str(office), "ingest", str(pipe)],
        stdout=subprocess.PIPE, text=True, env=ENVIRONMENT,
    )  # fmt: skip
    with opened(pipe, running) as end:
        end.write(FTM.read_bytes())
    out, _ = running.communicate()
    assert running.returncode == 0 and json.loads(out)["status"] == "parsed"


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error(office: Path) -> None:
    ended = subprocess.run(
        f"{shutil.which('sh')} -c '\"{sys.executable}\" -c \"{CALL}\" formats; echo $? >&2' | head -c 1",
        shell=True, capture_output=True, text=True, env=ENVIRONMENT,
    )  # fmt: skip
    assert "Traceback" not in ended.stderr


def test_tables_for_people_and_lines_for_programs(office: Path, told: Callable[..., Done]) -> None:
    for line in told("lists").lines:
        assert line.keys() >= {"version", "list", "dated", "known_at", "entries", "current", "marking"}
