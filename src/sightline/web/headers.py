"""What every answer says to the browser: load nothing from elsewhere, tell nobody where you came from."""

from __future__ import annotations

import re

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}
STATIC = "/static/"
FRAMED = re.compile(r"/api/reconcile/[^/]+/preview")
"""The one page that others may show in a frame: it has no script and no form."""
A_YEAR_OF_HTTPS = "max-age=31536000"


async def guard(message: Message, scope: Scope) -> None:
    """Put the headers on every answer, errors included; only static files may be kept by a browser."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers[name] = value
    if FRAMED.fullmatch(scope.get("path", "")):
        headers["content-security-policy"] = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
        del headers["x-frame-options"]
    if scope.get("path", "").startswith(STATIC):
        headers["cache-control"] = "no-cache"
    else:
        headers["cache-control"] = "no-store"
    if scope.get("scheme") == "https":
        headers["strict-transport-security"] = A_YEAR_OF_HTTPS
