"""Screening: names or a file in, a run with an address out, worked through hit by hit, decided, exported."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO, cast
from urllib.parse import quote

import msgspec
from litestar import get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Response

from sightline.errors import NotFound, UsageError
from sightline.evidence import canonical
from sightline.model.decision import Scope, Verdict
from sightline.model.screening import FIELDS, Query
from sightline.service import (
    access,
    certificates,
    decisions,
    jobs,
    lists,
    screening,
    screening_export,
    screening_runs,
    uploads,
)
from sightline.service.decisions import Said
from sightline.service.job_kinds import ScreenArgs
from sightline.service.screening import Choice
from sightline.service.screening_runs import Run, Worked
from sightline.web import form_token
from sightline.web.form_token import Asked
from sightline.web.items import download
from sightline.web.page import Fields, Goto, Page, fields_of, form, page, respond, threaded
from sightline.web.tried import tried
from sightline.web.uploads import Sent, received
from sightline.web.visit import TWIN, Visit, day

LIMIT = 10
MOST = 500
"""parties in one form; a longer list goes as a file"""
AT_ONCE = 256 << 10
"""bytes of a file that is answered at once; a longer one becomes a job"""
LONGEST_TEXT = 256 << 10
PAGE = 20
"""answers on a page"""
DETAILS = tuple(one for one in FIELDS if one not in {"name", "id", "aliases"})
DOING = {
    "match": Verdict.TRUE_MATCH,
    "false": Verdict.FALSE_POSITIVE,
    "unsure": Verdict.UNSURE,
}


@page("/screening", "screening.html")
def ask(visit: Visit) -> Page:
    """The empty form, and the last runs."""
    return _form(visit, {})


def _form(visit: Visit, typed: Fields) -> Page:
    held = lists.held(visit.view, visit.bench)
    current = tuple(one.version for one in held if one.current)
    body: dict[str, object] = {"lists": current, "runs": screening_runs.runs(visit.view, visit.bench, 20)}
    return Page("Screening", body | {"problem": None}, {"details": DETAILS, "typed": typed})


@post(
    ["/screening", "/screening" + TWIN], status_code=200, include_in_schema=False, request_max_body_size=None
)
async def answer(request: Asked) -> Response[Any]:
    """Screen what the form holds, names or a file, and go to the run; a large file becomes a job."""
    visit = await sync_to_thread(Visit.of, request)
    kept: list[tuple[str, bytes | str]] = []
    if request.content_type[0] == "multipart/form-data":

        def keep(sent_fields: Fields, sent: Sent) -> tuple[str, bytes | str]:
            return _keep(visit, sent)

        sent, kept = await received(request, keep, LONGEST_TEXT)
    else:
        sent = await fields_of(request)
        form_token.check(request, sent.pop(form_token.FIELD, ""))
    return await sync_to_thread(_answered, visit, sent, kept)


def _keep(visit: Visit, sent: Sent) -> tuple[str, bytes | str]:
    """The name of a file and its bytes, or the id of what was kept where it is long."""
    head = sent.stream.read(AT_ONCE + 1)
    if len(head) <= AT_ONCE:
        return sent.name, head
    whole = cast(BinaryIO, _Joined(head, sent.stream))
    return sent.name, uploads.receive(visit.view, visit.bench, sent.name, whole, "screen").id


class _Joined:
    """What was read already, and the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = BytesIO(head), rest

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        return self._head.read(size) or self._rest.read(size)


def _answered(visit: Visit, sent: Fields, kept: Sequence[tuple[str, bytes | str]]) -> Response[Any]:
    def work() -> Goto:
        return Goto(_screened(visit, sent, kept) + (TWIN if visit.twin else ""))

    typed = {name: one for name, one in sent.items() if one}
    return respond(visit, "screening.html", tried(work, lambda problem: _form(visit, typed)))


