"""Letters that ask a state or a body for information, made ready to send from the request on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.cases import paper_reading
from sightline.errors import Conflict, UsageError
from sightline.model.view import View
from sightline.reports import letter_docx, letter_pdf
from sightline.reports.request_letter import Asking, request_letter
from sightline.service.cases import INVESTIGATE
from sightline.service.roles import require
from sightline.service.workbench import Workbench

FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Order:
    """Where an answer goes, who signs, and whether it is a reminder."""

    contact: str
    signatory: str
    reminder: bool = False


def draft(
    view: View, bench: Workbench, id: str, order: Order, formats: Sequence[str] = FORMATS
) -> dict[str, bytes]:
    """The letter of a request as of the View's day, by format. Nothing is recorded by making it.

    `UsageError` for a paper that is no request, without a day to answer by or with one that has passed;
    `Conflict` for a reminder of what was not sent.
    """
    require(view, bench, INVESTIGATE)
    if unknown := [one for one in formats if one not in FORMATS]:
        raise UsageError(f"unknown format {unknown[0]!r}", remedy="use " + ", ".join(FORMATS))
    with bench.office.read(view) as session:
        held = paper_reading.paper(view, session, id)
    if held.kind != "request":
        raise UsageError(f"{id} is a {held.kind}, not a request")
    due, sent = held.day("due"), held.day("sent_on")
    if due is None or (due <= view.as_of and not order.reminder):
        raise UsageError(
            "the request has no day to answer by that is still to come", remedy="set its due day"
        )
    if order.reminder and sent is None:
        raise Conflict("the request was not sent", remedy="send it first, and record that")
    asking = Asking(bench.settings.name, id, view.as_of, order.contact, order.signatory, order.reminder)
    letter = request_letter(held, asking)
    return {
        kind: letter_docx.render(letter) if kind == "docx" else letter_pdf.render(letter).data
        for kind in formats
    }
