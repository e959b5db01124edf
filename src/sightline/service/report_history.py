"""The history of a report: every version and step in words, and what differs between two states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from sightline.errors import BadInput, NotFound
from sightline.model.report import Edition, Figure, Paragraph, Report
from sightline.model.view import View
from sightline.office.tables import ReportRow
from sightline.reports import notation
from sightline.reports.compared import Change, compared
from sightline.reports.cuts import ANNEX, Cut, cuts
from sightline.reports.edits import ADVICE, COVER, find, holders
from sightline.reports.shortened import shortened
from sightline.service import composing, editing
from sightline.service.editing import Draft
from sightline.service.report_state import held_at, seen_of
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history; `state` names the report as it was after it."""

    state: str
    at: datetime
    by: str
    what: str


OUT = "took out"
Told = tuple[int, int, datetime, str, str, str]
"""a step: version, number, when, by whom, what in words, of which block"""
_DONE = {
    "put": "saved",
    "insert": "inserted after",
    "remove": "removed",
    "comment": "commented on",
    "suggestion": "suggested a change of",
    "resolved": "settled a remark on",
    "lock": "took",
    "unlock": "let go of",
    "cover": "saved",
    "moved": "moved",
    "placed": "moved",
}
"""what a step did, in words"""


def history(view: View, bench: Workbench, report_id: str) -> tuple[Step, ...]:
    """Every version and every step, newest first; `state` is what `changes` takes."""
    with bench.office.read(view) as session:
        held = held_at(view, bench, session, report_id)
        row = session.scalar(select(ReportRow).where(ReportRow.id == report_id))
        assert row is not None
        steps = [
            Step(f"{one.version}", one.at, one.by, one.why) for one in row.versions if one.at <= view.known_at
        ]
        edits = [
            (one.version, one.number, one.at, one.by, _told(one.kind, one.body), one.block)
            for one in row.edits
            if one.at <= view.known_at
        ]
    called: dict[str, str] = {}
    for name in (*_before_removals(steps, edits), ""):
        shown = _state(view, bench, report_id, name) if name else seen_of(view, bench, report_id, held.now)
        called |= dict(_called(shown))
    last = {block: (version, n) for version, n, _, _, _, block in edits}
    for version, n, at, by, kind, block in edits:
        if meant := called.get(block) or called.get(f"{ANNEX}{block}"):
            told = _then(meant, (version, n) == last[block])
            steps.append(Step(f"{version}.{n}", at, by, f"{kind} {told}"))
    return tuple(sorted(steps, key=lambda one: (one.at, one.state), reverse=True))


def _then(called: str, newest: bool) -> str:
    """What a block is called; the words it has today are those of the last step that concerns it alone."""
    number, opening, _ = called.partition(" “")
    return called if newest or not opening else number


def _before_removals(steps: Sequence[Step], edits: Iterable[Told]) -> Iterator[str]:
    """States in which what is gone still stood: it is called, and hidden, as it was then."""
    versions = {step.state for step in steps}
    for version, number, _, _, told, _ in edits:
        if (told == _DONE["remove"] or told.startswith(OUT)) and f"{version}" in versions:
            yield f"{version}.{number - 1}"


def _told(kind: str, body: Mapping[str, Any]) -> str:
    if kind == "insert" and body["block"]["type"] != "paragraph":
        return f"inserted a {body['block']['type']} after"
    if kind == "put" and "of" in body:
        return f"took over what {body['of']} suggested for"
    if kind == "section":
        return f"added the section “{body['title']}” after"
    if kind == "titled":
        return f"gave the heading “{body['title']}” to"
    if kind == "advised":
        return "saved" if body["recommendation"] else f"{OUT} ({body['why']}):"
    return f"moved to an annex ({body['why']}):" if kind == "annexed" else _DONE.get(kind, kind)


