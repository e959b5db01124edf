"""Who calls: the View a bearer token opens."""

from __future__ import annotations

from datetime import UTC, date, datetime

from litestar.connection import Request
from litestar.datastructures import State

from sightline.errors import SignInRequired
from sightline.model.view import View
from sightline.service import access
from sightline.service.workbench import Workbench

Call = Request[object, object, State]
SCHEME = "bearer "


def bench_of(request: Call) -> Workbench:
    """The open office."""
    bench: Workbench = request.app.state.bench
    return bench


def view_of(request: Call, scope: str, as_of: date | None, known_at: datetime | None) -> View:
    """The View of the token that came with the request; `SignInRequired` without a good one."""
    given = request.headers.get("authorization", "")
    if not given.lower().startswith(SCHEME):
        raise SignInRequired("no token", remedy="send 'Authorization: Bearer slt_…'")
    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=UTC)
    return access.view_of_api_token(bench_of(request), given[len(SCHEME) :].strip(), scope, as_of, known_at)
