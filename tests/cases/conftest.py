"""An office of each kind with one case in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sightline.cases import casefile
from sightline.cases.casefile import NewCase
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office import Office
from sightline.office.act import Act

BOTH = [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]
"""for `parametrize("office", BOTH, indirect=True)`; elsewhere the office is SQLite"""
Entropy = Callable[[int], bytes]


@dataclass(frozen=True)
class Desk:
    """An office, who works in it, and a public case."""

    office: Office
    at: datetime
    entropy: Entropy
    case: str

    def act(self, why: str = "a reason", by: str = "expert-a", minutes: int = 0) -> Act:
        return Act(by, self.at + timedelta(minutes=minutes), why)

    def view(self, clearance: Marking = PUBLIC, minutes: int = 60) -> View:
        return View("expert-a", clearance, self.at.date(), self.at + timedelta(minutes=minutes))


@pytest.fixture(scope="session")
def current_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with current tables, to be copied: faster than making them for every test."""
    path = tmp_path_factory.mktemp("template") / "office.db"
    made = Office.open(f"sqlite:///{path}")
    made.migrate()
    made.close()
    return path


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path, current_tables: Path) -> Iterator[Office]:
    url = f"sqlite:///{shutil.copyfile(current_tables, tmp_path / 'office.db')}"
    if getattr(request, "param", "sqlite") == "postgres":
        url = request.getfixturevalue("postgres_url")
    made = Office.open(url)
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def desk(office: Office, at: datetime, entropy: Entropy) -> Desk:
    view = View("expert-a", PUBLIC, at.date(), at)
    with office.write(view, "test") as session:
        case = casefile.open_case(
            view,
            session,
            NewCase("A bank", "What is known.", PUBLIC, ("x-1",)),
            Act("expert-a", at, "tip"),
            entropy,
        )
    return Desk(office, at, entropy, case)
