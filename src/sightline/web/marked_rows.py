"""Positions that are marked: which, why, and where they stand."""

from __future__ import annotations

from sightline.errors import UsageError
from sightline.service import marked_rows
from sightline.service.marked_rows import MARKS, Asked
from sightline.web.page import Page, page
from sightline.web.visit import Visit

PAGE = 100


@page("/marked", "marked_rows.html")
def marked(visit: Visit) -> Page:
    """Marked rows, a hundred a page, of one item or one mark where asked."""
    number = visit.text("page") or "1"
    if not number.isdigit() or int(number) < 1:
        raise UsageError(f"not a page: {number!r}", remedy="pages count from 1")
    asked = Asked(visit.text("item"), visit.text("mark"), PAGE, (int(number) - 1) * PAGE)
    found = marked_rows.marked(visit.view, visit.bench, asked)
    body: dict[str, object] = {"marked": found, "item": asked.item, "mark": asked.mark, "page": int(number)}
    return Page("Marked positions", body, {"marks": MARKS, "size": PAGE})


HANDLERS = (marked,)
