"""Giving a subject its marking, and reading the one that holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from sightline.errors import NotAllowed, NotFound
from sightline.model.marking import Marking, Tlp
from sightline.model.view import View
from sightline.office.act import OPERATOR
from sightline.office.guard import GuardedSession, past_the_guard
from sightline.office.tables import MarkingCompartmentRow, MarkingRow, Table, UserRow


@dataclass(frozen=True, slots=True)
class Marked:
    """A marking as it was given: by whom, when and why."""

    marking: Marking
    at: datetime
    by: str
    why: str


def mark(
    session: GuardedSession,
    subject_kind: str,
    subject: str,
    marking: Marking,
    by: str,
    at: datetime,
    why: str = "",
    new: bool = False,
) -> None:
    """Give a subject a marking that holds from now on; earlier ones stay on record.

    `new` says that this session has just made the subject, under a random id: all is written at once.

    Raises `NotFound` for a subject that this session may not see, and `NotAllowed` for a marking
    beyond the session's own clearance: nobody hides from themselves what they just wrote. The operator
    may, since a compartment must be used a first time before anyone can be cleared for it.
    """
    _require_within(session.view, marking)
    if not new:
        session.flush()
    newest = 0 if new else _newest_number(session, subject_kind, subject)
    if newest and current(session, subject_kind, subject) is None:
        raise NotFound(f"no such {subject_kind}: {subject}")
    session.add_all(_rows(subject_kind, subject, newest + 1, Marked(marking, at, by, why or session.why)))
    if not new:
        session.flush()


def first(
    view: View, subject_kind: str, subject: str, marking: Marking, by: str, at: datetime, why: str
) -> list[Table]:
    """The rows of the first marking of a subject that has just been made, for `Office.append`.

    Raises `NotAllowed` as `mark` does.
    """
    _require_within(view, marking)
    return _rows(subject_kind, subject, 1, Marked(marking, at, by, why))


def _require_within(view: View, marking: Marking) -> None:
    if view.user != OPERATOR and not view.may_see(marking):
        raise NotAllowed(f"a marking beyond your own clearance: {marking}")


def _rows(subject_kind: str, subject: str, number: int, said: Marked) -> list[Table]:
    row_id = hashlib.sha256(f"{subject_kind}\n{subject}\n{number}".encode()).hexdigest()
    marking = said.marking
    row = MarkingRow(
        id=row_id,
        subject_kind=subject_kind,
        subject=subject,
        number=number,
        level=int(marking.level),
        compartments=compartments_text(marking),
        at=said.at,
        by=said.by,
        why=said.why,
    )
    parts = (
        MarkingCompartmentRow(marking_id=row_id, compartment=one) for one in sorted(marking.compartments)
    )
    return [row, *parts]


def current(session: GuardedSession, subject_kind: str, subject: str) -> Marking | None:
    """The marking that holds, or nothing where the subject is not there for this session's View."""
    history = markings_of(session, subject_kind, subject)
    return history[-1].marking if history else None


def markings_of(session: GuardedSession, subject_kind: str, subject: str) -> tuple[Marked, ...]:
    """Every marking of a visible subject that this View may see, oldest first."""
    rows = session.scalars(
        select(MarkingRow)
        .where(MarkingRow.subject_kind == subject_kind, MarkingRow.subject == subject)
        .order_by(MarkingRow.number)
    )
    return tuple(Marked(marking_from(row), row.at, row.by, row.why) for row in rows)


def current_of(session: GuardedSession, subject_kind: str, subjects: list[str]) -> dict[str, Marking]:
    """The markings that hold for several subjects; those not visible are left out."""
    rows = session.scalars(
        select(MarkingRow)
        .where(MarkingRow.subject_kind == subject_kind, MarkingRow.subject.in_(subjects))
        .order_by(MarkingRow.number)
    )
    return {row.subject: marking_from(row) for row in rows}


def compartments(session: GuardedSession) -> frozenset[str]:
    """Every compartment there is, whoever asks: for the View of whoever holds the machine.

    Those anything was ever put in, and those anyone is cleared for.
    """
    used = select(MarkingCompartmentRow.compartment).distinct()
    found = set(session.scalars(past_the_guard(used, "the clearance of whoever holds the machine")))
    for clearance in session.scalars(select(UserRow.clearance).distinct()):
        found |= Marking.parse(clearance).compartments
    return frozenset(found)


def compartments_text(marking: Marking) -> str:
    """`,A,B,` in order, or nothing."""
    return f",{','.join(sorted(marking.compartments))}," if marking.compartments else ""


def marking_from(row: MarkingRow) -> Marking:
    """The noun a row stands for."""
    return Marking(Tlp(row.level), frozenset(name for name in row.compartments.split(",") if name))


def _newest_number(session: GuardedSession, subject_kind: str, subject: str) -> int:
    """How often the subject was marked, hidden markings included."""
    counted = select(func.max(MarkingRow.number)).where(
        MarkingRow.subject_kind == subject_kind, MarkingRow.subject == subject
    )
    return session.scalar(past_the_guard(counted, "the next number of a subject's markings")) or 0
