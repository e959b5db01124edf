"""What a translator does: opens the sheet of a report, puts translations, reviews those of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.errors import SightlineError
from sightline.model.report import Edition
from sightline.model.view import View
from sightline.service import composing, editing, roles, translations
from sightline.service.translations import Sheet
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Given:
    """A translation as it is handed in: of which words, where."""

    where: str
    source: str
    text: str
    at: str = ""
    """where it was read, as `sheet.jsonl line 3`"""


def sheet(view: View, bench: Workbench, report_id: str, language: str) -> Sheet:
    """Every text of a report that the View may see, with its translation and state."""
    composed = composing.compose(view, bench, report_id, Edition.INTERNAL)
    made = composed.report
    with bench.office.read(view) as session:
        lines = translations.lines_of(view, session, (made, composed.master.report), language)
    return Sheet(report_id, made.symbol, made.title, language, lines)


def put(view: View, bench: Workbench, report_id: str, language: str, given: Iterable[Given]) -> int:
    """Put translations on record, as drafts; how many were new. The first that cannot be read stops all."""
    roles.require(view, bench, "write_report")
    lines = sheet(view, bench, report_id, language).lines
    steps = []
    for one in given:
        try:
            line = translations.chosen(lines, one.where, one.source)
            step = translations.step_of_put(line, language, one.text)
        except SightlineError as problem:
            problem.place = ": ".join(filter(None, (one.at, one.where)))
            raise
        if line.former or step[2]["text"] not in (line.text, line.newer):
            steps.append(step)
    for step in steps:
        editing.note(view, bench, report_id, step)
    return len(steps)


def review(view: View, bench: Workbench, report_id: str, language: str, where: str, source: str) -> None:
    """Say that somebody else's translation was read and holds."""
    roles.require(view, bench, "write_report")
    lines = sheet(view, bench, report_id, language).lines
    line = translations.chosen(lines, where, source)
    editing.note(view, bench, report_id, translations.step_of_review(line, language, view.user))
