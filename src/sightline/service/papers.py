"""The papers of a case for people: opened, changed and moved on by their kind's rules; and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sightline.cases import filing, paper_reading, reading
from sightline.cases import papers as kinds
from sightline.cases.filing import Change
from sightline.cases.kind import Field, Kind, read
from sightline.cases.papers.naming import NAMED
from sightline.cases.workflow import NEW, targets
from sightline.clean import countries
from sightline.errors import Conflict, NotFound, UsageError
from sightline.model.casework import Case, Finding, Hearing, Outcome
from sightline.model.citation import Citation
from sightline.model.papers import Paper
from sightline.model.view import View
from sightline.office import users
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.service.cases import INVESTIGATE, guard_cites
from sightline.service.roles import require
from sightline.service.workbench import Workbench

DECIDE = "decide"
SOON = timedelta(days=14)
"""how far ahead what is due is told unless asked otherwise"""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper with its case's title, its kind, and where it may go from here."""

    paper: Paper
    case_title: str
    kind: Kind
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: on which day, of which case, and where it stands."""

    on: date
    what: str
    id: str
    case: str
    case_title: str
    title: str
    who: str
    address: str
    days: int
    """from the View's day; negative when it is overdue"""

    @property
    def overdue(self) -> bool:
        """Whether the day has passed."""
        return self.days < 0


def fields(kind: str) -> tuple[Field, ...]:
    """The fields of a kind; `UsageError` names the kinds there are."""
    return kinds.kind(kind).fields


def kind_of(name: str) -> Kind:
    """One kind with its fields, states and moves."""
    return kinds.kind(name)


def names() -> tuple[str, ...]:
    """Every kind there is."""
    return tuple(kinds.kinds())


def open_paper(
    view: View, bench: Workbench, case_id: str, kind: str, given: Mapping[str, str], why: str, state: str = ""
) -> str:
    """Open a paper of a kind in a case; its id."""
    chosen = kinds.kind(kind)
    _require(view, bench, kind)
    with bench.office.write(view, why or kind) as session:
        act = Act(view.user, bench.clock(), why or "opened")
        _guard(view, session, case_id, chosen, given, state or chosen.first, act)
        return filing.open_paper(view, session, case_id, chosen, Change(given, state), act, bench.entropy)


def change(view: View, bench: Workbench, id: str, change: Change, why: str) -> int:
    """Change a paper or move it on, with a reason; its new version.

    `ChangedMeanwhile` when somebody else changed the same field since version `change.seen`.
    """
    with bench.office.write(view, why) as session:
        act = Act(view.user, bench.clock(), why)
        held = paper_reading.paper(reading.by_then(view, act.at), session, id)
        _require(view, bench, held.kind)
        chosen = kinds.kind(held.kind)
        typed = dict(change.given)
        _guard(view, session, held.case, chosen, typed, change.target or held.state, act, held)
        return filing.change_paper(view, session, id, change, act)


def paper(view: View, bench: Workbench, id: str) -> PaperPage:
    """One paper with its history; `NotFound` when it is not there for this View."""
    with bench.office.read(view) as session:
        held = paper_reading.paper(view, session, id)
        row = reading.case_row(view, session, held.case)
        chosen = kinds.kind(held.kind)
        return PaperPage(held, row.title, chosen, tuple(dict.fromkeys(targets(chosen.moves, held.state))))


def papers(view: View, bench: Workbench, case_id: str = "", kind: str = "") -> tuple[Paper, ...]:
    """The papers of a case, of one kind where asked, in the order they were opened."""
    if kind:
        kinds.kind(kind)
    with bench.office.read(view) as session:
        if case_id:
            reading.case_row(view, session, case_id)
        return paper_reading.papers_of(view, session, case_id, kind)


def openings(kind: str) -> tuple[str, ...]:
    """The states a paper of a kind may be opened in."""
    return targets(kinds.kind(kind).moves, NEW)


def as_json(held: Paper) -> dict[str, Any]:
    """The published shape of a paper: its fields, its state, its versions."""
    return {
        "id": held.id,
        "case": held.case,
        "kind": held.kind,
        "state": held.state,
        "version": held.newest.number,
        "fields": dict(held.body),
        "history": [
            {
                "version": one.number,
                "state": one.state,
                "at": one.at.isoformat(),
                "by": one.by,
                "why": one.why,
            }
            for one in held.versions
        ],
    }


