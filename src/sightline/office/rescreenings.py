"""How far whoever is watched has been held against the lists: the last row of each chain."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import aliased

from sightline.office.guard import GuardedSession
from sightline.office.tables import RescreeningRow

Chain = tuple[str, str, str]
"""subject, list, viewpoint"""


def newest(session: GuardedSession) -> dict[Chain, RescreeningRow]:
    """The last rescreening of every subject, list and viewpoint."""
    row, later = RescreeningRow, aliased(RescreeningRow)
    after = select(later.id).where(
        later.subject == row.subject,
        later.list == row.list,
        later.viewpoint == row.viewpoint,
        later.number > row.number,
    )
    found = session.scalars(select(row).where(~after.exists()))
    return {(one.subject, one.list, one.viewpoint): one for one in found}
