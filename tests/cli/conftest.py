"""The command line, called as a person or a script calls it, in an office of its own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from sightline.cli.main import run
from sightline.evidence.files import locked
from tests.service.conftest import new_office, office, template_office
from tests.small_dossier import small

__all__ = ["new_office", "office", "template_office"]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command gave: its exit code, its JSON lines, and what it said on standard error."""

    code: int
    lines: list[dict[str, Any]]
    said: str

    @property
    def line(self) -> dict[str, Any]:
        """The one line it gave."""
        (only,) = self.lines
        return only


class Sightline(Protocol):
    """Calls the command line."""

    def __call__(self, *words: str | Path, office: Path | None = None) -> Done: ...


def calling(capsys: pytest.CaptureFixture[str], folder: Path) -> Sightline:
    def call(*words: str | Path, office: Path | None = None) -> Done:
        capsys.readouterr()
        code = run(["--office", str(office or folder), *map(str, words)])
        told = capsys.readouterr()
        return Done(code, [json.loads(line) for line in told.out.splitlines()], told.err)

    return call


@pytest.fixture
def sightline(capsys: pytest.CaptureFixture[str], office: Path) -> Sightline:
    """The command line in an empty office."""
    return calling(capsys, office)


@pytest.fixture(scope="session")
def told_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of the sample dossier, made by `sightline run`; copy it before changing it."""
    base = tmp_path_factory.getbasetemp()
    scratch = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "told"
    with locked(scratch.parent / "told.lock"):  # it takes long, so the workers make one together
        if not (scratch / "done").exists():
            scratch.mkdir()
            asked = ["run", str(small(scratch / "dossier")), "--no-serve"]
            assert run(["--office", str(scratch / "office"), *asked]) == 0
            shutil.rmtree(scratch / "office" / "scratch", ignore_errors=True)
            (scratch / "done").touch()
    return scratch / "office"


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], told_office: Path, tmp_path: Path) -> Callable[..., Done]:
    """The command line in a copy of the dossier's office."""
    folder = tmp_path / "told"
    shutil.copytree(told_office, folder)
    return calling(capsys, folder)
