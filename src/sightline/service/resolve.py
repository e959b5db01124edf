"""Look for entries that may be one, across and within lists, and put the pairs before people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations_with_replacement, islice
from typing import Any

from sqlalchemy import select

from sightline.errors import UsageError
from sightline.model.citation import Citation
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking, tiers
from sightline.model.resolution import Candidate, MatchReason
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of, mark
from sightline.office.tables import CandidateRow, ResolutionRunRow
from sightline.record import candidates as engine
from sightline.record import versions
from sightline.record.resolution import pair_id
from sightline.service.progress import Progress, Step, silent
from sightline.service.roles import require
from sightline.service.workbench import Workbench

A_BATCH = 1000
"""candidates written at once"""

ManifestPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Between which lists (all held when empty), and from which probability a pair is put before people."""

    lists: tuple[str, ...] = ()
    threshold: float = engine.THRESHOLD


@dataclass(frozen=True, slots=True)
class Ran:
    """A run over the versions of some lists. `found`: new pairs; `known`: the same run was on record."""

    versions: tuple[str, ...]
    marking: Marking
    found: int
    known: bool = False

    def as_json(self) -> dict[str, object]:
        """The published line."""
        return {
            "versions": list(self.versions),
            "marking": str(self.marking),
            "found": self.found,
            "status": "unchanged" if self.known else "resolved",
        }


def resolve(
    view: View, bench: Workbench, asked: Asked = Asked(), progress: Progress = silent
) -> Iterator[Ran]:
    """Candidates between the versions that hold now, run by run, the most open lists first.

    Each run reads only versions its marking covers, so that what public lists show stays public and does not
    depend on others; a pair that a more open run shows is not found again. A run over the same versions by
    the same engine is not repeated. `UsageError` for a list that is not held, or a threshold out of range.
    """
    require(view, bench, "investigate")
    if not 0 < asked.threshold <= 1:
        raise UsageError(f"threshold is {asked.threshold}", remedy="use a probability above 0, at most 1")
    covered: list[tuple[Marking, frozenset[ManifestPair]]] = []
    for marking, held in _by_marking(view, bench, asked.lists):
        below = frozenset(pair for open_to, pairs in covered if marking.covers(open_to) for pair in pairs)
        pairs = manifest_pairs(held) - below
        covered.append((marking, pairs))
        if pairs:
            yield _run(view, bench, asked, progress, (marking, held, pairs))


def _by_marking(
    view: View, bench: Workbench, lists: Sequence[str]
) -> Iterator[tuple[Marking, tuple[ListVersion, ...]]]:
    """The versions that hold for whoever is cleared for each marking in use."""
    with bench.office.read(view) as session:
        seen = versions.current(view, session, lists)
        if missing := sorted(set(lists) - {one.list for one in seen}):
            raise UsageError(f"no version of the list {missing[0]!r} is held", remedy="see `sightline lists`")
        markings = [one.version.marking for one in versions.held(view, session)]
    for marking in tiers(markings):
        lower = replace(view, clearance=marking)
        with bench.office.read(lower) as session:
            yield marking, versions.current(lower, session, lists)


def manifest_pairs(held: Iterable[ListVersion]) -> frozenset[ManifestPair]:
    """Every two versions, each with itself too."""
    names = sorted({version.manifest for version in held})
    return frozenset(combinations_with_replacement(names, 2))


def _run(
    view: View,
    bench: Workbench,
    asked: Asked,
    progress: Progress,
    tier: tuple[Marking, tuple[ListVersion, ...], frozenset[ManifestPair]],
) -> Ran:
    marking, held, pairs = tier
    names = tuple(version.id for version in held)
    if (found := _same_run(view, bench, asked, tier)) is not None:
        return Ran(names, marking, found, known=True)
    started = bench.clock()
    lower = replace(view, clearance=marking)
    between = " and ".join(version.list for version in held)

    def tell(done: int, total: int) -> None:
        progress(Step(f"comparing {between}", done, total))

    found_pairs = engine.candidates(lower, bench.lake, held, threshold=asked.threshold, tell=tell)
    home = _home(lower, bench, held)
    placed = ((one, (home[one.left], home[one.right])) for one in found_pairs)
    kept = [(one, at) for one, at in placed if (min(at), max(at)) in pairs]
    progress(Step("putting pairs on record", 0, len(kept)))
    _record(view, bench, _RunOf(asked, marking, held, pairs, started), kept)
    return Ran(names, marking, len(kept))


