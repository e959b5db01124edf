"""Behind the guard the database itself hides rows; shown with questions that slip past the guard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sightline.model.view import View
from sightline.office import GuardedSession, Office, engines
from tests.office import rows

Looks = Callable[[str], View]
TABLES = ("cases", "leads", "findings", "finding_versions")


def slip_past(session: GuardedSession, table: str) -> int:
    """Count rows by a raw statement on the session's own connection."""
    return int(session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


@pytest.fixture
def filled(office: Office, looks: Looks, at: datetime) -> Office:
    with office.write(looks("RED//A")) as session:
        for number, marking in (("1", "CLEAR"), ("2", "RED"), ("3", "GREEN//A")):
            rows.case(session, f"c-{number}", marking, at)
            rows.lead(session, f"l-{number}", f"c-{number}", at)
            rows.finding(session, f"f-{number}", f"c-{number}", at)
    return office


@pytest.mark.parametrize(("clearance", "seen"), [("CLEAR", 1), ("RED", 2), ("GREEN//A", 2), ("RED//A", 3)])
def test_raw_counts_see_what_the_view_may_see(
    filled: Office, looks: Looks, clearance: str, seen: int
) -> None:
    with filled.read(looks(clearance)) as session:
        assert {table: slip_past(session, table) for table in TABLES} == dict.fromkeys(TABLES, seen)


def test_a_connection_does_not_keep_the_last_clearance(filled: Office, looks: Looks) -> None:
    with filled.read(looks("RED//A")) as session:
        assert slip_past(session, "cases") == 3
    with filled.read(looks("CLEAR")) as session:
        assert slip_past(session, "cases") == 1


def test_reading_connections_cannot_write(filled: Office, looks: Looks) -> None:
    with filled.read(looks("RED//A")) as session, pytest.raises(DBAPIError):
        session.connection().exec_driver_sql("UPDATE users SET name = 'x'")


@pytest.mark.postgres
def test_a_connection_that_names_no_clearance_sees_nothing(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgres_server")
    from_conftest = pytest.importorskip("tests.office.conftest")
    url = from_conftest.as_owner(server, request.getfixturevalue("postgres_url"))
    office = Office.open(url)
    office.migrate()
    at = request.getfixturevalue("at")
    with office.write(request.getfixturevalue("looks")("CLEAR")) as session:
        rows.case(session, "c-1", "CLEAR", at)
    with engines.writer(office.url).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 0
        deleted = connection.execute(text("DELETE FROM cases"))
        assert deleted.rowcount == 0
    office.close()


def test_a_reading_sqlite_connection_that_serves_nobody_sees_nothing(
    tmp_path: Path, looks: Looks, at: datetime
) -> None:
    office = Office.open(f"sqlite:///{tmp_path / 'office.db'}")
    office.migrate()
    with office.write(looks("CLEAR")) as session:
        rows.case(session, "c-1", "CLEAR", at)
    with engines.reader(office.url).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 0
    office.close()
