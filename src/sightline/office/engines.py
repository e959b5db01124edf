"""Connections: how SQLite and PostgreSQL are opened, what holds on each before a question is asked."""

from __future__ import annotations

import json
import sqlite3
import time
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    String,
    Text,
    collate,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from sightline.errors import EnvironmentFailed, UsageError
from sightline.office.walls import CLEARANCE, put_views

BUSY_MILLISECONDS = 10_000
"""How long SQLite waits by itself for another process that writes."""
CHECKPOINT_PAGES = 8_000
"""Pages of 4 kB that SQLite's log holds before whoever commits next copies them into the file: a longer wait
for one in many rather than a short one for one in a hundred."""
BUSY_ROUNDS = 6
"""How often that wait is repeated before giving up."""


def address(text: str) -> URL:
    """The address of a database; `UsageError` for anything but SQLite and PostgreSQL."""
    try:
        url = make_url(text)
    except ArgumentError as problem:
        raise UsageError("not the address of a database", remedy="see docs/how-to/postgresql.md") from problem
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise UsageError(f"not a database we know: {url.drivername}", remedy="use SQLite or PostgreSQL")
    if url.get_backend_name() == "sqlite" and not (url.database and url.database != ":memory:"):
        raise UsageError("an office in SQLite stands in a file", remedy="sqlite:////folder/office.db")
    return url


def reader(url: URL) -> Engine:
    """An engine whose transactions change nothing and see the office as it is at one moment."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN", query_only=True)
    return _postgres(url).execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")


def whole(url: URL) -> Engine:
    """An engine for backups: it changes nothing, sees past the second wall, and one moment alone."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN", query_only=True, walled=False)
    return _postgres(url).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writer(url: URL) -> Engine:
    """An engine whose transactions may write; on SQLite each takes the file's one write lock first."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN IMMEDIATE", query_only=False)
    return _postgres(url)


def in_byte_order(session: Session, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column to sort by that sorts alike on both databases, whatever the language of the server."""
    on_postgres = session.get_bind().dialect.name == "postgresql"
    return collate(column, "C") if on_postgres and isinstance(column.type, String | Text) else column


def to_json(value: Any) -> str:
    """Compact, with every script as written: a search in the database finds it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _sqlite(url: URL, begin: str, *, query_only: bool, walled: bool = True) -> Engine:
    engine = create_engine(
        url, json_serializer=to_json, hide_parameters=True, connect_args={"check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        _log_writes_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        connection.execute("PRAGMA foreign_keys = ON")
        if query_only:
            if walled:
                put_views(connection, record.info)
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "checkin")
    def _forget(_connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info.pop(CLEARANCE, None)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        _patiently(connection, begin)

    return engine


def _log_writes_ahead(connection: sqlite3.Connection) -> None:
    """Turn on SQLite's log. Of several processes that do so at once on a new file all but one are told
    "locked" at once, whatever their `busy_timeout`, so the waiting is done here."""
    last = time.monotonic() + BUSY_MILLISECONDS / 1_000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > last:
                raise
            time.sleep(0.01)
        else:
            return


def _patiently(connection: Connection, begin: str) -> None:
    """Begin, waiting for other processes; `EnvironmentFailed` when one never lets go."""
    for _ in range(BUSY_ROUNDS):
        try:
            connection.exec_driver_sql(begin)
        except OperationalError as problem:
            if "locked" not in str(problem.orig):
                raise
            time.sleep(0.01)
        else:
            return
    raise _held()


def begin_writing(cursor: DBAPICursor) -> None:
    """The same for who writes by the driver alone."""
    for _ in range(BUSY_ROUNDS):
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem):
                raise
            time.sleep(0.01)
        else:
            return
    raise _held()


def _held() -> EnvironmentFailed:
    return EnvironmentFailed(
        "another process has been writing to the office for a minute",
        remedy="look for one that hangs, end it, and try again",
    )


def _postgres(url: URL) -> Engine:
    try:
        engine = create_engine(url, json_serializer=to_json, hide_parameters=True, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as problem:
        raise EnvironmentFailed(
            "the PostgreSQL driver is not installed", remedy="install sightline[postgres]"
        ) from problem

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise EnvironmentFailed(
                f"the database is in {encoding}, which cannot hold every name",
                remedy="create it anew with ENCODING 'UTF8'",
            )

    return engine


def explained(problem: DBAPIError) -> EnvironmentFailed:
    """The database's complaint as one of our errors, without the statement and its values."""
    said = str(problem.orig).strip().splitlines()[0] if str(problem.orig).strip() else "no reason given"
    return EnvironmentFailed(
        f"the office's database failed: {said}",
        remedy="check that it runs, that its disk has room and that its address is right",
    )
