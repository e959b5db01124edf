"""What stands around the text of a report: the cover, a letter's envelope, headings, recommendations.

Every change is a step of the report's history, as those of paragraphs are (see `editing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sightline.errors import BadInput, Conflict, NotFound
from sightline.model.report import NO_ENVELOPE, STATUSES, Envelope, Recommendation, Report, Template
from sightline.model.view import View
from sightline.reports import notation, tree_json
from sightline.reports.edits import ADVICE, COVER, holders
from sightline.service import composing, consequences, editing, registers, reports, roles
from sightline.service.report_state import Held, held_at, seen_of
from sightline.service.workbench import Workbench

KINDS = ("tighten", "relieve")
AGAIN = "open the part again, compare, and save what you want"


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover as an editor writes it; `envelope` is that of a letter. A day that is not given stays."""

    title: str
    notice: str = ""
    envelope: Envelope = NO_ENVELOPE
    dated: date | None = None
    as_of: date | None = None
    """the day whose state of the record the report tells"""


@dataclass(frozen=True, slots=True)
class Front:
    """The cover and the recommendations on the desk; `seen` has the last step of each, by its id."""

    template: Template
    cover: Cover
    recommendations: tuple[Recommendation, ...]
    whole: frozenset[str]
    """ids of the recommendations of which the View sees all, which it may therefore write anew"""
    findings: tuple[str, ...]
    """the findings that the report words and the View sees"""
    seen: Mapping[str, int]


def front(view: View, bench: Workbench, report_id: str) -> Front:
    """The cover and the recommendations as the View knows them."""
    with bench.office.read(view) as session:
        held = held_at(view, bench, session, report_id)
    shown = seen_of(view, bench, report_id, held.now)
    raw = {one.id: one for one in held.now.recommendations}
    mine = shown.recommendations
    whole = frozenset(one.id for one in mine if one.findings == raw[one.id].findings)
    cover = Cover(shown.title, shown.notice, shown.envelope, shown.dated, shown.as_of)
    seen = {name: held.last(name) for name in (COVER, *(one.id for one in mine))}
    return Front(shown.template, cover, mine, whole, tuple(sorted(composing.worded(shown))), seen)


def write_cover(view: View, bench: Workbench, report_id: str, new: Cover, seen: int) -> int:
    """Title, notice, envelope and days in place of those there; the step.

    `Conflict` where somebody was faster; `BadInput` where the state of the record is later than the report.
    """
    roles.require(view, bench, "write_report")
    if not new.title.strip():
        raise BadInput("a report has a title", remedy="write one")
    envelope = tree_json.envelope(new.envelope)
    body = {"title": _line(new.title), "notice": new.notice.strip(), "envelope": envelope}
    body |= {name: day.isoformat() for name in ("dated", "as_of") if (day := getattr(new, name))}

    def work() -> int:
        held = editing.now(view, bench, report_id)
        if new.envelope != NO_ENVELOPE and held.now.template is not Template.LETTER:
            raise BadInput(
                f"a report of the kind {held.now.template} has no addressee and no signature",
                remedy="leave them empty, or open a report of the kind letter",
            )
        dated, as_of = new.dated or held.now.dated, new.as_of or held.now.as_of
        if as_of > dated:
            raise BadInput(
                f"the report is of {dated}, and tells the record of {as_of}, a later day",
                place="as_of",
                remedy="give an earlier state of the record, or a later day of the report",
            )
        _require_free(view, bench, held, COVER, seen, COVER)
        return editing.record(view, bench, report_id, ("cover", COVER, body), editing.newest(held))

    return editing.steadily(work, COVER)


def retitle(view: View, bench: Workbench, report_id: str, section: str, title: str) -> int:
    """Another heading for a section or an annex; the step."""
    roles.require(view, bench, "write_report")
    if not title.strip():
        raise BadInput("a section has a title", remedy="write one")
    held = editing.now(view, bench, report_id)
    if section == "summary" or section not in _parts(seen_of(view, bench, report_id, held.now)):
        raise NotFound("no such section", remedy="choose one of the outline")
    editing.check_lock(view, bench, held, section)
    return editing.record(view, bench, report_id, ("titled", section, {"title": _line(title)}))


