"""One-time links: how the first visitor, a new colleague and a locked-out administrator come in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, select, update

from sightline.errors import Conflict, SignInRequired
from sightline.office import second_factor
from sightline.office.act import Act
from sightline.office.bearer import new_secret, stored_form
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, random_id
from sightline.office.sign_in import forgive
from sightline.office.tables import OneTimeLinkRow, UserRow
from sightline.office.users import Account, account_of, find, record, row_of, shut_out

LIFETIME = timedelta(hours=1)


def issue(
    session: GuardedSession, user_id: str, act: Act, entropy: Entropy, lifetime: timedelta = LIFETIME
) -> str:
    """Make a link's secret and return it, once; earlier links of the user no longer work."""
    row = row_of(session, user_id)
    if row.disabled:
        raise Conflict(f"{row.name} is disabled", remedy="enable the account first")
    session.execute(
        update(OneTimeLinkRow)
        .where(OneTimeLinkRow.user_id == user_id, OneTimeLinkRow.revoked_at.is_(None))
        .values(revoked_at=act.at)
    )
    secret = new_secret(entropy)
    session.add(
        OneTimeLinkRow(
            id=random_id("l", entropy),
            token_hash=stored_form(secret),
            user_id=user_id,
            issued_by=act.by,
            created_at=act.at,
            expires_at=act.at + lifetime,
        )
    )
    record(session, user_id, "link issued", act, entropy)
    return secret


def consume(session: GuardedSession, secret: str, at: datetime) -> Account:
    """Use a link up and say whose it was. `SignInRequired` when it was used, expired or never was.

    Of two that try at the same moment one wins: the database decides, not this process.
    """
    refusal = SignInRequired("this link does not work any more", remedy="ask for a new one")
    used = session.execute(
        update(OneTimeLinkRow)
        .where(
            OneTimeLinkRow.token_hash == stored_form(secret),
            OneTimeLinkRow.used_at.is_(None),
            OneTimeLinkRow.revoked_at.is_(None),
            OneTimeLinkRow.expires_at > at,
        )
        .values(used_at=at)
    )
    if not isinstance(used, CursorResult) or used.rowcount != 1:
        raise refusal
    user = session.scalar(
        select(UserRow)
        .join(OneTimeLinkRow, OneTimeLinkRow.user_id == UserRow.id)
        .where(OneTimeLinkRow.token_hash == stored_form(secret))
    )
    if user is None or user.disabled:
        raise refusal
    return account_of(user)


def readmit(session: GuardedSession, name: str, act: Act, entropy: Entropy) -> str:
    """Let a locked-out user back in: password and second factor go, sessions, tokens and links end,
    failed attempts are forgiven, and a fresh link's secret is returned.

    For whoever holds the machine (`sightline user link NAME`), never for a web page.
    """
    account = find(session, name)
    row = row_of(session, account.id)
    row.disabled = False
    row.password_hash = ""
    shut_out(session, account.id, act.at)
    second_factor.clear(session, account.id, act, entropy)
    forgive(session, account.name)
    record(session, account.id, "readmitted", act, entropy)
    return issue(session, account.id, act, entropy)
