"""A request to the Committee for a humanitarian exemption, as a letter with its annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sightline.model.aid import Guide, ItemCheck, ItemSays
from sightline.model.measure import Measure
from sightline.reports.layout import Drawn
from sightline.reports.letter import OPEN, POLITE, Letter, grid, heading, para

TO = (
    "The Secretary",
    "Security Council Committee established pursuant",
    "to resolution 1718 (2006)",
    "United Nations",
)
DISCLAIMER = (
    "Held against the measures of {day} as this office has them on record. What is marked other than "
    "checked has not been fully found in a public source, and no rule has been compared with its "
    "resolution unless it says so. This is no legal advice."
)
REQUIRED = {
    "organisation": "who asks, as on its letterhead",
    "address": "its address",
    "contact": "whom the Committee can reach",
    "reference": "its own reference",
    "dated": "the day of the request, as 2026-03-02",
    "title": "the project in a line",
    "channel": "how the request reaches the Committee",
    "signatory": "who signs, and in which function",
}
"""Besides the contents the notice asks for."""


@dataclass(frozen=True, slots=True)
class Request:
    """What whoever asks says, in their own words. Empty where it is still to be said."""

    organisation: str = ""
    address: str = ""
    contact: str = ""
    reference: str = ""
    dated: date | None = None
    title: str = ""
    channel: str = ""
    through: str = ""
    """the Member State or office it goes through"""
    signatory: str = ""
    months: str = ""
    """how long it is to be valid, in months"""
    nature: str = ""
    recipients: str = ""
    why: str = ""
    quantities: str = ""
    dates: str = ""
    routes: str = ""
    parties: str = ""
    payments: str = ""
    monitoring: str = ""


FIELDS = tuple(one.name for one in fields(Request))


def request_letter(
    request: Request, guide: Guide, clause: Measure, checks: Sequence[ItemCheck], on: date, draft: bool
) -> Letter:
    """The letter with its three annexes: project outline, itemised list, measures each item falls under."""
    return Letter(
        sender=request.organisation or said("", "organisation"),
        sender_lines=tuple(
            line for line in (said(request.address, "address"), said(request.contact, "contact")) if line
        ),
        reference=said(request.reference, "reference"),
        dated=request.dated or on,
        to=TO,
        through=request.through,
        subject=f"Request for a humanitarian exemption: {said(request.title, 'title')}",
        opening=(
            f"{said(request.organisation, 'organisation')} asks the Committee to exempt the activity "
            "described "
            f"below, case by case, as provided for in {_clause(clause)}.",
        ),
        body=(
            *_body(request, guide, checks),
            para("", "We are at the Committee’s disposal for any question it may have."),
        ),
        closing=POLITE[1],
        signed_by=tuple(said(request.signatory, "signatory").split("\n")),
        annexes=tuple(_annexes(request, guide, checks, on)),
        draft=draft,
        salutation=POLITE[0],
    )


def said(text: str, what: str) -> str:
    """The words given, or that they are still to come."""
    return text or f"[{OPEN}: {what}]"


def _clause(clause: Measure) -> str:
    return " and ".join(
        f"paragraph {one.paragraph} of resolution {one.resolution}" for one in clause.provisions[-1:]
    )


def _body(request: Request, guide: Guide, checks: Sequence[ItemCheck]) -> Iterator[Drawn]:
    for number, part in enumerate(guide.contents, start=1):
        yield heading(str(number), part.title)
        yield para(f"{number}.1.", said(getattr(request, part.id), part.title.lower()))
        if part.id == "why" and (touched := _touched(checks)):
            yield para(f"{number}.2.", touched)
        if part.id == "quantities":
            yield para(f"{number}.2.", "The itemised list is Annex B. It can be published.")
    number = len(guide.contents) + 1
    yield heading(str(number), "Validity asked for")
    asked = f"{request.months} months" if request.months else "the usual time"
    yield para(f"{number}.1.", f"The exemption is asked for {asked} from the day of its approval.")


def _touched(checks: Sequence[ItemCheck]) -> str:
    rows: dict[str, list[str]] = {}
    for number, one in enumerate(checks, start=1):
        for touched in one.measures if one.says is not ItemSays.NO_BAN else ():
            rows.setdefault(touched.paragraph, []).append(str(number))
    if not rows:
        return ""
    named = "; ".join(f"{paragraph} (no. {', '.join(lines)})" for paragraph, lines in rows.items())
    return f"Items of Annex B fall under these paragraphs: {named}. Annex C says so line by line."


def _annexes(request: Request, guide: Guide, checks: Sequence[ItemCheck], on: date) -> Iterator[Drawn]:
    yield heading("Annex A", "Project outline", 1)
    outline = [
        ("Organisation", said(request.organisation, "organisation")),
        ("Project", said(request.title, "title")),
        *((part.title, said(getattr(request, part.id), part.title.lower())) for part in guide.contents),
        ("Channel", next((one.text if hasattr(one, "text") else one.title for one in guide.channels
                          if one.id == request.channel), said("", "channel"))),
    ]  # fmt: skip
    yield grid(1, "Project outline", ("Part", "What is said"), outline)
    yield heading("Annex B", "Itemised list, which can be published", 1)
    listed = [
        (
            str(number),
            "; ".join(text for text in (one.item.item, one.item.specification) if text),
            one.item.hs,
            one.item.quantity or f"[{OPEN}]",
            one.item.unit or f"[{OPEN}]",
            one.item.origin,
            one.item.supplier,
        )
        for number, one in enumerate(checks, start=1)
    ]
    columns = ("No.", "Item and specification", "HS", "Quantity", "Unit", "Origin", "Supplier")
    yield grid(2, "Items", columns, listed, "HS: Harmonized System code, where known.")
    yield heading("Annex C", "Measures each item falls under", 1)
    yield para("", DISCLAIMER.format(day=on.isoformat()))
    yield grid(3, "Items and measures", ("No.", "Item", "Answer", "Paragraphs", "Verified"), [
        (str(number), one.item.item, _answer(one), "; ".join(t.paragraph for t in one.measures) or "–",
         "; ".join(dict.fromkeys(t.verified for t in one.measures)) or "–")
        for number, one in enumerate(checks, start=1)
    ])  # fmt: skip


def _answer(one: ItemCheck) -> str:
    if one.says is ItemSays.EXEMPTED:
        return f"exempted by {one.exemption}"
    if one.says is ItemSays.CANNOT_SAY:
        return "cannot say: " + "; ".join(one.needs[:1])
    return one.says.value
