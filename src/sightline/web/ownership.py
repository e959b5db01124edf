"""Ownership: what listed parties own and control of an entity through layers, and by which way."""

from __future__ import annotations

from sightline.service import ownership as service
from sightline.web.page import Page, page
from sightline.web.visit import Visit


@page("/ownership", "ownership.html")
def ownership(visit: Visit) -> Page:
    """The answer of every rule for one entity on the View's day."""
    asked = visit.text("entity")
    if not asked:
        return Page("Ownership", {"asked": "", "answer": None}, {"answers": None, "rules": service.rules()})
    found = service.ownership(visit.view, visit.bench, asked)
    drawn: dict[str, object] = {"answers": found, "rules": service.rules(), "tie": service.tie}
    return Page(
        f"Who owns {found.named(found.entity)}", {"asked": asked, "answer": service.as_json(found)}, drawn
    )


HANDLERS = (ownership,)
