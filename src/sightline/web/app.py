"""The application: pages, twins, static files and the API behind one set of rules."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.static_files import create_static_files_router

from sightline import __version__
from sightline.errors import SightlineError
from sightline.service.workbench import Workbench
from sightline.web import (
    account,
    accounts,
    aid,
    case_hearings,
    case_leads,
    case_matrix,
    case_report,
    case_timeline,
    cases,
    check,
    dashboard,
    entities,
    entrance,
    experts,
    findings,
    headers,
    heists,
    ingest,
    items,
    jobs,
    ledgers,
    lists,
    mandates,
    marked_rows,
    measures,
    network,
    ownership,
    pairs,
    papers,
    payments,
    refusal,
    registers,
    report_desk,
    reports,
    screening,
    ships,
    signals,
    sources,
    trade,
    translation,
    watching,
)

STATIC = Path(__file__).parent / "static"
PAGES = (
    entrance,
    dashboard,
    items,
    marked_rows,
    entities,
    screening,
    check,
    measures,
    ledgers,
    trade,
    aid,
    lists,
    watching,
    pairs,
    ownership,
    payments,
    ships,
    signals,
    heists,
    network,
    accounts,
    cases,
    case_leads,
    case_matrix,
    papers,
    case_hearings,
    findings,
    case_timeline,
    case_report,
    experts,
    report_desk,
    translation,
    reports,
    registers,
    mandates,
    account,
    jobs,
    ingest,
    sources,
)
API = "sightline.api.routes"
"""Named, not imported: doors do not know each other, this one only lets the other stand beside it."""
LARGEST_BODY = 8 * 2**20


def create_app(bench: Workbench) -> Litestar:
    """The workbench and the API over one open office."""
    api: Router = import_module(API).router
    return Litestar(
        route_handlers=[
            *(handler for module in PAGES for handler in module.HANDLERS),
            create_static_files_router(path="/static", directories=[STATIC], include_in_schema=False),
            api,
        ],
        state=State({"bench": bench}),
        before_send=[headers.guard],
        exception_handlers={
            SightlineError: refusal.of_sightline,
            HTTPException: refusal.of_http,
            RecursionError: refusal.of_depth,
            UnicodeDecodeError: refusal.of_letters,
            Exception: refusal.of_accident,
        },
        openapi_config=openapi(),
        request_max_body_size=LARGEST_BODY,
        debug=False,
    )


class Description(JsonRenderPlugin):
    """The machine-readable description, without the framework's own page for addresses it does not know."""

    def receive_router(self, router: Router) -> None:
        """Leave those addresses to the one error shape."""
        router.routes = [route for route in router.routes if "{" not in route.path]


def openapi() -> OpenAPIConfig:
    """The machine-readable description at `/api/openapi.json`; no page that loads from elsewhere."""
    return OpenAPIConfig(
        title="Sightline",
        version=__version__,
        description="Everything a bearer token's View may see. Errors have one shape, ErrorBody.",
        path="/api",
        use_handler_docstrings=True,
        render_plugins=[Description(path="/openapi.json")],
        components=Components(
            security_schemes={
                "token": SecurityScheme(type="http", scheme="bearer", description="A token slt_…")
            }
        ),
        security=[{"token": []}],
    )
