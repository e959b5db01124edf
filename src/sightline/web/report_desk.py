"""The desk a report is written at: a section's paragraphs, what was said of them, and what changed.

Each paragraph is a form that works without a script; with one, it is an editor that saves by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from litestar.handlers import HTTPRouteHandler
from markupsafe import Markup

from sightline.errors import BadInput
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.report import STATUSES, Envelope, Recommendation
from sightline.reports import notation
from sightline.reports.compared import words
from sightline.reports.cuts import ANNEX
from sightline.reports.edits import ADVICE, COVER
from sightline.service import (
    access,
    editing,
    items,
    query_examples,
    report_front,
    report_history,
    report_moves,
    report_tables,
)
from sightline.service.deleted import deleted
from sightline.service.editing import Draft
from sightline.service.report_front import Cover
from sightline.web.page import Fields, FormAnswer, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit, day

TYPED = {
    "text": "Text", "item": "Item", "quote": "Words", "query": "Query", "title": "Title", "alt": "In words",
    "notice": "Notice", "to": "Addressee", "salutation": "Salutation", "closing": "Close",
    "signed_by": "Signed by", "addressee": "To whom", "basis": "Legal basis", "findings": "Findings",
    "why": "Why", "number": "Number", "row": "Row", "repeats": "Repeats",
}  # fmt: skip
"""what a form of the desk carries that somebody typed, and what that is called"""
DESK, HISTORY = "report_desk.html", "report_history.html"


def _id(visit: Visit) -> str:
    return visit.parameters["id"]


def _desk(visit: Visit) -> str:
    return f"/reports/{_id(visit)}/desk"


@page("/reports/{id:str}/desk", DESK)
def desk(visit: Visit) -> Page:
    """The outline, and one section open."""
    return _shown(visit, visit.text("section"))


def desk_form(name: str) -> Callable[[FormAnswer], HTTPRouteHandler]:
    """A form of the desk; where it is refused, the section is shown again with what was sent."""

    def decorate(answer: FormAnswer) -> HTTPRouteHandler:
        def take(visit: Visit, sent: Fields) -> Page | Goto:
            if visit.twin:
                return answer(visit, sent)
            return tried(lambda: answer(visit, sent), lambda _problem: _again(visit, sent))

        return form(f"/reports/{{id:str}}/desk/{name}", DESK)(take)

    return decorate


def _again(visit: Visit, sent: Fields) -> Page:
    shown = _shown(visit, sent.get("section", ""))
    typed = {name: sent[name] for name in TYPED if sent.get(name, "").strip()}
    return Page(shown.title, shown.body, shown.drawn | {"typed": typed, "sent_block": sent.get("block", "")})


def _shown(visit: Visit, section: str) -> Page:
    found = editing.desk(visit.view, visit.bench, _id(visit), section)
    may = access.may(visit.view, visit.bench, "write_report")
    shown = (
        ""
        if visit.twin
        else editing.preview(visit.view, visit.bench, _id(visit), found.section, visit.links.cite)
    )
    held = () if visit.twin else items.items(visit.view, visit.bench)
    carried = {one.id: json.dumps([cite.as_json() for cite in one.cites]) for one in found.blocks}
    carried |= {
        str(said.number): json.dumps([cite.as_json() for cite in said.over.cites])
        for one in found.blocks
        for said in one.remarks
        if said.over
    }
    drawn: dict[str, object] = {"preview": Markup(shown), "may": may, "held": held, "carried_cites": carried}
    drawn["asked"] = query_examples.examples(visit.view, visit.bench) if may and not visit.twin else ()
    cited = {cite.item for one in found.blocks for cite in one.cites}
    cited |= {
        cite.item for one in found.blocks for said in one.remarks if said.over for cite in said.over.cites
    }
    drawn["deleted"] = deleted(visit.bench, cited)
    drawn["names"] = {item.sha256: item.name for item in held}
    drawn["suggests"] = not may and access.may(visit.view, visit.bench, "investigate")
    drawn["differs"] = {
        said.number: tuple(words(one.text, said.over.text if said.over else said.text))
        for one in found.blocks
        for said in one.remarks
        if said.kind == "suggestion"
    }
    drawn |= {"typed": {}, "labels": TYPED, "sent_block": ""}
    body: dict[str, object] = {"desk": found, "problem": None}
    if found.section in {COVER, ADVICE}:
        body["front"] = report_front.front(visit.view, visit.bench, _id(visit))
    return Page(f"Desk: {found.symbol}", body, drawn | {"statuses": STATUSES})


def _cites(sent: Fields) -> tuple[Citation, ...]:
    """The citations a form carries as JSON, as the desk gave them."""
    try:
        shapes = json.loads(sent.get("cites") or "[]")
        return tuple(Citation.from_json(one) for one in shapes)
    except (ValueError, KeyError, TypeError) as problem:
        raise BadInput(
            "the citations of the form cannot be read", remedy="open the section again"
        ) from problem


def _back(visit: Visit, sent: Fields) -> Goto:
    return Goto(_desk(visit), {"section": sent.get("section", "")})


def _step(sent: Fields, name: str = "seen") -> int:
    if not sent.get(name, "0").isdigit():
        raise BadInput(f"not a step: {sent.get(name)!r}", remedy="open the section again")
    return int(sent.get(name, "0"))


@desk_form("put")
def put(visit: Visit, sent: Fields) -> Page | Goto:
    """Save a paragraph; an item and words beside it become one more citation."""
    cites = _cites(sent)
    text = sent.get("text", "")
    if sent.get("item"):
        cites = (*cites, editing.pick(visit.view, visit.bench, sent["item"], sent.get("quote", "")))
        text = notation.with_cite(text, len(cites))
    draft = Draft(text, cites, _step(sent), _step(sent, "taken"))
    seen = editing.put(visit.view, visit.bench, _id(visit), sent.get("block", ""), draft)
    if visit.twin:
        return Page("Saved", {"seen": seen, "cites": [cite.as_json() for cite in cites], "text": text})
    return _back(visit, sent)


@desk_form("insert")
def insert(visit: Visit, sent: Fields) -> Page | Goto:
    """A new paragraph, table or figure after a block."""
    if sent.get("query", "").strip():
        report_tables.insert_table(visit.view, visit.bench, _id(visit), sent.get("after", ""), sent)
    else:
        editing.insert(visit.view, visit.bench, _id(visit), sent.get("after", ""), sent.get("text", ""))
    return _back(visit, sent)


@desk_form("table")
def table(visit: Visit, sent: Fields) -> Page | Goto:
    """A table or figure anew, by its query."""
    report_tables.put_table(visit.view, visit.bench, _id(visit), sent.get("block", ""), sent, _step(sent))
    return _back(visit, sent)


@desk_form("tie")
def tie(visit: Visit, sent: Fields) -> Page | Goto:
    """Say from which query a number of the text comes; without a query, from none any more."""
    block, number, seen = sent.get("block", ""), sent.get("number", "").strip(), _step(sent)
    asked, row = sent.get("query", "").strip(), sent.get("row", "")
    if asked:
        report_tables.tie(visit.view, visit.bench, _id(visit), block, number, asked, row, seen)
    else:
        report_tables.untie(visit.view, visit.bench, _id(visit), block, number, seen)
    return _back(visit, sent)


@desk_form("remove")
def remove(visit: Visit, sent: Fields) -> Page | Goto:
    """Take a block out; it stays in the history."""
    editing.remove(visit.view, visit.bench, _id(visit), sent.get("block", ""), _step(sent))
    return _back(visit, sent)


@desk_form("move")
def move(visit: Visit, sent: Fields) -> Page | Goto:
    """A block to another place."""
    report_moves.move(visit.view, visit.bench, _id(visit), sent.get("block", ""), sent.get("after", ""))
    return _back(visit, sent)


@desk_form("mark")
def mark(visit: Visit, sent: Fields) -> Page | Goto:
    """Who may see a paragraph."""
    marking = Marking.parse(sent.get("marking", ""))
    editing.mark(visit.view, visit.bench, _id(visit), sent.get("block", ""), marking, _step(sent))
    return _back(visit, sent)


@desk_form("place")
def place(visit: Visit, sent: Fields) -> Page | Goto:
    """The section to another place: `first`, `after ID` or `inside ID`."""
    how, _, goal = sent.get("to", "").partition(" ")
    after, inside = (goal if how == one else "" for one in ("after", "inside"))
    if how not in {"first", "after", "inside"}:
        raise BadInput(f"not a place: {sent.get('to', '')!r}", remedy="choose one the desk offers")
    report_moves.place(visit.view, visit.bench, _id(visit), sent.get("section", ""), after, inside)
    return _back(visit, sent)


@desk_form("section")
def section(visit: Visit, sent: Fields) -> Page | Goto:
    """A new section after another."""
    new = editing.open_section(
        visit.view, visit.bench, _id(visit), sent.get("after", ""), sent.get("title", "")
    )
    return Goto(_desk(visit), {"section": new})


@desk_form("title")
def title(visit: Visit, sent: Fields) -> Page | Goto:
    """Another heading for the section."""
    report_front.retitle(visit.view, visit.bench, _id(visit), sent.get("section", ""), sent.get("title", ""))
    return _back(visit, sent)


@desk_form("cover")
def cover(visit: Visit, sent: Fields) -> Page | Goto:
    """Save title, notice and, of a letter, the envelope."""
    to, signed_by = (report_front.lines(sent.get(name, "")) for name in ("to", "signed_by"))
    envelope = Envelope(to, sent.get("salutation", "").strip(), sent.get("closing", "").strip(), signed_by)
    dated, as_of = (day(sent.get(name, "")) for name in ("dated", "as_of"))
    new = Cover(sent.get("title", ""), sent.get("notice", ""), envelope, dated, as_of)
    report_front.write_cover(visit.view, visit.bench, _id(visit), new, _step(sent))
    return _back(visit, sent)


@desk_form("recommend")
def recommend(visit: Visit, sent: Fields) -> Page | Goto:
    """Save a recommendation, a new one where no id is sent."""
    new = Recommendation(
        sent.get("id", ""),
        sent.get("addressee", ""),
        sent.get("text", ""),
        report_front.lines(sent.get("basis", "")),
        tuple(sent.get("findings", "").replace(",", " ").split()),
        sent.get("kind", ""),
        status=sent.get("status") or STATUSES[0],
        repeats=sent.get("repeats", ""),
    )
    report_front.recommend(visit.view, visit.bench, _id(visit), new, _step(sent))
    return _back(visit, sent)


@desk_form("withdraw")
def withdraw(visit: Visit, sent: Fields) -> Page | Goto:
    """Take a recommendation out, with the reason."""
    report_front.withdraw(
        visit.view, visit.bench, _id(visit), sent.get("id", ""), sent.get("why", ""), _step(sent)
    )
    return _back(visit, sent)


@desk_form("annex")
def annex(visit: Visit, sent: Fields) -> Page | Goto:
    """Move the section to an annex."""
    editing.move_to_annex(visit.view, visit.bench, _id(visit), sent.get("section", ""), sent.get("why", ""))
    return Goto(_desk(visit), {"section": f"{ANNEX}{sent.get('section', '')}"})


@desk_form("comment")
def comment(visit: Visit, sent: Fields) -> Page | Goto:
    """Say something of a block."""
    editing.comment(visit.view, visit.bench, _id(visit), sent.get("block", ""), sent.get("text", ""))
    return _back(visit, sent)


@desk_form("suggest")
def suggest(visit: Visit, sent: Fields) -> Page | Goto:
    """Lay other words for a paragraph beside it."""
    editing.suggest(
        visit.view,
        visit.bench,
        _id(visit),
        sent.get("block", ""),
        sent.get("text", ""),
        sent.get("why", ""),
    )
    return _back(visit, sent)


@desk_form("resolve")
def resolve(visit: Visit, sent: Fields) -> Page | Goto:
    """Settle a comment or a suggestion."""
    editing.resolve(visit.view, visit.bench, _id(visit), _step(sent, "step"))
    return _back(visit, sent)


@desk_form("hold")
def hold(visit: Visit, sent: Fields) -> Page | Goto:
    """Take the section, or let go of it."""
    holding = sent.get("hold") != "no"
    editing.hold(visit.view, visit.bench, _id(visit), sent.get("section", ""), holding)
    return _back(visit, sent)


@desk_form("save")
def save(visit: Visit, sent: Fields) -> Page | Goto:
    """Set what was edited down as a version."""
    editing.save(visit.view, visit.bench, _id(visit), sent.get("why", "").strip())
    return Goto(f"/reports/{_id(visit)}/history")


@desk_form("put-back")
def put_back(visit: Visit, sent: Fields) -> Page | Goto:
    """Put what a paragraph said in an earlier state in place of what it says."""
    report_history.put_back(visit.view, visit.bench, _id(visit), sent.get("block", ""), sent.get("state", ""))
    return Goto(f"/reports/{_id(visit)}/history")


@page("/reports/{id:str}/history", HISTORY)
def history(visit: Visit) -> Page:
    """Every version and step, and what differs between two states or editions."""
    steps = report_history.history(visit.view, visit.bench, _id(visit))
    old, new = visit.text("old"), visit.text("new")
    found = report_history.changes(visit.view, visit.bench, _id(visit), old, new) if old and new else ()
    gone = report_history.dropped(visit.view, visit.bench, _id(visit), old, new) if old and new else ()
    body: dict[str, object] = {"id": _id(visit), "steps": steps, "old": old, "new": new, "changes": found}
    body |= {"cuts": gone}
    may = access.may(visit.view, visit.bench, "write_report") and old[:1].isdigit()
    return Page("History of a report", body, {"may": may})


HANDLERS = (
    desk,
    put,
    insert,
    table,
    tie,
    remove,
    move,
    mark,
    place,
    section,
    title,
    cover,
    recommend,
    withdraw,
    annex,
    comment,
    suggest,
    resolve,
    hold,
    save,
    put_back,
    history,
)
