"""People who work here: their role, their clearance, and every change to either on record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update

from sightline.errors import BadInput, Conflict, NotAllowed, NotFound
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.act import DOORKEEPER, OPERATOR, Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id, random_id
from sightline.office.roles import Action, actions
from sightline.office.tables import ApiTokenRow, OneTimeLinkRow, SessionRow, UserChangeRow, UserRow

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
RESERVED = frozenset({OPERATOR, DOORKEEPER})
"""Names the machine acts under; nobody may sign in with one."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user without their secrets."""

    id: str
    name: str
    role: str
    clearance: Marking
    disabled: bool
    has_password: bool
    has_second_factor: bool
    created_at: datetime

    def may(self, action: str) -> bool:
        """Whether their role allows an action."""
        return not self.disabled and Action(action) in actions(self.role)

    def view(self, now: datetime, as_of: date | None = None, known_at: datetime | None = None) -> View:
        """The View they read through: today and now unless told otherwise."""
        return View(self.name, self.clearance, as_of or now.date(), known_at or now)


@dataclass(frozen=True, slots=True)
class NewUser:
    """Someone who is to work here. `name` is lower case, as in `invented.person-1`."""

    name: str
    role: str
    clearance: Marking = Marking()


@dataclass(frozen=True, slots=True)
class UserChange:
    """One line of a user's history."""

    at: datetime
    by: str
    what: str
    detail: dict[str, Any]
    why: str


def add(session: GuardedSession, new: NewUser, act: Act, entropy: Entropy) -> Account:
    """Make an account without password; its owner comes in by a one-time link.

    Raises `BadInput` for a name that cannot be one and `Conflict` for a name that is taken.
    """
    name = new.name.strip().lower()
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise BadInput(f"not a user name: {new.name!r}", remedy="use lower-case letters, digits, . _ -")
    actions(new.role)
    _require_own(session, new.clearance)
    if session.scalar(select(UserRow).where(UserRow.name == name)):
        raise Conflict(f"there is a user {name!r} already")
    row = UserRow(
        id=random_id("u", entropy),
        name=name,
        role=new.role,
        clearance=str(new.clearance),
        created_at=act.at,
    )
    session.add(row)
    session.flush()
    record(session, row.id, "added", act, entropy, role=new.role, clearance=str(new.clearance))
    return account_of(row)


def find(session: GuardedSession, name: str) -> Account:
    """The account of a name; `NotFound` where there is none."""
    row = session.scalar(select(UserRow).where(UserRow.name == name.strip().lower()))
    if row is None:
        raise NotFound(f"no such user: {name}")
    return account_of(row)


def everyone(session: GuardedSession) -> tuple[Account, ...]:
    """All accounts by name, disabled ones included. For whoever may manage users."""
    return tuple(account_of(row) for row in session.scalars(select(UserRow).order_by(UserRow.name)))


def set_role(session: GuardedSession, user_id: str, role: str, act: Act, entropy: Entropy) -> None:
    """Give another role; `Conflict` when that would leave nobody to manage users."""
    actions(role)
    row = row_of(session, user_id)
    if role != "admin":
        _require_another_admin(session, row)
    record(session, user_id, "role", act, entropy, before=row.role, after=role)
    row.role = role


def set_clearance(
    session: GuardedSession, user_id: str, clearance: Marking, act: Act, entropy: Entropy
) -> None:
    """Give another clearance; holds from the next request on. `NotAllowed` beyond one's own."""
    _require_own(session, clearance)
    row = row_of(session, user_id)
    record(session, user_id, "clearance", act, entropy, before=row.clearance, after=str(clearance))
    row.clearance = str(clearance)


def disable(session: GuardedSession, user_id: str, act: Act, entropy: Entropy) -> None:
    """Keep someone out from now on: sessions, tokens and links end; what they did stays theirs."""
    row = row_of(session, user_id)
    _require_another_admin(session, row)
    row.disabled = True
    shut_out(session, user_id, act.at)
    record(session, user_id, "disabled", act, entropy)


def enable(session: GuardedSession, user_id: str, act: Act, entropy: Entropy) -> None:
    """Let someone back in. What was revoked stays revoked."""
    row_of(session, user_id).disabled = False
    record(session, user_id, "enabled", act, entropy)


def changes(session: GuardedSession, user_id: str) -> tuple[UserChange, ...]:
    """Everything that was changed about a user, oldest first."""
    rows = session.scalars(
        select(UserChangeRow)
        .where(UserChangeRow.user_id == user_id)
        .order_by(UserChangeRow.at, UserChangeRow.number)
    )
    return tuple(UserChange(row.at, row.by, row.what, row.detail, row.why) for row in rows)


def shut_out(session: GuardedSession, user_id: str, at: datetime) -> None:
    """End every session, token and link of a user."""
    for table in (SessionRow, ApiTokenRow, OneTimeLinkRow):
        session.execute(
            update(table).where(table.user_id == user_id, table.revoked_at.is_(None)).values(revoked_at=at)
        )


def record(
    session: GuardedSession, user_id: str, what: str, act: Act, entropy: Entropy, **detail: str
) -> None:
    """Add a line to a user's history. `detail` never holds a secret."""
    counted = select(func.max(UserChangeRow.number)).where(UserChangeRow.user_id == user_id)
    session.add(
        UserChangeRow(
            id=long_id(entropy),
            user_id=user_id,
            number=(session.scalar(counted) or 0) + 1,
            at=act.at,
            by=act.by,
            what=what,
            detail=detail,
            why=act.why or session.why,
        )
    )


def row_of(session: GuardedSession, user_id: str) -> UserRow:
    """The row of an account; `NotFound` where there is none. For this package."""
    row = session.get(UserRow, user_id)
    if row is None:
        raise NotFound(f"no such user: {user_id}")
    return row


def account_of(row: UserRow) -> Account:
    """What may be told of a row."""
    return Account(
        id=row.id,
        name=row.name,
        role=row.role,
        clearance=Marking.parse(row.clearance),
        disabled=row.disabled,
        has_password=bool(row.password_hash),
        has_second_factor=row.totp_confirmed,
        created_at=row.created_at,
    )


def _require_own(session: GuardedSession, clearance: Marking) -> None:
    """Refuse to give a clearance one does not have: else whoever manages users could see everything."""
    view = session.view
    if view.user not in RESERVED and not view.may_see(clearance):
        raise NotAllowed(f"a clearance beyond your own: {clearance}", remedy="ask whoever holds the machine")


def _require_another_admin(session: GuardedSession, row: UserRow) -> None:
    """Refuse to take away the last account that can manage users."""
    if row.role != "admin" or row.disabled:
        return
    others = select(func.count(UserRow.id)).where(
        UserRow.role == "admin", UserRow.disabled.is_(False), UserRow.id != row.id
    )
    if not session.scalar(others):
        raise Conflict(f"{row.name} is the last administrator", remedy="make another one first")
