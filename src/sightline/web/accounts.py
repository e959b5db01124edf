"""The accounts of payments in the order in which to look at them: at once where it is made, else by a job."""

from __future__ import annotations

from sightline.errors import UsageError
from sightline.service import account_order
from sightline.service.account_ranking import MOST
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.visit import Visit, moment

TOP = 50
TOLD = (
    ("paid_partners", "partners paid"),
    ("got_partners", "partners who paid"),
    ("days", "days"),
)
"""figures of an account on the page; its twin has all"""


@page("/accounts", "accounts.html")
def order(visit: Visit) -> Page:
    """The first accounts with the shapes they stand in, as far as they are ranked; `top` of them."""
    text = visit.text("top") or str(TOP)
    if not text.isdigit() or not 1 <= int(text[:9]) <= MOST:
        raise UsageError(f"top is a number from 1 to {MOST}, not {text[:20]!r}")
    found = account_order.order(visit.view, visit.bench, int(text))
    drawn: dict[str, object] = {"ranking": found.ranking, "told": TOLD, "top": int(text)}
    return Page("Accounts", dict(found.as_json()), {} if visit.twin else drawn)


@form("/accounts/rank", "job.html")
def rank(visit: Visit, sent: Fields) -> Page | Goto:
    """Order that they are ranked, and go to where that is watched."""
    return Goto(f"/jobs/{account_order.begin(visit.view, visit.bench, moment(visit.text('known_at')))}")


HANDLERS = (order, rank)
