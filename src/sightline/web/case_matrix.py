"""The matrix of a case: hypotheses weighed against evidence, cell by cell, by keyboard."""

from __future__ import annotations

from sightline.model.item import CREDIBILITY
from sightline.service import access, case_view, cases, matrix, papers
from sightline.service.matrix import MARKS, Cell
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit

TEMPLATE = "case_matrix.html"
EMPTY = dict.fromkeys(("short", "text", "would_show", "note", "pick", "cites", "caveat", "why"), "")


@page("/cases/{id:str}/matrix", TEMPLATE)
def show(visit: Visit) -> Page:
    """Hypotheses against evidence, and what is held against each."""
    return _matrix(visit, {}, visit.text("do"))


@form("/cases/{id:str}/matrix", TEMPLATE)
def weigh(visit: Visit, sent: Fields) -> Page | Goto:
    """Set the marks that were changed, with a reason."""
    id = visit.parameters["id"]

    def work() -> Goto:
        matrix.weigh(visit.view, visit.bench, id, cells(sent), sent.get("why", "").strip())
        return Goto(f"/cases/{id}/matrix")

    return tried(work, lambda problem: _matrix(visit, sent, ""))


@form("/cases/{id:str}/matrix/{kind:str}", TEMPLATE)
def add(visit: Visit, sent: Fields) -> Page | Goto:
    """Add a hypothesis or a piece of evidence."""
    id, kind = visit.parameters["id"], visit.parameters["kind"]

    def work() -> Goto:
        known = {one.name for one in papers.fields(kind)}
        given = {name: value for name, value in sent.items() if name in known}
        if sent.get("pick"):
            given["cites"] = "\n".join([given.get("cites", ""), sent["pick"]]).strip()
        why = sent.get("why", "").strip() or "to be weighed"
        papers.open_paper(visit.view, visit.bench, id, kind, given, why)
        return Goto(f"/cases/{id}/matrix")

    return tried(work, lambda problem: _matrix(visit, sent, kind))


def cells(sent: Fields) -> list[Cell]:
    """The cells of the form: `m.EXHIBIT.HYPOTHESIS` holds the mark, `was.…` the one that was shown."""
    found = []
    for name, mark in sent.items():
        head, _, rest = name.partition(".")
        exhibit, _, hypothesis = rest.partition(".")
        if head == "m":
            found.append(Cell(exhibit, hypothesis, mark.strip(), sent.get(f"was.{rest}", "").strip()))
    return found


def _matrix(visit: Visit, typed: Fields, doing: str) -> Page:
    view, bench, id = visit.view, visit.bench, visit.parameters["id"]
    case = cases.case(view, bench, id)
    held = matrix.matrix(view, bench, id)
    may = access.may(view, bench, cases.INVESTIGATE)
    drawn: dict[str, object] = {
        "case": case,
        "may": may,
        "doing": doing if may and doing in ("hypothesis", "exhibit") else "",
        "typed": EMPTY | {"credibility": "3"} | typed,
        "set_now": {name: mark for name, mark in typed.items() if name.startswith("m.")},
        "marks": MARKS,
        "credibility": CREDIBILITY,
        "citable": case_view.citable(view, bench, id) if doing == "exhibit" else (),
        "titled": matrix.titled,
    }
    body: dict[str, object] = {"case_id": id, "matrix": held, "problem": None}
    return Page(case.title, body, drawn)


HANDLERS = (show, weigh, add)
