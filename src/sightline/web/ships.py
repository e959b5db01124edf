"""Ships: a dossier under an address of its own, its twin, and how it goes into a report."""

from __future__ import annotations

from dataclasses import replace

from sightline.errors import UsageError
from sightline.model.signal import Actor
from sightline.service import access, cited_files, reports, ship_annex, ships
from sightline.service.tracks import Track
from sightline.web.drawing.sea_map import voyage_map
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.visit import Visit, moment

SHIP = "ship.html"
WRITE = "write_report"


@page("/ships/{id:str}", SHIP)
def ship(visit: Visit) -> Page:
    """Everything known of a ship on the View's day, and what changed since a time."""
    found = ships.ship(visit.view, visit.bench, visit.parameters["id"], moment(visit.text("since")))
    may = access.may(visit.view, visit.bench, WRITE)
    drawn: dict[str, object] = {
        "ship": found,
        "reports": reports.reports(visit.view, visit.bench) if may else (),
        "map": None if visit.twin else voyage_map(Track(Actor(found.id, found.caption, "ship"), found.track)),
        "again": f"{visit.view.known_at:%Y-%m-%dT%H:%M:%S}Z",
    }
    cited = replace(found, track=(), meetings=(), gaps=(), port_calls=(), others=())
    files = cited_files.cited_files(visit.view, visit.bench, cited)
    return Page(found.caption, {"ship": ships.as_json(found), "cited_files": files}, drawn)


@form("/ships/{id:str}/annex", SHIP)
def annex(visit: Visit, sent: Fields) -> Page | Goto:
    """Put the dossier into a report as a section, and go to the desk where it is open."""
    report = sent.get("report", "")
    if not report:
        raise UsageError("into which report?", remedy="choose one")
    section = ship_annex.add(visit.view, visit.bench, visit.parameters["id"], report)
    return Goto(f"/reports/{report}/desk", {"section": section})


HANDLERS = (ship, annex)
