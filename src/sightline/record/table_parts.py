"""Which partitions of telemetry tables are there for a View: each set of files once, as read last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from sightline.model.marking import Marking
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables import TablePartitionRow


def parts(view: View, session: GuardedSession, tables: Sequence[str] = ()) -> tuple[TablePart, ...]:
    """Partitions known by `view.known_at`, by table and time; `tables` narrows to these.

    Files that came several times count once, under their least restricted marking; files that were read
    again by newer code count as read last.
    """
    newest: dict[tuple[str, tuple[str, ...]], TablePart] = {}
    first: dict[tuple[str, tuple[str, ...]], datetime] = {}
    for part in every_part(view, session, tables):
        taken = first.setdefault((part.table, part.items), part.known_at)
        held = newest.get((part.table, part.items))
        if held is None or held.partition != part.partition or _openness(part) < _openness(held):
            newest[part.table, part.items] = replace(part, taken_at=taken)
    return tuple(sorted(newest.values(), key=lambda part: (part.table, part.known_at, part.partition)))


def items_in_order(several: Iterable[TablePart], table: str) -> tuple[str, ...]:
    """The items that gave rows to a table as they were taken in, those of one time by their hash."""
    return tuple(
        dict.fromkeys(
            item
            for _taken, item in sorted(
                (part.taken_at or part.known_at, item)
                for part in several
                if part.table == table
                for item in part.items
            )
        )
    )


def every_part(view: View, session: GuardedSession, tables: Sequence[str] = ()) -> tuple[TablePart, ...]:
    """Every partition known by then, those read by older code included, in the order they became known."""
    chosen = select(TablePartitionRow).where(TablePartitionRow.known_at <= view.known_at)
    if tables:
        chosen = chosen.where(TablePartitionRow.table.in_(list(tables)))
    rows = list(session.scalars(chosen.order_by(TablePartitionRow.known_at, TablePartitionRow.id)))
    markings = current_of(session, TablePartitionRow.__marked__, [row.id for row in rows])
    return tuple(part_of(row, markings[row.id]) for row in rows if row.id in markings)


def _openness(part: TablePart) -> tuple[int, int]:
    return part.marking.level, len(part.marking.compartments)


def part_of(row: TablePartitionRow, marking: Marking) -> TablePart:
    """The noun of a row of the office."""
    return TablePart(
        id=row.id,
        table=row.table,
        partition=row.partition,
        format=row.format,
        known_at=row.known_at,
        rows=row.rows,
        refused=row.refused,
        first_ms=row.first_ms,
        last_ms=row.last_ms,
        manifest=row.manifest,
        items=tuple(row.items),
        marking=marking,
    )
