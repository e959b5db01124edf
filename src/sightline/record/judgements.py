"""The judgements that are there for a View, as nouns to be replayed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.resolution import Judgement, Verdict
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables import AcquisitionRow, JudgementRow, ListVersionRow
from sightline.record.resolution import in_order

AT_ONCE = 10_000
"""ids in one question to the database, which takes no more than about 32,000"""


def judgements(
    view: View, session: GuardedSession, pairs: Sequence[str] | None = None
) -> tuple[Judgement, ...]:
    """Every judgement made by `view.known_at`, as they were made; of these pairs alone where they are given.

    A judgement is hidden with any list version it was made by and any item it cites: one that was marked
    later hides it too.
    """
    chosen = select(JudgementRow).where(JudgementRow.at <= view.known_at)
    if pairs is not None:
        chosen = chosen.where(JudgementRow.pair.in_(list(pairs)))
    rows = list(session.scalars(chosen))
    if not rows:
        return ()
    markings = _markings(session, [row.id for row in rows])
    manifests, items = visible_manifests(session), _visible_items(session, rows)
    return tuple(
        in_order(
            _judgement(row, markings[row.id])
            for row in rows
            if row.id in markings
            and manifests.issuperset(row.manifests)
            and items.issuperset(shape["item"] for shape in row.evidence)
        )
    )


def _markings(session: GuardedSession, ids: list[str]) -> dict[str, Marking]:
    found: dict[str, Marking] = {}
    for start in range(0, len(ids), AT_ONCE):
        found |= current_of(session, JudgementRow.__marked__, ids[start : start + AT_ONCE])
    return found


def visible_manifests(session: GuardedSession) -> frozenset[str]:
    """The manifests of the list versions that are there for this session."""
    return frozenset(session.scalars(select(ListVersionRow.manifest)))


def _visible_items(session: GuardedSession, rows: Sequence[JudgementRow]) -> frozenset[str]:
    """Of the items that are cited, those that are there for this session."""
    cited = {shape["item"] for row in rows for shape in row.evidence}
    if not cited:
        return frozenset()
    return frozenset(session.scalars(select(AcquisitionRow.sha256))) & cited


def _judgement(row: JudgementRow, marking: Marking) -> Judgement:
    return Judgement(
        id=row.id,
        left=row.left,
        right=row.right,
        verdict=Verdict(row.verdict),
        by=row.by,
        at=row.at,
        why=row.why,
        marking=marking,
        evidence=tuple(Citation.from_json(shape) for shape in row.evidence),
        withdrawn=row.withdrawn,
    )
