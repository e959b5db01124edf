"""Books of watched parties, and notifications: rows in, nouns out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from sightline.errors import NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.screening import Query
from sightline.model.watching import Book, Notification, Watched
from sightline.office.act import OPERATOR, Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id, random_id
from sightline.office.markings import current_of, mark
from sightline.office.tables import (
    NotificationMoveRow,
    NotificationRow,
    WatchBookRow,
    WatchedRow,
    WatchEndRow,
)

READ, DONE = "read", "done"


@dataclass(frozen=True, slots=True)
class NewBook:
    """What a book starts with."""

    name: str
    kind: str
    marking: Marking
    audience: str = ""


def open_book(session: GuardedSession, new: NewBook, act: Act, entropy: Entropy) -> str:
    """Make a book that belongs to whoever acts; its id."""
    book = random_id("w", entropy)
    session.add(
        WatchBookRow(
            id=book, name=new.name, kind=new.kind, owner=act.by, audience=new.audience, at=act.at, by=act.by,
            why=act.why,
        )
    )  # fmt: skip
    mark(session, WatchBookRow.__marked__, book, new.marking, act.by, act.at, act.why)
    return book


def watch(
    session: GuardedSession, book: str, queries: Iterable[Query], act: Act, entropy: Entropy
) -> list[str]:
    """Put parties into a book; their ids."""
    if not act.why.strip():
        raise UsageError("whoever is watched is watched for a reason", remedy="say why")
    added = []
    for query in queries:
        party = random_id("p", lambda size: entropy(2 * size))
        shape = query_json(query)
        session.add(WatchedRow(id=party, book_id=book, at=act.at, by=act.by, query=shape, why=act.why))
        added.append(party)
    session.flush()
    return added


def end(session: GuardedSession, party: str, act: Act, entropy: Entropy) -> None:
    """Watch a party no longer; `NotFound` for one that is not watched."""
    row = session.get(WatchedRow, party)
    if row is None or row.ends:
        raise NotFound(f"nobody is watched under {party}", remedy="see `sightline watch list`")
    session.add(WatchEndRow(id=long_id(entropy), watched_id=party, at=act.at, by=act.by, why=act.why))
    session.flush()


def books(session: GuardedSession, owner: str = "") -> tuple[Book, ...]:
    """The books there are for the session's View, with those watched at its time; of one owner if named."""
    known_at = session.view.known_at
    chosen: Select[WatchBookRow] = select(WatchBookRow).where(WatchBookRow.at <= known_at)
    if owner:
        chosen = chosen.where(WatchBookRow.owner == owner)
    loaded = selectinload(WatchBookRow.watched).selectinload(WatchedRow.ends)
    rows = list(session.scalars(chosen.order_by(WatchBookRow.at, WatchBookRow.id).options(loaded)))
    markings = current_of(session, WatchBookRow.__marked__, [row.id for row in rows])
    return tuple(_book(row, markings[row.id], session) for row in rows if row.id in markings)


def _book(row: WatchBookRow, marking: Marking, session: GuardedSession) -> Book:
    by_then = session.view.known_at
    parties = tuple(
        Watched(one.id, query_from(one.query), one.at, one.by, one.why)
        for one in row.watched
        if one.at <= by_then and not any(ended.at <= by_then for ended in one.ends)
    )
    return Book(row.id, row.name, row.kind, row.owner, row.audience, row.at, row.why, marking, parties)


def query_json(query: Query) -> dict[str, Any]:
    """The fields of a query that were given."""
    given = {name: getattr(query, name) for name in query.__struct_fields__}
    return {name: list(value) if name == "aliases" else value for name, value in given.items() if value}


def query_from(shape: dict[str, Any]) -> Query:
    """The inverse."""
    return Query(**shape | {"aliases": tuple(shape.get("aliases", ()))})


def notifications(
    session: GuardedSession,
    actions: Iterable[str],
    limit: int = 200,
    *,
    with_done: bool = True,
    id: str = "",
) -> tuple[Notification, ...]:
    """What the View's user is told, in person or as one who may do one of `actions`; the newest first.

    Whoever holds the machine sees all. Of this `id` alone where it is given; without what was dealt with
    where that is not wanted.
    """
    view = session.view
    chosen = select(NotificationRow).where(NotificationRow.at <= view.known_at)
    if id:
        chosen = chosen.where(NotificationRow.id == id)
    if not with_done:
        ended = select(NotificationMoveRow.id).where(
            NotificationMoveRow.notification_id == NotificationRow.id,
            NotificationMoveRow.state == DONE,
            NotificationMoveRow.at <= view.known_at,
        )
        chosen = chosen.where(~ended.exists())
    if view.user != OPERATOR:
        meant = NotificationRow.audience.in_(sorted(actions))
        chosen = chosen.where(or_(NotificationRow.recipient == view.user, meant))
    ordered = chosen.order_by(NotificationRow.at.desc(), NotificationRow.id).limit(limit)
    rows = list(session.scalars(ordered.options(selectinload(NotificationRow.moves))))
    markings = current_of(session, NotificationRow.__marked__, [row.id for row in rows])
    return tuple(_notification(row, markings[row.id], session) for row in rows if row.id in markings)


def _notification(row: NotificationRow, marking: Marking, session: GuardedSession) -> Notification:
    view = session.view
    mine = [one for one in row.moves if one.at <= view.known_at]
    last = mine[-1] if mine else None
    return Notification(
        row.id, row.at, row.recipient, row.audience, row.kind, row.subject_kind, row.subject, row.party,
        row.list, row.entity, row.text, last.state if last else "new", last.by if last else "",
        last.why if last else "", marking, row.body,
    )  # fmt: skip


def move(session: GuardedSession, notification: str, state: str, act: Act, entropy: Entropy) -> None:
    """Put on record that a notification was read, or dealt with."""
    row = NotificationMoveRow(id=long_id(entropy), notification_id=notification, at=act.at, by=act.by)
    row.state, row.why = state, act.why
    session.add(row)
    session.flush()
