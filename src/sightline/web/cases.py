"""Cases: what made someone look, what was found, who was heard, and who disagrees."""

from __future__ import annotations

import re

from sightline.model.casework import Case
from sightline.service import cases
from sightline.web.page import Page, page
from sightline.web.visit import Visit

TAKEN = re.compile(r"Signal (s-[0-9a-f]{12}) of ")


@page("/cases", "cases.html")
def every(visit: Visit) -> Page:
    """The cases this View may know of."""
    return Page("Cases", {"cases": cases.cases(visit.view, visit.bench)})


@page("/cases/{id:str}", "case.html")
def case(visit: Visit) -> Page:
    """One case with its leads, findings, hearings, stances and moves."""
    found: Case = cases.case(visit.view, visit.bench, visit.parameters["id"])
    return Page(found.title, {"case": found}, {"signals": signals_of(found)})


def signals_of(case: Case) -> dict[str, str]:
    """The signals leads were made of, by the lead's id: such a lead begins by naming its signal."""
    named = ((lead.id, TAKEN.match(lead.text)) for lead in case.leads)
    return {lead: found[1] for lead, found in named if found}


HANDLERS = (every, case)
