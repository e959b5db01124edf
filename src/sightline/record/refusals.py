"""Lists that were not taken: why, where, what to do about it, and whether that still stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables.lists import ListRefusalRow
from sightline.record.versions import ACCEPTED, HeldVersion, held


@dataclass(frozen=True, slots=True)
class RefusedList:
    """A refusal. `version` is empty where the files were not read whole: then nothing can be accepted.

    It is `open` until its version is accepted, or until a version that came later is.
    """

    id: str
    list: str
    at: datetime
    by: str
    format: str
    items: tuple[str, ...]
    version: str
    message: str
    place: str
    remedy: str
    marking: Marking
    open: bool

    def as_json(self) -> dict[str, object]:
        """One line of `sightline lists` for what is no version: the fields of one, and why it is none."""
        return {
            "version": None,
            "list": self.list,
            "dated": None,
            "known_at": self.at.isoformat(),
            "format": self.format,
            "entries": 0,
            "statements": 0,
            "partition": None,
            "manifest": None,
            "marking": str(self.marking),
            "current": False,
            "decision": "refused",
            "why": self.message,
            "by": self.by,
            "place": self.place,
            "remedy": self.remedy,
            "items": list(self.items),
            "refusal": self.id,
            "open": self.open,
        }


def refusals(view: View, session: GuardedSession) -> tuple[RefusedList, ...]:
    """Every refusal known by `view.known_at`, the newest first."""
    versions = held(view, session)
    chosen = select(ListRefusalRow).where(ListRefusalRow.at <= view.known_at)
    rows = list(session.scalars(chosen.order_by(ListRefusalRow.at.desc(), ListRefusalRow.id)))
    markings = current_of(session, ListRefusalRow.__marked__, [row.id for row in rows])
    seen = [row for row in rows if row.id in markings]
    newest: dict[str, str] = {}
    for row in seen:
        newest.setdefault(row.list, row.id)
    return tuple(_refused(row, markings[row.id], _open(row, newest, versions)) for row in seen)


def _open(row: ListRefusalRow, newest: Mapping[str, str], versions: Sequence[HeldVersion]) -> bool:
    """Whether it still wants attention: of refusals without a version only the last one of a list does."""
    accepted = [one for one in versions if one.decision == ACCEPTED and one.version.list == row.list]
    if row.version_id:
        return any(one.version.id == row.version_id and one.decision != ACCEPTED for one in versions)
    return newest[row.list] == row.id and not any(one.version.known_at > row.at for one in accepted)


def _refused(row: ListRefusalRow, marking: Marking, still: bool) -> RefusedList:
    return RefusedList(
        id=row.id,
        list=row.list,
        at=row.at,
        by=row.by,
        format=row.format,
        items=tuple(row.items),
        version=row.version_id,
        message=row.message,
        place=row.place,
        remedy=row.remedy,
        marking=marking,
        open=still,
    )
