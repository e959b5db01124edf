"""Accounts, and every change to one on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from sightline.errors import BadInput, Conflict, NotAllowed, NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office import Office, roles, users
from sightline.office.act import OPERATOR, Act
from sightline.office.database import doorkeeper
from sightline.office.users import NewUser
from tests.office.people import person

Entropy = Callable[[int], bytes]


def test_every_change_is_attributed(office: Office, at: datetime, entropy: Entropy) -> None:
    account = person(office, "Invented.Person-1", "expert", at, entropy)
    act = Act("invented.admin", at, "new duties")
    with office.write(doorkeeper(at)) as session:
        users.set_role(session, account.id, "editor", act, entropy)
        users.set_clearance(session, account.id, Marking.parse("RED"), act, entropy)
        users.disable(session, account.id, act, entropy)
    with office.read(doorkeeper(at)) as session:
        now = users.find(session, "INVENTED.person-1")
        history = users.changes(session, account.id)
    assert (now.name, now.role, str(now.clearance), now.disabled) == (
        "invented.person-1",
        "editor",
        "TLP:RED",
        True,
    )
    assert [change.what for change in history] == ["added", "role", "clearance", "disabled"]
    assert history[1].detail == {"before": "expert", "after": "editor"}
    assert (history[1].by, history[1].why, history[1].at) == ("invented.admin", "new duties", at)


@pytest.mark.parametrize("name", ["", "a b", "-x", "x-", "operator", "doorkeeper", "x" * 65, "Ä"])
def test_names_that_cannot_be(office: Office, at: datetime, entropy: Entropy, name: str) -> None:
    with pytest.raises(BadInput, match="not a user name"):
        person(office, name, "reader", at, entropy)


def test_a_name_is_taken_once_and_a_role_must_exist(office: Office, at: datetime, entropy: Entropy) -> None:
    person(office, "x" * 64, "reader", at, entropy)
    with pytest.raises(Conflict):
        person(office, "X" * 64, "reader", at, entropy)
    with pytest.raises(UsageError, match="no such role"):
        person(office, "invented.person-1", "king", at, entropy)
    with pytest.raises(NotFound), office.read(doorkeeper(at)) as session:
        users.find(session, "invented.person-1")


def test_the_last_administrator_stays(office: Office, at: datetime, entropy: Entropy) -> None:
    first = person(office, "invented.admin-1", "admin", at, entropy)
    act = Act("operator", at)
    for change in (
        lambda session: users.disable(session, first.id, act, entropy),
        lambda session: users.set_role(session, first.id, "editor", act, entropy),
    ):
        with pytest.raises(Conflict, match="last administrator"), office.write(doorkeeper(at)) as session:
            change(session)
    person(office, "invented.admin-2", "admin", at, entropy)
    with office.write(doorkeeper(at)) as session:
        users.disable(session, first.id, act, entropy)


@pytest.mark.parametrize(("clearance", "allowed"), [("AMBER//A", True), ("RED", False), ("GREEN//B", False)])
def test_nobody_gives_a_clearance_beyond_their_own(
    office: Office, at: datetime, entropy: Entropy, clearance: str, allowed: bool
) -> None:
    admin = person(office, "invented.admin", "admin", at, entropy)
    other = person(office, "invented.person-1", "reader", at, entropy)
    act, wanted = Act(admin.name, at), Marking.parse(clearance)
    for give in (
        lambda session: users.set_clearance(session, other.id, wanted, act, entropy),
        lambda session: users.set_clearance(session, admin.id, wanted, act, entropy),
        lambda session: users.add(session, NewUser("invented.new", "reader", wanted), act, entropy),
    ):
        if allowed:
            with office.write(admin.view(at)) as session:
                give(session)
        else:
            with pytest.raises(NotAllowed, match="beyond your own"), office.write(admin.view(at)) as session:
                give(session)


def test_a_view_is_made_for_an_account(office: Office, at: datetime, entropy: Entropy) -> None:
    view = person(office, "invented.person-1", "reader", at, entropy).view(at)
    assert view == View("invented.person-1", Marking.parse("AMBER//A"), at.date(), at)


@pytest.mark.parametrize(
    ("role", "allowed", "refused"),
    [
        ("reader", "screen", "ingest"),
        ("expert", "investigate", "decide"),
        ("editor", "write_report", "manage_users"),
        ("admin", "maintain", None),
    ],
)
def test_a_role_allows_so_much_and_no_more(
    office: Office, at: datetime, entropy: Entropy, role: str, allowed: str, refused: str | None
) -> None:
    view = person(office, "invented.person-1", role, at, entropy).view(at)
    roles.require(view, office, allowed)
    if refused:
        with pytest.raises(NotAllowed):
            roles.require(view, office, refused)


def test_who_has_no_account_or_a_disabled_one_may_nothing(
    office: Office, at: datetime, entropy: Entropy
) -> None:
    account = person(office, "invented.person-1", "reader", at, entropy)
    with office.write(doorkeeper(at)) as session:
        users.disable(session, account.id, Act("operator", at), entropy)
    for name in ("invented.person-1", "invented.person-2"):
        with pytest.raises(NotAllowed):
            roles.require(View(name, Marking(), at.date(), at), office, "read")
    roles.require(View(OPERATOR, Marking(), at.date(), at), office, "manage_users")


def test_new_users_are_listed_by_name(office: Office, at: datetime, entropy: Entropy) -> None:
    for name in ("invented.b", "invented.a"):
        person(office, name, "reader", at, entropy)
    with office.read(doorkeeper(at)) as session:
        assert [account.name for account in users.everyone(session)] == ["invented.a", "invented.b"]
    assert NewUser("x", "reader").clearance == Marking()
