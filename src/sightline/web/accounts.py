"""The accounts of payments in the order in which to look at them."""

from __future__ import annotations

from sightline.errors import UsageError
from sightline.service import account_ranking
from sightline.web.page import Page, page
from sightline.web.visit import Visit

TOP = 50
TOLD = (
    ("paid_partners", "partners paid"),
    ("got_partners", "partners who paid"),
    ("paid_sum", "sum paid"),
    ("got_sum", "sum got"),
    ("days", "days"),
)
"""figures of an account on the page; its twin has all"""


@page("/accounts", "accounts.html")
def order(visit: Visit) -> Page:
    """The first accounts with the shapes they stand in; `top` of them."""
    text = visit.text("top") or str(TOP)
    if not text.isdigit() or not 1 <= int(text[:9]) <= account_ranking.MOST:
        raise UsageError(f"top is a number from 1 to {account_ranking.MOST}, not {text[:20]!r}")
    found = account_ranking.ranking(visit.view, visit.bench, int(text))
    body: dict[str, object] = {"accounts": found.as_json(), "of": found.of, "named": found.named}
    drawn: dict[str, object] = {"ranked": found.accounts, "told": TOLD, "top": int(text)}
    return Page("Accounts", body, {} if visit.twin else drawn)


HANDLERS = (order,)
