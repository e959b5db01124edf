"""Translating a report: a sheet of its sentences with their state, translations put and reviewed.

A translation is a step of the report that stays, with who wrote it and who reviewed it. It is kept by the
words it translates, so that every report the reader may see lends its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from sightline.errors import Conflict, NotFound, UsageError
from sightline.model.report import Report
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.tables import ReportEditRow
from sightline.reports import translating
from sightline.reports.tongues import TONGUES, tongue
from sightline.reports.translating import Line, Memory, Said, State

PUT, REVIEWED = "translation", "translation_reviewed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report's texts in another language."""

    report: str
    symbol: str
    title: str
    language: str
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many texts are in which state."""
        found = Counter(line.state.name.lower() for line in self.lines)
        return {state.name.lower(): found[state.name.lower()] for state in State}


def memory(view: View, session: GuardedSession, language: str) -> Memory:
    """The translations into a language in every report the View may see."""
    rows = session.scalars(
        select(ReportEditRow)
        .where(ReportEditRow.kind.in_((PUT, REVIEWED)), ReportEditRow.at <= view.known_at)
        .order_by(ReportEditRow.at, ReportEditRow.report_id, ReportEditRow.number)
    )
    said: dict[tuple[str, str, str], Said] = {}
    for row in rows:
        body = row.body
        if body["language"] != language:
            continue
        reviewer = row.by if row.kind == REVIEWED else ""
        author = body.get("by", row.by)
        key = (row.block, body["source"], body["text"])
        said.pop(key, None)  # the newest step of a wording says how new it is
        said[key] = Said(*key, author, reviewer)
    return Memory.of(said.values())


def require_language(report: Report, language: str) -> None:
    """`UsageError` for a language there is no layout for, or that the report is written in."""
    tongue(language)
    if language == report.language:
        others = ", ".join(code for code in TONGUES if code != language)
        raise UsageError(f"the report is written in {language!r}", remedy=f"choose one of {others}")


def lines_of(
    view: View, session: GuardedSession, shown: tuple[Report, Report], language: str
) -> tuple[Line, ...]:
    """The texts of a composed report, and its master, with their state in a language."""
    report, master = shown
    require_language(report, language)
    return translating.sheet(report, memory(view, session, language), master)


def chosen(lines: Iterable[Line], where: str, source: str) -> Line:
    """The line of a text that stands in the report; `NotFound` where it does not."""
    for line in lines:
        if line.where == where and line.source == source:
            return line
    raise NotFound(
        "the report does not say this there any more", remedy="open the sheet again: the sentence was changed"
    )


def step_of_review(line: Line, language: str, by: str) -> tuple[str, str, dict[str, str]]:
    """The step that says a translation was reviewed; `Conflict` for one's own, and where there is none."""
    if line.state is State.CURRENT and not line.newer:
        raise Conflict("this translation is reviewed already", place=line.where)
    if line.state not in (State.CURRENT, State.DRAFT):
        raise Conflict(f"the sentence {line.state.value}", place=line.where, remedy="translate it first")
    text, author = line.waiting
    if author == by:
        raise Conflict(
            "who wrote a translation does not review it", place=line.where, remedy="ask somebody else"
        )
    body = {"language": language, "source": line.source, "text": text, "by": author}
    return REVIEWED, line.where, body


def step_of_put(line: Line, language: str, text: str) -> tuple[str, str, dict[str, str]]:
    """The step that gives a text its translation; `BadInput` where it loses a reference."""
    translating.require_same_marks(line.source, text)
    return PUT, line.where, {"language": language, "source": line.source, "text": " ".join(text.split())}
