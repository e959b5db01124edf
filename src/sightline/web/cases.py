"""Cases: what made someone look, what was found, who was heard, and who disagrees."""

from __future__ import annotations

from sightline.cases.casefile import NewCase
from sightline.cases.workflow import CASE, targets
from sightline.model.casework import Case
from sightline.model.marking import Marking
from sightline.service import access, case_marking, cases, namings, papers, stances
from sightline.service.case_view import signals_of
from sightline.service.deleted import deleted
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit

NEW = {"title": "", "summary": "", "marking": "TLP:AMBER", "why": ""}


@page("/cases", "cases.html")
def every(visit: Visit) -> Page:
    """The cases this View may know of, and what is due in them."""
    return _every(visit, {})


@form("/cases", "cases.html")
def start(visit: Visit, sent: Fields) -> Page | Goto:
    """Open a case."""

    def work() -> Goto:
        marking = Marking.parse(sent.get("marking", ""))
        new = NewCase(sent.get("title", "").strip(), sent.get("summary", "").strip(), marking)
        id = cases.open_case(visit.view, visit.bench, new, sent.get("why", "").strip())
        return Goto(f"/cases/{id}")

    return tried(work, lambda problem: _every(visit, sent))


def _every(visit: Visit, typed: Fields) -> Page:
    view, bench = visit.view, visit.bench
    body: dict[str, object] = {
        "cases": cases.cases(view, bench),
        "due": papers.due(view, bench),
        "rule": stances.rule(view, bench),
        "problem": None,
    }
    may = access.may(view, bench, cases.INVESTIGATE)
    doing = "open" if typed else visit.text("do")
    return Page("Cases", body, {"typed": NEW | typed, "doing": doing if may else "", "may": may})


@page("/due", "due.html")
def due(visit: Visit) -> Page:
    """What is overdue or due soon, over all cases."""
    return Page("What is due", {"due": papers.due(visit.view, visit.bench)})


@page("/cases/{id:str}", "case.html")
def case(visit: Visit) -> Page:
    """One case with its leads, findings, hearings, stances and moves."""
    return _case(visit, {})


@form("/cases/{id:str}/move", "case.html")
def move(visit: Visit, sent: Fields) -> Page | Goto:
    """Move a case on, with a reason."""
    id = visit.parameters["id"]

    def work() -> Goto:
        cases.move(visit.view, visit.bench, id, sent.get("to", ""), sent.get("why", "").strip())
        return Goto(f"/cases/{id}")

    return tried(work, lambda problem: _case(visit, sent))


@form("/cases/{id:str}/mark", "case.html")
def mark(visit: Visit, sent: Fields) -> Page | Goto:
    """Mark a case anew, with a reason."""
    id = visit.parameters["id"]

    def work() -> Goto:
        marking = Marking.parse(sent.get("marking", ""))
        case_marking.mark_case(visit.view, visit.bench, id, marking, sent.get("why", "").strip())
        return Goto(f"/cases/{id}")

    return tried(work, lambda problem: _case(visit, sent, "mark"))


def _case(visit: Visit, typed: Fields, doing: str = "move") -> Page:
    view, bench = visit.view, visit.bench
    found: Case = cases.case(view, bench, visit.parameters["id"])
    marks = case_marking.marks(view, bench, found.id)
    body: dict[str, object] = {
        "case": found,
        "due": papers.due(view, bench, case_id=found.id),
        "namings": namings.namings(view, bench, found.id),
        "markings": tuple(
            {"marking": str(one.marking), "at": one.at, "by": one.by, "why": one.why} for one in marks
        ),
        "problem": None,
    }
    may = access.may(view, bench, cases.INVESTIGATE)
    drawn: dict[str, object] = {
        "signals": signals_of(found),
        "may": may,
        "may_mark": access.may(view, bench, case_marking.MARK),
        "doing": (doing if typed else visit.text("do")) if may else "",
        "typed": {"to": "", "why": "", "marking": str(marks[-1].marking) if marks else ""} | typed,
        "targets": targets(CASE, found.state),
        "deleted": gone(visit, found),
    }
    return Page(found.title, body, drawn)


def gone(visit: Visit, found: Case) -> dict[str, str]:
    """Items the case cites whose bytes were lawfully deleted, and what is on record of that."""
    cited = {cite.item for lead in found.leads for cite in lead.cites}
    cited |= {piece.citation.item for finding in found.findings for piece in finding.evidence}
    cited |= {said.citation.item for hearing in found.hearings for said in hearing.replies}
    return deleted(visit.bench, cited)


HANDLERS = (every, start, due, case, move, mark)
