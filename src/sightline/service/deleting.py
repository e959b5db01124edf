"""Lawful deletion: an item's bytes are destroyed, its hash and a signed tombstone stay."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from sightline.errors import Conflict, NotAllowed, UsageError
from sightline.evidence.ledger import MAX_DETAIL
from sightline.evidence.vault import Tombstone
from sightline.model.view import View
from sightline.office.tables import ListVersionRow, TablePartitionRow
from sightline.reports import outline
from sightline.reports.number import number
from sightline.service import items, reports
from sightline.service.items import CitedBy
from sightline.service.report_state import held_at, seen_of
from sightline.service.roles import require
from sightline.service.workbench import Workbench

DELETE = "decide"
"""what the role of whoever deletes must allow"""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was destroyed, what cites it still (without its words), what of its rows stays in the lake."""

    tombstone: Tombstone
    cited_by: tuple[CitedBy, ...]
    rows_kept: int
    """partitions of rows read from it: results rest on them, so they are kept"""

    def text(self) -> str:
        """For a person."""
        stone = self.tombstone
        lines = [f"{stone.sha256}: destroyed ({stone.size:,} bytes), tombstone signed by {stone.key[:16]}"]
        lines += [f"  cited by {one.label} at {one.citation.place}" for one in self.cited_by]
        if self.rows_kept:
            lines.append(f"  {self.rows_kept} partitions of rows that were read from it stay in the lake")
        lines.append("  backups made before still hold it: delete those too")
        return "\n".join(lines)


def delete(view: View, bench: Workbench, sha256: str, why: str, *, keep_rows: bool = False) -> Deleted:
    """Destroy an item's key and bytes in the vault; the tombstone names reason, author and time.

    `NotFound` for an item that is not there for the View, `UsageError` without a reason, `Conflict` where
    rows were read from it (results pin them, they stay) and that was not accepted with `keep_rows`, or where
    it was deleted before. `NotAllowed` where the View may not see every way in which the bytes came.
    """
    require(view, bench, DELETE)
    if not why.strip():
        raise UsageError(
            "a deletion has a reason", remedy="name the order, the law or the request it follows"
        )
    if len(why.strip()) > MAX_DETAIL:
        raise UsageError(f"a reason has at most {MAX_DETAIL} characters", remedy="name the order it follows")
    page = items.item(view, bench, sha256)
    if page.deleted:
        raise Conflict(page.deleted, place=sha256)
    seen = _acquisitions(view, bench, sha256)
    if seen != _acquisitions(bench.operator_view(), bench, sha256):
        raise NotAllowed("this item is not yours to delete", remedy="ask an administrator")
    rows = _rows_read(bench, sha256)
    if rows and not keep_rows:
        raise Conflict(
            f"{rows} partitions of rows were read from this item, and results rest on them",
            place=sha256,
            remedy="accept that the rows stay (--keep-rows); only the bytes are destroyed then",
        )
    told = reports_citing(view, bench, sha256)
    for acquisition in sorted(seen):  # first on record: nothing is destroyed without a line of custody
        bench.record("destroy", view.user, acquisition, sha256=sha256, why=why.strip())
    stone = bench.vault.destroy(
        sha256, why=why.strip(), by=view.user, at=bench.clock(), signer=bench.keyring.current
    )
    cited = (*page.cited_by, *told)
    bare = tuple(replace(one, citation=replace(one.citation, quote="")) for one in cited)
    return Deleted(stone, bare, rows)


def reports_citing(view: View, bench: Workbench, sha256: str) -> tuple[CitedBy, ...]:
    """Where reports, as they are written now and as far as the View may see them, cite an item."""
    found: dict[tuple[str, str], CitedBy] = {}
    for line in reports.reports(view, bench):
        with bench.office.read(view) as session:
            now = held_at(view, bench, session, line.id).now
        if not any(cite.item == sha256 for cite in outline.citations(now)):
            continue
        shown = number(seen_of(view, bench, line.id, now))
        for block, called in outline.labelled_blocks(shown):
            for cite in outline.cites_of(block):
                if cite.item == sha256:
                    label = f"report {line.symbol or line.id}, {called}"
                    found.setdefault((label, str(cite.place)), CitedBy(cite, label, f"/reports/{line.id}"))
    return tuple(found.values())


def _acquisitions(view: View, bench: Workbench, sha256: str) -> frozenset[str]:
    with bench.office.read(view) as session:
        return frozenset(one.row.id for one in items.acquired(view, session, [sha256]).get(sha256, ()))


def _rows_read(bench: Workbench, sha256: str) -> int:
    """Partitions of the lake that were read from an item, whoever may see them."""
    with bench.office.read(bench.operator_view()) as session:
        lists = {row.partition for row in session.scalars(select(ListVersionRow)) if sha256 in row.items}
        tables = {row.partition for row in session.scalars(select(TablePartitionRow)) if sha256 in row.items}
    return len(lists | tables)
