"""Trade with the DPRK: what stopped when, what goes on, and which figures do not fit."""

from __future__ import annotations

from sightline.service import trade
from sightline.web.drawing.trade_bars import trade_bars
from sightline.web.page import Page, page
from sightline.web.visit import Visit


@page("/trade", "trade.html")
def statistics(visit: Visit) -> Page:
    """Every series with its bars, then mirrors and oddities."""
    found = trade.trade(visit.view, visit.bench)
    body: dict[str, object] = dict(trade.as_json(found))
    drawn: dict[str, object] = {}
    if not visit.twin:
        drawn["drawn"] = tuple((one, trade_bars(one)) for one in found.series)
    return Page("Trade", body, drawn)


HANDLERS = (statistics,)
