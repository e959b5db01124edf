"""Addresses, turns at writing, times, and what happens when the database fails."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select

from sightline.errors import (
    BadInput,
    Conflict,
    EnvironmentFailed,
    IntegrityBroken,
    NotAllowed,
    SightlineError,
    UsageError,
)
from sightline.model.view import View
from sightline.office import Office, engines
from sightline.office.markings import first
from sightline.office.tables import CaseRow, CertificateRow, NoticeRow, Table
from tests.office import rows

Looks = Callable[[str], View]


@pytest.mark.parametrize(
    "address", ["", "nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "postgresql+asyncpg://x/y"]
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(UsageError):
        Office.open(address)


def test_postgresql_is_reached_by_psycopg() -> None:
    assert engines.address("postgresql://someone@/office").drivername == "postgresql+psycopg"


def test_an_error_undoes_everything(office: Office, looks: Looks, at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), office.write(looks("RED")) as session:
        rows.case(session, "c-1", "CLEAR", at)
        session.flush()
        raise ZeroDivisionError
    with office.read(looks("RED")) as session:
        assert session.scalar(select(func.count(CaseRow.id))) == 0


def test_times_come_back_as_they_went_in(office: Office, looks: Looks) -> None:
    local = datetime(2026, 3, 2, 18, 30, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    with office.write(looks("RED")) as session:
        rows.case(session, "c-1", "CLEAR", local)
    with office.read(looks("RED")) as session:
        found = session.scalar(select(CaseRow.opened_at).where(CaseRow.opened_at == local))
    assert found == local
    assert found is not None and found.tzinfo is UTC


def test_a_time_without_zone_does_not_enter(office: Office, looks: Looks) -> None:
    with pytest.raises(BadInput, match="without zone") as refusal, office.write(looks("RED")) as session:
        rows.case(session, "c-1", "CLEAR", datetime(2026, 3, 2))
    assert "Case c-1" not in str(refusal.value.__cause__), "an error tells no values"


def test_every_script_is_kept(office: Office, looks: Looks, at: datetime) -> None:
    words = "류경 · 柳京 · Рюгён · ‘quoted’"
    with office.write(looks("RED")) as session:
        session.add(NoticeRow(id="n-1", at=at, kind="test", subject="", text=words))
        rows.mark(session, "notice", "n-1", looks("CLEAR").clearance, "x", at)
    with office.read(looks("CLEAR")) as session:
        assert session.scalar(select(NoticeRow.text).where(NoticeRow.text.contains("류경"))) == words


def test_writers_in_threads_take_turns(office: Office, looks: Looks, at: datetime) -> None:
    problems: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for count in range(5):
                with office.write(looks("RED")) as session:
                    held = session.scalar(select(func.count(CaseRow.id)))
                    assert held is not None
                    rows.case(session, f"c-{number}-{count}", "CLEAR", at)
        except BaseException as problem:
            problems.append(problem)
            raise

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with office.read(looks("CLEAR")) as session:
        assert session.scalar(select(func.count(CaseRow.id))) == 20


def test_what_threads_add_at_once_stands_or_falls_by_itself(
    office: Office, looks: Looks, at: datetime
) -> None:
    told: dict[str, object] = {}

    def add(number: int) -> None:
        name = "n-0" if number % 4 == 1 else f"n-{number}"  # n-0 is there already
        view = looks("CLEAR" if number == 7 else "RED")
        made: list[Table] = [NoticeRow(id=name, at=at, kind="test", subject="", text="x")]
        try:
            if number % 4 != 2:  # a row without a marking does not enter
                marking = looks("RED" if number % 4 == 3 else "CLEAR").clearance
                made += first(view, "notice", name, marking, "x", at, "at once")
            office.append(view, "at once", made)
            told[f"n-{number}"] = None
        except SightlineError as problem:
            told[f"n-{number}"] = type(problem)

    add(0)
    threads = [threading.Thread(target=add, args=(number,)) for number in range(1, 12)]
    with office.write(looks("RED")):  # so that all of them wait, and go to the disk together
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    refused = {1: Conflict, 2: IntegrityBroken, 5: Conflict, 6: IntegrityBroken}
    refused |= {7: NotAllowed, 9: Conflict, 10: IntegrityBroken}
    assert told == {f"n-{number}": refused.get(number) for number in range(12)}
    with office.read(looks("RED")) as session:
        assert set(session.scalars(select(NoticeRow.id))) == {f"n-{n}" for n in range(12) if n not in refused}
    with office.read(looks("CLEAR")) as session:
        assert set(session.scalars(select(NoticeRow.id))) == {"n-0", "n-4", "n-8"}


def test_what_was_added_is_there_for_others_and_a_second_of_the_same_id_is_not(
    office: Office, looks: Looks, at: datetime
) -> None:
    def made() -> list[Table]:
        row = NoticeRow(id="n-1", at=at, kind="test", subject="", text="x")
        return [row, *first(looks("RED"), "notice", "n-1", looks("CLEAR").clearance, "x", at, "once")]

    office.append(looks("RED"), "once", made())
    other = Office.open(office.url.render_as_string(hide_password=False))
    with other.read(looks("CLEAR")) as session:
        assert session.scalar(select(func.count(NoticeRow.id))) == 1
    other.close()
    with pytest.raises(Conflict):
        office.append(looks("RED"), "twice", made())


def test_what_enters_without_a_session_is_as_it_went_in(office: Office, looks: Looks, at: datetime) -> None:
    def made(id: str, when: datetime) -> list[Table]:
        row = CertificateRow(id=id, at=when, by="x", body={"이름": [1, None, 0.5]})
        return [row, *first(looks("RED"), "certificate", id, looks("CLEAR").clearance, "x", at, "once")]

    local = datetime(2026, 3, 2, 18, 30, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    office.append(looks("RED"), "once", made("c-1", local))
    with pytest.raises(BadInput, match="a time without zone"):
        office.append(looks("RED"), "once", made("c-2", local.replace(tzinfo=None)))
    with office.read(looks("CLEAR")) as session:
        (found,) = session.scalars(select(CertificateRow))
    assert (found.at, found.body) == (local, {"이름": [1, None, 0.5]})


def test_what_hangs_under_a_row_is_not_added_without_it(office: Office, looks: Looks, at: datetime) -> None:
    _, part = first(looks("RED//A"), "notice", "n-1", looks("CLEAR//A").clearance, "x", at, "once")
    with pytest.raises(NotAllowed):
        office.append(looks("RED//A"), "alone", [part])


WRITER = """
import sys
from datetime import UTC, datetime
from sightline.model.marking import Marking, Tlp
from sightline.model.view import View
from sightline.office import Office
from tests.office import rows
at = datetime(2026, 3, 2, tzinfo=UTC)
office = Office.open(sys.argv[1])
for number in range(10):
    with office.write(View("x", Marking(Tlp.RED), at.date(), at)) as session:
        rows.case(session, f"c-{sys.argv[2]}-{number}", "CLEAR", at)
