"""The caps and their ledgers: every period, and one with its chart, its totals and its rows."""

from __future__ import annotations

from sightline.model.cap import CapPeriod
from sightline.service import ledgers
from sightline.web.drawing.cap_chart import cap_chart
from sightline.web.page import Page, page
from sightline.web.visit import Visit

MOST_ROWS = 500
"""rows of one limit on a page; its twin has all"""


@page("/ledgers", "ledgers.html")
def every(visit: Visit) -> Page:
    """Every cap and period, with what each side comes to."""
    found = ledgers.ledgers(visit.view, visit.bench)
    newest = {one.cap: one for one in reversed(found)}
    told = tuple(one for one in found if one.rows or one.questions or newest[one.cap] is one)
    body: dict[str, object] = {"ledgers": found}
    return Page("Caps", body, {"told": told, "silent": tuple(one for one in found if one not in told)})


@page("/ledgers/{id:str}", "ledger.html")
def one(visit: Visit) -> Page:
    """One period of a cap."""
    found = ledgers.ledger(visit.view, visit.bench, visit.parameters["id"], visit.text("period"))
    book = found.ledger
    drawn: dict[str, object] = {}
    if not visit.twin:
        charts = tuple((track, cap_chart(track, book.period, book.until)) for track in book.tracks)
        drawn = {
            "book": book,
            "charts": charts,
            "periods": found.periods,
            "about": found.measure,
            "most": MOST_ROWS,
            **_neighbours(found.periods, book.period),
        }
    return Page(f"{book.period.cap.title}, {book.period.name}", {"ledger": found.as_json()}, drawn)


def _neighbours(periods: tuple[CapPeriod, ...], shown: CapPeriod) -> dict[str, object]:
    at = periods.index(shown) if shown in periods else 0
    before = periods[at - 1] if at else None
    after = periods[at + 1] if at + 1 < len(periods) else None
    return {"before": before, "after": after}


HANDLERS = (every, one)
