"""The one place where an error becomes an answer: a page for a reader, one JSON shape for a program."""

from __future__ import annotations

import logging
from http import HTTPStatus
from traceback import extract_tb
from typing import Any
from urllib.parse import quote

import msgspec
from litestar.exceptions import HTTPException
from litestar.response import Redirect, Response

from sightline.errors import (
    NotAllowed,
    NotFound,
    SightlineError,
    SignInRequired,
    TooManyRequests,
    UsageError,
)
from sightline.web import templates
from sightline.web.form_token import Asked
from sightline.web.page import html
from sightline.web.visit import TWIN

log = logging.getLogger(__name__)
OPEN = "/api/reconcile/"
"""Where pages of other addresses may read answers, refusals too."""

ABSENT = NotFound(
    "there is nothing here, or nothing that you may see",
    remedy="the two look alike on purpose; go back, or search for it",
)
"""What is not there and what is hidden answer with these words alone, so that neither can be told apart."""


def of_sightline(request: Asked, error: SightlineError) -> Response[Any]:
    """An error raised on purpose, with the status it carries."""
    if error.http_status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s: %s", type(error).__name__, error, exc_info=error)
    if isinstance(error, SignInRequired) and not wants_json(request):
        return to_sign_in(request)
    return answer(request, ABSENT if isinstance(error, NotFound) else error, error.http_status)


READING = "decode_json"
"""what the web framework reads a body of JSON with"""
BODIES = "what each address takes is told at /api/openapi.json"


def of_http(request: Asked, error: HTTPException) -> Response[Any]:
    """An error the web framework found: no such address, wrong method, a body it cannot read."""
    if error.status_code == HTTPStatus.NOT_FOUND:
        return answer(request, ABSENT, HTTPStatus.NOT_FOUND)
    kinds = {HTTPStatus.UNAUTHORIZED: SignInRequired, HTTPStatus.FORBIDDEN: NotAllowed}
    kind = kinds.get(HTTPStatus(error.status_code), UsageError)
    if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return of_accident(request, error)
    remedy = BODIES if kind is UsageError and request.url.path.startswith("/api/") else None
    return answer(request, kind(_sentence(error), remedy=remedy), error.status_code)


def of_depth(request: Asked, error: RecursionError) -> Response[Any]:
    """A body of JSON nested more deeply than can be read is the sender's; any other is an accident."""
    if "deserializing" not in str(error):
        return of_accident(request, error)
    told = UsageError("the body is nested too deeply", remedy=BODIES)
    return answer(request, told, HTTPStatus.BAD_REQUEST)


def of_letters(request: Asked, error: UnicodeDecodeError) -> Response[Any]:
    """A body that is not UTF-8, as all JSON is, is the sender's; other bytes are an accident."""
    if not any(step.name == READING for step in extract_tb(error.__traceback__)):
        return of_accident(request, error)
    told = UsageError("the body is not UTF-8", remedy="send JSON in UTF-8; " + BODIES)
    return answer(request, told, HTTPStatus.BAD_REQUEST)


def of_accident(request: Asked, error: Exception) -> Response[Any]:
    """What nobody foresaw: logged here with its trace, told to nobody."""
    log.error("an accident at %s", request.url.path, exc_info=error)
    told = SightlineError(
        "something failed in the office", remedy="try again; if it stays, tell whoever runs the office"
    )
    return answer(request, told, HTTPStatus.INTERNAL_SERVER_ERROR)


def _sentence(error: HTTPException) -> str:
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return "this address does not take that method"
    detail = str(error.detail).split(" for ")[0]
    extra = error.extra if isinstance(error.extra, list) else []
    said = "; ".join(
        f"{part.get('key', '')}: {part.get('message', '')}" for part in extra if isinstance(part, dict)
    )
    return f"{detail}: {said}" if said else detail


def wants_json(request: Asked) -> bool:
    """The API and the twins speak JSON."""
    path = request.url.path
    return path.startswith("/api/") or path == "/api" or path.endswith(TWIN)


def to_sign_in(request: Asked) -> Response[Any]:
    """A reader without a session signs in and comes back; only a page that was read is come back to."""
    if request.method != "GET" or request.url.path == "/":
        return Redirect("/sign-in", status_code=303)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Redirect("/sign-in?next=" + quote(asked, safe=""), status_code=303)


def answer(request: Asked, error: SightlineError, status: int) -> Response[Any]:
    """The error as the door speaks; its bytes depend on nothing but the error."""
    headers = {"www-authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    if isinstance(error, TooManyRequests):
        headers["retry-after"] = str(error.retry_after)
    if request.url.path.startswith(OPEN):
        headers["access-control-allow-origin"] = "*"
    if wants_json(request):
        body = msgspec.json.encode({"error": error.problem(), "detail": error.message})
        return Response(body, media_type="application/json", status_code=status, headers=headers)
    title = HTTPStatus(status).phrase.capitalize()
    return html(
        templates.render("refusal.html", {"title": title, "error": error, "status": int(status)}), status
    )
