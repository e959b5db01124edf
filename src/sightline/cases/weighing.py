"""Hypotheses weighed against evidence: a matrix whose columns are held against each other.

After the analysis of competing hypotheses (R. J. Heuer, Psychology of Intelligence Analysis, 1999): one
asks of each piece of evidence how far it speaks against each hypothesis, and looks at what stands least
contradicted. The totals count; they do not judge. Five marks, from `++` (speaks strongly for it) to `--`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sightline.cases import reading
from sightline.cases.paper_reading import paper, weighings
from sightline.cases.standards import SUPPORT_CREDIBILITY, SUPPORT_RELIABILITY
from sightline.errors import ChangedMeanwhile, UsageError
from sightline.model.papers import Paper, Weighing
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id
from sightline.office.tables import WeighingRow

MARKS = {
    "++": "speaks strongly for it",
    "+": "speaks for it",
    "0": "fits it as well as any other",
    "-": "speaks against it",
    "--": "speaks strongly against it",
    "": "not weighed",
}
POINTS = {"++": 2, "+": 1, "0": 0, "-": -1, "--": -2}
SPAN = 4
"""from `--` to `++`"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A changed cell: the mark that is set, and the one the writer saw."""

    exhibit: str
    hypothesis: str
    mark: str
    seen: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A row: the paper, who it comes from, and its marks by hypothesis."""

    paper: Paper
    source: str
    origin: str
    """the origin group; empty where the item is not there for the reader"""
    reliability: str
    missing: str
    """what became of its item, where it is not there any more"""
    marks: Mapping[str, str]

    @property
    def credibility(self) -> int:
        """Admiralty grade of the information, 1 to 6."""
        return int(self.paper.text("credibility") or 6)

    @property
    def tells_apart(self) -> float | None:
        """How far it tells hypotheses apart: 0 all alike, 1 from end to end; None below two marks."""
        points = [POINTS[mark] for mark in self.marks.values() if mark]
        return (max(points) - min(points)) / SPAN if len(points) > 1 else None

    @property
    def graded(self) -> bool:
        """Whether source and information are graded well enough to corroborate."""
        return self.reliability <= SUPPORT_RELIABILITY and self.credibility <= SUPPORT_CREDIBILITY


@dataclass(frozen=True, slots=True)
class Total:
    """What is held against one hypothesis, and for it, counted three ways. `-` counts 1, `--` counts 2."""

    against: int
    against_origins: int
    """the same, each origin counted once with its strongest mark"""
    against_graded: int
    """the same of evidence graded up to C and 3"""
    speaks_for: int
    unweighed: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Hypotheses, exhibits, totals by hypothesis, and every weighing there was."""

    hypotheses: tuple[Paper, ...]
    exhibits: tuple[Exhibit, ...]
    totals: Mapping[str, Total]
    set_aside: tuple[Paper, ...]
    history: tuple[Weighing, ...]


def newest(history: Iterable[Weighing]) -> dict[tuple[str, str], Weighing]:
    """The weighing that holds, by exhibit and hypothesis."""
    return {(one.exhibit, one.hypothesis): one for one in sorted(history, key=lambda one: one.number)}


def totals(hypotheses: Iterable[Paper], exhibits: Iterable[Exhibit]) -> dict[str, Total]:
    """The totals of each hypothesis."""
    rows = tuple(exhibits)
    return {one.id: _total(one.id, rows) for one in hypotheses}


def _total(hypothesis: str, rows: tuple[Exhibit, ...]) -> Total:
    weighed = [(row, row.marks.get(hypothesis, "")) for row in rows]
    against = [(row, -POINTS[mark]) for row, mark in weighed if POINTS.get(mark, 0) < 0]
    graded = [(row, points) for row, points in against if row.graded]
    return Total(
        sum(points for _, points in against),
        _by_origin(against),
        _by_origin(graded),
        sum(POINTS[mark] for _, mark in weighed if POINTS.get(mark, 0) > 0),
        sum(not mark for _, mark in weighed),
    )


def _by_origin(weighed: list[tuple[Exhibit, int]]) -> int:
    strongest: dict[str, int] = {}
    for row, points in weighed:
        origin = row.origin or row.paper.id
        strongest[origin] = max(points, strongest.get(origin, 0))
    return sum(strongest.values())


def weigh(
    view: View, session: GuardedSession, case_id: str, cells: Iterable[Cell], act: Act, entropy: Entropy
) -> int:
    """Set marks, with a reason; how many changed.

    `ChangedMeanwhile` where somebody else set another mark in one of these cells since the writer looked;
    cells that others changed elsewhere are kept.
    """
    then = reading.by_then(view, act.at)
    wanted = [one for one in cells if one.mark != one.seen]
    if not act.why.strip():
        raise UsageError("a change has a reason", place="why", remedy="say why in a few words")
    held = newest(weighings(then, session, {one.exhibit for one in wanted}))
    changed = 0
    for one in wanted:
        _require(then, session, case_id, one)
        before = held.get((one.exhibit, one.hypothesis))
        now = before.mark if before else ""
        if now == one.mark:
            continue
        if now != one.seen and before:
            raise ChangedMeanwhile(
                f"{before.by} set {now or 'nothing'!r} where you set {one.mark or 'nothing'!r}, on "
                f"{before.at:%Y-%m-%d at %H:%M} UTC",
                place=f"evidence {one.exhibit}, hypothesis {one.hypothesis}",
                remedy="look at the matrix as it is now and set your marks again",
            )
        session.add(
            WeighingRow(
                id=long_id(entropy), exhibit_id=one.exhibit, hypothesis_id=one.hypothesis,
                number=before.number + 1 if before else 1, mark=one.mark, at=act.at, by=act.by, why=act.why,
            )
        )  # fmt: skip
        changed += 1
    session.flush()
    return changed


def _require(view: View, session: GuardedSession, case_id: str, cell: Cell) -> None:
    if cell.mark not in MARKS:
        raise UsageError(f"not a mark: {cell.mark!r}", remedy="use ++ + 0 - -- or nothing")
    for id, kind in ((cell.exhibit, "exhibit"), (cell.hypothesis, "hypothesis")):
        held = paper(view, session, id)
        if held.case != case_id or held.kind != kind:
            raise UsageError(f"{id} is no {kind} of this case")
