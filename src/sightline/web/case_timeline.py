"""A case by its days, and by who is tied to whom."""

from __future__ import annotations

from itertools import groupby

from sightline.service import case_view, cases
from sightline.web.drawing.case_network import drawn_network
from sightline.web.drawing.case_strip import strip
from sightline.web.page import Page, page
from sightline.web.visit import Visit


@page("/cases/{id:str}/timeline", "case_timeline.html")
def timeline(visit: Visit) -> Page:
    """Everything of a case by day: in the world, and in the office's work."""
    id = visit.parameters["id"]
    case = cases.case(visit.view, visit.bench, id)
    events = case_view.timeline(visit.view, visit.bench, id)
    years = [(year, list(several)) for year, several in groupby(events, key=lambda one: one.on.year)]
    body: dict[str, object] = {"case_id": id, "events": events}
    return Page(case.title, body, {"case": case, "years": years, "strip": strip(events)})


@page("/cases/{id:str}/network", "case_network.html")
def network(visit: Visit) -> Page:
    """Parties, ships, accounts and owners of a case, and what ties them."""
    id = visit.parameters["id"]
    case = cases.case(visit.view, visit.bench, id)
    found = case_view.network(visit.view, visit.bench, id)
    body: dict[str, object] = {"case_id": id, "network": found}
    captions = {one.id: one.caption for one in found.nodes}
    drawn: dict[str, object] = {"case": case, "drawing": drawn_network(found), "captions": captions}
    return Page(case.title, body, drawn)


HANDLERS = (timeline, network)
