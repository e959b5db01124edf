"""The registers of the office for people: transmissions, copies, what came of a report, recommendations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sightline.cases import entering, mandates
from sightline.cases.filing import Change
from sightline.cases.kind import Sort, read
from sightline.cases.registers import Register, registers
from sightline.cases.registers import register as of
from sightline.cases.workflow import NEW, targets
from sightline.clean import countries
from sightline.errors import Conflict, NotAllowed, UsageError
from sightline.model.citation import Citation
from sightline.model.marking import PUBLIC, Marking, Tlp
from sightline.model.papers import Paper
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.markings import current
from sightline.reports.number import REFERENCE, called, number, resolved
from sightline.service import cases, composing, consequences, mandate_choice
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.workbench import Workbench

__all__ = [
    "EntryPage", "as_json", "change", "chosen_of", "day_of", "enter", "entries", "entry", "names", "of",
    "openings", "recommend", "tallies",
]  # fmt: skip
INSIDE = Marking(Tlp.AMBER)
"""who got what, and what came of it, is for the office unless someone says otherwise"""
POINTS = {"tighten": "tightens", "relieve": "relieves"}
APPROVED, AGREED, TRANSMISSION = "approved", "agreed", "transmission"


DAYS = {"transmission": "sent_on", "copy": "handed_on", "aftermath": "on", "recommendation": "made_on"}
"""the field of each register that holds its day"""
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry, its register, where it may go from here, and the entries that name it."""

    entry: Paper
    register: Register
    targets: tuple[str, ...]
    related: tuple[Paper, ...]


def names() -> tuple[str, ...]:
    """Every register there is."""
    return tuple(registers())


def openings(kind: str) -> tuple[str, ...]:
    """The states an entry may be opened in."""
    return targets(of(kind).kind.moves, NEW)


def entries(view: View, bench: Workbench, kind: str = "") -> tuple[Paper, ...]:
    """The entries of a register, of all where none is named, in the order they were opened."""
    if kind:
        of(kind)
    with bench.office.read(view) as session:
        return entering.entries(view, session, kind)


def chosen_of(held: Iterable[Paper], report: str = "", year: str = "") -> tuple[Paper, ...]:
    """The entries about a report, by its id, and of a year; of all where nothing is named."""
    return tuple(one for one in held if report in ("", one.text("report")) and year in ("", day_of(one)[:4]))


def day_of(one: Paper) -> str:
    """The day an entry tells of; the day it was opened where it tells of none."""
    return one.text(DAYS[one.kind]) or one.opened_at.date().isoformat()


def entry(view: View, bench: Workbench, id: str) -> EntryPage:
    """One entry with its history and what hangs on it; `NotFound` when it is not there for this View."""
    with bench.office.read(view) as session:
        held = entering.entry(view, session, id)
        every = entering.entries(view, session)
    chosen = of(held.kind)
    related = tuple(one for one in every if any(one.text(name) == id for name in of(one.kind).about))
    return EntryPage(held, chosen, tuple(dict.fromkeys(targets(chosen.kind.moves, held.state))), related)


def enter(
    view: View,
    bench: Workbench,
    kind: str,
    given: Mapping[str, str],
    why: str,
    state: str = "",
    marking: Marking | None = None,
) -> str:
    """Open an entry; its id. It is at least as restricted as what it cites."""
    chosen = of(kind)
    require(view, bench, chosen.may)
    given = _by_id(view, bench, given)
    body = read(chosen.kind, given)
    _guard(view, bench, kind, body)
    with bench.office.write(view, why or kind) as session:
        own = marking or (PUBLIC if kind == "recommendation" else INSIDE)
        for cited in _markings(view, session, chosen, body):
            own = own.joined(cited)
        if not view.may_see(own):
            own = own if marking else Marking(view.clearance.level)
        act = Act(view.user, bench.clock(), why or "opened")
        return entering.enter(session, chosen, Change(given, state), own, act, bench.entropy)


def change(view: View, bench: Workbench, id: str, change: Change, why: str) -> int:
    """Change an entry or move it on, with a reason; its new version."""
    with bench.office.read(view) as session:
        held = entering.entry(view, session, id)
    chosen = of(held.kind)
    require(view, bench, chosen.may)
    given = _by_id(view, bench, change.given)
    body = {**held.body, **read(chosen.kind, given)}
    target = change.target or held.state
    _guard(view, bench, held.kind, body, held.body)
    if id in (body.get(name) for name in chosen.about):
        raise UsageError("an entry does not name itself", remedy="give the id of another")
    if held.kind == TRANSMISSION and target == APPROVED and held.state != APPROVED:
        _require_agreed(view, bench, str(body["report"]))
        given = _approved(view, bench, given)
    change = replace(change, given=given)
    with bench.office.write(view, why) as session:
        own = current(session, "entry", id) or PUBLIC
        for marking in _markings(view, session, chosen, body):
            if not own.covers(marking):
                raise NotAllowed(
                    f"the entry is marked {own}, what it would cite {marking}",
                    remedy="open a new entry that cites it; it is marked as it must be",
                )
        return entering.change_entry(session, held, chosen, change, Act(view.user, bench.clock(), why))


