from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.errors import BadInput
from sightline.model.report import Block, Cell
from sightline.reports.lint.stale_table import check
from sightline.reports.outline import changed, tables
from sightline.reports.problem import LintContext, Rows
from tests.reports.sample import CONTEXT, REPORT


def answered(rows: Rows) -> LintContext:
    """The report, and a record that answers its table of measures so."""
    return replace(CONTEXT, answer=lambda query: rows)


def failing(query: object) -> Rows:
    raise BadInput("the measures are gone")


TABLE = next(table for table in tables(REPORT) if table.id == "t-measures")


def with_rows(rows: Rows) -> LintContext:
    def change(block: Block) -> Block:
        return replace(TABLE, rows=rows) if block.id == TABLE.id else block

    return replace(CONTEXT, report=changed(REPORT, change))


HITS = {
    "another row": answered(
        (tuple(Cell(t) for t in ("Freeze of funds", "1718 ¶8 (d)", "no", "partly checked")),)
    ),
    "a row more": answered((*TABLE.rows, *TABLE.rows)),
    "the query fails": replace(CONTEXT, answer=failing),
    "a cell too many": with_rows(((*TABLE.rows[0], Cell("x")),)),
}
NO_HITS = {
    "the same rows": answered(TABLE.rows),
    "nobody can answer": CONTEXT,
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"stale_table"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
