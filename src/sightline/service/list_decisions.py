"""Accepting a version that was refused, and refusing one that was accepted: rows, never edits."""

from __future__ import annotations

from dataclasses import replace

from sightline.errors import Conflict, UsageError
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.tables import ListDecisionRow
from sightline.record import versions
from sightline.record.refusals import refusals
from sightline.record.versions import ACCEPTED, REFUSED, HeldVersion
from sightline.service import rescreening
from sightline.service.progress import Progress, silent
from sightline.service.roles import require
from sightline.service.workbench import Workbench


def accept(view: View, bench: Workbench, version: str, why: str, progress: Progress = silent) -> HeldVersion:
    """Let a version that was refused hold from now on, for a reason that stays on record.

    `Conflict` for one that is accepted already, and for a refusal whose files were not read whole:
    there is nothing that could hold.
    """
    return _decide(view, bench, version, ACCEPTED, why, progress)


def refuse(view: View, bench: Workbench, version: str, why: str, progress: Progress = silent) -> HeldVersion:
    """Let a version that was accepted hold no more; the one before it is current again."""
    return _decide(view, bench, version, REFUSED, why, progress)


def _decide(
    view: View, bench: Workbench, version: str, decision: str, why: str, progress: Progress
) -> HeldVersion:
    require(view, bench, "decide")
    if not why.strip():
        raise UsageError("a decision has a reason", remedy="say why: --why …")
    with bench.office.write(view, why) as session:
        at = bench.clock()
        last = _last(replace(view, known_at=at), session, version)
        if last.decision == decision:
            raise Conflict(f"{last.version.id} is {decision} already, by {last.by}: {last.why}")
        row = ListDecisionRow(id=bench.entropy(16).hex(), version_id=last.version.id, at=at)
        row.by, row.decision, row.why = view.user, decision, why.strip()
        session.add(row)
    rescreening.catch_up(bench, progress)
    with bench.office.read(view) as session:
        return _last(replace(view, known_at=bench.clock()), session, last.version.id)


def _last(view: View, session: GuardedSession, version: str) -> HeldVersion:
    """The version as last decided; `Conflict` for a refusal that has no version."""
    for refused in refusals(view, session):
        if refused.id == version and not refused.version:
            raise Conflict(
                f"{version} was not read whole and cannot be accepted: {refused.message}",
                place=refused.place,
                remedy=refused.remedy or "fetch the list again",
            )
        if refused.id == version:
            version = refused.version
    versions.named(view, session, version)
    return next(one for one in versions.held(view, session) if one.version.id == version)
