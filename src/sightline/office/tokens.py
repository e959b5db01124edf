"""Tokens for scripts, `slt_…`: each may do what its scopes say, never more than its owner's role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from sightline.errors import BadInput, NotAllowed, NotFound, SignInRequired
from sightline.office.act import Act
from sightline.office.bearer import new_secret, stored_form
from sightline.office.database import Office, doorkeeper
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, random_id
from sightline.office.roles import Action
from sightline.office.tables import ApiTokenRow, UserRow
from sightline.office.users import Account, account_of, record, row_of

PREFIX = "slt_"
LONGEST = timedelta(days=366)
"""No token lives longer: what nobody renews, nobody needs."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token is for: a label for people, the actions it may do, the end of its life."""

    label: str
    scopes: frozenset[Action]
    expires_at: datetime

    @classmethod
    def of(cls, label: str, scopes: Iterable[str], expires_at: datetime) -> Grant:
        """From words; `BadInput` for a scope that does not exist."""
        given = frozenset(scopes)
        if unknown := sorted(given - {action.value for action in Action}):
            raise BadInput(f"no such scope: {unknown[0]!r}", remedy="use " + ", ".join(Action))
        return cls(label, frozenset(Action(scope) for scope in given), expires_at)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token as its owner may see it; the token itself is stored nowhere."""

    id: str
    label: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def issue(session: GuardedSession, user_id: str, grant: Grant, act: Act, entropy: Entropy) -> str:
    """Make a token and return it, once. `NotAllowed` for a scope beyond the owner's role."""
    account = account_of(row_of(session, user_id))
    if not grant.scopes or not act.at < grant.expires_at <= act.at + LONGEST:
        raise BadInput("a token has a scope and ends within a year", remedy="name both")
    if beyond := sorted(scope for scope in grant.scopes if not account.may(scope)):
        raise NotAllowed(f"a scope beyond the role of {account.name}: {beyond[0]}")
    token = new_secret(entropy, PREFIX)
    row = ApiTokenRow(
        id=random_id("t", entropy),
        token_hash=stored_form(token),
        user_id=user_id,
        label=grant.label,
        scopes=sorted(grant.scopes),
        created_at=act.at,
        expires_at=grant.expires_at,
    )
    session.add(row)
    record(session, user_id, "token issued", act, entropy, token=row.id, scopes=" ".join(row.scopes))
    return token


def admit(office: Office, token: str, action: str, at: datetime) -> Account:
    """Whose token this is. `SignInRequired` when it does not hold, `NotAllowed` beyond its scope."""
    asked = "token", stored_form(token), action, at.date()
    account, expires_at = office.remembered(asked, at, lambda: _admitted(office, token, action, at))
    if at >= expires_at:
        raise SignInRequired("the token does not hold", remedy="issue a new one")
    return account


def _admitted(office: Office, token: str, action: str, at: datetime) -> tuple[Account, datetime]:
    with office.read(doorkeeper(at)) as session:
        found = session.execute(
            select(ApiTokenRow, UserRow)
            .join(UserRow, UserRow.id == ApiTokenRow.user_id)
            .where(ApiTokenRow.token_hash == stored_form(token))
        ).first()
    if found is None:
        raise SignInRequired("the token does not hold", remedy="issue a new one")
    row, user = found
    if row.revoked_at or user.disabled or at >= row.expires_at:
        raise SignInRequired("the token does not hold", remedy="issue a new one")
    account = account_of(user)
    if action not in row.scopes or not account.may(action):
        raise NotAllowed(f"the token does not allow this: {action}")
    if row.used_at is None or row.used_at.date() != at.date():
        with office.write(doorkeeper(at), "used") as writing:
            writing.execute(update(ApiTokenRow).where(ApiTokenRow.id == row.id).values(used_at=at))
    return account, row.expires_at


def of_user(session: GuardedSession, user_id: str) -> tuple[IssuedToken, ...]:
    """All tokens of a user, newest first."""
    rows = session.scalars(
        select(ApiTokenRow)
        .where(ApiTokenRow.user_id == user_id)
        .order_by(ApiTokenRow.created_at.desc(), ApiTokenRow.id)
    )
    return tuple(
        IssuedToken(
            row.id,
            row.label,
            tuple(row.scopes),
            row.created_at,
            row.expires_at,
            row.used_at,
            row.revoked_at,
        )
        for row in rows
    )


def revoke(session: GuardedSession, user_id: str, token_id: str, act: Act, entropy: Entropy) -> None:
    """End a token of a user; `NotFound` when it is not theirs."""
    row = session.get(ApiTokenRow, token_id)
    if row is None or row.user_id != user_id:
        raise NotFound(f"no such token: {token_id}")
    row.revoked_at = row.revoked_at or act.at
    record(session, user_id, "token revoked", act, entropy, token=token_id)
