"""Attempts to fetch lists: what the server said last, and what it must be told to send only what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables.lists import ListFetchRow

FETCHED, NOT_MODIFIED, FAILED = "fetched", "not modified", "failed"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt to get one part of a list from its publisher."""

    list: str
    part: str
    address: str
    at: datetime
    by: str
    outcome: str
    attempts: int
    etag: str
    last_modified: str
    sha256: str
    size: int
    problem: str

    def as_json(self) -> dict[str, object]:
        """The published shape."""
        return {name: getattr(self, name) for name in self.__slots__} | {"at": self.at.isoformat()}


def fetches(view: View, session: GuardedSession, list: str = "") -> tuple[Fetch, ...]:
    """Every attempt known by `view.known_at`, the newest first; of one list if named."""
    chosen = select(ListFetchRow).where(ListFetchRow.at <= view.known_at)
    if list:
        chosen = chosen.where(ListFetchRow.list == list)
    rows = [*session.scalars(chosen.order_by(ListFetchRow.at.desc(), ListFetchRow.id))]
    seen = current_of(session, ListFetchRow.__marked__, [row.id for row in rows])
    return tuple(_fetch(row) for row in rows if row.id in seen)


def _fetch(row: ListFetchRow) -> Fetch:
    return Fetch(
        row.list, row.part, row.address, row.at, row.by, row.outcome, row.attempts, row.etag,
        row.last_modified, row.sha256, row.size, row.problem,
    )  # fmt: skip


def failing(found: tuple[Fetch, ...]) -> tuple[Fetch, ...]:
    """Of fetches, the newest first, those parts whose last attempt failed."""
    last: dict[tuple[str, str], Fetch] = {}
    for one in found:
        last.setdefault((one.list, one.part), one)
    return tuple(one for _, one in sorted(last.items()) if one.outcome == FAILED)
