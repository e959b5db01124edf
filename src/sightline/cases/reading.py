"""Cases as they stood at the View's time: only what was known by then, only what the View may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from sqlalchemy import select

from sightline.cases.shapes import SUBSTANCE, read_party, read_wording
from sightline.errors import NotFound
from sightline.model.casework import (
    Case,
    Correction,
    Finding,
    Hearing,
    Lead,
    Move,
    Outcome,
    Position,
    Reply,
    Sent,
    Stance,
)
from sightline.model.citation import Citation
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.tables import (
    CaseMoveRow,
    CaseRow,
    FindingRow,
    FindingVersionRow,
    HearingEventRow,
    HearingRow,
    LeadRow,
    StanceRow,
)


class _Dated(Protocol):
    @property
    def at(self) -> datetime: ...


Row = TypeVar("Row", bound=_Dated)


def case(view: View, session: GuardedSession, case_id: str) -> Case:
    """A case with everything under it; `NotFound` when it is not there for this View."""
    return _case(view, session, case_row(view, session, case_id))


def cases(view: View, session: GuardedSession) -> tuple[Case, ...]:
    """Every case there is for the View, oldest first."""
    chosen = select(CaseRow).where(CaseRow.opened_at <= view.known_at)
    rows = session.scalars(chosen.order_by(CaseRow.opened_at, CaseRow.id))
    return tuple(_case(view, session, row) for row in rows)


def findings(view: View, session: GuardedSession, *, withdrawn: bool = False) -> tuple[Finding, ...]:
    """Every finding there is for the View; withdrawn ones only when asked for."""
    chosen = select(FindingRow).where(FindingRow.at <= view.known_at)
    rows = session.scalars(chosen.order_by(FindingRow.at, FindingRow.id))
    return _findings(view, session, rows, withdrawn)


def finding(view: View, session: GuardedSession, finding_id: str) -> Finding:
    """One finding as last worded, withdrawn or not."""
    return _finding(view, session, finding_row(view, session, finding_id))


def finding_state(view: View, session: GuardedSession, finding_id: str) -> str:
    """`draft`, `agreed` or `withdrawn`."""
    newest = versions(view, session, finding_row(view, session, finding_id).id)[-1]
    return str(newest.body["state"])


def hearings(view: View, session: GuardedSession) -> tuple[Hearing, ...]:
    """Every hearing there is for the View, oldest first."""
    chosen = select(HearingRow).where(HearingRow.opened_at <= view.known_at)
    rows = session.scalars(chosen.order_by(HearingRow.opened_at, HearingRow.id))
    return tuple(_hearing(view, session, row) for row in rows)


def hearing(view: View, session: GuardedSession, hearing_id: str) -> Hearing:
    """One hearing."""
    return _hearing(view, session, hearing_row(view, session, hearing_id))


def by_then(view: View, at: datetime) -> View:
    """The View of someone who acts at `at`: who writes knows at least what was written before."""
    return replace(view, known_at=max(view.known_at, at))


def case_row(view: View, session: GuardedSession, case_id: str) -> CaseRow:
    """The row of a case that is there for the View; `NotFound` otherwise."""
    row = session.scalar(select(CaseRow).where(CaseRow.id == case_id))
    if row is None or row.opened_at > view.known_at:
        raise NotFound(f"no such case: {case_id}")
    return row


def finding_row(view: View, session: GuardedSession, finding_id: str) -> FindingRow:
    """The row of a finding that is there for the View; `NotFound` otherwise."""
    row = session.scalar(select(FindingRow).where(FindingRow.id == finding_id))
    if row is None or row.at > view.known_at:
        raise NotFound(f"no such finding: {finding_id}")
    return row


def hearing_row(view: View, session: GuardedSession, hearing_id: str) -> HearingRow:
    """The row of a hearing that is there for the View; `NotFound` otherwise."""
    row = session.scalar(select(HearingRow).where(HearingRow.id == hearing_id))
    if row is None or row.opened_at > view.known_at:
        raise NotFound(f"no such hearing: {hearing_id}")
    return row


def moves(view: View, session: GuardedSession, case_id: str) -> list[CaseMoveRow]:
    """The moves of a case by the View's time, in order."""
    chosen = select(CaseMoveRow).where(CaseMoveRow.case_id == case_id).order_by(CaseMoveRow.number)
    return _known(view, session.scalars(chosen))


