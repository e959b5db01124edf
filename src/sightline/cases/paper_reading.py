"""Papers, weighings and experts as they stood at the View's time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from sightline.cases.papers.naming import NAMED
from sightline.errors import NotFound
from sightline.model.papers import Expert, Interest, Naming, Paper, PaperVersion, Weighing
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.tables import ExpertRow, PaperRow, PaperVersionRow, WeighingRow


def paper(view: View, session: GuardedSession, id: str) -> Paper:
    """One paper; `NotFound` when it is not there for this View."""
    row = session.scalar(select(PaperRow).where(PaperRow.id == id))
    if row is None or row.opened_at > view.known_at:
        raise NotFound(f"no such paper: {id}")
    return _papers(view, session, [row])[0]


def papers_of(view: View, session: GuardedSession, case_id: str = "", kind: str = "") -> tuple[Paper, ...]:
    """The papers of a case (of all when empty), of one kind where asked, in the order they were opened."""
    chosen = select(PaperRow).where(PaperRow.opened_at <= view.known_at)
    if case_id:
        chosen = chosen.where(PaperRow.case_id == case_id)
    if kind:
        chosen = chosen.where(PaperRow.kind == kind)
    rows = session.scalars(chosen.order_by(PaperRow.opened_at, PaperRow.id))
    return _papers(view, session, list(rows))


def _papers(view: View, session: GuardedSession, rows: list[PaperRow]) -> tuple[Paper, ...]:
    ids = [row.id for row in rows]
    chosen = select(PaperVersionRow).where(
        PaperVersionRow.paper_id.in_(ids), PaperVersionRow.at <= view.known_at
    )
    found: dict[str, list[PaperVersion]] = defaultdict(list)
    for one in session.scalars(chosen.order_by(PaperVersionRow.number)):
        found[one.paper_id].append(PaperVersion(one.number, one.state, one.body, one.at, one.by, one.why))
    return tuple(Paper(row.id, row.case_id, row.kind, tuple(found[row.id])) for row in rows if found[row.id])


def weighings(view: View, session: GuardedSession, exhibits: Iterable[str]) -> tuple[Weighing, ...]:
    """Every weighing of these exhibits, in the order they were made."""
    chosen = select(WeighingRow).where(
        WeighingRow.exhibit_id.in_(sorted(exhibits)), WeighingRow.at <= view.known_at
    )
    rows = session.scalars(chosen.order_by(WeighingRow.at, WeighingRow.number, WeighingRow.id))
    return tuple(
        Weighing(row.exhibit_id, row.hypothesis_id, row.number, row.mark, row.at, row.by, row.why)
        for row in rows
    )


def namings(view: View, session: GuardedSession, case_id: str = "") -> tuple[Naming, ...]:
    """What was decided of naming each party; of several decisions on one party of a case the newest."""
    newest = {
        (one.case, one.text("party")): Naming(
            one.id, one.case, one.text("party"), one.text("name"), one.text("kind"), one.state == NAMED,
            one.text("reasons"), one.newest.by, one.newest.at,
        )
        for one in sorted(papers_of(view, session, case_id, "naming"), key=lambda one: one.newest.at)
    }  # fmt: skip
    return tuple(newest.values())


def experts(view: View, session: GuardedSession) -> dict[str, Expert]:
    """What each expert declared last, by name."""
    rows = session.scalars(
        select(ExpertRow).where(ExpertRow.at <= view.known_at).order_by(ExpertRow.at, ExpertRow.id)
    )
    return {row.name: _expert(row) for row in rows}


def _expert(row: ExpertRow) -> Expert:
    body: dict[str, Any] = row.body
    return Expert(
        row.name,
        body["nationality"],
        body["employment"],
        body["employer"],
        body["portfolio"],
        _day(body["since"]),
        _day(body["until"]),
        tuple(Interest(one["about"], one["what"]) for one in body["interests"]),
        row.at,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
