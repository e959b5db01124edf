"""Sources and their grades: a new grade is a new row, marked like what came from the source."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from sightline.model.item import Reliability, Source, SourceKind
from sightline.model.marking import Marking
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id
from sightline.office.markings import current_of, mark
from sightline.office.tables import SourceRow


def grade(session: GuardedSession, source: Source, marking: Marking, act: Act, entropy: Entropy) -> None:
    """Put a source and its grade on record for everyone cleared for `marking`; nothing when it is already.

    A public item from a source that was known to few so far thereby makes the source known to all.
    """
    rows = _rows(session, source.id)
    markings = current_of(session, SourceRow.__marked__, [row.key for row in rows])
    shared = [row for row in rows if row.key in markings and marking.covers(markings[row.key])]
    if shared and _source(shared[-1]) == source:
        return
    row = SourceRow(
        key=long_id(entropy),
        id=source.id,
        name=source.name,
        reliability=source.reliability.value,
        origin_group=source.origin_group,
        kind=source.kind.value,
        at=act.at,
        by=act.by,
        why=act.why or session.why,
    )
    session.add(row)
    mark(session, SourceRow.__marked__, row.key, marking, act.by, act.at, act.why)


def find(session: GuardedSession, source_id: str) -> Source | None:
    """The source as graded by the time the View knows, or nothing."""
    rows = _rows(session, source_id)
    return _source(rows[-1]) if rows else None


def everything(session: GuardedSession) -> dict[str, Source]:
    """Every source there is for the View, by id."""
    return {row.id: _source(row) for row in _rows(session)}


def grades(session: GuardedSession) -> list[tuple[Source, datetime, str, str]]:
    """Every grade: the source, when, by whom and why; oldest first."""
    return [(_source(row), row.at, row.by, row.why) for row in _rows(session)]


def _rows(session: GuardedSession, source_id: str = "") -> list[SourceRow]:
    """The visible rows known at the View's time, oldest first."""
    chosen = select(SourceRow).where(SourceRow.at <= session.view.known_at)
    if source_id:
        chosen = chosen.where(SourceRow.id == source_id)
    return list(session.scalars(chosen.order_by(SourceRow.at, SourceRow.key)))


def _source(row: SourceRow) -> Source:
    return Source(row.id, row.name, Reliability(row.reliability), row.origin_group, SourceKind(row.kind))
