"""A new report from a template: its parts in the usual order, each saying what belongs there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.errors import BadInput, Conflict
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
from sightline.reports.tongues import tongue
from sightline.service import reports
from sightline.service.workbench import Workbench

_METHOD = (
    "Method and standards of proof",
    "Say what was looked at, how, and what each standard means.",
)
_OPEN = ("What is open", "Say what the office does not know, and what would change what it says.")
SECTIONS: dict[Template, tuple[tuple[str, str], ...]] = {
    Template.FINAL: (
        ("Introduction", "Say what the report covers, for whom, and what is new since the last."),
        _METHOD,
        ("Nuclear and ballistic missile activities", "Say what was seen, with its evidence."),
        ("Sectoral and maritime measures", "Say what was seen, with its evidence."),
        ("Embargoes and listed parties", "Say what was seen, with its evidence."),
        ("Finance and crypto assets", "Say what was seen, with its evidence."),
        ("Humanitarian exception", "Say what the measures did to civilians, and what was exempted."),
        ("National implementation", "Say what states reported and what they did."),
        _OPEN,
    ),
    Template.MIDTERM: (
        ("Introduction", "Say what the report covers and what it leaves to the final one."),
        _METHOD,
        ("Developments in the period", "Say what changed, with its evidence."),
        ("Under investigation", "Say what is looked into, without naming who was not heard."),
        ("Earlier recommendations", "Say what became of each."),
    ),
    Template.INCIDENT: (
        ("What happened", "Say what was done, when, where and by whom, with its evidence."),
        ("The parties and their replies", "Say who was heard and what they replied."),
        _OPEN,
    ),
    Template.THEMATIC: (
        ("Introduction", "Say which question the report answers."),
        _METHOD,
        ("How it works", "Describe the pattern, and what looks like it and is not."),
        ("Cases", "Tell each case from its evidence."),
        _OPEN,
    ),
    Template.BRIEFING: (
        ("Key points", "Say in a few sentences what the reader must know."),
        ("Background", "Say what led here, with its evidence."),
        ("What may be asked", "Say what the reader may be asked, and what holds."),
    ),
    Template.DIGEST: (
        ("In this period", "Say what was published and seen, a paragraph each, with its evidence."),
        ("Replies and consequences", "Say who replied and what followed."),
        ("What comes next", "Name the days ahead."),
    ),
    Template.LETTER: (("Letter", "Say what is asked of whom, and until when."),),
}
"""headings of each kind of report, and what belongs under them; a proposal that an editor changes"""
SUMMARY = "Say in three sentences what the report found and on what it rests."


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
    if any(one.symbol == wanted.symbol.strip() for one in reports.reports(view, bench)):
        raise Conflict(f"there is a report {wanted.symbol}", remedy="choose another symbol")
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
