"""Hypotheses against evidence: the matrix of a case, read and weighed."""

from __future__ import annotations

from collections.abc import Iterable

from sightline.cases import paper_reading, reading, weighing
from sightline.cases.weighing import MARKS, Cell, Exhibit, Matrix
from sightline.model.item import Reliability
from sightline.model.papers import Paper
from sightline.model.view import View
from sightline.office import sources
from sightline.office.act import Act
from sightline.service.cases import INVESTIGATE
from sightline.service.deleted import deleted
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.workbench import Workbench

WEIGHED = "weighed"
__all__ = ["MARKS", "Cell", "Matrix", "matrix", "weigh"]


def matrix(view: View, bench: Workbench, case_id: str) -> Matrix:
    """The matrix of a case as of the View; what was set aside stands apart."""
    with bench.office.read(view) as session:
        reading.case_row(view, session, case_id)
        written = paper_reading.papers_of(view, session, case_id)
        rows = [one for one in written if one.kind == "exhibit"]
        history = paper_reading.weighings(view, session, [one.id for one in rows])
        found = acquired(view, session, {cite.item for one in rows for cite in one.cites("cites")})
        known = sources.everything(session)
    gone = deleted(bench, {cite.item for one in rows for cite in one.cites("cites")})
    hypotheses = tuple(one for one in written if one.kind == "hypothesis" and one.state == WEIGHED)
    marks = weighing.newest(history)
    exhibits = []
    for one in rows:
        item = one.cites("cites")[0].item
        held = known.get(found[item][0].row.source_id) if item in found else None
        exhibits.append(
            Exhibit(
                one,
                held.name if held else "",
                held.origin if held else (found[item][0].row.source_id if item in found else ""),
                (held.reliability if held else Reliability.F).value,
                gone.get(item, ""),
                {y.id: marks[one.id, y.id].mark if (one.id, y.id) in marks else "" for y in hypotheses},
            )
        )
    weighed = tuple(one for one in exhibits if one.paper.state == WEIGHED)
    aside = tuple(one for one in written if one.kind in ("hypothesis", "exhibit") and one.state != WEIGHED)
    return Matrix(hypotheses, weighed, weighing.totals(hypotheses, weighed), aside, history)


def weigh(view: View, bench: Workbench, case_id: str, cells: Iterable[Cell], why: str) -> int:
    """Set marks, with a reason; how many changed. `ChangedMeanwhile` names a cell others set differently."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, why) as session:
        act = Act(view.user, bench.clock(), why)
        return weighing.weigh(view, session, case_id, cells, act, bench.entropy)


def titled(one: Paper) -> str:
    """What a hypothesis or a piece of evidence is called."""
    return one.text("short") or one.text("note")
