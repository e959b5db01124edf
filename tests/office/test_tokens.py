"""A token does what its scope says, for as long as it lives, and never more than its owner may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from sightline.errors import BadInput, NotAllowed, NotFound, SignInRequired
from sightline.office import Office, tokens, users
from sightline.office.act import Act
from sightline.office.database import doorkeeper
from sightline.office.tables import ApiTokenRow
from sightline.office.tokens import Grant
from sightline.office.users import Account
from tests.office.people import person

Entropy = Callable[[int], bytes]
DAY = timedelta(days=1)


@pytest.fixture
def someone(office: Office, at: datetime, entropy: Entropy) -> Account:
    return person(office, "invented.person-1", "expert", at, entropy)


def issued(office: Office, account: Account, at: datetime, entropy: Entropy, *scopes: str) -> str:
    grant = Grant.of("a script", scopes, at + DAY)
    with office.write(doorkeeper(at)) as session:
        return tokens.issue(session, account.id, grant, Act(account.name, at), entropy)


def test_within_scope_and_beyond(office: Office, someone: Account, at: datetime, entropy: Entropy) -> None:
    token = issued(office, someone, at, entropy, "read", "screen")
    assert token.startswith("slt_") and len(token) == 47
    assert tokens.admit(office, token, "screen", at) == someone
    with pytest.raises(NotAllowed) as refusal:
        tokens.admit(office, token, "ingest", at)
    assert not isinstance(refusal.value, SignInRequired)
    with office.read(doorkeeper(at)) as session:
        assert token not in str([vars(row) for row in session.scalars(select(ApiTokenRow))])
        assert [(one.label, one.scopes, one.used_at) for one in tokens.of_user(session, someone.id)] == [
            ("a script", ("read", "screen"), at)
        ]


def test_it_ends_on_its_last_moment(office: Office, someone: Account, at: datetime, entropy: Entropy) -> None:
    token = issued(office, someone, at, entropy, "read")
    tokens.admit(office, token, "read", at + DAY - timedelta(seconds=1))
    with pytest.raises(SignInRequired):
        tokens.admit(office, token, "read", at + DAY)


@pytest.mark.parametrize("token", ["", "slt_", "slt_" + "x" * 43])
def test_an_unknown_token(office: Office, at: datetime, token: str) -> None:
    with pytest.raises(SignInRequired):
        tokens.admit(office, token, "read", at)


def test_a_lesser_role_takes_the_scope_away(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    token = issued(office, someone, at, entropy, "ingest", "read")
    with office.write(doorkeeper(at)) as session:
        users.set_role(session, someone.id, "reader", Act("operator", at), entropy)
    tokens.admit(office, token, "read", at)
    with pytest.raises(NotAllowed):
        tokens.admit(office, token, "ingest", at)


def test_revoked_by_its_owner_alone(office: Office, someone: Account, at: datetime, entropy: Entropy) -> None:
    other = person(office, "invented.person-2", "reader", at, entropy)
    token = issued(office, someone, at, entropy, "read")
    with office.read(doorkeeper(at)) as session:
        (one,) = tokens.of_user(session, someone.id)
    act = Act("invented.person-2", at)
    with pytest.raises(NotFound), office.write(doorkeeper(at)) as session:
        tokens.revoke(session, other.id, one.id, act, entropy)
    tokens.admit(office, token, "read", at)
    with office.write(doorkeeper(at)) as session:
        tokens.revoke(session, someone.id, one.id, act, entropy)
    with pytest.raises(SignInRequired):
        tokens.admit(office, token, "read", at)


def test_what_is_not_granted(office: Office, someone: Account, at: datetime, entropy: Entropy) -> None:
    with pytest.raises(NotAllowed, match="beyond the role"):
        issued(office, someone, at, entropy, "read", "manage_users")
    with pytest.raises(BadInput, match="no such scope"):
        issued(office, someone, at, entropy, "fly")
    with pytest.raises(BadInput):
        issued(office, someone, at, entropy)
    for expires in (at, at + tokens.LONGEST + timedelta(seconds=1)):
        with pytest.raises(BadInput), office.write(doorkeeper(at)) as session:
            grant = Grant.of("x", ["read"], expires)
            tokens.issue(session, someone.id, grant, Act("x", at), entropy)
