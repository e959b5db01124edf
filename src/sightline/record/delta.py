"""What is affected when one version of a list takes the place of another: the entries that differ, alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables import ListVersionRow
from sightline.record.diff import Change, Diff, diff
from sightline.record.versions import ACCEPTED, version_of


@dataclass(frozen=True, slots=True)
class Affected:
    """The changes by reference, and which entries stand under these references before and after."""

    changes: Mapping[str, Change]
    before: Mapping[str, str]
    """id of an entry in the old version, and its reference"""
    after: Mapping[str, str]

    def __len__(self) -> int:
        """How many entries differ: added, removed and changed."""
        return len(self.changes)


def affected(view: View, lake: Lake, old: ListVersion | None, new: ListVersion | None) -> Affected:
    """What differs; everything where there is only one of the two.

    Entries are compared by the hash of what they say, and only those that differ are read.
    """
    found = diff(view, lake, old, new) if old and new else _whole(view, lake, old, new)
    changes = {change.reference: change for change in found}
    return Affected(changes, _standing(view, lake, old, changes), _standing(view, lake, new, changes))


def _whole(view: View, lake: Lake, old: ListVersion | None, new: ListVersion | None) -> Diff:
    return Diff(_all("added", view, lake, new), _all("removed", view, lake, old), ())


def _all(kind: str, view: View, lake: Lake, version: ListVersion | None) -> tuple[Change, ...]:
    entries = lake.entries(view, version) if version else ()
    return tuple(Change(kind, one.reference or one.id, one.id, one.caption) for one in entries)


def _standing(
    view: View, lake: Lake, version: ListVersion | None, changes: Mapping[str, Change]
) -> dict[str, str]:
    entries = lake.entries(view, version) if version else ()
    named = ((one.id, one.reference or one.id) for one in entries)
    return {id: reference for id, reference in named if reference in changes}


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every version of every list with the decisions on it: what held, for any clearance, at any time."""

    versions: tuple[tuple[ListVersion, tuple[tuple[datetime, str], ...]], ...]

    def lists(self) -> tuple[str, ...]:
        """Ids of the lists."""
        return tuple(sorted({version.list for version, _ in self.versions}))

    def markings(self, list: str) -> frozenset[Marking]:
        """The markings that versions of a list have."""
        return frozenset(version.marking for version, _ in self.versions if version.list == list)

    def current(self, list: str, clearance: Marking, on: date, known_at: datetime) -> ListVersion | None:
        """The version that held for this clearance, as `versions.current` has it."""
        holding = None
        for version, decisions in self.versions:
            if version.list != list or version.dated > on or not clearance.covers(version.marking):
                continue
            made = [decision for at, decision in decisions if at <= known_at]
            if version.known_at <= known_at and made and made[-1] == ACCEPTED:
                holding = version
        return holding

    def named(self, id: str) -> ListVersion | None:
        """The version of this id, if it is there."""
        return next((version for version, _ in self.versions if version.id == id), None)


def timeline(view: View, session: GuardedSession) -> Timeline:
    """The versions known to the View, by list, day and when they became known."""
    chosen = (
        select(ListVersionRow)
        .where(ListVersionRow.known_at <= view.known_at)
        .order_by(
            ListVersionRow.list, ListVersionRow.dated, ListVersionRow.known_at, ListVersionRow.partition
        )
        .options(selectinload(ListVersionRow.decisions))
    )
    rows = list(session.scalars(chosen))
    markings = current_of(session, ListVersionRow.__marked__, [row.id for row in rows])
    return Timeline(tuple(_decided(row, markings[row.id]) for row in rows if row.id in markings))


def _decided(row: ListVersionRow, marking: Marking) -> tuple[ListVersion, tuple[tuple[datetime, str], ...]]:
    return version_of(row, marking), tuple((one.at, one.decision) for one in row.decisions)


def viewpoints(markings: Iterable[Marking], own: Marking) -> tuple[Marking, ...]:
    """The clearances from which a list may look different to those who may see what is marked `own`."""
    joined = {own.joined(marking) for marking in markings}
    return tuple(sorted(joined, key=lambda one: (one.level, len(one.compartments), str(one))))
