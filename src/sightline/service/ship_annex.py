"""A ship's dossier as a part of a report: sentences that cite their rows, and a table of its signals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sightline.model.citation import Citation
from sightline.model.report import Block, Paragraph, Sentence, Table
from sightline.model.view import View
from sightline.reports import query
from sightline.service import editing
from sightline.service.ship_identity import Designation, Trait
from sightline.service.ships import Delivery, ShipDossier, Silence, Voyage, ship
from sightline.service.workbench import Workbench

MOST = 40
"""sentences of a paragraph"""
RECONSTRUCTED = "Rows this rests on are a reconstruction, made for illustration; they prove nothing."


def add(view: View, bench: Workbench, id: str, report_id: str, after: str = "") -> str:
    """Put the dossier into a report as a section of its own after another, or last; the section's id.

    `NotFound` for an unknown ship or report, `NotAllowed` for who may not write it.
    """
    found = ship(view, bench, id)
    section = editing.add_section(view, bench, report_id, after, f"The ship {found.caption}")
    for block in reversed(list(blocks(found, section))):
        editing.add_block(view, bench, report_id, section, block)
    return section


def blocks(found: ShipDossier, prefix: str) -> Iterator[Block]:
    """Paragraphs and a table, in the order of the page; parts that are empty are left out."""
    parts = {
        "who": [_trait(one) for one in found.traits],
        "listed": [_listed(one) for one in found.designations],
        "voyages": [_voyage(one) for one in found.voyages],
        "silences": [_silence(one) for one in found.silences],
        "deliveries": [_delivery(one) for one in found.deliveries],
    }
    for name, sentences in parts.items():
        if kept := tuple(one for one in sentences if one.cites)[-MOST:]:
            lead = (Sentence(RECONSTRUCTED, claim=False),) if found.reconstruction and name == "who" else ()
            yield Paragraph(f"{prefix}-{name}", (*lead, *kept))
    if found.signals:
        asked = {"kind": "signals", "ids": [line.signal.id for line in found.signals]}
        yield Table(
            f"{prefix}-signals", f"What detectors saw of {found.caption}", query.SIGNAL_COLUMNS, (), asked,
            note="A signal is a lead, never a verdict.",
        )  # fmt: skip


def _said(text: str, cites: Iterable[Citation]) -> Sentence:
    return Sentence(text, tuple(dict.fromkeys(cites)))


def _trait(one: Trait) -> Sentence:
    days = f" from {_day(one.since)}" if one.since else ""
    days += f" to {_day(one.until)}" if one.until and _day(one.until) != _day(one.since) else ""
    note = f" ({one.note})" if one.note else ""
    verb = "was sent by the ship" if one.by == "AIS" else f"stands in {one.by}"
    return _said(f"{one.title} {one.value}{note} {verb}{days}.", one.cites)


def _day(text: str) -> str:
    return text[:10]


def _listed(one: Designation) -> Sentence:
    reference = f" under {one.reference}" if one.reference else ""
    since = f" since {one.listed_on}" if one.listed_on else ""
    gone = f"; the version of {one.gone} no longer has it" if one.gone else ""
    later = f", as the version of {one.first} says; none of this day is held" if one.later else ""
    return _said(f"{one.caption} stands on the list {one.list}{reference}{since}{gone}{later}.", one.cites)


def _voyage(one: Voyage) -> Sentence:
    start = f"left {one.origin} on {one.left:%Y-%m-%d %H:%M} UTC and" if one.origin else "came from sea and"
    at = f"{one.reached:%Y-%m-%d %H:%M} UTC"
    end = f" reached {one.target} on {at}" if one.target else f" was last heard at sea on {at}"
    said = f", with the destination {', '.join(one.said)}" if one.said else ""
    return _said(f"The ship {start}{end}{said}.", one.cites)


def _silence(one: Silence) -> Sentence:
    text = (
        f"Nothing was heard of the ship from {one.start:%Y-%m-%d %H:%M} to {one.end:%Y-%m-%d %H:%M} UTC, "
        f"computed from its positions."
    )
    return _said(text, one.cites)


def _delivery(one: Delivery) -> Sentence:
    row = one.entry.delivery
    amounts = "; ".join(f"{part.estimate.value} {part.amount:f} {one.unit}" for part in one.entry.amounts)
    text = (
        f"A delivery of {row.quantity.normalize():f} {row.unit} of {row.product}, {row.side.value}, is dated "
        f"{row.last}; computed under each assumption: {amounts}."
    )
    return _said(text, (row.cite,) if row.cite else ())