def recommend(view: View, bench: Workbench, report: str, why: str) -> tuple[str, ...]:
    """Enter every recommendation of a report that is not in the register yet; the new ids.

    Which way each points is what the report says of it, `neither` where it does not say.
    """
    report = consequences.report_named(view, bench, report)
    outline = number(composing.master(view, bench, report).report)
    entered = entries(view, bench, "recommendation")
    held = [one.text("text") for one in entered if one.text("report") == report]
    known = called(outline)
    made = []
    for one in outline.recommendations:
        if any(map(_saying(one.text).fullmatch, held)):
            continue
        given = {
            "text": resolved(one.text, known), "addressee": one.addressee,
            "basis": "; ".join(one.basis) or f"findings {', '.join(one.findings)}",
            "report": report, "number": str(one.number), "direction": POINTS.get(one.kind, "neither"),
            "made_on": outline.dated.isoformat(),
            "recommendation": consequences.repeated(view, bench, entered, one.repeats),
        }  # fmt: skip
        made.append(enter(view, bench, "recommendation", given, why))
    return tuple(made)


def _saying(text: str) -> re.Pattern[str]:
    """What an entry of this text says, whatever number its references had when it was entered."""
    said, at = "", 0
    for found in REFERENCE.finditer(text):
        said += re.escape(text[at : found.start()]) + ".+?"
        at = found.end()
    return re.compile(said + re.escape(text[at:]), re.DOTALL)


def tallies(held: Iterable[Paper]) -> dict[str, dict[str, int]]:
    """Recommendations by direction and state: those that tighten and those that relieve side by side."""
    counts: dict[str, Counter[str]] = {}
    for one in held:
        counts.setdefault(one.text("direction"), Counter())[one.state] += 1
    return {direction: dict(sorted(states.items())) for direction, states in sorted(counts.items())}


def as_json(held: Paper) -> dict[str, Any]:
    """The published shape of an entry: its fields, its state, its versions."""
    return {
        "id": held.id,
        "kind": held.kind,
        "state": held.state,
        "version": held.newest.number,
        "fields": dict(held.body),
        "history": [
            {"version": one.number, "state": one.state, "at": one.at.isoformat(), "by": one.by,
             "why": one.why, "fields": dict(one.body)}
            for one in held.versions
        ],
    }  # fmt: skip


# --- what an entry must be ---------------------------------------------------------------------------


def _by_id(view: View, bench: Workbench, given: Mapping[str, str]) -> dict[str, str]:
    """The fields as given, the report by its id where it was named by its symbol."""
    report = given.get("report")
    named = {"report": consequences.report_named(view, bench, report)} if report else {}
    return {**given, **named}


def _approved(view: View, bench: Workbench, given: Mapping[str, str]) -> dict[str, str]:
    """Who approved, when, and in which capacity under the mandate; what was given of it holds."""
    mandate = mandate_choice.chosen(view, bench)
    who = ", ".join(one.who for one in mandate.approves) if mandate else ""
    told = {
        "approved_by": view.user,
        "approved_on": bench.clock().date().isoformat(),
        "approved_as": f"{who} ({mandate.title})" if mandate and who else "",
    }
    return {**told, **{name: text for name, text in given.items() if text.strip() or name not in told}}


def _guard(
    view: View, bench: Workbench, kind: str, body: Mapping[str, Any], before: Mapping[str, Any] = NOTHING
) -> None:
    """What the rest of the office asks of an entry before anything is written."""
    for name in ("member", "country"):
        code = str(body.get(name) or "")
        if code and countries.of_code(code) is None:
            raise UsageError(f"not a state: {code!r}", place=name, remedy="give two letters, as nl")
    for name in of(kind).about:
        if body.get(name):
            with bench.office.read(view) as session:
                found = entering.entry(view, session, str(body[name]))
            if found.kind != name:
                raise UsageError(f"{body[name]} is no {name}", place=name, remedy=f"give the id of a {name}")
    if kind == "aftermath":
        consequences.require_sound(body, bench.clock().date())
    report = str(body.get("report") or "")
    for name in ("paragraphs", "paragraph"):
        if report and body.get(name) and body[name] != before.get(name):
            consequences.require_paragraphs(view, bench, report, name, str(body[name]))
    if kind == TRANSMISSION:
        _within_mandate(mandate_choice.chosen(view, bench), body)


def _within_mandate(mandate: mandates.Mandate | None, body: Mapping[str, Any]) -> None:
    """Which editions leave the office, and through whom, is the mandate's."""
    if mandate is None:
        return
    edition, member = str(body.get("edition") or ""), str(body.get("member") or "").casefold()
    if edition and edition not in mandate.editions:
        raise Conflict(
            f"under the mandate {mandate.title!r} the {edition} edition is not handed on",
            place="edition",
            remedy="use " + " or ".join(mandate.editions),
        )
    if mandate.members and member and member not in mandate.members:
        raise Conflict(
            f"{member.upper()} does not hand on reports under the mandate {mandate.title!r}",
            place="member",
            remedy="use one of " + ", ".join(one.upper() for one in mandate.members),
        )


def _require_agreed(view: View, bench: Workbench, report: str) -> None:
    """A report is approved once every finding it words was agreed under the office's rule."""
    told = composing.worded(composing.master(view, bench, report).report)
    open_ones = [id for id in sorted(told) if cases.finding_state(view, bench, id) != AGREED]
    if open_ones:
        raise Conflict(
            f"{len(open_ones)} of the findings it words not agreed, {open_ones[0]} for one",
            remedy="agree on them, or take them out of the report; the office's rule decides",
        )


def _markings(
    view: View, session: GuardedSession, chosen: Register, body: Mapping[str, Any]
) -> tuple[Marking, ...]:
    cited = {one.name for one in chosen.kind.fields if one.sort is Sort.CITES}
    cites = [Citation.from_json(one) for name in cited for one in body.get(name, ())]
    found = acquired(view, session, [cite.item for cite in cites])
    return tuple(several[0].marking for several in found.values())
