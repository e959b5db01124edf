"""The shape of the tables over time: migrations, packaged with the code that needs them."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from sightline.errors import EnvironmentFailed
from sightline.office.walls import open_for_migration

FOLDER = Path(__file__).parent / "migrations"


def config(connection: Connection) -> Config:
    """Alembic's configuration for an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def migrate(connection: Connection, revision: str = "head") -> None:
    """Move the tables up to a revision, in one transaction; a newer office than this code is refused."""
    with connection.begin():
        _take_turn(connection)
        _refuse_newer(connection)
        open_for_migration(connection)
        command.upgrade(config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Move the tables back down to a revision, `base` for none at all. What they held is lost."""
    with connection.begin():
        open_for_migration(connection)
        command.downgrade(config(connection), revision)


def is_current(connection: Connection) -> bool:
    """Whether the tables stand at the newest revision."""
    return revision(connection) == _script(connection).get_current_head()


def revision(connection: Connection) -> str | None:
    """The revision the tables stand at; None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def stands_at(session: Session) -> str | None:
    """The revision of the tables a session speaks to."""
    return revision(session.connection())


def _script(connection: Connection) -> ScriptDirectory:
    return ScriptDirectory.from_config(config(connection))


def _take_turn(connection: Connection) -> None:
    """Wait for another process that migrates; SQLite's writing transactions wait by themselves."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('sightline migrations'))")


def _refuse_newer(connection: Connection) -> None:
    found = revision(connection)
    known = {script.revision for script in _script(connection).walk_revisions()}
    if found is not None and found not in known:
        raise EnvironmentFailed(
            f"the office was made by a newer Sightline (tables {found})",
            remedy="update Sightline on this machine",
        )