@dataclass(frozen=True, slots=True)
class _RunOf:
    """What is recorded of a run beside what it found."""

    asked: Asked
    marking: Marking
    held: tuple[ListVersion, ...]
    pairs: frozenset[ManifestPair]
    started: datetime


def _home(view: View, bench: Workbench, held: Sequence[ListVersion]) -> dict[str, str]:
    """The manifest of the first version that has an entry, by the entry's id."""
    home: dict[str, str] = {}
    for version in reversed(held):
        home |= dict.fromkeys(bench.lake.entries(view, version).ids(), version.manifest)
    return home


def _same_run(
    view: View,
    bench: Workbench,
    asked: Asked,
    tier: tuple[Marking, tuple[ListVersion, ...], frozenset[ManifestPair]],
) -> int | None:
    """How much a run on record found that asked the same of the same versions under the same marking."""
    marking, held, pairs = tier
    wanted = sorted(version.manifest for version in held)
    with bench.office.read(view) as session:
        rows = session.scalars(
            select(ResolutionRunRow).where(
                ResolutionRunRow.engine == engine.ENGINE, ResolutionRunRow.threshold == asked.threshold
            )
        )
        same = [row for row in rows if row.manifests == wanted and _covers(row) == pairs]
        markings = current_of(session, ResolutionRunRow.__marked__, [row.id for row in same])
        return next((row.found for row in same if markings.get(row.id) == marking), None)


def _covers(row: ResolutionRunRow) -> frozenset[ManifestPair]:
    return frozenset((one, other) for one, other in row.covers)


def _record(
    view: View, bench: Workbench, run: _RunOf, kept: Sequence[tuple[Candidate, ManifestPair]]
) -> None:
    """Put a run and its candidates on record, all or none."""
    run_id, at = bench.entropy(16).hex(), bench.clock()
    with bench.office.write(view, "resolver ran") as session:
        session.add(
            ResolutionRunRow(
                id=run_id,
                engine=engine.ENGINE,
                threshold=run.asked.threshold,
                manifests=sorted(version.manifest for version in run.held),
                covers=sorted([one, other] for one, other in run.pairs),
                started=run.started,
                ended=at,
                found=len(kept),
                by=view.user,
            )
        )
        mark(session, ResolutionRunRow.__marked__, run_id, run.marking, view.user, at, "as the lists it read")
        rows = (_row(run_id, number, one, at) for number, (one, at) in enumerate(kept))
        while batch := list(islice(rows, A_BATCH)):
            _write(session, batch)


def _write(session: GuardedSession, batch: list[CandidateRow]) -> None:
    session.add_all(batch)
    session.flush()
    for row in batch:
        session.expunge(row)


def _row(run_id: str, number: int, one: Candidate, manifests: ManifestPair) -> CandidateRow:
    return CandidateRow(
        id=f"{run_id}-{number:07}",
        run_id=run_id,
        pair=pair_id((one.left, one.right)),
        left=one.left,
        right=one.right,
        left_manifest=manifests[0],
        right_manifest=manifests[1],
        score=one.score,
        body=[reason_json(reason) for reason in one.reasons],
    )


def reason_json(reason: MatchReason) -> dict[str, Any]:
    """The published shape of a reason."""
    return {
        "comparison": reason.comparison,
        "text": reason.text,
        "weight": reason.weight,
        "left": reason.left,
        "right": reason.right,
        "cites": [cite.as_json() for cite in reason.cites],
    }


def reason_from(shape: dict[str, Any]) -> MatchReason:
    """The inverse."""
    cites = tuple(Citation.from_json(cite) for cite in shape["cites"])
    return MatchReason(**shape | {"cites": cites})