def due(view: View, bench: Workbench, within: timedelta = SOON, case_id: str = "") -> tuple[Due, ...]:
    """What is overdue or due within that time of the View's day, soonest first: tasks, requests, visits,
    letters to be answered, and the deadlines of hearings that have not ended.
    """
    with bench.office.read(view) as session:
        held = reading.cases(view, session)
        written = paper_reading.papers_of(view, session, case_id)
    chosen = {one.id: one for one in held if case_id in ("", one.id)}
    last = view.as_of + within
    found = [*_due_papers(view, written, chosen), *_due_hearings(view, chosen.values())]
    return tuple(sorted((one for one in found if one.on <= last), key=lambda one: (one.on, one.id)))


def _due_papers(view: View, written: Iterable[Paper], held: Mapping[str, Case]) -> Iterator[Due]:
    for one in written:
        kind = kinds.kind(one.kind)
        day = one.day(kind.due) if kind.due else None
        if day is None or one.state not in kind.waits or one.case not in held:
            continue
        what = kind.label.lower() + (", not sent yet" if one.state == "draft" else "")
        who = one.text("assigned") or one.text("addressee") or one.text("with")
        yield Due(
            day, what, one.id, one.case, held[one.case].title, one.text(kind.title), who,
            f"/papers/{one.id}", (day - view.as_of).days,
        )  # fmt: skip


def _due_hearings(view: View, held: Iterable[Case]) -> Iterator[Due]:
    for case in held:
        for one in case.heard:
            if one.deadline is not None and one.outcome is None:
                yield Due(
                    one.deadline, "reply" if not one.replies else "outcome of a hearing", one.id, case.id,
                    case.title, f"opportunity to reply of {one.party.name}", one.party.name,
                    f"/cases/{case.id}/hearings", (one.deadline - view.as_of).days,
                )  # fmt: skip


def _require(view: View, bench: Workbench, kind: str) -> None:
    require(view, bench, DECIDE if kind == "naming" else INVESTIGATE)


def _guard(
    view: View,
    session: GuardedSession,
    case_id: str,
    kind: Kind,
    given: Mapping[str, str],
    target: str,
    act: Act,
    held: Paper | None = None,
) -> None:
    """What the kind asks of the rest of the case before anything is written."""
    body = dict(held.body if held else {}) | read(kind, given)
    country = str(body.get("country") or "")
    if country and countries.of_code(country) is None:
        raise UsageError(f"not a state: {country!r}", place="country", remedy="give two letters, as nl")
    cites = [Citation.from_json(one) for name in body for one in _cited(kind, name, body)]
    guard_cites(view, session, case_id, cites)
    then = reading.by_then(view, act.at)
    if kind.name == "objection":
        finding = reading.finding(then, session, body.get("finding", ""))
        if finding.case != case_id:
            raise UsageError("the finding is not of this case", place="finding")
        for field in ("by", "answered_by"):
            if body.get(field):
                _require_known(then, session, finding, field, str(body[field]))
    if kind.name == "naming" and target == NAMED:
        case = reading.case(then, session, case_id)
        require_heard(case.heard, body.get("party", ""), act.at.date())


def _require_known(view: View, session: GuardedSession, finding: Finding, field: str, name: str) -> None:
    """`UsageError` for whoever is no expert, no user, and has said nothing of the finding."""
    spoke = {one.expert for one in finding.stances} | set(paper_reading.experts(view, session))
    if name in spoke:
        return
    try:
        users.find(session, name)
    except NotFound as error:
        raise UsageError(
            f"nobody here is called {name!r}",
            place=field,
            remedy="correct the name, or enter what the expert declares first (`sightline case declare`)",
        ) from error


def _cited(kind: Kind, name: str, body: Mapping[str, Any]) -> list[dict[str, str]]:
    cited = {one.name for one in kind.fields if one.sort.value == "cites"}
    return list(body[name]) if name in cited else []


def require_heard(hearings: Iterable[Hearing], party: str, day: date) -> None:
    """`Conflict` unless a party may be named: heard, or a reason on record; not cured before naming."""
    own = [one for one in hearings if one.party.id == party]
    if not any(one.on_record(day) for one in own):
        raise Conflict(
            f"no hearing of {party!r} is on record",
            remedy="send the letter and wait for the reply or its deadline, or record why none was given",
        )
    if own[-1].outcome is Outcome.CURED_BEFORE:
        raise Conflict(
            f"{own[-1].party.name} cured the matter before it was named",
            remedy="describe what happened without its name, and say that it was cured",
        )
