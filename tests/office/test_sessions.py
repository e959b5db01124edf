"""A session ends when it is idle, old, revoked, or its owner is shut out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from sightline.errors import NotFound, SignInRequired
from sightline.office import Office, sessions, users
from sightline.office.act import Act
from sightline.office.database import doorkeeper
from sightline.office.sessions import Lifetimes, Visit
from sightline.office.tables import SessionRow
from sightline.office.users import Account
from tests.office.people import person

Entropy = Callable[[int], bytes]
LIVES = Lifetimes(idle=timedelta(hours=2), absolute=timedelta(hours=12))
SECOND = timedelta(seconds=1)


@pytest.fixture
def someone(office: Office, at: datetime, entropy: Entropy) -> Account:
    return person(office, "invented.person-1", "expert", at, entropy)


def begin(office: Office, account: Account, at: datetime, entropy: Entropy) -> str:
    with office.write(doorkeeper(at)) as session:
        return sessions.start(session, account.id, Visit("192.0.2.1", "a test"), at, entropy, LIVES)


def test_the_token_is_long_random_and_not_stored(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    tokens = {begin(office, someone, at, entropy) for _ in range(3)}
    assert len(tokens) == 3 and all(len(token) == 43 for token in tokens)
    with office.read(doorkeeper(at)) as session:
        stored = str([vars(row) for row in session.scalars(select(SessionRow))])
    assert not any(token in stored for token in tokens)


def test_idle_and_absolute_ends(office: Office, someone: Account, at: datetime, entropy: Entropy) -> None:
    token = begin(office, someone, at, entropy)
    visited = at
    while visited + LIVES.idle - SECOND < at + LIVES.absolute:
        visited += LIVES.idle - SECOND
        assert sessions.resume(office, token, visited, LIVES).account == someone
    sessions.resume(office, token, at + LIVES.absolute - SECOND, LIVES)
    with pytest.raises(SignInRequired):
        sessions.resume(office, token, at + LIVES.absolute, LIVES)
    other = begin(office, someone, at, entropy)
    with pytest.raises(SignInRequired):
        sessions.resume(office, other, at + LIVES.idle, LIVES)


@pytest.mark.parametrize("token", ["", "unknown", "x" * 43])
def test_an_unknown_token(office: Office, at: datetime, token: str) -> None:
    with pytest.raises(SignInRequired):
        sessions.resume(office, token, at, LIVES)


def test_one_is_ended_and_the_others_go_on(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    lost, kept = (begin(office, someone, at, entropy) for _ in range(2))
    lost_id = sessions.resume(office, lost, at, LIVES).session_id
    with office.write(doorkeeper(at)) as session:
        sessions.revoke(session, someone.id, lost_id, at)
        assert [one.address for one in sessions.of_user(session, someone.id, at, LIVES)] == ["192.0.2.1"]
    with pytest.raises(SignInRequired):
        sessions.resume(office, lost, at, LIVES)
    assert sessions.resume(office, kept, at, LIVES)


def test_nobody_ends_the_session_of_another(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    other = person(office, "invented.person-2", "admin", at, entropy)
    token = begin(office, someone, at, entropy)
    theirs = sessions.resume(office, token, at, LIVES).session_id
    with pytest.raises(NotFound), office.write(doorkeeper(at)) as session:
        sessions.revoke(session, other.id, theirs, at)
    assert sessions.resume(office, token, at, LIVES)


def test_all_but_the_one_that_asks(office: Office, someone: Account, at: datetime, entropy: Entropy) -> None:
    first, second, third = (begin(office, someone, at, entropy) for _ in range(3))
    keep = sessions.resume(office, second, at, LIVES).session_id
    with office.write(doorkeeper(at)) as session:
        sessions.revoke_all(session, someone.id, at, keep=keep)
    assert sessions.resume(office, second, at, LIVES)
    for ended in (first, third):
        with pytest.raises(SignInRequired):
            sessions.resume(office, ended, at, LIVES)


def test_a_disabled_owner_is_out_at_once(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    token = begin(office, someone, at, entropy)
    with office.write(doorkeeper(at)) as session:
        users.disable(session, someone.id, Act("operator", at), entropy)
        users.enable(session, someone.id, Act("operator", at), entropy)
    with pytest.raises(SignInRequired):
        sessions.resume(office, token, at, LIVES)