def _called(shown: Report) -> Iterator[tuple[str, str]]:
    """Blocks and sections by id, as a reader knows them."""
    yield COVER, "the cover"
    yield ADVICE, "the recommendations"
    for advice in shown.recommendations:
        yield advice.id, f"recommendation {advice.number} “{shortened(advice.text, 60)}”"
    for id, title, _, blocks in holders(shown):
        yield id, f"“{title}”"
        for block in blocks:
            if isinstance(block, Paragraph):
                words = shortened(block.sentences[0].text, 60) if block.sentences else ""
                number = f"paragraph {block.number}" if block.number else "a paragraph of the summary"
                yield block.id, f"{number} “{words}”" if words else number
            else:
                kind = "figure" if isinstance(block, Figure) else "table"
                yield block.id, f"{kind} {block.number} “{block.title}”"


def changes(view: View, bench: Workbench, report_id: str, old: str, new: str) -> tuple[Change, ...]:
    """What differs between two states (`2` a version, `2.7` after step 7 of it) or editions (`public`)."""
    return compared(_state(view, bench, report_id, old), _state(view, bench, report_id, new))


def dropped(view: View, bench: Workbench, report_id: str, old: str, new: str) -> tuple[Cut, ...]:
    """The sections of one state that another has no more: moved to an annex, or gone."""
    return cuts(_state(view, bench, report_id, old), _state(view, bench, report_id, new))


def put_back(view: View, bench: Workbench, report_id: str, block: str, state: str) -> int:
    """Put what a paragraph said in an earlier state (`2`, `2.7`) in place of what it says; the step.

    What was removed since is inserted again, where it stood. What stands now stays in the history. `NotFound`
    where it is no paragraph of that state.
    """
    if state in list(Edition):
        raise BadInput("an edition is no earlier state", remedy="name it as 2, or 2.7")
    earlier = _state(view, bench, report_id, state)
    then = find(earlier, block)
    now = editing.now(view, bench, report_id)
    if then is not None and find(now.now, block) is None:
        whole = find(_raw(view, bench, report_id, state), block)
        if whole is None or replace(whole, number=0) != replace(then, number=0):
            raise NotFound(f"no such paragraph in {state}", remedy="whoever sees all of it can put it back")
        editing.add_block(view, bench, report_id, _before(earlier, now.now, block), whole)
        return editing.now(view, bench, report_id).last(block)
    if not isinstance(then, Paragraph):
        raise NotFound(f"no such paragraph in {state}", remedy="see the history of the report")
    said = notation.write(replace(then, dissents=()))
    return editing.put(view, bench, report_id, block, Draft(said.text, said.cites, now.last(block)))


def _before(earlier: Report, now: Report, block: str) -> str:
    """What a block stood after, or its section where that begins with it; the first section without it."""
    standing = {own for own, *_ in holders(now)}
    for own, _, _, blocks in holders(earlier):
        ids = [one.id for one in blocks]
        if block in ids:
            ahead = [one for one in ids[: ids.index(block)] if find(now, one) is not None]
            return ahead[-1] if ahead else own if own in standing else next(iter(sorted(standing)))
    raise NotFound("no such place in the report", remedy="see the history of the report")


def _state(view: View, bench: Workbench, report_id: str, name: str) -> Report:
    if name in list(Edition):
        return composing.compose(view, bench, report_id, Edition(name)).report
    return seen_of(view, bench, report_id, _raw(view, bench, report_id, name))


def _raw(view: View, bench: Workbench, report_id: str, name: str) -> Report:
    """A state as it was written, whoever may see it."""
    version, _, step = name.partition(".")
    if not version.isdigit() or (step and not step.isdigit()):
        raise BadInput(f"not a state: {name!r}", remedy="write it as 2, 2.7, or the name of an edition")
    with bench.office.read(view) as session:
        held = held_at(view, bench, session, report_id, int(version))
    kept = tuple(edit for edit in held.edits if step and edit.number <= int(step))
    return replace(held, edits=kept).now
