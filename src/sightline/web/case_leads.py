"""Leads of a case by origin: what copies one another counts once."""

from __future__ import annotations

from dataclasses import replace

from sightline.cases.casefile import LEADS, Told
from sightline.service import access, case_view, cases, leads, sources
from sightline.service.findings import cited
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit, day

TEMPLATE = "case_leads.html"
EMPTY = dict.fromkeys(("text", "cite", "pick", "source", "relies_on", "reference", "told_on", "csv"), "")


@page("/cases/{id:str}/leads", TEMPLATE)
def every(visit: Visit) -> Page:
    """The leads of a case, those of one origin together."""
    return _leads(visit, {}, visit.text("do"))


@form("/cases/{id:str}/leads", TEMPLATE)
def add(visit: Visit, sent: Fields) -> Page | Goto:
    """Add a lead, with who told it."""
    id = visit.parameters["id"]

    def work() -> Goto:
        lines = [*sent.get("cite", "").splitlines(), sent.get("pick", "")]
        cites = [cited(line) for line in lines if line.strip()]
        told = Told(
            sent.get("kind") or "lead",
            sent.get("source", "").strip(),
            sent.get("relies_on", "").strip(),
            sent.get("reference", "").strip(),
            day(sent.get("told_on", "").strip()),
        )
        cases.add_lead(visit.view, visit.bench, id, sent.get("text", "").strip(), cites, told)
        return Goto(f"/cases/{id}/leads")

    return tried(work, lambda problem: _leads(visit, sent, "lead"))


@form("/cases/{id:str}/collate", TEMPLATE)
def collate(visit: Visit, sent: Fields) -> Page | Goto:
    """Take pasted rows of third-party reports in as leads; what became of each row is shown."""
    id = visit.parameters["id"]

    def work() -> Page:
        raw = sent.get("csv", "").encode()
        taken = tuple(leads.collate(visit.view, visit.bench, id, "what was pasted", raw))
        now = replace(visit, view=replace(visit.view, known_at=visit.bench.clock()))
        return _leads(now, {}, "", taken)

    return tried(work, lambda problem: _leads(visit, sent, "collate"))


def _leads(visit: Visit, typed: Fields, doing: str, taken: tuple[leads.Taken, ...] = ()) -> Page:
    view, bench, id = visit.view, visit.bench, visit.parameters["id"]
    case = cases.case(view, bench, id)
    may = access.may(view, bench, cases.INVESTIGATE)
    body: dict[str, object] = {
        "case_id": id,
        "collated": leads.collated(view, bench, id),
        "taken": taken,
        "problem": None,
    }
    drawn: dict[str, object] = {
        "case": case,
        "signals": case_view.signals_of(case),
        "may": may,
        "doing": doing if may else "",
        "typed": EMPTY | {"kind": "lead"} | typed,
        "kinds": LEADS,
        "sources": sorted(sources.known(view, bench).values(), key=lambda one: one.name),
        "citable": case_view.citable(view, bench, id) if doing else (),
    }
    return Page(case.title, body, drawn)


HANDLERS = (every, add, collate)
