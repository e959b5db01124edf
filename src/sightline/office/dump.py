"""The office's rows as JSON lines, and back: alike on SQLite and PostgreSQL, so that one fits the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Date, Select, insert, inspect, select
from sqlalchemy.orm import ColumnProperty

from sightline.errors import Conflict, IntegrityBroken
from sightline.model.view import View
from sightline.office import engines, schema
from sightline.office.database import Office
from sightline.office.guard import GuardedSession, classes
from sightline.office.tables import Table
from sightline.office.tables.base import UtcDateTime

SHAPE = "rows/1"
BATCH = 500


def lines(view: View, office: Office) -> Iterator[bytes]:
    """Every row of every table, parents before children, as of one moment; secrets included.

    The first line says at which revision the tables stand. Equal rows give equal bytes, whatever the
    database; a batch of rows at a time is held in memory.
    """
    with office.snapshot(view, "backup") as session:
        yield _encoded({"sightline": SHAPE, "revision": schema.stands_at(session)})
        for cls in _ordered():
            names = _columns(cls)
            for row in session.execute(_all_of(cls, names, session)):
                values = {name: _out(value) for name, value in zip(names, row, strict=True)}
                yield _encoded({"table": cls.__tablename__, "row": values})


def load(view: View, office: Office, dumped: Iterable[bytes]) -> int:
    """Put rows into an empty, migrated office, all or none; how many.

    Raises `Conflict` when it is not empty, or when the rows are of another revision of the tables.
    """
    known = {cls.__tablename__: cls for cls in _ordered()}
    stream = iter(dumped)
    count = 0
    with office.unguarded(view, "restore") as session:
        if not _is_empty(session):
            raise Conflict(
                "the office restored into is not empty", remedy="restore into a new folder and database"
            )
        _require_revision(session, next(stream, b""))
        for name, rows in groupby(map(_decoded, stream), key=lambda shape: shape["table"]):
            if name not in known:
                raise IntegrityBroken(f"the rows are of a table that is not known: {name}")
            while batch := [_values(known[name], shape["row"]) for shape in islice(rows, BATCH)]:
                session.execute(insert(known[name]), batch)
                count += len(batch)
    return count


def is_empty(view: View, office: Office) -> bool:
    """Whether no table holds a row, seen or not."""
    with office.snapshot(view, "a new office") as session:
        return _is_empty(session)


def _is_empty(session: GuardedSession) -> bool:
    return all(session.scalars(select(cls).limit(1)).first() is None for cls in _ordered())


def _all_of(cls: type[Table], names: list[str], session: GuardedSession) -> Select[Any]:
    """Every row in the order of its key, compared byte by byte on either database."""
    keys = [engines.in_byte_order(session, column) for column in inspect(cls).primary_key]
    columns = [getattr(cls, name) for name in names]
    return select(*columns).order_by(*keys).execution_options(yield_per=BATCH)


def _require_revision(session: GuardedSession, first: bytes) -> None:
    shape, stands = _decoded(first), schema.stands_at(session)
    if shape.get("sightline") != SHAPE or shape.get("revision") != stands:
        raise Conflict(
            f"the rows are of tables {shape.get('revision')}, this version has {stands}",
            remedy="restore with the version of Sightline that made the backup, then update it",
        )


def _ordered() -> list[type[Table]]:
    by_table = {cls.__tablename__: cls for cls in classes().values()}
    return [by_table[table.name] for table in Table.metadata.sorted_tables]


def _columns(cls: type[Table]) -> list[str]:
    return [one.key for one in inspect(cls).attrs if isinstance(one, ColumnProperty)]


def _values(cls: type[Table], row: dict[str, Any]) -> dict[str, Any]:
    """What to insert: what is not there stays out, so that no JSON `null` stands for it."""
    return {name: _in(cls, name, value) for name, value in row.items() if value is not None}


def _encoded(shape: dict[str, Any]) -> bytes:
    return json.dumps(shape, ensure_ascii=False, sort_keys=True, allow_nan=False).encode() + b"\n"


def _decoded(line: bytes) -> dict[str, Any]:
    try:
        shape: dict[str, Any] = json.loads(line)
    except ValueError as problem:
        raise IntegrityBroken("the rows of the backup cannot be read") from problem
    return shape


def _out(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _in(cls: type[Table], name: str, value: Any) -> Any:
    kind = inspect(cls).columns[name].type
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