"""


@pytest.mark.slow
def test_writers_in_processes_take_turns(office: Office, looks: Looks) -> None:
    address = office.url.render_as_string(hide_password=False)
    root = Path(__file__).resolve().parents[2]
    environment = {"PYTHONPATH": f"{root / 'src'}:{root}"}
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, address, name], env=environment) for name in "ab"
    ]
    assert [process.wait(timeout=120) for process in started] == [0, 0]
    with office.read(looks("CLEAR")) as session:
        assert session.scalar(select(func.count(CaseRow.id))) == 20


def test_sqlite_is_opened_safely(tmp_path: Path, looks: Looks, at: datetime) -> None:
    office = Office.open(f"sqlite:///{tmp_path / 'office.db'}")
    office.migrate()
    for engine, query_only in ((engines.writer(office.url), 0), (engines.reader(office.url), 1)):
        with engine.connect() as connection:
            said = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "query_only")
            }
        assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "query_only": query_only}
        engine.dispose()
    inner = office.write(looks("RED"))
    with office.write(looks("RED")), pytest.raises(NotAllowed, match="inside a write"), inner:
        pass
    office.close()


def test_a_process_that_never_lets_go_is_named(
    tmp_path: Path, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "office.db"
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 1)
    office = Office.open(f"sqlite:///{path}")
    office.migrate()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(EnvironmentFailed, match="another process"), office.write(looks("RED")) as session:
        session.scalar(select(func.count(CaseRow.id)))
    other.execute("ROLLBACK")
    with office.write(looks("RED")) as session:
        assert session.scalar(select(func.count(CaseRow.id))) == 0
    other.close()
    office.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(b"not a database, though it is long enough to look like one" * 100)
    with pytest.raises(EnvironmentFailed, match="not a database"):
        Office.open(f"sqlite:///{path}").migrate()


@pytest.mark.postgres
def test_a_database_in_another_encoding_is_refused(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgres_server")
    server.run("create database latin encoding 'LATIN1' locale 'C' template template0")
    with pytest.raises(EnvironmentFailed, match="LATIN1"):
        Office.open(server.url("latin")).migrate()
    server.run("drop database latin with (force)")


@pytest.mark.postgres
def test_a_server_that_is_not_there(request: pytest.FixtureRequest) -> None:
    address = make_url(request.getfixturevalue("postgres_url")).set(query={"host": "/nowhere"})
    with pytest.raises(EnvironmentFailed, match="database failed"):
        Office.open(address.render_as_string(hide_password=False)).migrate()
