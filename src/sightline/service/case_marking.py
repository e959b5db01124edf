"""Who may know of a case: marked anew with a reason, never lower than what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from sightline.cases import paper_reading, reading
from sightline.errors import NotAllowed, UsageError
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import Marked, current, mark, markings_of
from sightline.office.tables import CaseRow, FindingRow, HearingRow, LeadRow
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.workbench import Workbench

MARK = "decide"
"""what the role of whoever marks a case anew must allow"""


def marks(view: View, bench: Workbench, case_id: str) -> tuple[Marked, ...]:
    """Every marking of a case that the View may see, oldest first; the last one holds."""
    with bench.office.read(view) as session:
        reading.case_row(view, session, case_id)
        return markings_of(session, CaseRow.__marked__, case_id)


def mark_case(view: View, bench: Workbench, case_id: str, marking: Marking, why: str) -> None:
    """Mark a case anew from now on; all that hangs on it is seen by whoever may see the case.

    `UsageError` without a reason or a change. `NotAllowed` for a marking beyond the View's clearance, and for
    a lower one where something that the case cites, in any of its versions, is more restricted.
    """
    require(view, bench, MARK)
    if not why.strip():
        raise UsageError("a marking has a reason", place="why", remedy="say why in a few words")
    at = bench.clock()
    with bench.office.read(view) as session:
        then = reading.by_then(view, at)
        reading.case_row(then, session, case_id)
        own = current(session, CaseRow.__marked__, case_id) or PUBLIC
        shown = _within(then, session, case_id)
    if marking == own:
        raise UsageError(f"the case is marked {own} already", place="marking", remedy="give another marking")
    if not marking.covers(own):
        if not marking.covers(shown):
            raise NotAllowed(
                f"something the case cites is marked {shown}",
                place="marking",
                remedy=f"mark the case at least {marking.joined(shown)}",
            )
        _require_nothing_hidden(bench, case_id, marking)
    with bench.office.write(view, why) as session:
        mark(session, CaseRow.__marked__, case_id, marking, view.user, at, why)


def _require_nothing_hidden(bench: Workbench, case_id: str, marking: Marking) -> None:
    """Also what the View may not see is not laid open; what it is, is not told."""
    whole = reading.by_then(bench.operator_view(), bench.clock())
    with bench.office.read(whole) as session:
        if not marking.covers(_within(whole, session, case_id)):
            raise NotAllowed("this case is not yours to mark lower", remedy="ask an administrator")


def _within(view: View, session: GuardedSession, case_id: str) -> Marking:
    """The join of the markings of all that a case cites, in every version of it."""
    found = acquired(view, session, sorted(set(_items(list(_bodies(view, session, case_id))))))
    joined = PUBLIC
    for several in found.values():
        joined = joined.joined(several[0].marking)
    return joined


def _bodies(view: View, session: GuardedSession, case_id: str) -> Iterator[Any]:
    for lead in session.scalars(select(LeadRow).where(LeadRow.case_id == case_id)):
        yield lead.cites
    for finding in session.scalars(select(FindingRow).where(FindingRow.case_id == case_id)).all():
        yield from (one.body for one in reading.versions(view, session, finding.id))
    for hearing in session.scalars(select(HearingRow).where(HearingRow.case_id == case_id)).all():
        yield from (one.body for one in reading.events(view, session, hearing.id))
    for paper in paper_reading.papers_of(view, session, case_id):
        yield from (one.body for one in paper.versions)


def _items(held: Any) -> Iterator[str]:
    """The items of every citation in what is kept as JSON."""
    if isinstance(held, list):
        for one in held:
            yield from _items(one)
    elif isinstance(held, dict):
        if isinstance(held.get("item"), str):
            yield held["item"]
        for one in held.values():
            yield from _items(one)
