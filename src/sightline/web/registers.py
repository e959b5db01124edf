"""The registers of the office: each with its list, each entry with its page, packages to hand over."""

from __future__ import annotations

from collections import Counter
from typing import Any

from litestar import post
from litestar.concurrency import sync_to_thread
from litestar.response import Response

from sightline.cases.filing import Change
from sightline.cases.kind import typed as typed_field
from sightline.model.papers import Paper
from sightline.reports.shortened import shortened
from sightline.service import access, consequences, mandate_choice, registers, reports, transmissions
from sightline.web import form_token
from sightline.web.form_token import Asked
from sightline.web.items import download
from sightline.web.page import Fields, Goto, Page, fields_of, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit

ORDER = ("transmission", "copy", "aftermath", "recommendation")
COLUMNS = {
    "transmission": (
        ("Edition", "edition"), ("Through", "member"), ("Symbol", "symbol"), ("Handed over", "sent_on"),
    ),
    "copy": (("Report", "report"), ("Number", "number"), ("Handed over", "handed_on")),
    "aftermath": (
        ("Report", "report"), ("What it is", "sort"), ("Who", "who"), ("Belongs to", "country"), ("On", "on"),
    ),
    "recommendation": (
        ("Report", "report"), ("Number", "number"), ("Addressee", "addressee"), ("Direction", "direction"),
        ("Made on", "made_on"),
    ),
}  # fmt: skip
"""what the list of a register shows beside title, status and last change: heading and field"""


@page("/registers", "registers.html")
def every(visit: Visit) -> Page:
    """Every register with how many entries stand in which state, and what the mandate asks for next."""
    held = registers.entries(visit.view, visit.bench)
    told = tuple(_line(name, [one for one in held if one.kind == name]) for name in ORDER)
    calendar = mandate_choice.calendar(visit.view, visit.bench)
    body: dict[str, object] = {"registers": told, "calendar": calendar}
    return Page("Office", body, {"mandate": mandate_choice.chosen(visit.view, visit.bench)})


def _line(name: str, own: list[Paper]) -> dict[str, object]:
    about = registers.of(name)
    states = dict(Counter(one.state for one in own))
    return {"name": name, "title": about.plural, "about": about.manual.split("\n")[0], "states": states}


@page("/registers/{id:str}", "register.html")
def one(visit: Visit) -> Page:
    """A register: its entries, and the form that opens one."""
    return _register(visit, {}, visit.text("do"))


@form("/registers/{id:str}", "register.html")
def add(visit: Visit, sent: Fields) -> Page | Goto:
    """Open an entry; for recommendations, take those of a report in."""
    kind = visit.parameters["id"]
    view, bench, why = visit.view, visit.bench, sent.get("why", "").strip()

    def work() -> Goto:
        if sent.get("take"):
            registers.recommend(view, bench, sent["take"], why)
            return Goto(f"/registers/{kind}")
        given = _given(kind, sent)
        return Goto(f"/entries/{registers.enter(view, bench, kind, given, why, sent.get('state', ''))}")

    return tried(work, lambda problem: _register(visit, sent, "add"))


def _given(kind: str, sent: Fields) -> Fields:
    return {one.name: sent[one.name] for one in registers.of(kind).kind.fields if one.name in sent}


def _register(visit: Visit, typed: Fields, doing: str) -> Page:
    view, bench, kind = visit.view, visit.bench, visit.parameters["id"]
    about = registers.of(kind)
    every = registers.entries(view, bench, kind)
    known = reports.reports(view, bench)
    symbols = {one.id: one.symbol or one.id for one in known}
    report, year = visit.text("report"), visit.text("year")
    held = registers.chosen_of(every, consequences.report_named(view, bench, report), year)
    may = access.may(view, bench, about.may)
    body: dict[str, object] = {
        "register": kind,
        "report": report,
        "year": year,
        "entries": tuple(registers.as_json(one) for one in held),
        "symbols": symbols,
        "tallies": registers.tallies(held) if kind == "recommendation" else {},
        "problem": None,
    }
    drawn: dict[str, object] = {
        "held": tuple(reversed(held)),
        "about": about,
        "may": may,
        "doing": doing if may else "",
        "typed": {name: visit.text(name) for name in visit.links.own} | typed,
        "openings": registers.openings(kind),
        "reports": known,
        "years": sorted({registers.day_of(one)[:4] for one in every} | ({year} if year else set())),
        "columns": COLUMNS[kind],
    }
    return Page(about.plural, body, drawn)


@page("/entries/{id:str}", "entry.html")
def entry(visit: Visit) -> Page:
    """One entry with its history and what hangs on it."""
    return _entry(visit, {})


@form("/entries/{id:str}", "entry.html")
def change(visit: Visit, sent: Fields) -> Page | Goto:
    """Change an entry or move it on."""
    id = visit.parameters["id"]

    def work() -> Goto:
        kind = registers.entry(visit.view, visit.bench, id).entry.kind
        seen = int(sent["seen"]) if sent.get("seen", "").isdigit() else 0
        made = Change(_given(kind, sent), sent.get("to", ""), seen)
        registers.change(visit.view, visit.bench, id, made, sent.get("why", "").strip())
        return Goto(f"/entries/{id}")

    return tried(work, lambda problem: _entry(visit, sent))


def _entry(visit: Visit, typed: Fields) -> Page:
    view, bench = visit.view, visit.bench
    found = registers.entry(view, bench, visit.parameters["id"])
    held, kind = found.entry, found.register.kind
    may = access.may(view, bench, found.register.may)
    now = {one.name: typed_field(one, held.body) for one in kind.fields}
    body: dict[str, object] = {
        "entry": registers.as_json(held),
        "related": tuple(registers.as_json(one) for one in found.related),
        "problem": None,
    }
    drawn: dict[str, object] = {
        "held": held,
        "page": found,
        "kind": kind,
        "may": may,
        "doing": ("change" if typed else visit.text("do")) if may else "",
        "to": typed.get("to", visit.text("to")),
        "typed": now | typed,
        "seen": typed.get("seen", str(held.newest.number)),
        "linked": found.related,
        "reports": reports.reports(view, bench),
        "out": may and held.kind == "transmission" and held.state in transmissions.OUT,
    }
    return Page(shortened(held.text(kind.title) or kind.label, 120), body, drawn)


@post("/entries/{id:str}/package", status_code=200, include_in_schema=False)
async def package(request: Asked) -> Response[Any]:
    """The package of one recipient, entered in the register of copies."""
    fields = await fields_of(request)
    form_token.check(request, fields.pop(form_token.FIELD, ""))
    return await sync_to_thread(_packed, request, fields)


def _packed(request: Asked, fields: Fields) -> Response[Any]:
    visit = Visit.of(request)
    id = visit.parameters["id"]
    made = transmissions.package(visit.view, visit.bench, id, fields.get("recipient", ""))
    return download(made.data, f"{made.number.replace('/', '-copy-')}.zip", "application/zip")


HANDLERS = (every, one, add, entry, change, package)
