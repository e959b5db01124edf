"""A page and its JSON twin from one function: parse, ask the service once, then draw or dump."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from litestar import get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect, Response

from sightline.service.shape import shape
from sightline.web import form_token, templates
from sightline.web.form_token import Asked
from sightline.web.visit import TWIN, Visit

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows. `body` is the twin; `drawn` is what only the template needs."""

    title: str
    body: dict[str, object]
    drawn: dict[str, object] = field(default_factory=dict)
    status: int = 200
    """other than 200 where a form was not taken and is shown again"""


@dataclass(frozen=True, slots=True)
class Goto:
    """Where the browser goes after a form did its work, or where a page is."""

    path: str
    asked: Mapping[str, str] = field(default_factory=dict)


Answer = Callable[[Visit], Page | Goto]
FormAnswer = Callable[[Visit, Fields], Page | Goto]


def addresses(path: str) -> list[str]:
    """The address of a page and of its twin; one that ends in a parameter serves both."""
    if path == "/":
        return ["/", "/index" + TWIN]
    return [path] if path.endswith("}") else [path, path + TWIN]


def page(path: str, template: str) -> Callable[[Answer], HTTPRouteHandler]:
    """Serve a function as a page and as its twin."""

    def decorate(answer: Answer) -> HTTPRouteHandler:
        def show(request: Asked) -> Response[Any]:
            visit = Visit.of(request)
            return respond(visit, template, answer(visit))

        return get(addresses(path), include_in_schema=False)(threaded(show))

    return decorate


def form(path: str, template: str) -> Callable[[FormAnswer], HTTPRouteHandler]:
    """Serve a function that a form is sent to; the form's token is checked before anything else."""

    def decorate(answer: FormAnswer) -> HTTPRouteHandler:
        def work(request: Asked, fields: Fields) -> Response[Any]:
            visit = Visit.of(request)
            return respond(visit, template, answer(visit, fields))

        async def take(request: Asked) -> Response[Any]:
            fields = await fields_of(request)
            form_token.check(request, fields.pop(form_token.FIELD, ""))
            return await sync_to_thread(work, request, fields)

        return post(addresses(path), status_code=200, include_in_schema=False)(take)

    return decorate


def threaded(show: Callable[[Asked], Response[Any]]) -> Callable[[Asked], Awaitable[Response[Any]]]:
    """Run a handler beside the event loop.

    Litestar's own `sync_to_thread` wraps a handler again for every method on its path, and a handler
    wrapped twice answers with a coroutine.
    """

    async def run(request: Asked) -> Response[Any]:
        return await sync_to_thread(show, request)

    return run


async def fields_of(request: Asked) -> Fields:
    """The fields of a form; of a field that came twice, the last."""
    sent = await request.form()
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def respond(visit: Visit, template: str, result: Page | Goto) -> Response[Any]:
    """Draw a page, dump its twin, or send the browser on."""
    if isinstance(result, Goto):
        return Redirect(visit.links.to(result.path, **result.asked), status_code=303)
    if visit.twin:
        return twin(visit, result)
    context = result.body | result.drawn | {"title": result.title, "visit": visit, "links": visit.links}
    return html(templates.render(template, context), result.status)


def twin(visit: Visit, result: Page) -> Response[bytes]:
    """The page as JSON: its View, then what the page shows."""
    view = {"user": visit.view.user, "as_of": visit.view.as_of, "known_at": visit.view.known_at}
    whole = {"title": result.title, "view": view} | result.body
    return Response(
        msgspec.json.encode(shape(whole)), media_type="application/json", status_code=result.status
    )


def html(text: str, status: int = 200) -> Response[bytes]:
    """A page of HTML."""
    return Response(text.encode(), media_type="text/html", status_code=status)