def _screened(visit: Visit, sent: Fields, kept: Sequence[tuple[str, bytes | str]]) -> str:
    """The address of the run, or of the job that makes it."""
    chosen = tuple(filter(None, sent.get("lists", "").split()))
    sheet = sent.get("sheet", "").strip() if kept else ""
    choice = Choice(chosen, _threshold(sent.get("threshold", "")), LIMIT, sheet=sheet)
    if len(kept) > 1:
        raise UsageError("more than one file", place="file", remedy="send one file")
    if kept:
        name, held = kept[0]
        if isinstance(held, str):
            args = ScreenArgs(held, chosen, choice.threshold, LIMIT, sheet)
            return f"/jobs/{jobs.enqueue(visit.view, visit.bench, 'screen', args)}"
        return _to(screening_runs.run_file(visit.view, visit.bench, BytesIO(held), name, choice))
    names = [line.strip() for line in sent.get("names", "").splitlines() if line.strip()]
    details = {name: sent[name].strip() for name in DETAILS if sent.get(name, "").strip()}
    if len(names) > MOST:
        raise UsageError(f"more than {MOST} parties", place="names", remedy="send them as a file")
    if details and len(names) > 1:
        raise UsageError(
            "particulars belong to one party",
            place="names",
            remedy="leave one name, or empty the other fields",
        )
    if not names and not details:
        raise UsageError("there is nothing to screen", place="names", remedy="write a name or an identifier")
    if details:
        query = msgspec.convert(details | {"name": "".join(names)}, Query)
        return _to(screening_runs.run(visit.view, visit.bench, [query], choice))
    text = BytesIO(sent["names"].strip("\r\n").encode())  # as it was pasted, so that rows keep their numbers
    return _to(screening_runs.run_file(visit.view, visit.bench, text, "", choice))


def _to(made: Run) -> str:
    return f"/screenings/{made.id}"


@page("/screenings/{id:str}", "screening_run.html")
def run(visit: Visit) -> Page:
    """A run, its hits to be worked through."""
    return _run_page(visit, visit.links.own)


@form("/screenings/{id:str}/decide", "screening_run.html")
def decide(visit: Visit, sent: Fields) -> Page | Goto:
    """Decide on a hit, or take the decision back, and go on to the next that is open."""
    shown = sent | {"at": sent.get("number", ""), "do": sent.get("verdict", "")}
    return tried(lambda: _decided(visit, sent), lambda problem: _run_page(visit, shown))


def _decided(visit: Visit, sent: Fields) -> Goto:
    id = visit.parameters["id"]
    if sent.get("verdict") == "withdraw":
        decisions.withdraw(visit.view, visit.bench, sent.get("decision", ""), sent.get("why", ""))
    else:
        said = Said(
            _word(DOING, sent.get("verdict", "")),
            sent.get("why", ""),
            _word({one.value: one for one in Scope}, sent.get("scope", "") or "party"),
            day(sent.get("until", ""), "until"),
        )
        decisions.decide(visit.view, visit.bench, sent.get("certificate", ""), sent.get("entity", ""), said)
    found = screening_runs.worked(visit.view, visit.bench, id)
    back = sent.get("show") or "open"
    here = int(sent["number"]) if sent.get("number", "").isdecimal() else 0
    rest = screening_runs.chosen(found, back)
    following = next((one for one in rest if one.number >= here), rest[0] if rest else None)
    at = str(following.number) if following else ""
    return Goto(f"/screenings/{id}", {"show": back, "at": at})


def _word(words: dict[str, Any], given: str) -> Any:
    if given not in words:
        raise UsageError(f"not known: {given!r}", remedy="use one of " + ", ".join(words))
    return words[given]


