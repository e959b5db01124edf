"""A report as it is being written: its newest version, the steps since, and what of it a View may see."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from sightline.errors import NotFound
from sightline.model.report import Edition, Report
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.tables import ReportRow
from sightline.reports import edition as editions
from sightline.reports.edits import Edit, applied, changes
from sightline.service import composing, outlines
from sightline.service.workbench import Workbench

NO_REPORT = "no such report"


@dataclass(frozen=True, slots=True)
class Held:
    """A report as it is being written: a version and the steps made since."""

    version: int
    base: Report
    edits: tuple[Edit, ...]
    before: tuple[Edit, ...] = ()
    """the steps that went into earlier versions"""

    @property
    def now(self) -> Report:
        """The report with every step applied."""
        return applied(self.base, self.edits)

    def last(self, block: str) -> int:
        """The last step that changed a block; 0 where none did."""
        held = (*self.before, *self.edits)
        return max((edit.number for edit in held if changes(edit, block)), default=0)


def held_at(view: View, bench: Workbench, session: GuardedSession, report_id: str, version: int = 0) -> Held:
    """The newest version, or the one named, as the View knows it; `NotFound` without one."""
    row = session.scalar(select(ReportRow).where(ReportRow.id == report_id))
    written = [one for one in row.versions if one.at <= view.known_at] if row else []
    if row is None or not written:
        raise NotFound(NO_REPORT, remedy="see `sightline report list`")
    last = next((one for one in written if one.version == version), written[-1])
    edits, before = (
        tuple(
            Edit(one.number, one.kind, one.block, one.body, one.at, one.by)
            for one in row.edits
            if one.version in wanted and one.at <= view.known_at
        )
        for wanted in ((last.version,), range(last.version))
    )
    return Held(last.version, outlines.outline(bench.office, last), edits, before)


def seen_of(view: View, bench: Workbench, report_id: str, report: Report) -> Report:
    """The state as far as the View may see it; what it may not see leaves no trace."""
    return seen_in(composing.master(view, bench, report_id), view, report)


def seen_in(whole: composing.Master, view: View, report: Report) -> Report:
    """The same, of a report that was read already."""
    return editions.cut(report, Edition.INTERNAL, view.clearance, whole.markings.get).report
