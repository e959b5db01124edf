"""Bringing files in: a form whose files go into the vault as they arrive; a worker reads them."""

from __future__ import annotations

from typing import Any

from litestar import post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect, Response

from sightline.errors import NotAllowed
from sightline.model.item import Basis
from sightline.service import access, job_kinds, jobs, uploads
from sightline.service.roles import require
from sightline.service.uploads import Upload
from sightline.web.form_token import Asked
from sightline.web.page import Fields, Page, page
from sightline.web.uploads import Sent, received
from sightline.web.visit import Visit

LEVELS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


@page("/ingest", "ingest.html")
def ask(visit: Visit) -> Page:
    """The form, for those whose role allows it."""
    if not access.may(visit.view, visit.bench, "ingest"):
        raise NotAllowed("your role does not allow this: ingest", remedy="ask an administrator")
    return Page("Bring files in", {"bases": tuple(Basis), "levels": LEVELS})


@post("/ingest", include_in_schema=False, request_max_body_size=None)
async def take(request: Asked) -> Response[Any]:
    """Keep the files, order the reading of them, and go to where it is watched."""
    visit = await sync_to_thread(_visit, request)

    def keep(fields: Fields, sent: Sent) -> Upload:
        _args(fields, ()).options()  # what is said of them is refused before they are kept
        return uploads.receive(visit.view, visit.bench, sent.name, sent.stream)

    fields, kept = await received(request, keep)
    id = await sync_to_thread(_order, visit, fields, kept)
    return Redirect(visit.links.to(f"/jobs/{id}"), status_code=303)


def _visit(request: Asked) -> Visit:
    visit = Visit.of(request)
    require(visit.view, visit.bench, "ingest")
    return visit


def _order(visit: Visit, fields: Fields, kept: list[Upload]) -> str:
    args = _args(fields, tuple(one.id for one in kept))
    return jobs.enqueue(visit.view, visit.bench, "ingest", args)


def _args(fields: Fields, ids: tuple[str, ...]) -> job_kinds.IngestArgs:
    """What the form says of the files; `UsageError` or `BadInput` where it cannot be meant."""
    said: dict[str, Any] = {
        name: fields[name].strip()
        for name in ("source", "list", "marking", "basis", "document", "originator", "dated")
        if fields.get(name, "").strip()
    }
    if compartments := fields.get("compartments", "").strip():
        said["marking"] = f"{said.get('marking', LEVELS[0])}//{compartments}"
    said |= {"uploads": ids, "kept": bool(fields.get("kept"))}
    args: job_kinds.IngestArgs = job_kinds.from_json("ingest", said)
    return args


HANDLERS = (ask, take)
