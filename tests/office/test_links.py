"""A link works once, for one hour, and lets a locked-out administrator back in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest

from sightline.errors import Conflict, NotAllowed, SignInRequired
from sightline.office import Office, links, second_factor, sessions, users
from sightline.office.act import Act
from sightline.office.database import doorkeeper
from sightline.office.sessions import Visit
from sightline.office.sign_in import Credentials, set_password, sign_in
from sightline.office.users import Account
from tests.office.people import CHEAP, PASSWORD, POLICY, person

Entropy = Callable[[int], bytes]
OPERATOR = "operator"


@pytest.fixture
def admin(office: Office, at: datetime, entropy: Entropy) -> Account:
    return person(office, "invented.admin", "admin", at, entropy, PASSWORD)


def issued(office: Office, account: Account, at: datetime, entropy: Entropy) -> str:
    with office.write(doorkeeper(at)) as session:
        return links.issue(session, account.id, Act(OPERATOR, at), entropy)


def consume(office: Office, secret: str, at: datetime) -> Account:
    with office.write(doorkeeper(at)) as session:
        return links.consume(session, secret, at)


def test_it_works_once(office: Office, admin: Account, at: datetime, entropy: Entropy) -> None:
    secret = issued(office, admin, at, entropy)
    assert consume(office, secret, at).name == "invented.admin"
    with pytest.raises(SignInRequired):
        consume(office, secret, at)


def test_it_works_for_an_hour(office: Office, admin: Account, at: datetime, entropy: Entropy) -> None:
    secret = issued(office, admin, at, entropy)
    with pytest.raises(SignInRequired):
        consume(office, secret, at + links.LIFETIME)
    assert consume(office, secret, at + links.LIFETIME - timedelta(seconds=1))


def test_a_newer_one_replaces_it(office: Office, admin: Account, at: datetime, entropy: Entropy) -> None:
    older, newer = issued(office, admin, at, entropy), issued(office, admin, at, entropy)
    with pytest.raises(SignInRequired):
        consume(office, older, at)
    assert consume(office, newer, at)


def test_none_for_who_is_disabled(office: Office, admin: Account, at: datetime, entropy: Entropy) -> None:
    other = person(office, "invented.person-1", "reader", at, entropy)
    secret = issued(office, other, at, entropy)
    with office.write(doorkeeper(at)) as session:
        users.disable(session, other.id, Act(OPERATOR, at), entropy)
    with pytest.raises(SignInRequired):
        consume(office, secret, at)
    with pytest.raises(Conflict, match="disabled"):
        issued(office, other, at, entropy)


def test_of_many_at_once_one_wins(office: Office, admin: Account, at: datetime, entropy: Entropy) -> None:
    secret = issued(office, admin, at, entropy)
    start = threading.Barrier(6)
    outcomes: list[str] = []

    def attempt() -> None:
        start.wait()
        try:
            outcomes.append(consume(office, secret, at).name)
        except SignInRequired:
            outcomes.append("refused")

    threads = [threading.Thread(target=attempt) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["invented.admin"] + ["refused"] * 5


def test_a_locked_out_administrator_comes_back(
    office: Office, admin: Account, at: datetime, entropy: Entropy
) -> None:
    with office.write(doorkeeper(at)) as session:
        seed = second_factor.begin(session, admin.id, Act(admin.name, at), entropy).secret
        second_factor.confirm(session, admin.id, pyotp.TOTP(seed).at(at), Act(admin.name, at), entropy)
        stolen = sessions.start(session, admin.id, Visit(), at, entropy, POLICY.lifetimes)
    for _ in range(5):
        with pytest.raises(SignInRequired):
            sign_in(office, Credentials(admin.name, "forgotten"), Visit(), at, entropy, POLICY)
    with pytest.raises(NotAllowed, match="too many"):
        sign_in(office, Credentials(admin.name, PASSWORD), Visit(), at, entropy, POLICY)

    with office.write(doorkeeper(at)) as session:
        secret = links.readmit(session, admin.name, Act(OPERATOR, at, "lost device"), entropy)
    with pytest.raises(SignInRequired):
        sessions.resume(office, stolen, at, POLICY.lifetimes)
    back = consume(office, secret, at)
    assert (back.role, back.has_password, back.has_second_factor) == ("admin", False, False)
    with office.write(doorkeeper(at)) as session:
        set_password(session, back.id, PASSWORD, Act(back.name, at), entropy, CHEAP)
    assert sign_in(office, Credentials(admin.name, PASSWORD), Visit(), at, entropy, POLICY)
    with office.read(doorkeeper(at)) as session:
        assert ("readmitted", OPERATOR, "lost device") in [
            (change.what, change.by, change.why) for change in users.changes(session, admin.id)
        ]
