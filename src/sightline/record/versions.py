"""Which version of each list holds for a View: what it said on the day, as far as we knew it then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from sightline.errors import NotFound
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables.lists import ListDecisionRow, ListVersionRow

ACCEPTED, REFUSED = "accepted", "refused"
_ORDER = (ListVersionRow.list, ListVersionRow.dated, ListVersionRow.known_at, ListVersionRow.partition)


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """A version with the last decision on it, and whether it is the one that holds for the View."""

    version: ListVersion
    current: bool
    decision: str
    why: str
    by: str = ""
    decided_at: datetime | None = None

    def as_json(self) -> dict[str, object]:
        """One line of `sightline lists`."""
        return {
            "version": self.version.id,
            "list": self.version.list,
            "dated": self.version.dated.isoformat(),
            "known_at": self.version.known_at.isoformat(),
            "format": self.version.format,
            "entries": self.version.entries,
            "statements": self.version.statements,
            "partition": self.version.partition,
            "manifest": self.version.manifest,
            "marking": str(self.version.marking),
            "current": self.current,
            "decision": self.decision,
            "why": self.why,
            "by": self.by,
            "items": list(self.version.items),
        }


def held(view: View, session: GuardedSession) -> tuple[HeldVersion, ...]:
    """Every version known and decided on by `view.known_at`, refused ones included, by list and day."""
    now = {version.id for version in current(view, session)}
    rows = list(session.scalars(_known(view)))
    markings = current_of(session, ListVersionRow.__marked__, [row.id for row in rows])
    return tuple(
        HeldVersion(
            version_of(row, markings[row.id]), row.id in now, last.decision, last.why, last.by, last.at
        )
        for row in rows
        if row.id in markings and (last := _decision(view, row))
    )


def _known(view: View) -> Select[ListVersionRow]:
    return (
        select(ListVersionRow)
        .where(ListVersionRow.known_at <= view.known_at)
        .order_by(
            ListVersionRow.list, ListVersionRow.dated, ListVersionRow.known_at, ListVersionRow.partition
        )
        .options(selectinload(ListVersionRow.decisions))
    )


def named(view: View, session: GuardedSession, name: str) -> ListVersion:
    """The version of this id; `NotFound` when there is none for the View."""
    for one in held(view, session):
        if one.version.id == name:
            return one.version
    raise NotFound(f"no such list version: {name}", remedy="see `sightline lists`")


def current(view: View, session: GuardedSession, lists: Sequence[str] = ()) -> tuple[ListVersion, ...]:
    """One version a list, sorted by list: of those accepted and known by `view.known_at`, the newest dated.

    None dated after `view.as_of` counts. Of two dated alike, the one known later holds. `lists` narrows
    to these ids; a list the View may not see is not there.
    """
    chosen = _known(view).where(ListVersionRow.dated <= view.as_of)
    if lists:
        chosen = chosen.where(ListVersionRow.list.in_(list(lists)))
    rows = [row for row in session.scalars(chosen) if _accepted(view, row)]
    markings = current_of(session, ListVersionRow.__marked__, [row.id for row in rows])
    newest = {row.list: version_of(row, markings[row.id]) for row in rows if row.id in markings}
    return tuple(newest[name] for name in sorted(newest))


def accepted(view: View, session: GuardedSession, list: str) -> tuple[ListVersion, ...]:
    """Every accepted version of a list, whatever its day, by day and by when it became known."""
    rows = session.scalars(_known(view).where(ListVersionRow.list == list))
    taken = [row for row in rows if _accepted(view, row)]
    markings = current_of(session, ListVersionRow.__marked__, [row.id for row in taken])
    return tuple(version_of(row, markings[row.id]) for row in taken if row.id in markings)


def _decision(view: View, row: ListVersionRow) -> ListDecisionRow | None:
    """The last decision anyone had made by then, or nothing."""
    made = [decision for decision in row.decisions if decision.at <= view.known_at]
    return made[-1] if made else None


def _accepted(view: View, row: ListVersionRow) -> bool:
    last = _decision(view, row)
    return last is not None and last.decision == ACCEPTED


def version_of(row: ListVersionRow, marking: Marking) -> ListVersion:
    """The noun of a row of the office."""
    return ListVersion(
        list=row.list,
        partition=row.partition,
        format=row.format,
        dated=row.dated,
        known_at=row.known_at,
        entries=row.entries,
        statements=row.statements,
        manifest=row.manifest,
        items=tuple(row.items),
        marking=marking,
        id=row.id,
    )
