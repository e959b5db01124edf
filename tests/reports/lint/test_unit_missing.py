from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Annex, Cell, Sentence, Table
from sightline.reports.lint.unit_missing import check
from sightline.reports.number import number
from sightline.reports.problem import LintContext
from tests.reports.sample import CONTEXT, cite, context, outline


def context_of(table: Table) -> LintContext:
    longer = replace(outline(), annexes=(*outline().annexes, Annex("a-x", "More", (table,))))
    return replace(CONTEXT, report=number(longer))


HITS = {
    "cargo without a unit": context(Sentence("It carried about 600.", (cite("press"),))),
    "worth without a currency": context(Sentence("It was worth 2,990,000 in all.", (cite("press"),))),
    "a column": context_of(
        Table("t", "Deliveries", ("port", "quantity"), ((Cell("A"), Cell("600")),), {"kind": "count"})
    ),
}
NO_HITS = {
    "tons": context(Sentence("It carried about 600 tons.", (cite("press"),))),
    "something counted": context(Sentence("It carried 15 engines.", (cite("press"),))),
    "a unit in the head": context_of(
        Table("t", "Deliveries", ("port", "quantity, t"), ((Cell("A"), Cell("600")),), {"kind": "count"})
    ),
    "a year is no amount": context(Sentence("It was seen in 2017.", (cite("press"),))),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"unit_missing"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
