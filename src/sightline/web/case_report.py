"""A first report of a case, written from what is on record."""

from __future__ import annotations

from sightline.service import access, case_report, cases, findings
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit

TEMPLATE = "case_report.html"


@page("/cases/{id:str}/report", TEMPLATE)
def ask(visit: Visit) -> Page:
    """What a report of the case would be made of, and what still stands in its way."""
    return _ask(visit, {})


@form("/cases/{id:str}/report", TEMPLATE)
def write(visit: Visit, sent: Fields) -> Page | Goto:
    """Write it."""
    id = visit.parameters["id"]

    def work() -> Goto:
        symbol, title = sent.get("symbol", "").strip(), sent.get("title", "").strip()
        made = case_report.write(visit.view, visit.bench, id, symbol, title, sent.get("why", "").strip())
        return Goto(f"/reports/{made}")

    return tried(work, lambda problem: _ask(visit, sent))


def _ask(visit: Visit, typed: Fields) -> Page:
    view, bench, id = visit.view, visit.bench, visit.parameters["id"]
    case = cases.case(view, bench, id)
    shown = tuple(findings.finding(view, bench, one.id) for one in case.findings)
    blank = {"symbol": "", "title": case.title, "why": ""}
    may = access.may(view, bench, "write_report")
    body: dict[str, object] = {"case_id": id, "findings": shown, "problem": None}
    return Page(case.title, body, {"case": case, "may": may, "typed": blank | typed})


HANDLERS = (ask, write)
