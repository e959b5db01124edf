"""Who calls: the View a token opens, and how much one caller may ask."""

from __future__ import annotations

from datetime import UTC, date, datetime

from litestar.connection import Request
from litestar.datastructures import State

from sightline.api.limits import STRANGERS, Limits
from sightline.errors import NotAllowed, SignInRequired
from sightline.model.view import View
from sightline.office.bearer import stored_form
from sightline.service import access
from sightline.service.workbench import Workbench

Call = Request[object, object, State]
SCHEMES = ("bearer ", "apikey ", "token ")
"""`ApiKey` is what clients of the matching API send."""
BARE = "slt_"
IN_ADDRESS = "api_key"
"""The parameter that carries the token where a client cannot send a header, as OpenRefine cannot."""


def bench_of(request: Call) -> Workbench:
    """The open office."""
    bench: Workbench = request.app.state.bench
    return bench


def view_of(
    request: Call,
    scope: str,
    as_of: date | None = None,
    known_at: datetime | None = None,
    in_address: bool = False,
) -> View:
    """The View of the token that came with the request; `SignInRequired` without a good one.

    `TooManyRequests` beyond what one token, or one address without any, may ask. `in_address`: the token may
    stand in the address.
    """
    token = _token(request, in_address)
    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=UTC)
    if token:
        _limits(request, "limits").take(stored_form(token))
    try:
        if not token:
            raise SignInRequired("no token", remedy="send 'Authorization: Bearer slt_…'")
        return access.view_of_api_token(bench_of(request), token, scope, as_of, known_at)
    except NotAllowed as refused:
        if isinstance(refused, SignInRequired):
            _limits(request, "strangers").take(request.client.host if request.client else "nowhere")
        raise


def _token(request: Call, in_address: bool) -> str:
    given = request.headers.get("authorization", "").strip()
    for scheme in SCHEMES:
        if given.lower().startswith(scheme):
            return given[len(scheme) :].strip()
    if given.startswith(BARE):
        return given
    return request.query_params.get(IN_ADDRESS, "") if in_address and not given else ""


def _limits(request: Call, name: str) -> Limits:
    """The buckets of this application, made when they are first needed."""
    state = request.app.state
    if name not in state:
        bench = bench_of(request)
        state[name] = Limits(STRANGERS if name == "strangers" else bench.settings.requests_a_minute)
    limits: Limits = state[name]
    return limits