def _run_page(visit: Visit, typed: Mapping[str, str]) -> Page:
    """The run as `typed` asks for it, what stands in the form of a decision included."""
    found = screening_runs.find(visit.view, visit.bench, visit.parameters["id"])
    every = screening_runs.worked(visit.view, visit.bench, found.id)
    stands = Counter(state for one in every for state in one.states)
    counts = {name: stands[name] for name in screening_runs.SHOWS} | {"all": len(every)}
    asked, place = typed.get("show", ""), typed.get("at", "")
    show = asked or next((name for name in screening_runs.SHOWS if counts[name]), "all")
    chosen = screening_runs.chosen(every, show)
    at = int(place) if place.isdecimal() else -1
    pages = max(1, -(-len(chosen) // PAGE))
    number = _page_number(visit, chosen, at, pages)
    shown = chosen[(number - 1) * PAGE : number * PAGE]
    body: dict[str, object] = {
        "run": _told(found),
        "counts": counts,
        "show": show,
        "page": number,
        "pages": pages,
        "answers": [one.as_json() for one in shown],
        "problem": None,
    }
    listed = {hit["entity"] for one in shown if one.number == at for hit in one.line["hits"]}
    doing, entity = typed.get("do", ""), typed.get("entity", "")
    may = access.may(visit.view, visit.bench, "investigate")
    drawn: dict[str, object] = {
        "at": at if any(one.number == at for one in shown) else (shown[0].number if shown else -1),
        "doing": doing,
        "entity": entity,
        "formed": bool(may and doing and entity in listed),
        "typed": typed,
        "own": {"show": asked},
        "formats": tuple(screening_export.FORMATS),
        "may": may,
        "marking": found.marking,
    }
    return Page(found.name or "Screening", body, drawn)


def _page_number(visit: Visit, chosen: Sequence[Worked], at: int, pages: int) -> int:
    """The page that is asked for, else the one the answer `at` stands on."""
    if visit.text("page").isdecimal():
        return min(max(1, int(visit.text("page"))), pages)
    place = next((place for place, one in enumerate(chosen) if one.number >= at), 0)
    return place // PAGE + 1


def _told(found: Run) -> dict[str, object]:
    counts = found.counts
    return {
        "id": found.id,
        "at": found.at,
        "by": found.by,
        "name": found.name,
        "lists": found.lists,
        "threshold": found.threshold,
        "limit": found.limit,
        "asked": counts.asked,
        "alerts": counts.alerts,
        "matches": counts.matches,
        "nobody": counts.nobody,
        "refused": counts.refused,
        "kept": counts.kept,
        "cleared": counts.cleared,
        "aside": counts.aside,
    }


@get("/screenings/{id:str}/export/{kind:str}", include_in_schema=False)
@threaded
def export(request: Asked) -> Response[bytes]:
    """The run as a file: csv, xlsx or json."""
    visit = Visit.of(request)
    kind = str(request.path_params["kind"])
    found = screening_runs.find(visit.view, visit.bench, visit.parameters["id"])
    with tempfile.TemporaryFile() as held:
        screening_export.write(visit.view, visit.bench, found.id, kind, cast(BinaryIO, held))
        held.seek(0)
        return download(held.read(), f"screening-{found.id[:8]}.{kind}")


@page("/certificates/{id:str}", "certificate.html")
def certificate(visit: Visit) -> Page:
    """What was asked, of which list versions, by which engine, what came back, what was decided."""
    identifier = visit.parameters["id"]
    body = screening.certificate(visit.view, visit.bench, identifier)
    if "query" not in body:
        raise NotFound(f"no such certificate: {identifier}")  # of a check, which has a page of its own
    said = decisions.decisions(visit.view, visit.bench, identifier)
    found = {hit["entity"] for hit in body["hits"]}
    held = [one.as_json() for one in said if one.standing.decision.entity in found]
    hits = [screening_export.published(hit) for hit in body["hits"]]
    told: dict[str, object] = {"certificate": body, "decisions": held}
    if visit.text("replay"):
        told["replayed"] = certificates.replay(visit.view, visit.bench, body).as_json()
    return Page(f"Certificate {identifier}", told, {"hits": hits})


@get("/certificates/{id:str}/signed", include_in_schema=False)
@threaded
def signed(request: Asked) -> Response[bytes]:
    """The signed record to keep."""
    visit = Visit.of(request)
    identifier = visit.parameters["id"]
    record = certificates.issue(visit.view, visit.bench, identifier)
    return download(canonical.encode(record), f"certificate-{quote(identifier[:12], safe='')}.json")


@page("/decisions", "decisions.html")
def held(visit: Visit) -> Page:
    """Every decision, the newest first, with whether it holds."""
    found = decisions.decisions(visit.view, visit.bench)
    return Page("Decisions", {"decisions": [one.as_json() for one in found]})


def _threshold(text: str) -> float | None:
    if not text.strip():
        return None
    said = f"not a threshold: {text!r}"
    try:
        given = float(text)
    except ValueError as error:
        raise UsageError(said, place="threshold", remedy="use a number from 0 to 1") from error
    if not 0 <= given <= 1:
        raise UsageError(said, place="threshold", remedy="use a number from 0 to 1")
    return given


HANDLERS = (ask, answer, run, decide, export, certificate, signed, held)
