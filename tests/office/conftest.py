"""An office of each kind, empty and current, and the views tests look through."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import make_url

from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office import Office

KINDS = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
]


class Server(Protocol):
    """What tests need of the PostgreSQL of `tests/conftest.py`."""

    def url(self, database: str) -> str: ...

    def run(self, statement: str) -> None: ...


def as_owner(server: Server, url: str) -> str:
    """The address of the same database for a role that owns it and nothing else, as in real life.

    A superuser would walk through the second wall.
    """
    role = "office_owner"
    server.run(f"do $$ begin create role {role} login; exception when duplicate_object then null; end $$")
    address = make_url(url)
    server.run(f"alter database {address.database} owner to {role}")
    return address.set(username=role).render_as_string(hide_password=False)


@pytest.fixture(params=KINDS)
def office_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    server = request.getfixturevalue("postgres_server")
    return as_owner(server, request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with current tables, to be copied: faster than making them for every test."""
    path = tmp_path_factory.mktemp("template") / "office.db"
    made = Office.open(f"sqlite:///{path}")
    made.migrate()
    made.close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> str:
    """A database with current tables, to be copied."""
    name = "office_template"
    postgres_server.run(f"create database {name} encoding 'UTF8' template template0")
    made = Office.open(as_owner(postgres_server, postgres_server.url(name)))
    made.migrate()
    made.close()
    return name


_copies = itertools.count(1)


@pytest.fixture
def new_office_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Makes an office with current tables, of the kind asked for, and gives its address."""

    def copy(kind: str) -> str:
        number = next(_copies)
        if kind == "sqlite":
            path = tmp_path / f"office-{number}.db"
            shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
            return f"sqlite:///{path}"
        server = request.getfixturevalue("postgres_server")
        template = request.getfixturevalue("postgres_template")
        server.run(f"create database office_{number} template {template}")
        return as_owner(server, server.url(f"office_{number}"))

    return copy


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, new_office_url: Callable[[str], str]) -> Iterator[Office]:
    """An empty office with current tables, on SQLite and on PostgreSQL."""
    made = Office.open(new_office_url(request.param))
    yield made
    made.close()


@pytest.fixture
def looks(at: datetime) -> Callable[[str], View]:
    """Makes the View of someone with a clearance: `looks("RED//A")`."""

    def view(clearance: str) -> View:
        return View("invented.person-1", Marking.parse(clearance), at.date(), at)

    return view
