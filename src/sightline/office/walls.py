"""The second wall: the database itself shows a connection only what its View may see.

The guard narrows every question; this wall stands behind it for the question that slips past. On
PostgreSQL it is row-level security keyed on settings of the transaction (see the migrations), on
SQLite the reading connections see views in place of the tables. `markings` stand outside it.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy.orm import Session, SessionTransaction

from sightline.model.view import View
from sightline.office.guard import OPEN, classes, guarded
from sightline.office.tables import Table

CLEARANCE = "sightline_clearance"
"""Key, in what SQLAlchemy remembers of a connection, of the clearance it currently serves."""

_SETTINGS = (
    "SELECT set_config('sightline.level', %s, true), "
    "set_config('sightline.compartments', %s, true), set_config('sightline.open', %s, true)"
)

_VISIBLE = """EXISTS (
    SELECT 1 FROM main.markings AS m
    WHERE m.subject_kind = '{kind}' AND m.subject = r.{key} AND m.level <= sightline_level()
    AND NOT EXISTS (
        SELECT 1 FROM main.markings AS n
        WHERE n.subject_kind = m.subject_kind AND n.subject = m.subject AND n.number > m.number)
    AND NOT EXISTS (
        SELECT 1 FROM main.marking_compartments AS c
        WHERE c.marking_id = m.id AND NOT sightline_cleared(c.compartment)))"""


def raise_wall(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    """Tell the database, as a transaction begins, whom it serves."""
    view = session.info.get("view")
    if not isinstance(view, View):
        return
    if connection.dialect.name == "sqlite":
        connection.info[CLEARANCE] = view.clearance
        return
    inside = "".join(f",{name}" for name in sorted(view.clearance.compartments)) + ","
    opened = "on" if session.info.get(OPEN) else "off"
    connection.exec_driver_sql(_SETTINGS, (str(int(view.clearance.level)), inside, opened))


def open_for_migration(connection: Connection) -> None:
    """Let a migration see every row."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT set_config('sightline.open', 'on', true)")


def put_views(connection: sqlite3.Connection, remembered: dict[Any, Any]) -> None:
    """Put a view in front of every table with rows someone may not see, for this connection alone."""

    def level() -> int:
        clearance = remembered.get(CLEARANCE)
        return int(clearance.level) if clearance else -1

    def cleared(compartment: str) -> bool:
        clearance = remembered.get(CLEARANCE)
        return clearance is not None and compartment in clearance.compartments

    connection.create_function("sightline_level", 0, level)
    connection.create_function("sightline_cleared", 1, cleared)
    for cls in guarded():
        if condition := _condition(cls):
            name = cls.__tablename__
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} AS r WHERE {condition}")


def _condition(cls: type[Table]) -> str:
    """Which rows, called `r`, the view of a class shows; nothing where it needs no view."""
    if cls.__marked__:
        return _VISIBLE.format(kind=cls.__marked__, key=_key(cls))
    name, foreign_key = cls.__parent__
    parent = classes().get(name)
    if parent is None or not (parent.__marked__ or parent.__parent__[0]):
        return ""
    above = f"SELECT 1 FROM temp.{parent.__tablename__} AS p WHERE p.{_key(parent)} = r.{foreign_key}"
    return f"EXISTS ({above})"


def _key(cls: type[Table]) -> str:
    (column,) = inspect(cls).primary_key
    return str(column.name)
