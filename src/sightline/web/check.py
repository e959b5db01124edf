"""May I? A page of plain questions; the answer has an address of its own and replays."""

from __future__ import annotations

from typing import Any

from litestar import post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect, Response

from sightline.errors import UsageError
from sightline.regime.asking import PURPOSES
from sightline.service import check, job_kinds, jobs, uploads
from sightline.service import manifest as manifests
from sightline.service.check_beside import beside
from sightline.service.roles import require
from sightline.service.uploads import Upload
from sightline.web.form_token import Asked
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.uploads import Sent, received
from sightline.web.visit import Visit

TEXTS = (
    "on", "goods", "hs", "hs_version", "quantity", "unit", "basis", "value", "from", "to", "via", "origin",
    "service", "purpose", "contract", "exemption", "facts", "party", "vessel",
)  # fmt: skip
UNITS = ("bbl", "t", "kg", "l", "m3", "pcs")
BASES = ("shipment", "total")
SEVERAL = ("party", "vessel")


@page("/check", "check.html")
def ask(visit: Visit) -> Page:
    """The form, filled in as the address says."""
    asked = {name: visit.text(name) for name in TEXTS if visit.text(name)}
    return Page("May I?", {"asked": asked}, _choices())


@form("/check", "check.html")
def answer(visit: Visit, sent: Fields) -> Page | Goto:
    """Answer, put it on record, and go to where the answer stands."""
    given = {name: sent[name] for name in TEXTS if sent.get(name, "").strip()}
    raw = {name: value.splitlines() if name in SEVERAL else value for name, value in given.items()}
    found = check.check(visit.view, visit.bench, raw)
    return Goto(f"/checks/{found.certificate}")


@page("/checks/{id:str}", "checked.html")
def checked(visit: Visit) -> Page:
    """An answer: what was asked, what the measures say, and whether it comes out the same today."""
    found = check.certificate(visit.view, visit.bench, visit.parameters["id"])
    differences = check.replay(visit.view, visit.bench, visit.parameters["id"])
    again = {
        name: "\n".join(value) if isinstance(value, list) else value
        for name, value in found["question"].items()
    }
    told = found["answer"]
    held = beside(visit.view, visit.bench, found["question"], found["answer"])
    body: dict[str, object] = {"certificate": found, "differences": differences, "beside": held}
    drawn = {
        "told": told,
        "again": again,
        "word": WORDS[told["answer"]],
        "candidates": [one | {"again": again | {"hs": one["hs"]}} for one in told["candidates"]],
    }
    return Page(str(told["answer"]).capitalize(), body, drawn)


@page("/manifests/{id:str}", "manifest.html")
def manifest_certificate(visit: Visit) -> Page:
    """A manifest on paper: its bytes, what came of it, and how to have it answered again."""
    found = manifests.certificate(visit.view, visit.bench, visit.parameters["id"])
    broken = check.signature_problems(found)
    return Page(f"Manifest {found['manifest']}", {"certificate": found, "broken": broken})


WORDS = {
    "forbidden": ("alarm", "The measures forbid it."),
    "limited": ("warn", "The measures allow it within limits only."),
    "needs notice or approval": ("warn", "The measures want notice to the Committee or its approval first."),
    "cannot say": ("warn", "There is no answer until what is missing is known."),
    "not covered": ("plain", "No measure in the data covers it. That is no permission."),
}


def _choices() -> dict[str, object]:
    return {"purposes": PURPOSES, "units": UNITS, "bases": BASES}


@post("/check/manifest", include_in_schema=False, request_max_body_size=None)
async def manifest(request: Asked) -> Response[Any]:
    """Keep a manifest, order its check, and go to where that is watched."""
    visit = await sync_to_thread(_allowed, request)

    def keep(fields: Fields, sent: Sent) -> Upload:
        return uploads.receive(visit.view, visit.bench, sent.name, sent.stream, "screen")

    fields, kept = await received(request, keep)
    id = await sync_to_thread(_ordered, visit, kept, fields.get("replay", ""))
    return Redirect(visit.links.to(f"/jobs/{id}"), status_code=303)


def _allowed(request: Asked) -> Visit:
    visit = Visit.of(request)
    require(visit.view, visit.bench, "screen")
    return visit


def _ordered(visit: Visit, kept: list[Upload], replay: str) -> str:
    if len(kept) != 1:
        raise UsageError("one manifest at a time", remedy="choose one file")
    return jobs.enqueue(visit.view, visit.bench, "manifest", job_kinds.ManifestArgs(kept[0].id, replay))


HANDLERS = (ask, answer, checked, manifest, manifest_certificate)
