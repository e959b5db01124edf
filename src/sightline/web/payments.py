"""Payments that files tell differently, where a person settles which row holds and takes it back."""

from __future__ import annotations

from sightline.errors import UsageError
from sightline.model.settlement import Word
from sightline.service import access, cited_files
from sightline.service import payment_settlements as service
from sightline.service.payment_settlements import INVESTIGATE, Named, Said
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.visit import Visit

TEMPLATE = "payments_disputed.html"
ADDRESS = "/payments/disputed"
SAYS = {
    "first": "the row that counts now holds",
    "second": "the other row holds",
    "both": "both are payments",
    "unknown": "it cannot be told",
}


@page(ADDRESS, TEMPLATE)
def disputed(visit: Visit) -> Page:
    """Pairs of rows, those of one payment where the address names it."""
    payment = visit.text("payment")
    found = service.disputed(visit.view, visit.bench, payment)
    files = cited_files.cited_files(
        visit.view, visit.bench, [(one.counts.cite, one.other.cite) for one in found]
    )
    body: dict[str, object] = {"disputed": found, "payment": payment, "cited_files": files}
    drawn: dict[str, object] = {
        "says": SAYS,
        "when": service.when,
        "may": access.may(visit.view, visit.bench, INVESTIGATE),
        "most": service.MOST,
    }
    return Page("Payments that files tell differently", body, drawn)


@form("/payments/settle", TEMPLATE)
def settle(visit: Visit, sent: Fields) -> Page | Goto:
    """Put a word on two rows on record, with the reason."""
    said = sent.get("says", "")
    if said not in SAYS:
        raise UsageError(f"not an answer: {said[:20]!r}", remedy="choose one of the four")
    counts, other = (Named.parse(sent.get(name, "")) for name in ("counts", "other"))
    first, second = (other, counts) if said == "second" else (counts, other)
    word = {"both": Word.BOTH, "unknown": Word.UNKNOWN}.get(said, Word.HOLDS)
    made = service.settle(visit.view, visit.bench, first, second, Said(word, sent.get("why", "")))
    return Goto(ADDRESS, {"payment": made.first.payment_id})


@form("/payments/withdraw", TEMPLATE)
def withdraw(visit: Visit, sent: Fields) -> Page | Goto:
    """Take a word back, with the reason."""
    made = service.withdraw(visit.view, visit.bench, sent.get("id", ""), sent.get("why", ""))
    return Goto(ADDRESS, {"payment": made.first.payment_id})


HANDLERS = (disputed, settle, withdraw)
