"""Who comes in, and through which View: accounts, sign-in, sessions, one-time links, tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sightline.errors import NotAllowed
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office import links, roles, second_factor, tokens, users
from sightline.office import sessions as visits
from sightline.office import sign_in as door
from sightline.office.act import Act
from sightline.office.database import doorkeeper
from sightline.office.second_factor import Enrolment
from sightline.office.sessions import OpenSession, Present, Visit
from sightline.office.sign_in import Credentials, Policy
from sightline.office.tokens import Grant, IssuedToken
from sightline.office.users import Account, NewUser
from sightline.service.roles import require
from sightline.service.workbench import OPERATOR, Workbench

POLICY = Policy()
ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a session belongs to, and the View it reads through."""

    account: Account
    view: View
    session: str


def sign_in(bench: Workbench, name: str, password: str, code: str, peer: str, agent: str = "") -> str:
    """The token of a new session; `SignInRequired` in the same words whatever did not fit."""
    given = Credentials(name, password, code)
    return door.sign_in(bench.office, given, Visit(peer, agent), bench.clock(), bench.entropy, POLICY).token


def use_link(bench: Workbench, secret: str, peer: str, agent: str = "") -> str:
    """Use a one-time link up; the token of a new session."""
    at = bench.clock()
    with bench.office.write(doorkeeper(at), "one-time link used") as session:
        account = links.consume(session, secret, at)
        return visits.start(session, account.id, Visit(peer, agent), at, bench.entropy, POLICY.lifetimes)


def sign_out(bench: Workbench, token: str) -> None:
    """End the session of a token."""
    present = _present(bench, token)
    at = bench.clock()
    with bench.office.write(doorkeeper(at), "signed out") as session:
        visits.revoke(session, present.account.id, present.session_id, at)


def view_of(
    bench: Workbench, token: str, as_of: date | None = None, known_at: datetime | None = None
) -> View:
    """The View of a session; `SignInRequired` when the token does not hold (any more)."""
    return _present(bench, token).account.view(bench.clock(), as_of, known_at)


def signed_in(bench: Workbench, token: str) -> SignedIn:
    """Who is at the door."""
    present = _present(bench, token)
    return SignedIn(present.account, present.account.view(bench.clock()), present.session_id)


def view_of_api_token(
    bench: Workbench, token: str, scope: str, as_of: date | None = None, known_at: datetime | None = None
) -> View:
    """The View of a bearer token; `NotAllowed` beyond its scope."""
    at = bench.clock()
    return tokens.admit(bench.office, token, scope, at).view(at, as_of, known_at)


def view_of_user(bench: Workbench, name: str) -> View:
    """The View of a user, for whoever holds the machine and acts in their name."""
    at = bench.clock()
    with bench.office.read(doorkeeper(at)) as session:
        account = users.find(session, name)
    if account.disabled:
        raise NotAllowed(f"{account.name} is disabled")
    return account.view(at)


def add_user(view: View, bench: Workbench, name: str, role: str, clearance: Marking) -> tuple[Account, str]:
    """Make an account; its owner comes in by the one-time link that is returned with it."""
    require(view, bench, "manage_users")
    act = _act(view, bench, "account made")
    with bench.office.write(view, act.why) as session:
        account = users.add(session, NewUser(name, role, clearance), act, bench.entropy)
        return account, links.issue(session, account.id, act, bench.entropy)


def everyone(view: View, bench: Workbench) -> tuple[Account, ...]:
    """All accounts, for whoever manages them."""
    require(view, bench, "manage_users")
    with bench.office.read(view) as session:
        return users.everyone(session)


def account(view: View, bench: Workbench, name: str) -> Account:
    """One account, for whoever manages them; `NotFound` where nobody has the name."""
    require(view, bench, "manage_users")
    with bench.office.read(view) as session:
        return users.find(session, name)


def set_role(view: View, bench: Workbench, name: str, role: str) -> None:
    """Give a user another role."""
    require(view, bench, "manage_users")
    with bench.office.write(view, "role") as session:
        users.set_role(session, users.find(session, name).id, role, _act(view, bench, "role"), bench.entropy)


def set_clearance(view: View, bench: Workbench, name: str, clearance: Marking) -> None:
    """Give a user another clearance."""
    require(view, bench, "manage_users")
    with bench.office.write(view, "clearance") as session:
        found = users.find(session, name)
        users.set_clearance(session, found.id, clearance, _act(view, bench, "clearance"), bench.entropy)