def versions(view: View, session: GuardedSession, finding_id: str) -> list[FindingVersionRow]:
    """The versions of a finding by the View's time, in order."""
    chosen = select(FindingVersionRow).where(FindingVersionRow.finding_id == finding_id)
    return _known(view, session.scalars(chosen.order_by(FindingVersionRow.version)))


def events(view: View, session: GuardedSession, hearing_id: str) -> list[HearingEventRow]:
    """The events of a hearing by the View's time, in the order they were recorded."""
    chosen = select(HearingEventRow).where(HearingEventRow.hearing_id == hearing_id)
    return sorted(_known(view, session.scalars(chosen)), key=lambda row: int(row.body["number"]))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a hearing as it holds: at its own number, in the words that correct it where some do."""

    number: int
    kind: str
    by: str
    body: Mapping[str, Any]


def standing(held: Iterable[HearingEventRow]) -> list[Entry]:
    """The entries of a hearing that hold, corrections applied and struck ones left out."""
    entries: dict[int, Entry] = {}
    for row in held:
        number = int(row.body.get("corrects", row.body["number"]))
        entries[number] = Entry(number, row.kind, row.by, row.body)
    return [entries[number] for number in sorted(entries) if not entries[number].body.get("struck")]


def numbers(held: Iterable[HearingEventRow]) -> dict[int, int]:
    """What each entry of a hearing is called, by its number: the first letter is 1, so is the first reply."""
    seen: dict[str, int] = {}
    called: dict[int, int] = {}
    for row in held:
        if "corrects" not in row.body:
            called[row.body["number"]] = seen[row.kind] = seen.get(row.kind, 0) + 1
    return called


def _corrections(held: Iterable[HearingEventRow]) -> tuple[Correction, ...]:
    rows = list(held)
    called = numbers(rows)
    put = [
        Correction(
            row.at,
            row.by,
            f"{row.kind} {called[row.body['corrects']]}" + (" (struck)" if row.body.get("struck") else ""),
            row.body["why"],
        )
        for row in rows
        if "corrects" in row.body
    ]
    after_all = [
        Correction(
            row.at,
            row.by,
            f"not given (withdrawn): {before.body['reason']}",
            f"an opportunity to reply was given after all, by the letter of {row.body['sent_on']}",
        )
        for before, row in pairwise(rows)
        if before.kind == "not_given" and row.kind == "letter"
    ]
    return tuple(sorted((*after_all, *put), key=lambda one: one.at))


def _known(view: View, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.at <= view.known_at]


def _case(view: View, session: GuardedSession, row: CaseRow) -> Case:
    leads = select(LeadRow).where(LeadRow.case_id == row.id, LeadRow.added_at <= view.known_at)
    held = select(FindingRow).where(FindingRow.case_id == row.id, FindingRow.at <= view.known_at)
    heard = select(HearingRow).where(HearingRow.case_id == row.id, HearingRow.opened_at <= view.known_at)
    steps = moves(view, session, row.id)
    return Case(
        row.id,
        row.title,
        row.summary,
        steps[-1].target if steps else "",
        tuple(Move(step.at, step.by, step.origin, step.target, step.why) for step in steps),
        tuple(_lead(lead) for lead in session.scalars(leads.order_by(LeadRow.added_at, LeadRow.id))),
        _findings(view, session, session.scalars(held.order_by(FindingRow.at, FindingRow.id)), False),
        tuple(
            _hearing(view, session, one)
            for one in session.scalars(heard.order_by(HearingRow.opened_at, HearingRow.id))
        ),
        tuple(row.entities),
    )


def _lead(row: LeadRow) -> Lead:
    return Lead(
        row.id, row.text, tuple(map(Citation.from_json, row.cites)), row.added_by, row.added_at,
        row.kind, row.source, row.relies_on, row.reference, row.told_on,
    )  # fmt: skip


def _findings(
    view: View, session: GuardedSession, rows: Iterable[FindingRow], withdrawn: bool
) -> tuple[Finding, ...]:
    held = [(row, versions(view, session, row.id)[-1].body["state"]) for row in list(rows)]
    return tuple(_finding(view, session, row) for row, state in held if withdrawn or state != "withdrawn")


def _finding(view: View, session: GuardedSession, row: FindingRow) -> Finding:
    every = versions(view, session, row.id)
    newest = every[-1]
    worded = read_wording(newest.body)
    said = {one.expert: one for one in stance_history(view, session, row.id)}
    since = _worded_since(every)
    lapsed = {name for name, one in said.items() if one.at < since and one.position is not Position.RECUSED}
    return Finding(
        row.id,
        row.case_id,
        worded.assertion,
        worded.breach,
        worded.day,
        worded.measures,
        worded.parties,
        worded.claimed,
        worded.met,
        worded.evidence,
        worded.limits,
        worded.would_change,
        tuple(said[name] for name in sorted(said.keys() - lapsed)),
        worded.ranges,
        worded.states,
        str(newest.body["state"]),
        newest.version,
        tuple(said[name] for name in sorted(lapsed)),
        since,
    )


def _worded_since(every: Sequence[FindingVersionRow]) -> datetime:
    """Since when a finding asserts what it does: against which measures, of whom, how sure, how much."""
    held = [[one.body.get(name) for name in SUBSTANCE] for one in every]
    return next(
        (every[at].at for at in range(len(every) - 1, 0, -1) if held[at - 1] != held[at]), every[0].at
    )


def stance_history(view: View, session: GuardedSession, finding_id: str) -> tuple[Stance, ...]:
    """Everything experts ever said of a finding by the View's time, oldest first."""
    chosen = select(StanceRow).where(StanceRow.finding_id == finding_id)
    return tuple(
        Stance(row.finding_id, row.expert, Position(row.position), row.text, row.at)
        for row in _known(view, session.scalars(chosen.order_by(StanceRow.at, StanceRow.id)))
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _hearing(view: View, session: GuardedSession, row: HearingRow) -> Hearing:
    rows = events(view, session, row.id)
    held = standing(rows)
    called = numbers(rows)
    letters = tuple(_sent(event.body) for event in held if event.kind == "letter")
    first, last = (letters[0], letters[-1]) if letters else (None, None)
    ending = next((event for event in reversed(held) if event.kind in ("outcome", "not_given")), None)
    if ending is not None and ending.kind == "not_given" and letters:
        ending = None  # an opportunity was given after all
    return Hearing(
        row.id,
        read_party(row.party),
        first.sent_on if first else None,
        first.channel if first else "",
        last.deadline if last else None,
        first.letter if first else None,
        tuple(
            Reply(
                date.fromisoformat(event.body["received_on"]),
                Citation.from_json(event.body["cite"]),
                event.body["summary"],
                called[event.number],
            )
            for event in held
            if event.kind == "reply"
        ),
        Outcome(ending.body["outcome"]) if ending else None,
        ending.body["reason"] if ending else "",
        ending.by if ending else "",
        _corrections(rows),
        letters,
    )


def _sent(body: Mapping[str, Any]) -> Sent:
    return Sent(
        date.fromisoformat(body["sent_on"]),
        body["channel"],
        date.fromisoformat(body["deadline"]),
        Citation.from_json(body["cite"]),
    )
