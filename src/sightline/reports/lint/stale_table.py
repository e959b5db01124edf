"""A table or figure that its query no longer gives.

What it refuses: a table or figure whose query fails when it is asked today, or answers with other
rows than those printed; rows that have more or fewer cells than there are columns.

Why: whoever holds the bundle asks the query again.

How to mend: correct the query, or let the rows be computed anew; where the data is gone, strike the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.errors import SightlineError
from sightline.model.report import Figure, Table
from sightline.reports.outline import tables
from sightline.reports.problem import LintContext, Problem, Rows, error

RULE = "stale_table"


def check(context: LintContext) -> Iterator[Problem]:
    """Tables and figures that their query does not give."""
    for table in tables(context.report):
        word = "figure" if isinstance(table, Figure) else "table"
        if wrong := _ragged(table) or _wrong(context, table):
            remedy = "correct the query, or compute the rows anew"
            yield error(RULE, f"{word} {table.number}", wrong, remedy, table.title)


def _ragged(table: Table) -> str:
    odd = next((n for n, row in enumerate(table.rows, 1) if len(row) != len(table.columns)), 0)
    return f"row {odd} has {len(table.rows[odd - 1])} cells for {len(table.columns)} columns" if odd else ""


def _wrong(context: LintContext, table: Table) -> str:
    if context.answer is None or not table.query or table.query.get("kind") == "evidence":
        return ""
    try:
        rows = context.answer(table.query)
    except SightlineError as problem:
        return f"its query fails today: {problem.message}"
    if _texts(rows) == _texts(table.rows):
        return ""
    at = next(
        (n for n, (a, b) in enumerate(zip(_texts(rows), _texts(table.rows), strict=False), 1) if a != b), 0
    )
    differs = (
        f"row {at} differs" if at else f"the query gives {len(rows)} rows, {len(table.rows)} are printed"
    )
    return f"its query gives something else today: {differs}"


def _texts(rows: Rows) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]
