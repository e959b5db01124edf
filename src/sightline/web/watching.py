"""Who is watched: books filled from files, and the news a change of the lists makes for their owners."""

from __future__ import annotations

from typing import Any

from litestar import post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect, Response

from sightline.model.marking import Marking
from sightline.office.watching import query_json
from sightline.service import access, job_kinds, jobs, uploads, watching
from sightline.service.roles import require
from sightline.service.uploads import Upload
from sightline.service.watching import Ask
from sightline.web.form_token import Asked
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.uploads import Sent, received
from sightline.web.visit import Visit

BOOKS, BOOK, NEWS, ONE = "watch.html", "watch_book.html", "notifications.html", "notification.html"


@page("/watch", BOOKS)
def books(visit: Visit) -> Page:
    """The books one may see, and the form for a new one."""
    found = watching.books(visit.view, visit.bench)
    lines = [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "owner": one.owner,
            "parties": len(one.parties),
            "marking": one.marking,
            "at": one.at,
        }
        for one in found
    ]
    new = watching.notifications(visit.view, visit.bench)
    drawn: dict[str, object] = {
        "may": access.may(visit.view, visit.bench, "screen"),
        "kinds": watching.KINDS,
        "own_marking": str(watching.own_marking(visit.view)),
    }
    return Page("Watch", {"books": lines, "waiting": len(new)}, drawn)


@form("/watch", BOOKS)
def open_book(visit: Visit, sent: Fields) -> Page | Goto:
    """Make an empty book and go to it."""
    marking = Marking.parse(sent["marking"]) if sent.get("marking", "").strip() else None
    audience = "investigate" if sent.get("audience") else ""
    ask = Ask(sent.get("name", ""), sent.get("kind", "party"), marking, audience)
    return Goto(f"/watch/{watching.open_book(visit.view, visit.bench, ask, sent.get('why', ''))}")


@page("/watch/{id:str}", BOOK)
def book(visit: Visit) -> Page:
    """One book with those watched."""
    found = watching.book(visit.view, visit.bench, visit.parameters["id"])
    parties = [
        {"id": one.id, "name": one.name, "query": query_json(one.query), "since": one.since, "by": one.by,
         "why": one.why}
        for one in found.parties
    ]  # fmt: skip
    body: dict[str, object] = {
        "id": found.id,
        "name": found.name,
        "kind": found.kind,
        "owner": found.owner,
        "audience": found.audience,
        "marking": found.marking,
        "parties": parties,
    }
    return Page(found.name, body, {"ending": visit.text("end")})


@post("/watch/{id:str}/parties", include_in_schema=False, request_max_body_size=None)
async def add(request: Asked) -> Response[Any]:
    """Keep the file and order that its parties are watched; go to where that is seen."""
    visit = await sync_to_thread(_visit, request)

    def keep(fields: Fields, sent: Sent) -> Upload:
        return uploads.receive(visit.view, visit.bench, sent.name, sent.stream, "screen")

    fields, kept = await received(request, keep)
    id = await sync_to_thread(_order, visit, fields, kept)
    return Redirect(visit.links.to(f"/jobs/{id}"), status_code=303)


def _visit(request: Asked) -> Visit:
    visit = Visit.of(request)
    require(visit.view, visit.bench, "screen")
    return visit


def _order(visit: Visit, fields: Fields, kept: list[Upload]) -> str:
    upload = kept[0].id if kept else ""
    args = job_kinds.WatchArgs(visit.parameters["id"], upload, fields.get("why", ""))
    return jobs.enqueue(visit.view, visit.bench, "watch", args)


@form("/watch/{id:str}/end", BOOK)
def end(visit: Visit, sent: Fields) -> Page | Goto:
    """Watch a party no longer, for a reason."""
    watching.end(visit.view, visit.bench, sent.get("party", ""), sent.get("why", ""))
    return Goto(f"/watch/{visit.parameters['id']}")


@page("/notifications", NEWS)
def notifications(visit: Visit) -> Page:
    """What one is told, the newest first; what was dealt with when asked for."""
    every = visit.text("show") == "all"
    found = watching.notifications(visit.view, visit.bench, every)
    return Page("Notifications", {"notifications": found}, {"every": every})


@page("/notifications/{id:str}", ONE)
def notification(visit: Visit) -> Page:
    """One of them: the change by field, both hits with their reasons, and the form that answers it."""
    found = watching.notification(visit.view, visit.bench, visit.parameters["id"])
    return Page("Notification", {"notification": found})


@form("/notifications/{id:str}/done", ONE)
def done(visit: Visit, sent: Fields) -> Page | Goto:
    """Say that it was dealt with, and how."""
    watching.acknowledge(visit.view, visit.bench, visit.parameters["id"], sent.get("why", ""))
    return Goto(f"/notifications/{visit.parameters['id']}")


HANDLERS = (books, open_book, book, add, end, notifications, notification, done)
