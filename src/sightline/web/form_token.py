"""Proof that a form was filled in on our own page: a token derived from a cookie no other site can read."""

from __future__ import annotations

import hashlib
import hmac

from litestar.connection import Request
from litestar.datastructures import Cookie, State

from sightline.errors import NotAllowed

FIELD = "form_token"
HEADER = "x-form-token"
_PURPOSE = b"sightline form"

Asked = Request[object, object, State]


def cookie_name(secure: bool, role: str) -> str:
    """The cookie's name; over https the prefix makes the browser refuse one set by another host."""
    return f"__Host-sightline-{role}" if secure else f"sightline-{role}"


def is_secure(request: Asked) -> bool:
    """Whether the browser reached us over https (the scheme a trusted proxy passed on counts)."""
    return request.url.scheme == "https"


def session_cookie(request: Asked, value: str) -> Cookie:
    """The cookie that carries a session."""
    return _cookie(request, "session", value)


def visitor_cookie(request: Asked, value: str) -> Cookie:
    """The cookie that binds a form to a browser nobody is signed in with yet."""
    return _cookie(request, "visitor", value)


def _cookie(request: Asked, role: str, value: str) -> Cookie:
    secure = is_secure(request)
    # Lax, not strict: a one-time link opened from a mail must arrive signed in at the next page.
    return Cookie(cookie_name(secure, role), value=value, httponly=True, samesite="lax", secure=secure)


def held(request: Asked, role: str) -> str:
    """The value of a cookie of ours, or nothing."""
    return request.cookies.get(cookie_name(is_secure(request), role), "")


def token_for(secret: str) -> str:
    """The token a form carries, bound to a session or a visitor. The secret does not follow from it."""
    return hmac.new(secret.encode(), _PURPOSE, hashlib.sha256).hexdigest()


def check(request: Asked, given: str) -> None:
    """`NotAllowed` unless the token belongs to the cookie that came with it."""
    secret = held(request, "session") or held(request, "visitor")
    token = given or request.headers.get(HEADER, "")
    if not secret or not hmac.compare_digest(token_for(secret).encode(), token.encode()):
        raise NotAllowed(
            "this form was not sent from a page of this office, or the page is old",
            remedy="open the page again and send the form from there",
        )
