"""What became of a report: its transmissions, consequences, corrigenda and recommendations, as entered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.cases import entering
from sightline.errors import BadInput, UsageError
from sightline.model.papers import Paper
from sightline.model.report import Paragraph
from sightline.model.view import View
from sightline.reports.number import number
from sightline.reports.outline import labelled_blocks
from sightline.service import reports
from sightline.service.report_state import held_at, seen_of
from sightline.service.workbench import Workbench

CORRIGENDUM = "corrigendum"
_RANGE = re.compile(r"([A-Z]*\.?\d+)(?:\s*[-\u2013]\s*([A-Z]*\.?\d+))?")
_NAMED = re.compile(r"(\S+?),?\s+(?:recommendation\s+)?(\d+)")


@dataclass(frozen=True, slots=True)
class Became:
    """What is entered about a report, oldest first, as far as the View may see it."""

    transmissions: tuple[Paper, ...]
    copies: tuple[Paper, ...]
    consequences: tuple[Paper, ...]
    corrigenda: tuple[Paper, ...]
    recommendations: tuple[Paper, ...]

    def __bool__(self) -> bool:
        return any(
            (self.transmissions, self.copies, self.consequences, self.corrigenda, self.recommendations)
        )


def became_of(view: View, bench: Workbench, report: str) -> Became:
    """What the registers of the office hold about a report."""
    with bench.office.read(view) as session:
        own = [one for one in entering.entries(view, session) if one.text("report") == report]
    came = [one for one in own if one.kind == "aftermath"]
    return Became(
        _of(own, "transmission"),
        _of(own, "copy"),
        tuple(one for one in came if one.text("sort") != CORRIGENDUM),
        tuple(one for one in came if one.text("sort") == CORRIGENDUM),
        _of(own, "recommendation"),
    )


def _of(own: list[Paper], kind: str) -> tuple[Paper, ...]:
    return tuple(one for one in own if one.kind == kind)


def report_named(view: View, bench: Workbench, text: str) -> str:
    """The id of a report given by its id or its symbol; `UsageError` for none, or several of one symbol."""
    wanted, held = text.strip(), reports.reports(view, bench)
    if not wanted or any(one.id == wanted for one in held):
        return wanted
    found = [one.id for one in held if one.symbol.casefold() == wanted.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"{len(found)} reports have the symbol {wanted!r}",
            place="report",
            remedy="give the id: " + " or ".join(sorted(found)),
        )
    raise UsageError(
        f"no such report: {wanted!r}", place="report", remedy="give its symbol or id; see 'report list'"
    )


def repeated(view: View, bench: Workbench, entered: Iterable[Paper], named: str) -> str:
    """The entry of the earlier recommendation that a report names; empty where the register has none.

    It is named by its entry, or as a report's symbol or id and the number in it: `SL/2025/1, 3`.
    """
    symbols = {one.id: one.symbol.casefold() for one in reports.reports(view, bench)}
    match = _NAMED.fullmatch(named.strip())
    for one in entered:
        report = one.text("report")
        about = (report.casefold(), symbols.get(report, ""))
        if one.id == named.strip():
            return one.id
        if match and match[1].casefold() in about and match[2] == one.text("number"):
            return one.id
    return ""


def of_report(view: View, bench: Workbench, report: str, named: str) -> bool:
    """Whether what is named, as a report's symbol or id and a number, stands in this report."""
    match = _NAMED.fullmatch(named.strip())
    own = {report.casefold(), *(s.symbol.casefold() for s in reports.reports(view, bench) if s.id == report)}
    return match is not None and match[1].casefold() in own


def require_there(view: View, bench: Workbench, named: str) -> None:
    """`BadInput` for a recommendation that neither a report of this office has nor the register knows.

    What names the report of another office, or nothing in particular, is free.
    """
    match = _NAMED.fullmatch(named.strip())
    held = reports.reports(view, bench) if match else ()
    own = [one.id for one in held if match and match[1].casefold() in (one.id, one.symbol.casefold())]
    if not match or not own or any(match[2] in _advised(view, bench, id) for id in own):
        return
    with bench.office.read(view) as session:
        entered = entering.entries(view, session, "recommendation")
    if not repeated(view, bench, entered, named):
        there = sorted({one for id in own for one in _advised(view, bench, id)}, key=int)
        remedy = f"give one of its recommendations: {', '.join(there)}" if there else "it has none"
        raise BadInput(f"{match[1]} has no recommendation {match[2]}", place="repeats", remedy=remedy)


def _advised(view: View, bench: Workbench, report: str) -> set[str]:
    """The numbers of the recommendations of a report that the View may see."""
    with bench.office.read(view) as session:
        now = held_at(view, bench, session, report).now
    shown = {one.id for one in seen_of(view, bench, report, now).recommendations}
    return {str(one.number) for one in number(now).recommendations if one.id in shown}


def require_sound(body: Mapping[str, Any], today: date) -> None:
    """`UsageError` for what came of a report on a day to come, or a corrigendum that changes nothing."""
    if body.get("on") and date.fromisoformat(body["on"]) > today:
        raise UsageError(
            f"the day it happened, {body['on']}, is still to come",
            place="on",
            remedy=f"give a day up to {today}",
        )
    if body.get("sort") == CORRIGENDUM and not body.get("correction"):
        raise UsageError(
            "a corrigendum says what it changes",
            place="correction",
            remedy="give correction: the old wording and the new",
        )


def require_paragraphs(view: View, bench: Workbench, report: str, field: str, text: str) -> None:
    """`UsageError` for the number of a paragraph that the report, as the View sees it, does not have."""
    with bench.office.read(view) as session:
        now = held_at(view, bench, session, report).now
    shown = number(seen_of(view, bench, report, now))
    known = [
        label for block, label in labelled_blocks(shown) if isinstance(block, Paragraph) and block.number
    ]
    body = [label for label in known if label.isdigit()]
    for one in _numbers(field, text):
        if one not in known:
            raise UsageError(
                f"the report has no paragraph {one}",
                place=field,
                remedy=f"its body has 1 to {body[-1]}" if body else "its body has no numbered paragraph",
            )


def _numbers(field: str, text: str) -> Iterator[str]:
    for part in filter(None, (one.strip() for one in text.split(","))):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise UsageError(f"not a paragraph: {part!r}", place=field, remedy="write them as 12, 40-43")
        yield from (one for one in match.groups() if one)
