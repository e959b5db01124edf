"""The way in and out: name and password, a one-time link, leaving."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect, Response

from sightline.errors import NotAllowed
from sightline.service import access
from sightline.service.workbench import Workbench
from sightline.web import form_token, templates
from sightline.web.form_token import Asked
from sightline.web.page import fields_of, html

VISITOR_BYTES = 24
LONGEST_AGENT = 200


def local(address: str) -> str:
    """The address where it lies in this workbench, else the first page: nobody is sent elsewhere."""
    clean = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if clean and "\\" not in address else "/"


def bench_of(request: Asked) -> Workbench:
    """The open office."""
    bench: Workbench = request.app.state.bench
    return bench


def peer(request: Asked) -> tuple[str, str]:
    """Where the request came from and what the browser calls itself: for throttle and session list."""
    address = request.client.host if request.client else ""
    return address, request.headers.get("user-agent", "")[:LONGEST_AGENT]


def visitor_page(
    request: Asked, template: str, context: dict[str, object], status: int = 200
) -> Response[Any]:
    """A page with a form for someone nobody is signed in as yet, bound to this browser by a cookie."""
    secret = form_token.held(request, "session") or form_token.held(request, "visitor")
    fresh = "" if secret else bench_of(request).entropy(VISITOR_BYTES).hex()
    answer = html(
        templates.render(template, context | {"form_token": form_token.token_for(secret or fresh)}), status
    )
    if fresh:
        answer.set_cookie(form_token.visitor_cookie(request, fresh))
    return answer


@get("/sign-in", include_in_schema=False)
async def sign_in_page(request: Asked) -> Response[Any]:
    """The form."""
    wanted = local(request.query_params.get("next", "/"))
    return visitor_page(
        request, "sign_in.html", {"title": "Sign in", "next": wanted, "name": "", "problem": ""}
    )


@post("/sign-in", include_in_schema=False)
async def sign_in(request: Asked) -> Response[Any]:
    """A session for the right name, password and code; the refusal never says which was wrong."""
    sent = await fields_of(request)
    form_token.check(request, sent.get(form_token.FIELD, ""))
    wanted, name = local(sent.get("next", "/")), sent.get("name", "").strip()
    try:
        code = sent.get("code", "").replace(" ", "")
        given = (name, sent.get("password", ""), code, *peer(request))
        token = await sync_to_thread(access.sign_in, bench_of(request), *given)
    except NotAllowed as error:
        context: dict[str, object] = {
            "title": "Sign in",
            "next": wanted,
            "name": name,
            "problem": error.message,
        }
        return visitor_page(request, "sign_in.html", context, error.http_status)
    return entered(request, token, wanted)


@get("/welcome/{link:str}", include_in_schema=False)
async def welcome_page(request: Asked) -> Response[Any]:
    """A button: opening the link, as a mail program's preview does, does not use it up."""
    return visitor_page(
        request, "welcome.html", {"title": "Welcome", "link": request.path_params["link"], "problem": ""}
    )


@post("/welcome/{link:str}", include_in_schema=False)
async def welcome(request: Asked) -> Response[Any]:
    """Use the link up and sign its holder in."""
    sent = await fields_of(request)
    form_token.check(request, sent.get(form_token.FIELD, ""))
    try:
        token = await sync_to_thread(
            access.use_link, bench_of(request), str(request.path_params["link"]), *peer(request)
        )
    except NotAllowed as error:
        context: dict[str, object] = {"title": "Welcome", "link": "", "problem": error.message}
        return visitor_page(request, "welcome.html", context, error.http_status)
    return entered(request, token, "/")


@post("/sign-out", include_in_schema=False)
async def sign_out(request: Asked) -> Response[Any]:
    """End the session here and in the office."""
    sent = await fields_of(request)
    form_token.check(request, sent.get(form_token.FIELD, ""))
    await sync_to_thread(access.sign_out, bench_of(request), form_token.held(request, "session"))
    answer = Redirect("/sign-in", status_code=303)
    secure = form_token.is_secure(request)
    answer.delete_cookie(form_token.cookie_name(secure, "session"), path="/")
    return answer


def entered(request: Asked, token: str, wanted: str) -> Response[Any]:
    """Send someone in with a session."""
    answer = Redirect(wanted, status_code=303)
    answer.set_cookie(form_token.session_cookie(request, token))
    return answer


HANDLERS = (sign_in_page, sign_in, welcome_page, welcome, sign_out)
