"""Jobs: how far work is, how long it still takes, and the button that stops it; live where a script runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
from litestar import get
from litestar.concurrency import sync_to_thread
from litestar.response import Response, Stream

from sightline.errors import SightlineError, UsageError
from sightline.model.report import Edition
from sightline.service import access, job_kinds, jobs
from sightline.service.jobs import Job
from sightline.web.form_token import Asked
from sightline.web.items import download
from sightline.web.page import Fields, Goto, Page, form, page, threaded
from sightline.web.visit import Visit

EVERY = 1.0
"""seconds between two looks of a page that watches"""
LOOKS = 600
"""looks before the browser is asked to come again: sessions and clearances are looked at each time anyhow"""
STARTED_HERE = ("update", "detect", "evaluate", "rebuild", "backup")
"""kinds that begin with a button on the page of jobs; the others begin where their subject is"""


@page("/jobs", "jobs.html")
def every(visit: Visit) -> Page:
    """One's own jobs; an administrator's are everyone's."""
    body: dict[str, object] = {"jobs": [told(one) for one in jobs.jobs(visit.view, visit.bench)]}
    return Page("Jobs", body, {"startable": tuple(_startable(visit))})


def _startable(visit: Visit) -> Iterator[tuple[str, str]]:
    for name in STARTED_HERE:
        asked = job_kinds.KINDS.get(name)
        if asked and access.may(visit.view, visit.bench, asked.action):
            yield name, asked.title


@form("/jobs", "jobs.html")
def start(visit: Visit, sent: Fields) -> Page | Goto:
    """Begin one of the kinds that need no subject."""
    kind = sent.get("kind", "")
    if kind not in STARTED_HERE:
        raise UsageError(f"{kind!r} does not begin here", remedy="use one of " + ", ".join(STARTED_HERE))
    return Goto(f"/jobs/{jobs.enqueue(visit.view, visit.bench, kind, {})}")


@page("/jobs/{id:str}", "job.html")
def job(visit: Visit) -> Page:
    """One job."""
    found = jobs.job(visit.view, visit.bench, visit.parameters["id"])
    return Page(found.title, {"job": told(found)})


@form("/jobs/{id:str}/cancel", "job.html")
def cancel(visit: Visit, sent: Fields) -> Page | Goto:
    """Stop it at its next step; what was finished stays."""
    identifier = visit.parameters["id"]
    jobs.cancel(visit.view, visit.bench, identifier)
    return Goto(f"/jobs/{identifier}")


@form("/reports/{id:str}/build", "job.html")
def build(visit: Visit, sent: Fields) -> Page | Goto:
    """Build an edition in every format, in a translation where a language is named."""
    edition = sent.get("edition", "")
    if edition not in list(Edition):
        raise UsageError(f"not known: {edition!r}", remedy="use one of " + ", ".join(Edition))
    language = sent.get("language", "")
    args = job_kinds.BuildArgs(visit.parameters["id"], Edition(edition), language=language)
    return Goto(f"/jobs/{jobs.enqueue(visit.view, visit.bench, 'build', args)}")


@get("/jobs/{id:str}/files/{name:str}", include_in_schema=False)
@threaded
def file(request: Asked) -> Response[bytes]:
    """A file the job made."""
    visit = Visit.of(request)
    path = jobs.file(visit.view, visit.bench, visit.parameters["id"], visit.parameters["name"])
    return download(path.read_bytes(), path.name)


@get("/jobs/{id:str}/events", include_in_schema=False)
async def events(request: Asked) -> Stream:
    """The job as server-sent events, one whenever it changed; the last is `end`."""
    first = await sync_to_thread(_state, request)  # whoever may not see it gets the answer of every page
    return Stream(_events(request, first), media_type="text/event-stream")


async def _events(request: Asked, now: dict[str, Any]) -> AsyncIterator[bytes]:
    said: dict[str, Any] | None = None
    for _ in range(LOOKS):
        yield _event("state", now) if now != said else b": still here\n\n"
        if now["ended"]:
            yield _event("end", {"state": now["state"]})
            return
        said = now
        await asyncio.sleep(EVERY)
        try:
            now = await sync_to_thread(_state, request)
        except SightlineError:
            return  # signed out, or not cleared for it any more


def _state(request: Asked) -> dict[str, Any]:
    visit = Visit.of(request)
    found = told(jobs.job(visit.view, visit.bench, visit.parameters["id"]))
    return {name: value for name, value in found.items() if name not in {"args", "result"}}


def _event(name: str, data: dict[str, Any]) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + msgspec.json.encode(data) + b"\n\n"


def told(found: Job) -> dict[str, Any]:
    """A job as pages, twins and events say it."""
    return dict(found.as_json())


HANDLERS = (every, start, job, cancel, build, file, events)
