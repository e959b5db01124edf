"""The addresses under `/api`: parse, call one service function, write its answer as JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from litestar import Router, post
from litestar.params import FromPath, FromQuery, JSONBody

from sightline.api import accounts, aid, decisions, flows, manifests, matching, network, payments, reconcile
from sightline.api.answering import REFUSALS, AsOf, KnownAt, answer, between, threaded
from sightline.api.caller import Call, bench_of, view_of
from sightline.api.check_request import CheckRequest
from sightline.api.entity import entity_json
from sightline.api.half_letters import MayHoldHalves
from sightline.api.screening_request import ScreeningRequest
from sightline.errors import UsageError
from sightline.service import (
    cases,
    check,
    entities,
    items,
    lists,
    marked_rows,
    measures,
    reports,
    screening,
    ships,
)
from sightline.service.screening import Choice
from sightline.service.shape import Json, custody, shape

MOST_QUERIES = 10_000


@answer("/lists", summary="List versions held")
def list_versions(request: Call, as_of: AsOf = None, known_at: KnownAt = None) -> dict[str, Json]:
    """Every list version this token's View knows of, and which one is current."""
    view = view_of(request, "read", as_of, known_at)
    return {"lists": shape(lists.held(view, bench_of(request)))}


@answer("/items", summary="Items held")
def item_list(
    request: Call, q: FromQuery[str] = "", as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """Items whose name, source or origin contains `q`; all without it."""
    view = view_of(request, "read", as_of, known_at)
    return {"items": shape(items.items(view, bench_of(request), q))}


@answer("/items/{sha256:str}", summary="One item")
def item(
    request: Call, sha256: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """An item, how it was obtained, its passages, what cites it, its custody entries."""
    view = view_of(request, "read", as_of, known_at)
    found = items.item(view, bench_of(request), sha256)
    return {"item": shape(replace(found, custody=custody(found.custody)))}


@answer("/entities/{entity_id:str}", summary="One entity")
def entity(
    request: Call,
    entity_id: FromPath[str],
    nested: FromQuery[bool] = True,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, Json]:
    """An entity in the shape of the FollowTheMoney matching API, with the place of every statement.

    What hangs on it (its listing, addresses) is left out with `nested=false`.
    """
    view = view_of(request, "read", as_of, known_at)
    found = entities.entity(view, bench_of(request), entity_id)
    return entity_json(found.entity, found.version, nested)


@answer("/ships/{ship_id:str}", summary="A ship's dossier")
def ship(
    request: Call,
    ship_id: FromPath[str],
    since: FromQuery[datetime | None] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, Json]:
    """Who she was when, designations, voyages, signals, deliveries, and what changed `since` a time.

    The id is `imo-…`, `mmsi-…` or that of a list's entry.
    """
    view = view_of(request, "read", as_of, known_at)
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return {"ship": shape(ships.as_json(ships.ship(view, bench_of(request), ship_id, since)))}


@answer("/marked", summary="Marked positions")
def marked(
    request: Call,
    item: FromQuery[str] = "",
    mark: FromQuery[str] = "",
    limit: FromQuery[int] = 100,
    after: FromQuery[int] = 0,
    known_at: KnownAt = None,
) -> dict[str, Json]:
    """Rows of positions that were refused, repeated, of no ship or of a wrong clock, each with its reason."""
    view = view_of(request, "read", None, known_at)
    asked = marked_rows.Asked(item, mark, between(limit, 1, marked_rows.MOST), max(0, after))
    return {"marked": shape(marked_rows.marked(view, bench_of(request), asked))}


@answer("/search", summary="Search entities")
def search(
    request: Call, q: FromQuery[str], limit: FromQuery[int] = 50, as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """Entities whose names or identifiers answer `q`."""
    view = view_of(request, "read", as_of, known_at)
    return {"entities": shape(entities.search(view, bench_of(request), q, between(limit, 1, 500)))}


@answer("/measures", summary="Measures by day")
def measure_list(
    request: Call, on: AsOf = None, as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """The measures in force on a day, each with how far it was verified."""
    view = view_of(request, "read", on or as_of, known_at)
    return {"on": shape(view.as_of), "measures": shape(measures.in_force(view, bench_of(request)))}


@answer("/cases", summary="Cases")
def case_list(request: Call, as_of: AsOf = None, known_at: KnownAt = None) -> dict[str, Json]:
    """The cases this token's View may know of."""
    view = view_of(request, "read", as_of, known_at)
    return {"cases": shape(cases.cases(view, bench_of(request)))}


@answer("/cases/{case_id:str}", summary="One case")
def case(
    request: Call, case_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """A case with its leads, findings, hearings, stances and moves."""
    view = view_of(request, "read", as_of, known_at)
    return {"case": shape(cases.case(view, bench_of(request), case_id))}


@answer("/reports", summary="Reports")
def report_list(request: Call, as_of: AsOf = None, known_at: KnownAt = None) -> dict[str, Json]:
    """The reports this token's View may know of."""
    view = view_of(request, "read", as_of, known_at)
    return {"reports": shape(reports.reports(view, bench_of(request)))}


@post(
    "/screen",
    summary="Screen parties",
    status_code=200,
    responses=REFUSALS,
    request_class=MayHoldHalves,
)
@threaded
def screen(
    request: Call, data: JSONBody[ScreeningRequest], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """One answer a query, in the order asked: hits with their reasons, and the certificate."""
    view = view_of(request, "screen", as_of, known_at)
    if len(data.queries) > MOST_QUERIES:
        raise UsageError(f"more than {MOST_QUERIES} queries", remedy="send them in parts")
    choice = Choice(tuple(data.lists), data.threshold, between(data.limit, 1, 100))
    asked = [one.query() for one in data.queries]
    answers = screening.screen(view, bench_of(request), asked, choice)
    return {"results": [shape(one.as_json()) for one in answers]}


@post("/check", summary="May I? One act put to the measures", status_code=200, responses=REFUSALS)
@threaded
def check_act(
    request: Call, data: JSONBody[CheckRequest], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """One answer with measures, reasons, needs, parties screened on the way, and a signed certificate."""
    view = view_of(request, "screen", as_of, known_at)
    return dict(check.check(view, bench_of(request), data.raw()).as_json())


@answer("/checks/{check_id:str}", summary="A certificate of a check, and whether it replays")
def check_certificate(
    request: Call, check_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """The signed certificate; `differences` is empty when the answer comes out the same again."""
    view = view_of(request, "screen", as_of, known_at)
    found = check.certificate(view, bench_of(request), check_id)
    return {"certificate": found, "differences": list(check.replay(view, bench_of(request), check_id))}


@answer("/measures/changes", summary="What changed in the measures between two days")
def measure_changes(
    request: Call, since: FromQuery[date], until: FromQuery[date], known_at: KnownAt = None
) -> dict[str, Json]:
    """One line a measure that began, ended or changed, each with a sentence."""
    view = view_of(request, "read", until, known_at)
    told = measures.diff(view, bench_of(request), since, until)
    return {"since": shape(since), "until": shape(until), "changes": [shape(one.as_json()) for one in told]}


router = Router(
    path="/api",
    route_handlers=[
        list_versions,
        item_list,
        item,
        entity,
        ship,
        marked,
        search,
        measure_list,
        case_list,
        case,
        report_list,
        screen,
        check_act,
        check_certificate,
        measure_changes,
        *accounts.HANDLERS,
        *network.HANDLERS,
        *flows.HANDLERS,
        *aid.HANDLERS,
        *manifests.HANDLERS,
        *matching.HANDLERS,
        *reconcile.HANDLERS,
        *decisions.HANDLERS,
        *payments.HANDLERS,
    ],
    tags=["Sightline"],
)
