"""One's own account: password, second factor, sessions, tokens for scripts."""

from __future__ import annotations

from sightline.errors import UsageError
from sightline.service import access
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.visit import Visit

TEMPLATE = "account.html"
SCOPES = ("read", "screen")
DAYS = 90


@page("/account", TEMPLATE)
def account(visit: Visit) -> Page:
    """Where one is signed in, and how one signs in."""
    return shown(visit)


@form("/account/password", TEMPLATE)
def set_password(visit: Visit, sent: Fields) -> Page | Goto:
    """A new password, written twice, and the present one; every session ends, this one too."""
    if sent.get("password", "") != sent.get("again", ""):
        raise UsageError("the two passwords differ", remedy="write the same one twice")
    access.set_password(visit.view, visit.bench, sent.get("password", ""), sent.get("present", ""))
    return Goto("/sign-in")


@form("/account/second-factor", TEMPLATE)
def begin_totp(visit: Visit, sent: Fields) -> Page | Goto:
    """A secret for an authenticator, shown once."""
    return shown(visit, enrolment=access.begin_totp(visit.view, visit.bench))


@form("/account/second-factor/confirm", TEMPLATE)
def confirm_totp(visit: Visit, sent: Fields) -> Page | Goto:
    """The first code proves that the authenticator has the secret."""
    access.confirm_totp(visit.view, visit.bench, sent.get("code", "").replace(" ", ""))
    return shown(visit, done="From now on, signing in asks for a code.")


@form("/account/sessions/revoke", TEMPLATE)
def revoke_session(visit: Visit, sent: Fields) -> Page | Goto:
    """End a session."""
    access.revoke_session(visit.view, visit.bench, sent.get("session", ""))
    return Goto("/account")


@form("/account/tokens", TEMPLATE)
def issue_token(visit: Visit, sent: Fields) -> Page | Goto:
    """A token for a script, shown once."""
    scopes = tuple(scope for scope in SCOPES if sent.get(scope))
    label = sent.get("label", "").strip() or "script"
    return shown(visit, fresh_token=access.issue_token(visit.view, visit.bench, label, scopes, DAYS))


@form("/account/tokens/revoke", TEMPLATE)
def revoke_token(visit: Visit, sent: Fields) -> Page | Goto:
    """End a token."""
    access.revoke_token(visit.view, visit.bench, sent.get("token", ""))
    return Goto("/account")


def shown(visit: Visit, **news: object) -> Page:
    """The account page with what just happened; a secret is never part of the twin."""
    present = access.signed_in(visit.bench, visit.token)
    body: dict[str, object] = {
        "account": present.account,
        "sessions": access.sessions(visit.view, visit.bench),
        "tokens": access.issued_tokens(visit.view, visit.bench),
    }
    fresh = {"done": "", "enrolment": None, "fresh_token": ""} | news
    return Page("Account", body, fresh | {"own_session": present.session, "scopes": SCOPES, "days": DAYS})


HANDLERS = (
    account,
    set_password,
    begin_totp,
    confirm_totp,
    revoke_session,
    issue_token,
    revoke_token,
)
