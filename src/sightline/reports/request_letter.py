"""The letter that asks a state, a body or a company for information, and the reminder of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.model.papers import Paper
from sightline.reports.dates import written
from sightline.reports.layout import Drawn
from sightline.reports.letter import Letter, address, heading, para


@dataclass(frozen=True, slots=True)
class Asking:
    """Who writes, under which reference, when, where an answer goes, who signs; whether it reminds."""

    office: str
    reference: str
    dated: date
    contact: str
    signatory: str
    reminder: bool


def request_letter(request: Paper, asking: Asking) -> Letter:
    """The letter of a request (a paper of that kind, with its day to answer by)."""
    due, sent = request.day("due"), request.day("sent_on")
    subject = request.text("subject")
    if asking.reminder and sent:
        late = due is not None and due < asking.dated
        opening = (
            f"On {written(sent)} we asked you for information on the matter below. No answer has reached us"
            + (f", and the day we asked for, {written(due)}, has passed." if late and due else " so far.")
            + " We ask again.",
        )
    else:
        opening = (
            "We ask for your help in establishing the facts below. "
            + (f"An answer by {written(due)} would let us take it into account." if due else ""),
        )
    to = (request.text("addressee"),)
    salutation, close = address(to)
    return Letter(
        sender=asking.office,
        sender_lines=("An independent office; not a document of the United Nations", asking.contact),
        reference=asking.reference,
        dated=asking.dated,
        to=to,
        through="",
        subject=f"Reminder: {subject}" if asking.reminder else subject,
        opening=opening,
        body=tuple(_body(request, asking)),
        closing=close,
        signed_by=(asking.signatory, asking.office),
        annexes=(),
        salutation=salutation,
    )


def _body(request: Paper, asking: Asking) -> Iterator[Drawn]:
    facts, questions = request.body.get("facts", []), request.body.get("questions", [])
    part = 1
    if facts:
        yield heading(str(part), "What is known to us")
        for number, text in enumerate(facts, 1):
            yield para(f"{part}.{number}.", text)
        part += 1
    yield heading(str(part), "What we ask")
    for number, text in enumerate(questions, 1):
        yield para(f"{part}.{number}.", text)
    part += 1
    yield heading(str(part), "What becomes of your answer")
    yield para(
        f"{part}.1.",
        "It is kept on record as it came, taken into account, and cited where it is relied on. Tell us if "
        "any of it is not to be published, and to whom it may be shown: it is marked so.",
    )
    yield para(
        f"{part}.2.",
        "If none comes, we say that we asked and when. An answer in any language and any form is read. "
        f"Answers go to: {asking.contact}",
    )
