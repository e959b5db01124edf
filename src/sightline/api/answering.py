"""What every address under `/api` shares: the error's shape, the View's parameters, a thread to work in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any

from litestar import get
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter

from sightline.errors import UsageError
from sightline.service.shape import Json

AsOf = Annotated[
    date | None, QueryParameter(description="The day whose world is asked about; today when absent.")
]
KnownAt = Annotated[
    datetime | None,
    QueryParameter(description="What the office knew by then (ISO 8601, UTC); now when absent."),
]


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened, where, and what to do about it."""

    kind: str
    message: str
    place: str | None
    remedy: str | None


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """The one shape of an error. `detail` is its message again, where clients of the matching API look."""

    error: Problem
    detail: str


REFUSALS = {
    status: ResponseSpec(ErrorBody, description=text, generate_examples=False)
    for status, text in (
        (400, "The question is wrong."),
        (401, "No token, or one that is revoked, expired or unknown."),
        (403, "The token's scope does not reach this far."),
        (404, "Nothing is there, or nothing this token may see."),
        (429, "Too many requests; `Retry-After` says how many seconds to wait."),
    )
}
Answer = Callable[..., dict[str, Json]]


def threaded(function: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """Run a handler beside the event loop, under its own signature."""

    @wraps(function)
    async def run(**given: Any) -> Any:
        return await sync_to_thread(function, **given)

    return run


def answer(path: str, summary: str) -> Callable[[Answer], HTTPRouteHandler]:
    """Serve a function at an address, with the refusals every address shares."""

    def decorate(function: Answer) -> HTTPRouteHandler:
        return get(path, summary=summary, responses=REFUSALS)(threaded(function))

    return decorate


def between(number: int, least: int, most: int, what: str = "limit") -> int:
    """A whole number within bounds; `UsageError` otherwise."""
    if not least <= number <= most:
        raise UsageError(f"{what} is {number}", remedy=f"use a number from {least} to {most}")
    return number
