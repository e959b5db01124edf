"""List versions held, which of them is current, and what was decided about each."""

from __future__ import annotations

from sightline.service import lists
from sightline.web.page import Page, page
from sightline.web.visit import Visit


@page("/lists", "lists.html")
def held(visit: Visit) -> Page:
    """Every version this View knows of."""
    return Page("Lists", {"versions": lists.held(visit.view, visit.bench)})


HANDLERS = (held,)
