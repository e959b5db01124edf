"""The office as a whole: where it is kept, and the two ways in, reading and writing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from sqlite3 import Error as DriverError
from sqlite3 import ProgrammingError
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import URL, Connection, Dialect, Engine, event, insert, inspect
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from sightline.errors import BadInput, Conflict, EnvironmentFailed, NotAllowed, SightlineError
from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.office import additions, engines, schema, walls
from sightline.office.act import DOORKEEPER
from sightline.office.guard import OPEN, GuardedSession
from sightline.office.tables import Table

event.listen(GuardedSession, "after_begin", walls.raise_wall)
event.listen(GuardedSession, "before_flush", additions.check_flush)
event.listen(GuardedSession, "before_commit", additions.check_commit)


Known = TypeVar("Known")
REMEMBERED = 1000
LONGEST = timedelta(minutes=1)


@dataclass(slots=True, eq=False)
class _Addition:
    """What one thread wants to add, and what came of it."""

    rows: Sequence[Table]
    done: bool = False
    problem: Exception | None = None


class Office:
    """Tables in SQLite or PostgreSQL, read through a View and written in one queue.

    Writing takes turns: within this process behind a lock, between processes by the lock of the
    SQLite file. PostgreSQL lets transactions run side by side.
    """

    def __init__(self, url: URL, reading: Engine, writing: Engine) -> None:
        self.url = url
        self._reading = reading
        self._writing = writing
        self._queue = threading.Lock()
        self._gate = threading.Lock()
        self._waiting: list[_Addition] = []
        self._holder: int | None = None
        self._changed = 0
        self._known: dict[Hashable, tuple[datetime, Any]] = {}
        self._known_in: object = None
        self._seen: DBAPIConnection | None = None

    @classmethod
    def open(cls, url: str) -> Office:
        """The office at `sqlite:////folder/office.db` or `postgresql+psycopg://…`; connects later.

        Raises `UsageError` for other addresses and `EnvironmentFailed` where a driver is missing.
        """
        where = engines.address(url)
        return cls(where, engines.reader(where), engines.writer(where))

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to this version of Sightline, making them where there are none.

        Costs a look and no turn at writing where they are current.
        """
        if revision == "head" and self.is_current():
            return
        with self._turn(), self._explained(), self._writing.connect() as connection:
            schema.migrate(connection, revision)

    def is_current(self) -> bool:
        """Whether the tables are those of this version of Sightline."""
        with self._explained(), self._reading.connect() as connection:
            return schema.is_current(connection)

    @contextmanager
    def read(self, view: View) -> Iterator[GuardedSession]:
        """A session that shows what `view` may see and writes nothing."""
        with self._explained(), self._session(self._reading, view=view, read_only=True) as session:
            yield session

    @contextmanager
    def write(self, view: View, why: str = "", aside: bool = False) -> Iterator[GuardedSession]:
        """A session that may add rows; commits at the end, rolls back on an error.

        `why` is the reason that is recorded where no other is given, `aside` says that nothing which is
        `remembered` rests on what is written. Raises `IntegrityBroken` when a row that needs a marking has
        none, `Conflict` when a row is already there.
        """
        with self._turn(), self._explained(), self._session(self._writing, view=view, why=why) as session:
            try:
                yield session
                session.commit()
            finally:
                self._changed += not aside

    def append(self, view: View, why: str, rows: Sequence[Table]) -> None:
        """Add rows under new random ids, on which nothing `remembered` rests; there for good when it returns.

        As `write` with `aside` for rows that come with their markings (`markings.first`), but without a
        session, and what several threads want to add while one of them writes goes to the disk together: it
        stands or falls by itself, and waits for one sync of the disk instead of many.
        """
        additions.check_rows(rows)
        if self.url.get_backend_name() != "sqlite":
            with self.write(view, why, aside=True) as session:
                session.add_all(rows)
            return
        one = _Addition(rows)
        with self._gate:
            self._waiting.append(one)
        with self._turn():
            if not one.done:
                with self._gate:
                    some, self._waiting = self._waiting, []
                self._commit(some)
        if one.problem:
            raise one.problem

    def _commit(self, some: list[_Addition]) -> None:
        """Write what several threads wait for in one transaction, each in a savepoint of its own."""
        try:
            with self._explained(), self._alone() as cursor:
                if len(some) == 1:
                    self._enter(cursor, some[0].rows)
                    return
                for one in some:
                    one.problem = self._added(cursor, one)
        except BaseException as problem:
            lost = problem if isinstance(problem, SightlineError) else _interrupted()
            for one in some:
                one.problem = one.problem or lost
            raise
        finally:
            for one in some:
                one.done = True

    @contextmanager
    def _alone(self) -> Iterator[DBAPICursor]:
        """A transaction on the connection that writes here, for who holds the turn: by the driver alone, as
        what SQLAlchemy does around one takes longer than the rows take to enter."""
        connection = self._seen or self._see()
        try:
            cursor = connection.cursor()
        except ProgrammingError:  # that connection was closed meanwhile
            connection = self._see()
            cursor = connection.cursor()
        with _told():
            engines.begin_writing(cursor)
            try:
                yield cursor
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def _added(self, cursor: DBAPICursor, one: _Addition) -> Exception | None:
        try:
            with self._explained(), _told():
                cursor.execute("SAVEPOINT one")
                try:
                    self._enter(cursor, one.rows)
                except BaseException:
                    cursor.execute("ROLLBACK TO one")
                    raise
                finally:
                    cursor.execute("RELEASE one")
        except Exception as problem:  # noqa: BLE001 - it is raised in the thread it belongs to
            return problem
        return None

    def _enter(self, cursor: DBAPICursor, rows: Sequence[Table]) -> None:
        for row in rows:
            values = _values(row)
            known = _insertion(type(row), tuple(values), self._writing.dialect)
            cursor.execute(known.sql, known.given(values))

    @contextmanager
    def unguarded(self, view: View, why: str, aside: bool = False) -> Iterator[GuardedSession]:
        """A writing session past the guard: for the job queue, whose workers serve everyone, and a restore.

        `aside` as in `write`.
        """
        info: dict[str, Any] = {OPEN: why}
        with self._turn(), self._explained(), self._session(self._writing, view=view, **info) as session:
            try:
                yield session
                session.commit()
            finally:
                self._changed += not aside

    @contextmanager
    def snapshot(self, view: View, why: str) -> Iterator[GuardedSession]:
        """A reading session past the guard that sees every row as of one moment, while others write:
        for backups."""
        info: dict[str, Any] = {OPEN: why}
        engine = engines.whole(self.url)
        try:
            with self._explained(), self._session(engine, view=view, read_only=True, **info) as session:
                yield session
        finally:
            engine.dispose()

    def remembered(self, key: Hashable, at: datetime, ask: Callable[[], Known]) -> Known:
        """What `ask` gives, or gave for the same key while nothing in the office has changed since.

        `at` is the time that is asked about: an answer serves for that time and a minute after, never for
        an earlier one. On PostgreSQL it is asked every time.
        """
        state = self.state()
        if state is None:
            return ask()
        if state != self._known_in or len(self._known) > REMEMBERED:
            self._known, self._known_in = {}, state
        held = self._known
        if (found := held.get(key)) and timedelta() <= at - found[0] <= LONGEST:
            value: Known = found[1]
            return value
        made = ask()
        if self.state() == state:
            held[key] = (at, made)
        return made

    def state(self) -> object:
        """Another value after every commit in whatever process, but for those that are set aside here.

        None where it cannot be told. SQLite's `data_version` changes when others commit: seen from the one
        connection that writes here, the others are other processes.
        """
        if self.url.get_backend_name() != "sqlite" or self._holder == threading.get_ident():
            return None
        with self._turn(), self._explained():
            try:
                return self._changed, *self._version(self._seen or self._see())
            except ProgrammingError:  # that connection was closed meanwhile
                return self._changed, *self._version(self._see())

    def _see(self) -> DBAPIConnection:
        """The connection that writes here: kept at hand, since taking it from the pool costs more than the
        question that is put to it."""
        pooled = self._writing.raw_connection()
        try:
            seen = self._seen = pooled.dbapi_connection
            assert seen
            return seen
        finally:
            pooled.close()

    @staticmethod
    def _version(connection: DBAPIConnection) -> tuple[int, int]:
        cursor = connection.cursor()
        cursor.execute("PRAGMA data_version")
        (version,) = cursor.fetchone() or (0,)
        return version, id(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self._seen = None
        self._reading.dispose()
        self._writing.dispose()

    def _session(
        self, bind: Engine | Connection, *, view: View, read_only: bool = False, **info: Any
    ) -> GuardedSession:
        return GuardedSession(
            bind,
            join_transaction_mode="create_savepoint",
            autoflush=not read_only,
            expire_on_commit=False,
            info={"view": view, "read_only": read_only, **info},
        )

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this process's turn to write; PostgreSQL needs no turns."""
        if self.url.get_backend_name() != "sqlite":
            yield
            return
        if self._holder == threading.get_ident():
            raise NotAllowed("a write inside a write would wait for itself")
        with self._queue:
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """The database's errors as ours."""
        try:
            yield
        except IntegrityError as problem:
            raise Conflict("that is there already, or rests on something that is not") from problem
        except DBAPIError as problem:
            raise engines.explained(problem) from problem
        except StatementError as problem:
            raise BadInput(f"a value that does not enter the office: {problem.orig}") from problem
        except NoConnectionLeft as problem:
            raise EnvironmentFailed("every connection to the database is in use") from problem


@contextmanager
def _told() -> Iterator[None]:
    """The driver's errors as SQLAlchemy tells them."""
    try:
        yield
    except DriverError as problem:
        raise DBAPIError.instance(None, None, problem, DriverError) from problem


class _Insertion(NamedTuple):
    """How a row enters: the statement as the driver takes it; of each column the attribute, what a row has
    that was not given one, and what makes the value."""

    sql: str
    columns: tuple[tuple[str, Any, Callable[[Any], Any] | None], ...]

    def given(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values in their order; `StatementError` for one that does not enter."""
        try:
            told = ((values.get(name, usual), make) for name, usual, make in self.columns)
            return tuple(make(value) if make else value for value, make in told)
        except Exception as problem:  # as SQLAlchemy tells it
            raise StatementError(str(problem), self.sql, None, problem) from problem


@lru_cache(maxsize=256)
def _insertion(table: type[Table], names: tuple[str, ...], dialect: Dialect) -> _Insertion:
    """The same rows come again and again, and SQLAlchemy takes four times as long to say what it said before.

    `TypeError` where a column has a default that is no plain value: such rows enter in a session.
    """
    columns = inspect(table).columns
    said = insert(table).compile(dialect=dialect, column_keys=[columns[name].name for name in names])
    attributes = {column.name: name for name, column in columns.items()}
    told = []
    order: Sequence[str] = getattr(said, "positiontup", None) or ()
    for name in (attributes[one] for one in order):
        usual = columns[name].default if name not in names else None
        if usual is not None and not isinstance(usual, ScalarElementColumnDefault):
            raise TypeError(f"a row with such a default enters in a session: {table.__name__}.{name}")
        make = columns[name].type.dialect_impl(dialect).bind_processor(dialect)
        told.append((name, usual and usual.arg, make))
    return _Insertion(str(said), tuple(told))


def _values(row: Table) -> dict[str, Any]:
    """What a row was given when it was made; the rest has defaults."""
    return {name: value for name, value in inspect(row).dict.items() if not name.startswith("_")}


def _interrupted() -> EnvironmentFailed:
    return EnvironmentFailed(
        "writing to the office was interrupted: nothing of it was kept", remedy="try again"
    )


def doorkeeper(at: datetime) -> View:
    """The View of the door itself, before anyone is known: public, and it sees no secret row."""
    return View(DOORKEEPER, PUBLIC, at.date(), at)
