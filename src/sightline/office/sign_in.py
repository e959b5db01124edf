"""Signing in with name, password and code. Whatever is wrong, the answer and the work are the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update

from sightline.errors import NotAllowed, SignInRequired
from sightline.office import passwords, second_factor, sessions
from sightline.office.act import Act
from sightline.office.database import Office, doorkeeper
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id
from sightline.office.passwords import Cost
from sightline.office.sessions import Lifetimes, Visit
from sightline.office.tables import SignInAttemptRow, UserRow
from sightline.office.users import Account, account_of, record, row_of

OWN_ACCOUNT = "own account"
"""Where an attempt comes from that is made by someone signed in; no network address reads like this."""
SPARE_SEED = "A" * 32
"""A seed to compare codes with where there is none, so that the work is the same."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many failed attempts within `window` before further ones are refused unseen."""

    window: timedelta = timedelta(minutes=15)
    name_from_address: int = 5
    name: int = 30
    """from anywhere: high, because whoever knows a name could keep its owner out"""
    address: int = 60


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of signing in."""

    limits: Limits = field(default_factory=Limits)
    cost: Cost = field(default_factory=Cost)
    lifetimes: Lifetimes = field(default_factory=Lifetimes)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What someone typed."""

    name: str
    password: str = field(repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Someone who came in, and the token of their session."""

    account: Account
    token: str = field(repr=False)


def sign_in(
    office: Office, given: Credentials, visit: Visit, at: datetime, entropy: Entropy, policy: Policy
) -> SignedIn:
    """Begin a session.

    Raises `SignInRequired`, always in the same words, when name, password or code do not fit, and
    `NotAllowed` after too many attempts, for names that exist and names that do not.
    """
    attempt = _open_attempt(office, given.name, visit.address, at, entropy, policy.limits)
    with office.read(doorkeeper(at)) as session:
        row = session.scalar(select(UserRow).where(UserRow.name == given.name.strip().lower()))
    fits = passwords.agrees(row.password_hash if row else "", given.password, policy.cost)
    seed = row.totp_secret if row and row.totp_confirmed else ""
    step = second_factor.matching_step(seed or SPARE_SEED, given.code, at)
    with office.write(doorkeeper(at), "signed in") as session:
        admitted = (
            row is not None
            and fits
            and _unchanged(session, row)
            and (not seed or (step is not None and second_factor.accept(session, row.id, step)))
        )
        _close_attempt(session, attempt, admitted)
        if admitted and row is not None:
            _refresh_hash(session, row, given.password, policy.cost, entropy)
            token = sessions.start(session, row.id, visit, at, entropy, policy.lifetimes)
            return SignedIn(account_of(row), token)
    raise SignInRequired("name, password or code do not fit", remedy="try again")


def confirm(office: Office, name: str, password: str, at: datetime, entropy: Entropy, policy: Policy) -> None:
    """That whoever is signed in knows their password; `NotAllowed` when it does not fit, and after too
    many attempts: a session left open is no place to guess it."""
    attempt = _open_attempt(office, name, OWN_ACCOUNT, at, entropy, policy.limits)
    with office.read(doorkeeper(at)) as session:
        row = session.scalar(select(UserRow).where(UserRow.name == name.strip().lower()))
    fits = passwords.agrees(row.password_hash if row else "", password, policy.cost)
    with office.write(doorkeeper(at), "password confirmed") as session:
        _close_attempt(session, attempt, fits)
    if not fits:
        raise NotAllowed(
            "the present password does not fit", remedy="write the one you sign in with, or ask for a link"
        )


def set_password(
    session: GuardedSession, user_id: str, password: str, act: Act, entropy: Entropy, cost: Cost
) -> None:
    """Give a user a new password and end their sessions. `BadInput` when it is too short."""
    row_of(session, user_id).password_hash = passwords.hash_password(password, cost, entropy)
    sessions.revoke_all(session, user_id, act.at)
    record(session, user_id, "password set", act, entropy)


def forgive(session: GuardedSession, name: str) -> None:
    """Let failed attempts for a name no longer count."""
    session.execute(
        update(SignInAttemptRow)
        .where(SignInAttemptRow.name_hash == _name_hash(name), SignInAttemptRow.outcome != "admitted")
        .values(outcome="forgiven")
    )


def _open_attempt(
    office: Office, name: str, address: str, at: datetime, entropy: Entropy, limits: Limits
) -> str:
    """Put the attempt on record before anything is compared, so that many at once count as many."""
    row = SignInAttemptRow(
        id=long_id(entropy), name_hash=_name_hash(name), address=address[:100], at=at, outcome="open"
    )
    with office.write(doorkeeper(at), "attempt") as session:
        if _too_many(session, row, limits):
            raise NotAllowed(
                "too many attempts",
                remedy=f"wait {int(limits.window.total_seconds() // 60)} minutes, or ask for a one-time link",
            )
        session.add(row)
    return row.id


def _too_many(session: GuardedSession, row: SignInAttemptRow, limits: Limits) -> bool:
    same_name = SignInAttemptRow.name_hash == row.name_hash
    same_address = SignInAttemptRow.address == row.address
    rules: tuple[tuple[int, ColumnElement[bool]], ...] = (
        (limits.name_from_address, same_name & same_address),
        (limits.name, same_name),
        (limits.address, same_address),
    )
    failed = SignInAttemptRow.outcome.in_(("open", "refused"))
    recent = SignInAttemptRow.at > row.at - limits.window
    counted = select(func.count(SignInAttemptRow.id)).where(failed, recent)
    return any((session.scalar(counted.where(rule)) or 0) >= most for most, rule in rules)


def _unchanged(session: GuardedSession, row: UserRow) -> bool:
    """Whether the account still is as it was when the password was compared, and may come in."""
    now = session.get(UserRow, row.id)
    return now is not None and not now.disabled and _secrets(now) == _secrets(row)


def _secrets(row: UserRow) -> tuple[str, str, bool]:
    return row.password_hash, row.totp_secret, row.totp_confirmed


def _close_attempt(session: GuardedSession, attempt: str, admitted: bool) -> None:
    row = session.get(SignInAttemptRow, attempt)
    if row is not None:
        row.outcome = "admitted" if admitted else "refused"


def _refresh_hash(session: GuardedSession, row: UserRow, password: str, cost: Cost, entropy: Entropy) -> None:
    """Hash again where the parameters have changed since."""
    if passwords.outdated(row.password_hash, cost):
        fresh = passwords.hash_password(password, cost, entropy)
        session.execute(update(UserRow).where(UserRow.id == row.id).values(password_hash=fresh))


def _name_hash(name: str) -> str:
    return hashlib.sha256(name.strip().lower().encode("utf-8")).hexdigest()