def disable(view: View, bench: Workbench, name: str) -> None:
    """Keep a user out from now on."""
    require(view, bench, "manage_users")
    with bench.office.write(view, "disabled") as session:
        users.disable(session, users.find(session, name).id, _act(view, bench, "disabled"), bench.entropy)


def readmit(view: View, bench: Workbench, name: str) -> str:
    """A one-time link for someone locked out; for whoever holds the machine alone."""
    if view.user != OPERATOR:
        raise NotAllowed(
            "this is done on the machine that holds the office", remedy="sightline user link NAME"
        )
    with bench.office.write(view, "readmitted") as session:
        return links.readmit(session, name, _act(view, bench, "readmitted by the operator"), bench.entropy)


def welcome_link(bench: Workbench, name: str = ADMINISTRATOR) -> str:
    """A one-time link while nobody has signed in under this name yet, else nothing."""
    view = bench.operator_view()
    with bench.office.write(view, "first visit") as session:
        found = [account for account in users.everyone(session) if account.name == name]
        if found and users.row_of(session, found[0].id).password_hash:
            return ""
        act = _act(view, bench, "first visit")
        account = (
            found[0]
            if found
            else users.add(session, NewUser(name, "admin", view.clearance), act, bench.entropy)
        )
        return links.issue(session, account.id, act, bench.entropy, timedelta(hours=12))


def set_password(view: View, bench: Workbench, new: str, present: str = "") -> None:
    """Give oneself a password; all one's sessions end.

    `NotAllowed` unless the present one, where there is one, comes with it; guessing is slowed down as
    at the door.
    """
    if _has_password(view, bench):
        door.confirm(bench.office, view.user, present, bench.clock(), bench.entropy, POLICY)
    with bench.office.write(view, "password set") as session:
        account = users.find(session, view.user)
        door.set_password(
            session, account.id, new, _act(view, bench, "by oneself"), bench.entropy, POLICY.cost
        )


def _has_password(view: View, bench: Workbench) -> bool:
    with bench.office.read(view) as session:
        return users.find(session, view.user).has_password


def begin_totp(view: View, bench: Workbench) -> Enrolment:
    """Begin to set a second factor up: what the authenticator needs."""
    with bench.office.write(view, "second factor") as session:
        account = users.find(session, view.user)
        return second_factor.begin(session, account.id, _act(view, bench, "by oneself"), bench.entropy)


def confirm_totp(view: View, bench: Workbench, code: str) -> None:
    """Show that the authenticator works; from now on signing in needs it."""
    with bench.office.write(view, "second factor") as session:
        account = users.find(session, view.user)
        second_factor.confirm(session, account.id, code, _act(view, bench, "by oneself"), bench.entropy)


def sessions(view: View, bench: Workbench) -> tuple[OpenSession, ...]:
    """One's open sessions, newest first."""
    with bench.office.read(view) as session:
        account = users.find(session, view.user)
        return visits.of_user(session, account.id, bench.clock(), POLICY.lifetimes)


def revoke_session(view: View, bench: Workbench, id: str) -> None:
    """End one of one's sessions."""
    at = bench.clock()
    with bench.office.write(view, "session ended") as session:
        visits.revoke(session, users.find(session, view.user).id, id, at)


def issue_token(view: View, bench: Workbench, label: str, scopes: tuple[str, ...], days: int) -> str:
    """A token for a script that acts as this user, told once."""
    at = bench.clock()
    grant = Grant.of(label, scopes, at + timedelta(days=days))
    with bench.office.write(view, "token made") as session:
        account = users.find(session, view.user)
        return tokens.issue(session, account.id, grant, _act(view, bench, label), bench.entropy)


def issued_tokens(view: View, bench: Workbench) -> tuple[IssuedToken, ...]:
    """One's tokens, without their secrets."""
    with bench.office.read(view) as session:
        return tokens.of_user(session, users.find(session, view.user).id)


def revoke_token(view: View, bench: Workbench, id: str) -> None:
    """End one of one's tokens."""
    with bench.office.write(view, "token ended") as session:
        account = users.find(session, view.user)
        tokens.revoke(session, account.id, id, _act(view, bench, "token ended"), bench.entropy)


def may(view: View, bench: Workbench, action: str) -> bool:
    """Whether the user's role allows an action."""
    try:
        roles.require(view, bench.office, action)
    except NotAllowed:
        return False
    return True


def _present(bench: Workbench, token: str) -> Present:
    return visits.resume(bench.office, token, bench.clock(), POLICY.lifetimes)


def _act(view: View, bench: Workbench, why: str) -> Act:
    return Act(view.user, bench.clock(), why)
