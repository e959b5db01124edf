"""The papers of a case: tasks, requests, visits, letters; each with its page and its history."""

from __future__ import annotations

from litestar import get
from litestar.response import Response

from sightline.cases.filing import Change
from sightline.cases.kind import typed as typed_field
from sightline.errors import NotFound
from sightline.service import access, case_view, cases, papers, request_letters
from sightline.service.request_letters import Order
from sightline.web.form_token import Asked
from sightline.web.items import download
from sightline.web.page import Fields, Goto, Page, form, page, threaded
from sightline.web.reports import MEDIA
from sightline.web.tried import tried
from sightline.web.visit import Visit

DESK = ("task", "request", "visit", "correspondence")
"""the kinds a case's desk shows; the others have pages of their own"""


@page("/cases/{id:str}/papers", "case_papers.html")
def desk(visit: Visit) -> Page:
    """Tasks, requests, visits and correspondence of a case."""
    return _desk(visit, {}, visit.text("do"))


@form("/cases/{id:str}/papers", "case_papers.html")
def add(visit: Visit, sent: Fields) -> Page | Goto:
    """Open a paper."""
    id, kind = visit.parameters["id"], sent.get("kind", "")

    def work() -> Goto:
        made = papers.open_paper(
            visit.view,
            visit.bench,
            id,
            kind,
            _given(kind, sent),
            sent.get("why", "").strip(),
            sent.get("state", ""),
        )
        return Goto(f"/papers/{made}")

    return tried(work, lambda problem: _desk(visit, sent, kind))


def _given(kind: str, sent: Fields) -> Fields:
    given = {one.name: sent[one.name] for one in papers.fields(kind) if one.name in sent}
    for one in papers.fields(kind):
        if one.sort.value == "cites" and sent.get(f"pick.{one.name}"):
            given[one.name] = "\n".join([given.get(one.name, ""), sent[f"pick.{one.name}"]]).strip()
    return given


def _desk(visit: Visit, typed: Fields, doing: str) -> Page:
    view, bench, id = visit.view, visit.bench, visit.parameters["id"]
    case = cases.case(view, bench, id)
    held = papers.papers(view, bench, id)
    may = access.may(view, bench, cases.INVESTIGATE)
    chosen = doing if may and doing in DESK else ""
    body: dict[str, object] = {
        "case_id": id,
        "papers": tuple(one for one in held if one.kind in DESK),
        "due": papers.due(view, bench, case_id=id),
        "problem": None,
    }
    drawn: dict[str, object] = {
        "case": case,
        "may": may,
        "doing": chosen,
        "typed": typed,
        "kinds": {name: papers.kind_of(name) for name in DESK},
        "openings": papers.openings(chosen) if chosen else (),
        "citable": case_view.citable(view, bench, id) if chosen else (),
    }
    return Page(case.title, body, drawn)


@page("/papers/{id:str}", "paper.html")
def paper(visit: Visit) -> Page:
    """One paper with its history."""
    return _paper(visit, {})


@form("/papers/{id:str}", "paper.html")
def change(visit: Visit, sent: Fields) -> Page | Goto:
    """Change a paper or move it on; what others changed meanwhile is kept or told."""
    id = visit.parameters["id"]

    def work() -> Goto:
        kind = papers.paper(visit.view, visit.bench, id).paper.kind
        seen = int(sent["seen"]) if sent.get("seen", "").isdigit() else 0
        made = Change(_given(kind, sent), sent.get("to", ""), seen)
        papers.change(visit.view, visit.bench, id, made, sent.get("why", "").strip())
        return Goto(f"/papers/{id}")

    return tried(work, lambda problem: _paper(visit, sent))


def _paper(visit: Visit, typed: Fields) -> Page:
    view, bench = visit.view, visit.bench
    found = papers.paper(view, bench, visit.parameters["id"])
    held = found.paper
    needed = papers.DECIDE if held.kind == "naming" else cases.INVESTIGATE
    may = access.may(view, bench, needed)
    doing = ("change" if typed else visit.text("do")) if may else ""
    now = {one.name: typed_field(one, held.body) for one in found.kind.fields}
    drawn: dict[str, object] = {
        "page": found,
        "held": held,
        "kind": found.kind,
        "may": may,
        "doing": doing,
        "to": typed.get("to", visit.text("to")),
        "typed": now | typed,
        "now": now,
        "seen": typed.get("seen", str(held.newest.number)),
        "citable": case_view.citable(view, bench, held.case) if doing else (),
    }
    body: dict[str, object] = {"paper": papers.as_json(held), "case_title": found.case_title, "problem": None}
    return Page(held.text(found.kind.title) or found.kind.label, body, drawn)


@get("/papers/{id:str}/letter/{format:str}", include_in_schema=False)
@threaded
def letter(request: Asked) -> Response[bytes]:
    """The letter of a request, or a reminder of it, to keep."""
    visit = Visit.of(request)
    id, kind = visit.parameters["id"], visit.parameters["format"]
    if kind not in request_letters.FORMATS:
        raise NotFound(f"no format {kind!r}")
    reminder = visit.text("reminder") != ""
    order = Order(visit.text("contact") or "the office", visit.text("signatory") or visit.view.user, reminder)
    made = request_letters.draft(visit.view, visit.bench, id, order, [kind])
    name = "reminder" if reminder else "request"
    return download(made[kind], f"{name}-{id}.{kind}", MEDIA[kind])


HANDLERS = (desk, add, paper, change, letter)
