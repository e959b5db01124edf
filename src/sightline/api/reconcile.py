"""`/api/reconcile/{dataset}`: Reconciliation API 0.2, for OpenRefine and its like.

Such clients call from a browser page of another address and cannot send a header. So these answers may be
read from anywhere (CORS, and JSONP for old clients), and the token may stand in the address; nothing here
ever looks at a cookie.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import get, post, route
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response
from markupsafe import escape

from sightline.api.answering import REFUSALS, between
from sightline.api.caller import IN_ADDRESS, Call, bench_of, view_of
from sightline.errors import UsageError
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.service import reconciling
from sightline.service.shape import Json

UNDER = ("/suggest/entity", "/suggest/property", "/suggest/type", "/extend/propose", "/preview")
ANYWHERE = {"access-control-allow-origin": "*"}
CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,100}")
SHOWN = ("birthDate", "nationality", "country", "imoNumber", "swiftBic", "address", "alias")


def _view(request: Call) -> View:
    return view_of(request, "screen", in_address=True)


def _dataset(request: Call) -> str:
    return str(request.path_params["dataset"])


def _text(request: Call, name: str) -> str:
    return str(request.query_params.get(name, "")).strip()


def _said(request: Call, body: dict[str, Json]) -> Response[bytes]:
    """The answer as JSON, or as a call of the function the client names."""
    written = msgspec.json.encode(body)
    callback = _text(request, "callback")
    if not callback:
        return Response(written, media_type="application/json", headers=ANYWHERE)
    if not CALLBACK.fullmatch(callback):
        raise UsageError("not the name of a function", place="callback", remedy="leave it out")
    script = b"/**/" + callback.encode() + b"(" + written + b");"
    return Response(script, media_type="text/javascript", headers=ANYWHERE)


def _answered(request: Call, form: dict[str, str]) -> Response[bytes]:
    view, bench, dataset = _view(request), bench_of(request), _dataset(request)
    queries = form.get("queries") or _text(request, "queries")
    extending = form.get("extend") or _text(request, "extend")
    if queries:
        return _said(request, reconciling.reconcile(view, bench, dataset, _json(queries, "queries")))
    if extending:
        return _said(request, reconciling.extend(view, bench, dataset, _json(extending, "extend")))
    token = _text(request, IN_ADDRESS)
    tail = urlencode({IN_ADDRESS: token}) if token else ""
    base = str(request.base_url).rstrip("/")
    return _said(request, reconciling.manifest(view, bench, dataset, base, tail))


def _json(text: str, what: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"{what} is no JSON", place=what, remedy="send an object as JSON") from problem


@get("/reconcile/{dataset:str}", summary="Reconcile, or the service's manifest", responses=REFUSALS)
async def ask(request: Call) -> Response[bytes]:
    """The manifest; with `queries` candidates for each of them, with `extend` values of properties."""
    return await sync_to_thread(_answered, request, {})


@post("/reconcile/{dataset:str}", summary="Reconcile", status_code=200, responses=REFUSALS)
async def ask_form(request: Call) -> Response[bytes]:
    """The same, with `queries` or `extend` in a form."""
    sent = await request.form()
    form = {name: value for name, value in sent.items() if isinstance(value, str)}
    return await sync_to_thread(_answered, request, form)


@route(
    ["/reconcile/{dataset:str}" + path for path in ("", *UNDER)],
    http_method=["OPTIONS"],
    status_code=200,
    include_in_schema=False,
)
async def before(request: Call) -> Response[bytes]:
    """What a browser asks before a page of another address may call."""
    allowed = {
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "authorization, content-type",
        "access-control-max-age": "600",
    }
    return Response(b"", headers=ANYWHERE | allowed, media_type="text/plain")


def _suggesting(path: str, summary: str, work: Any) -> HTTPRouteHandler:
    """Serve a suggestion; `work` gets the request."""

    async def suggest(request: Call) -> Response[bytes]:
        return await sync_to_thread(lambda: _said(request, work(request)))

    suggest.__doc__ = summary + "."
    return get(f"/reconcile/{{dataset:str}}/{path}", summary=summary, responses=REFUSALS)(suggest)


def _entities(request: Call) -> dict[str, Json]:
    cursor = _number(request, "cursor") or 0
    return reconciling.suggest_entity(
        _view(request), bench_of(request), _dataset(request), _text(request, "prefix"), cursor
    )


def _properties(request: Call) -> dict[str, Json]:
    _view(request)
    return reconciling.suggest_property(_text(request, "prefix"))


def _types(request: Call) -> dict[str, Json]:
    _view(request)
    return reconciling.suggest_type(_text(request, "prefix"))


def _proposed(request: Call) -> dict[str, Json]:
    _view(request)
    return reconciling.propose(_text(request, "type"), _number(request, "limit"))


def _number(request: Call, name: str) -> int | None:
    text = _text(request, name)
    if not text:
        return None
    if not text.isdecimal():
        raise UsageError(f"{name} is {text[:20]!r}", remedy="use a whole number")
    return between(int(text), 0, 10_000, name)


@get("/reconcile/{dataset:str}/preview", summary="A small window on an entity", responses=REFUSALS)
async def preview(request: Call) -> Response[bytes]:
    """HTML of an entity's names and particulars, to be shown in a frame."""

    def work() -> Response[bytes]:
        found = reconciling.preview(
            _view(request), bench_of(request), _dataset(request), _text(request, "id")
        )
        return Response(_drawn(found).encode(), media_type="text/html")

    return await sync_to_thread(work)


def _drawn(entity: Entity) -> str:
    rows = "".join(
        f"<div><dt>{escape(reconciling.PROPERTIES[prop])}</dt><dd>{escape(', '.join(values[:4]))}</dd></div>"
        for prop in SHOWN
        if (values := entity.values(prop))
    )
    about = ", ".join(filter(None, (entity.schema, entity.list, entity.reference, entity.listed_on)))
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Preview</title>"
        '<link rel=stylesheet href="/static/sightline.css"><body class=preview><main>'
        f"<h1>{escape(entity.caption)}</h1><p class=soft>{escape(about)}</p><dl class=pairs>{rows}</dl>"
        "</main></body></html>"
    )


HANDLERS = (
    ask,
    ask_form,
    before,
    _suggesting("suggest/entity", "Suggest entities", _entities),
    _suggesting("suggest/property", "Suggest properties", _properties),
    _suggesting("suggest/type", "Suggest types", _types),
    _suggesting("extend/propose", "Properties that may be fetched", _proposed),
    preview,
)
