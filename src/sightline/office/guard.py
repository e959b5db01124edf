"""The wall between a View and the rows it may not see.

Every select of a guarded session is narrowed to visible rows before it reaches the database: selects,
joins, lazy loads, `get`, counts and exists alike. What the guard cannot narrow it refuses. This is the
only module that may speak to tables directly.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Executable, FromClause, Select, TextClause, and_, event, exists
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql import visitors
from sqlalchemy.sql.expression import ColumnClause, TableClause, TextualSelect

from sightline.errors import IntegrityBroken, NotAllowed
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.tables import MarkingCompartmentRow, MarkingRow, Table

Kept = TypeVar("Kept", bound=Executable)

MARKINGS = MarkingRow.__table__
COMPARTMENTS = MarkingCompartmentRow.__table__


def classes() -> dict[str, type[Table]]:
    """Every mapped class by name."""
    return {mapper.class_.__name__: mapper.class_ for mapper in Table.registry.mappers}


def guarded() -> Iterator[type[Table]]:
    """The classes some of whose rows someone may not see."""
    for cls in classes().values():
        if cls.__marked__ or cls.__parent__[0] or cls is MarkingRow:
            yield cls


def _cleared(markings: FromClause, clearance: Marking) -> ColumnElement[bool]:
    """Whether this clearance covers a row of `markings`."""
    inside = COMPARTMENTS.alias()
    beyond = exists().where(
        inside.c.marking_id == markings.c.id,
        inside.c.compartment.not_in(sorted(clearance.compartments)),
    )
    return and_(markings.c.level <= int(clearance.level), ~beyond.correlate_except(inside))


def _holds(
    kind: ColumnElement[str] | str, subject: ColumnElement[str], clearance: Marking
) -> ColumnElement[bool]:
    """Whether the newest marking of a subject exists and is covered."""
    current, newer = MARKINGS.alias(), MARKINGS.alias()
    replaced = exists().where(
        newer.c.subject_kind == current.c.subject_kind,
        newer.c.subject == current.c.subject,
        newer.c.number > current.c.number,
    )
    found = exists().where(
        current.c.subject_kind == kind,
        current.c.subject == subject,
        ~replaced.correlate_except(newer),
        _cleared(current, clearance),
    )
    return found.correlate_except(current)


def _visible(cls: type[Table], rows: FromClause, clearance: Marking) -> ColumnElement[bool]:
    """Whether a row of `rows`, a name for the table of `cls`, is there for this clearance."""
    if cls.__marked__:
        (key,) = cls.__table__.primary_key
        return _holds(cls.__marked__, rows.c[key.name], clearance)
    if cls is MarkingRow:
        return and_(_cleared(rows, clearance), _holds(rows.c.subject_kind, rows.c.subject, clearance))
    parent = classes()[cls.__parent__[0]]
    above = parent.__table__.alias()
    (key,) = parent.__table__.primary_key
    seen = exists().where(above.c[key.name] == rows.c[cls.__parent__[1]], _visible(parent, above, clearance))
    return seen.correlate_except(above)


@lru_cache(maxsize=1024)
def criteria(clearance: Marking, tables: frozenset[str] | None = None) -> tuple[LoaderCriteriaOption, ...]:
    """One rule per guarded class, for every occurrence of it in a statement; of these tables alone, if given.

    Every rule costs each statement some tenth of a millisecond, whether or not it has anything to do.
    """
    return tuple(
        with_loader_criteria(
            cls, _visible(cls, cls.__table__, clearance), include_aliases=True, propagate_to_loaders=False
        )
        for cls in guarded()
        if tables is None or cls.__tablename__ in tables
    )


def _tables(statement: Any) -> frozenset[str] | None:
    """The tables a statement names; none where it may read others besides, so that every rule is needed.

    Relations that are loaded by a select of their own come by here again with that select.
    """
    for option in getattr(statement, "_with_options", ()):
        if any(part.strategy != _APART for part in getattr(option, "context", ())):
            return None
    return frozenset(part.name for part in visitors.iterate(statement) if isinstance(part, TableClause))


_APART = (("lazy", "selectin"),)
"""How SQLAlchemy names a relation that is loaded by a select of its own."""


class GuardedSession(Session):
    """A session that carries a View and shows nothing beyond it.

    Made by `Office.read` and `Office.write` alone; one without a View answers no question.
    """

    @property
    def view(self) -> View:
        """Through what this session reads."""
        view = self.info.get("view")
        if not isinstance(view, View):
            raise NotAllowed("a session without a View reads nothing", remedy="use Office.read(view)")
        return view

    @property
    def why(self) -> str:
        """The reason given for what is written."""
        return str(self.info.get("why", ""))


OPEN = "sightline_open"
"""Execution option, and key of `Session.info`, of what the guard lets through; see `past_the_guard`."""


def past_the_guard(statement: Kept, why: str) -> Kept:
    """The same statement, not narrowed. For `office.markings` alone, which must count hidden markings."""
    return statement.execution_options(**{OPEN: why})


@event.listens_for(GuardedSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    """Add the criteria of the session's View, or refuse."""
    session = state.session
    if not isinstance(session, GuardedSession):
        raise NotAllowed("only a guarded session reads the office")
    if session.info.get(OPEN) or state.execution_options.get(OPEN):
        return
    view = session.view
    if not (state.is_relationship_load or state.is_column_load):
        _refuse_raw(state)
    if state.is_update or state.is_delete:
        _refuse_edit(state)
    state.statement = state.statement.options(*criteria(view.clearance, _tables(state.statement)))


def _refuse_raw(state: ORMExecuteState) -> None:
    """Refuse tables, text and names made up on the spot: the guard cannot see what they reach."""
    statement: Any = state.statement
    for part in visitors.iterate(statement):
        raw_column = isinstance(part, ColumnClause) and part.is_literal and part.name not in {"*", "1"}
        raw_table = isinstance(part, TableClause) and part.__class__ is TableClause
        if raw_column or raw_table or isinstance(part, TextClause | TextualSelect):
            raise NotAllowed("raw SQL does not pass the guard", remedy="write it with mapped classes")
        if isinstance(part, Select) and not _is_mapped(part) and part.get_final_froms():
            raise NotAllowed("only mapped classes may be read", remedy="select the class, not its table")
    if not (state.is_orm_statement or isinstance(statement, Select)):
        raise NotAllowed("only mapped classes may be changed", remedy="name the class, not its table")


def _is_mapped(part: Select[Any]) -> bool:
    """Whether SQLAlchemy compiles a select by way of classes, so that criteria reach it."""
    return part._propagate_attrs.get("compile_state_plugin") == "orm"


def _refuse_edit(state: ORMExecuteState) -> None:
    """Rows are added, never edited, but where their table says so."""
    mapper = state.bind_mapper
    if mapper is None or not mapper.class_.__edited__:
        raise IntegrityBroken("what was recorded is not edited; add a row instead")
