"""Thefts of coins: every one, and the ledger of one with its river."""

from __future__ import annotations

from sightline.detectors.coins.transfer_versions import shown
from sightline.errors import UsageError
from sightline.service import access, heist_annex, heist_order, heists, reports
from sightline.web.drawing.heist_flow import river
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.visit import Visit, moment

HEIST = "heist.html"
WRITE, INVESTIGATE = "write_report", "investigate"
MOST_TAKINGS = 40
"""transfers of the theft itself on a page; its twin has all"""


@page("/heists", "heists.html")
def every(visit: Visit) -> Page:
    """Every theft the View may know of, as far as followed, with what is known and unknown of it."""
    found = heist_order.order(visit.view, visit.bench)
    drawn: dict[str, object] = {}
    if not visit.twin:
        may = access.may(visit.view, visit.bench, INVESTIGATE)
        drawn = {"told": tuple(one.line for one in found.heists), "may_follow": may}
    return Page("Stolen coins", dict(found.as_json()), drawn)


@form("/heists/follow", "job.html")
def follow(visit: Visit, sent: Fields) -> Page | Goto:
    """Order that the coins are followed, and go to where that is watched."""
    return Goto(f"/jobs/{heist_order.begin(visit.view, visit.bench, moment(visit.text('known_at')))}")


@page("/heists/{id:str}", HEIST)
def one(visit: Visit) -> Page:
    """The ledger of one theft: three rules side by side, what is unknown, and who says so."""
    order, found = heist_order.one(visit.view, visit.bench, visit.parameters["id"])
    book = found.ledger
    drawn: dict[str, object] = {}
    if not visit.twin:
        may = access.may(visit.view, visit.bench, WRITE)
        drawn = {
            "reports": reports.reports(visit.view, visit.bench) if may else (),
            "book": book,
            "told": found,
            "order": order,
            "another": lambda actor: heists.identifier((actor, book.chain, book.asset)),
            "river": river(book),
            "most": MOST_TAKINGS,
            "contested": {contest.address for contest in book.contests},
            "said": lambda units: shown(units, book.decimals, book.asset),
            "share": lambda units: f"{100 * units / book.taken.units:.1f} %" if book.taken.units else "–",
        }
    return Page(f"{book.actor}, {book.asset} on {book.chain}", heists.as_json(found), drawn)


@form("/heists/{id:str}/annex", HEIST)
def annex(visit: Visit, sent: Fields) -> Page | Goto:
    """Put the ledger into a report as a section, and go to the desk where it is open."""
    report = sent.get("report", "")
    if not report:
        raise UsageError("into which report?", remedy="choose one")
    section = heist_annex.add(visit.view, visit.bench, visit.parameters["id"], report)
    return Goto(f"/reports/{report}/desk", {"section": section})


HANDLERS = (every, follow, one, annex)
