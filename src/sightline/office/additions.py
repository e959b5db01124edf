"""What may be written: rows are added, not edited; secret rows come with a marking; nothing is hung
under a row one may not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.util import identity_key

from sightline.errors import IntegrityBroken, NotAllowed, NotFound
from sightline.office.guard import OPEN, classes, past_the_guard
from sightline.office.tables import MarkingRow, Table

NEEDED = "sightline_needed"
"""Key of `Session.info`: the subjects that must have a marking before the transaction ends."""
MARKED = "sightline_marked"
"""Key of `Session.info`: kinds and subjects that were given a marking in this transaction."""


def check_flush(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Look at everything that is about to be written."""
    if session.info.get("read_only", True):
        if session.new or session.dirty or session.deleted:
            raise NotAllowed("this session only reads", remedy="use Office.write(view, why)")
        return
    if session.deleted:
        raise IntegrityBroken("rows of the office are not deleted")
    for row in session.dirty:
        if session.is_modified(row) and not row.__edited__:
            raise IntegrityBroken(f"what was recorded is not edited: {type(row).__name__}")
    needed: dict[str, set[str]] = session.info.setdefault(NEEDED, defaultdict(set))
    new = {(type(row), _key_of(row)) for row in session.new if len(inspect(type(row)).primary_key) == 1}
    for row in session.new:
        _require_visible_parent(session, row, new)
        if row.__marked__:
            needed[row.__marked__].add(_key_of(row))
        if isinstance(row, MarkingRow):
            session.info.setdefault(MARKED, set()).add((row.subject_kind, row.subject))


def check_rows(rows: Sequence[Table]) -> None:
    """The same of rows that enter together without a session: each brings its marking, none hangs under
    another that is not among them."""
    made = {(type(row), _key_of(row)) for row in rows if len(inspect(type(row)).primary_key) == 1}
    marked = {(row.subject_kind, row.subject) for row in rows if isinstance(row, MarkingRow)}
    for row in rows:
        name, foreign_key = row.__parent__
        if name and (classes()[name], getattr(row, foreign_key)) not in made:
            raise NotAllowed("a row under another is not added by itself")
        if row.__marked__ and (row.__marked__, _key_of(row)) not in marked:
            raise IntegrityBroken(f"a {row.__marked__} without a marking: {_key_of(row)}")


def _key_name(cls: type[Table]) -> str:
    """The attribute of a one-column primary key."""
    (column,) = inspect(cls).primary_key
    return str(column.key)


def _key_of(row: Table) -> str:
    return str(getattr(row, _key_name(type(row))))


def _require_visible_parent(session: Session, row: Table, new: set[tuple[type, str]]) -> None:
    """Refuse a row under a parent that is not there for this View."""
    name, foreign_key = row.__parent__
    if not name or session.info.get(OPEN):
        return
    parent, key = classes()[name], getattr(row, foreign_key)
    if (parent, key) in new or identity_key(parent, key) in session.identity_map:
        return
    found = select(parent).where(getattr(parent, _key_name(parent)) == key)
    if session.execute(found).first() is None:
        raise NotFound(f"no such thing: {key}")


def check_commit(session: Session) -> None:
    """No secret row without a marking: it would be visible to nobody."""
    session.flush()
    needed: dict[str, set[str]] = session.info.pop(NEEDED, {})
    given: set[tuple[str, str]] = session.info.pop(MARKED, set())
    for kind, new in needed.items():
        subjects = {subject for subject in new if (kind, subject) not in given}
        if not subjects:
            continue
        known = select(MarkingRow.subject).where(
            MarkingRow.subject_kind == kind, MarkingRow.subject.in_(sorted(subjects))
        )
        marked = session.scalars(past_the_guard(known, "the check that every new row is marked"))
        if missing := subjects - set(marked):
            raise IntegrityBroken(f"a {kind} without a marking: {min(missing)}", remedy="mark(...) it")
