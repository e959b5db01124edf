"""A new report from a template: its parts in the usual order, each saying what belongs there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.errors import BadInput
from sightline.model.marking import Marking
from sightline.model.report import (
    Annex,
    Edition,
    Paragraph,
    Report,
    Section,
    Sentence,
    Table,
    Template,
)
from sightline.model.view import View
from sightline.reports.parts import PARTS, Part
from sightline.reports.query import EVIDENCE_COLUMNS
from sightline.reports.template_words import SECTIONS, SUMMARY
from sightline.reports.tongues import tongue
from sightline.service import reports
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new report is to be."""

    template: Template
    symbol: str
    title: str
    marking: Marking
    language: str = "en"
    period: tuple[date, date] | None = None


def new(view: View, bench: Workbench, wanted: Wanted) -> str:
    """Open a report from a template; its id. `Conflict` where its symbol is taken."""
    if not wanted.symbol.strip() or not wanted.title.strip():
        raise BadInput("a report has a symbol and a title", remedy="give both")
    if not view.clearance.covers(wanted.marking):
        raise BadInput(f"you could not see a report marked {wanted.marking}", remedy="choose a lower marking")
    reports.require_unused(view, bench, wanted.symbol)
    outline = skeleton(wanted, bench.settings.name, view.as_of)
    return reports.open_report(view, bench, outline, wanted.marking, f"new {wanted.template} report")


def skeleton(wanted: Wanted, office: str, day: date) -> Report:
    """The outline of a new report, without an id."""
    tongue(wanted.language)
    parts = PARTS[wanted.template]
    sections = tuple(
        Section(f"s-{number}", title, (_told(f"p-{number}", what),))
        for number, (title, what) in enumerate(SECTIONS[wanted.template], 1)
    )
    evidence = Table("t-evidence", "Items cited", EVIDENCE_COLUMNS, (), {"kind": "evidence"})
    return Report(
        "",
        wanted.symbol.strip(),
        wanted.title.strip(),
        day,
        Edition.INTERNAL,
        office,
        (_told("p-summary", SUMMARY),) if Part.SUMMARY in parts else (),
        sections,
        (),
        (Annex("annex-evidence", "Evidence", (evidence,)),) if Part.EVIDENCE in parts else (),
        day,
        template=wanted.template,
        language=wanted.language,
        period=wanted.period,
    )


def _told(id: str, text: str) -> Paragraph:
    return Paragraph(id, (Sentence(text, claim=False),))
