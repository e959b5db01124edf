"""Migrations make exactly the tables the code speaks of, and take them away again."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from sightline.errors import EnvironmentFailed
from sightline.office import Office, engines, schema
from sightline.office.database import doorkeeper
from sightline.office.tables import Table

AT = datetime(2026, 3, 2, tzinfo=UTC)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return list(compare_metadata(context, Table.metadata))


def test_migrations_equal_the_mapped_classes(office: Office) -> None:
    with engines.writer(office.url).connect() as connection:
        assert differences(connection) == []


def test_downgrade_leaves_nothing_and_upgrade_comes_back(office: Office) -> None:
    with engines.writer(office.url).connect() as connection:
        schema.downgrade(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        connection.rollback()
        schema.migrate(connection)
        assert differences(connection) == []


def test_each_step_down_and_up(office: Office) -> None:
    with engines.writer(office.url).connect() as connection:
        schema.downgrade(connection, "-1")
        assert not schema.is_current(connection)
        connection.rollback()
        schema.migrate(connection)
        assert schema.is_current(connection)


def test_migrating_twice_changes_nothing(office: Office) -> None:
    office.migrate()
    assert office.is_current()


def test_an_office_without_tables_is_not_current(office_url: str) -> None:
    office = Office.open(office_url)
    assert not office.is_current()
    with pytest.raises(EnvironmentFailed), office.read(doorkeeper(AT)) as session:
        session.get(Table.registry._class_registry["UserRow"], "u-1")  # type: ignore[arg-type]
    office.close()


def test_several_processes_may_open_a_new_office_at_once(office_url: str) -> None:
    start, problems = threading.Barrier(3), list[BaseException]()

    def first() -> None:
        office = Office.open(office_url)
        start.wait()
        try:
            office.migrate()
            assert office.is_current()
        except BaseException as problem:
            problems.append(problem)
            raise
        finally:
            office.close()

    threads = [threading.Thread(target=first) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_a_newer_office_is_refused(office: Office) -> None:
    with engines.writer(office.url).connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    with pytest.raises(EnvironmentFailed, match="newer Sightline"):
        office.migrate()
