"""The first page: what the office holds, what it refused, and what wants attention."""

from __future__ import annotations

from sightline.service import dashboard
from sightline.web.page import Page, page
from sightline.web.visit import Visit


@page("/", "dashboard.html")
def overview(visit: Visit) -> Page:
    """Lists, cases, reports, jobs and notices at a glance."""
    return Page("Overview", {"overview": dashboard.overview(visit.view, visit.bench)})


HANDLERS = (overview,)
