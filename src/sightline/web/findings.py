"""Findings: drafted from the case's evidence, worded anew, agreed by rule; who concurs and who does not."""

from __future__ import annotations

from sightline.cases.workflow import FINDING, targets
from sightline.model.casework import Position, Standard
from sightline.service import access, cases, findings, papers
from sightline.service.findings import TYPED
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit

NEW, ONE = "finding_new.html", "finding.html"
ACTS = ("revise", "move", "stance", "objection")
BREACH = {"breach": "yes", "claimed": Standard.INVESTIGATING.value}


@page("/cases/{id:str}/findings", NEW)
def every(visit: Visit) -> Page:
    """The findings of a case, and the form for another."""
    return _new(visit, {})


@form("/cases/{id:str}/findings", NEW)
def add(visit: Visit, sent: Fields) -> Page | Goto:
    """Draft a finding."""
    id = visit.parameters["id"]

    def work() -> Goto:
        new = findings.read_draft(_typed(sent), _chosen(sent))
        made = findings.draft(visit.view, visit.bench, id, new, sent.get("why", "").strip() or "drafted")
        return Goto(f"/findings/{made}")

    return tried(work, lambda problem: _new(visit, sent))


def _typed(sent: Fields) -> Fields:
    return {name: sent[name] for name in TYPED if name in sent}


def _chosen(sent: Fields) -> Fields:
    """Evidence that speaks one way or the other: `way.EXHIBIT` is for, against or empty."""
    return {name.removeprefix("way."): way for name, way in sent.items() if name.startswith("way.") and way}


def _new(visit: Visit, typed: Fields) -> Page:
    view, bench, id = visit.view, visit.bench, visit.parameters["id"]
    case = cases.case(view, bench, id)
    exhibits = tuple(one for one in papers.papers(view, bench, id, "exhibit") if one.state == "weighed")
    empty = dict.fromkeys(TYPED, "") | BREACH | {"day": view.as_of.isoformat(), "why": ""}
    drawn: dict[str, object] = {
        "case": case,
        "may": access.may(view, bench, cases.INVESTIGATE),
        "typed": empty | typed,
        "ways": _chosen(typed),
        "exhibits": exhibits,
        "standards": tuple(Standard),
    }
    return Page(case.title, {"case_id": id, "findings": case.findings, "problem": None}, drawn)


@page("/findings/{id:str}", ONE)
def one(visit: Visit) -> Page:
    """One finding with its evidence, origins, stances, objections and versions."""
    return _one(visit, {}, visit.text("do"))


@form("/findings/{id:str}", ONE)
def act(visit: Visit, sent: Fields) -> Page | Goto:
    """Word it anew, move it on, say what one holds of it, or object to it."""
    id, doing = visit.parameters["id"], sent.get("do", "")
    view, bench, why = visit.view, visit.bench, sent.get("why", "").strip()

    def work() -> Goto:
        held = findings.finding(view, bench, id).finding
        if doing == "revise":
            seen = int(sent["seen"]) if sent.get("seen", "").isdigit() else 0
            findings.revise(view, bench, id, findings.read_draft(_typed(sent), _chosen(sent)), why, seen)
        elif doing == "move":
            cases.move_finding(view, bench, id, sent.get("to", ""), why)
        elif doing == "stance":
            expert = sent.get("expert", "").strip() or view.user
            position = Position(sent.get("position", Position.CONCUR))
            cases.stance(view, bench, id, expert, position, sent.get("text", "").strip())
        else:
            given = {
                "finding": id,
                "by": sent.get("by", "").strip() or view.user,
                "text": sent.get("text", ""),
            }
            papers.open_paper(view, bench, held.case, "objection", given, "objected")
        return Goto(f"/findings/{id}")

    return tried(work, lambda problem: _one(visit, sent, doing))


def _one(visit: Visit, typed: Fields, doing: str) -> Page:
    view, bench = visit.view, visit.bench
    shown = findings.finding(view, bench, visit.parameters["id"])
    held = shown.finding
    may = access.may(view, bench, cases.INVESTIGATE)
    doing = doing if may and doing in ACTS else ""
    ways = {exhibit.id: way for exhibit, way in findings.weights(shown)}
    blank = {"why": "", "text": "", "expert": view.user, "position": "", "by": view.user}
    drawn: dict[str, object] = {
        "page": shown,
        "held": held,
        "may": may,
        "may_decide": access.may(view, bench, "decide"),
        "doing": doing,
        "to": typed.get("to", visit.text("to")),
        "typed": findings.typed(held) | blank | typed,
        "ways": _chosen(typed) if typed else ways,
        "seen": typed.get("seen", str(held.version)),
        "exhibits": shown.exhibits,
        "standards": tuple(Standard),
        "positions": tuple(Position),
        "targets": [
            name for name in targets(FINDING, held.state) if name != "draft" or held.state != "draft"
        ],
    }
    return Page(held.assertion, {"finding": shown, "problem": None}, drawn)


HANDLERS = (every, add, one, act)