def recommend(view: View, bench: Workbench, report_id: str, new: Recommendation, seen: int = 0) -> str:
    """A recommendation, new where it has no id, else in place of the one with it; its id."""
    roles.require(view, bench, "write_report")
    made = _checked(new)
    if unknown := sorted(set(made.findings) - set(composing.master(view, bench, report_id).findings)):
        raise BadInput(f"no such finding: {unknown[0]}", remedy="choose one of a case, as its page names it")
    id = made.id or f"r-{bench.entropy(6).hex()}"
    made = replace(made, repeats=_earlier(view, bench, report_id, made.repeats))
    body = {"recommendation": tree_json.recommendation(made) | {"id": id}}
    if made.id:
        _change(view, bench, report_id, id, body, seen)
    else:
        editing.check_lock(view, bench, editing.now(view, bench, report_id), ADVICE)
        editing.record(view, bench, report_id, ("advised", id, body))
    return id


def _earlier(view: View, bench: Workbench, report_id: str, named: str) -> str:
    """What a recommendation repeats as a reader knows it: an entry of the register by its report and number.

    `NotFound` for an entry that is not there, `BadInput` for one of another register, or for a recommendation
    that a report of this office does not have, or that stands in this very report.
    """
    if not named.startswith("rc-"):
        consequences.require_there(view, bench, named)
        _require_earlier(view, bench, report_id, named)
        return named
    earlier = registers.entry(view, bench, named).entry
    if earlier.kind != "recommendation":
        raise BadInput(f"{named} is no recommendation", place="repeats", remedy="give one's id")
    symbols = {one.id: one.symbol for one in reports.reports(view, bench)}
    report = earlier.text("report")
    _require_earlier(view, bench, report_id, f"{report}, {earlier.text('number')}")
    told = f"{symbols.get(report, report)}, {earlier.text('number')}"
    return told if consequences.repeated(view, bench, (earlier,), told) == named else named


def _require_earlier(view: View, bench: Workbench, report_id: str, named: str) -> None:
    if consequences.of_report(view, bench, report_id, named):
        remedy = "name one of an earlier report, or choose another status"
        raise BadInput(f"{named} stands in this report itself", place="repeats", remedy=remedy)


def withdraw(view: View, bench: Workbench, report_id: str, id: str, why: str, seen: int) -> int:
    """Take a recommendation out; what it said and why it went stay in the history. The step."""
    roles.require(view, bench, "write_report")
    if not why.strip():
        raise BadInput("a recommendation is not dropped silently", remedy="say why it is taken out")
    return _change(view, bench, report_id, id, {"recommendation": None, "why": _line(why)}, seen)


def _change(view: View, bench: Workbench, report_id: str, id: str, body: Mapping[str, Any], seen: int) -> int:
    def work() -> int:
        held = editing.now(view, bench, report_id)
        _require_whole(view, bench, report_id, held, id)
        _require_free(view, bench, held, id, seen, ADVICE)
        return editing.record(view, bench, report_id, ("advised", id, body), editing.newest(held))

    return editing.steadily(work, id)


def lines(text: str) -> tuple[str, ...]:
    """The lines of a field of several, without empty ones."""
    return tuple(_line(one) for one in text.splitlines() if one.strip())


def _checked(new: Recommendation) -> Recommendation:
    if not new.addressee.strip() or not new.text.strip():
        raise BadInput("a recommendation says something to somebody", remedy="give addressee and text")
    if new.kind not in KINDS:
        raise BadInput(f"no such kind: {new.kind!r}", remedy="use " + " or ".join(KINDS))
    if new.status not in STATUSES:
        raise BadInput(f"no such status: {new.status!r}", remedy="use " + ", ".join(STATUSES))
    return Recommendation(
        new.id,
        _line(new.addressee),
        notation.plain(new.text),
        tuple(map(_line, new.basis)),
        new.findings,
        new.kind,
        status=new.status,
        repeats=_line(new.repeats),
    )


def _require_whole(view: View, bench: Workbench, report_id: str, held: Held, id: str) -> None:
    """`NotFound` where the View sees no such recommendation, `Conflict` where it does not see all of it."""
    raw = {one.id: one for one in held.now.recommendations}
    shown = {one.id: one for one in seen_of(view, bench, report_id, held.now).recommendations}
    if id not in shown:
        raise NotFound("no such recommendation", remedy="open the recommendations again")
    if shown[id].findings != raw[id].findings:
        raise Conflict(
            "this recommendation is edited by those who see all of it",
            remedy="write a comment instead",
            place=id,
        )


def _require_free(view: View, bench: Workbench, held: Held, id: str, seen: int, part: str) -> None:
    if why := editing.in_the_way(view, bench, held, id, seen, part):
        raise Conflict(why, place=id, remedy=AGAIN)


def _parts(shown: Report) -> set[str]:
    return {own for own, *_ in holders(shown)}


def _line(text: str) -> str:
    return " ".join(text.split())
