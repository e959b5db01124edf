"""Browsers that are signed in. A session lives here, not in the browser, so it can be ended here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from sightline.errors import NotFound, SignInRequired
from sightline.office.bearer import new_secret, stored_form
from sightline.office.database import Office, doorkeeper
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, random_id
from sightline.office.tables import SessionRow, UserRow
from sightline.office.users import Account, account_of

SEEN_EVERY = timedelta(minutes=1)
"""How fine the last visit is recorded: not every page is a write."""


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long a session lives when nothing happens, and at most."""

    idle: timedelta = timedelta(hours=2)
    absolute: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Visit:
    """From where someone signs in: network address and the browser's own words."""

    address: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its owner may see it, to end one they do not know."""

    id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Present:
    """Who is at the door, and by which session."""

    account: Account
    session_id: str


def start(
    session: GuardedSession, user_id: str, visit: Visit, at: datetime, entropy: Entropy, lifetimes: Lifetimes
) -> str:
    """Begin a session and return its token, which is stored nowhere."""
    token = new_secret(entropy)
    session.add(
        SessionRow(
            id=random_id("s", entropy),
            token_hash=stored_form(token),
            user_id=user_id,
            created_at=at,
            seen_at=at,
            expires_at=at + lifetimes.absolute,
            address=visit.address[:100],
            agent=visit.agent[:300],
        )
    )
    return token


def resume(office: Office, token: str, at: datetime, lifetimes: Lifetimes) -> Present:
    """Whose token this is; `SignInRequired` when it is unknown, expired, revoked or its owner disabled."""
    with office.read(doorkeeper(at)) as session:
        found = session.execute(
            select(SessionRow, UserRow)
            .join(UserRow, UserRow.id == SessionRow.user_id)
            .where(SessionRow.token_hash == stored_form(token))
        ).first()
    if found is None:
        raise SignInRequired("sign in")
    row, user = found
    if row.revoked_at or user.disabled or at >= row.expires_at or at >= row.seen_at + lifetimes.idle:
        raise SignInRequired("your session has ended", remedy="sign in again")
    if at >= row.seen_at + SEEN_EVERY:
        with office.write(doorkeeper(at), "seen") as writing:
            writing.execute(update(SessionRow).where(SessionRow.id == row.id).values(seen_at=at))
    return Present(account_of(user), row.id)


def of_user(
    session: GuardedSession, user_id: str, at: datetime, lifetimes: Lifetimes
) -> tuple[OpenSession, ...]:
    """The sessions of a user that are open, newest first."""
    rows = session.scalars(
        select(SessionRow)
        .where(
            SessionRow.user_id == user_id,
            SessionRow.revoked_at.is_(None),
            SessionRow.expires_at > at,
            SessionRow.seen_at > at - lifetimes.idle,
        )
        .order_by(SessionRow.created_at.desc(), SessionRow.id)
    )
    return tuple(
        OpenSession(row.id, row.created_at, row.seen_at, row.expires_at, row.address, row.agent)
        for row in rows
    )


def revoke(session: GuardedSession, user_id: str, session_id: str, at: datetime) -> None:
    """End one session of a user; `NotFound` when it is not theirs."""
    row = session.get(SessionRow, session_id)
    if row is None or row.user_id != user_id:
        raise NotFound(f"no such session: {session_id}")
    row.revoked_at = row.revoked_at or at


def revoke_all(session: GuardedSession, user_id: str, at: datetime, keep: str = "") -> None:
    """End all sessions of a user, but the one that asks where `keep` names it."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.user_id == user_id, SessionRow.revoked_at.is_(None), SessionRow.id != keep)
        .values(revoked_at=at)
    )
