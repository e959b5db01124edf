"""The words on payments that files tell differently, as far as they are there for a View."""

from __future__ import annotations

from sqlalchemy import select

from sightline.model.marking import Marking
from sightline.model.settlement import Settlement, Told, Word, in_order
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables import AcquisitionRow, SettlementRow


def settlements(
    view: View, session: GuardedSession, marking: Marking | None = None
) -> tuple[Settlement, ...]:
    """Every word said by `view.known_at`, as they were said; with `marking` those it covers alone.

    One is hidden with each of the two items it is about: an item that was marked later hides it too.
    """
    rows = list(session.scalars(select(SettlementRow).where(SettlementRow.at <= view.known_at)))
    if not rows:
        return ()
    markings = current_of(session, SettlementRow.__marked__, [row.id for row in rows])
    wanted = {side["item"] for row in rows for side in (row.first, row.second)}
    items = frozenset(session.scalars(select(AcquisitionRow.sha256))) & wanted
    found = (
        _settlement(row, markings[row.id])
        for row in rows
        if row.id in markings and {row.first["item"], row.second["item"]} <= items
    )
    return tuple(in_order(one for one in found if marking is None or marking.covers(one.marking)))


def _settlement(row: SettlementRow, marking: Marking) -> Settlement:
    return Settlement(
        id=row.id,
        first=Told.from_json(row.first),
        second=Told.from_json(row.second),
        word=Word(row.word),
        by=row.by,
        at=row.at,
        why=row.why,
        marking=marking,
    )
